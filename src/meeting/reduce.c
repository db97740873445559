#include "meeting/model.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/*
 * A part of the meeting as a meeting of its own: what was added later, or single items. What is not
 * asked for is not there when a template runs, and so cannot be in the document.
 */

enum {
	EXTENT_NAME_MAX = 80, /* bytes of a file's name that say which items are in it */
	LISTED_MAX = 30,      /* items that a message lists */
	QUOTED_MAX = 60       /* bytes of what was typed, in a message */
};

/* Which of the meeting's items stay, by their positions. */
struct choice {
	struct arena *arena;
	struct report *report;
	const struct meeting *meeting;
	enum meeting_edition edition;
	bool *whole; /* the item with everything in it */
	bool **own;  /* else some of the items within it; NULL for none */
};

static void choice_init(struct choice *choice, struct arena *arena, struct report *report,
	const struct meeting *meeting)
{
	*choice = (struct choice){
		.arena = arena,
		.report = report,
		.meeting = meeting,
		.whole = arena_array(arena, meeting->item_count, sizeof *choice->whole),
		.own = arena_array(arena, meeting->item_count, sizeof *choice->own),
	};
}

static bool is_chosen(const struct choice *choice, size_t index)
{
	return choice->whole[index] || choice->own[index] != NULL;
}

static void choose_own(struct choice *choice, size_t index, size_t own)
{
	if (choice->own[index] == NULL)
		choice->own[index] = arena_array(choice->arena,
			choice->meeting->items[index].item_count, sizeof *choice->own[index]);
	choice->own[index][own] = true;
}

/* What tells which case the items within an item belong to; built up, as in redacting. */
static struct item frame_of(struct arena *arena, const struct item *item, const bool *own)
{
	struct item frame = {
		.kind = item->kind,
		.place = item->place,
		.id = item->id,
		.number = item->number,
		.sequence = item->sequence,
		.title = item->title,
		.sagsnr = item->sagsnr,
		.closed = item->closed,
		.closed_stated = item->closed_stated,
		.ground = item->ground,
		.start = {.minutes = -1},
		.end = {.minutes = -1},
		.scheduled_start = {.minutes = -1},
		.scheduled_end = {.minutes = -1},
		.duration_min = -1,
		.withdrawn = item->withdrawn,
		.frame = true,
		.items = arena_array(arena, item->item_count, sizeof *frame.items),
	};
	for (size_t i = 0; i < item->item_count; i++)
		if (own[i])
			frame.items[frame.item_count++] = item->items[i];
	return frame;
}

/* The rows of the schedule that stand for items which stay; moved says where they are. */
static struct timetable reduce_schedule(
	struct arena *arena, const struct timetable *schedule, const size_t *moved)
{
	struct timetable reduced = *schedule;
	reduced.rows = arena_array(arena, schedule->count, sizeof *reduced.rows);
	reduced.count = 0;
	for (size_t i = 0; i < schedule->count; i++) {
		struct timetable_row row = schedule->rows[i];
		if (row.item_index == 0 || moved[row.item_index - 1] == 0)
			continue;
		row.item_index = moved[row.item_index - 1];
		reduced.rows[reduced.count++] = row;
	}
	return reduced;
}

/* The meeting with the chosen items, with the headings that they stand under if so wished. */
static struct meeting *reduce(const struct choice *choice, bool headings)
{
	struct arena *arena = choice->arena;
	const struct meeting *meeting = choice->meeting;
	struct meeting *reduced = arena_alloc(arena, sizeof *reduced);
	*reduced = *meeting;
	reduced->items = arena_array(arena, meeting->item_count, sizeof *reduced->items);
	reduced->item_count = 0;
	size_t *moved = arena_array(arena, meeting->item_count, sizeof *moved);
	size_t heading = 0, heading_end = 0;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind == ITEM_HEADING) {
			if (i != heading_end)
				heading = i;
			heading_end = i + 1;
		}
		if (!is_chosen(choice, i))
			continue;
		for (; headings && heading < heading_end; heading++)
			reduced->items[reduced->item_count++] = meeting->items[heading];
		reduced->items[reduced->item_count++] =
			choice->whole[i] ? *item : frame_of(arena, item, choice->own[i]);
		moved[i] = reduced->item_count;
	}
	reduced->schedule = reduce_schedule(arena, &meeting->schedule, moved);
	return reduced;
}

static int compare_days(const void *a, const void *b)
{
	return date_compare(*(const struct date *)a, *(const struct date *)b);
}

/* Puts the days on which items were added into days; returns how many. */
static size_t collect_days(const struct item *items, size_t count, struct date *days)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		if (items[i].added)
			days[found++] = items[i].added_on;
		found += collect_days(items[i].items, items[i].item_count, days + found);
	}
	return found;
}

