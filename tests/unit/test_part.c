#include "pieces.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define TYPES(main)                                                                      \
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                   \
	"<Override PartName=\"/word/document.xml\" ContentType=\"" main "\"/></Types>"
#define RELATIONS(content)                                                                \
	"<Relationships "                                                                 \
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" content \
	"</Relationships>"
#define RELATION(type, target) "<Relationship Id=\"r\" Type=\"" type "\" Target=\"" target "\"/>"

#define T(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(content) "<w:p>" content "</w:p>"
#define SPACE " xml:space=\"preserve\""

static void open_body(struct fixture *fixture, const char *body)
{
	fixture_init(fixture);
	fixture_open(fixture, "[Content_Types].xml", TYPES(WORD "document.main+xml"), "_rels/.rels",
		RELATIONS(RELATION(OFFICE "officeDocument", "word/document.xml")
				RELATION(OFFICE "custom-properties", "docProps/custom.xml")),
		"word/_rels/document.xml.rels",
		RELATIONS(RELATION(OFFICE "styles", "styles.xml")
				RELATION(OFFICE "header", "/word/header1.xml")),
		"word/styles.xml",
		"<w:styles " W "><w:style w:type=\"paragraph\" w:styleId=\"Overskrift2\"><w:name "
		"w:val=\"heading 2\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>"
		"<w:style w:type=\"paragraph\" w:styleId=\"Punkt\"><w:basedOn "
		"w:val=\"Overskrift2\"/>"
		"</w:style><w:style w:type=\"paragraph\" w:styleId=\"Titel\"><w:name "
		"w:val=\"Title\"/>"
		"</w:style></w:styles>",
		"word/header1.xml", "<w:hdr " W "><w:p><w:r><w:t>{p}</w:t></w:r></w:p></w:hdr>",
		"docProps/custom.xml",
		"<p:Properties xmlns:p=\"http://schemas.openxmlformats.org/officeDocument/2006/"
		"custom-properties\" "
		"xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/"
		"docPropsVTypes\"><p:property name=\"a\"><vt:lpwstr>sag {x} i dag</vt:lpwstr>"
		"</p:property></p:Properties>",
		"word/document.xml",
		arena_printf(fixture->arena,
			"<?xml version=\"1.0\"?><w:document " W
			" xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>%s</w:body></"
			"w:document>",
			body),
		NULL);
	CHECK(fixture->document != NULL);
}

static void check_text(const char *body, const char *expected)
{
	struct fixture fixture;
	open_body(&fixture, body);
	CHECK_TEXT(paragraph_texts(&fixture), expected);
	fixture_finish(&fixture);
}

static void check_pieces(int line, const char *body, const char *expected)
{
	struct fixture fixture;
	open_body(&fixture, body);
	check_pieces_between(line, &fixture, "<w:body>", "</w:body></w:document>", expected, body);
	fixture_finish(&fixture);
}

#define CHECK_PIECES(body, expected) check_pieces(__LINE__, body, expected)

static void test_text(void)
{
	check_text(P(T("a") T("b")) P(""), "ab||");
	check_text(P("<w:r><w:t> a </w:t><w:tab/><w:t" SPACE "> b </w:t><w:br/><w:cr/></w:r>"),
		"a\t b \n\n|");
	check_text(P("<w:hyperlink>" T("a") "</w:hyperlink><w:ins>" T("b") "</w:ins><w:del>" T(
			   "c") "</w:del><w:sdt><w:sdtPr><w:alias/></"
				"w:sdtPr><w:sdtContent>" T("d") "</"
								"w:"
								"sdtConten"
								"t></"
								"w:sdt><w:"
								"moveFrom"
								">" T("e") "</w:moveFrom>"),
		"abd|");
	check_text(P("<w:r><w:fldChar "
		     "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText>"
		     "</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" T(
			     "2") "<w:r><w:fldChar "
				  "w:fldCharType=\"end\"/></w:r><w:fldSimple>" T("3") "</"
										      "w:"
										      "fldSim"
										      "ple>"),
		"\xef\xbf\xbc"
		"2\xef\xbf\xbc"
		"3|");
	check_text(P("<w:r><w:t>a</w:t><w:softHyphen/><w:noBreakHyphen/><w:br w:type=\"page\"/>"
		     "<w:lastRenderedPageBreak/></w:r>"),
		"a\xc2\xad\xe2\x80\x91\xef\xbf\xbc|");
	/* A text box in a paragraph has paragraphs of its own, twice for old programs. */
	check_text(P(T("a") "<w:r><w:pict><v:textbox><w:txbxContent>" P(T("b"))
				   P(T("c")) "</w:txbxContent></v:textbox></w:pict></w:r>" T("d")),
		"a\xef\xbf\xbc"
		"d|b|c|");
	check_text("\n <w:p>\n <w:r>\n <w:t>a</w:t>\n </w:r>\n </w:p>\n ", "a|");
	check_text("<w:p><w:pPr><w:p/><w:tabs><w:tab/></w:tabs></w:pPr></w:p>", "|");
}

