#include "document/internal.h"

#include "base/i18n.h"
#include "document/odt_flat.h"
#include "document/reading.h"

#include <string.h>

const char *document_kind_name(enum document_kind kind)
{
	static const char *const names[DOCUMENT_KINDS] = {
		"docx", "odt", "fodt", "html", "md", "txt"};
	return names[kind];
}

bool document_text_kind(const char *path, enum document_kind *kind)
{
	static const struct {
		const char *ending;
		enum document_kind kind;
	} endings[] = {{".html", DOCUMENT_HTML}, {".htm", DOCUMENT_HTML}, {".md", DOCUMENT_MD},
		{".txt", DOCUMENT_TXT}, {".ics", DOCUMENT_TXT}, {".csv", DOCUMENT_TXT}};
	const char *dot = strrchr(path, '.');
	for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof endings[0]; i++) {
		if (strcasecmp(dot, endings[i].ending) == 0) {
			*kind = endings[i].kind;
			return true;
		}
	}
	return false;
}

enum document_kind document_kind(const struct document *document)
{
	return document->kind;
}

const char *document_file(const struct document *document)
{
	return document->file;
}

size_t document_part_count(const struct document *document)
{
	return document->part_count;
}

struct part *document_part(const struct document *document, size_t index)
{
	return document->parts[index];
}

bool document_failed(const struct document *document)
{
	return report_error_count(document->report) > document->errors_before;
}

struct xml_document *document_parse(struct document *document, const char *name,
	const struct xml_namespace *namespaces, size_t namespace_count)
{
	size_t entry = zip_reader_find(document->zip, name);
	struct file_bytes bytes;
	if (entry == SIZE_MAX ||
		!zip_reader_read(document->zip, document->arena, document->report, entry, &bytes))
		return NULL;
	return xml_parse(document->arena, document->report, document->file,
		zip_reader_name(document->zip, entry), bytes.data, bytes.size, namespaces,
		namespace_count);
}

struct part *document_add_part(struct document *document, const char *name, bool property)
{
	size_t entry = zip_reader_find(document->zip, name);
	if (entry == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < document->part_count; i++)
		if (document->parts[i]->entry == entry)
			return NULL;
	struct xml_document *xml = document_parse(
		document, name, document->reader->namespaces, document->reader->namespace_count);
	if (xml == NULL)
		return NULL;
	struct part *part = arena_alloc(document->arena, sizeof *part);
	part->document = document;
	part->name = zip_reader_name(document->zip, entry);
	part->entry = entry;
	part->xml = xml;
	part->property = property;
	part_read(part);
	document->parts = arena_grow(document->arena, document->parts, document->part_count,
		&document->part_capacity, sizeof *document->parts);
	document->parts[document->part_count++] = part;
	return part;
}

/* Word keeps a document with a password, and LibreOffice and Word their old formats, in an OLE
 * compound file; only the former has a stream of this name (MS-OFFCRYPTO, 2.3.4.4). */
static bool check_container(struct report *report, const struct file_bytes *bytes)
{
	static const char magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	struct place place = {.file = bytes->path};
	if (bytes->size < 8 || memcmp(bytes->data, magic, 8) != 0)
		return true;
	if (memmem(bytes->data, bytes->size, stream, sizeof stream) != NULL)
		report_error(report, &place, "template-encrypted",
			tr("the document is protected by a password; save it without one"));
	else
		report_error(report, &place, "not-a-document",
			tr("this is an old Word document; save it as .docx"));
	return false;
}

/* True if what the archive says it is begins like this. */
static bool has_media_type(struct document *document, const char *type)
{
	size_t entry = zip_reader_find(document->zip, "mimetype");
	struct file_bytes bytes;
	size_t length = strlen(type);
	if (entry == SIZE_MAX || zip_reader_size(document->zip, entry) > 256 ||
		!zip_reader_read(document->zip, document->arena, document->report, entry, &bytes) ||
		bytes.size < length || memcmp(bytes.data, type, length) != 0)
		return false;
	const char *rest = bytes.data + length;
	return *rest == '\0' || *rest == '\r' || *rest == '\n' ||
	       strncmp(rest, "-template", 9) == 0;
}

static const struct format_reader *recognise(struct document *document)
{
	if (has_media_type(document, "application/vnd.oasis.opendocument.text")) {
		document->kind = DOCUMENT_ODT;
		return &odt_reader;
	}
	if (zip_reader_find(document->zip, "[Content_Types].xml") != SIZE_MAX) {
		document->kind = DOCUMENT_DOCX;
		return &docx_reader;
	}
	return NULL;
}

struct document *document_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	struct document *document = arena_alloc(arena, sizeof *document);
	document->arena = arena;
	document->report = report;
	document->file = bytes->path;
	document->errors_before = report_error_count(report);
	if (!check_container(report, bytes))
		return NULL;
	struct file_bytes package;
	if (odt_flat_is(bytes)) {
		if (!odt_flat_unfold(arena, report, bytes, &package))
			return NULL;
		bytes = &package;
	}
	document->zip = zip_reader_open(arena, report, bytes);
	if (document->zip == NULL)
		return NULL;
	document->reader = recognise(document);
	if (document_failed(document))
		return NULL;
	if (document->reader == NULL) {
		struct place place = {.file = document->file};
		report_error(report, &place, "not-a-document",
			tr("this is no text document; save the template as .docx or .odt"));
		return NULL;
	}
	document->reader->find_parts(document, report);
	return document_failed(document) ? NULL : document;
}
