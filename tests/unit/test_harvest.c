#include "check.h"
#include "document/field.h"
#include "io/zip.h"
#include "markup_print.h"

#include <stdarg.h>

/* What stands in the fields of documents as editors leave them, written by hand. */

static struct arena *arena;

#define A "aaaaaaaaaaaat" /* names of fields */
#define B "bbbbbbbbbbbbt"

#define W                                                                                       \
	"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "      \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "             \
	"xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><w:body>"
#define W_END "</w:body></w:document>"
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define O                                                                               \
	"<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF \
	"text:1.0\" xmlns:style=\"" ODF "style:1.0\" xmlns:fo=\"" ODF                   \
	"xsl-fo-compatible:1.0\" xmlns:table=\"" ODF "table:1.0\" xmlns:draw=\"" ODF    \
	"drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\">"
#define O_STYLES                                                                            \
	"<office:automatic-styles>"                                                         \
	"<style:style style:name=\"F\" style:family=\"text\"><style:text-properties "       \
	"fo:font-weight=\"bold\"/></style:style>"                                           \
	"<style:style style:name=\"K\" style:family=\"paragraph\"><style:text-properties "  \
	"fo:font-style=\"italic\"/></style:style>"                                          \
	"<text:list-style style:name=\"T\"><text:list-level-style-number text:level=\"1\" " \
	"style:num-format=\"1\" style:num-suffix=\")\"/><text:list-level-style-bullet "     \
	"text:level=\"2\"/></text:list-style></office:automatic-styles>"
#define O_BODY "<office:body><office:text>"
#define O_END "</office:text></office:body></office:document-content>"

#define P(text) "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"
#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define MARK(id, name, which, text)                                      \
	"<w:bookmarkStart w:id=\"" id "\" w:name=\"felt_" name "_" which \
	"\"/>" R(text) "<w:bookmarkEnd w:id=\"" id "\"/>"
#define BEGIN "<w:p>" MARK("1", A, "a", "Tekst:") "</w:p>"
#define END "<w:p>" MARK("2", A, "b", "(slut)") "</w:p>"
#define CONTROL(name, more, content)                                                               \
	"<w:sdt><w:sdtPr><w:tag w:val=\"felt_" name "\"/>" more "</w:sdtPr><w:sdtContent>" content \
	"</w:sdtContent></w:sdt>"

/* The words that Word puts into an empty control. */
#define OWN_WORDS(text)                                                             \
	"<w:p><w:r><w:rPr><w:rStyle w:val=\"Pladsholdertekst\"/></w:rPr><w:t>" text \
	"</w:t></w:r></w:p>"

#define T(text) "<text:p>" text "</text:p>"
#define TMARK(name, which, text)                                            \
	"<text:bookmark-start text:name=\"felt_" name "_" which "\"/>" text \
	"<text:bookmark-end text:name=\"felt_" name "_" which "\"/>"
#define TBEGIN T(TMARK(A, "a", "Tekst:"))
#define TEND T(TMARK(A, "b", "(slut)"))
#define SECTION(content) "<text:section text:name=\"felt_" A "\">" content "</text:section>"

static const struct markup_field *known(void *user, const char *name)
{
	static const struct markup_field field = {
		.label = "Tekst:", .end = "(slut)", .placeholder = "Skriv teksten her."};
	(void)user;
	(void)name;
	return &field;
}

/* The fields as "name state{blocks}", apart by blanks; the names by their first letter, and behind it
 * "?" where the placeholder is left. */
static const char *print(const struct filled *filled)
{
	static const char *const states[] = {[FILLED_WHOLE] = "",
		[FILLED_CUT] = "cut",
		[FILLED_TWICE] = "twice",
		[FILLED_MIXED] = "mixed"};
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; filled != NULL && i < filled->count; i++) {
		const struct filled_field *field = &filled->fields[i];
		buf_printf(&out, "%s%c%s%s{", i > 0 ? " " : "", field->name[0],
			field->placeholder ? "?" : "", states[field->state]);
		print_blocks(&out, field->blocks);
		buf_puts(&out, field->pictures ? "}!" : "}");
	}
	return buf_text(&out);
}

