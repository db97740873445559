#include "meeting/load.h"

#include "base/i18n.h"

/*
 * Keys that the format knows and that have no effect yet. What they hold is checked as if it had,
 * and a warning at the key says that nothing comes of it.
 */

struct later_row {
	bool has_date;
	struct date date;
	bool yes;
	struct clock clock;
	struct text text;
	struct texts names;
};

void later_read(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	(void)value;
	(void)target;
	struct place place = yaml_place(key);
	report_warning(loader->report, &place, "no-effect-yet",
		tr("'%s' is known but has no effect yet; nothing of it comes into the document"),
		read_quote(loader, key->text));
}

static void read_row_date(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct later_row *row = target;
	(void)key;
	read_date(loader, value, &row->has_date, &row->date);
}

/* Rows as mappings; where a text may stand for a row, texts is set. */
static void check_rows(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, const struct read_rules *rules, bool texts)
{
	later_read(loader, key, value, NULL);
	if (!read_is_list(loader, key, value))
		return;
	for (size_t i = 0; i < value->count; i++) {
		struct later_row row = {0};
		if (texts && value->items[i]->kind == YAML_SCALAR)
			continue;
		if (read_is_mapping(loader, key, value->items[i]))
			read_mapping(loader, value->items[i], rules, &row);
	}
}

static const struct read_rule attendance_rows[] = {
	{"navn", read_line, offsetof(struct later_row, text)},
	{"afbud", read_yes_no, offsetof(struct later_row, yes)},
	{"stedfortræder", read_line, offsetof(struct later_row, text)},
	{"gik", read_clock, offsetof(struct later_row, clock)},
	{"ankom", read_clock, offsetof(struct later_row, clock)},
	{"fra_punkt", read_line, offsetof(struct later_row, text)},
	{0},
};

const struct read_rules later_attendance_rules = {.rows = attendance_rows};

void later_read_attendance(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	check_rows(loader, key, value, &later_attendance_rules, false);
}

static const struct read_rule vote_rows[] = {
	{"om", read_line, offsetof(struct later_row, text)},
	{"for", read_lines, offsetof(struct later_row, names)},
	{"imod", read_lines, offsetof(struct later_row, names)},
	{"undlod", read_lines, offsetof(struct later_row, names)},
	{"udfald", read_line, offsetof(struct later_row, text)},
	{0},
};

const struct read_rules later_vote_rules = {.rows = vote_rows};

void later_read_votes(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	check_rows(loader, key, value, &later_vote_rules, false);
}

static const struct read_rule dissent_rows[] = {
	{"af", read_lines, offsetof(struct later_row, names)},
	{"tekst", read_text, offsetof(struct later_row, text)},
	{0},
};

const struct read_rules later_dissent_rules = {.rows = dissent_rows};

void later_read_dissents(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	check_rows(loader, key, value, &later_dissent_rules, false);
}

static const struct read_rule disqualified_rows[] = {
	{"navn", read_line, offsetof(struct later_row, text)},
	{"stedfortræder", read_line, offsetof(struct later_row, text)},
	{0},
};

const struct read_rules later_disqualified_rules = {.rows = disqualified_rows};

void later_read_disqualified(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	check_rows(loader, key, value, &later_disqualified_rules, true);
}

static const struct read_rule follow_up_rows[] = {
	{"opgave", read_line, offsetof(struct later_row, text)},
	{"ansvarlig", read_line, offsetof(struct later_row, text)},
	{"frist", read_row_date, 0},
	{"udført", read_row_date, 0},
	{0},
};

const struct read_rules later_follow_up_rules = {.rows = follow_up_rows};

void later_read_follow_up(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	check_rows(loader, key, value, &later_follow_up_rules, false);
}

void later_read_points(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	later_read(loader, key, value, NULL);
	if (!read_is_mapping(loader, key, value))
		return;
	for (size_t i = 0; i < value->count; i++)
		(void)decision_outcome(loader, value->items[i]);
}

void later_read_postponed(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct later_row row = {0};
	(void)target;
	later_read(loader, key, value, NULL);
	read_row_date(loader, key, value, &row);
}
