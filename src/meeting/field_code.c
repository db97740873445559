#include "meeting/field_code.h"

#include "document/names.h"
#include "meeting/field.h"

#include <string.h>

static const char hash_digits[] = "0123456789abcdef";

const char *field_code_name(struct arena *arena, const char *text, char kind)
{
	uint64_t hash = names_hash(NAMES_HASH_SEED, text, strlen(text));
	return arena_printf(arena, "%012llx%c",
		(unsigned long long)((hash ^ hash >> 48) & UINT64_C(0xffffffffffff)), kind);
}

static bool all_in(const char *text, size_t length, const char *set)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\0' || strchr(set, text[i]) == NULL)
			return false;
	return true;
}

bool field_code_is_name(const char *word, size_t length, const char *kinds)
{
	return length == FIELD_NAME_LENGTH && all_in(word, length - 1, hash_digits) &&
	       all_in(word + length - 1, 1, kinds);
}

bool field_code_is_hash(const char *word, size_t length)
{
	return length == FIELD_HASH_LENGTH && all_in(word, length, hash_digits);
}

static bool is_plain(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z') || (byte != '\0' && strchr("-._~/", byte) != NULL);
}

void field_code_put(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (is_plain(byte))
			buf_putc(out, *text);
		else
			buf_printf(out, "%%%02X", (unsigned)byte);
	}
}

static int hex_value(char digit)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	const char *found = digit != '\0' ? strchr(digits, digit) : NULL;
	if (found == NULL)
		return -1;
	return found - digits < 16 ? (int)(found - digits) : (int)(found - digits) - 6;
}

const char *field_code_decode(struct arena *arena, const char *text, size_t length)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < length; i++) {
		if (is_plain((unsigned char)text[i])) {
			buf_putc(&out, text[i]);
			continue;
		}
		int high = text[i] == '%' && length - i > 2 ? hex_value(text[i + 1]) : -1;
		int low = high >= 0 ? hex_value(text[i + 2]) : -1;
		if (low < 0 || high * 16 + low == 0)
			return NULL;
		buf_putc(&out, (char)(unsigned char)(high * 16 + low));
		i += 2;
	}
	return buf_text(&out);
}