/* The fields of an archive of name, content, name, content …, NULL. */
static const char *read(const char *first, ...)
{
	struct report *report = report_create(arena);
	struct zip_writer *writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	struct file_bytes bytes;
	va_list entries;
	va_start(entries, first);
	for (const char *name = first; name != NULL; name = va_arg(entries, const char *)) {
		const char *content = va_arg(entries, const char *);
		zip_writer_add(writer, name, content, strlen(content), false);
	}
	va_end(entries);
	CHECK(zip_writer_end(writer, arena, report, &bytes));
	bytes.path = "udfyldt";
	struct filled *filled = filled_open(arena, report, &bytes);
	CHECK(filled != NULL && filled_read(filled, known, NULL));
	const char *said = print(filled);
	for (size_t i = 0; i < report_count(report); i++)
		fprintf(stderr, "report: %s\n", report_get(report, i)->message);
	CHECK(report_count(report) == 0);
	return said;
}

static const char numbering[] =
	"<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	"<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
	"<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:pPr><w:ind "
	"w:left=\"360\"/></w:pPr>"
	"</w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/></w:lvl>"
	"</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
	"<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
	"<w:startOverride w:val=\"4\"/></w:lvlOverride></w:num></w:numbering>";

static const char styles[] =
	"<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	"<w:style w:type=\"character\" w:styleId=\"Fed\"><w:rPr><w:b/></w:rPr></w:style>"
	"<w:style w:type=\"character\" w:styleId=\"Pladsholdertekst\"><w:name w:val=\"Placeholder "
	"Text\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Punkt\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/>"
	"<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";

static const char footnotes[] =
	"<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	"<w:footnote w:id=\"2\">" P("se bilag") "</w:footnote></w:footnotes>";

#define RELATION(id, type, target)                                                         \
	"<Relationship Id=\"" id "\" "                                                     \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type \
	"\" Target=\"" target "\""
#define RELATIONS(rows)                                                                \
	"<Relationships "                                                              \
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" rows \
	"</Relationships>"

static const char *docx(const char *body)
{
	return read("[Content_Types].xml",
		"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		"<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-"
		"officedocument.wordprocessingml.document.main+xml\"/></Types>",
		"_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "w/d.xml") "/>"),
		"w/_rels/d.xml.rels",
		RELATIONS(RELATION("n", "numbering", "n.xml") "/>" RELATION("s", "styles",
			"s.xml") "/>" RELATION("f", "footnotes", "f.xml") "/>" RELATION("l",
			"hyperlink", "https://eksempel.dk") " TargetMode=\"External\"/>"),
		"w/n.xml", numbering, "w/s.xml", styles, "w/f.xml", footnotes, "w/d.xml",
		arena_printf(arena, W "%s" W_END, body), NULL);
}

