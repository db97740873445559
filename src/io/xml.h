#ifndef REFERENT_IO_XML_H
#define REFERENT_IO_XML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * An XML document as a flat list of events. Elements and text only: comments and processing
 * instructions are dropped, CDATA and character references have become text, adjacent text is one
 * event. Names are written with the prefix that the format's own documents use, whatever prefix
 * the file had: the caller's table maps a namespace to its prefix; a namespace that is not in the
 * table keeps its own prefix (made unique where two namespaces share one).
 */
enum xml_kind { XML_START, XML_END, XML_TEXT };

struct xml_namespace {
	const char *uri;
	const char *prefix; /* "w" */
};

struct xml_attribute {
	const char *name; /* "w:val" or "val" */
	const char *value;
	size_t length;
};

struct xml_event {
	enum xml_kind kind;
	bool preserve;    /* XML_TEXT: xml:space="preserve" is in force */
	const char *name; /* "w:p"; equal names are the same pointer within one xml_names */
	const char *text; /* XML_TEXT */
	size_t length;
	const struct xml_attribute
		*attributes; /* XML_START; xmlns declarations are not among them */
	size_t attribute_count;
	size_t other;  /* index of the matching end or start */
	size_t parent; /* index of the enclosing start; SIZE_MAX at the root */
};

struct xml_document {
	struct xml_event *events;
	size_t count;
	const struct xml_namespace *declared; /* every namespace used, to be declared at the root */
	size_t declared_count;
};

enum { XML_MAX_DEPTH = 256, XML_MAX_EVENTS = 2000000 };

/*
 * Parses bytes. file and part name the source in messages. A document type declaration (so every
 * entity but the five) is an error [xml-doctype]; malformed XML is [xml-syntax]; a limit passed is
 * [xml-limit]. Nothing is ever loaded from elsewhere. Returns NULL after an error.
 */
struct xml_document *xml_parse(struct arena *arena, struct report *report, const char *file,
	const char *part, const void *bytes, size_t size, const struct xml_namespace *table,
	size_t table_count);

/* True if a start event is of the element of this name, "w:p" with the prefix of xml_parse()'s table. */
bool xml_is(const struct xml_event *event, const char *name);

/* The value of an attribute of a start event, or NULL. */
const char *xml_attribute(const struct xml_event *start, const char *name);

/* Appends text with & < > escaped (and " with the second). Characters that XML 1.0 cannot hold
 * are left out. */
void xml_escape(struct buf *out, const char *text, size_t length);
void xml_escape_attribute(struct buf *out, const char *text, size_t length);
/* Appends ` name="value"`, escaped. */
void xml_put_attribute(struct buf *out, const char *name, const char *value, size_t length);
/* Appends the declaration of a namespace to a start tag; of the one that all documents have, none. */
void xml_put_namespace(struct buf *out, const struct xml_namespace *space);

#endif
