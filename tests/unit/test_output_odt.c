#include "output_run.h"

/* Writing ODT from the smallest templates that there can be. */

#define SPACES                                                                      \
	" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""        \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""          \
	" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"" \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""            \
	" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""

static const char content_head[] =
	"<office:document-content" SPACES " office:version=\"1.3\"><office:automatic-styles>"
	"<style:style style:name=\"P1\" style:family=\"paragraph\" "
	"style:parent-style-name=\"Standard\"><style:paragraph-properties "
	"fo:break-before=\"page\"/>"
	"<style:text-properties fo:font-size=\"10pt\"/></style:style>"
	"<style:style style:name=\"T1\" style:family=\"text\">"
	"<style:text-properties fo:color=\"#ff0000\" fo:font-weight=\"normal\"/></style:style>"
	"<style:style style:name=\"K4\" "
	"style:family=\"table-column\"><style:table-column-properties "
	"style:column-width=\"4cm\"/></style:style>"
	"<style:style style:name=\"K6\" "
	"style:family=\"table-column\"><style:table-column-properties "
	"style:column-width=\"6cm\"/></style:style>"
	"</office:automatic-styles><office:body><office:text>";
static const char content_tail[] = "</office:text></office:body></office:document-content>";
static const char styles[] =
	"<office:document-styles" SPACES " office:version=\"1.3\"><office:styles>"
	"<style:default-style style:family=\"paragraph\"><style:text-properties "
	"fo:font-size=\"11pt\"/>"
	"</style:default-style><style:style style:name=\"Standard\" style:family=\"paragraph\"/>"
	"<style:style style:name=\"Overskrift_20_2\" style:display-name=\"Heading 2\" "
	"style:family=\"paragraph\" style:default-outline-level=\"2\"/></office:styles>"
	"</office:document-styles>";
static const char manifest[] =
	"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
	"manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
	"manifest:media-type=\"application/vnd.oasis.opendocument.text-template\"/>"
	"<manifest:file-entry manifest:full-path=\"Thumbnails/thumbnail.png\" "
	"manifest:media-type=\"image/png\"/></manifest:manifest>";

static struct markup_picture picture = {.type = PICTURE_SVG,
	.data = "<svg/>",
	.size = 6,
	.width_px = 400,
	.height_px = 100,
	.alt = "V\xc3\xa5"
	       "ben & navn"};

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	(void)user, (void)path, (void)alt, (void)place;
	return &picture;
}

static void start(struct run *run, const char *const *values, const char *body, const char *stamp)
{
	run_init(run, values, load);
	const struct entry entries[] = {
		{"mimetype", "application/vnd.oasis.opendocument.text-template"},
		{"Thumbnails/thumbnail.png", "billede"},
		{"content.xml",
			arena_printf(run->arena, "%s%s%s", content_head, body, content_tail)},
		{"styles.xml", styles}, {"META-INF/manifest.xml", manifest}};
	run_write(run, entries, 5, stamp);
}

static void test_text_and_package(void)
{
	struct run run;
	start(&run, VALUES("=<&>  to\n\tb", "= f\xc3\xb8rst og sidst "),
		"<text:p text:style-name=\"P1\">A {{0}} c</text:p>"
		"<text:p>{{1}}</text:p>",
		NULL);
	CHECK(run.done);
	HAS(&run, "content.xml", "&lt;&amp;&gt; <text:s/>to<text:line-break/><text:tab/>b");
	HAS(&run, "content.xml", "<text:s/>f\xc3\xb8rst og sidst<text:s/>");
	CHECK_TEXT(zip_reader_name(run.zip, 0), "mimetype");
	CHECK(memcmp(run.bytes.data + 38, "application/vnd.oasis.opendocument.textPK", 41) == 0);
	CHECK(zip_reader_find(run.zip, "Thumbnails/thumbnail.png") == SIZE_MAX);
	LACKS(&run, "META-INF/manifest.xml", "Thumbnails");
	LACKS(&run, "META-INF/manifest.xml", "text-template");
	HAS(&run, "META-INF/manifest.xml",
		"full-path=\"meta.xml\" manifest:media-type=\"text/xml\"");
	HAS(&run, "meta.xml", "<dc:title>Dagsorden &amp; mere</dc:title>");
	HAS(&run, "meta.xml", "<dc:date>2024-11-06T12:00:00</dc:date>");
	HAS(&run, "styles.xml",
		"<style:text-properties fo:language=\"da\" fo:country=\"DK\" fo:font-size");
	finish(&run);
}

