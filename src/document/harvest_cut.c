#include "document/harvest.h"

#include "base/buf.h"

#include <string.h>

/*
 * What stood in a field before anybody typed is known by its text. Somebody may have typed before
 * it, behind it and into its middle, so its beginning is looked for at the beginning and its rest at
 * the end.
 */

enum {
	CERTAIN_LENGTH = 18,  /* bytes: so many are not somebody's own words by chance … */
	SENTENCE_LENGTH = 20, /* … and so many not where the rest of the placeholder is gone */
	REMNANT_LENGTH = 10,  /* … and so many of its middle half where little of it is gone */
	MAX_SENTENCES = 32    /* that are looked for one by one */
};

/* The tokens of text from first to last that make one paragraph's text. */
struct stretch {
	struct token *tokens;
	size_t first, last; /* last is the one behind */
};

static bool ends_line(const struct token *token)
{
	return token->kind != TOKEN_TEXT && token->kind != TOKEN_MARK &&
	       token->kind != TOKEN_MARK_END;
}

static bool is_blank(const struct token *token)
{
	for (size_t i = 0; i < token->length; i++)
		if (strchr(" \t", token->text[i]) == NULL)
			return false;
	return true;
}

/* The first or the last line with text in it. */
static struct stretch find_line(struct token *tokens, size_t count, bool from_end)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = from_end ? count - 1 - i : i;
		if (tokens[at].kind != TOKEN_TEXT || is_blank(&tokens[at]))
			continue;
		struct stretch line = {tokens, at, at + 1};
		while (line.first > 0 && !ends_line(&tokens[line.first - 1]))
			line.first--;
		while (line.last < count && !ends_line(&tokens[line.last]))
			line.last++;
		return line;
	}
	return (struct stretch){tokens, 0, 0};
}

static void drop_blanks(struct token *token, bool from_end)
{
	while (token->length > 0 &&
		strchr(" \t", token->text[from_end ? token->length - 1 : 0]) != NULL) {
		token->text += from_end ? 0 : 1;
		token->length--;
	}
}

/* Those that the template has put around what is typed. */
static void drop_outer_blanks(struct stretch first, struct stretch last)
{
	for (size_t i = first.first; i < first.last; i++) {
		drop_blanks(&first.tokens[i], false);
		if (first.tokens[i].length > 0)
			break;
	}
	for (size_t i = last.last; i-- > last.first;) {
		drop_blanks(&last.tokens[i], true);
		if (last.tokens[i].length > 0)
			break;
	}
}

/* How many bytes at the beginning of a line are the beginning of a text. */
static size_t match_begin(struct stretch line, const char *text)
{
	size_t matched = 0;
	for (size_t i = line.first; i < line.last; i++) {
		if (line.tokens[i].kind != TOKEN_TEXT)
			continue;
		for (size_t j = 0; j < line.tokens[i].length; j++) {
			if (text[matched] == '\0' || line.tokens[i].text[j] != text[matched])
				return matched;
			matched++;
		}
	}
	return matched;
}

/* How many bytes at the end of a line are the end of a text. */
static size_t match_end(struct stretch line, const char *text)
{
	size_t length = strlen(text), matched = 0;
	for (size_t i = line.last; i-- > line.first;) {
		if (line.tokens[i].kind != TOKEN_TEXT)
			continue;
		for (size_t j = line.tokens[i].length; j-- > 0;) {
			if (matched == length ||
				line.tokens[i].text[j] != text[length - 1 - matched])
				return matched;
			matched++;
		}
	}
	return matched;
}

static void cut_begin(struct stretch line, size_t bytes)
{
	for (size_t i = line.first; i < line.last && bytes > 0; i++) {
		struct token *token = &line.tokens[i];
		if (token->kind != TOKEN_TEXT)
			continue;
		size_t part = token->length < bytes ? token->length : bytes;
		token->text += part;
		token->length -= part;
		bytes -= part;
	}
}

static void cut_end(struct stretch line, size_t bytes)
{
	for (size_t i = line.last; i-- > line.first && bytes > 0;) {
		struct token *token = &line.tokens[i];
		if (token->kind != TOKEN_TEXT)
			continue;
		size_t part = token->length < bytes ? token->length : bytes;
		token->length -= part;
		bytes -= part;
	}
}

static size_t text_length(const struct token *tokens, size_t count)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++)
		length += tokens[i].kind == TOKEN_TEXT ? tokens[i].length : 0;
	return length;
}

