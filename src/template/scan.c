#include "template/scan.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/lex.h"

#include <string.h>

/* Texts with more unclosed tags than this are not looked through any further. */
enum { SCAN_FAILS = 100 };

/* The offset of the next character that takes room. */
static size_t skip_invisible(const char *text, size_t at, size_t end)
{
	uint32_t code_point;
	while (at < end && (unsigned char)text[at] >= 0x80) {
		size_t step = utf8_decode(text + at, end - at, &code_point);
		if (!utf8_is_invisible(code_point))
			break;
		at += step;
	}
	return at;
}

static size_t skip_blanks(const char *text, size_t at, size_t end)
{
	uint32_t code_point;
	while (at < end) {
		size_t step = utf8_decode(text + at, end - at, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			break;
		at += step;
	}
	return at;
}

/* If the characters a and b stand at the offset, the offset behind them, else 0. */
static size_t pair_at(const char *text, size_t at, size_t end, char a, char b)
{
	if (at >= end || text[at] != a)
		return 0;
	at = skip_invisible(text, at + 1, end);
	return at < end && text[at] == b ? at + 1 : 0;
}

/* If the word stands at the offset, whatever takes no room in it, the offset behind it, else 0. */
static size_t word_at(const char *text, size_t at, size_t end, const char *word)
{
	for (; *word != '\0'; word++) {
		at = skip_invisible(text, at, end);
		if (at >= end || text[at] != *word)
			return 0;
		at++;
	}
	return at;
}

/* The offset behind the last character before `end` that takes room. */
static size_t before_invisible(const char *text, size_t start, size_t end)
{
	uint32_t code_point;
	while (end > start && (unsigned char)text[end - 1] >= 0x80) {
		size_t at = end - 1;
		while (at > start && ((unsigned char)text[at] & 0xc0) == 0x80)
			at--;
		utf8_decode(text + at, end - at, &code_point);
		if (!utf8_is_invisible(code_point))
			break;
		end = at;
	}
	return end;
}

static size_t opening_at(const char *text, size_t at, size_t end)
{
	size_t behind = pair_at(text, at, end, '{', '{');
	if (behind == 0)
		behind = pair_at(text, at, end, '{', '%');
	return behind ? behind : pair_at(text, at, end, '{', '#');
}

/*
 * The offset of the closing delimiter of a tag whose inside begins at `at`; *behind is the offset
 * after it. With `texts` what stands in quotation marks and braces is passed over. SIZE_MAX if the
 * text ends, or another tag begins, before it.
 */
static size_t find_close(
	const char *text, size_t at, size_t end, char first, bool texts, size_t *behind)
{
	unsigned braces = 0;
	uint32_t code_point;
	while (at < end) {
		if ((texts == false || braces == 0) &&
			(*behind = pair_at(text, at, end, first, '}')) != 0)
			return at;
		if (first != '#' && braces == 0 && opening_at(text, at, end) != 0)
			return SIZE_MAX;
		size_t step = utf8_decode(text + at, end - at, &code_point);
		if (texts && lex_is_quote(code_point)) {
			at = lex_skip_text(text, at, end);
			continue;
		}
		if (code_point == '{')
			braces++;
		else if (code_point == '}' && braces > 0)
			braces--;
		at += step;
	}
	return SIZE_MAX;
}

static void report_open(struct scanner *scanner, size_t at, char first)
{
	static const char *const delimiters[][2] = {{"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}};
	const char *const *pair = delimiters[first == '}' ? 0 : first == '%' ? 1 : 2];
	struct place place = source_place(report_arena(scanner->report), scanner->source, at);
	if (scanner->document)
		report_error(scanner->report, &place, "tag-open",
			tr("'%s' is not closed by '%s' in the same paragraph"), pair[0], pair[1]);
	else
		report_error(scanner->report, &place, "tag-open", tr("'%s' is not closed by '%s'"),
			pair[0], pair[1]);
	scanner->fails++;
}

/* A lifting letter with a blank behind and something to lift after it. */
static void take_lift(const char *text, struct tag *tag)
{
	static const struct {
		const char *letters;
		enum tag_lift lift;
	} lifts[] = {{"tr", TAG_LIFT_ROW}, {"tc", TAG_LIFT_CELL}, {"p", TAG_LIFT_PARAGRAPH},
		{"r", TAG_LIFT_RUN}};
	for (size_t i = 0; i < sizeof lifts / sizeof lifts[0]; i++) {
		size_t at = word_at(text, tag->inside, tag->stop, lifts[i].letters);
		if (at == 0)
			continue;
		at = skip_invisible(text, at, tag->stop);
		size_t next = skip_blanks(text, at, tag->stop);
		bool comment = tag->kind == TAG_COMMENT;
		if (comment ? next == at && at < tag->stop : next == at || next == tag->stop)
			continue;
		/* {{p | upper }} prints p. */
		if (!comment && strchr("|.,:;)]}*/%~<>=!", text[next]) != NULL)
			continue;
		tag->lift = lifts[i].lift;
		tag->inside = next;
		return;
	}
}

/* The sign that is the character at an offset, or 0. */
static char sign_at(const char *text, size_t at, size_t stop, size_t *behind)
{
	uint32_t code_point;
	*behind = at + utf8_decode(text + at, stop - at, &code_point);
	return lex_is_minus(code_point) ? '-' : code_point == '+' ? '+' : '\0';
}

static void take_signs(const char *text, struct tag *tag)
{
	size_t at = skip_invisible(text, tag->inside, tag->stop), behind;
	if (at < tag->stop && (tag->before = sign_at(text, at, tag->stop, &behind)) != '\0')
		tag->inside = behind;
	size_t end = before_invisible(text, tag->inside, tag->stop);
	if (end == tag->inside)
		return;
	for (at = end - 1; at > tag->inside && ((unsigned char)text[at] & 0xc0) == 0x80;)
		at--;
	if ((tag->after = sign_at(text, at, end, &behind)) != '\0')
		tag->stop = at;
}

static bool is_word(const char *text, const struct tag *tag, const char *word)
{
	size_t from = skip_blanks(text, tag->inside, tag->stop);
	size_t behind = word_at(text, from, tag->stop, word);
	return behind != 0 && skip_blanks(text, behind, tag->stop) == tag->stop;
}

/* Reads the tag that begins at tag->start with a delimiter that ends at inside. */
static void read_tag(struct scanner *scanner, struct tag *tag, size_t inside)
{
	const char *text = scanner->source->text;
	size_t end = scanner->source->length;
	char first = text[inside - 1] == '{' ? '}' : text[inside - 1];
	tag->kind = first == '}' ? TAG_PRINT : first == '%' ? TAG_STATEMENT : TAG_COMMENT;
	tag->inside = inside;
	tag->stop = find_close(text, inside, end, first, first != '#', &tag->end);
	if (tag->stop == SIZE_MAX && first != '#')
		tag->stop = find_close(text, inside, end, first, false, &tag->end);
	if (tag->stop == SIZE_MAX) {
		report_open(scanner, tag->start, first);
		tag->kind = TAG_BAD;
		tag->stop = tag->end = inside;
		return;
	}
	take_signs(text, tag);
	if (scanner->document && tag->before == '\0')
		take_lift(text, tag);
	if (tag->kind == TAG_STATEMENT && is_word(text, tag, "raw")) {
		tag->kind = TAG_RAW;
		scanner->raw = true;
		scanner->raw_source = scanner->source;
		scanner->raw_at = tag->start;
	}
}

/* {_{ }_} {_% %_} */
static bool read_literal(const char *text, size_t at, size_t end, struct tag *tag)
{
	static const char *const forms[][2] = {
		{"{_{", "{{"}, {"}_}", "}}"}, {"{_%", "{%"}, {"%_}", "%}"}};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		size_t behind = word_at(text, at, end, forms[i][0]);
		if (behind != 0) {
			*tag = (struct tag){.kind = TAG_LITERAL,
				.start = at,
				.end = behind,
				.inside = at,
				.stop = behind,
				.literal = forms[i][1]};
			return true;
		}
	}
	return false;
}

/* Looks for {% endraw %} only. */
static bool scan_raw(struct scanner *scanner, struct tag *tag)
{
	const char *text = scanner->source->text;
	size_t end = scanner->source->length;
	for (size_t at = scanner->at; at < end; at++) {
		const char *brace = memchr(text + at, '{', end - at);
		if (brace == NULL)
			break;
		at = (size_t)(brace - text);
		size_t inside = pair_at(text, at, end, '{', '%');
		if (inside == 0)
			continue;
		*tag = (struct tag){.kind = TAG_RAW, .start = at, .inside = inside};
		tag->stop = find_close(text, inside, end, '%', false, &tag->end);
		if (tag->stop == SIZE_MAX)
			continue;
		take_signs(text, tag);
		if (scanner->document && tag->before == '\0')
			take_lift(text, tag);
		if (is_word(text, tag, "endraw")) {
			scanner->raw = false;
			scanner->at = tag->end;
			return true;
		}
	}
	scanner->at = end;
	return false;
}

static void warn_close(struct scanner *scanner, size_t at)
{
	const char *text = scanner->source->text;
	struct place place = source_place(report_arena(scanner->report), scanner->source, at);
	report_warning(scanner->report, &place, "tag-close",
		tr("'%c}' closes no tag: '{%c' is missing before it in the same paragraph"),
		text[at], text[at] == '}' ? '{' : text[at]);
}

bool scan_next(struct scanner *scanner, struct tag *tag)
{
	const char *text = scanner->source->text;
	size_t end = scanner->source->length;
	if (scanner->raw)
		return scan_raw(scanner, tag);
	for (size_t at = scanner->at; at < end && scanner->fails < SCAN_FAILS; at++) {
		if (text[at] != '{' && text[at] != '}' && text[at] != '%')
			continue;
		size_t inside = opening_at(text, at, end);
		if (inside != 0) {
			*tag = (struct tag){.start = at};
			read_tag(scanner, tag, inside);
			scanner->at = tag->end;
			return true;
		}
		if (read_literal(text, at, end, tag)) {
			scanner->at = tag->end;
			return true;
		}
		if (scanner->document &&
			(pair_at(text, at, end, '}', '}') || pair_at(text, at, end, '%', '}'))) {
			warn_close(scanner, at);
			at++;
		}
	}
	scanner->at = end;
	return false;
}

void scan_finish(struct scanner *scanner)
{
	if (!scanner->raw)
		return;
	struct place place =
		source_place(report_arena(scanner->report), scanner->raw_source, scanner->raw_at);
	report_error(scanner->report, &place, "tag-open", tr("'%s' is not closed: '%s' is missing"),
		"raw", "endraw");
}

bool scan_needed(const char *text, size_t length)
{
	const char *end = text + length;
	for (const char *c = text; c < end && (c = memchr(c, '{', (size_t)(end - c))) != NULL;
		c++) {
		size_t at = (size_t)(c - text);
		struct tag tag;
		if (opening_at(text, at, length) != 0 || read_literal(text, at, length, &tag))
			return true;
	}
	return false;
}
