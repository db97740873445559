#ifndef REFERENT_MEETING_BALLOT_H
#define REFERENT_MEETING_BALLOT_H

#include "meeting/attendance.h"

/* A vote, counted: each name stands for itself or for the members of a party who are there. */

enum ballot_side { BALLOT_IN_FAVOUR, BALLOT_AGAINST, BALLOT_ABSTAINED, BALLOT_SIDES };

struct voter {
	const struct text *name; /* as typed */
	size_t party;            /* its number, or ATTENDANCE_NONE */
	size_t person;           /* the number, or ROSTER_NOBODY */
	size_t votes; /* of a party those who are not named by themselves in the same vote */
};

struct ballot {
	struct voter *voters[BALLOT_SIDES];
	size_t voter_count[BALLOT_SIDES];
	size_t votes[BALLOT_SIDES];
	bool certain; /* every name is somebody's, and it is known who was there */
};

/* Counts votes of one meeting. */
struct ballot_box;

struct ballot_box *ballot_box_create(struct arena *arena, struct attendance_book *book);

/* Counts a vote in the attendance last asked for. */
void ballot_count(struct ballot_box *box, const struct vote *vote, struct ballot *ballot);

/* The names of one side as they were typed. */
const struct texts *ballot_names(const struct vote *vote, enum ballot_side side);

#endif
