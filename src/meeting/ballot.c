#include "meeting/ballot.h"

struct ballot_box {
	struct arena *arena;
	struct attendance_book *book;
	size_t *named; /* by party: of its members, those who are named by themselves */
};

struct ballot_box *ballot_box_create(struct arena *arena, struct attendance_book *book)
{
	struct ballot_box *box = arena_alloc(arena, sizeof *box);
	size_t parties = 0;
	attendance_parties(book, &parties);
	*box = (struct ballot_box){
		.arena = arena,
		.book = book,
		.named = arena_array(arena, parties, sizeof *box->named),
	};
	return box;
}

const struct texts *ballot_names(const struct vote *vote, enum ballot_side side)
{
	if (side == BALLOT_IN_FAVOUR)
		return &vote->in_favour;
	return side == BALLOT_AGAINST ? &vote->against : &vote->abstained;
}

static struct voter find_voter(const struct ballot_box *box, const struct text *name)
{
	struct voter voter = {.name = name, .person = ROSTER_NOBODY};
	voter.party = attendance_party(box->book, name->bytes);
	if (voter.party != ATTENDANCE_NONE)
		return voter;
	voter.votes = 1;
	voter.person = roster_find(attendance_roster(box->book), name->bytes);
	return voter;
}

/* The party of the seat that a voter sits on, or ATTENDANCE_NONE. */
static size_t party_of(
	const struct ballot_box *box, const struct attendance *there, const struct voter *voter)
{
	size_t seat = voter->person != ROSTER_NOBODY ? attendance_seat_of(box->book, voter->person)
						     : ATTENDANCE_NONE;
	return seat != ATTENDANCE_NONE ? there->seats[seat].party : ATTENDANCE_NONE;
}

static void name_side(struct ballot_box *box, const struct attendance *there,
	const struct ballot *ballot, size_t side)
{
	for (size_t i = 0; i < ballot->voter_count[side]; i++) {
		size_t party = party_of(box, there, &ballot->voters[side][i]);
		if (party != ATTENDANCE_NONE)
			box->named[party]++;
	}
}

static void forget_side(struct ballot_box *box, const struct attendance *there,
	const struct ballot *ballot, size_t side)
{
	for (size_t i = 0; i < ballot->voter_count[side]; i++) {
		size_t party = party_of(box, there, &ballot->voters[side][i]);
		if (party != ATTENDANCE_NONE)
			box->named[party] = 0;
	}
}

static void count_side(struct ballot_box *box, struct ballot *ballot, size_t side)
{
	for (size_t i = 0; i < ballot->voter_count[side]; i++) {
		struct voter *voter = &ballot->voters[side][i];
		if (voter->party != ATTENDANCE_NONE) {
			size_t present = attendance_party_present(box->book, voter->party);
			size_t named = box->named[voter->party];
			voter->votes = present > named ? present - named : 0;
		} else if (voter->person == ROSTER_NOBODY) {
			ballot->certain = false;
		}
		ballot->votes[side] += voter->votes;
	}
}

void ballot_count(struct ballot_box *box, const struct vote *vote, struct ballot *ballot)
{
	const struct attendance *there = attendance_now(box->book);
	*ballot = (struct ballot){.certain = there->certain};
	for (size_t side = 0; side < BALLOT_SIDES; side++) {
		const struct texts *names = ballot_names(vote, (enum ballot_side)side);
		struct voter *voters = arena_array(box->arena, names->count, sizeof *voters);
		for (size_t i = 0; i < names->count; i++)
			voters[i] = find_voter(box, &names->items[i]);
		ballot->voters[side] = voters;
		ballot->voter_count[side] = names->count;
		name_side(box, there, ballot, side);
	}
	for (size_t side = 0; side < BALLOT_SIDES; side++)
		count_side(box, ballot, side);
	for (size_t side = 0; side < BALLOT_SIDES; side++)
		forget_side(box, there, ballot, side);
}
