#include "meeting/minutes.h"

#include "meeting/attendance.h"
#include "meeting/phrase.h"
#include "meeting/scope.h"

#include <stdlib.h>
#include <string.h>

static const char *const passage_keys[] = {"navn", "ankom", "gik", "stedfortræder", NULL};

/* An arrival or departure at an item. */
struct happening {
	const struct attendance_row *row;
	const struct passage *passage;
	bool arrives;
};

struct minutes {
	struct attendance_book *book;
	struct ballot_box *box;
	struct happening *happenings; /* by item, then by time */
	size_t happening_count;
	/* By person; NULL where there is none. */
	const struct attendance_row **excused;
	const struct attendance_row **stands_in; /* the row whose substitute the person is */
	bool *absent;                            /* by person: in the meeting's fraværende */
	/* By person: what he came or left with when no item was left to begin. */
	const struct happening **late;
	struct value_list *away; /* those who were so the whole meeting; NULL until asked for */
	/* The absentees of the item before, who are the same until somebody comes or leaves. */
	bool known;
	size_t known_passages;
	struct value known_absent;
	struct value_list *collected; /* one list after the other, on its way */
};

static size_t find_person(const struct minutes *minutes, const struct text *name)
{
	return name->bytes != NULL ? roster_find(attendance_roster(minutes->book), name->bytes)
				   : ROSTER_NOBODY;
}

static int compare_happenings(const void *a, const void *b)
{
	const struct happening *left = a;
	const struct happening *right = b;
	if (left->passage->at != right->passage->at)
		return left->passage->at < right->passage->at ? -1 : 1;
	if (left->passage->clock.minutes != right->passage->clock.minutes)
		return left->passage->clock.minutes - right->passage->clock.minutes;
	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return left->arrives ? -1 : right->arrives;
}

static void add_happening(
	struct minutes *minutes, const struct attendance_row *row, const struct passage *passage)
{
	if (passage->clock.minutes >= 0 && !passage->untold)
		minutes->happenings[minutes->happening_count++] =
			(struct happening){row, passage, passage == &row->arrived};
}

static void read_rows(struct minutes *minutes, const struct attendance_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct attendance_row *row = &rows->items[i];
		size_t person = find_person(minutes, &row->name);
		size_t substitute = find_person(minutes, &row->substitute);
		if (row->excused && person != ROSTER_NOBODY)
			minutes->excused[person] = row;
		if (row->excused && substitute != ROSTER_NOBODY)
			minutes->stands_in[substitute] = row;
		add_happening(minutes, row, &row->arrived);
		add_happening(minutes, row, &row->left);
	}
	if (minutes->happening_count > 0)
		qsort(minutes->happenings, minutes->happening_count, sizeof *minutes->happenings,
			compare_happenings);
	for (size_t i = 0; i < minutes->happening_count && minutes->happenings[i].passage->at == 0;
		i++) {
		size_t person = find_person(minutes, &minutes->happenings[i].row->name);
		if (person != ROSTER_NOBODY && minutes->late[person] == NULL)
			minutes->late[person] = &minutes->happenings[i];
	}
}

struct minutes *minutes_create(struct arena *arena, const struct meeting *meeting)
{
	struct minutes *minutes = arena_alloc(arena, sizeof *minutes);
	minutes->book = attendance_open(arena, meeting);
	minutes->box = ballot_box_create(arena, minutes->book);
	minutes->collected = value_list_create(arena);
	size_t people = roster_count(attendance_roster(minutes->book));
	minutes->excused = arena_array(arena, people, sizeof *minutes->excused);
	minutes->stands_in = arena_array(arena, people, sizeof *minutes->stands_in);
	minutes->absent = arena_array(arena, people, sizeof *minutes->absent);
	minutes->late = arena_array(arena, people, sizeof *minutes->late);
	minutes->happenings =
		arena_array(arena, meeting->attendance.count, 2 * sizeof *minutes->happenings);
	for (size_t i = 0; i < meeting->absent.count; i++) {
		size_t person = find_person(minutes, &meeting->absent.items[i]);
		if (person != ROSTER_NOBODY)
			minutes->absent[person] = true;
	}
	read_rows(minutes, &meeting->attendance);
	return minutes;
}

struct attendance_book *minutes_book(const struct minutes *minutes)
{
	return minutes->book;
}

struct ballot_box *minutes_box(const struct minutes *minutes)
{
	return minutes->box;
}

/* The names that a phrase about a row sees. */
static struct value_map *row_names(const struct values *values, const struct attendance_row *row,
	const struct passage *passage)
{
	struct arena *arena = values->scratch;
	struct value_map *names = scope_copy(arena, values->context.names);
	value_map_set(arena, names, "navn", value_text(texts_plain(&values->context, &row->name)));
	value_map_set(arena, names, "stedfortræder",
		value_text(texts_plain(&values->context, &row->substitute)));
	value_map_set(arena, names, "tid",
		passage != NULL ? value_time(passage->clock.minutes, passage->clock.written)
				: value_none());
	return names;
}

