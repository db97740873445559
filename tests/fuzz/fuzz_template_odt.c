#include "documents.h"

/* An ODT as a template, compiled and run; also one that is a single XML file. */

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

static const char odf[] =
	" xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF "text:1.0\""
	" xmlns:table=\"" ODF "table:1.0\" xmlns:style=\"" ODF "style:1.0\""
	" xmlns:draw=\"" ODF "drawing:1.0\" xmlns:meta=\"" ODF "meta:1.0\""
	" xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" xmlns:svg=\"" ODF "svg-compatible:1.0\""
	" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
	" xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
	" office:version=\"1.3\"";

static const struct fuzz_root roots[] = {
	{"content", "content.xml", "office:document-content", odf},
	{"styles", "styles.xml", "office:document-styles", odf},
	{"meta", "meta.xml", "office:document-meta", odf},
	{"settings", "settings.xml", "office:document-settings", odf},
};

static const char media_type[] = "application/vnd.oasis.opendocument.text";
static const char manifest[] =
	"<manifest:manifest xmlns:manifest=\"" ODF "manifest:1.0\" manifest:version=\"1.3\">"
	"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\""
	"application/vnd.oasis.opendocument.text\"/>"
	"<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
	"</manifest:manifest>";

static void complete(struct fuzz_run *run, struct zip_writer *zip, const struct fuzz_parts *parts)
{
	(void)run;
	if (fuzz_part(parts, "mimetype") == NULL)
		zip_writer_add(zip, "mimetype", media_type, strlen(media_type), true);
	if (fuzz_part(parts, "META-INF/manifest.xml") == NULL)
		zip_writer_add(zip, "META-INF/manifest.xml", manifest, strlen(manifest), true);
}

static const struct fuzz_nesting nestings[] = {{"text:p", "text:p"}, {"text:p", "text:h"},
	{"text:h", "text:p"}, {"text:span", "text:p"}, {"text:a", "text:p"}, {"text:a", "text:a"},
	{"text:p", "table:table"}, {"text:span", "table:table"}, {"text:p", "text:list"},
	{"office:text", "text:span"}, {"office:text", "text:list-item"},
	{"office:text", "table:table-row"}, {"table:table", "text:p"},
	{"table:table", "table:table-cell"}, {"table:table-row", "text:p"},
	{"table:table-row", "table:table-row"}, {"table:table-cell", "table:table-cell"},
	{"table:table-cell", "text:span"}, {"text:list", "text:p"}, {"text:list", "text:list"},
	{"text:list-item", "text:span"}, {"text:list-item", "text:list-item"}};

static const struct fuzz_identity identities[] = {
	{"text:bookmark", "text:name"}, {"text:bookmark-start", "text:name"}};

static const struct fuzz_format format = {
	.roots = roots,
	.root_count = sizeof roots / sizeof *roots,
	.complete = complete,
	.nestings = nestings,
	.nesting_count = sizeof nestings / sizeof *nestings,
	.identities = identities,
	.identity_count = sizeof identities / sizeof *identities,
	.cell = "table:table-cell",
	.cell_ends = "text:p text:h text:list table:table text:section",
	.row = "table:table-row",
	.row_holds = "table:table-cell table:covered-table-cell",
};

static void body(void *user)
{
	fuzz_document(user, &format);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect_within(data, size, fuzz_limit(data, size), body);
}
