#include "meeting/read.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/load.h"

#include <string.h>

/* Longest quotation of typed text in a message, in characters. */
enum { QUOTE_MAX = 80 };

/* Longer words are no typing errors that anybody could have meant. */
enum { NEAREST_MAX_BYTES = 200 };

static const struct read_rule *find_rule(const struct read_rules *rules, const char *key)
{
	for (; rules != NULL; rules = rules->next) {
		for (const struct read_rule *row = rules->rows; row->key != NULL; row++) {
			if (strcmp(row->key, key) == 0)
				return row;
		}
	}
	return NULL;
}

const char *read_nearest(
	struct loader *loader, const char *word, const char *const *candidates, size_t count)
{
	/* Beyond the cap nobody sees the suggestion, and finding it is what takes the time. */
	if (report_error_count(loader->report) > REPORT_CAP ||
		report_warning_count(loader->report) > REPORT_CAP ||
		strlen(word) > NEAREST_MAX_BYTES)
		return NULL;
	return utf8_nearest(word, candidates, count);
}

static size_t count_names(const struct read_rules *rules)
{
	size_t count = 0;
	for (; rules != NULL; rules = rules->next) {
		count += rules->more_count;
		for (const struct read_rule *row = rules->rows; row->key != NULL; row++)
			count++;
	}
	return count;
}

/* Every key that the rules know, the table's first. */
static const char **all_names(struct loader *loader, const struct read_rules *rules, size_t *count)
{
	const char **names = arena_array(loader->arena, count_names(rules), sizeof(*names));
	size_t n = 0;
	for (const struct read_rules *set = rules; set != NULL; set = set->next) {
		for (const struct read_rule *row = set->rows; row->key != NULL; row++)
			names[n++] = row->key;
		for (size_t i = 0; i < set->more_count; i++)
			names[n++] = set->more[i];
	}
	*count = n;
	return names;
}

/* A text whose colon made keys of it; says so once, in place of all that is missing then. */
static void colon_in_text(
	struct loader *loader, const struct yaml_node *mapping, const struct read_rules *rules)
{
	struct place place = yaml_place(mapping);
	size_t length;
	const char *typed = yaml_typed(mapping, &length);
	const char *quoted = yaml_quote(loader->arena, typed, length);
	struct load_suggestion *suggestion = arena_alloc(loader->arena, sizeof(*suggestion));
	*suggestion = (struct load_suggestion){mapping, NULL, loader->suggestions};
	loader->suggestions = suggestion;
	if (mapping->count == 1 && mapping->items[0]->kind == YAML_SCALAR)
		report_error(loader->report, &place, "yaml-colon",
			tr("a colon in the text; write %s"),
			rules->other != NULL ? arena_printf(loader->arena, "titel: %s", quoted)
					     : quoted);
	else
		report_error(loader->report, &place, "yaml-colon",
			tr("%s is read as a key because of its colon; write '|' behind the key "
			   "above "
			   "and the text below it"),
			quoted);
}

static void unknown_key(struct loader *loader, const struct yaml_node *mapping,
	const struct yaml_node *key, const char *text, const struct read_rules *rules)
{
	struct place place = yaml_place(key);
	if (report_error_count(loader->report) > REPORT_CAP) {
		report_error(loader->report, &place, "unknown-key", tr("unknown key '%s'"),
			read_quote(loader, text));
		return;
	}
	size_t count = 0;
	const char **names = all_names(loader, rules, &count);
	const char *nearest = read_nearest(loader, text, names, count);
	if (nearest != NULL) {
		struct load_suggestion *suggestion =
			arena_alloc(loader->arena, sizeof(*suggestion));
		*suggestion = (struct load_suggestion){mapping, nearest, loader->suggestions};
		loader->suggestions = suggestion;
		report_error(loader->report, &place, "unknown-key",
			tr("unknown key '%s'; did you mean '%s'?"), read_quote(loader, text),
			nearest);
		return;
	}
	if (yaml_looks_like_text(mapping)) {
		if (key == mapping->keys[0])
			colon_in_text(loader, mapping, rules);
		return;
	}
	if (rules->other != NULL) {
		report_error(loader->report, &place, "unknown-key",
			tr("unknown key '%s'; declare it in the organ's '%s' or 'felter' if items "
			   "are to have it"),
			read_quote(loader, text), rules->declared_in);
		return;
	}
	struct buf known;
	buf_init(&known, loader->arena);
	for (size_t i = 0; i < count; i++)
		buf_printf(&known, "%s%s", i > 0 ? ", " : "", names[i]);
	report_error(loader->report, &place, "unknown-key",
		tr("unknown key '%s'; the keys here are: %s"), read_quote(loader, text),
		buf_text(&known));
}

void read_mapping(struct loader *loader, const struct yaml_node *mapping,
	const struct read_rules *rules, void *target)
{
	for (size_t i = 0; i < mapping->count; i++) {
		const struct yaml_node *key = mapping->keys[i];
		const struct yaml_node *value = mapping->items[i];
		const char *text = utf8_compose(loader->arena, key->text, key->length);
		const struct read_rule *rule = find_rule(rules, text);
		if (rule != NULL)
			rule->read(loader, key, value, (char *)target + rule->offset);
		else if (rules->other != NULL && rules->other(loader, key, value, target))
			continue;
		else
			unknown_key(loader, mapping, key, text, rules);
	}
}