static bool is_inside(const char *text, size_t at)
{
	return ((unsigned char)text[at] & 0xc0) == 0x80;
}

void harvest_cut_label(struct token *tokens, size_t count, const char *fixed)
{
	struct stretch first = find_line(tokens, count, false);
	struct stretch last = find_line(tokens, count, true);
	size_t length = strlen(fixed), all = text_length(tokens, count);
	size_t begin = match_begin(first, fixed);
	while (begin > 0 && is_inside(fixed, begin))
		begin--;
	cut_begin(first, begin);
	size_t end = match_end(last, fixed);
	while (end > 0 && is_inside(fixed, length - end))
		end--;
	if (end + begin > length)
		end = length - begin;
	if (begin < all)
		cut_end(last, end);
}

static bool is_word(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z') || (byte & 0x80) != 0;
}

/* "…", which nobody types at the end of a line by itself */
static bool is_mark(const struct markup_field *field)
{
	for (const char *at = field->placeholder; *at != '\0'; at++)
		if (is_word(*at) && (*at & 0x80) == 0)
			return false;
	return field->in_line;
}

/*
 * The next place in a text where the placeholder stands whole, or NULL. Few words may be
 * somebody's own: they have to stand apart from others.
 */
static const char *find_whole(const char *text, const char *from, const struct markup_field *field)
{
	size_t length = strlen(field->placeholder);
	const char *at = length > 0 ? strstr(from, field->placeholder) : NULL;
	for (; at != NULL && length < CERTAIN_LENGTH;
		at = strstr(at + length, field->placeholder)) {
		bool begins = at == text, ends = at[length] == '\0';
		if ((begins || !is_word(at[-1])) && (ends || !is_word(at[length])))
			break;
		if ((begins || ends) && is_mark(field))
			break;
	}
	return at;
}

/* The words of one line. */
static const char *line_text(struct arena *arena, struct stretch line)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = line.first; i < line.last; i++)
		if (line.tokens[i].kind == TOKEN_TEXT)
			buf_append(&out, line.tokens[i].text, line.tokens[i].length);
	return buf_text(&out);
}

/* Takes the placeholder out of a line wherever it stands whole; false if it does nowhere. */
static bool cut_whole(struct arena *arena, struct stretch line, const struct markup_field *field)
{
	const char *text = line_text(arena, line), *found = find_whole(text, text, field);
	size_t length = strlen(field->placeholder), at = 0;
	if (found == NULL)
		return false;
	for (size_t i = line.first; i < line.last; i++) {
		struct token *token = &line.tokens[i];
		if (token->kind != TOKEN_TEXT)
			continue;
		struct buf rest;
		buf_init(&rest, arena);
		for (size_t end = at + token->length; at < end; at++) {
			if (found != NULL && text + at == found + length)
				found = find_whole(text, text + at, field);
			if (found == NULL || text + at < found)
				buf_putc(&rest, text[at]);
		}
		token->text = buf_text(&rest);
		token->length = rest.length;
	}
	return true;
}

/* The sentences of a placeholder that are long enough to be known by themselves. */
struct sentences {
	const char *texts[MAX_SENTENCES];
	size_t count;
};

static struct sentences find_sentences(struct arena *arena, const char *placeholder)
{
	struct sentences sentences = {.count = 0};
	while (*placeholder != '\0' && sentences.count < MAX_SENTENCES) {
		size_t length = strcspn(placeholder, ".!?");
		length += strspn(placeholder + length, ".!?");
		if (length >= SENTENCE_LENGTH)
			sentences.texts[sentences.count++] =
				arena_strndup(arena, placeholder, length);
		placeholder += length;
		placeholder += strspn(placeholder, " ");
	}
	return sentences;
}

/* Whether one of them stands in a line, the rest of the placeholder deleted. */
static bool holds_sentence(
	struct arena *arena, struct stretch line, const struct sentences *sentences)
{
	const char *text = sentences->count > 0 ? line_text(arena, line) : "";
	for (size_t i = 0; i < sentences->count; i++)
		if (strstr(text, sentences->texts[i]) != NULL)
			return true;
	return false;
}

/* Takes the bytes of a line from one to another. */
static void cut_range(struct arena *arena, struct stretch line, size_t from, size_t to)
{
	size_t at = 0;
	for (size_t i = line.first; i < line.last; i++) {
		struct token *token = &line.tokens[i];
		if (token->kind != TOKEN_TEXT)
			continue;
		struct buf rest;
		buf_init(&rest, arena);
		for (size_t j = 0; j < token->length; j++, at++)
			if (at < from || at >= to)
				buf_putc(&rest, token->text[j]);
		token->text = buf_text(&rest);
		token->length = rest.length;
	}
}