static const char *odt(const char *body)
{
	return read("mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		arena_printf(arena, O O_STYLES O_BODY "%s" O_END, body), NULL);
}

#define DOCX(body, expected) CHECK_TEXT(docx(body), expected)
#define ODT(body, expected) CHECK_TEXT(odt(body), expected)

/* What an editor leaves of the marks and of the placeholder. */
static void test_marks(void)
{
	DOCX(BEGIN P("Skriv teksten her.") END, "a?{}");
	DOCX(BEGIN CONTROL(A, "", "<w:p/>" P("Godkendt.")) END, "a{p{Godkendt.}}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", OWN_WORDS("Klik her.")) END, "a{}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", OWN_WORDS("Klik her.") P("Ja.")) END,
		"a{p{Klik her.}p{Ja.}}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", P("Ja.")) END, "a{p{Ja.}}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", "<w:p/>") END, "a{}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>",
		     "<w:p><w:r><w:pict xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:imagedata/>"
		     "</w:pict></w:r></w:p>") END,
		"a{}!");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", P("Skriv teksten her.")) END, "a?{}");
	DOCX(BEGIN CONTROL(A, "<w:showingPlcHdr/>", OWN_WORDS("Skriv teksten her.")) END, "a?{}");
	DOCX(BEGIN P("Skriv teksten her. Ja.") P("Nej.") END, "a?{p{Ja.}p{Nej.}}");
	DOCX(BEGIN P("Ja. Skriv teksten her.") END, "a?{p{Ja.}}");
	DOCX(BEGIN P("Ja, Skriv teksten her. nej.") P("Nej.Skriv teksten her.Ja.Skriv teksten her.")
			END,
		"a?{p{Ja,  nej.}p{Nej.Ja.}}");
	DOCX(BEGIN P("Skriv Ja.") P("Nej teksten her.") END, "a?{p{Ja.}p{Nej}}");
	DOCX(BEGIN P("Ja.") P("Skriv teksten her.") P("Nej.") END, "a?{p{Ja.}p{Nej.}}");
	DOCX(BEGIN P("Skriv.") P("Ja her.") END, "a{p{Skriv.}p{Ja her.}}");
	DOCX(BEGIN P("Skriv teksten her") END, "a?{}");
	DOCX(BEGIN P("iv teksten her.Ja.") END, "a?{p{Ja.}}");
	DOCX(BEGIN P("Nej. Skriv teksten he") P("Ja.") END, "a?{p{Nej.}p{Ja.}}");
	DOCX(BEGIN P("Skri Ja.") P("Nej v teksten her.") END, "a?{p{Ja.}p{Nej}}");
	DOCX(BEGIN P("Skriv tsten her.") END, "a?{}");
	DOCX(BEGIN P("Skriv tsten, her.") END, "a{p{Skriv tsten, her.}}");
	DOCX(BEGIN P("Skriv teksten") END, "a{p{Skriv teksten}}");
	/* merged with the label, and with the end */
	DOCX("<w:p>" MARK("1", A, "a", "Tekst:") R("Ja.") "</w:p>" P("Nej.") END,
		"a{p{Ja.}p{Nej.}}");
	DOCX(BEGIN P("Ja.") "<w:p>" R("Nej.") MARK("2", A, "b", "(slut)") "</w:p>",
		"a{p{Ja.}p{Nej.}}");
	/* typed into the fixed texts, which lost some of theirs */
	DOCX("<w:p>" MARK("1", A, "a", "Tekst: Ja.") "</w:p><w:p>" MARK(
		     "2", A, "b", "Nej. (slut)") "</w:p>",
		"a{p{Ja.}p{Nej.}}");
	DOCX("<w:p>" MARK("1", A, "a", "Te:") "</w:p>" P("Ja.") END, "a{p{Ja.}}");
	/* the marks are gone, the control is not */
	DOCX(P("Tekst:") CONTROL(A, "", P("Ja.")) P("(slut)"), "a{p{Ja.}}");
	DOCX(BEGIN P("Ja."), "acut{}");
	ODT(TBEGIN SECTION(T("Ja.")) TEND, "a{p{Ja.}}");
	ODT(T("Tekst:") SECTION(T("Ja.")) T("(slut)"), "a{p{Ja.}}");
	ODT(TBEGIN T("Ja.") TEND, "a{p{Ja.}}");
	ODT(TBEGIN T("Foran.") SECTION(T("Ja.")) TEND, "a{p{Foran.}p{Ja.}}");
	ODT(TBEGIN SECTION(T("Skriv teksten her.")) TEND, "a?{}");
}

static void test_mixed(void)
{
	DOCX(END P("Ja.") BEGIN, "amixed{}");
	DOCX(BEGIN BEGIN P("Ja.") END, "atwice{}");
	DOCX(BEGIN "<w:p>" MARK("3", B, "a", "Tekst:") "</w:p>" P("Ja.") "<w:p>" MARK(
		     "4", B, "b", "(slut)") "</w:p>" END,
		"amixed{} bmixed{}");
	DOCX(BEGIN "<w:p>" MARK("3", B, "a", "Tekst:") "</w:p>" P("Ja.") END
		"<w:p>" MARK("4", B, "b", "(slut)") "</w:p>",
		"amixed{} bmixed{}");
	DOCX(BEGIN CONTROL(B, "", P("Ja.")) END, "amixed{} bmixed{}");
	ODT(TBEGIN T("Ja.") TEND T(TMARK(A, "a1", "Tekst:")), "atwice{}");
	ODT(TBEGIN T(TMARK(B, "a", "Tekst:")) T("Ja.") TEND T(TMARK(B, "b", "(slut)")),
		"amixed{} bmixed{}");
}

