#include "meeting/attendance.h"
#include "meeting/load.h"

#include "base/buf.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/*
 * A decision's own fraværende, held against what the meeting says: its list is printed as it stands,
 * so whom it forgets is there for the reader. With a document for the public nothing of a closed
 * item's list comes into a message.
 */

/* Somebody who is away for the whole meeting. */
struct away {
	const struct text *name;
	size_t person; /* or ROSTER_NOBODY, where nobody is declared */
};

struct absence_check {
	struct loader *loader;
	struct attendance_book *book;
	const struct roster *roster;
	struct away *away;
	size_t away_count;
	bool *passes; /* by person: fremmøde tells from which items on he was there or not */
	/* By person: the decision that named him last, counted through the meeting. */
	size_t *listed, *disqualified;
	size_t number;
	const char **texts; /* of the decision's list, sorted */
	bool hidden;        /* closed, and no message may say what */
};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void say(const struct absence_check *check, const struct place *place, const char *text)
{
	struct loader *loader = check->loader;
	if (check->hidden)
		text = tr("the 'fraværende' of this closed item does not agree with the meeting's "
			  "'fraværende' or 'fremmøde'; 'referent check' shows more");
	if (load_is_final(loader))
		report_error(loader->report, place, "absence-differs", "%s", text);
	else
		report_warning(loader->report, place, "absence-differs", "%s", text);
}

static size_t find_person(const struct absence_check *check, const struct text *name)
{
	return name->bytes != NULL ? roster_find(check->roster, name->bytes) : ROSTER_NOBODY;
}

static void add_away(struct absence_check *check, const struct text *name, bool *known)
{
	size_t declared = 0;
	size_t person = find_person(check, name);
	roster_known(check->roster, &declared);
	/* A name that nobody has is reported as that. */
	if (check->away_count == LOAD_MAX_PEOPLE ||
		(person != ROSTER_NOBODY ? known[person] : declared > 0))
		return;
	if (person != ROSTER_NOBODY)
		known[person] = true;
	check->away[check->away_count++] = (struct away){name, person};
}

static void find_away(struct absence_check *check)
{
	const struct meeting *meeting = check->loader->meeting;
	const struct attendance_rows *rows = &meeting->attendance;
	struct arena *arena = check->loader->arena;
	bool *known = arena_array(arena, roster_count(check->roster), sizeof *known);
	check->away = arena_array(arena, meeting->absent.count + rows->count, sizeof *check->away);
	for (size_t i = 0; i < meeting->absent.count; i++)
		add_away(check, &meeting->absent.items[i], known);
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].excused)
			add_away(check, &rows->items[i].name, known);
}

/* From which item on somebody came or left is not always known. */
static void find_passing(struct absence_check *check)
{
	const struct attendance_rows *rows = &check->loader->meeting->attendance;
	struct arena *arena = check->loader->arena;
	size_t people = roster_count(check->roster);
	check->passes = arena_array(arena, people, sizeof *check->passes);
	bool *unsure = arena_array(arena, people, sizeof *unsure);
	for (size_t i = 0; i < rows->count; i++) {
		const struct attendance_row *row = &rows->items[i];
		size_t person = find_person(check, &row->name);
		if (person == ROSTER_NOBODY)
			continue;
		check->passes[person] |= row->left.at != 0 || row->arrived.at != 0;
		unsure[person] |= (row->left.clock.minutes >= 0 && row->left.at == 0) ||
				  (row->arrived.clock.minutes >= 0 && row->arrived.at == 0);
	}
	for (size_t i = 0; i < people; i++)
		check->passes[i] &= !unsure[i];
}

/* False where one of the names is nobody's: it may be meant for anybody whom the list seems to forget. */
static bool read_decision(struct absence_check *check, const struct decision *decision)
{
	const struct texts *absent = &decision->absent;
	size_t declared = 0;
	bool certain = true;
	roster_known(check->roster, &declared);
	check->number++;
	check->texts = arena_array(check->loader->arena, absent->count, sizeof *check->texts);
	for (size_t i = 0; i < absent->count; i++) {
		size_t person = find_person(check, &absent->items[i]);
		check->texts[i] = absent->items[i].bytes;
		if (person != ROSTER_NOBODY)
			check->listed[person] = check->number;
		certain &= person != ROSTER_NOBODY || declared == 0;
	}
	if (absent->count > 0)
		qsort(check->texts, absent->count, sizeof *check->texts, compare_texts);
	for (size_t i = 0; i < decision->disqualified_count; i++) {
		size_t person = find_person(check, &decision->disqualified[i].name);
		if (person != ROSTER_NOBODY)
			check->disqualified[person] = check->number;
	}
	return certain;
}

