#include "meeting/ballot.h"
#include "meeting/load.h"

#include "base/i18n.h"

#include <string.h>

/*
 * Votes, dissents and disqualifications that cannot be true together. With a document for the public
 * a decision of a closed item is checked without a word of it in the message.
 */

struct ballot_check {
	struct loader *loader;
	struct attendance_book *book;
	struct ballot_box *box;
	const struct attendance *there; /* at the item */
	bool hidden;                    /* closed, and no message may say what */
	/* In which vote each was named last, counted through the meeting. */
	size_t *person_vote, *party_vote;
	size_t vote_number;
	const char **names; /* for suggestions: people, then parties */
	size_t name_count;
};

static const char *quote(const struct ballot_check *check, const struct text *name)
{
	return check->hidden ? "…" : read_quote(check->loader, name->bytes);
}

static void report_unknown(const struct ballot_check *check, const struct text *name)
{
	struct place place = yaml_place(name->node);
	const char *nearest = check->hidden ? NULL
					    : read_nearest(check->loader, name->bytes, check->names,
						      check->name_count);
	if (nearest != NULL)
		report_warning(check->loader->report, &place, "unknown-person",
			tr("'%s' is neither a person in 'medlemmer' or 'deltagere' nor a party; "
			   "did you mean '%s'?"),
			quote(check, name), nearest);
	else
		report_warning(check->loader->report, &place, "unknown-person",
			tr("'%s' is neither a person in 'medlemmer' or 'deltagere' nor a party; "
			   "write the name or the party as it stands there"),
			quote(check, name));
}

/* A political body has a law on it. */
static void report_disqualified(const struct ballot_check *check, const struct text *name)
{
	const struct organ *organ = &check->loader->meeting->organ;
	struct place place = yaml_place(name->node);
	if (!organ->rules.disqualified)
		return;
	if (organ->political)
		report_error(check->loader->report, &place, "not-present",
			tr("'%s' was disqualified and neither debates nor votes in this item "
			   "(kommunestyrelsesloven § 14, stk. 1); remove the name here or in "
			   "'inhabile'"),
			quote(check, name));
	else
		report_error(check->loader->report, &place, "not-present",
			tr("'%s' was disqualified and takes no part in this item; remove the name "
			   "here or in 'inhabile'"),
			quote(check, name));
}

/* Reports a person who was not at the table. */
static void check_present(const struct ballot_check *check, const struct text *name, size_t person)
{
	if (attendance_seat_of(check->book, person) != ATTENDANCE_NONE)
		return;
	struct report *report = check->loader->report;
	struct place place = yaml_place(name->node);
	const char *quoted = quote(check, name);
	size_t seat = attendance_own_seat(check->book, person);
	const struct text *member = attendance_displaced(check->book, person);
	if (seat == ATTENDANCE_NONE && member != NULL)
		report_error(report, &place, "not-present",
			tr("'%s' is there for '%s' by 'fremmøde', but the decision's 'fraværende' "
			   "leaves '%s' out; add that name there"),
			quoted, quote(check, member), quote(check, member));
	else if (seat == ATTENDANCE_NONE)
		report_error(report, &place, "not-present",
			tr("'%s' is neither a member nor a substitute in this item and has no "
			   "vote; correct the name, or name the substitute in 'fremmøde'"),
			quoted);
	else if (check->there->seats[seat].absence == ABSENCE_DISQUALIFIED)
		report_disqualified(check, name);
	else
		report_error(report, &place, "not-present",
			tr("'%s' was not there in this item; correct 'fraværende' or 'fremmøde', "
			   "or remove the name here"),
			quoted);
}

static bool is_disqualified(const struct ballot_check *check, size_t party)
{
	for (size_t i = 0; i < check->there->seat_count; i++)
		if (check->there->seats[i].party == party &&
			check->there->seats[i].absence == ABSENCE_DISQUALIFIED)
			return true;
	return false;
}

/* A party of which nobody is left once who is disqualified has gone. */
static void report_disqualified_party(const struct ballot_check *check, const struct text *name)
{
	struct place place = yaml_place(name->node);
	if (check->loader->meeting->organ.rules.disqualified)
		report_error(check->loader->report, &place, "not-present",
			tr("nobody of '%s' is left in this item, for whoever was there stands in "
			   "'inhabile'; remove the party here or the name there"),
			quote(check, name));
}

