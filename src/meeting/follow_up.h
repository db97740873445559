#ifndef REFERENT_MEETING_FOLLOW_UP_H
#define REFERENT_MEETING_FOLLOW_UP_H

#include "meeting/model.h"
#include "meeting/texts.h"

/* What somebody has to do, as templates and texts see it: opgave, ansvarlig, frist, udført, punkt. */

/* item is the title of the item that it follows from, where the row itself names none; or NULL. */
struct value follow_up_value(
	const struct texts_context *context, const struct follow_up *row, const struct text *item);

struct value follow_up_values(const struct texts_context *context, const struct follow_up *rows,
	size_t count, const struct text *item);

/* All that is still to be done after a meeting: carried over to it, then decided there. */
struct value follow_up_open(const struct texts_context *context, const struct meeting *meeting);

#endif
