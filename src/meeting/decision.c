#include "meeting/load.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "io/file.h"
#include "meeting/identity.h"

#include <stdlib.h>
#include <string.h>

/*
 * Decisions: a text, or keys; beside the item or, once the meeting has been held, in
 * beslutninger.yaml under the item's id.
 */

static size_t count_outcomes(void)
{
	size_t count = 0;
	while (meeting_outcomes[count] != NULL)
		count++;
	return count;
}

const char *decision_outcome(struct loader *loader, const struct yaml_node *value)
{
	struct text text = {0};
	if (value->kind == YAML_SCALAR)
		text = read_line_of(loader, value);
	const char *word =
		text.bytes != NULL ? utf8_lower(loader->arena, text.bytes, text.length) : "";
	for (const char *const *outcome = meeting_outcomes; *outcome != NULL; outcome++) {
		if (strcmp(*outcome, word) == 0)
			return *outcome;
	}
	struct place place = yaml_place(value);
	const char *nearest = read_nearest(loader, word, meeting_outcomes, count_outcomes());
	if (text.bytes != NULL && nearest != NULL) {
		report_error(loader->report, &place, "bad-outcome",
			tr("unknown outcome '%s'; did you mean '%s'?"),
			read_quote(loader, text.bytes), nearest);
		return NULL;
	}
	struct buf all;
	buf_init(&all, loader->arena);
	for (size_t i = 0; meeting_outcomes[i] != NULL; i++)
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", meeting_outcomes[i]);
	report_error(loader->report, &place, "bad-outcome", tr("the outcome must be one of: %s"),
		buf_text(&all));
	return NULL;
}

static void read_outcome(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	(void)key;
	decision->outcome = value->empty_plain ? NULL : decision_outcome(loader, value);
}

static void read_absent(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	decision->absent_place = yaml_place(value);
	person_read_absent(loader, key, value, &decision->absent);
}

static const struct read_rule decision_rows[] = {
	{"tekst", read_text, offsetof(struct decision, text)},
	{"udfald", read_outcome, 0},
	{"indstillingspunkter", point_outcome_read, 0},
	{"udsat_til", follow_up_read_postponed, 0},
	{"fraværende", read_absent, 0},
	{"afstemninger", vote_read, 0},
	{"mindretalsudtalelser", vote_read_dissents, 0},
	{"inhabile", vote_read_disqualified, 0},
	{"opfølgning", follow_up_read, 0},
	{0},
};

const struct read_rules decision_rules = {.rows = decision_rows};

/* A case that comes back has been postponed, whatever else is said of it. */
static void check_postponed(
	struct loader *loader, const struct yaml_node *mapping, struct decision *decision)
{
	static const char postponed[] = "udsat";
	if (!decision->postponed)
		return;
	if (decision->outcome == NULL)
		decision->outcome = postponed;
	if (strcmp(decision->outcome, postponed) == 0)
		return;
	const struct yaml_node *date = yaml_get(mapping, "udsat_til");
	struct place place = yaml_place(date != NULL ? date : mapping);
	report_error(loader->report, &place, "postponed-outcome",
		tr("only a case with 'udfald: udsat' comes back, but this one has '%s'; correct "
		   "one "
		   "of the two"),
		decision->outcome);
}

void decision_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	struct decision found = {.place = yaml_place(value)};
	if (value->kind == YAML_MAPPING) {
		found.stated = true;
		read_mapping(loader, value, &decision_rules, &found);
		check_postponed(loader, value, &found);
	} else if (read_is_scalar(loader, key, value)) {
		found.text = read_text_of(loader, value);
		found.stated = found.text.bytes != NULL;
	} else {
		return;
	}
	*decision = found;
}

/* Puts the text that stands for an outcome in place of a farther file's. */
static void put_standard_text(
	struct loader *loader, struct organ *organ, const char *outcome, struct text text)
{
	if (organ->standard_texts == NULL) {
		organ->standard_texts = arena_array(
			loader->arena, count_outcomes(), sizeof(*organ->standard_texts));
		organ->standard_outcomes = arena_array(
			loader->arena, count_outcomes(), sizeof(*organ->standard_outcomes));
	}
	size_t at = 0;
	while (at < organ->standard_count && organ->standard_outcomes[at] != outcome)
		at++;
	organ->standard_outcomes[at] = outcome;
	organ->standard_texts[at] = text;
	organ->standard_count += at == organ->standard_count;
}

void decision_read_standard_texts(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	if (!read_is_mapping(loader, key, value))
		return;
	for (size_t i = 0; i < value->count; i++) {
		const char *outcome = decision_outcome(loader, value->keys[i]);
		if (outcome != NULL && read_is_scalar(loader, value->keys[i], value->items[i]))
			put_standard_text(
				loader, target, outcome, read_text_of(loader, value->items[i]));
	}
}

