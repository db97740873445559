#include "markup/internal.h"

#include "base/date.h"

#include <string.h>

/*
 * Lines, and what Markdown would make of them that nobody who writes Danish means. What is put in
 * a mark's place is no worse off in code, where the text is taken from what was typed.
 */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

struct line line_at(const struct buf *text, size_t offset)
{
	struct line line = {offset, offset, 0};

	while (line.end < text->length && text->data[line.end] != '\n' && text->data[line.end] != '\r')
		line.end++;
	line.next = line.end;
	if (line.next < text->length && text->data[line.next] == '\r')
		line.next++;
	if (line.next < text->length && text->data[line.next] == '\n')
		line.next++;
	return line;
}

size_t line_start(const struct buf *text, size_t offset)
{
	while (offset > 0 && text->data[offset - 1] != '\n' && text->data[offset - 1] != '\r')
		offset--;
	return offset;
}

size_t line_skip_quotes(const struct buf *text, size_t offset, size_t end)
{
	while (offset < end && (is_blank(text->data[offset]) || text->data[offset] == '>'))
		offset++;
	return offset;
}

static size_t skip_blanks(const struct buf *text, size_t offset, size_t end)
{
	while (offset < end && is_blank(text->data[offset]))
		offset++;
	return offset;
}

size_t line_skip_marker(const struct buf *text, size_t offset, size_t end)
{
	size_t after = offset;

	if (after < end && strchr("-+*", text->data[after])) {
		after++;
	} else {
		while (after < end && after - offset < 9 && is_digit(text->data[after]))
			after++;
		if (after == offset || after == end || !strchr(".)", text->data[after]))
			return offset;
		after++;
	}
	if (after < end && !is_blank(text->data[after]))
		return offset;
	return skip_blanks(text, after, end);
}

bool line_is_blank(const struct buf *text, struct line line)
{
	return line_skip_quotes(text, line.start, line.end) == line.end;
}

static size_t count_byte(const struct buf *text, size_t offset, size_t end, char byte)
{
	size_t count = 0;

	while (offset < end)
		count += text->data[offset++] == byte;
	return count;
}

bool fence_line(struct fence *fence, const struct buf *text, struct line line)
{
	size_t begin = line_skip_quotes(text, line.start, line.end);
	size_t quotes = count_byte(text, line.start, begin, '>');
	size_t run, after;

	if (fence->byte && begin < line.end
		&& (quotes < fence->quotes || begin - line.start < fence->indent))
		fence->byte = 0; /* what it stood in has ended */
	if (!fence->byte) {
		for (size_t next; (next = line_skip_marker(text, begin, line.end)) != begin;)
			begin = next;
	}
	if (begin == line.end)
		return fence->byte != 0;
	run = begin;
	while (run < line.end && text->data[run] == text->data[begin])
		run++;
	after = skip_blanks(text, run, line.end);
	if (fence->byte) {
		if (text->data[begin] == fence->byte && run - begin >= fence->length && after == line.end)
			fence->byte = 0;
		return true;
	}
	if (run - begin < 3 || (text->data[begin] != '`' && text->data[begin] != '~'))
		return false;
	if (text->data[begin] == '`' && memchr(text->data + run, '`', line.end - run))
		return false;
	fence->byte = text->data[begin];
	fence->length = run - begin;
	fence->quotes = quotes;
	/* Only behind a list marker is there anything that less indentation could end. */
	fence->indent = begin - line.start;
	if (line_skip_quotes(text, line.start, line.end) == begin)
		fence->indent = fence->indent < 4 ? 0 : 1;
	return true;
}

/* A line of a table as far as it shows on its face. */
struct row {
	size_t begin; /* past blanks and quotes */
	bool pipe;    /* holds a "|" */
	bool rule;    /* is a line of dashes between heading and rows */
};

static bool is_rule(const struct buf *text, size_t begin, size_t end)
{
	bool dash = false;

	for (size_t i = begin; i < end; i++) {
		if (!strchr("|:- \t", text->data[i]))
			return false;
		dash = dash || text->data[i] == '-';
	}
	return dash;
}

