#include "template/document_template.h"

#include "base/utf8.h"

/* Paragraphs that {%- and -%} join, found before anything else is done with their tags. */

static bool is_blank(const char *text, size_t from, size_t to)
{
	uint32_t code_point;
	while (from < to) {
		from += utf8_decode(text + from, to - from, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			return false;
	}
	return true;
}

static unsigned char joins_of(struct scanner *scanner, const struct part_paragraph *paragraph)
{
	struct source source = {
		.text = paragraph->text, .length = paragraph->length, .place = paragraph->place};
	struct tag tag;
	unsigned char joins = 0;
	scanner->source = &source;
	scanner->at = 0;
	scanner->fails = 0;
	while (scan_next(scanner, &tag)) {
		if (tag.kind != TAG_STATEMENT && tag.kind != TAG_RAW)
			continue;
		if (tag.before == '-' && is_blank(source.text, 0, tag.start))
			joins |= JOIN_BEFORE;
		if (tag.after == '-' && is_blank(source.text, tag.end, source.length))
			joins |= JOIN_AFTER;
	}
	return joins;
}

/* True if some paragraph may have such a tag, so that it is worth while to look. */
static bool may_join(const struct part *part)
{
	size_t count = part_paragraph_count(part);
	for (size_t i = 0; i < count; i++) {
		const struct part_paragraph *paragraph = part_paragraph(part, i);
		for (size_t k = 0; k + 1 < paragraph->length; k++) {
			unsigned char at = (unsigned char)paragraph->text[k];
			unsigned char next = (unsigned char)paragraph->text[k + 1];
			if ((at == '%' && (next == '-' || next >= 0x80)) ||
				(next == '%' && (at == '-' || at >= 0x80)) ||
				(at == '-' && next >= 0x80))
				return true;
		}
	}
	return false;
}

void joining_put(struct arena *arena, struct part *part)
{
	if (!may_join(part))
		return;
	/* What is wrong with the tags is reported when they are read for good. */
	struct scanner scanner = {.arena = arena, .report = report_create(arena), .document = true};
	size_t count = part_paragraph_count(part);
	unsigned char *joins = arena_array(arena, count, sizeof *joins);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (part_paragraph(part, i)->kind != PARAGRAPH_TEXT)
			continue;
		joins[i] = joins_of(&scanner, part_paragraph(part, i));
		any |= joins[i] != 0;
	}
	if (any)
		part_join(part, joins);
}