/* The id of the meeting's item with that number, or NULL. */
static const char *find_numbered(struct loader *loader, const char *number)
{
	/* Beyond the cap nobody sees the suggestion, and finding it is what takes the time. */
	if (report_error_count(loader->report) > REPORT_CAP || strlen(number) > 9)
		return NULL;
	unsigned wanted = (unsigned)strtoul(number, NULL, 10);
	for (size_t i = 0; i < loader->meeting->item_count; i++)
		if (wanted != 0 && loader->meeting->items[i].number == wanted)
			return loader->meeting->items[i].id;
	return NULL;
}

static void report_number(struct loader *loader, const struct place *place, const char *number)
{
	const char *id = find_numbered(loader, number);
	if (id != NULL)
		report_error(loader->report, place, "unknown-decision",
			tr("a decision stands under its item's id, for numbers change; item %s has "
			   "the id '%s'"),
			number, id);
	else
		report_error(loader->report, place, "unknown-decision",
			tr("a decision stands under its item's id, and '%s' is a number; write the "
			   "id"),
			read_quote(loader, number));
}

/* The id that the title of an item, or of one within another, would have had; NULL if there is none. */
static const char *find_titled(struct loader *loader, const char *title)
{
	struct buf id;
	buf_init(&id, loader->arena);
	if (report_error_count(loader->report) > REPORT_CAP)
		return NULL;
	for (const char *rest = title;; rest++) {
		size_t length = strcspn(rest, "/");
		buf_puts(&id, identity_slug(loader->arena, rest, length));
		rest += length;
		if (*rest == '\0')
			break;
		buf_putc(&id, '/');
	}
	const char *found = buf_text(&id);
	return identity_find(loader, found) != NULL ? found : NULL;
}

static void report_unknown(struct loader *loader, const struct place *place, const char *id)
{
	if (id[0] != '\0' && strspn(id, "0123456789") == strlen(id)) {
		report_number(loader, place, id);
		return;
	}
	const char *titled = find_titled(loader, id);
	if (titled != NULL) {
		report_error(loader->report, place, "unknown-decision",
			tr("a decision stands under its item's id, not under its title; write "
			   "'%s' in place of '%s'"),
			titled, read_quote(loader, id));
		return;
	}
	size_t count = 0;
	const char *const *ids = identity_all(loader, &count);
	const char *nearest = read_nearest(loader, id, ids, count);
	const char *own = strrchr(id, '/');
	own = own != NULL ? own + 1 : id;
	if (nearest != NULL)
		report_error(loader->report, place, "unknown-decision",
			tr("the decision '%s' has no item; is it '%s'? Write 'id: %s' at the item"),
			read_quote(loader, id), nearest, read_quote(loader, own));
	else
		report_error(loader->report, place, "unknown-decision",
			tr("the decision '%s' has no item; write 'id: %s' at the item that it is "
			   "for"),
			read_quote(loader, id), read_quote(loader, own));
}

/* One decision of the file. */
static void read_filed(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value)
{
	struct place place = yaml_place(key);
	const char *id = utf8_compose(loader->arena, key->text, key->length);
	struct item *item = identity_find(loader, id);
	if (item == NULL) {
		struct decision unused = {0};
		decision_read(loader, key, value, &unused);
		if (!loader->incomplete && loader->decisions == NULL)
			report_unknown(loader, &place, id);
		return;
	}
	if (!item->decision.stated) {
		decision_read(loader, key, value, &item->decision);
		return;
	}
	struct decision second = {0};
	decision_read(loader, key, value, &second);
	if (second.stated)
		report_error(loader->report, &place, "two-decisions",
			tr("the decision also stands in %s, line %u; one of the two would be lost"),
			item->decision.place.file, item->decision.place.line);
}

void decision_read_file(struct loader *loader)
{
	const char *path = file_find_composed(
		loader->arena, file_join(loader->arena, loader->here, "beslutninger.yaml"));
	if (loader->decisions == NULL && !file_exists(path))
		return;
	const struct yaml_node *mapping = loader->decisions != NULL
						  ? load_parse(loader, loader->decisions)
						  : load_file(loader, NULL, path);
	if (mapping == NULL)
		return;
	for (size_t i = 0; i < mapping->count; i++)
		read_filed(loader, mapping->keys[i], mapping->items[i]);
}

static void warn_withdrawn(struct loader *loader, const struct decision *decision)
{
	bool says = decision->text.bytes != NULL || decision->outcome != NULL ||
		    decision->point_count > 0 || decision->vote_count > 0 ||
		    decision->dissent_count > 0 || decision->disqualified_count > 0 ||
		    decision->follow_up_count > 0;
	if (decision->stated && says)
		report_warning(loader->report, &decision->place, "withdrawn-decision",
			tr("the item is withdrawn, so its decision does not come into the "
			   "document; "
			   "remove 'udgår' or the decision"));
}

void decision_check_withdrawn(struct loader *loader)
{
	const struct meeting *meeting = loader->meeting;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->withdrawn.bytes != NULL)
			warn_withdrawn(loader, &item->decision);
		for (size_t j = 0; j < item->item_count; j++)
			if (item->withdrawn.bytes != NULL || item->items[j].withdrawn.bytes != NULL)
				warn_withdrawn(loader, &item->items[j].decision);
	}
}
