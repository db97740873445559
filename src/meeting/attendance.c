#include "meeting/attendance.h"

#include <stdlib.h>
#include <string.h>

/* Somebody comes or leaves. */
struct passage_event {
	size_t seat;
	const struct passage *passage;
	const struct attendance_row *row;
	size_t substitute; /* the person, or ROSTER_NOBODY */
	bool arrives;
};

/* What is always true of a seat. */
struct place_at_table {
	size_t person;
	size_t taker; /* who sits here at the item; ROSTER_NOBODY for nobody */
	bool away;    /* the whole meeting */
	const struct attendance_row *away_row; /* apologies, or NULL */
	size_t away_substitute;
	size_t substitute; /* who sits here at the item in the member's stead */
	size_t displaced;  /* who would, but for the decision's absentees */
	size_t first_event, event_count;
};

struct attendance_book {
	struct arena *arena;
	const struct meeting *meeting;
	struct roster *roster;
	struct seat *seats;
	struct place_at_table *places;
	struct attendance now;
	size_t *own_seat; /* by person: the seat that is his */
	size_t *seat_of;  /* by person: where he sits at the item */
	bool *away;       /* by person: absent from the meeting, or from the item */
	bool *listed;     /* by person: named as away by the decision last asked for */
	size_t *list;     /* they, once each */
	size_t list_count;
	bool own_absent;              /* that decision has absentees of its own */
	struct passage_event *events; /* by seat, then by time */
	size_t event_count;
	bool counted; /* how many are there of whom no decision says otherwise */
	size_t counted_passages, counted_present;
	unsigned *passages; /* sequences from which events hold, sorted */
	size_t passage_count;
	const char **parties; /* sorted */
	size_t party_count;
	size_t *party_present;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_seat(struct attendance_book *book, const struct text *name)
{
	size_t person =
		name->bytes != NULL ? roster_find(book->roster, name->bytes) : ROSTER_NOBODY;
	if (person == ROSTER_NOBODY || book->own_seat[person] != ATTENDANCE_NONE)
		return;
	size_t number = book->now.seat_count++;
	book->own_seat[person] = number;
	book->places[number].person = person;
	book->places[number].taker = ROSTER_NOBODY;
	book->places[number].away_substitute = ROSTER_NOBODY;
	book->seats[number] = (struct seat){.name = name, .party = ATTENDANCE_NONE};
}

static void add_seats(struct attendance_book *book)
{
	const struct meeting *meeting = book->meeting;
	const struct people *members = &meeting->organ.members;
	const struct people *people = &meeting->participants;
	for (size_t i = 0; i < members->count; i++)
		if (person_is_member(meeting, &members->items[i]))
			add_seat(book, &members->items[i].shown);
	if (book->now.seat_count == 0 && !people->single)
		for (size_t i = 0; i < people->count; i++)
			add_seat(book, &people->items[i].shown);
	book->now.certain = book->now.seat_count > 0;
}

/* Where nobody is declared, those who came or left are all who are known. */
static void add_seats_of_rows(struct attendance_book *book)
{
	const struct attendance_rows *rows = &book->meeting->attendance;
	if (book->now.certain)
		return;
	for (size_t i = 0; i < rows->count; i++)
		add_seat(book, &rows->items[i].name);
}

static void add_parties(struct attendance_book *book, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++)
		if (people->items[i].party.bytes != NULL)
			book->parties[book->party_count++] = people->items[i].party.bytes;
}

static void give_parties(struct attendance_book *book, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->items[i];
		size_t number = roster_find(book->roster, person->shown.bytes);
		size_t seat = number != ROSTER_NOBODY ? book->own_seat[number] : ATTENDANCE_NONE;
		if (seat != ATTENDANCE_NONE && person->party.bytes != NULL &&
			person_is_member(book->meeting, person))
			book->seats[seat].party = attendance_party(book, person->party.bytes);
	}
}

