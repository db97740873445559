#include "meeting/collect_value.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "io/yaml.h"
#include "meeting/collecting.h"
#include "meeting/model.h"
#include "meeting/roster.h"

#include <string.h>

const char *collect_key(enum field_kind kind)
{
	return kind == FIELD_OUTCOME ? "udfald" : kind == FIELD_ABSENT ? "fraværende" : "tekst";
}

static size_t count_words(const char *const *words)
{
	size_t count = 0;
	while (words[count] != NULL)
		count++;
	return count;
}

static const char *outcome_of(struct arena *arena, const char *typed)
{
	size_t length = strlen(typed);
	while (length > 0 && strchr(" .", typed[length - 1]) != NULL)
		length--;
	const char *word = utf8_lower(arena, typed, length);
	for (size_t i = 0; meeting_outcomes[i] != NULL; i++)
		if (strcmp(meeting_outcomes[i], word) == 0)
			return meeting_outcomes[i];
	return NULL;
}

static bool read_outcome(struct arena *arena, struct report *report, const struct place *place,
	struct collect_value *value)
{
	const char *word = outcome_of(arena, value->plain);
	if (word != NULL) {
		value->text = value->plain = word;
		return true;
	}
	const char *lower = utf8_lower(arena, value->plain, strlen(value->plain));
	const char *nearest = utf8_nearest(lower, meeting_outcomes, count_words(meeting_outcomes));
	const char *quoted = yaml_quote(arena, value->plain, strlen(value->plain));
	if (nearest != NULL)
		report_error(report, place, "bad-outcome",
			tr("the field of the outcome says %s; did you mean '%s'? Correct it in the "
			   "document"),
			quoted, nearest);
	else
		report_error(report, place, "bad-outcome",
			tr("the field of the outcome says %s, which is none; choose one of the "
			   "words behind the field, or type it into the field of the text"),
			quoted);
	return false;
}

static void add_name(struct arena *arena, struct collect_value *value, size_t *capacity,
	const char *text, size_t length)
{
	const char *name = collect_trimmed(arena, text, length);
	if (*name == '\0')
		return;
	value->names =
		arena_grow(arena, value->names, value->name_count, capacity, sizeof(const char *));
	value->names[value->name_count++] = name;
}

/* The first of the words between names, or NULL; *length receives its own. */
static const char *find_and(const char *text, size_t *length)
{
	static const char *const words[] = {" og ", " samt "};
	const char *first = NULL;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *found = strstr(text, words[i]);
		if (found == NULL || (first != NULL && found > first))
			continue;
		first = found;
		*length = strlen(words[i]);
	}
	return first;
}

/* Where the first of several names ends: "Per og Søn samt Mia Lund" begins with one person. */
static const char *find_end(
	struct arena *arena, const struct roster *roster, const char *names, size_t *word)
{
	enum { TRIED = 8 };
	size_t length = 0;
	const char *end = find_and(names, &length);
	for (unsigned i = 0; i < TRIED && end != NULL; i++) {
		const char *name = collect_trimmed(arena, names, (size_t)(end - names));
		*word = length;
		if (roster_find(roster, name) != ROSTER_NOBODY)
			return end;
		end = find_and(end + 1, &length);
	}
	return find_and(names, word);
}

/* "Ole Friis og Mia Lund", unless one person is called that. */
static void split_pair(struct arena *arena, const struct roster *roster,
	struct collect_value *value, size_t *capacity, const char *text, size_t length)
{
	const char *whole = collect_trimmed(arena, text, length);
	while (roster_find(roster, whole) == ROSTER_NOBODY) {
		size_t word = 0;
		const char *end = find_end(arena, roster, whole, &word);
		if (end == NULL)
			break;
		add_name(arena, value, capacity, whole, (size_t)(end - whole));
		whole = end + word;
	}
	add_name(arena, value, capacity, whole, strlen(whole));
}

