#include "document/harvest.h"

#include <string.h>

/*
 * What stood in a field before anybody typed is known by its text. Somebody may have typed before
 * it, behind it and into its middle, so its beginning is looked for at the beginning and its rest at
 * the end.
 */

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

/* A paragraph in the middle of what was typed that nobody touched. */
static void cut_whole_lines(struct token *tokens, size_t count, const char *placeholder)
{
	size_t length = strlen(placeholder);
	for (size_t i = 0; i < count;) {
		struct stretch line = {tokens, i, i};
		while (line.last < count && !ends_line(&tokens[line.last]))
			line.last++;
		if (text_length(tokens + i, line.last - i) == length &&
			match_begin(line, placeholder) == length)
			cut_begin(line, length);
		i = line.last + 1;
	}
}

void harvest_cut_placeholder(struct token *tokens, size_t count, const char *placeholder)
{
	cut_whole_lines(tokens, count, placeholder);
	struct stretch first = find_line(tokens, count, false);
	struct stretch last = find_line(tokens, count, true);
	if (first.first == first.last)
		return;
	drop_outer_blanks(first, last);
	size_t length = strlen(placeholder), begin = match_begin(first, placeholder),
	       end = match_end(last, placeholder);
	if (begin + end < length || text_length(tokens, count) < length)
		return;
	while (begin > 0 && is_inside(placeholder, begin))
		begin--;
	cut_begin(first, begin);
	cut_end(last, length - begin);
}
