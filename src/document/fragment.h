#ifndef REFERENT_DOCUMENT_FRAGMENT_H
#define REFERENT_DOCUMENT_FRAGMENT_H

#include "document/internal.h"

/*
 * XML as bytes: small well-formed pieces that this program wrote itself are taken apart and put
 * together again without parsing them anew.
 */

/* One element among the children of another. */
struct fragment {
	struct bytes name;    /* "w:rStyle" */
	struct bytes whole;   /* from its "<" to behind its end tag */
	struct bytes content; /* between its tags; empty for <x/> */
	struct bytes tag;     /* its start tag */
};

struct bytes bytes_of(const char *text);
bool bytes_are(struct bytes bytes, const char *text);
void bytes_put(struct buf *out, struct bytes bytes);

/*
 * Takes the next element from the front of rest, leaving what follows it. Text between elements
 * is skipped. False at the end.
 */
bool fragment_next(struct bytes *rest, struct fragment *element);

/* What stands between the tags of the one element that whole is; empty for none. */
struct bytes fragment_content(struct bytes whole);

/* The child of that name among siblings; false if there is none. */
bool fragment_find(struct bytes siblings, const char *name, struct fragment *element);

/* The value of an attribute of a start tag as it is written, escapes and all; false without it. */
bool fragment_attribute(struct bytes tag, const char *name, struct bytes *value);

/*
 * Writes the events [from, to) as XML. Names in the namespace prefix lose it (NULL: none do): a
 * part that has always been written with a default namespace stays readable for naive programs.
 * The root's start tag declares what the document uses.
 */
void fragment_write(struct buf *out, const struct xml_document *xml, size_t from, size_t to,
	const char *default_prefix);

/* True if there is more than blanks between the tags of the element that an event begins. */
bool fragment_has_text(const struct xml_document *xml, size_t element);

/* Declares a namespace at the root element that the buffer holds, unless that prefix is taken. */
void fragment_declare(struct buf *xml, const char *prefix, const char *uri);

/*
 * The offset of the end tag (or of the empty tag) of the first element of that name in bytes, and
 * with empty whether it is an empty tag; SIZE_MAX if there is none. Nested ones are not looked for.
 */
size_t fragment_find_end(struct bytes bytes, const char *name, bool *empty);

/* Puts content at the end of the first element of that name; false if there is none. */
bool fragment_append_child(struct buf *xml, const char *name, struct bytes content);

#endif
