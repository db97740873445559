#include "io/yaml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* Line breaks as libyaml counts them: LF, CR, CR LF. The others are refused before. */
size_t yaml_break_length(const char *at, const char *end)
{
	if (*at == '\r')
		return at + 1 < end && at[1] == '\n' ? 2 : 1;
	return *at == '\n';
}

/* Where the next line begins, or NULL. */
static const char *next_line(const char *at, const char *end)
{
	while ((at += utf8_printable(at, (size_t)(end - at))) < end) {
		size_t length = yaml_break_length(at, end);

		if (length > 0)
			return at + length;
		at++;
	}
	return NULL;
}

static void find_lines(struct arena *arena, struct yaml_source *source)
{
	const char *end = source->text + source->length;
	size_t count = 1;
	uint32_t *lines;

	for (const char *at = source->text; (at = next_line(at, end)) != NULL;)
		count++;
	lines = arena_array(arena, count, sizeof(*lines));
	source->lines = lines;
	source->line_count = count;
	for (const char *at = source->text; (at = next_line(at, end)) != NULL;)
		*++lines = (uint32_t)(at - source->text);
}

const char *yaml_line(const struct yaml_source *source, unsigned line, size_t *length)
{
	size_t begin;
	size_t end;

	if (line == 0 || line > source->line_count) {
		*length = 0;
		return "";
	}
	begin = source->lines[line - 1];
	end = line < source->line_count ? source->lines[line] : source->length;
	while (end > begin && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r'))
		end--;
	*length = end - begin;
	return source->text + begin;
}

size_t yaml_offset(struct yaml_input *input, unsigned line, unsigned column)
{
	const struct yaml_source *source = input->source;
	size_t length;
	const char *text = yaml_line(source, line, &length);
	size_t begin = (size_t)(text - source->text);
	size_t at = begin;
	unsigned reached = 1;

	if (line > source->line_count)
		return source->length;
	if (input->cursor.line == line && input->cursor.column / 2 < column) {
		at = input->cursor.offset;
		reached = input->cursor.column;
	}
	for (; reached < column && at < begin + length; reached++) {
		do
			at++;
		while (at < begin + length && (source->text[at] & 0xc0) == 0x80);
	}
	for (; reached > column && at > begin; reached--) {
		do
			at--;
		while (at > begin && (source->text[at] & 0xc0) == 0x80);
	}
	input->cursor.line = line;
	input->cursor.column = reached;
	input->cursor.offset = at;
	return at;
}

static struct place place_of_offset(const struct yaml_source *source, size_t offset)
{
	size_t begin = 0;
	size_t end = source->line_count;

	while (end - begin > 1) {
		size_t middle = begin + (end - begin) / 2;

		if (source->lines[middle] <= offset)
			begin = middle;
		else
			end = middle;
	}
	return (struct place){.file = source->file,
		.line = (unsigned)begin + 1,
		.column = (unsigned)utf8_length(source->text + source->lines[begin],
				  offset - source->lines[begin]) +
			  1};
}

/*
 * How many bytes at text are a character that may not stand in a file, 0 if it may: control
 * characters and what YAML or editors would take for a line break or not show at all.
 */
static size_t forbidden(const unsigned char *at, size_t left)
{
	if (*at < 0x20)
		return *at != '\t' && *at != '\n' && *at != '\r';
	if (*at < 0x7f)
		return 0;
	if (*at == 0x7f)
		return 1;
	if (*at == 0xc2 && left >= 2 && at[1] < 0xa0)
		return 2;
	if (*at == 0xe2 && left >= 3 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9))
		return 3;
	if (*at == 0xef && left >= 3 &&
		((at[1] == 0xbb && at[2] == 0xbf) || (at[1] == 0xbf && at[2] >= 0xbe)))
		return 3;
	return 0;
}

static void report_forbidden(struct yaml_input *input, size_t at)
{
	struct place place = place_of_offset(input->source, at);
	uint32_t code_point;

	utf8_decode(input->source->text + at, input->source->length - at, &code_point);
	report_error(input->report, &place, "control-character",
		tr("the text holds the invisible character U+%04X; delete it"),
		(unsigned)code_point);
}

/* Reports each forbidden character and gives the parser a space in its place. */
static void replace_forbidden(struct yaml_input *input)
{
	const char *text = input->source->text;
	size_t length = input->source->length;
	size_t kept = 0;
	unsigned count = 0;
	struct buf copy;

	buf_init(&copy, input->arena);
	for (size_t at = 0; (at += utf8_printable(text + at, length - at)) < length;) {
		size_t bytes = forbidden((const unsigned char *)text + at, length - at);

		if (bytes == 0) {
			at++;
			continue;
		}
		buf_append(&copy, text + kept, at - kept);
		buf_putc(&copy, ' ');
		/* Finding the place takes time that only the first ones are worth. */
		if (count++ < REPORT_CAP)
			report_forbidden(input, at);
		at += bytes;
		kept = at;
	}
	if (count == 0)
		return;
	buf_append(&copy, text + kept, length - kept);
	input->text = buf_text(&copy);
	input->length = copy.length;
}