static void test_runs(void)
{
	struct run run;
	start(&run, VALUES("**fed** og\n\nto"),
		"<text:p text:style-name=\"P1\"><text:span text:style-name=\"T1\">{{0}}"
		"</text:span></text:p>",
		NULL);
	CHECK(run.done);
	const char *content = part(&run, "content.xml");
	/* the template's span and the bold are one style, and only the first paragraph breaks */
	HAS(&run, "content.xml",
		"<style:text-properties fo:color=\"#ff0000\" fo:font-weight=\"bold\"");
	CHECK_INT(occurrences(content, "<text:p text:style-name=\"P1\">"), 1);
	CHECK_INT(occurrences(content, "fo:break-before"), 1);
	HAS(&run, "content.xml", "<text:span text:style-name=\"T1\"><text:s/>og</text:span>");
	finish(&run);
}

static void test_headings_and_lists(void)
{
	struct run run;
	start(&run,
		VALUES("# A\n\n## B\n\n3) x\n4) y\n   1. z\n\n      | A |\n      |---|\n      | 1 "
		       "|\n\n   slut\n\n- p"),
		"<text:h text:outline-level=\"1\">Punkt</text:h><text:p text:style-name=\"P1\">"
		"{{0}}</text:p>",
		NULL);
	CHECK(run.done);
	HAS(&run, "content.xml",
		"<text:h text:style-name=\"Overskrift_20_2\" text:outline-level=\"2\">");
	HAS(&run, "content.xml",
		"<text:h text:style-name=\"Heading_20_3\" text:outline-level=\"3\">");
	HAS(&run, "styles.xml", "style:display-name=\"Heading 3\"");
	HAS(&run, "styles.xml", "style:display-name=\"List Bullet\"");
	HAS(&run, "content.xml", "<text:list-item text:start-value=\"3\">");
	HAS(&run, "content.xml", "style:num-suffix=\")\" style:num-format=\"1\"");
	/* no list item holds a table: the lists end before it and go on behind */
	HAS(&run, "content.xml",
		"</text:list-item></text:list></text:list-item></text:list><table:table");
	HAS(&run, "content.xml", "text:continue-numbering=\"true\"><text:list-header>");
	finish(&run);
}

static void test_tables(void)
{
	struct run run;
	start(&run, VALUES("| A | B |\n|---|:-:|\n| 1 | 2 |"),
		"<text:p text:style-name=\"P1\">{{0}}</text:p>"
		"<table:table "
		"table:name=\"T\"><table:table-column/><table:table-row><table:table-cell>"
		"<text:p>{{w }}</text:p></table:table-cell></table:table-row></table:table>",
		NULL);
	CHECK(run.done);
	const char *content = part(&run, "content.xml");
	CHECK_INT(occurrences(content, "<table:table "), 1);
	CHECK_INT(occurrences(content, "<table:table-header-rows>"), 1);
	HAS(&run, "content.xml", "style:family=\"table-column\"");
	HAS(&run, "content.xml", "fo:text-align=\"center\"");
	finish(&run);
}

