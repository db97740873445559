#ifndef REFERENT_DOCUMENT_DOCX_HARVEST_H
#define REFERENT_DOCUMENT_DOCX_HARVEST_H

#include "document/harvest.h"

/* Styles and lists of a DOCX whose text is read back (ISO/IEC 29500-1, 17.7 and 17.9). */

struct docx_lists;

/* Reads the document's styles and numbering; there may be none of either. */
struct docx_lists *docx_lists_read(const struct document *document);

/*
 * How the paragraph at w:p stands in lists, counting: to be called once for each paragraph, in the
 * order of the document. NULL for an ordinary one.
 */
const struct harvest_look *docx_lists_look(
	struct docx_lists *lists, const struct xml_document *xml, size_t paragraph);

/* The child element of an element, or SIZE_MAX. */
size_t docx_child(const struct xml_document *xml, size_t parent, const char *name);

/* True for an element like w:b that is there and not switched off. */
bool docx_is_on(const struct xml_event *start);

/* The looks that a run has by its w:rPr and the styles named there, of enum markup_style. */
unsigned docx_lists_run_style(
	const struct docx_lists *lists, const struct xml_document *xml, size_t run, bool *hidden);

/* True for a run in the style of the words that Word itself puts into an empty content control. */
bool docx_lists_is_placeholder(
	const struct docx_lists *lists, const struct xml_document *xml, size_t run);

#endif
