#include "template/lex.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "template/number.h"

#include <string.h>

enum { OBJECT_CHARACTER = 0xfffc };

/* A tag's text with what takes no room left out, and where each byte came from. */
struct lexer {
	struct arena *arena;
	struct report *report;
	const struct source *source;
	const char *text;
	size_t length;
	size_t base;         /* offset of text in the source, where nothing was left out */
	const uint32_t *map; /* else the offset of each byte, and of the end */
	size_t at;
	struct token *tokens;
	size_t count, capacity;
};

static uint32_t source_offset(const struct lexer *lexer, size_t at)
{
	return lexer->map ? lexer->map[at] : (uint32_t)(lexer->base + at);
}

static bool takes_no_room(uint32_t code_point)
{
	return code_point == OBJECT_CHARACTER || utf8_is_invisible(code_point);
}

static void lexer_clean(struct lexer *lexer, size_t start, size_t end)
{
	const char *text = lexer->source->text;
	uint32_t code_point;
	size_t i = start;
	while (i < end) {
		size_t step = utf8_decode(text + i, end - i, &code_point);
		if (takes_no_room(code_point))
			break;
		i += step;
	}
	lexer->text = text + start;
	lexer->length = end - start;
	lexer->base = start;
	if (i == end)
		return;
	char *clean = arena_alloc(lexer->arena, end - start + 1);
	uint32_t *map = arena_array(lexer->arena, end - start + 1, sizeof *map);
	size_t length = 0;
	for (i = start; i < end;) {
		size_t step = utf8_decode(text + i, end - i, &code_point);
		for (size_t j = 0; j < step && !takes_no_room(code_point); j++) {
			map[length] = (uint32_t)(i + j);
			clean[length++] = text[i + j];
		}
		i += step;
	}
	map[length] = (uint32_t)end;
	lexer->text = clean;
	lexer->length = length;
	lexer->map = map;
}

static struct token *push(struct lexer *lexer, enum token_kind kind, size_t at, size_t length)
{
	lexer->tokens = arena_grow(
		lexer->arena, lexer->tokens, lexer->count, &lexer->capacity, sizeof *lexer->tokens);
	struct token *token = &lexer->tokens[lexer->count++];
	*token = (struct token){.kind = kind,
		.text = {lexer->text + at, length},
		.offset = source_offset(lexer, at)};
	return token;
}

/* The character that a quotation mark pairs with, by family: the first of each is the straight one
 * or stands for itself. */
static int quote_family(uint32_t code_point)
{
	switch (code_point) {
	case '"':
		return 1;
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
		return 2;
	case '\'':
		return 3;
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201b:
		return 4;
	case 0xab:
	case 0xbb:
		return 5;
	case 0x2039:
	case 0x203a:
		return 6;
	default:
		return 0;
	}
}

bool lex_is_minus(uint32_t code_point)
{
	return code_point == '-' || code_point == 0x2011 || code_point == 0x2013 ||
	       code_point == 0x2212;
}

bool lex_is_quote(uint32_t code_point)
{
	return quote_family(code_point) != 0;
}

/* The offset of the mark of a family that closes the text that begins at offset; end if none. */
static size_t find_close(const char *text, size_t offset, size_t end, int family)
{
	uint32_t code_point;
	while (offset < end) {
		size_t step = utf8_decode(text + offset, end - offset, &code_point);
		if (quote_family(code_point) == family)
			return offset;
		if (code_point == '\\' && offset + step < end)
			step += utf8_decode(text + offset + step, end - offset - step, &code_point);
		offset += step;
	}
	return end;
}

/* Finds the inside of the text literal at offset. False if it is never closed. */
static bool text_bounds(
	const char *text, size_t offset, size_t end, size_t *from, size_t *to, size_t *behind)
{
	static const int other[] = {0, 2, 1, 4, 3, 5, 6};
	uint32_t quote;
	*from = offset + utf8_decode(text + offset, end - offset, &quote);
	int family = quote_family(quote);
	*to = find_close(text, *from, end, family);
	/* Half of a pair may be straight where a word processor curled only the other. */
	if (*to == end && other[family] != family)
		*to = find_close(text, *from, end, other[family]);
	if (*to == end)
		return false;
	*behind = *to + utf8_decode(text + *to, end - *to, &quote);
	return true;
}

