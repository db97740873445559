#include "meeting/minutes.h"

#include "meeting/attendance.h"

/*
 * Who signs the minutes: every member who was there, at least for a time, and every substitute
 * (kommunestyrelsesloven § 13, stk. 1).
 */

struct signers {
	const struct values *values;
	const struct attendance_book *book;
	const struct roster *roster;
	struct value_list *list;
	bool *listed; /* by person */
	/* By person; NULL where there is none. */
	const struct attendance_row **excused;
	bool *came_or_left; /* by person: for a time he was there */
	/* What single decisions say of those who were away. */
	size_t lists;      /* of absentees, one a decision */
	size_t *named;     /* by person: how many of them name him */
	size_t *last_list; /* by person: the last that does */
	bool silent_items; /* some items have none: what the meeting says goes for them */
};

static size_t find_person(const struct signers *signers, const struct text *name)
{
	return name->bytes != NULL ? roster_find(signers->roster, name->bytes) : ROSTER_NOBODY;
}

static void read_rows(struct signers *signers, const struct attendance_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct attendance_row *row = &rows->items[i];
		size_t person = find_person(signers, &row->name);
		if (person == ROSTER_NOBODY)
			continue;
		if (row->excused)
			signers->excused[person] = row;
		if (row->arrived.clock.minutes >= 0 || row->left.clock.minutes >= 0)
			signers->came_or_left[person] = true;
	}
}

static void read_list(struct signers *signers, const struct texts *absent)
{
	signers->lists++;
	for (size_t i = 0; i < absent->count; i++) {
		size_t person = find_person(signers, &absent->items[i]);
		if (person == ROSTER_NOBODY || signers->last_list[person] == signers->lists)
			continue;
		signers->last_list[person] = signers->lists;
		signers->named[person]++;
	}
}

/* Items that were not treated say nothing, nor do those that only hold others or whose content this
 * edition does not show. */
static void read_items(struct signers *signers, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (item->kind != ITEM_POINT || item->withdrawn.bytes != NULL || item->withheld)
			continue;
		if (item->decision.absent.stated)
			read_list(signers, &item->decision.absent);
		else if (item->item_count == 0 || item->decision.stated)
			signers->silent_items = true;
		read_items(signers, item->items, item->item_count);
	}
}

/* Whether a person was there at any item. Apologies are for the whole meeting. */
static bool was_there(const struct signers *signers, size_t person)
{
	const struct meeting *meeting = signers->values->meeting;
	if (person == ROSTER_NOBODY || signers->came_or_left[person])
		return true;
	if (signers->excused[person] != NULL)
		return false;
	bool away = attendance_is_away(signers->book, person);
	if (signers->lists == 0)
		return !away;
	bool said = meeting->absent.stated || meeting->attendance.stated ||
		    meeting->participants.stated;
	return signers->named[person] < signers->lists || (signers->silent_items && said && !away);
}

static void push(struct signers *signers, const struct person *one, size_t person)
{
	if (!was_there(signers, person) || (person != ROSTER_NOBODY && signers->listed[person]))
		return;
	if (person != ROSTER_NOBODY)
		signers->listed[person] = true;
	value_list_push(
		signers->values->arena, signers->list, values_person(signers->values, one, NULL));
}

/* By the name alone: lines for signatures are short. */
static void push_substitute(struct signers *signers, const struct text *name)
{
	const struct person one = {.name = *name, .shown = *name};
	size_t person = find_person(signers, name);
	if (person != ROSTER_NOBODY)
		push(signers, &one, person);
}

static void push_people(struct signers *signers)
{
	const struct meeting *meeting = signers->values->meeting;
	bool members = meeting->organ.members.count > 0;
	const struct people *people = members ? &meeting->organ.members : &meeting->participants;
	for (size_t i = 0; i < people->count && !people->single; i++) {
		const struct person *one = &people->items[i];
		size_t person = find_person(signers, &one->shown);
		if (members && !person_is_member(meeting, one))
			continue;
		if (person != ROSTER_NOBODY && signers->excused[person] != NULL)
			push_substitute(signers, &signers->excused[person]->substitute);
		push(signers, one, person);
	}
}

/* Those who sat in for the disqualified. */
static void push_items(struct signers *signers, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		for (size_t j = 0; j < decision->disqualified_count; j++)
			push_substitute(signers, &decision->disqualified[j].substitute);
		push_items(signers, items[i].items, items[i].item_count);
	}
}

struct value minutes_signers(const struct values *values)
{
	struct arena *arena = values->arena;
	const struct meeting *meeting = values->meeting;
	const struct attendance_rows *rows = &meeting->attendance;
	struct signers signers = {
		.values = values,
		.book = minutes_book(values->minutes),
		.roster = attendance_roster(minutes_book(values->minutes)),
		.list = value_list_create(arena),
	};
	size_t people = roster_count(signers.roster);
	signers.listed = arena_array(arena, people, sizeof *signers.listed);
	signers.excused = arena_array(arena, people, sizeof *signers.excused);
	signers.came_or_left = arena_array(arena, people, sizeof *signers.came_or_left);
	signers.named = arena_array(arena, people, sizeof *signers.named);
	signers.last_list = arena_array(arena, people, sizeof *signers.last_list);
	read_rows(&signers, rows);
	read_items(&signers, meeting->items, meeting->item_count);
	push_people(&signers);
	for (size_t i = 0; i < rows->count; i++)
		push_substitute(&signers, &rows->items[i].substitute);
	push_items(&signers, meeting->items, meeting->item_count);
	return value_list(signers.list);
}
