#include "document/base64.h"

void base64_put(struct buf *out, const char *data, size_t size)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *byte = (const unsigned char *)data;
	buf_reserve(out, size / 3 * 4 + 4);
	for (size_t i = 0; i < size; i += 3) {
		size_t left = size - i;
		uint32_t bits = (uint32_t)byte[i] << 16 |
				(left > 1 ? (uint32_t)byte[i + 1] << 8 : 0) |
				(left > 2 ? byte[i + 2] : 0);
		buf_putc(out, digits[bits >> 18]);
		buf_putc(out, digits[bits >> 12 & 63]);
		buf_putc(out, left > 1 ? digits[bits >> 6 & 63] : '=');
		buf_putc(out, left > 2 ? digits[bits & 63] : '=');
	}
}

static int digit_of(char character)
{
	if (character >= 'A' && character <= 'Z')
		return character - 'A';
	if (character >= 'a' && character <= 'z')
		return character - 'a' + 26;
	if (character >= '0' && character <= '9')
		return character - '0' + 52;
	return character == '+' ? 62 : character == '/' ? 63 : -1;
}

void base64_take(struct buf *out, const char *text, size_t length)
{
	unsigned bits = 0, count = 0;
	for (size_t i = 0; i < length && text[i] != '='; i++) {
		int digit = digit_of(text[i]);
		if (digit < 0)
			continue;
		bits = (bits << 6 | (unsigned)digit) & 0xffff;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		buf_putc(out, (char)(bits >> count & 0xff));
	}
}