static void test_places(void)
{
	struct fixture fixture;
	open_body(&fixture,
		P(T("x")) "<w:tbl><w:tr><w:tc>" P("") "</w:tc><w:tc>" P(
			T("y")) "</w:tc></w:tr>"
				"<w:tr><w:tc><w:tbl><w:tr><w:tc>" P(
					T("z")) "</w:tc></w:tr></w:tbl>" P(T("q")) "</w:tc></"
										   "w:tr></w:tbl>");
	CHECK_INT(part_paragraph_count(fixture.part), 5);
	const struct part_paragraph *y = part_paragraph(fixture.part, 2);
	CHECK_TEXT(y->place.part, "word/document.xml");
	CHECK_INT(y->place.paragraph, 3);
	CHECK_INT(y->place.table, 1);
	CHECK_INT(y->place.row, 1);
	CHECK_INT(y->place.cell, 2);
	CHECK_INT(y->row, 1);
	CHECK(y->row_blank_otherwise);
	CHECK(!part_paragraph(fixture.part, 1)->row_blank_otherwise);
	const struct part_paragraph *z = part_paragraph(fixture.part, 3);
	CHECK_INT(z->place.table, 2);
	CHECK_INT(z->row, 3);
	CHECK(z->row_blank_otherwise);
	CHECK(!part_paragraph(fixture.part, 4)->row_blank_otherwise);
	CHECK_INT(part_paragraph(fixture.part, 0)->row, 0);
	CHECK(!part_mark(fixture.part, 0, 0, 1, LIFT_ROW, 1));
	CHECK(!part_mark(fixture.part, 0, 0, 1, LIFT_CELL, 1));
	CHECK(!part_mark(fixture.part, 0, 0, 2, LIFT_TEXT, 1));
	CHECK(!fixture.part->touched);
	size_t count;
	CHECK(part_pieces(fixture.part, &count) == NULL);
	CHECK_INT(count, 0);
	fixture_finish(&fixture);
}

static void test_unmarked(void)
{
	CHECK_PIECES(
		P("<w:r><w:rPr><w:b/></w:rPr><w:t" SPACE "> a &amp; &lt;b </w:t></w:r>") "<w:p/>",
		P("<w:r><w:rPr><w:b/></w:rPr><w:t" SPACE "> a &amp; &lt;b </w:t></w:r>") "<w:p/>");
	CHECK_PIECES("<w:p w:rsidR=\"0012\" w:x=\"&quot;\"><w:r/></w:p>",
		"<w:p w:x=\"&quot;\"><w:r/></w:p>");
	CHECK_PIECES(P("<w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr>"),
		"[h2]" P("<w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr>"));
	CHECK_PIECES(P("<w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr>"),
		P("<w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr>"));
	CHECK_PIECES(P("<w:pPr><w:pStyle w:val=\"Punkt\"/><w:outlineLvl w:val=\"9\"/></w:pPr>"),
		P("<w:pPr><w:pStyle w:val=\"Punkt\"/><w:outlineLvl w:val=\"9\"/></w:pPr>"));
	CHECK_PIECES(
		P("<w:bookmarkStart w:id=\"7\" w:name=\"a&amp;b\"/><w:bookmarkEnd w:id=\"7\"/>"),
		P("<w:bookmarkStart w:id=\"#7\" w:name=\"#a&amp;b\"/><w:bookmarkEnd "
		  "w:id=\"#7\"/>"));
}