static const char *row_phrase(const struct values *values, enum phrase phrase,
	const struct attendance_row *row, const struct passage *passage)
{
	struct texts_context context = values->context;
	context.names = row_names(values, row, passage);
	return texts_plain(&context, phrase_text(&values->meeting->organ, phrase));
}

/* A participant who came or left then; party and role are in the words. */
static struct value late_person(
	const struct values *values, const struct person *person, const struct happening *happening)
{
	struct texts_context context = values->context;
	struct value_map *names = row_names(values, happening->row, happening->passage);
	context.names = names;
	value_map_set(values->scratch, names, "navn", values_plain(values, &person->shown));
	value_map_set(values->scratch, names, "parti", values_plain(values, &person->party));
	value_map_set(values->scratch, names, "rolle", values_plain(values, &person->role));
	struct person shown = *person;
	shown.party = shown.role = (struct text){0};
	enum phrase phrase =
		happening->arrives ? PHRASE_PARTICIPANT_ARRIVED : PHRASE_PARTICIPANT_LEFT;
	const char *words = texts_plain(&context, phrase_text(&values->meeting->organ, phrase));
	return words[0] != '\0' ? values_person(values, &shown, words)
				: values_person(values, person, NULL);
}

static void push_substitute(
	const struct values *values, struct value_list *list, const struct attendance_row *row)
{
	struct person person = {.name = row->substitute, .shown = row->substitute};
	value_list_push(values->arena, list,
		values_person(values, &person, row_phrase(values, PHRASE_SUBSTITUTE, row, NULL)));
}

/* Marks those whose place a substitute takes in the list of participants. */
static bool *find_listed(const struct values *values, const struct people *people)
{
	const struct minutes *minutes = values->minutes;
	bool *listed = arena_array(
		values->arena, roster_count(attendance_roster(minutes->book)), sizeof *listed);
	for (size_t i = 0; i < people->count; i++) {
		size_t person = find_person(minutes, &people->items[i].shown);
		if (person != ROSTER_NOBODY)
			listed[person] = true;
	}
	return listed;
}

struct value minutes_participants(const struct values *values)
{
	const struct minutes *minutes = values->minutes;
	const struct people *people = &values->meeting->participants;
	const struct attendance_rows *rows = &values->meeting->attendance;
	struct value_list *list = value_list_create(values->arena);
	bool *listed = find_listed(values, people);
	for (size_t i = 0; i < people->count; i++) {
		const struct person *one = &people->items[i];
		size_t person = find_person(minutes, &one->shown);
		bool known = person != ROSTER_NOBODY;
		const struct attendance_row *excused = known ? minutes->excused[person] : NULL;
		const struct attendance_row *stands_in = known ? minutes->stands_in[person] : NULL;
		if (excused != NULL && excused->substitute.bytes != NULL)
			push_substitute(values, list, excused);
		if (excused != NULL || (known && !people->stated && minutes->absent[person]))
			continue;
		size_t other =
			stands_in != NULL ? find_person(minutes, &stands_in->name) : ROSTER_NOBODY;
		if (other != ROSTER_NOBODY && listed[other])
			continue;
		const struct happening *late = known ? minutes->late[person] : NULL;
		if (stands_in != NULL)
			push_substitute(values, list, stands_in);
		else
			value_list_push(values->arena, list,
				late != NULL ? late_person(values, one, late)
					     : values_person(values, one, NULL));
	}
	/* Substitutes of people who are on no list. */
	for (size_t i = 0; i < rows->count; i++) {
		const struct attendance_row *row = &rows->items[i];
		size_t person = find_person(minutes, &row->name);
		size_t substitute = find_person(minutes, &row->substitute);
		if (row->excused && row->substitute.bytes != NULL &&
			!(person != ROSTER_NOBODY && listed[person]) &&
			!(substitute != ROSTER_NOBODY && listed[substitute]))
			push_substitute(values, list, row);
	}
	return value_list(list);
}

static bool says_who_was_there(const struct meeting *meeting)
{
	return meeting->absent.stated || meeting->attendance.stated;
}

/* A list no longer than it has to be: there may be as many as items. */
static struct value copy_list(struct arena *arena, const struct value_list *collected)
{
	struct value_list *list = value_list_create(arena);
	list->items = arena_array(arena, collected->count, sizeof *list->items);
	list->count = list->capacity = collected->count;
	for (size_t i = 0; i < collected->count; i++)
		list->items[i] = collected->items[i];
	return value_list(list);
}

/* Those who were away the whole meeting, in their words. */
static const struct value_list *find_away(const struct values *values)
{
	struct minutes *minutes = values->minutes;
	const struct meeting *meeting = values->meeting;
	if (minutes->away != NULL)
		return minutes->away;
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < meeting->absent.count; i++)
		value_list_push(values->arena, list,
			value_text(texts_plain(&values->context, &meeting->absent.items[i])));
	for (size_t i = 0; i < meeting->attendance.count; i++) {
		const struct attendance_row *row = &meeting->attendance.items[i];
		size_t person = find_person(minutes, &row->name);
		if (row->excused && !(person != ROSTER_NOBODY && minutes->absent[person]))
			value_list_push(values->arena, list,
				value_text(row_phrase(values, PHRASE_EXCUSED, row, NULL)));
	}
	minutes->away = list;
	return list;
}

