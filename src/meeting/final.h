#ifndef REFERENT_MEETING_FINAL_H
#define REFERENT_MEETING_FINAL_H

#include "meeting/model.h"

#include <stddef.h>

/* What keeps minutes from being published, in single texts. */

/*
 * What a decision's text says that its outcome (one of meeting_outcomes) denies: the word in it, as
 * typed. NULL where they agree, or where nobody can be sure.
 */
const char *outcome_contradiction(
	struct arena *arena, const char *outcome, const char *text, size_t length);

#endif
