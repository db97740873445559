#ifndef REFERENT_MEETING_ATTENDANCE_H
#define REFERENT_MEETING_ATTENDANCE_H

#include "meeting/roster.h"

/*
 * Who is at the table while an item is treated. A seat is a member's on the day of the meeting;
 * where no members are declared, a participant's. A substitute sits on the seat of the member that
 * he stands in for.
 */
enum absence {
	ABSENCE_NONE,
	ABSENCE_WHOLE,   /* not at the meeting, or not in this item as its decision says */
	ABSENCE_NOT_YET, /* has not arrived */
	ABSENCE_LEFT,
	ABSENCE_DISQUALIFIED
};

struct seat {
	const struct text *name; /* of the member, as declared */
	size_t party;            /* number of the member's, or ATTENDANCE_NONE */
	enum absence absence;    /* why the member is not there */
	const char *substitute;  /* who sits there then; NULL for nobody */
};

struct attendance {
	const struct seat *seats;
	size_t seat_count;
	size_t present; /* seats that somebody sits on: who may vote */
	bool certain; /* members or participants are declared, so that there is something to count */
};

#define ATTENDANCE_NONE SIZE_MAX

struct attendance_book;

/* Opens the book on a meeting that has been read; redacted or not, whole or not. */
struct attendance_book *attendance_open(struct arena *arena, const struct meeting *meeting);

/*
 * Who is there at an item, by its sequence; with the absentees and the disqualified of its decision
 * if decision is not NULL. Absentees that a decision names take the place of the meeting's. Valid
 * until the next call, as is what the functions below say of it. Takes time by the number of seats.
 */
const struct attendance *attendance_at(
	struct attendance_book *book, unsigned sequence, const struct decision *decision);

/* How many of the seats somebody sits on at an item: as attendance_at() says of its decision, but quick
 * for many items that the same people are at. */
size_t attendance_present(struct attendance_book *book, const struct item *item);

/* The attendance last asked for. */
const struct attendance *attendance_now(const struct attendance_book *book);

/* The seat that a person sits on in the attendance last asked for, as a member or a substitute; or
 * ATTENDANCE_NONE. */
size_t attendance_seat_of(const struct attendance_book *book, size_t person);

/* The member whose substitute a person is by fremmøde at the item of the attendance last asked for, but
 * whom the decision's own absentees leave out, so that the member sits there himself; or NULL. */
const struct text *attendance_displaced(const struct attendance_book *book, size_t person);

/* The seat that a person has as a member, or ATTENDANCE_NONE. */
size_t attendance_own_seat(const struct attendance_book *book, size_t person);

/* Whether a person was not there at all, as far as the meeting itself says. */
bool attendance_is_away(const struct attendance_book *book, size_t person);

/* The number of a party that a member or participant is of, by its name; or ATTENDANCE_NONE. */
size_t attendance_party(const struct attendance_book *book, const char *name);

/* How many sit for a party in the attendance last asked for. */
size_t attendance_party_present(const struct attendance_book *book, size_t party);

const struct roster *attendance_roster(const struct attendance_book *book);

/* Every party, in order, for suggestions and tables by number. */
const char *const *attendance_parties(const struct attendance_book *book, size_t *count);

/* How many of the arrivals and departures have happened at an item: equal numbers, equal people. */
size_t attendance_passages(const struct attendance_book *book, unsigned sequence);

#endif
