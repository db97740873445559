#ifndef REFERENT_TEMPLATE_FILTER_ROWS_H
#define REFERENT_TEMPLATE_FILTER_ROWS_H

#include "template/filter.h"

/* The tables of filters and tests by subject; each ends with a row without a name. */
extern const struct filter filter_text_rows[];
extern const struct filter filter_list_rows[];
extern const struct filter filter_order_rows[];
extern const struct filter filter_number_rows[];
extern const struct filter filter_danish_rows[];
extern const struct filter filter_document_rows[];
extern const struct filter test_rows[];

#endif
