#include "document/document.h"

#include "base/i18n.h"
#include "io/process.h"

#include <string.h>

/* PNG pictures of SVG ones, for readers that know no SVG. */

enum {
	MOST_MS = 10000,    /* for one picture */
	PIXELS_PER_PX = 2,  /* 192 to the inch */
	MOST_PIXELS = 2400, /* on a side */
	MOST_TAGS = 100000  /* the program takes some two kilobytes for each */
};

struct pixels {
	unsigned width, height;
};

/* By the picture's own size, so that it does not matter how large it shows where it comes first. */
static struct pixels pixels_of(const struct markup_picture *svg)
{
	struct markup_picture own = *svg;
	struct pixels pixels;
	unsigned longest;

	picture_read(&own, svg->data, svg->size);
	pixels.width = own.width_px * PIXELS_PER_PX;
	pixels.height = own.height_px * PIXELS_PER_PX;
	longest = pixels.width > pixels.height ? pixels.width : pixels.height;
	if (longest > MOST_PIXELS) {
		pixels.width = pixels.width * MOST_PIXELS / longest;
		pixels.height = pixels.height * MOST_PIXELS / longest;
	}
	pixels.width = pixels.width > 0 ? pixels.width : 1;
	pixels.height = pixels.height > 0 ? pixels.height : 1;
	return pixels;
}

static bool is_too_much(const struct markup_picture *svg)
{
	const char *end = svg->data + svg->size;
	size_t tags = 0;

	for (const char *at = svg->data; (at = memchr(at, '<', (size_t)(end - at))); at++)
		tags++;
	return tags > MOST_TAGS;
}

/*
 * From standard input the program has no place of its own, and so reads no other file, whatever the
 * picture names. The language is fixed, so that a picture with several looks the same everywhere.
 */
static enum process_end convert(struct arena *arena, const struct markup_picture *svg,
	unsigned *left_ms, struct file_bytes *png, int *status)
{
	struct file_bytes input = {.data = svg->data, .size = svg->size};
	struct pixels pixels = pixels_of(svg);
	const char *arguments[] = {"rsvg-convert", "--format=png", "--accept-language=da",
		arena_printf(arena, "--width=%u", pixels.width),
		arena_printf(arena, "--height=%u", pixels.height), NULL};

	unsigned given_ms = *left_ms < MOST_MS ? *left_ms : MOST_MS;
	unsigned own_ms = given_ms;
	enum process_end end = process_filter(arena, arguments, &own_ms, &input, png, status);

	*left_ms -= given_ms - own_ms;
	return end;
}

const struct markup_picture *picture_png(struct arena *arena, struct report *report,
	const struct markup_picture *svg, unsigned *left_ms)
{
	struct markup_picture *picture;
	struct file_bytes png;
	int status;
	enum process_end end;

	if (svg->png)
		return svg->png;
	end = is_too_much(svg) ? PROCESS_FAILED : convert(arena, svg, left_ms, &png, &status);
	if (end == PROCESS_NOT_FOUND) {
		report_error(report, &svg->place, "picture-svg-docx",
			tr("Word needs the SVG picture '%s' as PNG too; put a PNG of the same name "
			   "beside it, or install rsvg-convert (Debian: librsvg2-bin)"),
			svg->name);
		return NULL;
	}
	if (end == PROCESS_TIMEOUT) {
		report_error(report, &svg->place, "picture-svg-docx",
			tr("rsvg-convert took too long over the SVG picture '%s'; put a PNG of the "
			   "same name beside it"),
			svg->name);
		return NULL;
	}
	picture = arena_alloc(arena, sizeof(*picture));
	if (end != PROCESS_DONE || status != 0 || !picture_read(picture, png.data, png.size) ||
		picture->type != PICTURE_PNG) {
		report_error(report, &svg->place, "picture-svg-docx",
			tr("rsvg-convert made no PNG of the SVG picture '%s'; put a PNG of the "
			   "same name beside it"),
			svg->name);
		return NULL;
	}
	return picture;
}