#define B "<w:rPr><w:b/></w:rPr>"
#define I "<w:rPr><w:i/></w:rPr>"
#define TP(text) "<w:r><w:t" SPACE ">" text "</w:t></w:r>"

static void test_inside(void)
{
	CHECK_PIECES(P(T("a {x} b")), P(TP("a [1] b")));
	CHECK_PIECES(P("<w:r>" B "<w:t>a {x</w:t></w:r>" T("} b")),
		P("<w:r>" B "<w:t" SPACE ">a [1]</w:t></w:r>" TP(" b")));
	/* what Word scatters over a tag */
	CHECK_PIECES(P(T("a {") "<w:proofErr w:type=\"spellStart\"/>"
				"<w:bookmarkStart w:id=\"1\" w:name=\"m\"/><w:r>" I
				"<w:lastRenderedPageBreak/><w:t>x</w:t><w:softHyphen/></w:r>"
				"<w:proofErr w:type=\"spellEnd\"/><w:r><w:tab/><w:t>}</w:t></w:r>"
				"<w:bookmarkEnd w:id=\"1\"/>" T("b")),
		P(TP("a [1]") "<w:proofErr w:type=\"spellStart\"/>"
			      "<w:bookmarkStart w:id=\"#1\" w:name=\"#m\"/><w:proofErr "
			      "w:type=\"spellEnd\"/>"
			      "<w:bookmarkEnd w:id=\"#1\"/>" T("b")));
	CHECK_PIECES(P(T("a {x}{y} b{z}")), P(TP("a [1][2] b[3]")));
	/* links that have lost their text go, others stay */
	CHECK_PIECES(
		P(T("a{") "<w:hyperlink>" T("x}") "</w:hyperlink>" T("b")), P(TP("a[1]") T("b")));
	CHECK_PIECES(P(T("a{") "<w:hyperlink>" T("x} c") "</w:hyperlink>"),
		P(TP("a[1]") "<w:hyperlink>" TP(" c") "</w:hyperlink>"));
	CHECK_PIECES(P("<w:hyperlink>" T("{x}") "</w:hyperlink>"),
		P("<w:hyperlink>" TP("[1]") "</w:hyperlink>"));
	/* a run with an object stays */
	CHECK_PIECES(P(T("a{") "<w:r><w:drawing/><w:t>x}</w:t></w:r>"),
		P(TP("a[1]") "<w:r><w:drawing/></w:r>"));
	CHECK_PIECES(P(T("a{") "<w:r><w:t>x}</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>"),
		P(TP("a[1]") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"));
	CHECK_PIECES(P("<w:r>" B "<w:t>a{i}b</w:t></w:r>"),
		P("<w:r>" B "<w:t" SPACE ">a</w:t></w:r>[1]<w:r>" B "<w:t" SPACE ">b</w:t></w:r>"));
	CHECK_PIECES(P("<w:r>" B "<w:t>{i}</w:t><w:t>b{i}</w:t><w:tab/></w:r>"),
		P("[1]<w:r>" B "<w:t" SPACE ">b</w:t></w:r>[2]<w:r>" B "<w:tab/></w:r>"));
	CHECK_PIECES(P("<w:hyperlink r=\"1\">" T("a{i}b{x}") "</w:hyperlink>"),
		P("<w:hyperlink r=\"1\">" TP("a") "[1]" TP("b[2]") "</w:hyperlink>"));
	CHECK_PIECES(P("<w:r><w:t>a</w:t><w:br/><w:t>{</w:t><w:br/><w:t>x}</w:t><w:br/></w:r>"),
		P("<w:r><w:t>a</w:t><w:br/><w:t" SPACE ">[1]</w:t><w:br/></w:r>"));
	CHECK_PIECES(
		"<w:p>\n <w:r>\n  <w:t>{i}</w:t>\n </w:r>\n <w:r>\n  <w:t>a</w:t>\n </w:r></w:p>",
		"<w:p>\n [1]\n <w:r>\n  <w:t>a</w:t>\n </w:r></w:p>");
	CHECK_PIECES(P(T("a {r}") T("b")), P("[1]" T("b")));
	CHECK_PIECES(
		P(T("a") T("{r") T("}{x}") T("c{i}")), P(T("a") "[1]" TP("[2]") TP("c") "[3]"));
	/* comments stay, and both forms of a drawing */
	CHECK_PIECES(P(T("a{") "<w:commentRangeStart w:id=\"1\"/>" T(
			     "x}") "<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference "
				   "w:id=\"1\"/></w:r>"),
		P(TP("a[1]") "<w:commentRangeStart w:id=\"#1\"/><w:commentRangeEnd w:id=\"#1\"/>"
			     "<w:r><w:commentReference w:id=\"#1\"/></w:r>"));
	CHECK_PIECES(P("<w:r><w:drawing><w:txbxContent>" P(
			     T("a{x}")) "</w:txbxContent></w:drawing>"
					"<w:pict><w:txbxContent>" P(
						T("a{x}")) "</w:txbxContent></w:pict></w:r>"),
		P("<w:r><w:drawing><w:txbxContent>" P(
			TP("a[1]")) "</w:txbxContent></w:drawing>"
				    "<w:pict><w:txbxContent>" P(
					    TP("a[2]")) "</w:txbxContent></w:pict></w:r>"));
	CHECK_PIECES(
		P("<w:sdt><w:sdtPr/><w:sdtContent>" T("a{") "</w:sdtContent></w:sdt>" T("x} b")),
		P("<w:sdt><w:sdtPr/><w:sdtContent>" TP("a[1]") "</w:sdtContent></w:sdt>" TP(" b")));
	CHECK_PIECES(P("<w:ins>" T("a{i}") "</w:ins><w:del>" T("q") "</w:del>"),
		P("<w:ins>" TP("a") "</w:ins>[1]<w:del>" T("q") "</w:del>"));
	/* what opens or closes something stands outside what begins or ends in its tag */
	CHECK_PIECES(P("<w:hyperlink>" T("a{i") "</w:hyperlink>" T("i}b")),
		P("<w:hyperlink>" TP("a") "</w:hyperlink>[1]" TP("b")));
	CHECK_PIECES(P(T("a{i") "<w:hyperlink>" T("i}b") "</w:hyperlink>"),
		P(TP("a") "[1]<w:hyperlink>" TP("b") "</w:hyperlink>"));
	/* half of a range in it is worth nothing */
	CHECK_PIECES(
		P(T("a{i") "<w:bookmarkStart w:id=\"1\"/>" T("}b") "<w:bookmarkEnd w:id=\"1\"/>"),
		P(TP("a") "[1]" TP("b")));
}

#define CELL(content) "<w:tc>" content "</w:tc>"

static void test_cells(void)
{
	struct fixture fixture;
	open_body(&fixture, "<w:tbl><w:tblGrid/><w:tr>"
			    "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(T(
				    "{x}")) "</w:tc>" CELL(P(T("b"))) "</w:tr></w:tbl>" P(T("c")));
	CHECK(part_mark_cell(fixture.part, 0, 7));
	CHECK(part_mark_cell(fixture.part, 0, 8));
	CHECK(!part_mark_cell(fixture.part, 2, 9));
	mark_all(fixture.part);
	size_t count;
	const struct piece *pieces = part_pieces(fixture.part, &count);
	const char *shown = show_pieces(&fixture, pieces, count);
	CHECK(strstr(shown,
		      "<w:body>[table]<w:tbl><w:tblGrid/><w:tr>[cell 7 8][1!][end][/cell]" CELL(
			      P(T("b"))) "</w:tr></w:tbl>[columns][/table]") != NULL);
	for (size_t i = 0; i < count; i++)
		if (pieces[i].kind == PIECE_CELL_BEGIN)
			CHECK_INT(
				((const struct marked_cell *)(const void *)pieces[i].cell)->columns,
				2);
	fixture_finish(&fixture);
}