/* Items, and those within them. */
static size_t count_all(const struct meeting *meeting)
{
	size_t count = meeting->item_count;
	for (size_t i = 0; i < meeting->item_count; i++)
		count += meeting->items[i].item_count;
	return count;
}

/* "2024-11-04, 2024-11-05": the days on which items were added. */
static const char *added_days(struct arena *arena, const struct meeting *meeting)
{
	struct date *days = arena_array(arena, count_all(meeting), sizeof *days);
	size_t count = collect_days(meeting->items, meeting->item_count, days);
	if (count > 1)
		qsort(days, count, sizeof *days, compare_days);
	struct buf list;
	buf_init(&list, arena);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || date_compare(days[i], days[i - 1]) != 0)
			buf_printf(&list, "%s%04d-%02d-%02d", i > 0 ? ", " : "", days[i].year,
				days[i].month, days[i].day);
	return buf_text(&list);
}

static const char *quote(struct arena *arena, const char *typed)
{
	size_t length = strlen(typed);
	if (length <= QUOTED_MAX)
		return typed;
	for (length = QUOTED_MAX; length > 0 && ((unsigned char)typed[length] & 0xc0) == 0x80;)
		length--;
	return arena_printf(arena, "%.*s…", (int)length, typed);
}

static struct meeting *no_supplement(
	const struct choice *choice, const struct place *place, const char *day)
{
	const char *days = added_days(choice->arena, choice->meeting);
	if (days[0] == '\0')
		report_error(choice->report, place, "no-supplement",
			tr("no item came onto the agenda after it was sent out; write 'tillæg:' "
			   "and the day in an item that did"));
	else
		report_error(choice->report, place, "no-supplement",
			tr("no item came onto the agenda on '%s'; the days on which one did: %s"),
			quote(choice->arena, day), days);
	return NULL;
}

static bool was_added(const struct item *item, const struct date *day)
{
	return item->added && (day == NULL || date_compare(item->added_on, *day) == 0);
}

/* Chooses what was added, on that day or ever; false for nothing. */
static bool choose_added(struct choice *choice, const struct date *day)
{
	bool any = false;
	for (size_t i = 0; i < choice->meeting->item_count; i++) {
		const struct item *item = &choice->meeting->items[i];
		choice->whole[i] = was_added(item, day);
		for (size_t j = 0; !choice->whole[i] && j < item->item_count; j++)
			if (was_added(&item->items[j], day))
				choose_own(choice, i, j);
		any = any || is_chosen(choice, i);
	}
	return any;
}

struct meeting *meeting_supplement(
	struct arena *arena, struct report *report, const struct meeting *meeting, const char *day)
{
	struct choice choice;
	choice_init(&choice, arena, report, meeting);
	struct place place = {.file = meeting->file};
	struct date date = {0};
	if (day != NULL && !date_parse(day, &date))
		return no_supplement(&choice, &place, day);
	if (!choose_added(&choice, day != NULL ? &date : NULL))
		return no_supplement(&choice, &place, day);
	struct meeting *reduced = reduce(&choice, true);
	reduced->extent = MEETING_SUPPLEMENT;
	if (day != NULL)
		reduced->extent_name =
			arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
	return reduced;
}

/* Whether the edition may say more of the item than that it is there. */
static bool is_shown(const struct choice *choice, const struct item *item)
{
	return choice->edition == MEETING_INTERNAL || !item->closed;
}

/* The point that a number as printed ("3", "3.") or an id means. */
static const struct item *find_point(
	const struct item *items, size_t count, const char *name, size_t length)
{
	size_t digits = strspn(name, "0123456789");
	bool number = digits > 0 && digits < 10 &&
		      (digits == length || (name[digits] == '.' && digits + 1 == length));
	unsigned long wanted = number ? strtoul(name, NULL, 10) : 0;
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (item->kind != ITEM_POINT)
			continue;
		if (number ? item->number == wanted
			   : strlen(item->id) == length && memcmp(item->id, name, length) == 0)
			return item;
	}
	return NULL;
}

/* Every id that may be said, "parent/own" too. */
static const char **ids_to_say(const struct choice *choice, size_t *count)
{
	const struct meeting *meeting = choice->meeting;
	const char **ids = arena_array(choice->arena, count_all(meeting), sizeof *ids);
	*count = 0;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind != ITEM_POINT || !is_shown(choice, item))
			continue;
		ids[(*count)++] = item->id;
		for (size_t j = 0; j < item->item_count; j++)
			if (item->items[j].kind == ITEM_POINT && is_shown(choice, &item->items[j]))
				ids[(*count)++] = arena_printf(
					choice->arena, "%s/%s", item->id, item->items[j].id);
	}
	return ids;
}

