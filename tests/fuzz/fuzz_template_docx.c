#include "documents.h"

/* A DOCX as a template, compiled and run. */

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

static const char word[] =
	" xmlns:w=\"" W "\" xmlns:r=\"" OFFICE "\""
	" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
	" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
	" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
	" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
	" xmlns:v=\"urn:schemas-microsoft-com:vml\""
	" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
	" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
static const char core[] = " xmlns:cp=\"" PACKAGE "metadata/core-properties\""
			   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
			   " xmlns:dcterms=\"http://purl.org/dc/terms/\""
			   " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
static const char app[] =
	" xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"";
static const char custom[] =
	" xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\""
	" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"";

static const struct fuzz_root roots[] = {
	{"document", "word/document.xml", "w:document", word},
	{"header", "word/header.xml", "w:hdr", word},
	{"footer", "word/footer.xml", "w:ftr", word},
	{"footnotes", "word/footnotes.xml", "w:footnotes", word},
	{"endnotes", "word/endnotes.xml", "w:endnotes", word},
	{"comments", "word/comments.xml", "w:comments", word},
	{"styles", "word/styles.xml", "w:styles", word},
	{"numbering", "word/numbering.xml", "w:numbering", word},
	{"settings", "word/settings.xml", "w:settings", word},
	{"core", "docProps/core.xml", "cp:coreProperties", core},
	{"app", "docProps/app.xml", "Properties", app},
	{"custom", "docProps/custom.xml", "Properties", custom},
};

static const char types[] =
	"<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
	"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"application/"
	"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
static const char package[] =
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
	"Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" "
	"Target=\"docProps/core.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" OFFICE "/extended-properties\" "
	"Target=\"docProps/app.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"" OFFICE "/custom-properties\" "
	"Target=\"docProps/custom.xml\"/></Relationships>";

static const char settings[] =
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/attachedTemplate\" "
	"Target=\"file:///S:/skabelon.dotx\" TargetMode=\"External\"/></Relationships>";

static void add(struct zip_writer *zip, const struct fuzz_parts *parts, const char *name,
	const char *content)
{
	if (fuzz_part(parts, name) == NULL)
		zip_writer_add(zip, name, content, strlen(content), true);
}

static void complete(struct fuzz_run *run, struct zip_writer *zip, const struct fuzz_parts *parts)
{
	struct buf document;
	add(zip, parts, "[Content_Types].xml", types);
	add(zip, parts, "_rels/.rels", package);
	buf_init(&document, run->arena);
	buf_puts(&document, "<Relationships xmlns=\"" PACKAGE "relationships\">");
	for (size_t i = 1; i < sizeof roots / sizeof *roots; i++)
		if (fuzz_part(parts, roots[i].name) != NULL && roots[i].namespaces == word)
			buf_printf(&document,
				"<Relationship Id=\"rId%zu\" Type=\"" OFFICE
				"/%s\" Target=\"%s.xml\"/>",
				i, roots[i].name, roots[i].name);
	buf_puts(&document, "</Relationships>");
	add(zip, parts, "word/_rels/document.xml.rels", buf_text(&document));
	add(zip, parts, "word/_rels/settings.xml.rels", settings);
}

static const struct fuzz_nesting nestings[] = {{"w:p", "w:p"}, {"w:r", "w:p"}, {"w:r", "w:r"},
	{"w:t", "w:r"}, {"w:t", "w:p"}, {"w:t", "w:t"}, {"w:p", "w:t"}, {"w:body", "w:r"},
	{"w:tc", "w:r"}, {"w:tc", "w:t"}, {"w:tr", "w:p"}, {"w:tbl", "w:p"}, {"w:tbl", "w:tc"},
	{"w:p", "w:tbl"}, {"w:r", "w:tbl"}, {"w:hyperlink", "w:p"}, {"w:hyperlink", "w:hyperlink"},
	{"w:tr", "w:tr"}, {"w:tc", "w:tc"}, {"w:body", "w:tr"}, {"w:body", "w:tc"},
	{"w:hdr", "w:r"}, {"w:ftr", "w:r"}, {"w:footnote", "w:r"}, {"w:comment", "w:r"}};

static const struct fuzz_identity identities[] = {
	{"w:bookmarkStart", "w:id"}, {"w:bookmarkStart", "w:name"}, {"wp:docPr", "id"}};

static const struct fuzz_format format = {
	.roots = roots,
	.root_count = sizeof roots / sizeof *roots,
	.complete = complete,
	.nestings = nestings,
	.nesting_count = sizeof nestings / sizeof *nestings,
	.identities = identities,
	.identity_count = sizeof identities / sizeof *identities,
	.cell = "w:tc",
	.cell_ends = "w:p",
	.row = "w:tr",
	.row_holds = "w:tc",
};

static void body(void *user)
{
	fuzz_document(user, &format);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect_within(data, size, fuzz_limit(data, size), body);
}