static void find_parties(struct attendance_book *book)
{
	const struct people *members = &book->meeting->organ.members;
	const struct people *people = &book->meeting->participants;
	book->parties =
		arena_array(book->arena, members->count + people->count, sizeof *book->parties);
	add_parties(book, members);
	add_parties(book, people);
	if (book->party_count > 0)
		qsort(book->parties, book->party_count, sizeof *book->parties, compare_names);
	size_t count = 0;
	for (size_t i = 0; i < book->party_count; i++)
		if (count == 0 || strcmp(book->parties[count - 1], book->parties[i]) != 0)
			book->parties[count++] = book->parties[i];
	book->party_count = count;
	book->party_present = arena_array(book->arena, count, sizeof *book->party_present);
	give_parties(book, people);
	give_parties(book, members);
}

static size_t find_person(const struct attendance_book *book, const struct text *name)
{
	return name->bytes != NULL ? roster_find(book->roster, name->bytes) : ROSTER_NOBODY;
}

/* Who was not there at all. A list of participants that no member is on says nothing of them. */
static void mark_away(struct attendance_book *book)
{
	const struct meeting *meeting = book->meeting;
	const struct people *people = &meeting->participants;
	for (size_t i = 0; i < meeting->absent.count; i++) {
		size_t person = find_person(book, &meeting->absent.items[i]);
		if (person != ROSTER_NOBODY)
			book->away[person] = true;
	}
	bool *listed = arena_array(book->arena, roster_count(book->roster), sizeof *listed);
	bool any = false;
	for (size_t i = 0; people->stated && !people->single && i < people->count; i++) {
		size_t person = find_person(book, &people->items[i].shown);
		if (person == ROSTER_NOBODY)
			continue;
		listed[person] = true;
		any |= book->own_seat[person] != ATTENDANCE_NONE;
	}
	for (size_t i = 0; i < book->now.seat_count; i++) {
		size_t person = book->places[i].person;
		book->places[i].away = book->away[person] || (any && !listed[person]);
	}
}

static void add_event(
	struct attendance_book *book, size_t seat, const struct attendance_row *row, bool arrives)
{
	const struct passage *passage = arrives ? &row->arrived : &row->left;
	if (passage->clock.minutes < 0)
		return;
	book->events[book->event_count++] = (struct passage_event){
		seat, passage, row, find_person(book, &row->substitute), arrives};
	if (passage->at > 0)
		book->passages[book->passage_count++] = passage->at;
}

static int compare_events(const void *a, const void *b)
{
	const struct passage_event *left = a;
	const struct passage_event *right = b;
	if (left->seat != right->seat)
		return left->seat < right->seat ? -1 : 1;
	if (left->passage->clock.minutes != right->passage->clock.minutes)
		return left->passage->clock.minutes - right->passage->clock.minutes;
	return left->row < right->row ? -1 : left->row > right->row;
}

static int compare_sequences(const void *a, const void *b)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;
	return left < right ? -1 : left > right;
}

static void read_rows(struct attendance_book *book)
{
	const struct attendance_rows *rows = &book->meeting->attendance;
	book->events = arena_array(book->arena, rows->count, 2 * sizeof *book->events);
	book->passages = arena_array(book->arena, rows->count, 2 * sizeof *book->passages);
	for (size_t i = 0; i < rows->count; i++) {
		const struct attendance_row *row = &rows->items[i];
		size_t person = find_person(book, &row->name);
		size_t seat = person != ROSTER_NOBODY ? book->own_seat[person] : ATTENDANCE_NONE;
		if (seat == ATTENDANCE_NONE)
			continue;
		if (row->excused) {
			book->places[seat].away = true;
			book->places[seat].away_row = row;
			book->places[seat].away_substitute = find_person(book, &row->substitute);
		}
		add_event(book, seat, row, true);
		add_event(book, seat, row, false);
	}
	if (book->event_count > 0)
		qsort(book->events, book->event_count, sizeof *book->events, compare_events);
	if (book->passage_count > 0)
		qsort(book->passages, book->passage_count, sizeof *book->passages,
			compare_sequences);
	for (size_t i = book->event_count; i > 0; i--) {
		struct place_at_table *place = &book->places[book->events[i - 1].seat];
		place->first_event = i - 1;
		place->event_count++;
	}
}

static void fill_none(size_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		numbers[i] = ATTENDANCE_NONE;
}