size_t lex_skip_text(const char *text, size_t offset, size_t end)
{
	size_t from, to, behind;
	return text_bounds(text, offset, end, &from, &to, &behind) ? behind : end;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Appends what the escape at text[i] (a backslash) stands for; returns the bytes it takes. */
static size_t append_escape(struct buf *out, const char *text, size_t length, size_t i)
{
	static const char letters[] = "n\nt\tr\ra\ab\bf\fv\v";
	if (i + 1 >= length) {
		buf_putc(out, '\\');
		return 1;
	}
	char c = text[i + 1];
	for (size_t j = 0; letters[j] != '\0'; j += 2) {
		if (letters[j] == c) {
			buf_putc(out, letters[j + 1]);
			return 2;
		}
	}
	size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
	uint32_t code_point = 0;
	for (size_t j = 0; j < digits; j++) {
		int digit = i + 2 + j < length ? hex_digit(text[i + 2 + j]) : -1;
		if (digit < 0)
			digits = 0;
		else
			code_point = code_point << 4 | (uint32_t)digit;
	}
	if (digits > 0 && code_point > 0 && code_point <= 0x10ffff &&
		(code_point < 0xd800 || code_point > 0xdfff)) {
		buf_put_utf8(out, code_point);
		return 2 + digits;
	}
	if (c == '\n')
		return 2;
	if (c != '\\' && c != '\'' && c != '"')
		buf_putc(out, '\\');
	if ((unsigned char)c >= 0x80)
		return 1;
	buf_putc(out, c);
	return 2;
}

static void lex_text(struct lexer *lexer)
{
	size_t from, to, behind;
	if (!text_bounds(lexer->text, lexer->at, lexer->length, &from, &to, &behind)) {
		struct place place = source_place(report_arena(lexer->report), lexer->source,
			source_offset(lexer, lexer->at));
		report_error(lexer->report, &place, "tag-syntax",
			tr("the text in quotation marks is not closed"));
		push(lexer, TOKEN_BAD, lexer->at, 0);
		lexer->at = lexer->length;
		return;
	}
	struct token *token = push(lexer, TOKEN_TEXT, lexer->at, 0);
	token->text = (struct value_text){lexer->text + from, to - from};
	if (memchr(token->text.bytes, '\\', token->text.length) != NULL) {
		struct buf out;
		buf_init(&out, lexer->arena);
		for (size_t i = 0; i < token->text.length;) {
			if (token->text.bytes[i] == '\\') {
				i += append_escape(&out, token->text.bytes, token->text.length, i);
				continue;
			}
			buf_putc(&out, token->text.bytes[i++]);
		}
		token->text = (struct value_text){buf_text(&out), out.length};
	}
	lexer->at = behind;
}

static bool is_digit(const struct lexer *lexer, size_t at)
{
	return at < lexer->length && lexer->text[at] >= '0' && lexer->text[at] <= '9';
}

/* Digits, single underscores between them; returns the offset behind. */
static size_t skip_digits(const struct lexer *lexer, size_t at)
{
	while (is_digit(lexer, at) ||
		(at < lexer->length && lexer->text[at] == '_' && is_digit(lexer, at + 1)))
		at++;
	return at;
}

/* 0x1f, 0o17, 0b11; false if none stands here. */
static bool lex_based(struct lexer *lexer)
{
	const char *text = lexer->text + lexer->at;
	size_t left = lexer->length - lexer->at;
	int bits = left < 3 || text[0] != '0'         ? 0
		   : text[1] == 'x' || text[1] == 'X' ? 4
		   : text[1] == 'o' || text[1] == 'O' ? 3
		   : text[1] == 'b' || text[1] == 'B' ? 1
						      : 0;
	int64_t sum = 0;
	size_t i = 2;
	for (; bits > 0 && i < left; i++) {
		int digit = hex_digit(text[i]);
		if (text[i] == '_')
			continue;
		if (digit < 0 || digit >= 1 << bits || sum > INT64_MAX >> bits)
			break;
		sum = sum << bits | digit;
	}
	if (bits == 0 || i == 2)
		return false;
	push(lexer, TOKEN_INTEGER, lexer->at, i)->integer = sum;
	lexer->at += i;
	return true;
}

static void lex_number(struct lexer *lexer)
{
	if (lex_based(lexer))
		return;
	bool after_dot = lexer->at > 0 && lexer->text[lexer->at - 1] == '.';
	size_t end = skip_digits(lexer, lexer->at);
	size_t integer_end = end;
	if (!after_dot && end < lexer->length && lexer->text[end] == '.' &&
		is_digit(lexer, end + 1))
		end = skip_digits(lexer, end + 1);
	if (!after_dot && end < lexer->length &&
		(lexer->text[end] == 'e' || lexer->text[end] == 'E')) {
		size_t exponent = end + 1;
		if (exponent < lexer->length &&
			(lexer->text[exponent] == '+' || lexer->text[exponent] == '-'))
			exponent++;
		if (is_digit(lexer, exponent))
			end = skip_digits(lexer, exponent);
	}
	const char *text = lexer->text + lexer->at;
	size_t length = end - lexer->at;
	struct token *token =
		push(lexer, end > integer_end ? TOKEN_REAL : TOKEN_INTEGER, lexer->at, length);
	char *digits = arena_alloc(lexer->arena, length + 1);
	size_t count = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] != '_')
			digits[count++] = text[i];
	}
	if (end > integer_end ? !number_parse_real(digits, count, &token->real)
			      : !number_parse_integer(digits, count, &token->integer)) {
		struct place place =
			source_place(report_arena(lexer->report), lexer->source, token->offset);
		report_error(lexer->report, &place, "tag-syntax", tr("the number is too large"));
		token->kind = TOKEN_BAD;
	}
	lexer->at = end;
}

