#include "template/document_template.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/run.h"

#include <string.h>

/* A template that is a file of text: HTML, Markdown, plain text, calendars, tables. */

/* The longest line that a message shows whole, in bytes. */
enum { VISIBLE_LINE = 160 };

struct text_file {
	struct arena *arena;
	enum document_kind kind;
	const char *path;
	const char *text;
	size_t length;
	size_t *lines; /* offsets at which they begin */
	size_t line_count, line_capacity;
	struct text_source source;
	struct text_template *template;
};

static void find_lines(struct text_file *file)
{
	const char *at = file->text, *end = file->text + file->length;
	while (at != NULL && at <= end) {
		file->lines = arena_grow(file->arena, file->lines, file->line_count,
			&file->line_capacity, sizeof *file->lines);
		file->lines[file->line_count++] = (size_t)(at - file->text);
		at = memchr(at, '\n', (size_t)(end - at));
		at = at == NULL ? NULL : at + 1;
	}
}

static size_t line_of(const struct text_file *file, size_t offset)
{
	size_t low = 0, high = file->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (file->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct place locate(void *user, size_t offset)
{
	const struct text_file *file = user;
	size_t line = line_of(file, offset);
	const char *begin = file->text + file->lines[line];
	size_t before = offset - file->lines[line];
	const char *end = memchr(begin, '\n', file->length - file->lines[line]);
	size_t length = end == NULL ? file->length - file->lines[line] : (size_t)(end - begin);
	struct place place = {.file = file->path,
		.line = (unsigned)line + 1,
		.column = (unsigned)utf8_length(begin, before) + 1};
	if (length <= VISIBLE_LINE) {
		char *visible = arena_strndup(file->arena, begin, length);
		for (size_t i = 0; i < length; i++)
			if ((unsigned char)visible[i] < ' ')
				visible[i] = ' ';
		place.visible = visible;
		place.caret = place.column;
	}
	return place;
}

struct text_file *text_file_compile(struct arena *arena, struct report *report,
	const struct file_bytes *bytes, enum document_kind kind)
{
	static const char byte_order_mark[] = "\xef\xbb\xbf";
	struct text_file *file = arena_alloc(arena, sizeof *file);
	*file = (struct text_file){.arena = arena,
		.kind = kind,
		.path = bytes->path,
		.text = bytes->data,
		.length = bytes->size};
	if (file->length >= 3 && memcmp(file->text, byte_order_mark, 3) == 0) {
		file->text += 3;
		file->length -= 3;
	}
	find_lines(file);
	size_t valid = utf8_valid(file->text, file->length);
	const char *nul = memchr(file->text, '\0', valid);
	if (nul != NULL)
		valid = (size_t)(nul - file->text);
	if (valid < file->length) {
		struct place place = {
			.file = file->path, .line = (unsigned)line_of(file, valid) + 1};
		place.column = (unsigned)utf8_length(file->text + file->lines[place.line - 1],
				       valid - file->lines[place.line - 1]) +
			       1;
		report_error(report, &place, "not-a-document",
			tr("this template is not text in UTF-8; save it as UTF-8"));
		return NULL;
	}
	file->source = (struct text_source){locate, file};
	file->template =
		text_template_compile(arena, report, file->text, file->length, true, &file->source);
	return file->template != NULL ? file : NULL;
}

enum document_kind text_file_kind(const struct text_file *file)
{
	return file->kind;
}

const struct block *text_file_program(const struct text_file *file)
{
	return text_template_program(file->template);
}

bool text_file_mentions(const struct text_file *file, const char *name)
{
	return text_template_mentions(file->template, name);
}

bool text_file_run(struct text_file *file, struct run *run, const struct output_settings *settings,
	struct file_bytes *bytes)
{
	struct buf *out = arena_alloc(run->arena, sizeof *out);
	buf_init(out, run->arena);
	run->values = text_output_create(run->arena, file->kind);
	text_output_main(run->values, out);
	if (!text_template_run_into(file->template, run, out))
		return false;
	/* Jinja drops the line break at the end of a template; a file of text has one. */
	if (file->length > 0 && file->text[file->length - 1] == '\n')
		buf_putc(out, '\n');
	text_output_stamp(out, file->kind, settings->stamp);
	*bytes = (struct file_bytes){file->path, buf_text(out), out->length};
	return true;
}
