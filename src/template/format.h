#ifndef REFERENT_TEMPLATE_FORMAT_H
#define REFERENT_TEMPLATE_FORMAT_H

#include "template/function.h"

/* Python's two ways of putting values into a pattern. */

/* "%s har %d" % (name, number): one value, a tuple of them, or a map for %(key)s. Errors
 * [bad-value]. */
struct value format_percent(
	struct run *run, const struct expr *where, struct value_text pattern, struct value values);

/* "{} har {0:,.2f} {navn}".format(…). Errors [bad-value]. */
struct value format_braces(const struct call *call, struct value_text pattern);

#endif
