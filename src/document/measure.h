#ifndef REFERENT_DOCUMENT_MEASURE_H
#define REFERENT_DOCUMENT_MEASURE_H

#include "document/document.h"

/*
 * The number of the page that a place is on, as a field shows it until somebody updates it: what was
 * measured, else 1, which estimate_pages() (flow.h) makes better. pages may be NULL.
 */
const char *measure_page(const struct document_pages *pages, const char *name);

#endif