static void check_join(int line, const char *body, const unsigned char *joins, const char *expected)
{
	struct fixture fixture;
	open_body(&fixture, body);
	part_join(fixture.part, joins);
	struct buf text;
	buf_init(&text, fixture.arena);
	for (size_t i = 0; i < part_paragraph_count(fixture.part); i++)
		buf_printf(&text, "%s|", part_paragraph(fixture.part, i)->text);
	size_t count;
	const struct piece *pieces = part_flatten(fixture.part, &count);
	CHECK(is_well_formed(&fixture, pieces, count));
	check_texts(__FILE__, line, buf_text(&text), expected, body);
	fixture_finish(&fixture);
}

#define CHECK_JOIN(body, expected, ...) \
	check_join(__LINE__, body, (const unsigned char[]){__VA_ARGS__}, expected)

static void test_join(void)
{
	CHECK_JOIN(
		P(T("a")) P("<w:pPr><w:jc/></w:pPr>" T("b")) P(T("c")), "ab|c|", 0, JOIN_BEFORE, 0);
	CHECK_JOIN(P(T("a")) P(T("b")) P(T("c")), "a|bc|", 0, JOIN_AFTER, 0);
	CHECK_JOIN(P(T("a")) P(T("b")) P(T("c")), "abc|", 0, JOIN_BEFORE | JOIN_AFTER, JOIN_BEFORE);
	CHECK_JOIN(P(T("a")) "<w:bookmarkStart w:id=\"1\"/> " P(T("b")), "ab|", JOIN_AFTER, 0);
	CHECK_JOIN(P(T("a")) "<w:tbl><w:tr>" CELL(P(T("b")))
			   CELL(P(T("c"))) "</w:tr></w:tbl>" P(T("d")),
		"a|b|c|d|", JOIN_BEFORE | JOIN_AFTER, JOIN_BEFORE | JOIN_AFTER,
		JOIN_BEFORE | JOIN_AFTER, JOIN_BEFORE | JOIN_AFTER);
	struct fixture fixture;
	open_body(&fixture, P(T("ab")) P(T("c")) P(T("de")));
	part_join(fixture.part, (const unsigned char[]){0, JOIN_BEFORE | JOIN_AFTER, 0});
	CHECK_TEXT(part_paragraph(fixture.part, 0)->text, "abcde");
	size_t from, to;
	part_origin(fixture.part, 0, 2, 3, &from, &to);
	CHECK_INT(from, 2);
	CHECK_INT(to, 3);
	part_origin(fixture.part, 0, 4, 5, &from, &to);
	CHECK_INT(from, 3);
	CHECK_INT(to, 5);
	part_origin(fixture.part, 0, 0, 1, &from, &to);
	CHECK_INT(from, 0);
	CHECK_INT(to, 2);
	fixture_finish(&fixture);
}

