#include "meeting/form_answer.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/collecting.h"

#include <string.h>

const char form_open[] = "nej", form_closed[] = "ja";

/* Whether the text says where it leads. */
static bool says_address(const struct markup_run *run)
{
	const char *rest = run->link + run->length;
	return strncmp(run->text, run->link, run->length) == 0 &&
	       strcmp(*rest == '/' ? rest + 1 : rest, "") == 0;
}

/* Plain text has no links: where they lead is said behind them. */
static void say_addresses(struct arena *arena, struct markup_run *run)
{
	for (; run != NULL; run = run->next) {
		bool last = run->next == NULL || run->next->link != run->link;
		if (run->link == NULL || !last || strstr(run->link, "://") == NULL ||
			says_address(run))
			continue;
		const char *said =
			arena_printf(arena, "%.*s (%s)", (int)run->length, run->text, run->link);
		run->text = said;
		run->length = strlen(said);
	}
}

static void say_all_addresses(struct arena *arena, struct markup_block *block)
{
	for (; block != NULL; block = block->next) {
		say_addresses(arena, block->runs);
		say_all_addresses(arena, block->blocks);
		for (size_t i = 0; i < block->item_count; i++)
			say_all_addresses(arena, block->items[i].blocks);
		for (size_t i = 0; i < block->row_count; i++)
			for (size_t j = 0; j < block->rows[i].cell_count; j++)
				say_all_addresses(arena, block->rows[i].cells[j].blocks);
	}
}

static void add_title(struct arena *arena, struct form_answer *value, const char *text,
	size_t length, const struct yaml_node *node)
{
	const char *title = arena_strndup(arena, text, length);
	title = collect_line(arena, utf8_compose(arena, title, length));
	if (*title == '\0')
		return;
	size_t capacity = value->capacity;
	value->titles =
		arena_grow(arena, value->titles, value->count, &capacity, sizeof *value->titles);
	value->nodes = arena_grow(
		arena, value->nodes, value->count, &value->capacity, sizeof *value->nodes);
	value->titles[value->count] = title;
	value->nodes[value->count++] = node;
}

static const char *join_titles(struct arena *arena, const struct form_answer *value)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < value->count; i++)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "", value->titles[i]);
	return buf_text(&out);
}

static void read_titles(struct arena *arena, const char *text, struct form_answer *value)
{
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		add_title(arena, value, text, length, NULL);
		text += length + (text[length] == '\n' ? 1 : 0);
	}
}

/* Whether a text begins with a word and does not go on with it. */
static bool begins_with(const char *text, const char *word)
{
	size_t length = strlen(word);
	return strncmp(text, word, length) == 0 &&
	       (text[length] == '\0' || strchr(" .,;:!-(", text[length]) != NULL);
}

/* A dash or the like is neither an answer nor a ground. */
static bool is_without_words(const char *text)
{
	uint32_t point;
	for (size_t left = strlen(text), size; left > 0; text += size, left -= size) {
		size = utf8_decode(text, left, &point);
		if (utf8_is_letter(point) || (point >= '0' && point <= '9'))
			return false;
	}
	return true;
}

/* A word that says something else than what follows would have an item opened by a slip. */
static bool begins_with_denial(const char *word)
{
	static const char *const denials[] = {
		"nej", "ikke", "ingen", "åben", "åbent", "åbne", "offentlig", "offentligt"};
	for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
		if (begins_with(word, denials[i]))
			return true;
	return false;
}

/* "Ja, § 10" gives the ground behind the yes. */
static const char *behind_yes(const char *plain)
{
	if ((plain[0] != 'j' && plain[0] != 'J') || (plain[1] != 'a' && plain[1] != 'A') ||
		plain[2] == '\0' || strchr(",;:", plain[2]) == NULL)
		return plain;
	const char *ground = plain + 3 + strspn(plain + 3, " ");
	return ground[0] != '\0' ? ground : plain;
}

static bool read_closed(struct arena *arena, struct report *report, const struct place *place,
	struct form_answer *value)
{
	value->plain = behind_yes(value->plain);
	size_t length = strlen(value->plain);
	while (length > 0 && strchr(" .,!", value->plain[length - 1]) != NULL)
		length--;
	const char *word = utf8_lower(arena, value->plain, length);
	value->text = collect_plain(arena, value->plain);
	if (strcmp(word, form_open) == 0 || strcmp(word, "false") == 0) {
		value->text = value->plain = form_open;
	} else if (strcmp(word, form_closed) == 0 || strcmp(word, "true") == 0) {
		value->text = value->plain = form_closed;
	} else if (begins_with_denial(word) || is_without_words(word)) {
		report_error(report, place, "bad-yes-no",
			tr("the field says %s; write nej, ja or the ground alone"),
			yaml_quote(arena, value->plain, strlen(value->plain)));
		return false;
	}
	return true;
}

