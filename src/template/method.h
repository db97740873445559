#ifndef REFERENT_TEMPLATE_METHOD_H
#define REFERENT_TEMPLATE_METHOD_H

#include "template/function.h"

/*
 * The methods of texts, which are many; those of other values are in method.c. Each ends with a row
 * without a name.
 */
extern const struct builtin method_text_rows[];
extern const struct builtin method_form_rows[];

/* An argument as a text; with a fallback it may be left out or none. False after an error. */
bool method_text(
	const struct call *call, size_t index, const char *fallback, struct value_text *text);
bool method_integer(const struct call *call, size_t index, int64_t fallback, int64_t *integer);

/* What was put together. */
struct value method_result(struct buf *out);

#endif
