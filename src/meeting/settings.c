#include "meeting/load.h"

#include "base/i18n.h"
#include "meeting/layout.h"

/*
 * What goes again from meeting to meeting. The mappings of kommune, organ and meeting are read one
 * over the other into the same meeting, so the nearer wins, key by key.
 */

static void read_type(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	static const char *const types[] = {"administrativ", "politisk", NULL};
	int choice = value->empty_plain ? 0 : read_choice(loader, key, value, types);
	if (choice >= 0)
		*(bool *)target = choice == 1;
}

/* A layout is a path where it looks like one, else a name that is looked up later. */
static void read_layout(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct organ *organ = target;
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	organ->layout = text.bytes;
	organ->layout_place = yaml_place(value);
	bool is_path = text.bytes != NULL && layout_is_file(text.bytes);
	loader->layout = is_path ? value : NULL;
}

static void read_logo(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct organ *organ = target;
	if (!read_is_scalar(loader, key, value))
		return;
	organ->logo = load_checked_path(loader, value);
	organ->logo_place = yaml_place(value);
}

static void read_shown(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	static const char *const words[] = {"skjul", "vis", NULL};
	int choice = value->empty_plain ? 0 : read_choice(loader, key, value, words);
	if (choice >= 0)
		*(bool *)target = choice == 1;
}

static const struct read_rule closed_rows[] = {
	{"titel", read_shown, offsetof(struct closed_rules, show_title)},
	{"sagsnr", read_shown, offsetof(struct closed_rules, show_sagsnr)},
	{"tekst", read_line, offsetof(struct closed_rules, text)},
	{0},
};

const struct read_rules settings_closed_rules = {.rows = closed_rows};

static void read_closed(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	if (read_is_mapping(loader, key, value))
		read_mapping(loader, value, &settings_closed_rules, target);
}

static void read_skeleton(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	loader->skeleton_key = key;
	loader->skeleton = read_is_list(loader, key, value) ? value : NULL;
}

/* These may stand in all three places; their targets are parts of the meeting. */
static const struct read_rule common_rows[] = {
	{"myndighed", read_line, offsetof(struct meeting, organ.authority)},
	{"type", read_type, offsetof(struct meeting, organ.political)},
	{"skabelon", read_layout, offsetof(struct meeting, organ)},
	{"logo", read_logo, offsetof(struct meeting, organ)},
	{"medlemmer", person_read_members, offsetof(struct meeting, organ.members)},
	{"afsnit", declare_parts, offsetof(struct meeting, organ.parts)},
	{"underafsnit", declare_parts, offsetof(struct meeting, organ.sub_parts)},
	{"felter", declare_fields, offsetof(struct meeting, organ)},
	{"hjælpetekster", declare_helps, offsetof(struct meeting, organ)},
	{"lukket", read_closed, offsetof(struct meeting, organ.closed)},
	{"standardtekster", decision_read_standard_texts, offsetof(struct meeting, organ)},
	{"vendinger", phrase_read, offsetof(struct meeting, organ.phrases)},
	{"regler", law_read_rules, offsetof(struct meeting, organ.rules)},
	{"faste_punkter", standing_read, 0},
	{"dagsorden", read_skeleton, 0},
	{"start", read_clock, offsetof(struct meeting, start)},
	{"slut", read_clock, offsetof(struct meeting, end)},
	{"sted", read_line, offsetof(struct meeting, place_text)},
	{"underskrifter", read_yes_no, offsetof(struct meeting, signatures)},
	{0},
};

const struct read_rules settings_kommune_rules = {.rows = common_rows};

static const struct read_rule organ_rows[] = {
	{"navn", read_line, offsetof(struct meeting, organ.name)},
	{0},
};

const struct read_rules settings_organ_rules = {
	.rows = organ_rows, .next = &settings_kommune_rules};

static void read_meeting_date(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct meeting *meeting = target;
	(void)key;
	read_date(loader, value, &meeting->has_date, &meeting->date);
}

static void read_sent(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct meeting *meeting = target;
	(void)key;
	read_date(loader, value, &meeting->sent, &meeting->sent_on);
	meeting->sent_place = yaml_place(value);
}

static void read_agenda(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	if (value->kind == YAML_SCALAR && value->empty_plain)
		loader->agenda = value; /* an agenda without items yet */
	else if (read_is_list(loader, key, value))
		loader->agenda = value;
}

static void read_previous(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	if (!value->empty_plain && read_is_scalar(loader, key, value))
		loader->previous = value;
}

static void read_first_number(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	read_number(loader, key, value, target);
	loader->meeting->numbers_on = !value->empty_plain;
}

static const struct read_rule meeting_rows[] = {
	{"organ", read_ignore, 0},
	{"dato", read_meeting_date, 0},
	{"udsendt", read_sent, 0},
	{"deltagere", person_read_participants, offsetof(struct meeting, participants)},
	{"fraværende", person_read_absent, offsetof(struct meeting, absent)},
	{"fremmøde", attendance_read, offsetof(struct meeting, attendance)},
	{"ekstraordinært", read_yes_no, offsetof(struct meeting, extraordinary)},
	{"opfølgning", follow_up_read_carried, 0},
	{"forrige", read_previous, 0},
	{"første_punkt", read_first_number, offsetof(struct meeting, first_number)},
	{"punkter", read_agenda, 0},
	{0},
};

const struct read_rules settings_meeting_rules = {
	.rows = meeting_rows, .next = &settings_kommune_rules};

void settings_read_kommune(struct loader *loader, const struct yaml_node *mapping)
{
	read_mapping(loader, mapping, &settings_kommune_rules, loader->meeting);
	declare_finish_kommune(loader);
}

/* Where a meeting was named for its body, one fault says more than one for each of its keys. */
static bool is_meeting(struct loader *loader, const struct yaml_node *mapping)
{
	if (yaml_get(mapping, "organ") == NULL || yaml_get(mapping, "punkter") == NULL)
		return false;
	struct place place = yaml_place(mapping);
	report_error(loader->report, &place, "organ-is-meeting",
		tr("this is a meeting; name the file of its body, which its key 'organ' leads to"));
	loader->incomplete = true;
	return true;
}

void settings_read_organ(struct loader *loader, const struct yaml_node *mapping)
{
	if (is_meeting(loader, mapping))
		return;
	read_mapping(loader, mapping, &settings_organ_rules, loader->meeting);
	if (loader->meeting->organ.name.bytes == NULL)
		read_missing(loader, mapping, "navn", tr("'navn: ' and the name of the body"));
}

void settings_read_meeting(struct loader *loader, const struct yaml_node *mapping)
{
	read_mapping(loader, mapping, &settings_meeting_rules, loader->meeting);
	if (!loader->meeting->has_date)
		read_missing(loader, mapping, "dato", tr("'dato: 2024-11-06'"));
}

void settings_finish(struct loader *loader)
{
	struct organ *organ = &loader->meeting->organ;
	if (organ->closed.text.bytes == NULL)
		organ->closed.text = read_made_up("Lukket");
	if (loader->layout != NULL)
		organ->layout = load_checked_path(loader, loader->layout);
	declare_finish(loader);
	if (!loader->meeting->participants.stated)
		person_default_participants(loader);
}