static void test_docx_text(void)
{
	DOCX(BEGIN "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>fed</w:t></w:r><w:r><w:rPr><w:b "
		   "w:val=\"0\"/><w:i/><w:u w:val=\"single\"/><w:strike/></w:rPr><w:t>x</w:t></w:r>"
		   "<w:r><w:rPr><w:rStyle w:val=\"Fed\"/></w:rPr><w:t>y</w:t></w:r></w:p>" END,
		"a{p{b<fed>ius<x>b<y>}}");
	DOCX(BEGIN "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
		   "<w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>" END,
		"a{p{a↵b\tc‑d}}");
	DOCX(BEGIN "<w:p><w:hyperlink r:id=\"l\">" R("her") "</w:hyperlink></w:p>" END,
		"a{p{[https://eksempel.dk](her)}}");
	DOCX(BEGIN "<w:p>" R("a") "<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins>" R(
		     "c") "</w:ins><w:moveFrom>" R("d") "</w:moveFrom></w:p>" END,
		"a{p{ac}}");
	DOCX("<w:p><w:bookmarkStart w:id=\"1\" w:name=\"felt_" A
	     "_a\"/><w:del><w:r><w:delText>Tekst:"
	     "</w:delText></w:r><w:bookmarkEnd w:id=\"1\"/></w:del></w:p>" P("Ja.") END,
		"a{p{Ja.}}");
	DOCX(BEGIN "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("a") "</w:p>" P("b") END,
		"a{p{ab}}");
	DOCX(BEGIN
		"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>" R("ses") "</w:p>" END,
		"a{p{ses}}");
	DOCX(BEGIN "<w:p>" R("a") "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" END,
		"a{p{a (se bilag)}}");
	DOCX(BEGIN "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText>"
		   "<w:t>kode</w:t><w:fldChar w:fldCharType=\"separate\"/></w:r>" R(
			   "i dag") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>" END,
		"a{p{i dag}}");
	DOCX(BEGIN "<w:p>" R(
		     "a") "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
			  "<w:txbxContent>" P("boks")
				  P("to") "</w:txbxContent></wps:txbx>"
					  "</w:drawing></mc:Choice><mc:Fallback>" P(
						  "andet") "</mc:Fallback></mc:AlternateContent></"
							   "w:r></w:p>" END,
		"a{p{a↵boks↵to}}");
	DOCX(BEGIN "<w:p><w:pPr><w:pStyle w:val=\"H2\"/></w:pPr>" R("Overskrift") "</w:p>" END,
		"a{h2{Overskrift}}");
	DOCX("<w:p><w:pPr><w:pStyle w:val=\"H2\"/></w:pPr>" R(
		     "Punkt") "</w:p>" BEGIN
			      "<w:p><w:pPr><w:pStyle w:val=\"H2\"/></w:pPr>" R(
				      "Under") "</w:p>" END,
		"a{h1{Under}}");
}

#define NUMBERED(num, level, text)                                                \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num \
	"\"/></w:numPr></w:pPr>" R(text) "</w:p>"

