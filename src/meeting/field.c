#include "meeting/field.h"

#include "base/buf.h"
#include "document/names.h"
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
	uint64_t hash = names_hash(NAMES_HASH_SEED, path, strlen(path));
	return arena_printf(arena, "%012llx%c",
		(unsigned long long)((hash ^ hash >> 48) & UINT64_C(0xffffffffffff)), (char)kind);
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

static bool is_plain(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z') || (byte != '\0' && strchr("-._~/", byte) != NULL);
}

static void put_encoded(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (is_plain(byte))
			buf_putc(out, *text);
		else
			buf_printf(out, "%%%02X", (unsigned)byte);
	}
}

const char *field_head_print(struct arena *arena, const struct field_record *record)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s ", record_format);
	put_encoded(&out, record->meeting);
	buf_printf(&out, " %s", record->version);
	return buf_text(&out);
}

const char *field_entry_print(struct arena *arena, const struct field_entry *entry)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s=%s=", entry->name, entry->initial);
	put_encoded(&out, entry->path);
	return buf_text(&out);
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

static int hex_value(char digit)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	const char *found = digit != '\0' ? strchr(digits, digit) : NULL;
	if (found == NULL)
		return -1;
	return found - digits < 16 ? (int)(found - digits) : (int)(found - digits) - 6;
}

/* NULL for what put_encoded() never writes. */
static const char *decode(struct arena *arena, const char *text, size_t length)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < length; i++) {
		if (is_plain((unsigned char)text[i])) {
			buf_putc(&out, text[i]);
			continue;
		}
		int high = text[i] == '%' && length - i > 2 ? hex_value(text[i + 1]) : -1;
		int low = high >= 0 ? hex_value(text[i + 2]) : -1;
		if (low < 0 || high * 16 + low == 0)
			return NULL;
		buf_putc(&out, (char)(unsigned char)(high * 16 + low));
		i += 2;
	}
	return buf_text(&out);
}

/* The next word of a text; length is 0 at its end. */
static const char *next_word(const char **text, size_t *length)
{
	const char *word = *text + strspn(*text, " \t\r\n");
	*length = strcspn(word, " \t\r\n");
	*text = word + *length;
	return word;
}

static bool all_in(const char *text, size_t length, const char *set)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\0' || strchr(set, text[i]) == NULL)
			return false;
	return true;
}

static bool parse_entry(
	struct arena *arena, const char *word, size_t length, struct field_entry *entry)
{
	static const char digits[] = "0123456789abcdef";
	enum { PATH_AT = FIELD_NAME_LENGTH + 1 + FIELD_HASH_LENGTH + 1 };
	const char *initial = word + FIELD_NAME_LENGTH + 1;
	if (length <= PATH_AT || !all_in(word, FIELD_NAME_LENGTH - 1, digits) ||
		!all_in(word + FIELD_NAME_LENGTH - 1, 1, "tuf") || word[FIELD_NAME_LENGTH] != '=' ||
		!all_in(initial, FIELD_HASH_LENGTH, digits) || word[PATH_AT - 1] != '=')
		return false;
	entry->name = arena_strndup(arena, word, FIELD_NAME_LENGTH);
	entry->initial = arena_strndup(arena, initial, FIELD_HASH_LENGTH);
	entry->path = decode(arena, word + PATH_AT, length - PATH_AT);
	return entry->path != NULL;
}

struct field_record *field_record_parse(struct arena *arena, const char *text)
{
	size_t length;
	const char *word = next_word(&text, &length);
	if (length != strlen(record_format) || memcmp(word, record_format, length) != 0)
		return NULL;
	struct field_record *record = arena_alloc(arena, sizeof *record);
	word = next_word(&text, &length);
	record->meeting = length > 0 ? decode(arena, word, length) : NULL;
	word = next_word(&text, &length);
	record->version = arena_strndup(arena, word, length);
	if (record->meeting == NULL || length != FIELD_HASH_LENGTH)
		return NULL;
	while (word = next_word(&text, &length), length > 0) {
		record->entries = arena_grow(arena, record->entries, record->count,
			&record->capacity, sizeof *record->entries);
		if (!parse_entry(arena, word, length, &record->entries[record->count++]))
			return NULL;
	}
	return record;
}