static bool check_duration(struct arena *arena, struct report *report, const struct place *place,
	const struct form_answer *value)
{
	int minutes;
	if (duration_parse(value->plain, &minutes))
		return true;
	report_error(report, place, "bad-duration",
		tr("'%s' is no duration; write it like 30 min or 1 t 15 min"),
		collect_line(arena, value->plain));
	return false;
}

bool form_answer_typed(struct arena *arena, struct report *report, const struct place *place,
	const struct form_field *field, struct markup_block *blocks, struct form_answer *value)
{
	*value = (struct form_answer){.kind = field->kind, .stated = true};
	if (field->kind != FORM_TEXT)
		say_all_addresses(arena, blocks);
	const char *text = markup_to_text(arena, blocks);
	if (field->kind == FORM_TEXT) {
		value->plain = collect_trimmed(arena, text, strlen(text));
		value->text = collect_markdown(arena, report, place, blocks);
		return true;
	}
	value->plain = collect_line(arena, text);
	value->text = collect_plain(arena, value->plain);
	if (field->kind == FORM_LIST) {
		read_titles(arena, collect_plain(arena, text), value);
		value->plain = value->text = join_titles(arena, value);
	}
	if (field->kind == FORM_CLOSED)
		return read_closed(arena, report, place, value);
	return strcmp(field->key, "varighed") != 0 || check_duration(arena, report, place, value);
}

static const char *scalar_text(struct arena *arena, const struct yaml_node *node)
{
	return node != NULL && node->kind == YAML_SCALAR
		       ? collect_trimmed(arena, node->text, node->length)
		       : "";
}

/* A list of texts is as good as the texts, one after the other. */
static const char *joined(struct arena *arena, const struct yaml_node *node, const char *between)
{
	if (node->kind == YAML_SCALAR)
		return scalar_text(arena, node);
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; node->kind == YAML_SEQUENCE && i < node->count; i++)
		buf_printf(&out, "%s%s", i > 0 ? between : "", scalar_text(arena, node->items[i]));
	return buf_text(&out);
}

/* An attachment without a title is called what its file is. */
static const char *title_of(struct arena *arena, const struct yaml_node *entry)
{
	if (entry->kind != YAML_MAPPING)
		return scalar_text(arena, entry);
	const char *title = scalar_text(arena, yaml_get(entry, "titel"));
	const char *file = scalar_text(arena, yaml_get(entry, "fil"));
	const char *slash = strrchr(file, '/');
	return title[0] != '\0' ? title : slash != NULL ? slash + 1 : file;
}

static void take_titles(
	struct arena *arena, const struct yaml_node *node, struct form_answer *value)
{
	bool list = node->kind == YAML_SEQUENCE;
	for (size_t i = 0; i < (list ? node->count : 1); i++) {
		const struct yaml_node *entry = list ? node->items[i] : node;
		const char *title = title_of(arena, entry);
		add_title(arena, value, title, strlen(title), list ? entry : NULL);
	}
	value->plain = value->text = join_titles(arena, value);
}

void form_answer_filed(struct arena *arena, const struct form_field *field,
	const struct yaml_node *node, struct form_answer *value)
{
	*value = (struct form_answer){.kind = field->kind, .text = "", .plain = ""};
	if (node == NULL || node->empty_plain)
		return;
	if (field->kind == FORM_LIST) {
		take_titles(arena, node, value);
	} else if (field->kind == FORM_CLOSED) {
		const char *ground = scalar_text(
			arena, node->kind == YAML_MAPPING ? yaml_get(node, "grund") : NULL);
		const char *word = utf8_lower(
			arena, scalar_text(arena, node), strlen(scalar_text(arena, node)));
		bool open = strcmp(word, form_open) == 0 || strcmp(word, "false") == 0;
		value->text = open ? form_open : ground[0] != '\0' ? ground : form_closed;
	} else if (field->kind == FORM_TEXT && node->kind == YAML_MAPPING) {
		value->text = scalar_text(arena, yaml_get(node, "tekst"));
	} else {
		value->text = joined(arena, node, field->kind == FORM_TEXT ? "\n\n" : ", ");
	}
	value->plain = value->text;
	/* of a list it may say more than its words */
	value->stated = value->text[0] != '\0' || (node->kind == YAML_SEQUENCE && node->count > 0);
}

static bool is_same_line(struct arena *arena, const char *a, const char *b)
{
	a = collect_line(arena, utf8_compose(arena, a, strlen(a)));
	return strcmp(a, collect_line(arena, utf8_compose(arena, b, strlen(b)))) == 0;
}

bool form_answer_is_same(
	struct arena *arena, const struct form_answer *a, const struct form_answer *b)
{
	if (a->kind == FORM_TEXT)
		return collect_is_same_markdown(arena, a->text, b->text);
	if (a->kind != FORM_LIST)
		return is_same_line(arena, a->text, b->text);
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!is_same_line(arena, a->titles[i], b->titles[i]))
			return false;
	return true;
}
