#include "meeting/load.h"

#include "base/i18n.h"

/*
 * What follows from a decision: the points of the recommendation that it is about, the day that the
 * case comes back, and what somebody has to do.
 */

static void read_deadline(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct follow_up *row = target;
	(void)key;
	read_date(loader, value, &row->has_deadline, &row->deadline);
	if (!row->has_deadline || !loader->meeting->has_date ||
		date_compare(row->deadline, loader->meeting->date) >= 0)
		return;
	struct place place = yaml_place(value);
	report_warning(loader->report, &place, "date-before-meeting",
		tr("this deadline is before the meeting; check the year"));
}

static void read_done(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct follow_up *row = target;
	(void)key;
	read_date(loader, value, &row->done, &row->done_on);
}

static const struct read_rule follow_up_keys[] = {
	{"opgave", read_line, offsetof(struct follow_up, task)},
	{"ansvarlig", read_line, offsetof(struct follow_up, responsible)},
	{"frist", read_deadline, 0},
	{"udført", read_done, 0},
	{0},
};

const struct read_rules follow_up_rules = {.rows = follow_up_keys};

void follow_up_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	decision->follow_up_count = 0;
	if (!read_is_list(loader, key, value))
		return;
	decision->follow_ups =
		arena_array(loader->arena, value->count, sizeof *decision->follow_ups);
	for (size_t i = 0; i < value->count; i++) {
		struct follow_up row = {0};
		if (!read_is_mapping(loader, key, value->items[i]))
			continue;
		read_mapping(loader, value->items[i], &follow_up_rules, &row);
		if (row.task.bytes != NULL)
			decision->follow_ups[decision->follow_up_count++] = row;
		else
			read_missing(loader, value->items[i], "opgave",
				tr("'opgave: ' and what has to be done"));
	}
}

void follow_up_read_postponed(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	(void)key;
	read_date(loader, value, &decision->postponed, &decision->postponed_to);
	if (!decision->postponed || !loader->meeting->has_date ||
		date_compare(decision->postponed_to, loader->meeting->date) > 0)
		return;
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "date-before-meeting",
		tr("the case cannot be postponed to a day that is not after the meeting; check "
		   "the year"));
}