static void report_encoding(struct yaml_input *input, size_t valid)
{
	const struct yaml_source *source = input->source;
	struct place place = place_of_offset(source, valid);
	bool utf16 = source->length >= 2 && (memcmp(source->text, "\xff\xfe", 2) == 0 ||
						    memcmp(source->text, "\xfe\xff", 2) == 0);

	report_error(input->report, &place, "bad-utf8",
		utf16 ? tr("the file is in UTF-16; save it as UTF-8")
		      : tr("the file is not in UTF-8 from here on; save it as UTF-8"));
}

bool yaml_source_prepare(struct yaml_input *input, const struct file_bytes *bytes)
{
	struct yaml_source *source = arena_alloc(input->arena, sizeof(*source));
	bool mark = bytes->size >= 3 && memcmp(bytes->data, "\xef\xbb\xbf", 3) == 0;
	struct place whole = {.file = bytes->path};
	size_t valid;

	input->source = source;
	source->file = bytes->path;
	source->text = bytes->data + (mark ? 3 : 0);
	source->length = bytes->size - (mark ? 3 : 0);
	if (source->length > FILE_LIMIT_YAML) {
		report_error(input->report, &whole, "yaml-limit",
			tr("the file is too large; at most %d MB are read"),
			FILE_LIMIT_YAML / (1024 * 1024));
		return false;
	}
	find_lines(input->arena, source);
	input->text = source->text;
	input->length = source->length;
	valid = utf8_valid(source->text, source->length);
	if (valid != source->length) {
		report_encoding(input, valid);
		return false;
	}
	replace_forbidden(input);
	return true;
}

bool yaml_looks_like_key(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t code_point;

		at += utf8_decode(text + at, length - at, &code_point);
		if (code_point != '_' && code_point != '-' &&
			!(code_point >= '0' && code_point <= '9') &&
			(!utf8_is_letter(code_point) || utf8_to_lower(code_point) != code_point))
			return false;
	}
	return length > 0;
}

bool yaml_begins_with_dash(const char *text, size_t length)
{
	uint32_t code_point;

	if (length < 2 || *text != '-')
		return false;
	utf8_decode(text + 1, length - 1, &code_point);
	return utf8_is_letter(code_point);
}

bool yaml_is_blank_at(const char *text, size_t length, size_t at)
{
	return at >= length || text[at] == ' ' || text[at] == '\t';
}

static size_t skip_blanks(const char *text, size_t length, size_t at)
{
	while (at < length && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* Where the key at begin ends (at its colon), or length. */
static size_t find_colon(const char *text, size_t length, size_t begin)
{
	size_t at = begin;

	if (at < length && (text[at] == '"' || text[at] == '\'')) {
		const char *closing = memchr(text + at + 1, text[at], length - at - 1);

		at = closing ? skip_blanks(text, length, (size_t)(closing - text) + 1) : length;
		return at < length && text[at] == ':' && yaml_is_blank_at(text, length, at + 1)
			       ? at
			       : length;
	}
	if (at < length && strchr("[]{}#|>@`%,&*!", text[at]) != NULL)
		return length;
	while (at < length && !(text[at] == ':' && yaml_is_blank_at(text, length, at + 1)))
		at++;
	return at;
}

struct yaml_line_parts yaml_line_split(const char *text, size_t length)
{
	struct yaml_line_parts parts = {.text = text};
	size_t colon;

	parts.indent = skip_blanks(text, length, 0);
	for (size_t at = parts.indent + 1; at + 1 < length; at++) {
		/* A '#' with a blank on both sides begins a comment in any case. */
		if (text[at] == '#' && text[at + 1] == ' ' &&
			(text[at - 1] == ' ' || text[at - 1] == '\t'))
			length = at;
	}
	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	parts.length = length;
	if (parts.indent > length)
		parts.indent = length;
	parts.content = parts.indent;
	while (parts.content < length && text[parts.content] == '-' &&
		yaml_is_blank_at(text, length, parts.content + 1)) {
		size_t next = skip_blanks(text, length, parts.content + 1);

		/* A dash as the last thing is a value of its own. */
		if (next == length && parts.dash)
			break;
		parts.dash = true;
		parts.content = next;
	}
	parts.value = parts.content;
	colon = find_colon(text, length, parts.content);
	if (colon < length && colon > parts.content) {
		parts.key = true;
		parts.key_length = colon - parts.content;
		while (parts.key_length > 0 && text[parts.content + parts.key_length - 1] == ' ')
			parts.key_length--;
		parts.value = skip_blanks(text, length, colon + 1);
	}
	return parts;
}