void read_missing(
	struct loader *loader, const struct yaml_node *mapping, const char *key, const char *hint)
{
	if (loader->broken)
		return;
	for (const struct load_suggestion *s = loader->suggestions; s != NULL; s = s->next) {
		if (s->mapping == mapping && (s->key == NULL || strcmp(s->key, key) == 0))
			return;
	}
	/* A value that is there but wrong has been reported as that. */
	const struct yaml_node *value = yaml_get(mapping, key);
	if (value != NULL &&
		(value->kind != YAML_SCALAR || read_line_of(loader, value).bytes != NULL ||
			mistakes_comment_swallowed(value)))
		return;
	struct place place = yaml_place(value != NULL ? value : mapping);
	report_error(
		loader->report, &place, "missing-key", tr("'%s' is missing; write %s"), key, hint);
}

bool read_is_scalar(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value)
{
	if (value->kind == YAML_SCALAR)
		return true;
	struct place place = yaml_place(value);
	if (value->kind == YAML_SEQUENCE)
		report_error(loader->report, &place, "wrong-kind",
			tr("'%s' must be text, but a list stands here"),
			read_quote(loader, key->text));
	else
		report_error(loader->report, &place, "wrong-kind",
			tr("'%s' must be text, but keys with values stand here; put text that "
			   "holds "
			   "a colon in quotation marks"),
			read_quote(loader, key->text));
	return false;
}

bool read_is_list(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value)
{
	if (value->kind == YAML_SEQUENCE)
		return true;
	if (value->kind == YAML_SCALAR && value->empty_plain)
		return false;
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "wrong-kind",
		tr("'%s' must be a list; begin each entry on a line of its own with '- '"),
		read_quote(loader, key->text));
	return false;
}

bool read_is_mapping(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value)
{
	if (value->kind == YAML_MAPPING)
		return true;
	if (value->kind == YAML_SCALAR && value->empty_plain)
		return false;
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "wrong-kind",
		tr("'%s' must be keys with values, 'key: value' on a line each"),
		read_quote(loader, key->text));
	return false;
}

const char *read_quote(struct loader *loader, const char *text)
{
	size_t length = strcspn(text, "\r\n");
	size_t end = 0;
	for (unsigned n = 0; n < QUOTE_MAX && end < length; n++) {
		uint32_t code_point;
		end += utf8_decode(text + end, length - end, &code_point);
	}
	if (text[end] == '\0')
		return text;
	return arena_printf(loader->arena, "%.*s…", (int)end, text);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct text read_line_of(struct loader *loader, const struct yaml_node *scalar)
{
	const char *text = utf8_compose(loader->arena, scalar->text, scalar->length);
	size_t length = strlen(text);
	while (length > 0 && is_blank(text[length - 1]))
		length--;
	while (length > 0 && is_blank(*text)) {
		text++;
		length--;
	}
	if (length == 0)
		return (struct text){0};
	if (text[length] != '\0')
		text = arena_strndup(loader->arena, text, length);
	return (struct text){.bytes = text, .length = length, .node = scalar};
}

struct text read_text_of(struct loader *loader, const struct yaml_node *scalar)
{
	const char *text = utf8_compose(loader->arena, scalar->text, scalar->length);
	size_t i = 0;
	while (is_blank(text[i]))
		i++;
	if (text[i] == '\0')
		return (struct text){0};
	return (struct text){.bytes = text, .length = strlen(text), .node = scalar};
}

struct text read_made_up(const char *bytes)
{
	return (struct text){.bytes = bytes, .length = strlen(bytes)};
}

void read_line(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	if (read_is_scalar(loader, key, value))
		*(struct text *)target = read_line_of(loader, value);
}

void read_text(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	if (read_is_scalar(loader, key, value))
		*(struct text *)target = read_text_of(loader, value);
}

static void read_several(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct texts *texts,
	struct text (*one)(struct loader *loader, const struct yaml_node *scalar))
{
	struct texts found = {0};
	if (value->kind == YAML_SEQUENCE) {
		found.stated = true;
		found.items = arena_array(loader->arena, value->count, sizeof(*found.items));
		for (size_t i = 0; i < value->count; i++) {
			if (!read_is_scalar(loader, key, value->items[i]))
				continue;
			struct text text = one(loader, value->items[i]);
			if (text.bytes != NULL)
				found.items[found.count++] = text;
		}
	} else if (read_is_scalar(loader, key, value)) {
		struct text text = one(loader, value);
		if (text.bytes != NULL) {
			found.stated = true;
			found.single = true;
			found.items = arena_alloc(loader->arena, sizeof(*found.items));
			found.items[found.count++] = text;
		}
	}
	*texts = found;
}

void read_lines(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	read_several(loader, key, value, target, read_line_of);
}

void read_texts(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	read_several(loader, key, value, target, read_text_of);
}

void read_ignore(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	(void)loader;
	(void)key;
	(void)value;
	(void)target;
}
