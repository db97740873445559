#include "meeting/form.h"

#include "base/buf.h"
#include "document/field.h"
#include "document/names.h"
#include "meeting/field.h"
#include "meeting/field_code.h"
#include "meeting/model.h"

#include <string.h>

/* The fields of a form as blocks, and what a form says of them, made and read. */

static const char form_format[] = "punkt-1";
static const char form_kinds[] = {FORM_LINE, FORM_TEXT, FORM_LIST, FORM_CLOSED, '\0'};

/* A part stands under a heading of its own, which its label need not repeat. */
static const char *label_of(struct arena *arena, const struct form_field *field)
{
	return field->kind == FORM_TEXT   ? "Tekst:"
	       : field->kind == FORM_LIST ? "Titler:"
					  : arena_printf(arena, "%s:", field->label);
}

/* What stands behind a field tells where it ends. */
static const char *end_of(struct arena *arena, const struct form_field *field)
{
	if (field->kind == FORM_LINE)
		return "(på én linje)";
	if (field->kind == FORM_CLOSED)
		return "(nej, ja eller grunden)";
	return arena_printf(arena, "(slut på afsnittet %s)", field->label);
}

struct markup_block *form_block(struct arena *arena, const struct form_field *field)
{
	struct markup_field *printed = arena_alloc(arena, sizeof *printed);
	*printed = (struct markup_field){.name = field->name,
		.label = label_of(arena, field),
		.title = field->label,
		.end = end_of(arena, field),
		.placeholder = field->help,
		.in_line = field->kind == FORM_LINE || field->kind == FORM_CLOSED};
	struct markup_block *block = arena_alloc(arena, sizeof *block);
	block->kind = MARKUP_FIELD;
	block->field = printed;
	return block;
}

const char *form_head_print(struct arena *arena, const struct form *form)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s ", form_format);
	field_code_put(&out, form->organ);
	return buf_text(&out);
}

const char *form_entry_print(struct arena *arena, const struct form_field *field)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s=", field->name);
	field_code_put(&out, field->key);
	buf_puts(&out, field->may_stay ? "=m=" : "=h=");
	field_code_put(&out, field->label);
	buf_putc(&out, '=');
	field_code_put(&out, field->help);
	return buf_text(&out);
}

/* The text up to the next "=" of an entry, or to its end; NULL if there is none. */
static const char *next_text(struct arena *arena, const char **at, const char *end)
{
	const char *equals = memchr(*at, '=', (size_t)(end - *at));
	const char *stop = equals != NULL ? equals : end;
	const char *text = stop > *at ? field_code_decode(arena, *at, (size_t)(stop - *at)) : NULL;
	*at = equals != NULL ? equals + 1 : end;
	return text;
}

static bool is_among(const char *const *keys, const char *key)
{
	while (*keys != NULL && strcmp(*keys, key) != 0)
		keys++;
	return *keys != NULL;
}

/* Whoever fills in a form has no say in the other keys of an item. */
static bool is_for_forms(const struct form_field *field)
{
	return (is_among(form_item_keys, field->key) || !is_among(meeting_item_keys, field->key)) &&
	       (field->kind == FORM_CLOSED) == (strcmp(field->key, "lukket") == 0) &&
	       (field->kind == FORM_LIST) == (strcmp(field->key, "bilag") == 0);
}

static bool parse_entry(
	struct arena *arena, const char *word, size_t length, struct form_field *field)
{
	const char *end = word + length, *at = word + FIELD_NAME_LENGTH + 1;
	if (length <= FIELD_NAME_LENGTH + 1 || end[-1] == '=' ||
		!field_code_is_name(word, FIELD_NAME_LENGTH, form_kinds) ||
		word[FIELD_NAME_LENGTH] != '=')
		return false;
	field->name = arena_strndup(arena, word, FIELD_NAME_LENGTH);
	field->kind = (enum form_kind)word[FIELD_NAME_LENGTH - 1];
	field->key = next_text(arena, &at, end);
	const char *stays = next_text(arena, &at, end);
	field->label = next_text(arena, &at, end);
	field->help = next_text(arena, &at, end);
	field->may_stay = stays != NULL && strcmp(stays, "m") == 0;
	return field->key != NULL && field->label != NULL && field->help != NULL && at == end &&
	       is_for_forms(field) &&
	       (field->may_stay || (stays != NULL && strcmp(stays, "h") == 0)) &&
	       strcmp(field->name, field_code_name(arena, field->key, (char)field->kind)) == 0;
}

struct form *form_parse(struct arena *arena, const char *text)
{
	size_t length;
	const char *word = filled_next_word(&text, &length);
	if (length != strlen(form_format) || memcmp(word, form_format, length) != 0)
		return NULL;
	struct form *form = arena_alloc(arena, sizeof *form);
	word = filled_next_word(&text, &length);
	form->organ = length > 0 ? field_code_decode(arena, word, length) : NULL;
	if (form->organ == NULL)
		return NULL;
	struct names keys;
	names_init(&keys, arena);
	while (word = filled_next_word(&text, &length), length > 0) {
		form->fields = arena_grow(
			arena, form->fields, form->count, &form->capacity, sizeof *form->fields);
		struct form_field *field = &form->fields[form->count++];
		if (!parse_entry(arena, word, length, field))
			return NULL;
		/* every key is one field's */
		if (names_add(&keys, field->key, strlen(field->key))->number++ > 0)
			return NULL;
	}
	return form;
}
