#include "base/report.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* A message longer than this loses its middle; what to do stands at its end. */
enum { LONGEST_MESSAGE = 800, KEPT_END = 300 };

struct entry {
	struct diagnostic diagnostic;
	size_t file_rank; /* order of the file's first mention */
};

struct report {
	struct arena *arena;
	struct buf scratch;
	struct entry *entries[REPORT_CAP]; /* in the order in which they are listed */
	size_t count;
	size_t files; /* ranks given so far */
	size_t dropped;
	size_t errors;
	size_t warnings;
	size_t system_errors;
	bool exhausted;
	struct diagnostic last; /* the only one once memory is exhausted */
};

struct report *report_create(struct arena *arena)
{
	struct report *report = arena_alloc(arena, sizeof *report);

	report->arena = arena;
	buf_init(&report->scratch, arena);
	return report;
}

/* Characters that move the cursor, hide text or turn it round; a line break is one of them. */
static bool is_harmful(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
	       (code_point >= 0x200E && code_point <= 0x200F) ||
	       (code_point >= 0x2028 && code_point <= 0x202E) ||
	       (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static bool is_harmless(const char *text, size_t length)
{
	for (size_t offset = 0; offset < length;) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text + offset, length - offset, &code_point);

		if (is_harmful(code_point) || (code_point == 0xFFFD && bytes == 1))
			return false;
		offset += bytes;
	}
	return true;
}

/* Appends text, each harmful character replaced by one other so that columns stay. */
static void put_harmless(struct buf *out, const char *text, size_t length)
{
	for (size_t offset = 0; offset < length;) {
		uint32_t code_point;

		offset += utf8_decode(text + offset, length - offset, &code_point);
		if (code_point == '\t' || code_point == '\n' || code_point == '\r')
			code_point = ' ';
		buf_put_utf8(out, is_harmful(code_point) ? 0xFFFD : code_point);
	}
}

/* The text itself where it is harmless; a harmless copy otherwise. */
static const char *make_harmless(struct arena *arena, const char *text)
{
	struct buf out;
	char *copy;

	if (text == NULL || is_harmless(text, strlen(text)))
		return text;
	buf_init(&out, arena);
	put_harmless(&out, text, strlen(text));
	copy = buf_copy(&out, arena);
	buf_finish(&out);
	return copy;
}

/* An offset at or before the given one that does not split a character. */
static size_t character_start(const char *text, size_t offset)
{
	while (offset > 0 && ((unsigned char)text[offset] & 0xC0) == 0x80)
		offset--;
	return offset;
}

/* Takes the middle out of a message that would fill the screen. */
static void shorten(struct buf *message)
{
	size_t begin;
	size_t end;
	struct buf whole;

	if (message->length <= LONGEST_MESSAGE)
		return;
	begin = character_start(message->data, LONGEST_MESSAGE - KEPT_END);
	end = character_start(message->data, message->length - KEPT_END);
	whole = *message;
	memmove(message->data + begin + 5, whole.data + end, whole.length - end);
	memcpy(message->data + begin, " \xE2\x80\xA6 ", 5);
	buf_truncate(message, begin + 5 + (whole.length - end));
}

/* The message in the scratch buffer: formatted, shortened, one harmless line. */
static const char *format_message(struct report *report, const char *format, va_list arguments)
{
	struct buf *scratch = &report->scratch;

	buf_truncate(scratch, 0);
	buf_vprintf(scratch, format, arguments);
	shorten(scratch);
	if (!is_harmless(scratch->data, scratch->length)) {
		size_t length = scratch->length;

		put_harmless(scratch, arena_strndup(report->arena, scratch->data, length), length);
		memmove(scratch->data, scratch->data + length, scratch->length - length);
		buf_truncate(scratch, scratch->length - length);
	}
	return buf_text(scratch);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->column == b->column && a->paragraph == b->paragraph &&
	       a->table == b->table && a->row == b->row && a->cell == b->cell &&
	       a->caret == b->caret && same_text(a->file, b->file) && same_text(a->part, b->part) &&
	       same_text(a->item, b->item);
}

static bool is_kept(const struct report *report, const struct diagnostic *diagnostic)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct diagnostic *kept = &report->entries[i]->diagnostic;

		/* The place first: numbers differ sooner than words. */
		if (kept->severity == diagnostic->severity &&
			same_place(&kept->place, &diagnostic->place) &&
			strcmp(kept->id, diagnostic->id) == 0 &&
			strcmp(kept->message, diagnostic->message) == 0)
			return true;
	}
	return false;
}

/* Drops the warning that is listed last, since an error needs its room. */
static bool drop_warning(struct report *report)
{
	for (size_t i = report->count; i-- > 0;) {
		if (report->entries[i]->diagnostic.severity != REPORT_WARNING)
			continue;
		memmove(&report->entries[i], &report->entries[i + 1],
			(report->count - i - 1) * sizeof *report->entries);
		report->count--;
		report->dropped++;
		return true;
	}
	return false;
}

