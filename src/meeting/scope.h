#ifndef REFERENT_MEETING_SCOPE_H
#define REFERENT_MEETING_SCOPE_H

#include "meeting/model.h"
#include "template/value.h"

/* The names that expressions in a meeting's texts see, and what they stand for. */

/*
 * The names that expressions in the meeting's own texts see: organ, møde, forrige, with their plain
 * values as typed. A value that holds expressions itself is not among them.
 */
struct value_map *scope_meeting(struct arena *arena, const struct meeting *meeting);

/* The same with the item's own plain keys, by themselves and under `punkt`. */
struct value_map *scope_item(struct arena *arena, const struct meeting *meeting,
	const struct value_map *meeting_names, const struct item *item);

/* The same names, to which others can be added. */
struct value_map *scope_copy(struct arena *arena, const struct value_map *names);

/* The same with another body's name and date in place of organ.navn and møde.dato. */
struct value_map *scope_earlier(
	struct arena *arena, const struct value_map *names, const struct earlier *earlier);

/* Sets a key to a time, or leaves it alone where there is none. */
void scope_set_clock(
	struct arena *arena, struct value_map *map, const char *key, struct clock clock);

#endif