static struct row row_at(const struct buf *text, struct line line)
{
	struct row row = {line_skip_quotes(text, line.start, line.end), false, false};

	row.pipe = memchr(text->data + row.begin, '|', line.end - row.begin) != NULL;
	row.rule = row.pipe && is_rule(text, row.begin, line.end);
	return row;
}

/* The day of the month, "13" of "13. nov.", that a list item would be made of. */
static size_t date_digits(const struct buf *text, size_t offset, size_t end)
{
	size_t after = offset;

	if (date_danish_prefix(text->data + offset, end - offset) == 0)
		return 0;
	while (after < end && is_digit(text->data[after]))
		after++;
	return after < end && text->data[after] == '.' ? after - offset : 0;
}

/* True if the line is made of three or more of this byte and blanks. */
static bool is_thematic(const struct buf *text, size_t begin, size_t end, char byte)
{
	size_t count = count_byte(text, begin, end, byte);
	size_t blanks = count_byte(text, begin, end, ' ') + count_byte(text, begin, end, '\t');

	return count >= 3 && count + blanks == end - begin;
}

/* True if the line has a "-" as bullet right where column says, with text behind it. */
static bool is_dash_item(const struct buf *text, struct line line, size_t column)
{
	size_t begin = line_skip_quotes(text, line.start, line.end);

	return begin - line.start == column && begin < line.end && text->data[begin] == '-'
		&& line_skip_marker(text, begin, line.end) > begin;
}

/* A lone "-" between two bullets at its own place is an empty bullet; anywhere else a dash. */
static bool is_lone_dash(const struct buf *text, struct line before, struct line line, size_t at)
{
	size_t column = at - line.start;

	if (at == line.end || text->data[at] != '-' || skip_blanks(text, at + 1, line.end) != line.end)
		return false;
	if (is_thematic(text, line_skip_quotes(text, line.start, line.end), line.end, '-'))
		return false;
	return !(line.start > 0 && line.next < text->length && is_dash_item(text, before, column)
		&& is_dash_item(text, line_at(text, line.next), column));
}

/* Copies what begins a line, with a date or lone dash in it made safe; returns where it ends. */
static size_t rewrite_beginning(
	struct rewrite *rewrite, const struct buf *text, struct line before, struct line line)
{
	size_t at = line.start;

	for (;;) {
		size_t begin = line_skip_quotes(text, at, line.end);
		size_t digits = date_digits(text, begin, line.end);
		size_t after;

		rewrite_copy(rewrite, at, begin - at);
		if (digits > 0) {
			rewrite_copy(rewrite, begin, digits);
			rewrite_put(rewrite, begin + digits, (char)MARK_STOP, false);
			return begin + digits + 1;
		}
		if (is_lone_dash(text, before, line, begin)) {
			rewrite_put(rewrite, begin, (char)MARK_DASH, false);
			return begin + 1;
		}
		after = line_skip_marker(text, begin, line.end);
		rewrite_copy(rewrite, begin, after - begin);
		if (after == begin)
			return begin;
		at = after;
	}
}

/*
 * A single "~" is just that ("ca. ~5 mio."), and so is a pair with blanks on both sides. Fences
 * are longer.
 */
static size_t rewrite_tildes(struct rewrite *rewrite, const struct buf *text, struct line line,
	size_t at)
{
	size_t end = at;
	bool escaped = at > line.start && text->data[at - 1] == '\\';
	bool blank_before = at == line.start || is_blank(text->data[at - 1]);

	while (end < line.end && text->data[end] == '~')
		end++;
	if (escaped || end - at > 2
		|| (end - at == 2 && !(blank_before && (end == line.end || is_blank(text->data[end]))))) {
		rewrite_copy(rewrite, at, end - at);
		return end;
	}
	while (at < end)
		rewrite_put(rewrite, at++, (char)MARK_TILDE, false);
	return end;
}

