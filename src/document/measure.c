#include "document/measure.h"

#include "base/i18n.h"
#include "document/libreoffice.h"
#include "document/names.h"
#include "io/xml.h"
#include "io/zip.h"

#include <string.h>

/*
 * The page numbers that a document refers to, as LibreOffice lays it out. When it writes a DOCX it
 * lays the document out first, and the result of each PAGEREF field is then right; in what it writes
 * as ODT the numbers are those it has read. So the document goes through a DOCX whatever its kind.
 */

struct document_pages {
	struct names numbers; /* name of a place → "12" */
};

/* Digits that a page number may have. */
enum { MOST_DIGITS = 6 };

/* The bookmark that a field's code (" PAGEREF name \\h ") refers to, or NULL. */
static const char *referred(struct arena *arena, const struct buf *code)
{
	static const char keyword[] = "PAGEREF";
	const char *text = code->length > 0 ? code->data : "";
	const char *end = text + code->length;
	while (text < end && *text == ' ')
		text++;
	if ((size_t)(end - text) < sizeof keyword || memcmp(text, keyword, sizeof keyword - 1) != 0)
		return NULL;
	for (text += sizeof keyword - 1; text < end && *text == ' ';)
		text++;
	const char *name = text;
	while (text < end && *text != ' ')
		text++;
	return arena_strndup(arena, name, (size_t)(text - name));
}

static bool is_number(const struct buf *text)
{
	if (text->length == 0 || text->length > MOST_DIGITS)
		return false;
	for (size_t i = 0; i < text->length; i++)
		if (text->data[i] < '0' || text->data[i] > '9')
			return false;
	return true;
}

/* A field on its way: its code, then its result. */
struct field {
	struct buf code, result;
	bool in_result;
};

static void end_field(struct document_pages *pages, struct field *field)
{
	struct arena *arena = pages->numbers.arena;
	const char *name = referred(arena, &field->code);
	if (name != NULL && is_number(&field->result))
		names_add(&pages->numbers, name, strlen(name))->object =
			buf_copy(&field->result, arena);
	field->in_result = false;
	buf_truncate(&field->code, 0);
	buf_truncate(&field->result, 0);
}

/* A field within a field ends the outer one, which then is none of those that are looked for. */
static void read_fields(struct document_pages *pages, const struct xml_document *xml)
{
	struct arena *arena = pages->numbers.arena;
	struct field field = {0};
	buf_init(&field.code, arena);
	buf_init(&field.result, arena);
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind == XML_TEXT && event->parent != SIZE_MAX) {
			const struct xml_event *parent = &xml->events[event->parent];
			if (xml_is(parent, "w:instrText") && !field.in_result)
				buf_append(&field.code, event->text, event->length);
			else if (xml_is(parent, "w:t") && field.in_result)
				buf_append(&field.result, event->text, event->length);
		} else if (event->kind == XML_START && xml_is(event, "w:fldChar")) {
			const char *type = xml_attribute(event, "w:fldCharType");
			if (type != NULL && strcmp(type, "separate") == 0)
				field.in_result = true;
			else
				end_field(pages, &field);
		}
	}
}

/* False for anything but a DOCX within the limits; what is wrong with it is nobody's fault here. */
static bool read_pages(
	struct arena *scratch, const struct file_bytes *docx, struct document_pages *pages)
{
	static const struct xml_namespace table[] = {
		{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"}};
	static const char part[] = "word/document.xml";
	struct report *unheard = report_create(scratch);
	struct zip_reader *zip = zip_reader_open(scratch, unheard, docx);
	size_t index = zip != NULL ? zip_reader_find(zip, part) : SIZE_MAX;
	struct file_bytes content;
	if (index == SIZE_MAX || !zip_reader_read(zip, scratch, unheard, index, &content))
		return false;
	const struct xml_document *xml =
		xml_parse(scratch, unheard, docx->path, part, content.data, content.size, table, 1);
	if (xml != NULL)
		read_fields(pages, xml);
	return xml != NULL;
}

const struct document_pages *document_measure(struct arena *arena, struct report *report,
	enum document_kind kind, const struct file_bytes *bytes)
{
	struct document_pages *pages = arena_alloc(arena, sizeof *pages);
	names_init(&pages->numbers, arena);
	struct libreoffice_job job = {
		.kind = kind, .bytes = bytes, .filter = "docx", .ending = "docx"};
	struct file_bytes docx;
	if (!libreoffice_convert(arena, report, &job, &docx))
		return NULL;
	struct arena *scratch = arena_create_child(arena);
	bool read = read_pages(scratch, &docx, pages);
	arena_destroy(scratch);
	if (read)
		return pages;
	report_system(report, NULL, "libreoffice-failed",
		tr("what LibreOffice laid out cannot be read; do without --measure"));
	return NULL;
}

const char *measure_page(const struct document_pages *pages, const char *name)
{
	const struct name *found =
		pages != NULL ? names_find(&pages->numbers, name, strlen(name)) : NULL;
	return found != NULL ? found->object : "1";
}
