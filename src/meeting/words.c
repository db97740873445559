#include "meeting/words.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

/* Reads the word that begins at offset. */
static struct word read_word(struct arena *arena, const char *text, size_t length, size_t offset)
{
	struct word word = {.offset = offset};
	struct buf lower;
	buf_init(&lower, arena);
	size_t end = offset;
	while (end < length) {
		uint32_t code_point;
		char bytes[4];
		size_t size = utf8_decode(text + end, length - end, &code_point);
		if (!utf8_is_letter(code_point) && !is_digit(code_point) &&
			!utf8_is_invisible(code_point))
			break;
		uint32_t small = utf8_to_lower(code_point);
		if (end == offset) {
			word.capital = small != code_point;
			word.digit = is_digit(code_point);
		}
		if (!utf8_is_invisible(code_point))
			buf_append(&lower, bytes, utf8_encode(small, bytes));
		end += size;
	}
	word.length = end - offset;
	word.lower = buf_text(&lower);
	return word;
}

struct words words_split(struct arena *arena, const char *text, size_t length)
{
	struct words words = {0};
	size_t capacity = 0;
	bool apart = false;
	for (size_t offset = 0; offset < length;) {
		uint32_t code_point;
		size_t size = utf8_decode(text + offset, length - offset, &code_point);
		if (utf8_is_letter(code_point) || is_digit(code_point)) {
			struct word word = read_word(arena, text, length, offset);
			word.apart = apart;
			apart = false;
			words.items = arena_grow(
				arena, words.items, words.count, &capacity, sizeof *words.items);
			words.items[words.count++] = word;
			offset += word.length;
			continue;
		}
		apart = apart || (code_point < 0x80 && code_point != 0 &&
					 strchr(".,;:!?()|\"", (int)code_point) != NULL);
		offset += size;
	}
	return words;
}

bool word_begins(const struct word *word, const char *stem)
{
	return strncmp(word->lower, stem, strlen(stem)) == 0;
}
