#include "document/html.h"

#include <string.h>

/*
 * Reads tags as far as their names (HTML Standard, 13.2.5): enough to know what a value that is
 * printed next may be. Each byte is looked at once.
 */

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static bool holds_line(const char *name)
{
	static const char *const names[] = {"a", "abbr", "b", "button", "cite", "code", "del", "dt",
		"em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "label", "legend",
		"mark", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup",
		"time", "u"};
	return is_one_of(name, names, sizeof names / sizeof names[0]);
}

static bool holds_text_only(const char *name)
{
	static const char *const names[] = {"option", "script", "style", "textarea", "title"};
	return is_one_of(name, names, sizeof names / sizeof names[0]);
}

static bool is_empty_element(const char *name)
{
	static const char *const names[] = {"br", "img", "input", "link", "meta", "wbr"};
	return is_one_of(name, names, sizeof names / sizeof names[0]);
}

static void count(unsigned *open, bool closing)
{
	if (!closing)
		++*open;
	else if (*open > 0)
		--*open;
}

static void tag_ended(struct html_place *place)
{
	const char *name = place->name;
	if (name[0] == '\0' || is_empty_element(name))
		return;
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0' &&
		!place->closing)
		place->heading = (unsigned)(name[1] - '0');
	if (strcmp(name, "a") == 0)
		count(&place->links, place->closing);
	if (strcmp(name, "pre") == 0)
		count(&place->exact, place->closing);
	if (holds_text_only(name)) {
		if (!place->closing)
			strcpy(place->text_only, name);
	} else if (holds_line(name)) {
		count(&place->lines, place->closing);
	} else {
		/* a block ends every line that was left open */
		place->lines = 0;
	}
}

static void add_to_name(struct html_place *place, char byte)
{
	bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		      (byte >= '0' && byte <= '9');
	if (byte == '/' && place->name_length == 0) {
		place->closing = true;
		return;
	}
	if (!letter) {
		place->name_ended = true;
		return;
	}
	if (place->name_length + 1 < sizeof place->name)
		place->name[place->name_length++] =
			(char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

static void scan_in_tag(struct html_place *place, char byte)
{
	if (place->quote != '\0') {
		if (byte == place->quote)
			place->quote = '\0';
	} else if (byte == '>') {
		place->in_tag = false;
		tag_ended(place);
	} else if (place->name_ended && (byte == '"' || byte == '\'')) {
		place->quote = byte;
	} else if (!place->name_ended) {
		add_to_name(place, byte);
	}
}

static void begin_tag(struct html_place *place)
{
	place->in_tag = true;
	place->closing = false;
	place->quote = '\0';
	place->name_length = 0;
	place->name_ended = false;
	memset(place->name, 0, sizeof place->name);
}

/* The end tag of an element that holds text only, or NULL. */
static bool ends_text_only(const struct html_place *place, const char *bytes, size_t length)
{
	size_t name = strlen(place->text_only);
	return length >= name + 2 && bytes[1] == '/' &&
	       strncasecmp(bytes + 2, place->text_only, name) == 0;
}

void html_place_scan(struct html_place *place, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char byte = bytes[i];
		const char *rest = bytes + i;
		if (place->in_comment) {
			if (byte == '-' && length - i >= 3 && memcmp(rest, "-->", 3) == 0)
				place->in_comment = false;
		} else if (place->in_tag) {
			scan_in_tag(place, byte);
		} else if (byte != '<') {
			continue;
		} else if (place->text_only[0] != '\0') {
			if (!ends_text_only(place, rest, length - i))
				continue;
			place->text_only[0] = '\0';
			begin_tag(place);
		} else if (length - i >= 4 && memcmp(rest, "<!--", 4) == 0) {
			place->in_comment = true;
		} else if (length - i >= 2 && rest[1] != ' ' && rest[1] != '<') {
			begin_tag(place);
		}
	}
	place->at += length;
}

bool html_place_is_text_only(const struct html_place *place)
{
	return place->in_tag || place->in_comment || place->text_only[0] != '\0';
}