/* Begins a list with them. */
static struct value_list *collect_away(const struct values *values)
{
	const struct value_list *away = find_away(values);
	struct value_list *list = values->minutes->collected;
	list->count = 0;
	for (size_t i = 0; i < away->count; i++)
		value_list_push(values->arena, list, away->items[i]);
	return list;
}

struct value minutes_absent(const struct values *values)
{
	return says_who_was_there(values->meeting) ? copy_list(values->arena, find_away(values))
						   : value_none();
}

/* Those who have not come yet or have left, behind those who were away anyhow. */
static struct value absent_at(const struct values *values, const struct item *item)
{
	struct minutes *minutes = values->minutes;
	size_t passages = attendance_passages(minutes->book, item->sequence);
	if (minutes->known && minutes->known_passages == passages)
		return minutes->known_absent;
	const struct attendance_rows *rows = &values->meeting->attendance;
	struct value_list *list = collect_away(values);
	const struct attendance *there = attendance_at(minutes->book, item->sequence, NULL);
	struct arena *scratch = arena_create_child(values->arena);
	bool *named = arena_array(scratch, there->seat_count, sizeof *named);
	for (size_t i = 0; i < rows->count; i++) {
		size_t person = find_person(minutes, &rows->items[i].name);
		size_t seat = person != ROSTER_NOBODY ? attendance_own_seat(minutes->book, person)
						      : ATTENDANCE_NONE;
		if (seat == ATTENDANCE_NONE || named[seat] ||
			(there->seats[seat].absence != ABSENCE_LEFT &&
				there->seats[seat].absence != ABSENCE_NOT_YET))
			continue;
		named[seat] = true;
		value_list_push(values->arena, list,
			value_text(texts_plain(&values->context, &rows->items[i].name)));
	}
	arena_destroy(scratch);
	minutes->known = true;
	minutes->known_passages = passages;
	minutes->known_absent = copy_list(values->arena, list);
	return minutes->known_absent;
}

struct value minutes_item_absent(const struct values *values, const struct item *item)
{
	const struct minutes *minutes = values->minutes;
	const struct decision *decision = &item->decision;
	if (decision->absent.stated)
		return values_texts(values, &decision->absent);
	if (!says_who_was_there(values->meeting))
		return value_none();
	struct value absent = absent_at(values, item);
	if (decision->disqualified_count == 0)
		return absent;
	struct value_list *list = minutes->collected;
	list->count = 0;
	for (size_t i = 0; i < absent.list->count; i++)
		value_list_push(values->arena, list, absent.list->items[i]);
	attendance_at(minutes->book, item->sequence, NULL);
	for (size_t i = 0; i < decision->disqualified_count; i++) {
		const struct text *name = &decision->disqualified[i].name;
		size_t person = find_person(minutes, name);
		if (person == ROSTER_NOBODY ||
			attendance_seat_of(minutes->book, person) != ATTENDANCE_NONE)
			value_list_push(values->arena, list,
				value_text(texts_plain(&values->context, name)));
	}
	return copy_list(values->arena, list);
}

/* The first that happened at an item; *count receives how many there are. */
static const struct happening *happenings_at(
	const struct minutes *minutes, const struct item *item, size_t *count)
{
	size_t low = 0;
	size_t high = minutes->happening_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (minutes->happenings[middle].passage->at < item->sequence)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (item->sequence > 0 && low + *count < minutes->happening_count &&
		minutes->happenings[low + *count].passage->at == item->sequence)
		++*count;
	return minutes->happenings + low;
}

struct value minutes_passages(const struct values *values, const struct item *item)
{
	struct arena *arena = values->arena;
	size_t count;
	const struct happening *happenings = happenings_at(values->minutes, item, &count);
	struct value_list *list = value_list_create(arena);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = values_map(arena, passage_keys);
		values_set_plain(values, map, "navn", &happenings[i].row->name);
		values_set_plain(values, map, "stedfortræder", &happenings[i].row->substitute);
		values_set_clock(values, map, happenings[i].arrives ? "ankom" : "gik",
			happenings[i].passage->clock);
		value_list_push(arena, list, value_map(map));
	}
	return count > 0 ? value_list(list) : value_none();
}

void minutes_tell_passages(
	const struct values *values, const struct item *item, struct texts_chain *paragraph)
{
	size_t count;
	const struct happening *happenings = happenings_at(values->minutes, item, &count);
	for (size_t i = 0; i < count; i++) {
		const struct attendance_row *row = happenings[i].row;
		bool arrives = happenings[i].arrives;
		struct value_map *names = row_names(values, row, happenings[i].passage);
		minutes_say(values, names, arrives ? PHRASE_ARRIVED : PHRASE_LEFT, paragraph);
		if (row->substitute.bytes != NULL)
			minutes_say(values, names,
				arrives ? PHRASE_ARRIVED_SUBSTITUTE : PHRASE_LEFT_SUBSTITUTE,
				paragraph);
	}
}
