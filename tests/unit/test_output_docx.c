#include "output_run.h"

/* Writing DOCX from the smallest templates that there can be. */

#define TYPES_HEAD                                                                          \
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"    \
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package." \
	"relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define DOCUMENT_HEAD  \
	"<w:document " \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define DOCUMENT_TAIL "</w:body></w:document>"

static const char types[] =
	TYPES_HEAD "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD
		   "template.main+xml\"/></Types>";
static const char package_rels[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
	"relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
static const char document_rels[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rIdR1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
	"relationships/styles\" Target=\"styles.xml\"/></Relationships>";
static const char styles[] =
	"<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Brdtekst\">"
	"<w:name w:val=\"Normal\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Overskrift2\"><w:name w:val=\"Heading 2\"/>"
	"<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Punkttegn\"><w:name w:val=\"List Bullet\"/>"
	"<w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Hyperlink\"><w:name w:val=\"Noget andet\"/>"
	"</w:style></w:styles>";

static struct markup_picture picture = {.type = PICTURE_PNG,
	.data = "\x89PNG\r\n\x1a\n",
	.size = 8,
	.width_px = 4000,
	.height_px = 1000,
	.alt = "Et \"v\xc3\xa5"
	       "ben\""};

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	(void)user, (void)alt, (void)place;
	picture.type = strstr(path, ".svg") != NULL ? PICTURE_SVG : PICTURE_PNG;
	return &picture;
}

static void start(struct run *run, const char *const *values, const char *body, bool with_styles,
	const char *stamp)
{
	run_init(run, values, load);
	const struct entry entries[] = {{"[Content_Types].xml", types},
		{"_rels/.rels", package_rels},
		{"word/document.xml",
			arena_printf(run->arena, "%s%s%s", DOCUMENT_HEAD, body, DOCUMENT_TAIL)},
		{"word/_rels/document.xml.rels", document_rels}, {"word/styles.xml", styles}};
	run_write(run, entries, with_styles ? 5 : 3, stamp);
}

static void test_text(void)
{
	struct run run;
	start(&run, VALUES("=<&>\n\tb", "=alene"),
		"<w:p><w:r><w:t>A {{0}} c</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
		"<w:t>{{1}}</w:t></w:r></w:p>",
		true, NULL);
	CHECK(run.done);
	HAS(&run, "word/document.xml", "&lt;&amp;&gt;</w:t><w:br/>");
	HAS(&run, "word/document.xml", "<w:tab/><w:t xml:space=\"preserve\">b");
	HAS(&run, "word/document.xml", "<w:jc w:val=\"right\"/>");
	HAS(&run, "word/document.xml",
		"<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">alene</w:t>");
	/* the template's type became a document's, and what every document has was made */
	HAS(&run, "[Content_Types].xml", "document.main+xml");
	LACKS(&run, "[Content_Types].xml", "template.main+xml");
	HAS(&run, "docProps/core.xml", "<dc:title>Dagsorden &amp; mere</dc:title>");
	HAS(&run, "docProps/core.xml", "2024-11-06T12:00:00Z");
	HAS(&run, "word/styles.xml", "<w:lang w:val=\"da-DK\"/>");
	HAS(&run, "_rels/.rels", "docProps/core.xml");
	CHECK(zip_reader_find(run.zip, "docProps/custom.xml") == SIZE_MAX);
	finish(&run);
}

static void test_runs(void)
{
	struct run run;
	start(&run, VALUES("**fed** *kursiv* ~~ud~~ <u>under</u>\n\nto"),
		"<w:p><w:pPr><w:pageBreakBefore/><w:jc w:val=\"both\"/></w:pPr>"
		"<w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:color w:val=\"FF0000\"/></w:rPr>"
		"<w:t>{{0}}</w:t></w:r></w:p>",
		true, NULL);
	CHECK(run.done);
	HAS(&run, "word/document.xml",
		"<w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:bCs/><w:color "
		"w:val=\"FF0000\"/></w:rPr>");
	HAS(&run, "word/document.xml", "<w:strike/><w:color");
	HAS(&run, "word/document.xml", "<w:color w:val=\"FF0000\"/><w:u w:val=\"single\"/>");
	/* the page break is the first paragraph's alone */
	CHECK_INT(occurrences(part(&run, "word/document.xml"), "<w:pageBreakBefore/>"), 1);
	CHECK_INT(occurrences(part(&run, "word/document.xml"), "<w:jc w:val=\"both\"/>"), 2);
	finish(&run);
}

static void test_inline(void)
{
	struct run run;
	start(&run, VALUES("- a\n- **b**", ">https://eksempel.dk/a b"),
		"<w:p><w:r><w:t>f\xc3\xb8r {{0}} efter {{1}}</w:t></w:r></w:p>", true, NULL);
	CHECK(run.done);
	HAS(&run, "word/document.xml", "\xe2\x80\x93 </w:t>");
	HAS(&run, "word/document.xml", "<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">b</w:t>");
	HAS(&run, "word/document.xml", "<w:hyperlink r:id=\"rIdR2\"");
	HAS(&run, "word/document.xml", "xmlns:r=");
	HAS(&run, "word/_rels/document.xml.rels",
		"Target=\"https://eksempel.dk/a%20b\" TargetMode=\"External\"");
	/* the id was another style's already */
	HAS(&run, "word/styles.xml", "w:styleId=\"HyperlinkR1\"><w:name w:val=\"Hyperlink\"/>");
	finish(&run);
}

static void test_headings_and_lists(void)
{
	struct run run;
	start(&run, VALUES("# A\n\n## B\n\n3) x\n4) y\n   1. z\n\ntekst\n\n1) igen"),
		"<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Punkt</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>",
		true, NULL);
	CHECK(run.done);
	HAS(&run, "word/document.xml", "<w:pStyle w:val=\"Overskrift2\"/>");
	HAS(&run, "word/document.xml", "<w:pStyle w:val=\"Heading3\"/>");
	HAS(&run, "word/styles.xml",
		"<w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Overskrift2\"/>");
	HAS(&run, "word/styles.xml", "<w:outlineLvl w:val=\"2\"/>");
	HAS(&run, "word/styles.xml",
		"<w:name w:val=\"List Number\"/><w:basedOn w:val=\"Brdtekst\"/>");
	HAS(&run, "word/numbering.xml", "<w:lvlText w:val=\"%1)\"/>");
	HAS(&run, "word/numbering.xml",
		"<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"3\"/></w:lvlOverride>");
	CHECK_INT(occurrences(part(&run, "word/numbering.xml"), "<w:num "), 3);
	CHECK_INT(occurrences(part(&run, "word/numbering.xml"), "<w:abstractNum "), 2);
	HAS(&run, "[Content_Types].xml", "PartName=\"/word/numbering.xml\"");
	HAS(&run, "word/_rels/document.xml.rels", "Target=\"numbering.xml\"");
	finish(&run);
}

/* Bullets that the template's style has are its own; those below them are not. */
static void test_own_bullets(void)
{
	struct run run;
	start(&run, VALUES("- a\n  - b"), "<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>", true, NULL);
	CHECK(run.done);
	const char *document = part(&run, "word/document.xml");
	CHECK_INT(occurrences(document, "<w:pStyle w:val=\"Punkttegn\"/>"), 2);
	CHECK_INT(occurrences(document, "<w:numPr>"), 1);
	HAS(&run, "word/document.xml", "<w:ilvl w:val=\"1\"/>");
	finish(&run);
}

static void test_tables(void)
{
	struct run run;
	start(&run, VALUES("| A | B |\n|---|--:|\n| 1 | 2 |\n\n| C |\n|---|\n| 3 |", "- x"),
		"<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>"
		"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>{{w "
		"}}</w:t></w:r></w:p></w:tc>"
		"</w:tr></w:tbl>"
		"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>{{p 1}}</w:t></w:r></w:p>"
		"</w:tc></w:tr></w:tbl>",
		true, NULL);
	CHECK(run.done);
	const char *document = part(&run, "word/document.xml");
	CHECK_INT(occurrences(document, "<w:tbl>"), 3); /* the one without rows is gone */
	CHECK_INT(occurrences(document, "</w:tbl><w:tbl>"), 0);
	CHECK_INT(occurrences(document, "<w:tblHeader/>"), 2);
	HAS(&run, "word/document.xml", "<w:jc w:val=\"right\"/>");
	CHECK_INT(occurrences(document, "<w:tc></w:tc>"), 0);
	HAS(&run, "word/styles.xml", "<w:name w:val=\"Table Grid\"/>");
	finish(&run);
}

/* A cell's own width is shared out, or nearly half the page where it says none. */
static void test_table_in_cell(void)
{
	static const char *const properties[] = {
		"<w:tcPr><w:tcW w:w=\"6216\" w:type=\"dxa\"/></w:tcPr>",
		"<w:tcPr><w:tcW w:w=\"50\" w:type=\"pct\"/></w:tcPr>", ""};
	static const char *const widths[] = {"6000", "4081", "4081"};
	for (size_t i = 0; i < 3; i++) {
		char body[512], expected[64];
		snprintf(body, sizeof body,
			"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>%s<w:p><w:r><w:t>{{0}}</w:t>"
			"</w:r></w:p></w:tc></w:tr></w:tbl>",
			properties[i]);
		snprintf(expected, sizeof expected, "<w:gridCol w:w=\"%s\"/>", widths[i]);
		struct run run;
		start(&run, VALUES("| A |\n|---|\n| 1 |"), body, false, NULL);
		CHECK(run.done);
		HAS(&run, "word/document.xml", expected);
		finish(&run);
	}
}

static void test_picture(void)
{
	struct run run;
	start(&run, VALUES("![a](v.png) ![a](v.png)"), "<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>",
		false, NULL);
	CHECK(run.done);
	const char *document = part(&run, "word/document.xml");
	CHECK_INT(occurrences(document, "descr=\"Et &quot;v\xc3\xa5"
					"ben&quot;\""),
		2);
	CHECK_INT(occurrences(document, "cx=\"5759450\""), 4); /* no wider than the text */
	CHECK_INT(occurrences(document, "<wp:docPr id=\"1\""), 1);
	CHECK_INT(occurrences(part(&run, "word/_rels/document.xml.rels"), "/image\""), 1);
	HAS(&run, "[Content_Types].xml", "Extension=\"png\" ContentType=\"image/png\"");
	finish(&run);

	start(&run, VALUES("![a](v.svg)"), "<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>", false, NULL);
	CHECK(!run.done);
	CHECK_TEXT(report_get(run.report, 0)->id, "picture-svg-docx");
	arena_destroy(run.arena);
}

static void test_places(void)
{
	struct run run;
	start(&run, VALUES("[a](https://b.dk)"),
		"<w:p><w:r><w:t>Punkt {{anker ref_1}}</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>Igen {{anker ref_1}}</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>Se {{side ref_1}}{{link ref_1}} {{0}}</w:t></w:r></w:p>",
		true, NULL);
	CHECK(run.done);
	const char *document = part(&run, "word/document.xml");
	CHECK_INT(occurrences(document, "<w:bookmarkStart w:id=\"1\" w:name=\"ref_1\"/>"), 1);
	CHECK_INT(occurrences(document, "<w:bookmarkStart"), 1);
	CHECK_INT(occurrences(document, "<w:bookmarkEnd w:id=\"1\"/>"), 1);
	HAS(&run, "word/document.xml", "<w:hyperlink w:anchor=\"ref_1\" w:history=\"1\">");
	HAS(&run, "word/document.xml", " PAGEREF ref_1 \\h ");
	CHECK_INT(occurrences(document, "<w:hyperlink"), 1); /* no link in a link */
	finish(&run);
}

static void test_stamp(void)
{
	struct run run;
	struct document_stamp stamp;
	start(&run, VALUES("=a"), "<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>", false, "offentlig");
	CHECK(run.done);
	HAS(&run, "docProps/custom.xml", "<vt:lpwstr>offentlig ");
	CHECK(document_read_stamp(run.arena, &run.bytes, &stamp));
	CHECK_TEXT(stamp.words, "offentlig");
	CHECK(!stamp.changed);
	/* the same again gives the same bytes */
	struct run again;
	start(&again, VALUES("=a"), "<w:p><w:r><w:t>{{0}}</w:t></w:r></w:p>", false, "offentlig");
	CHECK_INT(again.bytes.size, run.bytes.size);
	CHECK(memcmp(again.bytes.data, run.bytes.data, run.bytes.size) == 0);
	finish(&again);
	/* put together anew with another text in one part */
	size_t count = zip_reader_count(run.zip);
	struct entry *entries = arena_array(run.arena, count, sizeof *entries);
	for (size_t i = 0; i < count; i++) {
		const char *name = zip_reader_name(run.zip, i);
		char *content = arena_strdup(run.arena, part(&run, name));
		char *found = strstr(content, ">a<");
		if (found != NULL)
			found[1] = 'b';
		entries[i] = (struct entry){name, content};
	}
	struct file_bytes changed = writing_package(run.arena, run.report, entries, count);
	CHECK(document_read_stamp(run.arena, &changed, &stamp));
	CHECK_TEXT(stamp.words, "offentlig");
	CHECK(stamp.changed);
	struct file_bytes nothing = {"x", "PK", 2};
	CHECK(!document_read_stamp(run.arena, &nothing, &stamp));
	finish(&run);
}

static void test_repeated_ids(void)
{
	struct arena *arena = arena_create((size_t)1 << 26);
	struct report *report = report_create(arena);
	const struct entry entries[] = {{"[Content_Types].xml", types},
		{"_rels/.rels", package_rels},
		{"word/document.xml", DOCUMENT_HEAD
			"<w:p><w:bookmarkStart w:id=\"7\" w:name=\"mit\"/><w:r>"
			"<w:t>{{0}}</w:t></w:r><w:bookmarkEnd w:id=\"7\"/></w:p>" DOCUMENT_TAIL}};
	struct file_bytes template = writing_package(arena, report, entries, 3);
	struct document *document = document_open(arena, report, &template);
	struct part *body = document_part(document, 0);
	struct writing_names names = {.count = 0};
	writing_mark_paragraph(arena, body, 0, &names);
	struct output_settings settings = {.modified = {2024, 1, 1}, .limit = 3000};
	struct output *output = output_create(arena, report, document, &settings);
	size_t count;
	const struct piece *pieces = part_pieces(body, &count);
	output_part_begin(output, body);
	struct run run = {.arena = arena, .report = report, .values = VALUES("=x")};
	writing_pieces(output, pieces, count, &names, run_put, &run);
	CHECK(!output_full(output));
	writing_pieces(output, pieces, count, &names, run_put, &run);
	output_part_end(output);
	struct file_bytes bytes;
	/* two roots are no document, but the ids in them can be looked at */
	CHECK(output_finish(output, &bytes));
	run.zip = zip_reader_open(arena, report, &bytes);
	struct file_bytes written;
	CHECK(zip_reader_read(
		run.zip, arena, report, zip_reader_find(run.zip, "word/document.xml"), &written));
	CHECK_INT(occurrences(written.data, "w:id=\"7\""), 2);
	CHECK_INT(occurrences(written.data, "<w:bookmarkEnd w:id=\"1\"/>"), 1);
	CHECK_INT(occurrences(written.data, "<w:bookmarkStart w:id=\"1\""), 1);
	CHECK_INT(occurrences(written.data, "w:name=\"mit\""), 1);
	CHECK_INT(occurrences(written.data, "w:name=\"mit_"), 1);
	arena_destroy(arena);
}

static void test_limit(void)
{
	struct run run;
	char *body = NULL;
	struct arena *arena = arena_create((size_t)1 << 26);
	struct buf text;
	buf_init(&text, arena);
	buf_puts(&text, "<w:p><w:r><w:t>{{0}} ");
	for (unsigned i = 0; i < 120000; i++)
		buf_puts(&text, "lang tekst ");
	buf_puts(&text, "</w:t></w:r></w:p>");
	body = text.data;
	start(&run, VALUES("=x"), body, false, NULL);
	CHECK(!run.done);
	arena_destroy(run.arena);
	arena_destroy(arena);
}

int main(void)
{
	test_text();
	test_runs();
	test_inline();
	test_headings_and_lists();
	test_own_bullets();
	test_tables();
	test_table_in_cell();
	test_picture();
	test_places();
	test_stamp();
	test_repeated_ids();
	test_limit();
	return check_failures != 0;
}