static void test_alone(void)
{
	CHECK_PIECES(P("<w:pPr><w:jc/></w:pPr>" T(" {x} ") T(" ")), "[1!]");
	CHECK_PIECES(P("<w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr>" T("{x}")), "[h2][1!]");
	CHECK_PIECES(P("<w:bookmarkStart w:id=\"1\" w:name=\"m\"/>" T("{x}"))
			     P("<w:bookmarkEnd w:id=\"1\"/>"),
		"<w:bookmarkStart w:id=\"#1\" w:name=\"#m\"/>[1!]" P(
			"<w:bookmarkEnd w:id=\"#1\"/>"));
	CHECK_PIECES(P(T("{x}") "<w:r><w:drawing/></w:r>"), P(TP("[1]") "<w:r><w:drawing/></w:r>"));
	CHECK_PIECES(P(T("{x}") "<w:r><w:br w:type=\"page\"/></w:r>"),
		P(TP("[1]") "<w:r><w:br w:type=\"page\"/></w:r>"));
	CHECK_PIECES(P("<w:pPr><w:sectPr/></w:pPr>" T("{x}")),
		"[1!]<w:p><w:pPr><w:sectPr/></w:pPr></w:p>");
	CHECK_PIECES("<w:tbl><w:tr><w:tc>" P(T("{x}")) "</w:tc></w:tr></w:tbl>",
		"<w:tbl><w:tr><w:tc>[1!][end]</w:tc></w:tr></w:tbl>");
	CHECK_PIECES("<w:sdt><w:sdtPr><w:id w:val=\"-5\"/></w:sdtPr><w:sdtContent>" P(
			     T("{x}")) "</w:sdtContent></w:sdt>",
		"<w:sdt><w:sdtPr><w:id "
		"w:val=\"#-5\"/></w:sdtPr><w:sdtContent>[1!][end]</w:sdtContent>"
		"</w:sdt>");
}

