#include "markup/internal.h"

#include <stdint.h>
#include <string.h>

/*
 * The last edit before md4c reads the text: Danish lines, and tables where md4c 0.4 does not see
 * what CommonMark's readers with tables agree on.
 */

/* A line of a table as far as it shows on its face. */
struct row {
	size_t begin; /* past blanks and quotes */
	bool pipe;    /* holds a "|" */
	bool rule;    /* is a line of dashes between heading and rows */
	size_t colon; /* what would make the line vanish as a link's definition, or SIZE_MAX */
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
	struct row row = {line_skip_quotes(text, line.start, line.end), false, false, SIZE_MAX};

	row.pipe = memchr(text->data + row.begin, '|', line.end - row.begin) != NULL;
	row.rule = row.pipe && is_rule(text, row.begin, line.end);
	return row;
}

/* An empty cell, "||", counts as a cell, and the heading says where it stands. */
static void rewrite_empty_cell(struct rewrite *rewrite, const struct buf *text, struct line line,
	struct row row, size_t at)
{
	bool follows = at + 1 < line.end && text->data[at + 1] == '|';
	bool first = at == row.begin && line_count(text, at, line.end, '|') +
							line_count(text, at, line.end, ' ') +
							line_count(text, at, line.end, '\t') ==
						line.end - at;

	if (follows || first)
		rewrite_put(rewrite, at + 1, (char)MARK_NOTHING, true);
}

static void rewrite_rest(struct rewrite *rewrite, const struct buf *text, struct line line,
	struct row row, size_t at)
{
	while (at < line.end) {
		size_t plain = at;

		while (plain < line.end && plain != row.colon &&
			strchr("*~|", text->data[plain]) == NULL)
			plain++;
		rewrite_copy(rewrite, at, plain - at);
		at = plain;
		if (at < line.end && at == row.colon) {
			rewrite_put(rewrite, at++, (char)MARK_COLON, false);
		} else if (at < line.end && text->data[at] == '~') {
			at = danish_tildes(rewrite, text, line, at);
		} else if (at < line.end && text->data[at] == '*') {
			at = danish_star(rewrite, text, line, at);
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
			for (size_t missing = at - cell; text->data[i] == '-' && missing < 3;
				missing++)
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

/* True if the line is no row of a table that it stands below. */
static bool begins_block(const struct buf *text, struct line line, size_t begin)
{
	size_t hashes = begin;

	if (!memchr(text->data + begin, '|', line.end - begin))
		return begin < line.end;
	while (hashes < line.end && text->data[hashes] == '#')
		hashes++;
	return hashes > begin && hashes - begin <= 6 && strchr(" \t", text->data[hashes]);
}

/*
 * True if an empty line belongs in front: md4c 0.4 sees a table only at the beginning of a
 * paragraph, and takes whatever stands right below one for its rows.
 */
static bool needs_gap(
	const struct buf *text, const struct state *state, struct line line, struct row row)
{
	if (state->in_table)
		return begins_block(text, line, row.begin);
	if (state->blank_before || state->row_before.pipe || !row.pipe || row.rule ||
		line.next >= text->length || row.begin - line.start > 3 ||
		line_skip_marker(text, row.begin, line.end) != row.begin)
		return false;
	return row_at(text, line_at(text, line.next)).rule;
}

static void put_gap(
	struct rewrite *rewrite, const struct buf *text, struct line line, struct row row)
{
	for (size_t i = line.start; i < row.begin; i++)
		rewrite_put(rewrite, line.start, text->data[i], true);
	rewrite_put(rewrite, line.start, '\n', true);
}

void repair_lines(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before)
{
	const struct buf *text = &before->out;
	struct definitions *definitions = definitions_find(arena, text);
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
			if (state.in_table)
				put_gap(rewrite, text, line, row);
			rewrite_copy(rewrite, line.start, line.next - line.start);
			blank = true;
			state.in_table = false;
			row.pipe = false;
		} else if (row.rule && !state.in_table && state.row_before.pipe) {
			rewrite_rule(rewrite, text, line);
			state.in_table = true;
		} else {
			if (needs_gap(text, &state, line, row)) {
				put_gap(rewrite, text, line, row);
				state.in_table = false;
			}
			row.colon = definitions_colon(definitions, arena, text, line);
			rewrite_rest(rewrite, text, line, row,
				danish_beginning(rewrite, text, state.before, line));
		}
		state.in_table = state.in_table && !blank;
		state.blank_before = blank;
		state.before = line;
		state.row_before = row;
	}
	/* md4c 0.4 looks behind the last line for its end here and there. */
	rewrite_put(rewrite, text->length, '\n', true);
}
