#include "document/output.h"

#include "base/utf8.h"
#include "document/flow.h"
#include "document/odt_flat.h"
#include "document/table_tags.h"

#include <string.h>

struct output *output_create(struct arena *arena, struct report *report, struct document *document,
	const struct output_settings *settings)
{
	struct output *output = arena_alloc(arena, sizeof *output);
	output->arena = arena;
	output->report = report;
	output->errors = report_error_count(report);
	output->document = document;
	output->settings = *settings;
	output->writer = document->kind == DOCUMENT_DOCX ? &docx_writer : &odt_writer;
	output->next_id = 1;
	names_init(&output->part_names, arena);
	names_init(&output->ids, arena);
	names_init(&output->anchors, arena);
	names_init(&output->fields, arena);
	names_init(&output->pictures, arena);
	output->png_left_ms = PICTURE_PNG_MS;
	ids_collect(output);
	output->writer->begin(output);
	return output;
}

struct output_part *output_part_at(struct output *output, const char *name)
{
	struct name *entry = names_add(&output->part_names, name, strlen(name));
	if (entry->object != NULL)
		return entry->object;
	struct output_part *part = arena_alloc(output->arena, sizeof *part);
	part->name = entry->text;
	buf_init(&part->buf, output->arena);
	entry->object = part;
	output->parts = arena_grow(output->arena, output->parts, output->part_count,
		&output->part_capacity, sizeof(struct output_part *));
	output->parts[output->part_count++] = part;
	return part;
}

static const struct xml_document *template_xml(struct output *output, const char *name,
	size_t entry, const struct xml_namespace *table, size_t table_count)
{
	struct document *document = output->document;
	for (size_t i = 0; i < document->part_count; i++) {
		if (document->parts[i]->entry == entry)
			return document->parts[i]->xml;
	}
	struct file_bytes bytes;
	if (!zip_reader_read(document->zip, output->arena, output->report, entry, &bytes))
		return NULL;
	return xml_parse(output->arena, output->report, document->file, name, bytes.data,
		bytes.size, table, table_count);
}

struct output_part *output_part_loaded(struct output *output, const char *name,
	const struct xml_namespace *table, size_t table_count, const char *default_prefix)
{
	struct name *known = names_find(&output->part_names, name, strlen(name));
	if (known != NULL && known->object != NULL)
		return known->object;
	size_t entry = zip_reader_find(output->document->zip, name);
	if (entry == SIZE_MAX)
		return NULL;
	const struct xml_document *xml = template_xml(output, name, entry, table, table_count);
	if (xml == NULL)
		return NULL;
	struct output_part *part = output_part_at(output, name);
	fragment_write(&part->buf, xml, 0, xml->count, default_prefix);
	return part;
}

void output_part_begin(struct output *output, const struct part *part)
{
	output->part = NULL;
	output->buf = NULL;
	if (!part->touched)
		return;
	struct output_part *written = output_part_at(output, part->name);
	written->part = part;
	output->part = written;
	output->buf = &written->buf;
	output->heading = 0;
	output->table_count = 0;
	output->references = 0;
}

void output_part_end(struct output *output)
{
	if (output->part == NULL)
		return;
	output->writer->part_end(output);
	if (output->refers_to_pages && output->settings.pages == NULL &&
		output->part->part == output->document->parts[0])
		estimate_pages(output);
	output->finished_bytes += output->buf->length;
	output->part = NULL;
	output->buf = NULL;
}

bool output_full(const struct output *output)
{
	size_t current = output->buf == NULL ? 0 : output->buf->length;
	return output->full || current > output->settings.limit ||
	       output->finished_bytes > output->settings.limit - current;
}

/* Nothing more is written once the limit was passed. */
static bool closed(struct output *output)
{
	if (output_full(output))
		output->full = true;
	return output->full || output->buf == NULL;
}

static bool ends_with(const struct buf *buf, const char *text)
{
	size_t length = strlen(text);
	return buf->length >= length && memcmp(buf->data + buf->length - length, text, length) == 0;
}

/* Two tables without a paragraph between them would become one in Word. */
static void part_tables(struct output *output)
{
	if (ends_with(output->buf, "</w:tbl>"))
		buf_puts(output->buf, "<w:p/>");
}