/* "1 økonomi, 2 stier, 3": the items' numbers, and their ids where these may be said. */
static const char *list_items(const struct choice *choice)
{
	struct buf list;
	buf_init(&list, choice->arena);
	unsigned listed = 0;
	for (size_t i = 0; i < choice->meeting->item_count; i++) {
		const struct item *item = &choice->meeting->items[i];
		if (item->kind != ITEM_POINT)
			continue;
		if (listed++ == LISTED_MAX) {
			buf_puts(&list, " …");
			break;
		}
		buf_printf(&list, "%s%u", listed > 1 ? ", " : "", item->number);
		if (is_shown(choice, item))
			buf_printf(&list, " %s", quote(choice->arena, item->id));
	}
	return buf_text(&list);
}

static void report_unknown(const struct choice *choice, const char *name)
{
	struct place place = {.file = choice->meeting->file};
	size_t count;
	const char **ids = ids_to_say(choice, &count);
	const char *nearest = strlen(name) <= QUOTED_MAX ? utf8_nearest(name, ids, count) : NULL;
	if (nearest != NULL)
		report_error(choice->report, &place, "unknown-item",
			tr("there is no item '%s'; did you mean '%s'? The items are %s"), name,
			nearest, list_items(choice));
	else
		report_error(choice->report, &place, "unknown-item",
			tr("there is no item '%s'; write an item's number or id: %s"),
			quote(choice->arena, name), list_items(choice));
}

static void report_closed(const struct choice *choice, const struct item *item, unsigned parent)
{
	if (parent != 0)
		report_error(choice->report, &item->place, "item-closed",
			tr("this item within item %u is closed, so there is no public extract of "
			   "it; make the internal one with --internal"),
			parent);
	else
		report_error(choice->report, &item->place, "item-closed",
			tr("item %u is closed, so there is no public extract of it; make the "
			   "internal one with --internal"),
			item->number);
}

static void choose(struct choice *choice, const char *typed)
{
	const struct meeting *meeting = choice->meeting;
	const char *name = utf8_compose(choice->arena, typed, strlen(typed));
	const char *slash = strchr(name, '/');
	size_t length = slash != NULL ? (size_t)(slash - name) : strlen(name);
	const struct item *item = find_point(meeting->items, meeting->item_count, name, length);
	const struct item *own = NULL;
	if (item != NULL && slash != NULL)
		own = find_point(item->items, item->item_count, slash + 1, strlen(slash + 1));
	if (item != NULL && !is_shown(choice, item)) {
		report_closed(choice, item, 0);
		return;
	}
	if (item == NULL || (slash != NULL && own == NULL)) {
		report_unknown(choice, name);
		return;
	}
	if (own != NULL && !is_shown(choice, own)) {
		report_closed(choice, own, item->number);
		return;
	}
	size_t index = (size_t)(item - meeting->items);
	if (own == NULL) {
		choice->whole[index] = true;
		return;
	}
	choose_own(choice, index, (size_t)(own - item->items));
}

/* "punkt-3-og-5.1", or NULL where that grows too long. */
static const char *extract_name(struct arena *arena, const struct choice *choice)
{
	const char *before = "punkt-";
	struct buf name;
	buf_init(&name, arena);
	for (size_t i = 0; i < choice->meeting->item_count; i++) {
		const struct item *item = &choice->meeting->items[i];
		if (!is_chosen(choice, i))
			continue;
		for (size_t j = 0; j < (choice->whole[i] ? 1 : item->item_count); j++) {
			if (!choice->whole[i] && !choice->own[i][j])
				continue;
			buf_printf(&name, "%s%u", before, item->number);
			if (!choice->whole[i])
				buf_printf(&name, ".%u", item->items[j].number);
			before = "-og-";
		}
		if (name.length > EXTENT_NAME_MAX)
			return NULL;
	}
	return buf_text(&name);
}

static bool is_decided(const struct item *item)
{
	if (item->decision.stated || item->withdrawn.bytes != NULL)
		return true;
	for (size_t i = 0; i < item->item_count; i++)
		if (item->items[i].kind == ITEM_POINT && is_decided(&item->items[i]))
			return true;
	return false;
}

struct meeting *meeting_extract(struct arena *arena, struct report *report,
	const struct meeting *meeting, const char *const *names, size_t count,
	enum meeting_edition edition)
{
	size_t errors = report_error_count(report);
	struct choice choice;
	choice_init(&choice, arena, report, meeting);
	choice.edition = edition;
	for (size_t i = 0; i < count; i++)
		choose(&choice, names[i]);
	if (report_error_count(report) > errors)
		return NULL;
	struct meeting *reduced = reduce(&choice, false);
	for (size_t i = 0; i < reduced->item_count; i++)
		if (!is_decided(&reduced->items[i]))
			report_warning(report, &reduced->items[i].place, "extract-undecided",
				tr("item %u has no decision, so its extract shows none; write it "
				   "in beslutninger.yaml first"),
				reduced->items[i].number);
	reduced->extent = MEETING_EXTRACT;
	reduced->extent_name = extract_name(arena, &choice);
	reduced->signatures = false;
	return reduced;
}
