#ifndef REFERENT_DOCUMENT_ODT_FLAT_H
#define REFERENT_DOCUMENT_ODT_FLAT_H

#include "document/document.h"

/*
 * Flat ODT (OpenDocument 1.3, part 3, 3.1.2): all of a document in one XML file with the root
 * office:document. It is taken apart into a package when it is read and put together from one when
 * it is written, so nothing in between knows of it.
 */

/* True if the bytes are XML rather than an archive. */
bool odt_flat_is(const struct file_bytes *bytes);

struct xml_document;

/* The child of the root of that name, or SIZE_MAX; also where there is no document. */
size_t odt_flat_child(const struct xml_document *xml, const char *name);

/* The package of a flat document. Errors: those of xml_parse(), [not-a-document] for XML of another
 * kind, [template-macro]. */
bool odt_flat_unfold(struct arena *arena, struct report *report, const struct file_bytes *bytes,
	struct file_bytes *package);

/* The flat document of a package, its stamp made anew. */
bool odt_flat_fold(struct arena *arena, struct report *report, const struct file_bytes *package,
	struct file_bytes *flat);

#endif