static void test_docx_blocks(void)
{
	DOCX(BEGIN NUMBERED("1", "0", "a") NUMBERED("1", "1", "b") NUMBERED("1", "0", "c") END,
		"a{ol1.{[p{a}ul{[p{b}]}][p{c}]}}");
	DOCX(BEGIN NUMBERED("2", "0", "a") NUMBERED("2", "0", "b") END, "a{ol4.{[p{a}][p{b}]}}");
	DOCX(NUMBERED("1", "0", "før") BEGIN NUMBERED("1", "0", "a") P("x") NUMBERED("1", "0", "b")
			END,
		"a{ol2.{[p{a}]}p{x}ol3.{[p{b}]}}");
	DOCX(BEGIN NUMBERED("1", "0", "a") "<w:p><w:pPr><w:ind w:left=\"360\"/></w:pPr>" R(
		     "mere") "</w:p>" NUMBERED("1", "0", "b") END,
		"a{ol1.+{[p{a}p{mere}][p{b}]}}");
	DOCX(BEGIN "<w:p><w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr>" R("a") "</w:p>" END,
		"a{ul{[p{a}]}}");
	DOCX(BEGIN "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" P("a") "</w:tc><w:tc>" P(
		     "b") "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan "
			  "w:val=\"2\"/></w:tcPr>" P("c") "</w:tc></w:tr></w:tbl>" END,
		"a{table:--{(a|b)(c)}}");
	/* the first row is the heading where none says that it is */
	DOCX(BEGIN "<w:tbl><w:tr><w:tc>" P("a")
			P("b") "</w:tc></w:tr><w:tr><w:tc>" P("c") "</w:tc></w:tr></w:tbl>" END,
		"a{table:-{(p{a}p{b})(c)}}");
}

static void test_odt_text(void)
{
	ODT(TBEGIN T(" a  b<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/> e ") TEND,
		"a{p{a b  c\td↵e}}");
	ODT(TBEGIN T("<text:span text:style-name=\"F\">fed</text:span> ikke") TEND,
		"a{p{b<fed> ikke}}");
	ODT(TBEGIN "<text:p text:style-name=\"K\">kursiv</text:p>" TEND, "a{p{i<kursiv>}}");
	ODT(TBEGIN T("<text:a xlink:href=\"https://eksempel.dk\">her</text:a>") TEND,
		"a{p{[https://eksempel.dk](her)}}");
	ODT("<text:tracked-changes><text:changed-region><text:deletion>" T(
		    "væk") "</text:deletion></text:changed-region></text:tracked-changes>" TBEGIN
			T("a<text:change text:change-id=\"c\"/>b") TEND,
		"a{p{ab}}");
	ODT(TBEGIN T("a<office:annotation>" T("bemærkning") "</office:annotation>b") TEND,
		"a{p{ab}}");
	ODT(TBEGIN T("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" T(
		    "se bilag") "</text:note-body></text:note>") TEND,
		"a{p{a (se bilag)}}");
	ODT(TBEGIN T("a<draw:frame><draw:text-box>" T("boks") "</draw:text-box></draw:frame>") TEND,
		"a{p{a↵boks}}");
	ODT(TBEGIN T("a<draw:frame><draw:image/></draw:frame>") TEND, "a{p{a}}!");
	ODT(TBEGIN "<text:h text:outline-level=\"2\">Overskrift</text:h>" TEND,
		"a{h2{Overskrift}}");
}

#define ITEM(content) "<text:list-item>" content "</text:list-item>"

static void test_odt_blocks(void)
{
	ODT(TBEGIN "<text:list text:style-name=\"T\">" ITEM(T("a") "<text:list>" ITEM(
		    T("b")) "</text:list>") ITEM(T("c") T("mere")) "</text:list>" TEND,
		"a{ol1)+{[p{a}ul{[p{b}]}][p{c}p{mere}]}}");
	ODT(TBEGIN "<text:list text:style-name=\"T\">" ITEM(T("a")) "</text:list>" T(
		    "x") "<text:list text:style-name=\"T\" "
			 "text:continue-numbering=\"true\">" ITEM(T("b")) "</text:list>" TEND,
		"a{ol1){[p{a}]}p{x}ol2){[p{b}]}}");
	ODT(TBEGIN "<table:table><table:table-header-rows><table:table-row><table:table-"
		   "cell>" T("a") "</table:table-cell><table:table-cell>" T(
			   "b") "</table:table-cell>"
				"</table:table-row></table:table-header-rows><table:table-row>"
				"<table:table-cell table:number-columns-spanned=\"2\">" T(
					"c") "</table:table-cell><table:covered-table-cell/></"
					     "table:table-row></table:table>" TEND,
		"a{table:--{(a|b)(c)}}");
}

static void run(void *user)
{
	(void)user;
	test_marks();
	test_mixed();
	test_docx_text();
	test_docx_blocks();
	test_odt_text();
	test_odt_blocks();
}

int main(void)
{
	arena = arena_create(256u * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
