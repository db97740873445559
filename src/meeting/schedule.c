#include "meeting/model.h"

#include "base/i18n.h"

static bool takes_time(const struct item *item)
{
	return item->kind != ITEM_HEADING && item->withdrawn.bytes == NULL;
}

/* Where the item begins: its own time, else where the one before it ended. */
static int item_start(const struct item *item, int clock_min)
{
	return item->start.minutes >= 0 ? item->start.minutes : clock_min;
}

static int item_end(const struct item *item, int start_min)
{
	if (item->end.minutes >= 0)
		return item->end.minutes;
	if (start_min >= 0 && item->duration_min > 0)
		return start_min + item->duration_min;
	return -1;
}

/* Computes the items' times; returns the last known end, or -1. */
static int schedule_items(struct report *report, struct item *items, size_t count, int clock_min)
{
	int latest_min = clock_min;
	for (size_t i = 0; i < count; i++) {
		struct item *item = &items[i];
		item->scheduled_start = (struct clock){.minutes = -1};
		item->scheduled_end = (struct clock){.minutes = -1};
		if (!takes_time(item))
			continue;
		int start_min = item_start(item, clock_min);
		int end_min = item_end(item, start_min);
		if (item->start.minutes >= 0 && latest_min >= 0 && item->start.minutes < latest_min)
			report_warning(report, &item->place, "time-order",
				tr("this begins before the item above it has ended; check the "
				   "times"));
		if (item->end.minutes >= 0 && item->end.minutes < item->start.minutes)
			report_warning(report, &item->place, "time-order",
				tr("this ends before it begins; check the times"));
		item->scheduled_start.minutes = start_min;
		item->scheduled_start.written = item->start.written;
		item->scheduled_end.minutes = end_min;
		item->scheduled_end.written = item->end.written;
		if (end_min > latest_min)
			latest_min = end_min;
		else if (start_min > latest_min)
			latest_min = start_min;
		clock_min = end_min;
		schedule_items(report, item->items, item->item_count, start_min);
	}
	return latest_min;
}

/* An item with no known end lasts until the next one begins. */
static void close_gaps(struct item *items, size_t count, int end_min)
{
	struct item *open = NULL;
	for (size_t i = 0; i < count; i++) {
		struct item *item = &items[i];
		if (!takes_time(item))
			continue;
		if (item->scheduled_start.minutes < 0) {
			/* It comes between: where the one above ends cannot be known either. */
			open = NULL;
			continue;
		}
		if (open != NULL && open->scheduled_end.minutes < 0)
			open->scheduled_end = item->scheduled_start;
		open = item;
	}
	if (open != NULL && open->scheduled_end.minutes < 0 &&
		end_min > open->scheduled_start.minutes)
		open->scheduled_end = (struct clock){.minutes = end_min};
}

/* Warns of an end that comes before the beginning, or before the end of the items. */
static void check_end(const struct meeting *meeting, struct report *report, int last_min)
{
	enum { SMALL_HOURS = 6 * 60 };
	int start_min = meeting->start.minutes, end_min = meeting->end.minutes;
	/* Past midnight, where no item says a time. */
	bool overnight = end_min < start_min && end_min < SMALL_HOURS;
	if (end_min < 0 || last_min <= end_min || overnight)
		return;
	struct place place = yaml_place(meeting->end.node);
	if (end_min < start_min)
		report_warning(report, &place, "time-end",
			tr("the meeting ends at %s, before it begins at %s; correct 'slut' or "
			   "'start'"),
			meeting->end.written, meeting->start.written);
	else
		report_warning(report, &place, "time-end",
			tr("the items last until %d.%02d, but the meeting ends at %s; change "
			   "'slut' or "
			   "the durations"),
			last_min / 60, last_min % 60, meeting->end.written);
}

void schedule_compute(struct meeting *meeting, struct report *report)
{
	int last_min =
		schedule_items(report, meeting->items, meeting->item_count, meeting->start.minutes);
	check_end(meeting, report, last_min);
	close_gaps(meeting->items, meeting->item_count, meeting->end.minutes);

	struct timetable *schedule = &meeting->schedule;
	schedule->stated = true;
	schedule->count = 0;
	schedule->rows = arena_array(meeting->arena, meeting->item_count, sizeof *schedule->rows);
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (!takes_time(item) || item->scheduled_start.minutes < 0)
			continue;
		schedule->rows[schedule->count++] = (struct timetable_row){
			.start = item->scheduled_start,
			.end = item->scheduled_end,
			.text = item->kind == ITEM_PAUSE ? item->caption : item->title,
			.number = item->number,
			.item_index = i + 1,
			.pause = item->kind == ITEM_PAUSE,
			.closed = item->closed,
		};
	}
}
