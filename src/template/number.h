#ifndef REFERENT_TEMPLATE_NUMBER_H
#define REFERENT_TEMPLATE_NUMBER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers to text and back, whatever the locale. */

/* Reads digits with an optional sign, all of the text; false if it is none or too large. */
bool number_parse_integer(const char *text, size_t length, int64_t *integer);

/* Reads 1.5, -2, 1e3, 1_000.5: all of the text. False if it is no number or not finite. */
bool number_parse_real(const char *text, size_t length, double *real);

/* Appends the shortest digits that read back as the same number, as Python prints it: 1.0, 1e-07 */
void number_append_real(struct buf *out, double real);

/* Appends with exactly so many decimals (0 to 20), rounded half to even on the binary value as
 * Python's %.*f does; with a full stop and without groups. Not finite prints nan, inf, -inf. */
void number_append_fixed(struct buf *out, double real, int decimals);

/* Appends as printf's e, E, g or G with a precision of 0 to 20. */
void number_append_scientific(struct buf *out, double real, int precision, char type);

#endif