/* The offset of the start tag that the bytes up to end close with, or SIZE_MAX. */
static size_t start_tag_at_end(const struct buf *buf, size_t end, const char *name)
{
	static const char properties[] = "<w:rPr", properties_end[] = "</w:rPr>";
	size_t length = strlen(name);
	if (end >= sizeof properties_end - 1 &&
		memcmp(buf->data + end - (sizeof properties_end - 1), properties_end,
			sizeof properties_end - 1) == 0)
		while (end > 0 && strncmp(buf->data + end, properties, strlen(properties)) != 0)
			end--;
	if (end < 2 || buf->data[end - 1] != '>' || buf->data[end - 2] == '/')
		return SIZE_MAX;
	const char *tag = memrchr(buf->data, '<', end);
	if (tag == NULL || strncmp(tag + 1, name, length) != 0 ||
		strchr(" >", tag[1 + length]) == NULL)
		return SIZE_MAX;
	return (size_t)(tag - buf->data);
}

/*
 * A link that all its text was taken from goes: the bytes behind its last mark begin with the end tags
 * of the runs around the mark and its own, and their start tags are what was written last. Returns how
 * long those end tags are.
 */
static size_t drop_empty_link(struct output *output, const struct piece *piece)
{
	static const struct {
		const char *name;
		bool link;
	} around[] = {{"w:t", false}, {"w:r", false}, {"text:span", false}, {"w:hyperlink", true},
		{"text:a", true}};
	size_t start = output->buf->length, at = 0, i = 0;
	while (i < sizeof around / sizeof around[0]) {
		size_t length = strlen(around[i].name);
		if (piece->length < at + length + 3 || memcmp(piece->bytes + at, "</", 2) != 0 ||
			memcmp(piece->bytes + at + 2, around[i].name, length) != 0 ||
			piece->bytes[at + 2 + length] != '>') {
			i++;
			continue;
		}
		start = start_tag_at_end(output->buf, start, around[i].name);
		if (start == SIZE_MAX)
			return 0;
		at += length + 3;
		if (around[i].link) {
			buf_truncate(output->buf, start);
			return at;
		}
		i = 0;
	}
	return 0;
}

void output_bytes(struct output *output, const struct piece *piece)
{
	static const char table[] = "<w:tbl>";
	if (closed(output))
		return;
	size_t dropped = drop_empty_link(output, piece);
	if (piece->length >= sizeof table - 1 && memcmp(piece->bytes, table, sizeof table - 1) == 0)
		part_tables(output);
	buf_append(output->buf, piece->bytes + dropped, piece->length - dropped);
}

void output_heading(struct output *output, unsigned level)
{
	output->heading = level;
}

const struct piece *output_call_begin(struct output *output, const struct piece *mark)
{
	const struct piece *outer = output->caller;
	if (mark->shell->in_cell)
		output->caller = mark;
	return outer;
}

void output_call_end(struct output *output, const struct piece *outer)
{
	output->caller = outer;
}

const struct shell *output_cell(const struct output *output, const struct shell *mark)
{
	if (mark->in_cell)
		return mark;
	return output->caller == NULL ? NULL : output->caller->shell;
}

void output_container_end(struct output *output)
{
	if (!closed(output))
		output->writer->container_end(output);
}

void output_table_begin(struct output *output)
{
	if (closed(output))
		return;
	output->tables = arena_grow(output->arena, output->tables, output->table_count,
		&output->table_capacity, sizeof(struct open_table));
	output->tables[output->table_count++].offset = output->buf->length;
}

void output_table_end(struct output *output)
{
	if (closed(output) || output->table_count == 0)
		return;
	size_t offset = output->tables[--output->table_count].offset;
	const char *row =
		output->document->kind == DOCUMENT_DOCX ? "</w:tr>" : "</table:table-row>";
	const char *table = output->buf->data + offset;
	if (output->buf->length > offset &&
		memmem(table, output->buf->length - offset, row, strlen(row)) == NULL)
		buf_truncate(output->buf, offset);
}

void output_table_columns(struct output *output)
{
	if (closed(output) || output->table_count == 0)
		return;
	size_t offset = output->tables[output->table_count - 1].offset;
	table_tags_drop_bare_rows(output->buf, offset, output->document->kind);
	output->writer->table_columns(output, offset);
}

static const struct marked_cell *marked_cell(const struct piece *piece)
{
	return (const struct marked_cell *)(const void *)piece->cell; /* its first member */
}

void output_cell_begin(
	struct output *output, const struct piece *piece, const struct cell_changes *changes)
{
	if (!closed(output))
		output->writer->cell_begin(output, marked_cell(piece), changes);
}

