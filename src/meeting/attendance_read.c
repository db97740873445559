#include "meeting/load.h"

#include "base/i18n.h"
#include "meeting/roster.h"

#include <stdlib.h>
#include <string.h>

/*
 * fremmøde: the rows, the items from which they hold, and what in them cannot be true together.
 */

static const struct read_rule attendance_keys[] = {
	{"navn", read_line, offsetof(struct attendance_row, name)},
	{"afbud", read_yes_no, offsetof(struct attendance_row, excused)},
	{"stedfortræder", read_line, offsetof(struct attendance_row, substitute)},
	{"gik", read_clock, offsetof(struct attendance_row, left.clock)},
	{"ankom", read_clock, offsetof(struct attendance_row, arrived.clock)},
	{"fra_punkt", read_line, offsetof(struct attendance_row, from_item)},
	{0},
};

const struct read_rules attendance_rules = {.rows = attendance_keys};

static bool has_time(const struct attendance_row *row)
{
	return row->left.clock.minutes >= 0 || row->arrived.clock.minutes >= 0;
}

/* Whether a row says something that can be true. */
static bool check_row(
	struct loader *loader, const struct yaml_node *mapping, const struct attendance_row *row)
{
	bool both = row->left.clock.minutes >= 0 && row->arrived.clock.minutes >= 0;
	if (row->name.bytes == NULL) {
		read_missing(loader, mapping, "navn", tr("'navn: ' and the person's name"));
		return false;
	}
	if (!row->excused && !has_time(row)) {
		if (yaml_get(mapping, "afbud") == NULL)
			read_missing(loader, mapping, "afbud",
				tr("'afbud: ja', 'gik: 17.45' or 'ankom: 16.20'"));
		return false;
	}
	if (row->excused && (has_time(row) || row->from_item.bytes != NULL)) {
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("whoever has sent apologies is away the whole meeting; remove 'afbud', "
			   "or 'gik', 'ankom' and 'fra_punkt'"));
		return false;
	}
	if (both && row->left.clock.minutes <= row->arrived.clock.minutes) {
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("'gik' is before 'ankom'; whoever left and came back has a row for each "
			   "of the two"));
		return false;
	}
	if (both && row->from_item.bytes != NULL) {
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("'fra_punkt' cannot hold for both 'ankom' and 'gik'; write a row for "
			   "each "
			   "of the two"));
		return false;
	}
	return true;
}

void attendance_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct attendance_rows *rows = target;
	*rows = (struct attendance_rows){0};
	if (!read_is_list(loader, key, value))
		return;
	rows->items = arena_array(loader->arena, value->count, sizeof *rows->items);
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *mapping = value->items[i];
		if (i == LOAD_MAX_PEOPLE) {
			struct place place = yaml_place(mapping);
			report_error(loader->report, &place, "meeting-limit",
				tr("'%s' has more than %d people"), read_quote(loader, key->text),
				LOAD_MAX_PEOPLE);
			return;
		}
		if (!read_is_mapping(loader, key, mapping))
			continue;
		struct attendance_row row = {.place = yaml_place(mapping)};
		row.left.clock.minutes = row.arrived.clock.minutes = -1;
		read_mapping(loader, mapping, &attendance_rules, &row);
		if (check_row(loader, mapping, &row))
			rows->items[rows->count++] = row;
	}
	rows->stated = rows->count > 0;
}

/* An item in the order in which they are treated. */
struct stop {
	int start_min; /* -1 where the schedule does not know */
	bool within;   /* another item */
	bool treated;  /* not withdrawn */
	bool open;
};

struct route {
	struct arena *arena;
	struct stop *stops; /* by sequence, from 1; 0 is unused */
	size_t count, capacity;
};

static void add_stop(struct route *route, struct stop stop)
{
	route->stops = arena_grow(
		route->arena, route->stops, route->count, &route->capacity, sizeof *route->stops);
	route->stops[route->count++] = stop;
}

static void add_stops(struct route *route, struct item *items, size_t count, struct stop around)
{
	for (size_t i = 0; i < count; i++) {
		struct item *item = &items[i];
		if (item->kind != ITEM_POINT)
			continue;
		struct stop stop = {
			.start_min = item->scheduled_start.minutes,
			.within = around.within,
			.treated = around.treated && item->withdrawn.bytes == NULL,
			.open = around.open && !item->closed,
		};
		item->sequence = (unsigned)route->count;
		add_stop(route, stop);
		stop.within = true;
		add_stops(route, item->items, item->item_count, stop);
	}
}

