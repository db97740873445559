#ifndef REFERENT_TEMPLATE_METHOD_H
#define REFERENT_TEMPLATE_METHOD_H

#include "template/function.h"

/* The methods of texts, which are many; those of other values are in method.c. Ends with a row
 * without a name. */
extern const struct builtin method_text_rows[];

#endif