static void read_names(
	struct arena *arena, const struct roster *roster, struct collect_value *value)
{
	size_t capacity = 0;
	const char *text = value->plain;
	if (roster_means_nobody(arena, text))
		return;
	while (*text != '\0') {
		size_t line = strcspn(text, "\n");
		const char *whole = collect_trimmed(arena, text, line);
		bool one = roster_find(roster, whole) != ROSTER_NOBODY;
		if (one)
			add_name(arena, value, &capacity, whole, strlen(whole));
		for (const char *rest = whole; !one && *rest != '\0';) {
			size_t length = strcspn(rest, ",;");
			split_pair(arena, roster, value, &capacity, rest, length);
			rest += length + (rest[length] != '\0' ? 1 : 0);
		}
		text += line + (text[line] == '\n' ? 1 : 0);
	}
}

bool collect_typed(struct arena *arena, struct report *report, const struct place *place,
	const struct roster *roster, struct markup_block *blocks, struct collect_value *value)
{
	const char *text = markup_to_text(arena, blocks);
	value->plain = collect_trimmed(arena, text, strlen(text));
	value->stated = true;
	switch (value->kind) {
	case FIELD_OUTCOME:
		value->plain = collect_line(arena, value->plain);
		return read_outcome(arena, report, place, value);
	case FIELD_ABSENT:
		read_names(arena, roster, value);
		value->text = value->plain;
		return true;
	case FIELD_TEXT:
		break;
	}
	value->text = collect_markdown(arena, report, place, blocks);
	return true;
}

static void take_names(
	struct arena *arena, const struct yaml_node *node, struct collect_value *value)
{
	struct buf all;
	size_t capacity = 0;
	buf_init(&all, arena);
	if (node->kind == YAML_SCALAR && !roster_means_nobody(arena, node->text))
		add_name(arena, value, &capacity, node->text, node->length);
	for (size_t i = 0; node->kind == YAML_SEQUENCE && i < node->count; i++)
		if (node->items[i]->kind == YAML_SCALAR)
			add_name(arena, value, &capacity, node->items[i]->text,
				node->items[i]->length);
	for (size_t i = 0; i < value->name_count; i++)
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", value->names[i]);
	value->text = value->plain = value->name_count > 0 ? buf_text(&all) : "Ingen";
}

void collect_filed(struct arena *arena, const struct yaml_node *decision,
	struct collect_value *value, const struct yaml_node **node)
{
	*node = NULL;
	value->stated = false;
	if (decision != NULL && decision->kind == YAML_MAPPING)
		*node = yaml_get(decision, collect_key(value->kind));
	else if (decision != NULL && value->kind == FIELD_TEXT)
		*node = decision;
	if (*node == NULL || (*node)->empty_plain)
		return;
	bool scalar = (*node)->kind == YAML_SCALAR;
	if (value->kind == FIELD_ABSENT) {
		value->stated = true;
		take_names(arena, *node, value);
		return;
	}
	value->text = value->plain =
		scalar ? collect_trimmed(arena, (*node)->text, (*node)->length) : "";
	value->stated = value->text[0] != '\0';
}

void collect_own(struct arena *arena, const struct decision *decision, struct collect_value *value)
{
	size_t capacity = 0;
	value->stated = false;
	value->name_count = 0;
	if (value->kind == FIELD_ABSENT) {
		value->stated = decision->absent.stated;
		for (size_t i = 0; i < decision->absent.count; i++)
			add_name(arena, value, &capacity, decision->absent.items[i].bytes,
				decision->absent.items[i].length);
	} else if (value->kind == FIELD_OUTCOME) {
		value->stated = decision->outcome != NULL;
		value->text = decision->outcome;
	} else {
		value->stated = decision->text.bytes != NULL;
		value->text = decision->text.bytes;
	}
}

static bool is_same_person(const struct roster *roster, const char *a, const char *b)
{
	size_t person = roster_find(roster, a);
	return strcmp(a, b) == 0 || (person != ROSTER_NOBODY && person == roster_find(roster, b));
}

bool collect_is_same(struct arena *arena, const struct roster *roster,
	const struct collect_value *a, const struct collect_value *b)
{
	if (a->kind == FIELD_TEXT)
		return collect_is_same_markdown(arena, a->text, b->text);
	if (a->kind == FIELD_OUTCOME)
		return strcmp(utf8_lower(arena, a->text, strlen(a->text)),
			       utf8_lower(arena, b->text, strlen(b->text))) == 0;
	if (a->name_count != b->name_count)
		return false;
	for (size_t i = 0; i < a->name_count; i++)
		if (!is_same_person(roster, a->names[i], b->names[i]))
			return false;
	return true;
}
