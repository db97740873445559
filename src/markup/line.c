#include "markup/internal.h"

#include <string.h>

/* Lines and what begins them: quotes, list markers, fences. */

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

	while (line.end < text->length && text->data[line.end] != '\n' &&
		text->data[line.end] != '\r')
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

size_t line_skip_blanks(const struct buf *text, size_t offset, size_t end)
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
	return line_skip_blanks(text, after, end);
}

bool line_is_blank(const struct buf *text, struct line line)
{
	return line_skip_quotes(text, line.start, line.end) == line.end;
}

size_t line_count(const struct buf *text, size_t offset, size_t end, char byte)
{
	size_t count = 0;

	while (offset < end)
		count += text->data[offset++] == byte;
	return count;
}

bool fence_line(struct fence *fence, const struct buf *text, struct line line)
{
	size_t begin = line_skip_quotes(text, line.start, line.end);
	size_t quotes = line_count(text, line.start, begin, '>');
	size_t run, after;

	if (fence->byte && begin < line.end &&
		(quotes < fence->quotes || begin - line.start < fence->indent))
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
	after = line_skip_blanks(text, run, line.end);
	if (fence->byte) {
		if (text->data[begin] == fence->byte && run - begin >= fence->length &&
			after == line.end)
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