/* A party without anybody at the table. */
static void check_party(const struct ballot_check *check, const struct text *name, size_t party)
{
	struct place place = yaml_place(name->node);
	if (attendance_party_present(check->book, party) > 0)
		return;
	if (is_disqualified(check, party))
		report_disqualified_party(check, name);
	else
		report_error(check->loader->report, &place, "not-present",
			tr("nobody of '%s' was there in this item; correct 'fraværende' or "
			   "'fremmøde', or remove the party here"),
			quote(check, name));
}

/* Whether it is the first time in this vote. */
static bool check_once(struct ballot_check *check, size_t *last_vote, const struct text *name)
{
	bool first = *last_vote != check->vote_number;
	*last_vote = check->vote_number;
	if (first)
		return true;
	struct place place = yaml_place(name->node);
	report_error(check->loader->report, &place, "vote-twice",
		tr("'%s' is in this vote already, and has one voice only; remove one of the two"),
		quote(check, name));
	return false;
}

static void check_voter(struct ballot_check *check, const struct voter *voter)
{
	if (voter->party == ATTENDANCE_NONE && voter->person == ROSTER_NOBODY) {
		report_unknown(check, voter->name);
	} else if (voter->party == ATTENDANCE_NONE) {
		if (check_once(check, &check->person_vote[voter->person], voter->name))
			check_present(check, voter->name, voter->person);
	} else if (check_once(check, &check->party_vote[voter->party], voter->name)) {
		check_party(check, voter->name, voter->party);
		struct place place = yaml_place(voter->name->node);
		if (voter->votes == 0 && attendance_party_present(check->book, voter->party) > 0)
			report_error(check->loader->report, &place, "vote-twice",
				tr("everybody of '%s' is named by himself in this vote, so nobody "
				   "is left; remove the party or the names"),
				quote(check, voter->name));
	}
}

static bool is_word(const struct text *text, const char *word)
{
	return text->bytes != NULL && strcmp(text->bytes, word) == 0;
}

/* An outcome that is not what the numbers say. */
static void check_outcome(
	const struct ballot_check *check, const struct vote *vote, const struct ballot *ballot)
{
	if (!ballot->certain || !vote->in_favour.stated || !vote->against.stated)
		return;
	bool more_for = ballot->votes[BALLOT_IN_FAVOUR] > ballot->votes[BALLOT_AGAINST];
	bool wrong = is_word(&vote->outcome, more_for ? "forkastet" : "vedtaget");
	if (!wrong)
		return;
	struct place place = yaml_place(vote->outcome.node);
	if (check->hidden)
		report_warning(check->loader->report, &place, "vote-outcome",
			tr("'udfald' is not what the votes say; correct one of them"));
	else
		report_warning(check->loader->report, &place, "vote-outcome",
			tr("%zu voted for and %zu against, but 'udfald' says otherwise; correct "
			   "one of them"),
			ballot->votes[BALLOT_IN_FAVOUR], ballot->votes[BALLOT_AGAINST]);
}

static void check_vote(struct ballot_check *check, const struct vote *vote)
{
	struct ballot ballot;
	check->vote_number++;
	ballot_count(check->box, vote, &ballot);
	for (size_t side = 0; side < BALLOT_SIDES; side++)
		for (size_t i = 0; i < ballot.voter_count[side]; i++)
			check_voter(check, &ballot.voters[side][i]);
	check_outcome(check, vote, &ballot);
}

/* A dissent of somebody, or of a party, who was not there. */
static void report_dissent(const struct ballot_check *check, const struct text *name)
{
	const struct organ *organ = &check->loader->meeting->organ;
	struct place place = yaml_place(name->node);
	if (!organ->rules.dissent)
		return;
	if (organ->political)
		report_error(check->loader->report, &place, "not-present",
			tr("only who took part can have a dissent recorded, and '%s' was not there "
			   "in this item (kommunestyrelsesloven § 13, stk. 2); correct "
			   "'fraværende' or 'fremmøde', or remove the name here"),
			quote(check, name));
	else
		report_error(check->loader->report, &place, "not-present",
			tr("only who took part can have a dissent recorded, and '%s' was not there "
			   "in this item; correct 'fraværende' or 'fremmøde', or remove the name "
			   "here"),
			quote(check, name));
}

