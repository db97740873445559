#include "markup/picture.h"

#include "base/utf8.h"

#include <string.h>

/* The root element of an SVG, read just far enough to know how large it is. */

enum {
	DEFAULT_WIDTH = 300, /* what browsers take where nothing is said */
	DEFAULT_HEIGHT = 150,
	MAX_SHOWN = 20000
};

struct cursor {
	const char *at;
	const char *end;
};

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static void skip_spaces(struct cursor *cursor)
{
	while (cursor->at < cursor->end && is_space(*cursor->at))
		cursor->at++;
}

static bool take(struct cursor *cursor, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
		return false;
	cursor->at += length;
	return true;
}

static bool skip_past(struct cursor *cursor, const char *word)
{
	const char *found =
		memmem(cursor->at, (size_t)(cursor->end - cursor->at), word, strlen(word));

	if (!found)
		return false;
	cursor->at = found + strlen(word);
	return true;
}

/* Skips what may stand before the root: declaration, comments, a document type without its own
 * declarations. */
static bool skip_prolog(struct cursor *cursor)
{
	take(cursor, "\xEF\xBB\xBF");
	for (;;) {
		skip_spaces(cursor);
		if (take(cursor, "<?")) {
			if (!skip_past(cursor, "?>"))
				return false;
		} else if (take(cursor, "<!--")) {
			if (!skip_past(cursor, "-->"))
				return false;
		} else if (take(cursor, "<!DOCTYPE")) {
			const char *begin = cursor->at;

			if (!skip_past(cursor, ">") ||
				memchr(begin, '[', (size_t)(cursor->at - begin)))
				return false;
		} else {
			return true;
		}
	}
}

/* A number without sign or exponent. */
static bool read_number(struct cursor *cursor, double *number)
{
	double place = 1;
	bool any = false;

	*number = 0;
	for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++, any = true)
		if (*number < 1e9)
			*number = *number * 10 + (*cursor->at - '0');
	if (cursor->at < cursor->end && *cursor->at == '.') {
		cursor->at++;
		for (; cursor->at < cursor->end && is_digit(*cursor->at);
			cursor->at++, any = true) {
			place /= 10;
			*number += place * (*cursor->at - '0');
		}
	}
	return any;
}

/* "120", "31.5mm": in pixels; false for what depends on something else, as "100%". */
static bool read_length(struct cursor value, double *pixels)
{
	static const struct {
		const char *unit;
		double pixels;
	} units[] = {{"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54},
		{"in", 96}};

	skip_spaces(&value);
	if (!read_number(&value, pixels))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (take(&value, units[i].unit)) {
			*pixels *= units[i].pixels;
			break;
		}
	}
	skip_spaces(&value);
	return value.at == value.end && *pixels > 0;
}

/* "0 0 400 200": the last two. */
static bool read_view_box(struct cursor value, double *width, double *height)
{
	double numbers[4];

	for (int i = 0; i < 4; i++) {
		while (value.at < value.end && (is_space(*value.at) || *value.at == ','))
			value.at++;
		if (i < 2 && value.at < value.end && (*value.at == '-' || *value.at == '+'))
			value.at++;
		if (!read_number(&value, &numbers[i]))
			return false;
	}
	*width = numbers[2];
	*height = numbers[3];
	return *width > 0 && *height > 0;
}

struct root {
	double width, height; /* 0 where not said */
	double box_width, box_height;
	struct cursor name;
	bool empty; /* <svg/> */
};

static bool is_name(struct cursor name, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(name.end - name.at) == length && memcmp(name.at, word, length) == 0;
}

static bool read_attribute(struct cursor *cursor, struct root *root)
{
	struct cursor name = {cursor->at, cursor->at};
	struct cursor value;
	char quote;

	while (cursor->at < cursor->end && !is_space(*cursor->at) &&
		!strchr("=<>/\"'", *cursor->at))
		cursor->at++;
	name.end = cursor->at;
	skip_spaces(cursor);
	if (name.end == name.at || !take(cursor, "="))
		return false;
	skip_spaces(cursor);
	if (cursor->at == cursor->end || (*cursor->at != '"' && *cursor->at != '\''))
		return false;
	quote = *cursor->at++;
	value.at = cursor->at;
	value.end = memchr(cursor->at, quote, (size_t)(cursor->end - cursor->at));
	if (!value.end)
		return false;
	cursor->at = value.end + 1;
	if (is_name(name, "width") && !read_length(value, &root->width))
		root->width = 0;
	else if (is_name(name, "height") && !read_length(value, &root->height))
		root->height = 0;
	else if (is_name(name, "viewBox") &&
		 !read_view_box(value, &root->box_width, &root->box_height))
		root->box_width = root->box_height = 0;
	return true;
}

static bool read_root(struct cursor *cursor, struct root *root)
{
	const char *colon;

	if (!take(cursor, "<"))
		return false;
	root->name.at = cursor->at;
	while (cursor->at < cursor->end && !is_space(*cursor->at) && !strchr("<>/", *cursor->at))
		cursor->at++;
	root->name.end = cursor->at;
	colon = memchr(root->name.at, ':', (size_t)(root->name.end - root->name.at));
	if (!is_name((struct cursor){colon ? colon + 1 : root->name.at, root->name.end}, "svg"))
		return false;
	for (;;) {
		skip_spaces(cursor);
		if (take(cursor, ">"))
			return true;
		if (take(cursor, "/>"))
			return root->empty = true;
		if (!read_attribute(cursor, root))
			return false;
	}
}

/* True if the root's end tag stands somewhere behind. */
static bool has_end(struct cursor cursor, const struct root *root)
{
	size_t length = (size_t)(root->name.end - root->name.at);

	while (skip_past(&cursor, "</")) {
		if ((size_t)(cursor.end - cursor.at) <= length ||
			memcmp(cursor.at, root->name.at, length) != 0)
			continue;
		cursor.at += length;
		skip_spaces(&cursor);
		if (take(&cursor, ">"))
			return true;
	}
	return false;
}

static unsigned clamp(double pixels)
{
	if (pixels < 1)
		return 1;
	return pixels > MAX_SHOWN ? MAX_SHOWN : (unsigned)(pixels + 0.5);
}

bool picture_read_svg(struct markup_picture *picture, const char *data, size_t size)
{
	struct cursor cursor = {data, data + size};
	struct root root = {0};
	double width, height;

	if (utf8_valid(data, size) != size || !skip_prolog(&cursor) || !read_root(&cursor, &root))
		return false;
	if (!root.empty && !has_end(cursor, &root))
		return false;
	width = root.width;
	height = root.height;
	if (root.box_width > 0) {
		/* The view box gives the shape where one length or both are missing. */
		if (width == 0 && height == 0)
			width = root.box_width;
		if (width == 0)
			width = height * root.box_width / root.box_height;
		if (height == 0)
			height = width * root.box_height / root.box_width;
	}
	picture->width_px = clamp(width > 0 ? width : DEFAULT_WIDTH);
	picture->height_px = clamp(height > 0 ? height : DEFAULT_HEIGHT);
	return true;
}
