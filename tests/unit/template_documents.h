#ifndef REFERENT_TESTS_TEMPLATE_DOCUMENTS_H
#define REFERENT_TESTS_TEMPLATE_DOCUMENTS_H

#include "document/document.h"
#include "io/zip.h"
#include "writing.h"

#include <string.h>

/* Small documents to run as templates, and what is in them by paragraph. */

static const char docx_types[] =
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"rels\" "
	"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"application/"
	"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
static const char docx_relationships[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
	"relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static inline struct file_bytes docx_package(
	struct arena *arena, struct report *report, const char *body)
{
	const char *document = arena_printf(arena,
		"<w:document "
		"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
		"<w:body>%s</w:body></w:document>",
		body);
	const struct entry entries[] = {{"[Content_Types].xml", docx_types},
		{"_rels/.rels", docx_relationships}, {"word/document.xml", document}};
	return writing_package(arena, report, entries, 3);
}

static inline struct file_bytes odt_package(
	struct arena *arena, struct report *report, const char *body)
{
	const char *content = arena_printf(arena,
		"<office:document-content "
		"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
		"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
		"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
		"office:version=\"1.3\"><office:body><office:text>%s</office:text></office:body>"
		"</office:document-content>",
		body);
	const struct entry entries[] = {{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", content},
		{"META-INF/manifest.xml",
			"<manifest:manifest "
			"xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
			"manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
			"manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
			"<manifest:file-entry manifest:full-path=\"content.xml\" "
			"manifest:media-type=\"text/xml\"/></manifest:manifest>"}};
	return writing_package(arena, report, entries, 3);
}

/* The text of a part's body: paragraphs end with "¶", cells with "|", rows with "/". */
static inline const char *text_of(struct arena *arena, const char *xml, size_t size)
{
	static const struct {
		const char *tag, *text;
	} marks[] = {{"</w:p>", "¶"}, {"</text:p>", "¶"}, {"</text:h>", "¶"}, {"</w:tc>", "|"},
		{"</table:table-cell>", "|"}, {"</w:tr>", "/"}, {"</table:table-row>", "/"},
		{"<w:br/>", "⏎"}, {"<text:line-break/>", "⏎"}, {"<text:s/>", " "}, {"<w:p/>", "¶"},
		{"<text:p/>", "¶"}};
	struct buf out;
	buf_init(&out, arena);
	for (const char *at = xml, *end = xml + size; at < end;) {
		if (*at != '<') {
			buf_putc(&out, *at++);
			continue;
		}
		for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
			if (strncmp(at, marks[i].tag, strlen(marks[i].tag)) == 0)
				buf_puts(&out, marks[i].text);
		}
		const char *deleted =
			strncmp(at, "<w:delText", 10) == 0 ? strstr(at, "</w:delText>") : NULL;
		if (deleted != NULL)
			at = deleted;
		const char *close = memchr(at, '>', (size_t)(end - at));
		at = close ? close + 1 : end;
	}
	return buf_text(&out);
}

/* The text of the main part of a document. */
static inline const char *document_text(struct arena *arena, struct report *report,
	enum document_kind kind, const struct file_bytes *bytes)
{
	struct file_bytes part = {0};
	struct zip_reader *zip = zip_reader_open(arena, report, bytes);
	size_t entry =
		zip_reader_find(zip, kind == DOCUMENT_DOCX ? "word/document.xml" : "content.xml");
	if (!zip_reader_read(zip, arena, report, entry, &part))
		return "";
	const char *body = kind == DOCUMENT_DOCX ? "<w:body>" : "<office:text>";
	const char *text = memmem(part.data, part.size, body, strlen(body));
	return text ? text_of(arena, text, part.size - (size_t)(text - part.data)) : part.data;
}

#endif
