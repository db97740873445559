#include "document/reading.h"

#include <string.h>
#include <strings.h>

/* The markup around a mark as bytes, for whoever writes more than text there. */

void shells_init(struct shells *shells, struct part *part)
{
	*shells = (struct shells){.part = part, .paragraph = NOWHERE, .inside = NOWHERE};
}

static struct bytes keep(struct shells *shells, struct buf *buf)
{
	struct bytes bytes = {
		.data = buf_copy(buf, shells->part->document->arena), .length = buf->length};
	buf_truncate(buf, 0);
	return bytes;
}

size_t part_properties(const struct part *part, size_t element)
{
	const struct xml_event *events = part->xml->events;
	size_t i = element + 1;
	if (events[i].kind == XML_TEXT)
		i++; /* a blank between elements */
	if (events[i].kind != XML_START || part_role(part, i) != ROLE_PROPERTIES)
		return NOWHERE;
	return i;
}

bool part_ends_section(const struct part *part, size_t paragraph)
{
	size_t properties = part_properties(part, paragraph);
	size_t end = properties == NOWHERE ? 0 : part->xml->events[properties].other;
	for (size_t i = properties; i < end; i++)
		if (part->xml->events[i].kind == XML_START && part_role(part, i) == ROLE_SECTION)
			return true;
	return false;
}

static void put_properties(struct buf *out, const struct part *part, size_t element)
{
	size_t properties = part_properties(part, element);
	if (properties == NOWHERE)
		return;
	serial_events(
		out, part, properties, part->xml->events[properties].other + 1, true, ROLE_SECTION);
}

static void put_end(struct buf *out, const struct part *part, size_t element)
{
	buf_puts(out, "</");
	buf_puts(out, part->xml->events[element].name);
	buf_putc(out, '>');
}

/* What ends the lists around a paragraph, and begins them again so that they count on. */
static void describe_lists(struct shells *shells, struct buf *scratch, size_t paragraph)
{
	const struct part *part = shells->part;
	struct shell *shell = &shells->last;
	size_t around[READING_MAX_DEPTH];
	size_t count = 0;
	for (size_t i = part->xml->events[paragraph].parent; i != NOWHERE;
		i = part->xml->events[i].parent) {
		enum role role = part_role(part, i);
		if (role != ROLE_LIST && role != ROLE_ITEM)
			break;
		put_end(scratch, part, i);
		around[count++] = i;
	}
	shell->lists_close = keep(shells, scratch);
	while (count-- > 0) {
		serial_start(scratch, part, around[count], true);
		const struct xml_event *start = &part->xml->events[around[count]];
		if (part_role(part, around[count]) == ROLE_LIST &&
			xml_attribute(start, "text:continue-numbering") == NULL)
			buf_puts(scratch, " text:continue-numbering=\"true\"");
		buf_putc(scratch, '>');
	}
	shell->lists_open = keep(shells, scratch);
}

/* The bytes of a paragraph. */
static void describe_paragraph(struct shells *shells, struct buf *scratch, size_t paragraph)
{
	const struct part *part = shells->part;
	struct shell *shell = &shells->last;
	shells->paragraph = paragraph;
	serial_start(scratch, part, paragraph, true);
	buf_putc(scratch, '>');
	shell->paragraph_open = keep(shells, scratch);
	put_properties(scratch, part, paragraph);
	shell->paragraph_properties = keep(shells, scratch);
	put_end(scratch, part, paragraph);
	shell->paragraph_close = keep(shells, scratch);
	describe_lists(shells, scratch, paragraph);
	shell->style = part->document->reader->paragraph_style(part->xml, paragraph);
	shell->cell = part_enclosing(part, paragraph, ROLE_CELL);
	shell->in_cell = shell->cell != NOWHERE;
}

/* The bytes of the runs around inside: one in DOCX, any number of nested spans in ODT. */
static void describe_run(struct shells *shells, struct buf *scratch, size_t inside)
{
	const struct part *part = shells->part;
	const struct format_reader *reader = part->document->reader;
	struct shell *shell = &shells->last;
	size_t runs[READING_MAX_DEPTH];
	size_t count = 0;
	shells->inside = inside;
	for (; inside != NOWHERE; inside = part->xml->events[inside].parent) {
		enum role role = part_role(part, inside);
		if (role == ROLE_RUN)
			runs[count++] = inside;
		else if (role != ROLE_TEXT)
			break;
	}
	/* What ends a section with the paragraph would end it at the first of two. */
	shell->parts_paragraph = inside != NOWHERE && part_role(part, inside) == ROLE_PARAGRAPH &&
				 !part_ends_section(part, inside);
	if (count == 0) {
		buf_puts(scratch, reader->run_open);
	} else if (!reader->mixed) {
		put_properties(scratch, part, runs[0]);
		shell->run_properties = keep(shells, scratch);
	}
	for (size_t i = count; i-- > 0;) {
		serial_start(scratch, part, runs[i], true);
		buf_putc(scratch, '>');
		if (!reader->mixed)
			put_properties(scratch, part, runs[i]);
	}
	buf_puts(scratch, reader->text_open);
	shell->run_open = keep(shells, scratch);
	buf_puts(scratch, reader->text_close);
	for (size_t i = 0; i < count; i++)
		put_end(scratch, part, runs[i]);
	if (count == 0)
		buf_puts(scratch, reader->run_close);
	shell->run_close = keep(shells, scratch);
}

/* Where the address in a HYPERLINK field's code begins that an offset is in, or NOWHERE. */
static size_t address_begins(const struct part_paragraph *shown, size_t at)
{
	static const char name[] = "HYPERLINK";
	const char *text = shown->text + strspn(shown->text, " \t\n");
	const char *quote = strchr(text, '"');
	if (shown->kind != PARAGRAPH_FIELD || strncasecmp(text, name, sizeof name - 1) != 0 ||
		quote == NULL || (size_t)(quote - shown->text) >= at)
		return NOWHERE;
	/* A switch before it says that the text is something else, \l a place in the document. */
	if (memchr(text, '\\', (size_t)(quote - text)) != NULL ||
		memchr(quote + 1, '"', at - (size_t)(quote + 1 - shown->text)) != NULL)
		return NOWHERE;
	return (size_t)(quote + 1 - shown->text);
}

bool mark_begins_address(const struct paragraph *paragraph, const struct mark *mark)
{
	return address_begins(&paragraph->shown, mark->start) == mark->start;
}

const struct shell *shells_plain(
	struct shells *shells, const struct paragraph *paragraph, const struct mark *mark)
{
	struct shell *shell = arena_alloc(shells->part->document->arena, sizeof *shell);
	shell->property = true;
	shell->attribute = paragraph->attribute > 0;
	shell->kind = paragraph->shown.kind;
	shell->in_address = address_begins(&paragraph->shown, mark->start) != NOWHERE;
	return shell;
}

const struct shell *shells_get(
	struct shells *shells, size_t paragraph, size_t inside, enum mark_lift lift)
{
	struct arena *arena = shells->part->document->arena;
	struct shell *shell = &shells->last;
	if (shells->part->property) {
		shell->property = true;
	} else {
		struct buf scratch;
		buf_init(&scratch, arena);
		if (paragraph != shells->paragraph)
			describe_paragraph(shells, &scratch, paragraph);
		if (inside != shells->inside) {
			shell->run_properties = (struct bytes){.data = ""};
			describe_run(shells, &scratch, inside);
		}
		buf_finish(&scratch);
	}
	shell->lift = lift;
	struct shell *copy = arena_alloc(arena, sizeof *copy);
	*copy = *shell;
	return copy;
}