static void test_lifted(void)
{
	CHECK_PIECES(P(T("a{p}b")) P(T("c")) P(T("{p}")), "[1]" P(T("c")) "[2]");
	CHECK_PIECES(P(T("a{p}{p}b")), "[1][2]");
	CHECK_PIECES(P(T("{p}{x}{p}")), "[1][2!][3]");
	CHECK_PIECES(P(T("{b}")), "[1]");
	CHECK_PIECES(P("<w:pPr><w:sectPr><w:x/></w:sectPr></w:pPr>" T("{p}")),
		"[1]<w:p><w:pPr><w:sectPr><w:x/></w:sectPr></w:pPr></w:p>");
	CHECK_PIECES("<w:tbl/>" P(T("{p}")) " <w:bookmarkEnd w:id=\"3\"/><w:tbl/>",
		"<w:tbl/>[1] <w:bookmarkEnd w:id=\"#3\"/>[table]<w:tbl></w:tbl>[/table]");
	/* half a field would spoil the document */
	CHECK_PIECES(P("<w:pPr><w:jc/></w:pPr>" T(
			     "{p}") "<w:r>" B "<w:fldChar w:fldCharType=\"end\"/></w:r>"),
		P("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>") "[1]");
	CHECK_PIECES(P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC"
		       "</w:instrText></w:r>" T("{p}")),
		"[1]" P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC"
			"</w:instrText></w:r>"));
	/* half a bookmark is worth nothing */
	CHECK_PIECES(P("<w:bookmarkStart w:id=\"1\" w:name=\"m\"/>" T("{p}"))
			     P("<w:bookmarkEnd w:id=\"1\"/>"),
		"[1]" P(""));
	CHECK_PIECES("<w:tbl><w:tr><w:tc>" P(T("{w}")) "</w:tc><w:tc>" P(
			     T("a{w}")) "</w:tc></w:tr>"
					"<w:tr><w:tc>" P(T("a")) "</w:tc></w:tr></w:tbl>",
		"[table]<w:tbl>[1][2]<w:tr><w:tc>" P(T("a")) "</w:tc></w:tr></w:tbl>[/table]");
	CHECK_PIECES("<w:tbl><w:tr><w:tc>" P(T("{c}")) "</w:tc><w:tc>" P(
			     T("a")) "</w:tc></w:tr></w:tbl>",
		"[table]<w:tbl><w:tr>[1]<w:tc>" P(
			T("a")) "</w:tc></w:tr></w:tbl>[columns][/table]");
	CHECK_PIECES("<w:tbl><w:tr><w:tc>" P(T("{p}")) P(T("a{x}"))
			     P(T("{p}")) "</w:tc></w:tr></w:tbl>",
		"<w:tbl><w:tr><w:tc>[1]" P(TP("a[2]")) "[3][end]</w:tc></w:tr></w:tbl>");
	CHECK_PIECES(
		P(T("a{x}") "<w:r><w:pict><w:txbxContent>" P(T("{i}b")) "</w:txbxContent></w:pict>"
									"</w:r>" T("{i}")),
		P(TP("a[1]") "<w:r><w:pict><w:txbxContent>" P(
			"[3]" TP("b")) "</w:txbxContent></w:pict></w:r>[2]"));
}

