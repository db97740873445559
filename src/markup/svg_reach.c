#include "markup/markup.h"

#include <string.h>

/*
 * What an SVG picture would fetch from elsewhere when somebody looks at it. LibreOffice follows
 * such references, so that a picture from a stranger could put any file of the machine's into a
 * document. Only what is known to stay within the picture passes (SVG 1.1, 5.1.1 and 17.1).
 */

struct rest {
	const char *at;
	const char *end;
};

static bool take(struct rest *rest, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(rest->end - rest->at) < length || memcmp(rest->at, word, length) != 0)
		return false;
	rest->at += length;
	return true;
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* The same for words of CSS, which may be in capitals. */
static bool take_any_case(struct rest *rest, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(rest->end - rest->at) < length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (lower(rest->at[i]) != word[i])
			return false;
	rest->at += length;
	return true;
}

static void skip_spaces(struct rest *rest)
{
	while (take(rest, " ") || take(rest, "\t") || take(rest, "\n") || take(rest, "\r") ||
		take(rest, "&#10;") || take(rest, "&#xA;"))
		continue;
}

/* A pixel picture in the address itself: by its first bytes, for those are what programs go by. */
static bool is_own_picture(struct rest value)
{
	static const char *const beginnings[] = {"iVBORw0KGgo", "/9j/", "R0lGOD"};
	static const char marker[] = ";base64,";
	const char *comma;

	if (!take(&value, "data:image/"))
		return false;
	comma = memmem(value.at, (size_t)(value.end - value.at), marker, strlen(marker));
	if (!comma)
		return false;
	value.at = comma + strlen(marker);
	skip_spaces(&value);
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
		if (take(&value, beginnings[i]))
			return true;
	return false;
}

/* Whether the attribute at a place is one of a link to click on, <a href="…">; tag is the last '<'
 * before it, or NULL. */
static bool is_of_link(const char *tag, const char *attribute)
{
	struct rest name = {tag ? tag + 1 : attribute, attribute};
	struct rest prefixed = name;

	while (prefixed.at < prefixed.end && !strchr(" \t\r\n:", *prefixed.at))
		prefixed.at++;
	if (take(&prefixed, ":"))
		name = prefixed;
	return take(&name, "a") && name.at < name.end && strchr(" \t\r\n", *name.at);
}

/* Behind "href": whether its value leads out of the picture. */
static bool leads_out(struct rest rest)
{
	const char *end;
	char quote;

	skip_spaces(&rest);
	if (!take(&rest, "="))
		return false;
	skip_spaces(&rest);
	if (rest.at == rest.end || (*rest.at != '"' && *rest.at != '\''))
		return false;
	quote = *rest.at++;
	end = memchr(rest.at, quote, (size_t)(rest.end - rest.at));
	if (end)
		rest.end = end;
	skip_spaces(&rest);
	return rest.at < rest.end && *rest.at != '#' && !is_own_picture(rest);
}

/* Behind "url(". */
static bool url_leads_out(struct rest rest)
{
	static const char *const fonts[] = {"data:font/", "data:application/font",
		"data:application/x-font", "data:application/vnd.ms-fontobject"};

	skip_spaces(&rest);
	if (!take(&rest, "\"") && !take(&rest, "'") && !take(&rest, "&quot;"))
		take(&rest, "&apos;");
	skip_spaces(&rest);
	for (size_t i = 0; i < sizeof(fonts) / sizeof(*fonts); i++)
		if (take(&rest, fonts[i]))
			return false;
	return !take(&rest, "#") && !is_own_picture(rest);
}

/* Behind "&#": whether the character is one of those that the words searched for are made of. */
static bool spells(struct rest rest)
{
	bool hex = take(&rest, "x");
	unsigned code = 0;

	for (; rest.at < rest.end && *rest.at != ';' && code < 0x80; rest.at++) {
		char digit = lower(*rest.at);
		code = code * (hex ? 16 : 10) +
		       (unsigned)(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
	}
	return code < 0x80 && code != 0 &&
	       (strchr("@(\\", (int)code) != NULL ||
		       (lower((char)code) >= 'a' && lower((char)code) <= 'z'));
}

/* Behind a backslash: whether CSS takes it for a letter. */
static bool escapes(struct rest rest)
{
	return rest.at < rest.end && ((*rest.at >= '0' && *rest.at <= '9') ||
					     (lower(*rest.at) >= 'a' && lower(*rest.at) <= 'z'));
}

bool picture_reaches_out(const struct markup_picture *picture)
{
	struct rest rest = {picture->data, picture->data + picture->size};
	const char *tag = NULL;

	if (picture->type != PICTURE_SVG)
		return false;
	for (; rest.at < rest.end; rest.at++) {
		const char *begin = rest.at;

		if (*begin == '<')
			tag = begin;
		if (take(&rest, "href")) {
			if (leads_out(rest) && !is_of_link(tag, begin))
				return true;
		} else if (take_any_case(&rest, "url(")) {
			if (url_leads_out(rest))
				return true;
		} else if (take(&rest, "&#")) {
			if (spells(rest))
				return true;
		} else if (take(&rest, "\\")) {
			if (escapes(rest))
				return true;
		} else if (take_any_case(&rest, "@import") || take(&rest, "<?xml-stylesheet")) {
			return true;
		}
		rest.at = begin;
	}
	return false;
}
