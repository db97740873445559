#include "meeting/load.h"

#include "base/i18n.h"
#include "meeting/roster.h"

#include <string.h>

/*
 * People: a text, which is never split, or keys. Their names elsewhere are checked at the end.
 */

static void read_from(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct person *person = target;
	(void)key;
	read_date(loader, value, &person->has_from, &person->from);
}

static void read_to(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct person *person = target;
	(void)key;
	read_date(loader, value, &person->has_to, &person->to);
}

static const struct read_rule person_rows[] = {
	{"navn", read_line, offsetof(struct person, name)},
	{"titel", read_line, offsetof(struct person, title)},
	{"rolle", read_line, offsetof(struct person, role)},
	{"parti", read_line, offsetof(struct person, party)},
	{"fra", read_from, 0},
	{"til", read_to, 0},
	{0},
};

const struct read_rules person_rules = {.rows = person_rows};

static bool read_person(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct person *person)
{
	*person = (struct person){0};
	if (value->kind != YAML_MAPPING) {
		if (!read_is_scalar(loader, key, value))
			return false;
		person->name = person->shown = read_line_of(loader, value);
		return person->name.bytes != NULL;
	}
	read_mapping(loader, value, &person_rules, person);
	if (person->name.bytes == NULL) {
		read_missing(loader, value, "navn", tr("'navn: ' and the person's name"));
		return false;
	}
	person->shown = person->name;
	if (person->title.bytes != NULL) {
		person->shown.bytes = arena_printf(
			loader->arena, "%s %s", person->title.bytes, person->name.bytes);
		person->shown.length = strlen(person->shown.bytes);
	}
	return true;
}

static void read_people(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct people *people)
{
	*people = (struct people){0};
	if (!read_is_list(loader, key, value))
		return;
	people->stated = true;
	people->items = arena_array(loader->arena, value->count, sizeof(*people->items));
	for (size_t i = 0; i < value->count; i++) {
		if (i == LOAD_MAX_PEOPLE) {
			struct place place = yaml_place(value->items[i]);
			report_error(loader->report, &place, "meeting-limit",
				tr("'%s' has more than %d people"), read_quote(loader, key->text),
				LOAD_MAX_PEOPLE);
			return;
		}
		if (read_person(loader, key, value->items[i], &people->items[people->count]))
			people->count++;
	}
}

void person_read_members(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	read_people(loader, key, value, target);
}

void person_read_participants(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct people *people = target;
	if (value->kind != YAML_SCALAR || value->empty_plain) {
		read_people(loader, key, value, people);
		return;
	}
	/* One text is never split: it prints as it stands. */
	*people = (struct people){.stated = true, .single = true};
	people->items = arena_alloc(loader->arena, sizeof(*people->items));
	if (read_person(loader, key, value, people->items))
		people->count = 1;
}

void person_read_absent(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct texts *absent = target;
	read_lines(loader, key, value, absent);
	if (absent->count == 1 && roster_means_nobody(loader->arena, absent->items[0].bytes))
		*absent = (struct texts){.stated = true};
}

bool person_is_member(const struct meeting *meeting, const struct person *person)
{
	return !meeting->has_date ||
	       (!(person->has_from && date_compare(meeting->date, person->from) < 0) &&
		       !(person->has_to && date_compare(meeting->date, person->to) > 0));
}

void person_default_participants(struct loader *loader)
{
	struct meeting *meeting = loader->meeting;
	const struct people *members = &meeting->organ.members;
	struct people *people = &meeting->participants;
	*people = (struct people){0};
	people->items = arena_array(loader->arena, members->count, sizeof(*people->items));
	for (size_t i = 0; i < members->count; i++) {
		if (person_is_member(meeting, &members->items[i]))
			people->items[people->count++] = members->items[i];
	}
}

static bool is_somebody(const struct roster *roster, const char *name)
{
	return roster_find(roster, name) != ROSTER_NOBODY;
}

/* "Ole Friis, Mia Lund" was meant as a list, or does somebody's text hold a comma? */
static bool is_several(struct loader *loader, const struct roster *roster, const char *name)
{
	while (*name != '\0') {
		size_t length = strcspn(name, ",");
		if (is_somebody(roster, arena_strndup(loader->arena, name, length)))
			return true;
		name += length;
		name += strspn(name, ", ");
	}
	return false;
}

static const char *last_word(const char *name)
{
	const char *space = strrchr(name, ' ');
	return space != NULL ? space + 1 : name;
}

/* Whether one text is the last words of another. */
static bool is_ending(const char *text, const char *whole)
{
	size_t length = strlen(text);
	size_t all = strlen(whole);
	return all >= length && strcmp(whole + all - length, text) == 0 &&
	       (all == length || whole[all - length - 1] == ' ');
}

