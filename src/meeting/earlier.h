#ifndef REFERENT_MEETING_EARLIER_H
#define REFERENT_MEETING_EARLIER_H

#include "meeting/values.h"

/*
 * What was decided before: as typed, or as the minutes of the meeting that an item was taken over
 * from tell it.
 */

/* The other meetings whose decisions are told, each made ready once; for one document. */
struct earlier_meetings;

struct earlier_meetings *earlier_meetings_create(struct arena *arena);

/*
 * An item's earlier decisions as they are printed, count of them; changes nothing. Those with a date
 * stand by date, the others where they were typed. With ascending they lead up to a decision that
 * stands behind them, else back in time from one before them. Those of one day stay as typed.
 */
const struct earlier *const *earlier_by_date(
	struct arena *arena, const struct earlier *earlier, size_t count, bool ascending);

/* What stands over it: its own heading, or the decision's with that body's name and date. declared
 * is the place for earlier decisions in afsnit. */
const char *earlier_heading(const struct values *values, const struct earlier *earlier,
	const struct part_declaration *declared);

/* What was decided, in this document's edition; NULL where that is nothing. */
struct markup_block *earlier_blocks(const struct values *values, const struct earlier *earlier);

/* Sets organ, dato and punkt as far as they are known. */
void earlier_set_origin(
	const struct values *values, struct value_map *map, const struct earlier *earlier);

#endif
