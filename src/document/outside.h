#ifndef REFERENT_DOCUMENT_OUTSIDE_H
#define REFERENT_DOCUMENT_OUTSIDE_H

#include "document/internal.h"

/* What a template would have its readers fetch from elsewhere. */

/* Says so of an address that something at an event of a part leads to; part may be NULL. */
void outside_report(struct document *document, const char *entry, const struct part *part,
	size_t event, const char *address);

/* True for an address that leads out of a package (RFC 3986, 4.2; ODF 1.3, part 2, 3.7). */
bool outside_leads_there(const char *address);

/* Says so of a picture that has other files fetched, or may have; name is that of its entry, or "". */
void outside_check_picture(
	struct document *document, const struct place *place, const char *name, struct bytes bytes);

/* format_reader.check_outside() of the two formats. */
void docx_check_outside(struct document *document);
void odt_check_outside(struct document *document);

#endif
