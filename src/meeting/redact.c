#include "meeting/model.h"

#include <string.h>

/*
 * The public edition is built up from what may be shown, never cut down from what may not: a field
 * that is added to an item later is closed until somebody opens it here.
 */

static struct text made_up(const char *bytes)
{
	return (struct text){.bytes = bytes, .length = strlen(bytes)};
}

/* "Lukket", or "Lukket: " and the title that may be shown. Expressions in it stay as typed. */
static struct text closed_heading(
	struct arena *arena, const struct closed_rules *rules, const struct item *item)
{
	const struct text *title = NULL;
	if (item->public_title.bytes != NULL)
		title = &item->public_title;
	else if (rules->show_title && item->title.bytes != NULL)
		title = &item->title;
	if (title == NULL || title->length == 0)
		return rules->text;
	return made_up(arena_printf(arena, "%s: %s", rules->text.bytes, title->bytes));
}

static struct item closed_item(struct arena *arena, const struct closed_rules *rules,
	const struct item *item, size_t index)
{
	struct item shown = {
		.kind = item->kind,
		.place = item->place,
		/* No other item has such an id: none that is typed holds a slash. */
		.id = arena_printf(arena, "lukket/%zu", index + 1),
		.number = item->number,
		.closed = true,
		.closed_stated = true,
		.withheld = true,
		.title = closed_heading(arena, rules, item),
		.start = item->start,
		.end = item->end,
		.scheduled_start = item->scheduled_start,
		.scheduled_end = item->scheduled_end,
		.duration_min = -1,
	};
	if (item->kind == ITEM_PAUSE)
		shown.caption = rules->text;
	if (rules->show_sagsnr)
		shown.sagsnr = item->sagsnr;
	if (item->public_decision.bytes != NULL) {
		shown.decision.stated = true;
		shown.decision.text = item->public_decision;
		shown.decision.place = item->decision.place;
	}
	return shown;
}

static void drop_closed_follow_ups(
	struct arena *arena, struct follow_up **follow_ups, size_t *count)
{
	struct follow_up *kept = arena_array(arena, *count, sizeof *kept);
	size_t kept_count = 0;
	for (size_t i = 0; i < *count; i++)
		if (!(*follow_ups)[i].closed)
			kept[kept_count++] = (*follow_ups)[i];
	*follow_ups = kept;
	*count = kept_count;
}

static struct item *open_items(struct arena *arena, const struct closed_rules *rules,
	const struct item *items, size_t count);

static bool parts_are_open(const struct item *item)
{
	for (size_t i = 0; i < item->part_count; i++)
		if (item->parts[i].closed || item->parts[i].public_text.bytes != NULL)
			return false;
	return true;
}

static void drop_closed_parts(struct arena *arena, struct item *item)
{
	/* A copy of everything would be as large as the meeting. */
	if (parts_are_open(item))
		return;
	struct part_text *parts = arena_array(arena, item->part_count, sizeof *parts);
	size_t count = 0;
	for (size_t i = 0; i < item->part_count; i++) {
		const struct part_text *part = &item->parts[i];
		if (!part->closed) {
			parts[count] = *part;
			parts[count++].public_text = (struct text){0};
		} else if (part->public_text.bytes != NULL) {
			struct part_block *block = arena_alloc(arena, sizeof *block);
			block->text = part->public_text;
			parts[count++] = (struct part_text){
				.key = part->key,
				.blocks = block,
				.block_count = 1,
				.place = part->place,
			};
		}
	}
	item->parts = parts;
	item->part_count = count;
}

static bool attachments_are_open(const struct item *item)
{
	for (size_t i = 0; i < item->attachment_count; i++)
		if (item->attachments[i].closed)
			return false;
	return true;
}

static void close_attachments(struct arena *arena, struct item *item)
{
	if (attachments_are_open(item))
		return;
	struct attachment *attachments =
		arena_array(arena, item->attachment_count, sizeof *attachments);
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		attachments[i] = *attachment;
		if (attachment->closed)
			attachments[i] = (struct attachment){
				.number = attachment->number,
				.title = made_up("(Lukket bilag)"),
				.closed = true,
				.withheld = true,
				.place = attachment->place,
			};
	}
	item->attachments = attachments;
}

static bool earlier_are_open(const struct item *item)
{
	for (size_t i = 0; i < item->earlier_count; i++)
		if (item->earlier[i].closed)
			return false;
	return true;
}

