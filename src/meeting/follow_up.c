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
	/* What comes from a meeting before may be late. */
	if (row->carried || !row->has_deadline || !loader->meeting->has_date ||
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
	{"lukket", read_yes_no, offsetof(struct follow_up, closed)},
	{0},
};

static const struct read_rule carried_keys[] = {
	{"punkt", read_line, offsetof(struct follow_up, item)},
	{0},
};

const struct read_rules follow_up_rules = {.rows = follow_up_keys};
const struct read_rules follow_up_carried_rules = {.rows = carried_keys, .next = &follow_up_rules};

static void read_rows(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, const struct read_rules *rules, struct follow_up **rows,
	size_t *count)
{
	*count = 0;
	if (!read_is_list(loader, key, value))
		return;
	*rows = arena_array(loader->arena, value->count, sizeof **rows);
	for (size_t i = 0; i < value->count; i++) {
		struct follow_up row = {.carried = rules == &follow_up_carried_rules};
		if (!read_is_mapping(loader, key, value->items[i]))
			continue;
		read_mapping(loader, value->items[i], rules, &row);
		if (row.task.bytes != NULL)
			(*rows)[(*count)++] = row;
		else
			read_missing(loader, value->items[i], "opgave",
				tr("'opgave: ' and what has to be done"));
	}
}

void follow_up_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	read_rows(loader, key, value, &follow_up_rules, &decision->follow_ups,
		&decision->follow_up_count);
}

void follow_up_read_carried(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct meeting *meeting = target;
	read_rows(loader, key, value, &follow_up_carried_rules, &meeting->follow_ups,
		&meeting->follow_up_count);
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