/* An empty cell, "||", counts as a cell, and the heading says where it stands. */
static void rewrite_empty_cell(
	struct rewrite *rewrite, const struct buf *text, struct line line, struct row row, size_t at)
{
	bool follows = at + 1 < line.end && text->data[at + 1] == '|';
	bool first = at == row.begin
		&& count_byte(text, at, line.end, '|') + count_byte(text, at, line.end, ' ')
				+ count_byte(text, at, line.end, '\t')
			== line.end - at;

	if (follows || first)
		rewrite_put(rewrite, at + 1, (char)MARK_NOTHING, true);
}

static void rewrite_rest(struct rewrite *rewrite, const struct buf *text, struct line line,
	struct row row, size_t at)
{
	while (at < line.end) {
		size_t plain = at;

		while (plain < line.end && text->data[plain] != '~' && text->data[plain] != '|')
			plain++;
		rewrite_copy(rewrite, at, plain - at);
		at = plain;
		if (at < line.end && text->data[at] == '~') {
			at = rewrite_tildes(rewrite, text, line, at);
		} else if (at < line.end) {
			rewrite_copy(rewrite, at, 1);
			rewrite_empty_cell(rewrite, text, line, row, at);
			at++;
		}
	}
	rewrite_copy(rewrite, line.end, line.next - line.end);
}

/* md4c 0.4 wants three bytes of dashes and colons in every cell of this line. */
static void rewrite_rule(struct rewrite *rewrite, const struct buf *text, struct line line)
{
	size_t at = line.start;

	while (at < line.end) {
		size_t cell = at;

		while (cell < line.end && text->data[cell] != '-' && text->data[cell] != ':')
			cell++;
		rewrite_copy(rewrite, at, cell - at);
		at = cell;
		while (at < line.end && (text->data[at] == '-' || text->data[at] == ':'))
			at++;
		for (size_t i = cell; i < at; i++) {
			rewrite_copy(rewrite, i, 1);
			for (size_t missing = at - cell; text->data[i] == '-' && missing < 3; missing++)
				rewrite_put(rewrite, i + 1, '-', true);
			if (text->data[i] == '-') {
				rewrite_copy(rewrite, i + 1, at - i - 1);
				break;
			}
		}
	}
	rewrite_copy(rewrite, line.end, line.next - line.end);
}

/* What the lines before say about the present one. */
struct state {
	struct fence fence;
	bool in_table;
	struct line before;
	struct row row_before;
	bool blank_before;
};

/* True if the line is the heading of a table that begins right below a line of text: md4c sees a
 * table only at the beginning of a paragraph. */
static bool needs_gap(const struct buf *text, const struct state *state, struct line line,
	struct row row)
{
	struct line next;

	if (state->in_table || state->blank_before || !row.pipe || row.rule
		|| line.next >= text->length || row.begin - line.start > 3
		|| count_byte(text, line.start, row.begin, '>') > 0
		|| line_skip_marker(text, row.begin, line.end) != row.begin)
		return false;
	next = line_at(text, line.next);
	return row_at(text, next).rule && !state->row_before.pipe;
}

void line_rewrite(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before)
{
	const struct buf *text = &before->out;
	struct state state = {.blank_before = true};
	struct line line;

	rewrite_init(rewrite, arena, before);
	for (size_t offset = 0; offset < text->length; offset = line.next) {
		struct row row;
		bool blank;

		line = line_at(text, offset);
		row = row_at(text, line);
		blank = line_is_blank(text, line);
		if (fence_line(&state.fence, text, line)) {
			rewrite_copy(rewrite, line.start, line.next - line.start);
			blank = true;
			state.in_table = false;
			row.pipe = false;
		} else if (row.rule && !state.in_table && state.row_before.pipe) {
			rewrite_rule(rewrite, text, line);
			state.in_table = true;
		} else {
			if (needs_gap(text, &state, line, row))
				rewrite_put(rewrite, line.start, '\n', true);
			rewrite_rest(rewrite, text, line, row,
				rewrite_beginning(rewrite, text, state.before, line));
		}
		state.in_table = state.in_table && !blank;
		state.blank_before = blank;
		state.before = line;
		state.row_before = row;
	}
	/* md4c 0.4 looks behind the last line for its end here and there. */
	rewrite_put(rewrite, text->length, '\n', true);
}
