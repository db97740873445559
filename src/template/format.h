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

/* What the two have in common. */

/* Widest field and most decimals that a pattern may ask for. */
enum { FORMAT_WIDTH_MOST = 10000, FORMAT_DECIMALS_MOST = 20 };

/* How one value is written. */
struct spec {
	char fill[5]; /* a character, terminated */
	char align;   /* < > ^ = or NUL */
	char sign;    /* + - blank or NUL */
	bool alternative;
	char group; /* , _ or NUL */
	int width;
	int precision; /* -1 for none */
	char type;     /* NUL for none */
};

/* Nothing asked for: a blank to fill with, no precision. */
extern const struct spec format_plain;

/* Appends the value as the spec says; false where it does not fit the type. */
bool format_value(struct buf *out, const struct spec *spec, struct value value);

/* Reads digits at *at and goes behind them; more than most counts as most. */
int format_number(struct value_text pattern, size_t *at, int most);

/* Reports that this is no pattern. */
struct value format_bad(struct run *run, const struct expr *where, struct value_text pattern);

#endif
