#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The length of the valid sequence at text, or 0; RFC 3629, section 4. */
static size_t decode_valid(const unsigned char *text, size_t length, uint32_t *code_point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t value;
	size_t needed;

	if (text[0] < 0x80) {
		*code_point = text[0];
		return 1;
	}
	if (text[0] < 0xC2 || text[0] > 0xF4)
		return 0;
	needed = text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4;
	if (needed > length)
		return 0;
	value = text[0] & (0xFFU >> (needed + 1));
	for (size_t i = 1; i < needed; i++) {
		if (!is_continuation((char)text[i]))
			return 0;
		value = value << 6 | (text[i] & 0x3FU);
	}
	if (value < least[needed] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code_point = value;
	return needed;
}

size_t utf8_decode(const char *text, size_t length, uint32_t *code_point)
{
	size_t bytes = decode_valid((const unsigned char *)text, length, code_point);

	if (bytes > 0)
		return bytes;
	*code_point = REPLACEMENT;
	return 1;
}

size_t utf8_encode(uint32_t code_point, char bytes[4])
{
	if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
		code_point = REPLACEMENT;
	if (code_point < 0x80) {
		bytes[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		bytes[0] = (char)(0xC0 | code_point >> 6);
		bytes[1] = (char)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if (code_point < 0x10000) {
		bytes[0] = (char)(0xE0 | code_point >> 12);
		bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
		bytes[2] = (char)(0x80 | (code_point & 0x3F));
		return 3;
	}
	bytes[0] = (char)(0xF0 | code_point >> 18);
	bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
	bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
	bytes[3] = (char)(0x80 | (code_point & 0x3F));
	return 4;
}

size_t utf8_printable(const char *text, size_t length)
{
	const uint64_t ones = 0x0101010101010101U;
	size_t offset = 0;
	uint64_t word;

	for (; length - offset >= sizeof(word); offset += sizeof(word)) {
		memcpy(&word, text + offset, sizeof(word));
		/* The top bit of a byte is set if it is not ASCII, below ' ' or DEL; a borrow or a
		 * carry may set it in the next byte only where one was set before. */
		if (((word | (word - ones * ' ') | (word + ones)) & ones * 0x80) != 0)
			break;
	}
	while (offset < length && text[offset] >= ' ' && text[offset] < 0x7f)
		offset++;
	return offset;
}

size_t utf8_valid(const char *text, size_t length)
{
	size_t offset = 0;

	while ((offset += utf8_printable(text + offset, length - offset)) < length) {
		uint32_t code_point;
		size_t bytes = decode_valid(
			(const unsigned char *)text + offset, length - offset, &code_point);

		if (bytes == 0)
			break;
		offset += bytes;
	}
	return offset;
}

size_t utf8_length(const char *text, size_t length)
{
	size_t count = 0;
	size_t offset = 0;

	while (offset < length) {
		uint32_t code_point;

		offset += utf8_decode(text + offset, length - offset, &code_point);
		count++;
	}
	return count;
}

bool utf8_is_space(uint32_t code_point)
{
	return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x20 ||
	       code_point == 0x85 || code_point == 0xA0 || code_point == 0x1680 ||
	       (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
	       code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
	       code_point == 0x3000;
}

bool utf8_is_invisible(uint32_t code_point)
{
	return code_point == 0xAD || (code_point >= 0x200B && code_point <= 0x200D) ||
	       code_point == 0x2060 || code_point == 0xFEFF;
}