static void test_balance(void)
{
	struct fixture fixture;
	open_body(&fixture, P(T("{i}a{i}") "<w:hyperlink>" T("{i}") "</w:hyperlink>") P(T("{i}"))
				    P(T("{p}")) "<w:tbl><w:tr><w:tc>" P(T("{p}"))
					    P(T("{w}") T("{x}")) "</w:tc><w:tc>" P(
						    T("{p}")) "</w:tc></w:tr></w:tbl>" P(T("{p}")));
	mark_all(fixture.part);
	size_t count;
	part_pieces(fixture.part, &count);
	CHECK(part_balanced(fixture.part, 1, 2));
	CHECK(!part_balanced(fixture.part, 1, 3));
	CHECK(part_balanced(fixture.part, 1, 4)); /* joins two paragraphs */
	CHECK(!part_balanced(fixture.part, 1, 5));
	CHECK(part_balanced(fixture.part, 5, 10));
	CHECK(!part_balanced(fixture.part, 6, 10)); /* gone with its row */
	CHECK(!part_balanced(fixture.part, 7, 5));
	CHECK(!part_balanced(fixture.part, 7, 99));
	fixture_finish(&fixture);
}

static void test_around(void)
{
	struct fixture fixture;
	open_body(&fixture, P("<w:pPr><w:jc/></w:pPr>" T("a {x}")) "<w:p/>");
	CHECK(part_mark(fixture.part, 0, 2, 5, LIFT_TEXT, 1));
	part_mark_around(fixture.part, 0, 2, 3);
	part_mark_around(fixture.part, 0, 4, 5);
	part_mark_around(fixture.part, 1, 6, 7);
	size_t count;
	const struct piece *pieces = part_pieces(fixture.part, &count);
	const char *shown = show_pieces(&fixture, pieces, count);
	CHECK(strstr(shown, "<w:body>" P("<w:pPr><w:jc/></w:pPr>[4][2]" TP("a [1]") "[3][5]")
				    P("[6][7]") "</w:body>") != NULL);
	fixture_finish(&fixture);
}

