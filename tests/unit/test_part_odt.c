#include "pieces.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ROOT                                                                \
	"xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS          \
	"text:1.0\" xmlns:table=\"" OASIS "table:1.0\" xmlns:draw=\"" OASIS \
	"drawing:1.0\" xmlns:meta=\"" OASIS                                 \
	"meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""

#define P(content) "<text:p>" content "</text:p>"
#define SPAN(name, content) "<text:span text:style-name=\"" name "\">" content "</text:span>"

static void open_body(struct fixture *fixture, const char *body)
{
	fixture_init(fixture);
	fixture_open(fixture, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		arena_printf(fixture->arena,
			"<office:document-content " ROOT
			"><office:body><office:text>%s</office:text>"
			"</office:body></office:document-content>",
			body),
		"styles.xml", "<office:document-styles " ROOT "/>", "meta.xml",
		"<office:document-meta " ROOT
		"><office:meta><dc:title>{x}</dc:title><meta:keyword/>"
		"<meta:user-defined meta:name=\"a\">a  b</meta:user-defined></office:meta>"
		"</office:document-meta>",
		NULL);
	CHECK(fixture->document != NULL);
}

static void check_text(int line, const char *body, const char *expected)
{
	struct fixture fixture;
	open_body(&fixture, body);
	check_texts(__FILE__, line, paragraph_texts(&fixture), expected, body);
	fixture_finish(&fixture);
}

static void check_pieces(int line, const char *body, const char *expected)
{
	struct fixture fixture;
	open_body(&fixture, body);
	check_pieces_between(
		line, &fixture, "<office:text>", "</office:text></office:body>", expected, body);
	fixture_finish(&fixture);
}

#define CHECK_JOINED(body, expected) check_text(__LINE__, body, expected)
#define CHECK_PIECES(body, expected) check_pieces(__LINE__, body, expected)

static void test_text(void)
{
	CHECK_JOINED(P("a" SPAN("T1", "b" SPAN("T2", "c") "d") "e"), "abcde|");
	CHECK_JOINED(P(" \n a  b" SPAN("T1", "\t c ") " d\n"), "a b c d |");
	CHECK_JOINED(P("a<text:s/> b<text:s text:c=\"3\"/><text:tab/> c<text:line-break/>"),
		"a  b   \t c\n|");
	CHECK_JOINED(P("a<text:soft-page-break/>b<text:bookmark text:name=\"m\"/>c"
		       "<text:bookmark-start text:name=\"n\"/>"),
		"abc|");
	CHECK_JOINED(
		P("a<office:annotation><dc:creator>x</dc:creator>" P("b") "</office:annotation>c"),
		"ac|b|");
	CHECK_JOINED(P("side <text:page-number>3</text:page-number> af"), "side \xef\xbf\xbc af|");
	CHECK_JOINED(P("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" P(
			     "b") "</text:note-body></text:note>c"),
		"a\xef\xbf\xbc"
		"c|b|");
	CHECK_JOINED(P("a<draw:frame><draw:text-box>" P("b") "</draw:text-box></draw:frame>"),
		"a\xef\xbf\xbc|b|");
	CHECK_JOINED("<text:tracked-changes>" P("a") "</text:tracked-changes>" P(
			     "b<text:change text:change-id=\"c\"/>"),
		"b|");
	CHECK_JOINED(
		"<text:h text:outline-level=\"2\"><text:number>1.</text:number>a</text:h>", "a|");
	CHECK_JOINED(P("<text:a>b</text:a><text:placeholder>c</text:placeholder>"), "b\xef\xbf\xbc"
										    "c|");
	CHECK_JOINED(P("<text:s text:c=\"99999999999999999999\"/>") P("<text:s text:c=\"0\"/>a"),
		/* a count that nobody meant is cut */
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"                                                                "
		"|a|");
}