static bool comes_before(const struct entry *a, const struct entry *b)
{
	const struct place *first = &a->diagnostic.place;
	const struct place *second = &b->diagnostic.place;

	if (a->file_rank != b->file_rank)
		return a->file_rank < b->file_rank;
	if (first->line == 0 || second->line == 0)
		return first->line != 0 && second->line == 0;
	if (first->line != second->line)
		return first->line < second->line;
	return first->column < second->column;
}

static size_t rank_file(struct report *report, const char *file)
{
	for (size_t i = 0; i < report->count; i++)
		if (same_text(report->entries[i]->diagnostic.place.file, file))
			return report->entries[i]->file_rank;
	return report->files++;
}

static const char *copy_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_strdup(arena, text);
}

static void keep_place(struct arena *arena, struct place *place)
{
	place->file = copy_text(arena, place->file);
	place->part = copy_text(arena, place->part);
	place->item = copy_text(arena, place->item);
	place->visible = copy_text(arena, make_harmless(arena, place->visible));
}

static void keep(struct report *report, const struct diagnostic *diagnostic)
{
	struct entry *entry;
	size_t at;

	if (report->count == REPORT_CAP &&
		(diagnostic->severity == REPORT_WARNING || !drop_warning(report))) {
		report->dropped++;
		return;
	}
	entry = arena_alloc(report->arena, sizeof *entry);
	entry->diagnostic = *diagnostic;
	entry->diagnostic.message = arena_strdup(report->arena, diagnostic->message);
	keep_place(report->arena, &entry->diagnostic.place);
	entry->file_rank = rank_file(report, diagnostic->place.file);
	for (at = report->count; at > 0 && comes_before(entry, report->entries[at - 1]); at--)
		report->entries[at] = report->entries[at - 1];
	report->entries[at] = entry;
	report->count++;
}

static void add(struct report *report, struct diagnostic diagnostic, const struct place *place,
	const char *format, va_list arguments)
{
	if (place != NULL)
		diagnostic.place = *place;
	diagnostic.place.file = make_harmless(report->arena, diagnostic.place.file);
	diagnostic.place.part = make_harmless(report->arena, diagnostic.place.part);
	diagnostic.place.item = make_harmless(report->arena, diagnostic.place.item);
	diagnostic.message = format_message(report, format, arguments);
	/* What is said again is counted again: a caller sees by the count that its call failed. */
	if (!is_kept(report, &diagnostic))
		keep(report, &diagnostic);
	if (diagnostic.severity == REPORT_WARNING)
		report->warnings++;
	else
		report->errors++;
	if (diagnostic.class == REPORT_SYSTEM)
		report->system_errors++;
}

void report_error(
	struct report *report, const struct place *place, const char *id, const char *format, ...)
{
	struct diagnostic diagnostic = {.severity = REPORT_ERROR, .class = REPORT_INPUT, .id = id};
	va_list arguments;

	va_start(arguments, format);
	add(report, diagnostic, place, format, arguments);
	va_end(arguments);
}

void report_system(
	struct report *report, const struct place *place, const char *id, const char *format, ...)
{
	struct diagnostic diagnostic = {.severity = REPORT_ERROR, .class = REPORT_SYSTEM, .id = id};
	va_list arguments;

	va_start(arguments, format);
	add(report, diagnostic, place, format, arguments);
	va_end(arguments);
}

void report_warning(
	struct report *report, const struct place *place, const char *id, const char *format, ...)
{
	struct diagnostic diagnostic = {
		.severity = REPORT_WARNING, .class = REPORT_INPUT, .id = id};
	va_list arguments;

	va_start(arguments, format);
	add(report, diagnostic, place, format, arguments);
	va_end(arguments);
}

void report_exhausted(struct report *report, enum arena_end reason)
{
	if (reason == ARENA_DONE || report->exhausted)
		return;
	report->exhausted = true;
	report->last.severity = REPORT_ERROR;
	if (reason == ARENA_NO_MEMORY) {
		report->last.class = REPORT_SYSTEM;
		report->last.id = "no-memory";
		report->last.message = tr("out of memory; close other programs and try again");
	} else {
		report->last.class = REPORT_INPUT;
		report->last.id = "memory-limit";
		report->last.message =
			tr("this takes more memory than is allowed; make the input smaller");
	}
}

size_t report_error_count(const struct report *report)
{
	return report->errors + (report->exhausted ? 1 : 0);
}

size_t report_warning_count(const struct report *report)
{
	return report->exhausted ? 0 : report->warnings;
}

bool report_failed(const struct report *report)
{
	return report_error_count(report) > 0;
}

bool report_system_failed(const struct report *report)
{
	return report->exhausted ? report->last.class == REPORT_SYSTEM : report->system_errors > 0;
}

size_t report_count(const struct report *report)
{
	return report->exhausted ? 1 : report->count;
}

const struct diagnostic *report_get(const struct report *report, size_t index)
{
	return report->exhausted ? &report->last : &report->entries[index]->diagnostic;
}

size_t report_dropped(const struct report *report)
{
	return report->exhausted ? 0 : report->dropped;
}

struct arena *report_arena(const struct report *report)
{
	return report->arena;
}