/* The first stop from one on that is treated, and open if so asked; 0 for none. */
static unsigned next_stop(const struct route *route, size_t from, bool open)
{
	for (size_t i = from; from > 0 && i < route->count; i++)
		if (route->stops[i].treated && (route->stops[i].open || !open))
			return (unsigned)i;
	return 0;
}

/* The item that begins at a time or after it; 0 for none. *sure is false where some have no time. */
static size_t find_by_time(const struct route *route, int minutes, bool *sure)
{
	*sure = true;
	for (size_t i = 1; i < route->count; i++) {
		const struct stop *stop = &route->stops[i];
		if (stop->treated && stop->start_min >= minutes)
			return i;
		if (stop->treated && !stop->within && stop->start_min < 0)
			*sure = false;
	}
	return 0;
}

static void place_passage(struct loader *loader, const struct route *route,
	const struct attendance_row *row, struct passage *passage)
{
	if (passage->clock.minutes < 0)
		return;
	size_t from = 0;
	bool sure = true;
	struct place place = yaml_place(
		row->from_item.bytes != NULL ? row->from_item.node : passage->clock.node);
	if (row->from_item.bytes == NULL) {
		from = find_by_time(route, passage->clock.minutes, &sure);
		if (!sure)
			report_warning(loader->report, &place, "attendance-unplaced",
				tr("the schedule does not tell from which item on this holds; "
				   "write 'fra_punkt: ' and the item's id"));
	} else {
		const struct item *item = identity_find(loader, row->from_item.bytes);
		size_t count = 0;
		const char *const *ids = identity_all(loader, &count);
		const char *nearest =
			item == NULL && !loader->incomplete
				? read_nearest(loader, row->from_item.bytes, ids, count)
				: NULL;
		if (item != NULL)
			from = item->sequence;
		else if (nearest != NULL)
			report_error(loader->report, &place, "attendance-item",
				tr("no item has the id '%s'; did you mean '%s'?"),
				read_quote(loader, row->from_item.bytes), nearest);
		else if (!loader->incomplete)
			report_error(loader->report, &place, "attendance-item",
				tr("no item has the id '%s'; write the item's 'id', or its title "
				   "in lower case with hyphens"),
				read_quote(loader, row->from_item.bytes));
	}
	passage->at = next_stop(route, from, false);
	passage->public_at = next_stop(route, from, true);
}

/* One thing that is said of a person. */
struct claim {
	size_t person;
	const struct attendance_row *row;
	struct passage *passage; /* NULL: apologies */
	bool arrives;
};

static int compare_claims(const void *a, const void *b)
{
	const struct claim *left = a;
	const struct claim *right = b;
	if (left->person != right->person)
		return left->person < right->person ? -1 : 1;
	int left_min = left->passage != NULL ? left->passage->clock.minutes : -1;
	int right_min = right->passage != NULL ? right->passage->clock.minutes : -1;
	if (left_min != right_min)
		return left_min - right_min;
	return left->row < right->row ? -1 : left->row > right->row;
}

/* Of two things said of one person, the second later. */
static void check_claims(
	struct loader *loader, const struct claim *first, const struct claim *second)
{
	const struct place *place = &second->row->place;
	const char *name = read_quote(loader, second->row->name.bytes);
	if (first->passage == NULL)
		report_error(loader->report, place, "attendance-conflict",
			tr("'%s' has sent apologies in line %u already; remove one of the two"),
			name, first->row->place.line);
	else if (first->arrives == second->arrives)
		report_error(loader->report, place, "attendance-conflict",
			first->arrives ? tr("'%s' arrived in line %u already and has not left "
					    "since; correct one of the two")
				       : tr("'%s' left in line %u already and has not come back; "
					    "correct one of the two"),
			name, first->row->place.line);
	else if (first->passage->at != 0 && second->passage->at != 0 &&
		 second->passage->at < first->passage->at)
		report_error(loader->report, place, "attendance-conflict",
			tr("this is later than what line %u says of '%s', but holds from an "
			   "earlier item on; correct 'fra_punkt' or the time"),
			first->row->place.line, name);
}

static void check_absent(
	struct loader *loader, const struct attendance_row *row, bool person, bool substitute)
{
	if (person && has_time(row))
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("'%s' stands in 'fraværende' too, which is for those who were away the "
			   "whole meeting; remove the name there"),
			read_quote(loader, row->name.bytes));
	if (substitute)
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("'%s' stands in 'fraværende' and as a substitute; remove one of the "
			   "two"),
			read_quote(loader, row->substitute.bytes));
}

/* Of two passages the first is at a closed item and the second no later than the next open one:
 * who was away, or there, in between shows in no open item. */
