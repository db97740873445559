#include "markup/internal.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * A line "[label]: address" prints nothing where Markdown takes it for a link's definition. Who
 * means one gives it the address of a site and refers to it; anything else is text.
 */

enum { MAX_LABEL = 999 };

struct label {
	const char *bytes; /* case and blanks made alike */
	size_t length;
	bool defined;
};

struct definitions {
	struct label *labels; /* what stands in brackets and refers to something, sorted */
	size_t count, capacity;
};

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The line's first byte behind quotes and list markers. */
static size_t text_begin(const struct buf *text, struct line line)
{
	size_t begin = line.start, after = line.start;

	do {
		begin = line_skip_quotes(text, after, line.end);
		after = line_skip_marker(text, begin, line.end);
	} while (after > begin);
	return begin;
}

/* The "]" of the label that begins at offset, or end. */
static size_t label_end(const struct buf *text, size_t offset, size_t end)
{
	while (offset < end && text->data[offset] != ']')
		offset += text->data[offset] == '\\' && offset + 1 < end ? 2 : 1;
	return offset < end ? offset : end;
}

/* True if the address of a site begins there. */
static bool is_site(const struct buf *text, size_t offset, size_t end)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};

	offset = line_skip_blanks(text, offset, end);
	offset += offset < end && text->data[offset] == '<';
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (end - offset > strlen(schemes[i]) &&
			memcmp(text->data + offset, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static struct label make_label(struct arena *arena, const struct buf *text, size_t at, size_t end)
{
	struct buf out;
	bool blank = false;

	buf_init(&out, arena);
	while (at < end) {
		char bytes[4];
		uint32_t letter = 0;

		if (is_space(text->data[at])) {
			blank = out.length > 0;
			/* A quotation goes on in the next line. */
			at = text->data[at] == '\n' ? line_skip_quotes(text, at + 1, end) : at + 1;
			continue;
		}
		if (blank)
			buf_putc(&out, ' ');
		blank = false;
		if ((unsigned char)text->data[at] >= MARK_FIRST) {
			buf_putc(&out, text->data[at++]);
			continue;
		}
		at += utf8_decode(text->data + at, end - at, &letter);
		buf_append(&out, bytes, utf8_encode(utf8_to_lower(utf8_to_upper(letter)), bytes));
	}
	return (struct label){.bytes = buf_text(&out), .length = out.length};
}

static int compare_labels(const void *left, const void *right)
{
	const struct label *a = left, *b = right;
	int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);

	if (order != 0)
		return order;
	return (a->length > b->length) - (a->length < b->length);
}

/* True unless something else says where the brackets lead: "[a](b)", "[a][b]", "[a]: https://b". */
static bool is_reference(const struct buf *text, size_t open, size_t close, bool first)
{
	const char *behind = text->data + close + 1;
	size_t left = text->length - close - 1;

	if (close - open - 1 > MAX_LABEL)
		return false;
	if (left == 0)
		return true;
	if (*behind == '(' || (*behind == '[' && left > 1 && behind[1] != ']'))
		return false;
	return !first || *behind != ':' || !is_site(text, close + 2, line_at(text, close).end);
}

static void add_label(struct definitions *definitions, struct label label, struct arena *arena)
{
	definitions->labels = arena_grow(arena, definitions->labels, definitions->count,
		&definitions->capacity, sizeof(*definitions->labels));
	definitions->labels[definitions->count++] = label;
}

struct definitions *definitions_find(struct arena *arena, const struct buf *text)
{
	struct definitions *definitions = arena_alloc(arena, sizeof(*definitions));
	struct line line = line_at(text, 0);
	size_t begin = text_begin(text, line), open = SIZE_MAX;
	bool first = false;

	for (size_t i = 0; i < text->length; i++) {
		while (i >= line.next) {
			line = line_at(text, line.next);
			begin = text_begin(text, line);
		}
		if (text->data[i] == '\\') {
			i++;
		} else if (text->data[i] == '[') {
			open = i;
			first = i == begin;
		} else if (text->data[i] == ']' && open != SIZE_MAX) {
			if (is_reference(text, open, i, first))
				add_label(definitions, make_label(arena, text, open + 1, i), arena);
			open = SIZE_MAX;
		}
	}
	if (definitions->count > 1)
		qsort(definitions->labels, definitions->count, sizeof(*definitions->labels),
			compare_labels);
	return definitions;
}

/* True for the first definition of what the text refers to. */
static bool is_wanted(struct definitions *definitions, struct label label)
{
	size_t low = 0, high = definitions->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_labels(&definitions->labels[middle], &label) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == definitions->count || compare_labels(&definitions->labels[low], &label) != 0 ||
		definitions->labels[low].defined)
		return false;
	definitions->labels[low].defined = true;
	return true;
}

size_t definitions_colon(struct definitions *definitions, struct arena *arena,
	const struct buf *text, struct line line)
{
	size_t begin = text_begin(text, line);
	bool opens = begin < line.end && text->data[begin] == '[';
	size_t close = label_end(text, begin, line.end);

	if (close + 1 >= line.end || text->data[close + 1] != ':')
		return SIZE_MAX;
	/* The label of a definition stands on one line. */
	if (!opens && memchr(text->data + begin, '[', close - begin) != NULL)
		return SIZE_MAX;
	if (opens && close - begin - 1 <= MAX_LABEL && is_site(text, close + 2, line.end) &&
		is_wanted(definitions, make_label(arena, text, begin + 1, close)))
		return SIZE_MAX;
	return close + 1;
}