static bool is_name_begin(uint32_t code_point)
{
	return code_point == '_' || utf8_is_letter(code_point);
}

static bool is_name_part(uint32_t code_point)
{
	return is_name_begin(code_point) || (code_point >= '0' && code_point <= '9') ||
	       (code_point >= 0x300 && code_point <= 0x36f);
}

static void lex_name(struct lexer *lexer)
{
	size_t at = lexer->at;
	uint32_t code_point;
	bool ascii = true;
	while (at < lexer->length) {
		size_t step = utf8_decode(lexer->text + at, lexer->length - at, &code_point);
		if (!is_name_part(code_point))
			break;
		ascii = ascii && code_point < 0x80;
		at += step;
	}
	struct token *token = push(lexer, TOKEN_NAME, lexer->at, at - lexer->at);
	if (!ascii) {
		const char *name =
			utf8_compose(lexer->arena, token->text.bytes, token->text.length);
		/* What comes back unchanged is not terminated. */
		if (name != token->text.bytes)
			token->text = (struct value_text){name, strlen(name)};
	}
	lexer->at = at;
}

/* Signs of two characters, and the one that stands for each. */
static int double_sign(char a, char b)
{
	static const struct {
		char text[3];
		int sign;
	} signs[] = {{"**", SIGN_POWER}, {"//", SIGN_FLOOR}, {"==", SIGN_EQUAL},
		{"!=", SIGN_UNEQUAL}, {"<=", SIGN_LESS_EQUAL}, {">=", SIGN_GREATER_EQUAL}};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (signs[i].text[0] == a && signs[i].text[1] == b)
			return signs[i].sign;
	}
	return 0;
}

static void lex_sign(struct lexer *lexer, uint32_t code_point, size_t step)
{
	char first = lexer->text[lexer->at];
	char second = lexer->at + 1 < lexer->length ? lexer->text[lexer->at + 1] : '\0';
	int sign = double_sign(first, second);
	if (sign != 0) {
		push(lexer, TOKEN_SIGN, lexer->at, 2)->sign = sign;
		lexer->at += 2;
		return;
	}
	if (lex_is_minus(code_point))
		sign = '-';
	else if (code_point < 0x80 && strchr("+*/%~|.,:;()[]{}=<>", (int)code_point) != NULL)
		sign = (int)code_point;
	struct token *token = push(lexer, sign ? TOKEN_SIGN : TOKEN_BAD, lexer->at, step);
	token->sign = sign;
	if (sign == 0) {
		struct place place =
			source_place(report_arena(lexer->report), lexer->source, token->offset);
		report_error(lexer->report, &place, "tag-syntax",
			tr("'%.*s' means nothing in a tag"), (int)step, lexer->text + lexer->at);
	}
	lexer->at += step;
}

struct token *lex(struct arena *arena, struct report *report, const struct source *source,
	size_t start, size_t end, size_t *count)
{
	struct lexer lexer = {.arena = arena, .report = report, .source = source};
	lexer_clean(&lexer, start, end);
	while (lexer.at < lexer.length) {
		uint32_t code_point;
		size_t step =
			utf8_decode(lexer.text + lexer.at, lexer.length - lexer.at, &code_point);
		if (utf8_is_space(code_point))
			lexer.at += step;
		else if (is_name_begin(code_point))
			lex_name(&lexer);
		else if (code_point >= '0' && code_point <= '9')
			lex_number(&lexer);
		else if (lex_is_quote(code_point))
			lex_text(&lexer);
		else
			lex_sign(&lexer, code_point, step);
	}
	push(&lexer, TOKEN_END, lexer.length, 0);
	*count = lexer.count;
	return lexer.tokens;
}
