#include "document/text_stamp.h"

#include "document/output.h"
#include "document/text_output.h"

#include <stdio.h>
#include <string.h>

/* The stamp of documents that are no archives: HTML, flat ODT and PDF. */

static const char html_begin[] = "<meta name=\"referent\" content=\"";
static const char pdf_begin[] = "%referent ", pdf_trailer_end[] = "startxref";

/* The offset of a tag's first occurrence, case apart, or SIZE_MAX. */
static size_t find_tag(const char *bytes, size_t length, const char *tag)
{
	size_t tag_length = strlen(tag);
	for (size_t i = 0; i + tag_length <= length; i++) {
		const char *next = memchr(bytes + i, '<', length - i);
		if (next == NULL)
			return SIZE_MAX;
		i = (size_t)(next - bytes);
		if (i + tag_length <= length && strncasecmp(next, tag, tag_length) == 0)
			return i;
	}
	return SIZE_MAX;
}

void text_stamp_fill(char *bytes, size_t length, size_t digits)
{
	uint64_t hash = NAMES_HASH_SEED;
	char text[STAMP_HASH_LENGTH + 1];
	stamp_own_part(&hash, bytes, length, digits);
	snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
	memcpy(bytes + digits, text, STAMP_HASH_LENGTH);
}

void text_output_stamp(struct buf *out, enum document_kind kind, const char *words)
{
	if (kind != DOCUMENT_HTML || words == NULL || out->length == 0)
		return;
	size_t at = find_tag(out->data, out->length, "</head");
	if (at == SIZE_MAX)
		return;
	struct buf stamp;
	buf_init(&stamp, out->arena);
	buf_puts(&stamp, html_begin);
	html_escape(&stamp, words, strlen(words));
	buf_putc(&stamp, ' ');
	size_t digits = at + stamp.length;
	buf_puts(&stamp, STAMP_BLANK "\">\n");
	buf_insert(out, at, stamp.data, stamp.length);
	text_stamp_fill(out->data, out->length, digits);
}

/* The last place of a word in a text, or SIZE_MAX. */
static size_t find_last(const char *bytes, size_t length, const char *word)
{
	size_t word_length = strlen(word);
	for (size_t end = length; end >= word_length; end--) {
		const char *first = memrchr(bytes, word[0], end - word_length + 1);
		if (first == NULL)
			return SIZE_MAX;
		end = (size_t)(first - bytes) + word_length;
		if (memcmp(first, word, word_length) == 0)
			return (size_t)(first - bytes);
	}
	return SIZE_MAX;
}

void document_stamp_pdf(struct arena *arena, struct file_bytes *pdf, const char *words)
{
	size_t at = find_last(pdf->data, pdf->size, pdf_trailer_end);
	if (at == SIZE_MAX)
		return;
	struct buf out;
	buf_init(&out, arena);
	buf_append(&out, pdf->data, at);
	buf_printf(&out, "%s%s ", pdf_begin, words);
	size_t digits = out.length;
	buf_puts(&out, STAMP_BLANK "\n");
	buf_append(&out, pdf->data + at, pdf->size - at);
	text_stamp_fill(out.data, out.length, digits);
	pdf->data = out.data;
	pdf->size = out.length;
}

/* The words and digits between two offsets. */
static bool take_apart(struct bytes text, size_t from, size_t to, struct stamp_value *value)
{
	size_t length = to - from;
	if (length < STAMP_HASH_LENGTH + 1 || text.data[to - STAMP_HASH_LENGTH - 1] != ' ')
		return false;
	*value = (struct stamp_value){from, length - STAMP_HASH_LENGTH - 1, to - STAMP_HASH_LENGTH};
	return true;
}

static bool find_in_html(struct bytes text, struct stamp_value *value)
{
	size_t head = find_tag(text.data, text.length, "</head");
	if (head == SIZE_MAX)
		return false;
	/* the last one in the head is ours: it was put in behind all others */
	const char *found = NULL;
	for (const char *at = text.data; (at = memmem(at, head - (size_t)(at - text.data),
						  html_begin, sizeof html_begin - 1)) != NULL;
		at++)
		found = at;
	if (found == NULL)
		return false;
	size_t from = (size_t)(found - text.data) + sizeof html_begin - 1;
	const char *end = memchr(text.data + from, '"', head - from);
	return end != NULL && take_apart(text, from, (size_t)(end - text.data), value);
}

static bool find_in_pdf(struct bytes text, struct stamp_value *value)
{
	size_t found = find_last(text.data, text.length, pdf_begin);
	if (found == SIZE_MAX)
		return false;
	size_t from = found + strlen(pdf_begin);
	const char *end = memchr(text.data + from, '\n', text.length - from);
	return end != NULL && take_apart(text, from, (size_t)(end - text.data), value);
}

static bool find_value(struct bytes text, struct stamp_value *value)
{
	if (text.length >= 5 && memcmp(text.data, "%PDF-", 5) == 0)
		return find_in_pdf(text, value);
	if (find_tag(text.data, text.length, "<office:document ") != SIZE_MAX)
		return stamp_find(text, value);
	return find_in_html(text, value);
}

bool text_read_stamp(
	struct arena *arena, const struct file_bytes *bytes, struct document_stamp *stamp)
{
	struct bytes text = {bytes->data, bytes->size};
	struct stamp_value value;
	if (!find_value(text, &value))
		return false;
	stamp->words = arena_strndup(arena, text.data + value.words, value.words_length);
	stamp->changed = true;
	if (value.digits != SIZE_MAX) {
		uint64_t hash = NAMES_HASH_SEED;
		char digits[STAMP_HASH_LENGTH + 1];
		stamp_own_part(&hash, text.data, text.length, value.digits);
		snprintf(digits, sizeof digits, "%016llx", (unsigned long long)hash);
		stamp->changed = memcmp(digits, text.data + value.digits, STAMP_HASH_LENGTH) != 0;
	}
	return true;
}