static void test_unmarked(void)
{
	CHECK_PIECES(
		P(" a  " SPAN("T1", " b ")) "<text:p/>", P(" a  " SPAN("T1", " b ")) "<text:p/>");
	CHECK_PIECES("<text:h text:outline-level=\"3\">a</text:h>",
		"[h3]<text:h text:outline-level=\"3\">a</text:h>");
	CHECK_PIECES("<table:table table:name=\"T\"/><draw:frame draw:name=\"F\" xml:id=\"i\"/>",
		"<table:table table:name=\"#T\"/><draw:frame draw:name=\"#F\" xml:id=\"#i\"/>");
}

static void test_inside(void)
{
	CHECK_PIECES(P("a {x} b"), P("a [1]<text:s/>b"));
	CHECK_PIECES(P("a {x}b  c"), P("a [1]b c"));
	CHECK_PIECES(P("  a" SPAN("T1", " {x") SPAN("T2", "} b")),
		P("a" SPAN("T1", " [1]") SPAN("T2", "<text:s/>b")));
	CHECK_PIECES(P("a{" SPAN("T1", "x") "}b"), P("a[1]b"));
	CHECK_PIECES(P("a{" SPAN("T1", "x<text:bookmark text:name=\"m\"/>") "}b"),
		P("a[1]<text:bookmark text:name=\"#m\"/>b"));
	CHECK_PIECES(P("a{<text:s text:c=\"2\"/>x<text:s text:c=\"2\"/>}<text:s text:c=\"3\"/>b"),
		P("a[1]<text:s text:c=\"3\"/>b"));
	CHECK_PIECES(P(SPAN("T1", "a" SPAN("T2", "b{i}c") "d")),
		P(SPAN("T1", "a" SPAN("T2", "b")) "[1]" SPAN("T1", SPAN("T2", "c") "d")));
	CHECK_PIECES(P(SPAN("T1", SPAN("T2", "{i}"))), P("[1]"));
	CHECK_PIECES(P(SPAN("T1", "a<text:a>" SPAN("T2", "b{i}c") "</text:a>")),
		P(SPAN("T1", "a<text:a>" SPAN("T2", "b") "[1]" SPAN("T2", "c") "</text:a>")));
	CHECK_PIECES(P(SPAN("T1", "a{r}b") "c"), P("[1]c"));
	CHECK_PIECES(P("a {r} b" SPAN("T1", "c")), P("a [1]<text:s/>b" SPAN("T1", "c")));
	CHECK_PIECES(P("a{x}<draw:frame><draw:text-box>" P(
			     "  {i}  b") "</draw:text-box></draw:frame> c"),
		P("a[1]<draw:frame><draw:text-box>" P(
			"[2]<text:s/>b") "</draw:text-box></draw:frame> c"));
	CHECK_PIECES(P("a{x}<draw:frame><draw:desc> to  ord </draw:desc></draw:frame>"),
		P("a[1]<draw:frame><draw:desc> to  ord </draw:desc></draw:frame>"));
}

static void test_lifted(void)
{
	CHECK_PIECES(P(SPAN("T1", "{x}")), "[1!]");
	CHECK_PIECES("<text:h text:outline-level=\"2\">{x}</text:h>", "[h2][1!]");
	CHECK_PIECES(P("<text:a>{x}</text:a>"), P("<text:a>[1]</text:a>"));
	CHECK_PIECES(P("a{p}") P("b") P("{p}"), "[1]" P("b") "[2]");
	CHECK_PIECES(P("<text:bookmark-start text:name=\"m\"/>{p}")
			     P("a<text:bookmark-end text:name=\"m\"/>"),
		"[1]" P("a"));
	/* statements in a list take their bullets with them, values do not */
	CHECK_PIECES(
		"<text:list><text:list-item>" P("{p}") "</text:list-item><text:list-item>" P(
			"a{x}") "</text:list-item><text:list-item>" P("{p}") "</text:list-item></"
									     "text:list>",
		"<text:list>[1]<text:list-item>" P("a[2]") "</text:list-item>[3]</text:list>");
	CHECK_PIECES("<text:list><text:list-item>" P("{p}") "</text:list-item></text:list>", "[1]");
	CHECK_PIECES("<text:list><text:list-item>" P("{b}") "</text:list-item></text:list>",
		"<text:list><text:list-item>[1]</text:list-item></text:list>");
	CHECK_PIECES("<text:list><text:list-item>" P("{p}") P("a") "</text:list-item></text:list>",
		"<text:list><text:list-item>[1]" P("a") "</text:list-item></text:list>");
	CHECK_PIECES("<table:table><table:table-row><table:table-cell>" P(
			     "{w}") "</table:table-cell></table:table-row></table:table>",
		"[table]<table:table>[1]</table:table>[/table]");
}