static void close_earlier(struct arena *arena, struct item *item)
{
	if (earlier_are_open(item))
		return;
	struct earlier *kept = arena_array(arena, item->earlier_count, sizeof *kept);
	size_t count = 0;
	for (size_t i = 0; i < item->earlier_count; i++) {
		const struct earlier *earlier = &item->earlier[i];
		if (!earlier->closed)
			kept[count++] = *earlier;
		else if (earlier->public_text.bytes != NULL)
			kept[count++] = (struct earlier){
				.text = earlier->public_text,
				.place = earlier->place,
			};
	}
	item->earlier = kept;
	item->earlier_count = count;
}

static void drop_closed_rows(struct arena *arena, struct timetable *timetable)
{
	struct timetable_row *rows = arena_array(arena, timetable->count, sizeof *rows);
	size_t count = 0;
	for (size_t i = 0; i < timetable->count; i++) {
		const struct timetable_row *row = &timetable->rows[i];
		if (!row->closed) {
			rows[count] = *row;
			rows[count++].public_text = (struct text){0};
		} else if (row->public_text.bytes != NULL) {
			rows[count++] = (struct timetable_row){
				.has_date = row->has_date,
				.date = row->date,
				.start = row->start,
				.end = row->end,
				.time = row->time,
				.text = row->public_text,
			};
		}
	}
	timetable->rows = rows;
	timetable->count = count;
}

static struct item *open_items(struct arena *arena, const struct closed_rules *rules,
	const struct item *items, size_t count)
{
	struct item *shown = arena_array(arena, count, sizeof *shown);
	for (size_t i = 0; i < count; i++) {
		if (items[i].closed) {
			shown[i] = closed_item(arena, rules, &items[i], i);
			continue;
		}
		shown[i] = items[i];
		shown[i].public_title = (struct text){0};
		shown[i].public_decision = (struct text){0};
		drop_closed_parts(arena, &shown[i]);
		close_attachments(arena, &shown[i]);
		close_earlier(arena, &shown[i]);
		drop_closed_rows(arena, &shown[i].timetable);
		drop_closed_follow_ups(
			arena, &shown[i].decision.follow_ups, &shown[i].decision.follow_up_count);
		shown[i].items = open_items(arena, rules, items[i].items, items[i].item_count);
	}
	return shown;
}

/* What happened at a closed item is told at the next open one, and not at all if there is none. */
static struct passage open_passage(const struct passage *passage)
{
	struct passage shown = {.clock = passage->clock, .at = passage->public_at};
	shown.untold = passage->at != 0 && shown.at == 0;
	if (passage->closed_only)
		shown.clock = (struct clock){.minutes = -1};
	return shown;
}

static bool is_told(const struct passage *passage)
{
	return passage->clock.minutes >= 0 && !passage->untold;
}

static void close_attendance(struct arena *arena, struct attendance_rows *attendance)
{
	struct attendance_row *rows = arena_array(arena, attendance->count, sizeof *rows);
	for (size_t i = 0; i < attendance->count; i++) {
		const struct attendance_row *row = &attendance->items[i];
		rows[i] = (struct attendance_row){
			.name = row->name,
			.excused = row->excused,
			.left = open_passage(&row->left),
			.arrived = open_passage(&row->arrived),
			.place = row->place,
		};
		if (row->excused || is_told(&rows[i].left) || rows[i].arrived.clock.minutes >= 0)
			rows[i].substitute = row->substitute;
	}
	attendance->items = rows;
}

/* On the meeting's schedule a closed item keeps its time and its number. */
static void close_schedule(
	struct arena *arena, const struct closed_rules *rules, struct timetable *schedule)
{
	struct timetable_row *rows = arena_array(arena, schedule->count, sizeof *rows);
	for (size_t i = 0; i < schedule->count; i++) {
		rows[i] = schedule->rows[i];
		if (rows[i].closed) {
			rows[i].text = rules->text;
			rows[i].responsible = (struct text){0};
		}
	}
	schedule->rows = rows;
}

struct meeting *meeting_redact(
	struct arena *arena, const struct meeting *meeting, enum meeting_edition edition)
{
	struct meeting *shown = arena_alloc(arena, sizeof *shown);
	*shown = *meeting;
	shown->edition = edition;
	if (edition == MEETING_INTERNAL)
		return shown;
	const struct closed_rules *rules = &meeting->organ.closed;
	shown->items = open_items(arena, rules, meeting->items, meeting->item_count);
	drop_closed_follow_ups(arena, &shown->follow_ups, &shown->follow_up_count);
	close_schedule(arena, rules, &shown->schedule);
	close_attendance(arena, &shown->attendance);
	return shown;
}
