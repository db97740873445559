#include "meeting/field.h"

#include "base/buf.h"
#include "document/field.h"
#include "document/names.h"
#include "meeting/field_code.h"
#include "meeting/model.h"

#include <string.h>

/* Names, hashes and the property of fillable documents, made and read. */

static const char record_format[] = "1";

const char *field_placeholder(enum field_kind kind)
{
	switch (kind) {
	case FIELD_OUTCOME:
		return "Skriv udfaldet her.";
	case FIELD_ABSENT:
		return "Skriv navnene her.";
	case FIELD_TEXT:
		break;
	}
	return "Skriv beslutningen her.";
}

static const char *label_of(enum field_kind kind)
{
	return kind == FIELD_OUTCOME  ? "Udfald:"
	       : kind == FIELD_ABSENT ? "Fraværende:"
				      : "Beslutningens tekst:";
}

/* What stands behind a field tells where it ends, and helps to fill it in. */
static const char *end_of(struct arena *arena, enum field_kind kind)
{
	if (kind == FIELD_TEXT)
		return "(slut på beslutningens tekst)";
	if (kind == FIELD_ABSENT)
		return "(navne med komma imellem; Ingen, hvis alle var der)";
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; meeting_outcomes[i] != NULL; i++)
		buf_printf(&out, "%s%s", i == 0 ? "(" : ", ", meeting_outcomes[i]);
	buf_putc(&out, ')');
	return buf_text(&out);
}

struct markup_block *field_block(
	struct arena *arena, const char *path, enum field_kind kind, struct markup_block *content)
{
	struct markup_field *field = arena_alloc(arena, sizeof *field);
	*field = (struct markup_field){.name = field_name(arena, path, kind),
		.label = label_of(kind),
		.end = end_of(arena, kind),
		.placeholder = field_placeholder(kind),
		.content = content,
		.in_line = kind != FIELD_TEXT};
	struct markup_block *block = arena_alloc(arena, sizeof *block);
	block->kind = MARKUP_FIELD;
	block->field = field;
	return block;
}

const char *field_path(struct arena *arena, const char *parent, const char *id)
{
	return parent != NULL ? arena_printf(arena, "%s/%s", parent, id) : id;
}

const char *field_name(struct arena *arena, const char *path, enum field_kind kind)
{
	return field_code_name(arena, path, (char)kind);
}

static const char *print_hash(struct arena *arena, uint64_t hash)
{
	return arena_printf(arena, "%016llx", (unsigned long long)hash);
}

const char *field_hash(struct arena *arena, const char *markdown)
{
	return print_hash(arena, names_hash(NAMES_HASH_SEED, markdown, strlen(markdown)));
}

const char *field_meeting(struct arena *arena, const struct meeting *meeting)
{
	struct buf out;
	buf_init(&out, arena);
	if (meeting->organ.name.bytes != NULL)
		buf_append(&out, meeting->organ.name.bytes, meeting->organ.name.length);
	buf_printf(&out, "/%04d-%02d-%02d/", meeting->date.year, meeting->date.month,
		meeting->date.day);
	if (meeting->start.minutes >= 0)
		buf_printf(&out, "%02d.%02d", meeting->start.minutes / 60,
			meeting->start.minutes % 60);
	return buf_text(&out);
}

/* Its end belongs to a text, so that two texts are not as good as one. */
static void add_text(uint64_t *hash, const struct text *text)
{
	if (text->bytes != NULL)
		*hash = names_hash(*hash, text->bytes, text->length);
	*hash = names_hash(*hash, "", 1);
}

static void add_texts(uint64_t *hash, const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		add_text(hash, &texts->items[i]);
	*hash = names_hash(*hash, "", 1);
}

