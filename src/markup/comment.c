#include "markup/internal.h"

#include <string.h>

/*
 * HTML comments vanish. They are found in the text as it runs, blank lines included, unlike in
 * HTML blocks of CommonMark (0.31, 4.6 and 6.6), where a comment would end or begin a paragraph.
 */

enum { LONGEST_CODE_MARK = 32 }; /* as md4c has it */

struct scan {
	struct rewrite *rewrite;
	const struct buf *text;
	size_t copied; /* everything before this has been dealt with */
	struct fence fence;
	bool in_paragraph;
	bool no_more; /* no "-->" comes any more */
	/* Whether the present paragraph is known to hold no further code mark of this length. */
	bool unclosed[LONGEST_CODE_MARK + 1];
};

static bool starts_comment(const struct buf *text, size_t at)
{
	return text->length - at >= 4 && memcmp(text->data + at, "<!--", 4) == 0;
}

/* Where the comment at this offset ends, or 0. Its dashes may overlap, as in "<!-->". */
static size_t comment_end(struct scan *scan, size_t at)
{
	const char *from = scan->text->data + at + 2;
	const char *end;

	if (scan->no_more)
		return 0;
	end = memmem(from, scan->text->length - at - 2, "-->", 3);
	scan->no_more = end == NULL;
	return end ? (size_t)(end - scan->text->data) + 3 : 0;
}

/* Behind the code span that the backticks at this offset begin, or behind them. */
static size_t code_end(struct scan *scan, size_t at)
{
	const struct buf *text = scan->text;
	size_t opened = at, length, run;
	bool line_empty = false;

	while (opened < text->length && text->data[opened] == '`')
		opened++;
	length = opened - at;
	if (length > LONGEST_CODE_MARK || scan->unclosed[length])
		return opened;
	for (size_t i = opened; i < text->length; i = run) {
		run = i + 1;
		if (text->data[i] == '\n') {
			if (line_empty)
				break;
			line_empty = true;
		} else if (text->data[i] == '`') {
			while (run < text->length && text->data[run] == '`')
				run++;
			if (run - i == length)
				return run;
			line_empty = false;
		} else if (!strchr(" \t\r>", text->data[i])) {
			line_empty = false;
		}
	}
	scan->unclosed[length] = true;
	return opened;
}

static size_t skip_blanks(const struct buf *text, size_t at)
{
	while (at < text->length && (text->data[at] == ' ' || text->data[at] == '\t'))
		at++;
	return at;
}

/* Leaves out the comment from at to end, and its whole lines where nothing else stands there. */
static size_t remove_comment(struct scan *scan, size_t at, size_t end)
{
	const struct buf *text = scan->text;
	size_t start = line_start(text, at);
	size_t after = skip_blanks(text, end);
	bool first = start >= scan->copied && skip_blanks(text, start) == at;

	while (first && starts_comment(text, after) && comment_end(scan, after) > 0) {
		end = comment_end(scan, after);
		after = skip_blanks(text, end);
	}
	if (first && after < text->length && strchr("\r\n", text->data[after])) {
		after = line_at(text, after).next;
		at = start;
	} else if (first && after == text->length) {
		at = start;
	} else if (!first) {
		after = end;
	}
	if (at > scan->copied)
		rewrite_copy(scan->rewrite, scan->copied, at - scan->copied);
	scan->copied = after;
	return after;
}

/* One line of text; returns where the next one begins, which may be behind a long comment. */
static size_t scan_line(struct scan *scan, struct line line)
{
	const struct buf *text = scan->text;

	for (size_t at = line.start; at < line.end;) {
		if (text->data[at] == '\\') {
			at += 2;
		} else if (text->data[at] == '`') {
			at = code_end(scan, at);
			if (at > line.end)
				line = line_at(text, at);
		} else if (text->data[at] == '<' && starts_comment(text, at)) {
			size_t end = comment_end(scan, at);

			if (end > 0) {
				at = remove_comment(scan, at, end);
				if (at > line.end)
					return at;
			} else {
				at += 4;
			}
		} else {
			at++;
		}
	}
	return line.next;
}

/* Four blanks make code unless a paragraph or list runs on; the text of a list is indented too. */
static bool is_indented_code(const struct scan *scan, struct line line, bool in_list)
{
	size_t columns = 0;

	for (size_t at = line.start; at < line.end && columns < 4; at++) {
		if (scan->text->data[at] == '\t')
			columns = 4;
		else if (scan->text->data[at] == ' ')
			columns++;
		else
			break;
	}
	return columns >= 4 && !scan->in_paragraph && !in_list;
}

void comment_remove(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before)
{
	const struct buf *text = &before->out;
	struct scan scan = {.rewrite = rewrite, .text = text};
	bool in_list = false;
	size_t next;

	rewrite_init(rewrite, arena, before);
	for (size_t at = 0; at < text->length; at = next) {
		struct line line = line_at(text, at);
		size_t begin = line_skip_quotes(text, line.start, line.end);

		next = line.next;
		if (fence_line(&scan.fence, text, line)) {
			scan.in_paragraph = false;
		} else if (begin == line.end) {
			scan.in_paragraph = false;
			memset(scan.unclosed, 0, sizeof(scan.unclosed));
		} else if (!is_indented_code(&scan, line, in_list)) {
			if (line_skip_marker(text, begin, line.end) != begin)
				in_list = true;
			else if (begin == line.start && !scan.in_paragraph)
				in_list = false;
			scan.in_paragraph = true;
			next = scan_line(&scan, line);
		}
	}
	rewrite_copy(rewrite, scan.copied, text->length - scan.copied);
}