static void test_shell(void)
{
	struct fixture fixture;
	open_body(&fixture, "<text:p text:style-name=\"P1\" xml:id=\"i\">a" SPAN(
				    "T1", SPAN("T2", "{x}")) "</text:p>");
	mark_all(fixture.part);
	size_t count;
	const struct piece *pieces = part_pieces(fixture.part, &count);
	for (size_t i = 0; i < count; i++) {
		if (pieces[i].kind != PIECE_MARK)
			continue;
		const struct shell *shell = pieces[i].shell;
		CHECK_TEXT(shell->paragraph_open.data, "<text:p text:style-name=\"P1\">");
		CHECK_TEXT(shell->paragraph_close.data, "</text:p>");
		CHECK_TEXT(shell->run_open.data,
			"<text:span text:style-name=\"T1\"><text:span text:style-name=\"T2\">");
		CHECK_TEXT(shell->run_close.data, "</text:span></text:span>");
		CHECK_TEXT(shell->style, "P1");
		CHECK_INT(shell->paragraph_properties.length, 0);
	}
	fixture_finish(&fixture);
}

static void test_properties(void)
{
	struct fixture fixture;
	open_body(&fixture, P("a"));
	CHECK_INT(document_part_count(fixture.document), 3);
	struct part *meta = document_part(fixture.document, 2);
	CHECK_INT(part_paragraph_count(meta), 2);
	CHECK_TEXT(part_paragraph(meta, 1)->text, "a  b");
	mark_all(meta);
	size_t count;
	const struct piece *pieces = part_pieces(meta, &count);
	CHECK(strstr(show_pieces(&fixture, pieces, count),
		      "<dc:title>[1]</dc:title><meta:keyword/>") != NULL);
	fixture_finish(&fixture);
}

static void test_refused(void)
{
	struct fixture fixture;
	fixture_init(&fixture);
	fixture_open(&fixture, "mimetype", "application/vnd.oasis.opendocument.text-template",
		"META-INF/manifest.xml",
		"<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry><m:encryption-data/>"
		"</m:file-entry></m:manifest>",
		NULL);
	CHECK_TEXT(fixture_error(&fixture), "template-encrypted");
	arena_destroy(fixture.arena);
	fixture_init(&fixture);
	fixture_open(&fixture, "mimetype", "application/vnd.oasis.opendocument.text",
		"Basic/Standard/script-lb.xml", "<x/>", "content.xml", "<x/>", NULL);
	CHECK_TEXT(fixture_error(&fixture), "template-macro");
	arena_destroy(fixture.arena);
	fixture_init(&fixture);
	fixture_open(&fixture, "mimetype", "application/vnd.oasis.opendocument.spreadsheet",
		"content.xml", "<x/>", NULL);
	CHECK_TEXT(fixture_error(&fixture), "not-a-document");
	arena_destroy(fixture.arena);
}

int main(void)
{
	test_text();
	test_unmarked();
	test_inside();
	test_lifted();
	test_shell();
	test_properties();
	test_refused();
	return check_failures != 0;
}
