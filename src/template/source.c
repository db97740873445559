#include "template/syntax.h"

#include "base/buf.h"
#include "base/utf8.h"

/* How much of a paragraph a message shows around the fault, in characters. */
enum { VISIBLE_BEFORE = 40, VISIBLE_AFTER = 40 };

static size_t step_back(const char *text, size_t at)
{
	do {
		at--;
	} while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* The number of the paragraph that the byte at offset was in before others were joined to it. */
static unsigned paragraph_at(const struct source *source, size_t offset)
{
	const struct part_paragraph *paragraph = source->paragraph;
	size_t low = 0, high = paragraph == NULL ? 0 : paragraph->join_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (paragraph->joins[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? source->place.paragraph : paragraph->joins[low - 1].number;
}

struct place source_place(struct arena *arena, const struct source *source, size_t offset)
{
	if (source->locate != NULL) {
		struct place nowhere = {0};
		return source->locate->locate ? source->locate->locate(source->locate->user, offset)
					      : nowhere;
	}
	struct place place = source->place;
	place.paragraph = paragraph_at(source, offset);
	const char *text = source->text;
	struct buf visible;
	size_t from = offset, used = 0, before = 0;
	uint32_t code_point;
	buf_init(&visible, arena);
	for (; from > 0 && before < VISIBLE_BEFORE; before++)
		from = step_back(text, from);
	if (from > 0) {
		buf_puts(&visible, "…");
		used++;
	}
	size_t at = from;
	for (size_t shown = 0; at < source->length && shown < VISIBLE_BEFORE + VISIBLE_AFTER;) {
		if (at >= offset && place.caret == 0)
			place.caret = (unsigned)used + 1;
		size_t step = utf8_decode(text + at, source->length - at, &code_point);
		at += step;
		if (utf8_is_invisible(code_point))
			continue;
		if (utf8_is_space(code_point) || code_point == 0xfffc)
			code_point = ' ';
		buf_put_utf8(&visible, code_point);
		shown++;
		used++;
	}
	if (place.caret == 0)
		place.caret = (unsigned)used + 1;
	if (at < source->length)
		buf_puts(&visible, "…");
	place.visible = buf_text(&visible);
	return place;
}
