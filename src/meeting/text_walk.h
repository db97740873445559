#ifndef REFERENT_MEETING_TEXT_WALK_H
#define REFERENT_MEETING_TEXT_WALK_H

#include "meeting/model.h"

#include <stdbool.h>

/* Called for each text that is there. */
typedef void text_walk_see(void *user, const struct text *text);

/*
 * Shows every text of an item that somebody wrote to be read: title, parts, attachments, timetable,
 * earlier decisions, the decision with what belongs to it; not those of items within it. With
 * public_only what the public edition has of an open item.
 */
void text_walk_item(const struct item *item, bool public_only, text_walk_see *see, void *user);

#endif