static void test_shell(void)
{
	struct fixture fixture;
	open_body(&fixture, "<w:tbl><w:tr><w:tc><w:p w:rsidR=\"1\"><w:pPr><w:pStyle "
			    "w:val=\"Punkt\"/><w:sectPr/>"
			    "</w:pPr><w:r>" B "<w:t>{x}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
	mark_all(fixture.part);
	size_t count;
	const struct piece *pieces = part_pieces(fixture.part, &count);
	const struct shell *shell = NULL;
	for (size_t i = 0; i < count; i++)
		if (pieces[i].kind == PIECE_MARK)
			shell = pieces[i].shell;
	CHECK(shell != NULL);
	CHECK_TEXT(shell->paragraph_open.data, "<w:p>");
	CHECK_TEXT(shell->paragraph_properties.data, "<w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr>");
	CHECK_TEXT(shell->paragraph_close.data, "</w:p>");
	CHECK_TEXT(shell->run_open.data, "<w:r>" B "<w:t" SPACE ">");
	CHECK_TEXT(shell->run_properties.data, B);
	CHECK_TEXT(shell->run_close.data, "</w:t></w:r>");
	CHECK_TEXT(shell->style, "Punkt");
	CHECK(shell->in_cell);
	CHECK(!shell->property);
	fixture_finish(&fixture);
}

static void test_parts(void)
{
	struct fixture fixture;
	open_body(&fixture, P(T("a")));
	CHECK_INT(document_part_count(fixture.document), 3);
	struct part *header = document_part(fixture.document, 1);
	CHECK_TEXT(part_name(header), "word/header1.xml");
	mark_all(header);
	size_t count;
	const struct piece *pieces = part_pieces(header, &count);
	CHECK(strstr(show_pieces(&fixture, pieces, count), ">[1][end]</w:hdr>") != NULL);
	struct part *custom = document_part(fixture.document, 2);
	CHECK_INT(part_paragraph_count(custom), 1);
	mark_all(custom);
	pieces = part_pieces(custom, &count);
	const char *shown = show_pieces(&fixture, pieces, count);
	CHECK(strstr(shown, "<op:property name=\"a\"><vt:lpwstr>sag [1] i dag</vt:lpwstr>") !=
		NULL);
	CHECK(is_well_formed(&fixture, pieces, count));
	fixture_finish(&fixture);
}

static void test_properties(void)
{
	struct fixture fixture;
	open_body(&fixture, P(T("a")));
	struct part *custom = document_part(fixture.document, 2);
	CHECK(part_mark(custom, 0, 0, part_paragraph(custom, 0)->length, LIFT_BLOCK, 1));
	part_mark_around(custom, 0, 2, 3);
	size_t count;
	const struct piece *pieces = part_pieces(custom, &count);
	CHECK(strstr(show_pieces(&fixture, pieces, count), "<vt:lpwstr>[1]</vt:lpwstr>") != NULL);
	fixture_finish(&fixture);
}

/* A file whose own prefixes are none of the usual, as some program may write it. */
static void test_prefixes(void)
{
	struct fixture fixture;
	fixture_init(&fixture);
	fixture_open(&fixture, "[Content_Types].xml", TYPES(WORD "template.main+xml"),
		"_rels/.rels", RELATIONS(RELATION(OFFICE "officeDocument", "/word/document.xml")),
		"word/document.xml",
		"<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
		"xmlns:q=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
		"xmlns:m=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
		"xmlns:z=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
		"m:Ignorable=\"z\"><body><p><r><t><![CDATA[a {]]>x&#125;<!-- nej -->b</t></r></p>"
		"<p q:rsidR=\"1\" z:paraId=\"2\"/></body></document>",
		NULL);
	CHECK(fixture.part != NULL);
	CHECK_TEXT(part_paragraph(fixture.part, 0)->text, "a {x}b");
	mark_all(fixture.part);
	size_t count;
	const struct piece *pieces = part_pieces(fixture.part, &count);
	const char *shown = show_pieces(&fixture, pieces, count);
	CHECK(strstr(shown, " mc:Ignorable=\"w14\"><w:body>" P(TP("a [1]b")) "<w:p/></w:body>") !=
		NULL);
	CHECK(is_well_formed(&fixture, pieces, count));
	fixture_finish(&fixture);
}

static void check_refused(const char *types, const char *relations, const char *id)
{
	struct fixture fixture;
	fixture_init(&fixture);
	fixture_open(&fixture, "[Content_Types].xml", types, "_rels/.rels", relations,
		"word/document.xml", "<w:document " W "/>", NULL);
	CHECK(fixture.document == NULL);
	CHECK_TEXT(fixture_error(&fixture), id);
	arena_destroy(fixture.arena);
}

static void test_refused(void)
{
	const char *relations = RELATIONS(RELATION(OFFICE "officeDocument", "word/document.xml"));
	check_refused(TYPES("application/vnd.ms-word.document.macroEnabled.main+xml"), relations,
		"template-macro");
	check_refused(
		TYPES("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
		relations, "not-a-document");
	check_refused(TYPES(WORD "document.main+xml"),
		RELATIONS(RELATION(
			"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
			"word/document.xml")),
		"template-strict");
	check_refused(TYPES(WORD "document.main+xml"),
		RELATIONS(RELATION(OFFICE "officeDocument", "../../x.xml")), "not-a-document");
	struct fixture fixture;
	fixture_init(&fixture);
	fixture_open(&fixture, "a.txt", "hej", NULL);
	CHECK_TEXT(fixture_error(&fixture), "not-a-document");
	arena_destroy(fixture.arena);
}

int main(void)
{
	test_text();
	test_places();
	test_unmarked();
	test_inside();
	test_alone();
	test_lifted();
	test_balance();
	test_cells();
	test_join();
	test_around();
	test_shell();
	test_parts();
	test_properties();
	test_prefixes();
	test_refused();
	return check_failures != 0;
}