void output_cell_end(
	struct output *output, const struct piece *piece, const struct cell_changes *changes)
{
	if (!closed(output))
		output->writer->cell_end(output, marked_cell(piece), changes);
}

enum standing mark_standing(const struct piece *mark)
{
	if (mark->alone || mark->shell->lift > LIFT_RUN)
		return STANDS_ALONE;
	return mark->shell->lift == LIFT_TEXT ? STANDS_IN_RUN : STANDS_IN_PARAGRAPH;
}

void output_paragraphs(struct output *output, const struct shell *shell, const char *text,
	size_t length, void (*put)(struct buf *out, const char *text, size_t length),
	const char *page_break)
{
	struct buf *out = output->buf;
	size_t from = 0;
	bool parts = shell->parts_paragraph && output->references == 0;
	for (size_t i = 0; parts && i < length; i++) {
		i += utf8_printable(text + i, length - i);
		if (i == length || (text[i] != '\a' && text[i] != '\f'))
			continue;
		put(out, text + from, i - from);
		bytes_put(out, shell->run_close);
		bytes_put(out, shell->paragraph_close);
		bytes_put(out, shell->lists_close);
		if (text[i] == '\f')
			buf_puts(out, page_break);
		bytes_put(out, shell->lists_open);
		bytes_put(out, shell->paragraph_open);
		bytes_put(out, shell->paragraph_properties);
		bytes_put(out, shell->run_open);
		from = i + 1;
	}
	put(out, text + from, length - from);
}

void output_text(struct output *output, const struct piece *mark, const char *text, size_t length)
{
	if (closed(output))
		return;
	if (mark->shell->property)
		plain_put(output, mark, text, length);
	else
		output->writer->text(output, mark, text, length);
}

void output_blocks(
	struct output *output, const struct piece *mark, const struct markup_block *blocks)
{
	if (closed(output) || blocks == NULL)
		return;
	if (mark->shell->property) {
		const char *text = markup_to_text(output->arena, blocks);
		plain_put(output, mark, text, strlen(text));
	} else {
		output->writer->blocks(output, mark, blocks);
	}
}

void output_link(struct output *output, const struct piece *mark, const char *text, size_t length,
	const char *address)
{
	if (closed(output))
		return;
	if (mark->shell->kind == PARAGRAPH_ADDRESS)
		output_text(output, mark, address, strlen(address));
	else if (mark->shell->property || output->references > 0 || !address_usable(address))
		output_text(output, mark, text, length);
	else
		output->writer->link(output, mark, text, length, address);
}

void output_address_begin(struct output *output)
{
	if (!closed(output))
		plain_address_begin(output);
}

const char *output_address_end(struct output *output, const struct piece *piece)
{
	return closed(output) ? NULL : plain_address_end(output, piece);
}

void output_anchor_begin(struct output *output, const char *name)
{
	if (!closed(output))
		output->writer->anchor_begin(output, name);
}

void output_anchor_end(struct output *output, const char *name)
{
	if (!closed(output))
		output->writer->anchor_end(output, name);
}

void output_reference_begin(struct output *output, const char *name)
{
	if (!closed(output) && output->references++ == 0)
		output->writer->reference_begin(output, name);
}

void output_reference_end(struct output *output, const char *name)
{
	if (!closed(output) && output->references > 0 && --output->references == 0)
		output->writer->reference_end(output, name);
}

void output_page(struct output *output, const struct piece *mark, const char *name)
{
	if (closed(output))
		return;
	if (mark->shell->property)
		return;
	output->writer->page(output, mark, name);
	output->refers_to_pages = true;
}

void output_use_namespace(struct output *output, unsigned bit)
{
	output->part->namespaces |= 1u << bit;
}

void output_declare_namespaces(
	struct output_part *part, const struct xml_namespace *table, size_t table_count)
{
	for (size_t i = table_count; i-- > 0;) {
		if ((part->namespaces >> i & 1u) != 0)
			fragment_declare(&part->buf, table[i].prefix, table[i].uri);
	}
}

bool output_finish(struct output *output, struct file_bytes *bytes)
{
	if (output_full(output) || report_error_count(output->report) != output->errors)
		return false;
	output->writer->finish(output);
	if (report_error_count(output->report) != output->errors)
		return false;
	if (!output->settings.flat || output->document->kind != DOCUMENT_ODT)
		return archive_finish(output, bytes);
	struct file_bytes package;
	return archive_finish(output, &package) &&
	       odt_flat_fold(output->arena, output->report, &package, bytes);
}