struct attendance_book *attendance_open(struct arena *arena, const struct meeting *meeting)
{
	struct attendance_book *book = arena_alloc(arena, sizeof *book);
	book->arena = arena;
	book->meeting = meeting;
	book->roster = roster_make(arena, meeting);
	size_t people = roster_count(book->roster);
	book->seats = arena_array(arena, people, sizeof *book->seats);
	book->now.seats = book->seats;
	book->places = arena_array(arena, people, sizeof *book->places);
	book->own_seat = arena_array(arena, people, sizeof *book->own_seat);
	book->seat_of = arena_array(arena, people, sizeof *book->seat_of);
	book->away = arena_array(arena, people, sizeof *book->away);
	book->listed = arena_array(arena, people, sizeof *book->listed);
	book->list = arena_array(arena, people, sizeof *book->list);
	fill_none(book->own_seat, people);
	fill_none(book->seat_of, people);
	add_seats(book);
	add_seats_of_rows(book);
	find_parties(book);
	mark_away(book);
	read_rows(book);
	return book;
}

static void leave(struct attendance_book *book, size_t number, enum absence absence,
	const struct text *substitute, size_t person)
{
	book->seats[number].absence = absence;
	book->seats[number].substitute = substitute != NULL ? substitute->bytes : NULL;
	book->places[number].substitute = person;
}

/* Plays what happened to a seat up to an item. */
static void play(struct attendance_book *book, size_t number, unsigned sequence)
{
	const struct place_at_table *place = &book->places[number];
	const struct passage_event *events = &book->events[place->first_event];
	leave(book, number, ABSENCE_NONE, NULL, ROSTER_NOBODY);
	if (place->away)
		leave(book, number, ABSENCE_WHOLE,
			place->away_row != NULL ? &place->away_row->substitute : NULL,
			place->away_substitute);
	else if (place->event_count > 0 && events[0].arrives)
		leave(book, number, ABSENCE_NOT_YET, &events[0].row->substitute,
			events[0].substitute);
	for (size_t i = 0; !place->away && i < place->event_count; i++) {
		if (events[i].passage->at == 0 || events[i].passage->at > sequence)
			continue;
		if (events[i].arrives)
			leave(book, number, ABSENCE_NONE, NULL, ROSTER_NOBODY);
		else
			leave(book, number, ABSENCE_LEFT, &events[i].row->substitute,
				events[i].substitute);
	}
}

/* Marks those whom a decision names in place of those marked before; absent is NULL for nobody. */
static void mark_listed(struct attendance_book *book, const struct texts *absent)
{
	for (size_t i = 0; i < book->list_count; i++)
		book->listed[book->list[i]] = false;
	book->list_count = 0;
	for (size_t i = 0; absent != NULL && i < absent->count; i++) {
		size_t person = find_person(book, &absent->items[i]);
		if (person == ROSTER_NOBODY || book->listed[person])
			continue;
		book->listed[person] = true;
		book->list[book->list_count++] = person;
	}
}

/* Puts the decision's own absentees in place of what the meeting says. */
static void apply_absent(struct attendance_book *book)
{
	for (size_t i = 0; i < book->now.seat_count; i++) {
		struct seat *seat = &book->seats[i];
		bool listed = book->listed[book->places[i].person];
		book->places[i].displaced = listed ? ROSTER_NOBODY : book->places[i].substitute;
		if (!listed)
			leave(book, i, ABSENCE_NONE, NULL, ROSTER_NOBODY);
		else if (seat->absence == ABSENCE_NONE)
			leave(book, i, ABSENCE_WHOLE, NULL, ROSTER_NOBODY);
		else
			seat->absence = ABSENCE_WHOLE;
	}
}

static void sit_down(struct attendance_book *book, size_t seat, size_t person)
{
	size_t before = book->places[seat].taker;
	if (before != ROSTER_NOBODY)
		book->seat_of[before] = ATTENDANCE_NONE;
	book->places[seat].taker = person;
	if (person != ROSTER_NOBODY)
		book->seat_of[person] = seat;
}

/* Lets each seat know its taker; a substitute who is away himself leaves it empty. */
static void take_seats(struct attendance_book *book, bool own_absent)
{
	const bool *away = own_absent ? book->listed : book->away;
	for (size_t i = 0; i < book->now.seat_count; i++) {
		struct seat *seat = &book->seats[i];
		size_t person = book->places[i].person;
		if (seat->absence != ABSENCE_NONE) {
			person = book->places[i].substitute;
			if (person != ROSTER_NOBODY && away[person])
				person = ROSTER_NOBODY;
			if (person == ROSTER_NOBODY)
				seat->substitute = NULL;
		}
		sit_down(book, i, person);
	}
}