/* A piece of a placeholder. */
struct part_of {
	const char *placeholder;
	size_t first, last; /* last is the one behind */
};

/* Takes as much of the placeholder as stands in a line around a piece of it, if that is most of it. */
static bool cut_around(
	struct arena *arena, struct stretch line, struct part_of piece, const char *words)
{
	const char *text = line_text(arena, line), *whole = piece.placeholder;
	const char *begin = strstr(text, words);
	size_t length = strlen(whole);
	if (begin == NULL)
		return false;
	const char *end = begin + (piece.last - piece.first);
	for (; piece.first > 0 && begin > text && begin[-1] == whole[piece.first - 1]; begin--)
		piece.first--;
	for (; piece.last < length && *end == whole[piece.last]; end++)
		piece.last++;
	for (; is_inside(whole, piece.first); begin++)
		piece.first++;
	for (; is_inside(whole, piece.last); end--)
		piece.last--;
	if (piece.last - piece.first < length - length / 4)
		return false;
	cut_range(arena, line, (size_t)(begin - text), (size_t)(end - text));
	return true;
}

/* Takes a line that is nothing but the placeholder with some of its middle deleted. */
static bool cut_gapped(struct stretch line, const char *placeholder)
{
	size_t left = text_length(line.tokens + line.first, line.last - line.first);
	size_t length = strlen(placeholder);
	if (left > length || left < length - length / 4 ||
		match_begin(line, placeholder) + match_end(line, placeholder) < left)
		return false;
	cut_begin(line, left);
	return true;
}

static struct stretch line_at(struct token *tokens, size_t count, size_t at)
{
	struct stretch line = {tokens, at, at};
	while (line.last < count && !ends_line(&tokens[line.last]))
		line.last++;
	return line;
}

/*
 * Somebody has deleted some of the placeholder: three quarters of it are still no words of theirs,
 * if they are in one piece, so that the half in its middle is there, or alone in a line.
 */
static bool cut_remnant(
	struct arena *arena, struct token *tokens, size_t count, const char *placeholder)
{
	size_t length = strlen(placeholder);
	struct part_of middle = {placeholder, length / 4, length - length / 4};
	while (is_inside(placeholder, middle.first))
		middle.first++;
	while (is_inside(placeholder, middle.last))
		middle.last--;
	if (middle.last < middle.first + REMNANT_LENGTH)
		return false;
	const char *words =
		arena_strndup(arena, placeholder + middle.first, middle.last - middle.first);
	bool found = false;
	for (size_t i = 0; i < count;) {
		struct stretch line = line_at(tokens, count, i);
		found |= cut_around(arena, line, middle, words) || cut_gapped(line, placeholder);
		i = line.last + 1;
	}
	return found;
}

/* Somebody has typed into the middle of the placeholder. */
static bool cut_parted(struct token *tokens, size_t count, const char *placeholder)
{
	struct stretch first = find_line(tokens, count, false);
	struct stretch last = find_line(tokens, count, true);
	size_t length = strlen(placeholder);
	if (first.first == first.last || length < CERTAIN_LENGTH)
		return false;
	size_t begin = match_begin(first, placeholder), end = match_end(last, placeholder);
	if (begin + end < length || text_length(tokens, count) < length)
		return false;
	while (begin > 0 && is_inside(placeholder, begin))
		begin--;
	cut_begin(first, begin);
	cut_end(last, length - begin);
	return true;
}

bool harvest_cut_placeholder(
	struct arena *arena, struct token *tokens, size_t count, const struct markup_field *field)
{
	struct stretch first = find_line(tokens, count, false);
	if (first.first == first.last)
		return false;
	drop_outer_blanks(first, find_line(tokens, count, true));
	struct sentences sentences = find_sentences(arena, field->placeholder);
	bool whole = false, sentence = false;
	for (size_t i = 0; i < count;) {
		struct stretch line = line_at(tokens, count, i);
		whole |= cut_whole(arena, line, field);
		sentence = sentence || holds_sentence(arena, line, &sentences);
		i = line.last + 1;
	}
	return whole || cut_parted(tokens, count, field->placeholder) ||
	       cut_remnant(arena, tokens, count, field->placeholder) || sentence;
}