static void check_dissenter(struct ballot_check *check, const struct text *name, size_t person)
{
	size_t seat = attendance_own_seat(check->book, person);
	bool away = seat != ATTENDANCE_NONE &&
		    attendance_seat_of(check->book, person) == ATTENDANCE_NONE &&
		    check->there->seats[seat].absence != ABSENCE_DISQUALIFIED;
	if (away)
		report_dissent(check, name);
	else
		check_present(check, name, person);
}

static void check_dissent(struct ballot_check *check, const struct dissent *dissent)
{
	for (size_t i = 0; i < dissent->by.count; i++) {
		const struct text *name = &dissent->by.items[i];
		size_t party = attendance_party(check->book, name->bytes);
		size_t person = roster_find(attendance_roster(check->book), name->bytes);
		bool gone = party != ATTENDANCE_NONE &&
			    attendance_party_present(check->book, party) == 0;
		if (gone && is_disqualified(check, party))
			report_disqualified_party(check, name);
		else if (gone)
			report_dissent(check, name);
		else if (party == ATTENDANCE_NONE && person != ROSTER_NOBODY)
			check_dissenter(check, name, person);
		else if (party == ATTENDANCE_NONE)
			report_unknown(check, name);
	}
}

static void check_disqualified(
	const struct ballot_check *check, const struct disqualified *disqualified)
{
	const struct text *substitute = &disqualified->substitute;
	size_t person = substitute->bytes != NULL
				? roster_find(attendance_roster(check->book), substitute->bytes)
				: ROSTER_NOBODY;
	if (person == ROSTER_NOBODY || attendance_own_seat(check->book, person) == ATTENDANCE_NONE)
		return;
	struct place place = yaml_place(substitute->node);
	report_error(check->loader->report, &place, "attendance-conflict",
		tr("'%s' is a member and has a vote already; a substitute is somebody else"),
		quote(check, substitute));
}

static void check_items(
	struct ballot_check *check, const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		const struct decision *decision = &item->decision;
		check->hidden = (closed || item->closed) && !check->loader->family->quoting;
		if (decision->vote_count + decision->dissent_count + decision->disqualified_count >
			0)
			check->there = attendance_at(check->book, item->sequence, decision);
		for (size_t j = 0; j < decision->vote_count; j++)
			check_vote(check, &decision->votes[j]);
		for (size_t j = 0; j < decision->dissent_count; j++)
			check_dissent(check, &decision->dissents[j]);
		for (size_t j = 0; j < decision->disqualified_count; j++)
			check_disqualified(check, &decision->disqualified[j]);
		check_items(check, item->items, item->item_count, closed || item->closed);
	}
}

static void collect_names(struct ballot_check *check)
{
	size_t people = 0, parties = 0;
	const char *const *known = roster_known(attendance_roster(check->book), &people);
	const char *const *party = attendance_parties(check->book, &parties);
	check->names = arena_array(check->loader->arena, people + parties, sizeof *check->names);
	for (size_t i = 0; i < people; i++)
		check->names[check->name_count++] = known[i];
	for (size_t i = 0; i < parties; i++)
		check->names[check->name_count++] = party[i];
	check->party_vote = arena_array(check->loader->arena, parties, sizeof *check->party_vote);
}

void ballot_check_all(struct loader *loader, struct attendance_book *book)
{
	const struct meeting *meeting = loader->meeting;
	struct ballot_check check = {
		.loader = loader,
		.book = book,
		.box = ballot_box_create(loader->arena, book),
		.there = attendance_at(book, 0, NULL),
		.person_vote = arena_array(loader->arena, roster_count(attendance_roster(book)),
			sizeof *check.person_vote),
	};
	/* Without anybody declared there is nobody to compare with. */
	if (loader->incomplete || !check.there->certain)
		return;
	collect_names(&check);
	check_items(&check, meeting->items, meeting->item_count, false);
}
