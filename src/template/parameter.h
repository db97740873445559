#ifndef REFERENT_TEMPLATE_PARAMETER_H
#define REFERENT_TEMPLATE_PARAMETER_H

#include "template/value.h"

#include <stddef.h>

/* Parameter lists as table rows write them: names with a blank between. */

size_t parameter_count(const char *parameters);

/* The position of a name among them, or their count. */
size_t parameter_find(const char *parameters, struct value_text name);

#endif