static bool is_closed_only(const struct claim *first, const struct claim *second)
{
	return first->person == second->person && first->passage != NULL &&
	       second->passage != NULL && first->passage->at != first->passage->public_at &&
	       first->passage->public_at == second->passage->public_at;
}

static void mark_closed_only(struct claim *claims, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (!is_closed_only(&claims[i - 1], &claims[i]))
			continue;
		bool first = i == 1 || claims[i - 2].person != claims[i - 1].person;
		claims[i].passage->closed_only = true;
		/* Whoever came for closed items only has not come as long as the doors are open. */
		if (first && claims[i - 1].arrives)
			claims[i - 1].passage->public_at = 0;
		else
			claims[i - 1].passage->closed_only = true;
		i++;
	}
}

/* Whether one is a member on the day, who has a seat of his own. */
static bool *find_members(struct loader *loader, const struct roster *roster)
{
	const struct meeting *meeting = loader->meeting;
	const struct people *members = &meeting->organ.members;
	bool *is_member = arena_array(loader->arena, roster_count(roster), sizeof *is_member);
	for (size_t i = 0; i < members->count; i++) {
		size_t person = roster_find(roster, members->items[i].shown.bytes);
		if (person != ROSTER_NOBODY && person_is_member(meeting, &members->items[i]))
			is_member[person] = true;
	}
	return is_member;
}

static void check_substitute(struct loader *loader, const struct attendance_row *row,
	size_t substitute, const bool *is_member)
{
	if (is_member[substitute])
		report_error(loader->report, &row->place, "attendance-conflict",
			tr("'%s' is a member and has a vote already; a substitute is somebody "
			   "else"),
			read_quote(loader, row->substitute.bytes));
}

static size_t find_person(
	struct loader *loader, const struct roster *roster, const struct text *name)
{
	size_t person = roster_find(roster, name->bytes);
	size_t count = 0;
	const char *const *known = roster_known(roster, &count);
	if (person != ROSTER_NOBODY || count == 0 || loader->incomplete)
		return person;
	struct place place = yaml_place(name->node);
	report_error(loader->report, &place, "unknown-person", "%s",
		person_unknown(loader, name->bytes, known, count));
	return ROSTER_NOBODY;
}

void attendance_check(struct loader *loader, const struct roster *roster)
{
	const struct meeting *meeting = loader->meeting;
	struct attendance_rows *rows = &loader->meeting->attendance;
	bool *absent = arena_array(loader->arena, roster_count(roster), sizeof *absent);
	for (size_t i = 0; i < meeting->absent.count; i++) {
		size_t person = roster_find(roster, meeting->absent.items[i].bytes);
		if (person != ROSTER_NOBODY)
			absent[person] = true;
	}
	const bool *is_member = find_members(loader, roster);
	struct claim *claims = arena_array(loader->arena, rows->count, 2 * sizeof *claims);
	size_t count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		struct attendance_row *row = &rows->items[i];
		size_t person = find_person(loader, roster, &row->name);
		size_t substitute = row->substitute.bytes != NULL
					    ? roster_find(roster, row->substitute.bytes)
					    : ROSTER_NOBODY;
		check_absent(loader, row, person != ROSTER_NOBODY && absent[person],
			substitute != ROSTER_NOBODY && absent[substitute]);
		if (substitute != ROSTER_NOBODY)
			check_substitute(loader, row, substitute, is_member);
		if (person == ROSTER_NOBODY)
			continue;
		if (row->excused)
			claims[count++] = (struct claim){.person = person, .row = row};
		if (row->arrived.clock.minutes >= 0)
			claims[count++] = (struct claim){person, row, &row->arrived, true};
		if (row->left.clock.minutes >= 0)
			claims[count++] = (struct claim){person, row, &row->left, false};
	}
	if (count > 0)
		qsort(claims, count, sizeof *claims, compare_claims);
	for (size_t i = 1; i < count; i++)
		if (claims[i - 1].person == claims[i].person)
			check_claims(loader, &claims[i - 1], &claims[i]);
	mark_closed_only(claims, count);
}

void attendance_place(struct loader *loader)
{
	struct meeting *meeting = loader->meeting;
	struct route route = {.arena = loader->arena};
	add_stop(&route, (struct stop){0});
	add_stops(&route, meeting->items, meeting->item_count,
		(struct stop){.treated = true, .open = true});
	for (size_t i = 0; i < meeting->attendance.count; i++) {
		struct attendance_row *row = &meeting->attendance.items[i];
		place_passage(loader, &route, row, &row->arrived);
		place_passage(loader, &route, row, &row->left);
	}
}