static void add_part(uint64_t *hash, const struct part_text *part)
{
	*hash = names_hash(*hash, part->key, strlen(part->key) + 1);
	add_text(hash, &part->heading);
	for (size_t i = 0; i < part->block_count; i++) {
		const struct part_block *block = &part->blocks[i];
		add_text(hash, &block->text);
		add_texts(hash, &block->columns);
		for (size_t j = 0; j < block->row_count; j++)
			add_texts(hash, &block->rows[j]);
	}
}

static void add_items(uint64_t *hash, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		const char *id = item->id != NULL ? item->id : "";
		*hash = names_hash(*hash, id, strlen(id) + 1);
		add_text(hash, &item->caption);
		add_text(hash, &item->title);
		add_text(hash, &item->withdrawn);
		for (size_t j = 0; j < item->part_count; j++)
			add_part(hash, &item->parts[j]);
		add_items(hash, item->items, item->item_count);
		*hash = names_hash(*hash, "", 1);
	}
}

const char *field_version(struct arena *arena, const struct meeting *meeting)
{
	uint64_t hash = NAMES_HASH_SEED;
	add_items(&hash, meeting->items, meeting->item_count);
	return print_hash(arena, hash);
}

const char *field_head_print(struct arena *arena, const struct field_record *record)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s ", record_format);
	field_code_put(&out, record->meeting);
	buf_printf(&out, " %s", record->version);
	return buf_text(&out);
}

const char *field_entry_print(struct arena *arena, const struct field_entry *entry)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s=%s=", entry->name, entry->initial);
	field_code_put(&out, entry->path);
	const char *printed = buf_copy(&out, arena);
	buf_finish(&out);
	return printed;
}

const char *field_record_print(struct arena *arena, const struct field_record *record)
{
	struct buf out;
	buf_init(&out, arena);
	buf_puts(&out, field_head_print(arena, record));
	for (size_t i = 0; i < record->count; i++)
		buf_printf(&out, " %s", field_entry_print(arena, &record->entries[i]));
	return buf_text(&out);
}

static bool parse_entry(
	struct arena *arena, const char *word, size_t length, struct field_entry *entry)
{
	enum { PATH_AT = FIELD_NAME_LENGTH + 1 + FIELD_HASH_LENGTH + 1 };
	const char *initial = word + FIELD_NAME_LENGTH + 1;
	if (length <= PATH_AT || !field_code_is_name(word, FIELD_NAME_LENGTH, "tuf") ||
		word[FIELD_NAME_LENGTH] != '=' || !field_code_is_hash(initial, FIELD_HASH_LENGTH) ||
		word[PATH_AT - 1] != '=')
		return false;
	entry->name = arena_strndup(arena, word, FIELD_NAME_LENGTH);
	entry->initial = arena_strndup(arena, initial, FIELD_HASH_LENGTH);
	entry->path = field_code_decode(arena, word + PATH_AT, length - PATH_AT);
	/* so an item has at most one field of a kind */
	return entry->path != NULL &&
	       strcmp(entry->name, field_name(arena, entry->path,
					   (enum field_kind)word[FIELD_NAME_LENGTH - 1])) == 0;
}

struct field_record *field_record_parse(struct arena *arena, const char *text)
{
	size_t length;
	const char *word = filled_next_word(&text, &length);
	if (length != strlen(record_format) || memcmp(word, record_format, length) != 0)
		return NULL;
	struct field_record *record = arena_alloc(arena, sizeof *record);
	word = filled_next_word(&text, &length);
	record->meeting = length > 0 ? field_code_decode(arena, word, length) : NULL;
	word = filled_next_word(&text, &length);
	record->version = arena_strndup(arena, word, length);
	if (record->meeting == NULL || length != FIELD_HASH_LENGTH)
		return NULL;
	while (word = filled_next_word(&text, &length), length > 0) {
		record->entries = arena_grow(arena, record->entries, record->count,
			&record->capacity, sizeof *record->entries);
		if (!parse_entry(arena, word, length, &record->entries[record->count++]))
			return NULL;
	}
	return record;
}
