#include "document/harvest_stretch.h"

#include "base/utf8.h"

#include <string.h>

/* Stretches measured, and what is said of them printed and read. */

/* The hash is a number in this base, its digits the letters, modulo a prime: so it is known of a
 * text that another one is taken out of. */
static const uint64_t prime = 4294967291, base = 2654435761;

uint32_t stretch_hash(uint32_t hash, uint32_t letter)
{
	return (uint32_t)((hash * base + letter) % prime);
}

uint32_t stretch_power(size_t letters)
{
	uint64_t power = 1, square = base;
	for (; letters > 0; letters >>= 1) {
		if ((letters & 1) != 0)
			power = power * square % prime;
		square = square * square % prime;
	}
	return (uint32_t)power;
}

uint32_t stretch_follow(uint32_t first, uint32_t power, uint32_t second)
{
	return (uint32_t)(((uint64_t)first * power + second) % prime);
}

uint32_t stretch_rest(uint32_t whole, uint32_t first, uint32_t power)
{
	return (uint32_t)((whole + prime - (uint64_t)first * power % prime) % prime);
}

static bool is_in_line(const struct token *token)
{
	return token->kind == TOKEN_TEXT || token->kind == TOKEN_BREAK ||
	       token->kind == TOKEN_PICTURE;
}

struct stretch_span stretch_span(const struct harvest *harvest, size_t from, size_t to)
{
	struct stretch_span span = {.from = from, .to = to, .tail = from, .lead = to};
	while (from > 0 && span.tail < to && is_in_line(&harvest->tokens[span.tail]))
		span.tail++;
	/* what stands between two fields of one line is behind the first */
	while (to < harvest->count && span.lead > span.tail &&
		is_in_line(&harvest->tokens[span.lead - 1]))
		span.lead--;
	return span;
}

static bool is_blank(const struct harvest *harvest, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *token = &harvest->tokens[i];
		for (size_t at = 0; token->kind == TOKEN_TEXT && at < token->length;) {
			uint32_t point;
			at += utf8_decode(token->text + at, token->length - at, &point);
			if (!utf8_is_space(point) && !utf8_is_invisible(point))
				return false;
		}
	}
	return true;
}

struct stretch_record stretch_measure(
	const struct harvest *harvest, const struct stretch_span *span)
{
	struct stretch_record record = {.tail = !is_blank(harvest, span->from, span->tail),
		.lead = !is_blank(harvest, span->lead, span->to)};
	for (size_t i = span->from; i < span->to; i++) {
		const struct token *token = &harvest->tokens[i];
		for (size_t at = 0; token->kind == TOKEN_TEXT && at < token->length;) {
			uint32_t point;
			at += utf8_decode(token->text + at, token->length - at, &point);
			if (!utf8_is_letter(point))
				continue;
			record.hash = stretch_hash(record.hash, point);
			record.letters++;
		}
	}
	return record;
}

struct stretch_record stretch_join(struct stretch_record first, struct stretch_record second)
{
	return (struct stretch_record){.letters = first.letters + second.letters,
		.hash = stretch_follow(first.hash, stretch_power(second.letters), second.hash),
		.tail = first.tail,
		.lead = second.lead};
}

struct stretch_record stretch_without(struct stretch_record whole, struct stretch_record first)
{
	size_t letters = whole.letters - first.letters;
	return (struct stretch_record){.letters = letters,
		.hash = stretch_rest(whole.hash, first.hash, stretch_power(letters)),
		.lead = whole.lead};
}

void stretch_print(struct buf *out, const struct stretch_record *record)
{
	if (record->letters == 0)
		buf_puts(out, "00");
	else
		buf_printf(out, "%zx.%08x", record->letters, record->hash);
	buf_puts(out, record->tail ? "t" : "");
	buf_puts(out, record->lead ? "l" : "");
}

/* The hexadecimal number at a text, which is moved on; at most so many digits. */
static uint32_t parse_number(const char **at, const char *end, unsigned most)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t number = 0;
	for (unsigned i = 0; i < most && *at < end && **at != '\0'; i++) {
		const char *digit = strchr(digits, **at);
		if (digit == NULL)
			break;
		number = number << 4 | (uint32_t)(digit - digits);
		(*at)++;
	}
	return number;
}

static bool parse_letter(const char **at, const char *end, char letter)
{
	if (*at == end || **at != letter)
		return false;
	(*at)++;
	return true;
}

bool stretch_parse(const char *word, size_t length, struct stretch_record *record)
{
	enum { LETTER_DIGITS = 8, HASH_DIGITS = 8 };
	const char *at = word, *end = word + length;
	*record = (struct stretch_record){.letters = parse_number(&at, end, LETTER_DIGITS)};
	if (at == word)
		return false;
	if (parse_letter(&at, end, '.'))
		record->hash = parse_number(&at, end, HASH_DIGITS);
	record->tail = parse_letter(&at, end, 't');
	record->lead = parse_letter(&at, end, 'l');
	return at == end;
}
