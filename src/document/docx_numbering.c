#include "document/docx.h"

#include <stdlib.h>
#include <string.h>

/*
 * Every numbered list is a w:num of its own that starts anew at each level: one that is used
 * again goes on counting where the one before ended.
 */

static const char numbering_type[] =
	"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

enum { LEVELS = 9 };

static unsigned number_attribute(const struct xml_event *event, const char *name)
{
	const char *value = xml_attribute(event, name);
	unsigned long number = value == NULL ? 0 : strtoul(value, NULL, 10);
	return number < 1000000000 ? (unsigned)number : 0;
}

static struct docx_numbering *numbering_of(struct output *output)
{
	struct docx *docx = docx_of(output);
	if (docx->numbering != NULL)
		return docx->numbering;
	struct docx_numbering *numbering = arena_alloc(output->arena, sizeof *numbering);
	docx->numbering = numbering;
	names_init(&numbering->abstracts, output->arena);
	buf_init(&numbering->added_abstracts, output->arena);
	buf_init(&numbering->added_nums, output->arena);
	numbering->next_num = 1;
	if (docx->numbering_part != NULL)
		numbering->xml = document_parse(output->document, docx->numbering_part,
			output->document->reader->namespaces,
			output->document->reader->namespace_count);
	for (size_t i = 0; numbering->xml != NULL && i < numbering->xml->count; i++) {
		const struct xml_event *event = &numbering->xml->events[i];
		if (event->kind != XML_START)
			continue;
		unsigned id;
		if (xml_is(event, "w:abstractNum") &&
			(id = number_attribute(event, "w:abstractNumId")) >=
				numbering->next_abstract)
			numbering->next_abstract = id + 1;
		if (xml_is(event, "w:num") &&
			(id = number_attribute(event, "w:numId")) >= numbering->next_num)
			numbering->next_num = id + 1;
	}
	return numbering;
}

static void put_level(
	struct buf *out, unsigned level, const char *format, const char *text, const char *suffix)
{
	buf_printf(out,
		"<w:lvl w:ilvl=\"%u\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/>"
		"<w:lvlText w:val=\"%s%s\"/><w:lvlJc w:val=\"left\"/>"
		"<w:pPr><w:ind w:left=\"%u\" w:hanging=\"%d\"/></w:pPr></w:lvl>",
		level, format, text, suffix, (level + 1) * DOCX_LIST_STEP, (int)DOCX_LIST_STEP);
}

/*
 * The definition of numbered lists with this delimiter of which offset lists around a level are
 * not numbered, so that the outermost numbered one has figures.
 */
static unsigned abstract_of(struct output *output, char delimiter, unsigned offset)
{
	static const char *const bullets[] = {"\xe2\x80\xa2", "\xe2\x80\x93", "\xc2\xb7"};
	static const char *const formats[] = {"decimal", "lowerLetter", "lowerRoman"};
	struct docx_numbering *numbering = numbering_of(output);
	const char *key = arena_printf(output->arena, "%c%u", delimiter, offset);
	struct name *entry = names_add(&numbering->abstracts, key, strlen(key));
	if (entry->number > 0)
		return (unsigned)entry->number - 1;
	unsigned id = numbering->next_abstract++;
	entry->number = id + 1;
	struct buf *out = &numbering->added_abstracts;
	/* Word takes two definitions with one w:nsid for the same list */
	buf_printf(out,
		"<w:abstractNum w:abstractNumId=\"%u\"><w:nsid w:val=\"%08X\"/>"
		"<w:multiLevelType w:val=\"multilevel\"/>",
		id, (unsigned)(names_hash(NAMES_HASH_SEED, key, strlen(key)) + id) & 0x7fffffffu);
	for (unsigned level = 0; level < LEVELS; level++) {
		if (delimiter == '*')
			put_level(out, level, "bullet", bullets[level % 3], "");
		else
			put_level(out, level, formats[(level + 9 - offset) % 3],
				arena_printf(output->arena, "%%%u", level + 1),
				delimiter == ')' ? ")" : ".");
	}
	buf_puts(out, "</w:abstractNum>");
	return id;
}

unsigned docx_new_list(struct output *output, const struct markup_block *list, unsigned level,
	unsigned numbered_depth)
{
	struct docx_numbering *numbering = numbering_of(output);
	struct buf *out = &numbering->added_nums;
	if (!list->ordered) {
		if (numbering->bullets == 0) {
			unsigned abstract = abstract_of(output, '*', 0);
			numbering->bullets = numbering->next_num++;
			buf_printf(out,
				"<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%u\"/></w:num>",
				numbering->bullets, abstract);
		}
		return numbering->bullets;
	}
	unsigned offset = level > numbered_depth ? (level - numbered_depth) % LEVELS : 0;
	unsigned abstract = abstract_of(output, list->delimiter, offset);
	unsigned id = numbering->next_num++;
	buf_printf(out, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%u\"/>", id, abstract);
	for (unsigned i = 0; i < LEVELS; i++)
		buf_printf(out,
			"<w:lvlOverride w:ilvl=\"%u\"><w:startOverride "
			"w:val=\"%u\"/></w:lvlOverride>",
			i, i == level ? list->start : 1);
	buf_puts(out, "</w:num>");
	return id;
}

/* The template's numbering with the new definitions at the places that the schema gives them. */
static void write_merged(const struct docx_numbering *numbering, struct buf *out)
{
	const struct xml_document *xml = numbering->xml;
	size_t nums = xml->count - 1, end = xml->count - 1;
	for (size_t i = 1; i + 1 < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		bool is_num = xml_is(event, "w:num");
		if (!is_num && !xml_is(event, "w:numIdMacAtCleanup")) {
			i = event->other;
			continue;
		}
		nums = nums < i ? nums : i;
		if (!is_num) {
			end = i;
			break;
		}
		i = event->other;
	}
	if (xml->count == 2)
		nums = end = 1;
	fragment_write(out, xml, 0, nums, NULL);
	bytes_put(out,
		(struct bytes){numbering->added_abstracts.data, numbering->added_abstracts.length});
	if (end > nums)
		fragment_write(out, xml, nums, end, NULL);
	bytes_put(out, (struct bytes){numbering->added_nums.data, numbering->added_nums.length});
	fragment_write(out, xml, end, xml->count, NULL);
}

void docx_numbering_finish(struct output *output)
{
	struct docx *docx = docx_of(output);
	struct docx_numbering *numbering = docx->numbering;
	if (numbering == NULL || numbering->added_nums.length == 0)
		return;
	if (numbering->xml != NULL) {
		write_merged(numbering, &output_part_at(output, docx->numbering_part)->buf);
		return;
	}
	const char *name = arena_printf(output->arena, "%snumbering.xml", docx->folder);
	struct buf *out = &output_part_at(output, name)->buf;
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering "
		      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	bytes_put(out,
		(struct bytes){numbering->added_abstracts.data, numbering->added_abstracts.length});
	bytes_put(out, (struct bytes){numbering->added_nums.data, numbering->added_nums.length});
	buf_puts(out, "</w:numbering>");
	docx_relate(output, docx->main, "numbering", name, false);
	docx_content_type(output, arena_printf(output->arena, "part /%s", name), numbering_type);
}