static bool is_listed(
	const struct absence_check *check, const struct texts *absent, const struct away *away)
{
	if (away->person != ROSTER_NOBODY)
		return check->listed[away->person] == check->number;
	return absent->count > 0 && bsearch(&away->name->bytes, check->texts, absent->count,
					    sizeof *check->texts, compare_texts) != NULL;
}

/* Adds a name to those that the list forgets, but for those whom the message has no room for. */
static void add_forgotten(const struct absence_check *check, struct buf *names, size_t *count,
	const struct text *name)
{
	enum { SHOWN = 5 };
	if (*count < SHOWN)
		buf_printf(names, "%s'%s'", *count > 0 ? ", " : "",
			read_quote(check->loader, name->bytes));
	else if (*count == SHOWN)
		buf_puts(names, " …");
	++*count;
}

/* Whom the list forgets. */
static void check_forgotten(const struct absence_check *check, const struct decision *decision,
	const struct attendance *there)
{
	struct buf names;
	size_t count = 0;
	buf_init(&names, check->loader->arena);
	for (size_t i = 0; i < check->away_count; i++)
		if (!is_listed(check, &decision->absent, &check->away[i]))
			add_forgotten(check, &names, &count, check->away[i].name);
	for (size_t i = 0; i < there->seat_count; i++) {
		const struct seat *seat = &there->seats[i];
		struct away gone = {seat->name, find_person(check, seat->name)};
		if ((seat->absence == ABSENCE_LEFT || seat->absence == ABSENCE_NOT_YET) &&
			!is_listed(check, &decision->absent, &gone))
			add_forgotten(check, &names, &count, seat->name);
	}
	if (count > 0)
		say(check, &decision->absent_place,
			arena_printf(check->loader->arena,
				tr("this list lacks %s, not there in this item by the meeting's "
				   "'fraværende' or 'fremmøde'; add what is missing here, or "
				   "correct "
				   "it there (whoever came late has 'ankom' in 'fremmøde')"),
				buf_text(&names)));
}

/* Who stands in the list but is there. Those of whom fremmøde says nothing may be away in one item. */
static void check_there(const struct absence_check *check, const struct decision *decision)
{
	for (size_t i = 0; i < decision->absent.count; i++) {
		const struct text *name = &decision->absent.items[i];
		size_t person = find_person(check, name);
		if (person == ROSTER_NOBODY || check->disqualified[person] == check->number)
			continue;
		size_t seat = attendance_seat_of(check->book, person);
		bool told =
			seat != attendance_own_seat(check->book, person) || check->passes[person];
		struct place place = yaml_place(name->node);
		if (seat != ATTENDANCE_NONE && told)
			say(check, &place,
				arena_printf(check->loader->arena,
					tr("'%s' was there in this item by 'fremmøde'; remove the "
					   "name here, or correct it there"),
					read_quote(check->loader, name->bytes)));
	}
}

static void check_items(
	struct absence_check *check, const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		bool shut = closed || item->closed;
		if (item->withdrawn.bytes != NULL)
			continue;
		check->hidden = shut && !check->loader->family->quoting;
		if (item->decision.absent.stated) {
			bool certain = read_decision(check, &item->decision);
			const struct attendance *there =
				attendance_at(check->book, item->sequence, NULL);
			if (certain)
				check_forgotten(check, &item->decision, there);
			check_there(check, &item->decision);
		}
		check_items(check, item->items, item->item_count, shut);
	}
}

void absence_check_all(struct loader *loader, struct attendance_book *book)
{
	const struct meeting *meeting = loader->meeting;
	struct absence_check check = {
		.loader = loader, .book = book, .roster = attendance_roster(book)};
	size_t people = roster_count(check.roster);
	/* Who the members are is not known. */
	if (loader->incomplete)
		return;
	check.listed = arena_array(loader->arena, people, sizeof *check.listed);
	check.disqualified = arena_array(loader->arena, people, sizeof *check.disqualified);
	find_away(&check);
	find_passing(&check);
	check_items(&check, meeting->items, meeting->item_count, false);
}