/* Whoever is disqualified leaves the seat, be it his own or one that he sits on for another. */
static void apply_disqualified(struct attendance_book *book, const struct decision *decision)
{
	for (size_t i = 0; i < decision->disqualified_count; i++) {
		const struct disqualified *row = &decision->disqualified[i];
		size_t person = find_person(book, &row->name);
		if (person == ROSTER_NOBODY || book->seat_of[person] == ATTENDANCE_NONE)
			continue;
		size_t seat = book->seat_of[person];
		size_t substitute = find_person(book, &row->substitute);
		leave(book, seat, ABSENCE_DISQUALIFIED, &row->substitute, substitute);
		sit_down(book, seat, substitute);
	}
}

static void count_present(struct attendance_book *book)
{
	book->now.present = 0;
	for (size_t i = 0; i < book->party_count; i++)
		book->party_present[i] = 0;
	for (size_t i = 0; i < book->now.seat_count; i++) {
		const struct seat *seat = &book->seats[i];
		if (seat->absence != ABSENCE_NONE && seat->substitute == NULL)
			continue;
		book->now.present++;
		if (seat->party != ATTENDANCE_NONE)
			book->party_present[seat->party]++;
	}
}

const struct attendance *attendance_at(
	struct attendance_book *book, unsigned sequence, const struct decision *decision)
{
	bool own_absent = decision != NULL && decision->absent.stated;
	book->own_absent = own_absent;
	mark_listed(book, own_absent ? &decision->absent : NULL);
	for (size_t i = 0; i < book->now.seat_count; i++) {
		sit_down(book, i, ROSTER_NOBODY);
		play(book, i, sequence);
	}
	if (own_absent)
		apply_absent(book);
	take_seats(book, own_absent);
	if (decision != NULL)
		apply_disqualified(book, decision);
	count_present(book);
	return &book->now;
}

const struct attendance *attendance_now(const struct attendance_book *book)
{
	return &book->now;
}

size_t attendance_seat_of(const struct attendance_book *book, size_t person)
{
	return book->seat_of[person];
}

const struct text *attendance_displaced(const struct attendance_book *book, size_t person)
{
	for (size_t i = 0; book->own_absent && i < book->now.seat_count; i++)
		if (book->places[i].displaced == person)
			return book->seats[i].name;
	return NULL;
}

size_t attendance_own_seat(const struct attendance_book *book, size_t person)
{
	return book->own_seat[person];
}

bool attendance_is_away(const struct attendance_book *book, size_t person)
{
	size_t seat = book->own_seat[person];
	return seat != ATTENDANCE_NONE ? book->places[seat].away : book->away[person];
}

size_t attendance_party(const struct attendance_book *book, const char *name)
{
	if (book->party_count == 0)
		return ATTENDANCE_NONE;
	const char **found = bsearch(
		&name, book->parties, book->party_count, sizeof *book->parties, compare_names);
	return found != NULL ? (size_t)(found - book->parties) : ATTENDANCE_NONE;
}

size_t attendance_party_present(const struct attendance_book *book, size_t party)
{
	return book->party_present[party];
}

const struct roster *attendance_roster(const struct attendance_book *book)
{
	return book->roster;
}

const char *const *attendance_parties(const struct attendance_book *book, size_t *count)
{
	*count = book->party_count;
	return book->parties;
}

size_t attendance_passages(const struct attendance_book *book, unsigned sequence)
{
	size_t low = 0;
	size_t high = book->passage_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->passages[middle] <= sequence)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t attendance_present(struct attendance_book *book, const struct item *item)
{
	const struct decision *decision = &item->decision;
	size_t passages = attendance_passages(book, item->sequence);
	if (decision->absent.stated || decision->disqualified_count > 0)
		return attendance_at(book, item->sequence, decision)->present;
	if (!book->counted || book->counted_passages != passages) {
		book->counted = true;
		book->counted_passages = passages;
		book->counted_present = attendance_at(book, item->sequence, NULL)->present;
	}
	return book->counted_present;
}