/* A cell is as wide as its columns, or nearly half the page where they do not say. */
static void test_table_in_cell(void)
{
	static const struct {
		const char *columns, *cells, *width;
	} cases[] = {
		{"<table:table-column table:style-name=\"K4\"/><table:table-column "
		 "table:style-name=\"K6\"/>",
			"<table:table-cell/><table:table-cell>", "5.620cm"},
		{"<table:table-column table:style-name=\"K4\" "
		 "table:number-columns-repeated=\"3\"/>",
			"<table:table-cell table:number-columns-spanned=\"2\">", "7.620cm"},
		{"<table:table-column/>", "<table:table-cell>", "7.198cm"},
		{"", "<table:table-cell>", "7.198cm"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char body[512], expected[64];
		snprintf(body, sizeof body,
			"<table:table table:name=\"T\">%s<table:table-row>%s<text:p "
			"text:style-name=\"P1\">{{0}}</text:p></table:table-cell></table:table-row>"
			"</table:table>",
			cases[i].columns, cases[i].cells);
		snprintf(expected, sizeof expected, "style:width=\"%s\"", cases[i].width);
		struct run run;
		start(&run, VALUES("| A |\n|---|\n| 1 |"), body, NULL);
		CHECK(run.done);
		HAS(&run, "content.xml", expected);
		finish(&run);
	}
}

static void test_picture_and_links(void)
{
	struct run run;
	start(&run, VALUES("![a](v.svg)", ">https://eksempel.dk/?a=1&b=2"),
		"<text:p text:style-name=\"P1\">{{0}}</text:p>"
		"<text:p>x {{1}} {{anker ref_1}}</text:p>"
		"<text:p>y {{side ref_1}} {{link ref_1}}</text:p>",
		NULL);
	CHECK(run.done);
	HAS(&run, "content.xml", "svg:width=\"10.583cm\"");
	HAS(&run, "content.xml",
		"<svg:desc>V\xc3\xa5"
		"ben &amp; navn</svg:desc>");
	HAS(&run, "META-INF/manifest.xml", "image/svg+xml");
	HAS(&run, "content.xml", "xlink:href=\"https://eksempel.dk/?a=1&amp;b=2\"");
	HAS(&run, "content.xml", "<text:bookmark-start text:name=\"ref_1\"/>");
	HAS(&run, "content.xml", "<text:bookmark-end text:name=\"ref_1\"/>");
	HAS(&run, "content.xml", "text:reference-format=\"page\" text:ref-name=\"ref_1\"");
	HAS(&run, "content.xml", "xlink:href=\"#ref_1\" text:style-name=\"Index_20_Link\"");
	HAS(&run, "styles.xml", "style:display-name=\"Internet link\"");
	finish(&run);
}

static void test_in_template_list(void)
{
	struct run run;
	start(&run, VALUES("f\xc3\xb8r\n\n| A |\n|---|\n| 1 |\n\nefter"),
		"<text:list "
		"text:style-name=\"L1\"><text:list-item><text:p>{{0}}</text:p></text:list-item>"
		"</text:list>",
		NULL);
	CHECK(run.done);
	/* no list item holds a table here either */
	HAS(&run, "content.xml", "f\xc3\xb8r</text:p></text:list-item></text:list><table:table");
	HAS(&run, "content.xml",
		"</table:table><text:list text:style-name=\"L1\" text:continue-numbering=\"true\">"
		"<text:list-item><text:p>efter</text:p></text:list-item></text:list>");
	finish(&run);
}

static void test_stamp(void)
{
	struct run run;
	struct document_stamp stamp;
	start(&run, VALUES("=a"), "<text:p>{{0}}</text:p>", "INTERN");
	CHECK(run.done);
	HAS(&run, "meta.xml", "meta:name=\"referent\"");
	CHECK(document_read_stamp(run.arena, &run.bytes, &stamp));
	CHECK_TEXT(stamp.words, "INTERN");
	CHECK(!stamp.changed);
	finish(&run);
}

int main(void)
{
	test_text_and_package();
	test_runs();
	test_headings_and_lists();
	test_tables();
	test_table_in_cell();
	test_picture_and_links();
	test_in_template_list();
	test_stamp();
	return check_failures != 0;
}
