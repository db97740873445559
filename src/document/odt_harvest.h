#ifndef REFERENT_DOCUMENT_ODT_HARVEST_H
#define REFERENT_DOCUMENT_ODT_HARVEST_H

#include "document/harvest.h"

/* Styles and lists of an ODT whose text is read back (ODF 1.3, part 3, 16 and 17.16). */

struct odt_styles;

struct odt_styles *odt_styles_read(const struct document *document);

/* What a span's style says, those above it included, of enum markup_style. */
unsigned odt_styles_span(const struct odt_styles *styles, const char *name, bool *hidden);

/* What somebody has made a whole paragraph look like; not what its named style does. */
unsigned odt_styles_paragraph(const struct odt_styles *styles, const char *name, bool *hidden);

struct odt_level {
	bool counted; /* a number, not a bullet */
	unsigned start;
	char delimiter;
};

/* A level of a list style, 1 for the outermost; that of a plain bullet for an unknown one. */
struct odt_level odt_styles_level(
	const struct odt_styles *styles, const char *name, unsigned level);

#endif