/* The only one who begins so, "Ole" for "Ole Friis", or has the same last name; or NULL. */
static const char *find_alike(const char *name, const char *const *known, size_t count)
{
	const char *found = NULL;
	size_t length = strlen(name);
	for (size_t i = 0; i < count; i++) {
		const char *one = known[i];
		if (strchr(one, ' ') == NULL)
			continue;
		bool alike = (strncmp(name, one, length) == 0 && one[length] == ' ') ||
			     strcmp(last_word(name), last_word(one)) == 0;
		if (alike && found != NULL && !is_ending(found, one) && !is_ending(one, found))
			return NULL;
		/* "Ole Friis" rather than "Formand Ole Friis". */
		if (alike && (found == NULL || is_ending(one, found)))
			found = one;
	}
	return found;
}

const char *person_unknown(
	struct loader *loader, const char *name, const char *const *known, size_t count)
{
	const char *nearest = read_nearest(loader, name, known, count);
	if (nearest == NULL && report_error_count(loader->report) <= REPORT_CAP &&
		report_warning_count(loader->report) <= REPORT_CAP)
		nearest = find_alike(name, known, count);
	/* Two people may be called exactly so. */
	if (nearest != NULL && is_ending(name, nearest))
		nearest = NULL;
	if (nearest != NULL)
		return arena_printf(loader->arena,
			tr("nobody in 'medlemmer' or 'deltagere' is called '%s'; did you mean "
			   "'%s'?"),
			read_quote(loader, name), nearest);
	return arena_printf(loader->arena,
		tr("'%s' is nobody in 'medlemmer' or 'deltagere', or not one alone; write the "
		   "name as it stands there"),
		read_quote(loader, name));
}

static void check_name(struct loader *loader, const struct roster *roster, const struct text *name,
	bool single, bool closed, bool must)
{
	struct place place = yaml_place(name->node);
	bool hidden = closed && !loader->family->quoting;
	if (strchr(name->bytes, ',') != NULL &&
		(single || is_several(loader, roster, name->bytes)) &&
		!is_somebody(roster, name->bytes)) {
		if (hidden)
			report_error(loader->report, &place, "unknown-person",
				tr("nobody in 'medlemmer' or 'deltagere' has this name, or several "
				   "have"));
		else
			report_error(loader->report, &place, "unknown-person",
				tr("no member is called '%s'; did you mean [%s]?"),
				read_quote(loader, name->bytes), read_quote(loader, name->bytes));
		return;
	}
	/* Without anybody declared there is nobody to compare with. */
	size_t count = 0;
	const char *const *known = roster_known(roster, &count);
	if (count == 0 || loader->incomplete || is_somebody(roster, name->bytes))
		return;
	const char *text =
		hidden ? tr("nobody in 'medlemmer' or 'deltagere' has this name, or several have")
		       : person_unknown(loader, name->bytes, known, count);
	if (must)
		report_error(loader->report, &place, "unknown-person", "%s", text);
	else
		report_warning(loader->report, &place, "unknown-person", "%s", text);
}

static void check_names(struct loader *loader, const struct roster *roster,
	const struct texts *names, bool closed, bool must)
{
	for (size_t i = 0; i < names->count; i++)
		check_name(loader, roster, &names->items[i], names->single, closed, must);
}

static void check_items(struct loader *loader, const struct roster *roster,
	const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		bool item_closed = closed || items[i].closed;
		const struct decision *decision = &items[i].decision;
		check_names(loader, roster, &decision->absent, item_closed, load_is_final(loader));
		for (size_t j = 0; j < decision->disqualified_count; j++)
			check_name(loader, roster, &decision->disqualified[j].name, false,
				item_closed, false);
		check_items(loader, roster, items[i].items, items[i].item_count, item_closed);
	}
}

/* Of a name that stands twice, it is one person unless the parties differ. */
static bool is_same(const struct person *person, const struct person *other)
{
	return strcmp(person->name.bytes, other->name.bytes) == 0 &&
	       (person->party.bytes == NULL || other->party.bytes == NULL ||
		       strcmp(person->party.bytes, other->party.bytes) == 0);
}

/* Who left and came back stands twice, but is a member once on the day. */
static void check_twice(struct loader *loader)
{
	const struct meeting *meeting = loader->meeting;
	const struct people *members = &meeting->organ.members;
	for (size_t i = 1; i < members->count && meeting->has_date; i++) {
		const struct person *person = &members->items[i];
		size_t j = 0;
		if (!person_is_member(meeting, person))
			continue;
		while (j < i && !(is_same(person, &members->items[j]) &&
					person_is_member(meeting, &members->items[j])))
			j++;
		if (j == i)
			continue;
		struct place place = yaml_place(person->name.node);
		report_warning(loader->report, &place, "member-twice",
			tr("'%s' stands twice in 'medlemmer'; remove one, or write 'til' and 'fra' "
			   "where somebody left and came back"),
			read_quote(loader, person->name.bytes));
	}
}

void person_check_names(struct loader *loader, const struct roster *roster)
{
	const struct meeting *meeting = loader->meeting;
	check_twice(loader);
	check_names(loader, roster, &meeting->absent, false, false);
	check_items(loader, roster, meeting->items, meeting->item_count, false);
}
