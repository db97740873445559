#include "check.h"
#include "markup_print.h"

#include "base/arena.h"
#include "base/report.h"
#include "markup/markup.h"

#include <stdint.h>
#include <stdlib.h>

/* Texts, the blocks they become, and what is said about them. */

struct text {
	const char *bytes;
	size_t length;
};

static struct arena *arena;

static struct place locate(void *user, size_t offset)
{
	const struct text *text = user;
	struct place place = {.file = "t", .line = 1, .column = 1};

	for (size_t i = 0; i < offset && i < text->length; i++) {
		if (text->bytes[i] == '\n') {
			place.line++;
			place.column = 1;
		} else if (((unsigned char)text->bytes[i] & 0xC0) != 0x80) {
			place.column++;
		}
	}
	return place;
}

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	struct markup_picture *picture = arena_alloc(arena, sizeof(*picture));

	(void)user;
	picture->width_px = 3;
	picture->height_px = 2;
	picture->alt = arena_printf(arena, "%s@%u:%u=%s", path, place->line, place->column, alt);
	return strcmp(path, "none.png") == 0 ? NULL : picture;
}

static const char *literal(void *user, size_t number, size_t *length)
{
	static const char *const literals[] = {"*x*", "", "a\nb", "https://x.dk/?a=(1)&b 2",
		"13. nov.", "- a", "|",
		("\x02"
		 "0\x03"),
		"a\tb\x01", "<br>", "\n", "&amp;"};
	const char *found;

	(void)user;
	found = number < sizeof(literals) / sizeof(*literals) ? literals[number] : NULL;
	*length = found ? strlen(found) : 0;
	return found;
}

/* The blocks of a text and behind them what was reported, "id@line:column". */
static char *read_text(const char *bytes, size_t length)
{
	struct text text = {bytes, length};
	struct markup_source source = {locate, load, literal, &text};
	struct report *report = report_create(arena);
	struct buf out;

	buf_init(&out, arena);
	print_blocks(&out, markup_parse(arena, report, bytes, length, &source));
	for (size_t i = 0; i < report_count(report); i++) {
		const struct diagnostic *diagnostic = report_get(report, i);

		buf_printf(&out, " %s%s@%u:%u", diagnostic->severity == REPORT_ERROR ? "!" : "",
			diagnostic->id, diagnostic->place.line, diagnostic->place.column);
	}
	return buf_copy(&out, arena);
}

static void check_read(int line, const char *bytes, const char *expected)
{
	char *found = read_text(bytes, strlen(bytes));

	check_texts(__FILE__, line, found, expected, bytes);
}

#define READ(bytes, expected) check_read(__LINE__, bytes, expected)

static void test_paragraphs(void)
{
	READ("", "");
	READ("\n \n", "");
	READ("Hej", "p{Hej}");
	READ("a\nb  \nc\\\nd\n\ne", "p{a↵b↵c↵d}p{e}");
	READ("a\r\nb\r\n\r\nc", "p{a↵b}p{c}");
	READ("a<br>b<BR/>c<br />d", "p{a↵b↵c↵d}");
	READ("a<br>\nb", "p{a↵b}");
	READ("<br>", "p{↵}");
	READ("a\tb", "p{a b}");
	READ("æ &amp; &aelig;&#230;&#xE6;&nbsp;x &ukendt; &#0;",
		"p{æ & æææ\xC2\xA0x &ukendt; \xEF\xBF\xBD}");
	READ("# En\n###### Seks #\n#tag", "h1{En}h6{Seks}p{#tag}");
	READ("a\n\n---\n\nb", "p{a}hrp{b}");
	READ("> a\n> b\nc", "quote{p{a↵b↵c}}");
	READ("```\na  b\n\n  <c>\n```", "code{a  b↵↵  <c>}");
	READ("~~~ c\na\n~~~\nb", "code{a}p{b}");
	READ("\\*a\\* \\- 1\\. b", "p{*a* - 1. b}");
}

static void test_runs(void)
{
	READ("*a* **b** ***c*** ~~d~~ <u>e</u> `f`", "p{i<a> b<b> bi<c> s<d> u<e> c<f>}");
	READ("**a *b* c**", "p{b<a >bi<b>b< c>}");
	READ("**a <u>b** c</u> d", "p{b<a >bu<b>u< c> d}");
	READ("*a*_b_", "p{i<ab>}");
	READ("<u>a <u>b</u></u>", "p{u<a b>}");
	READ("ca. ~5 og ~6 mio.", "p{ca. ~5 og ~6 mio.}");
	READ("2*3*4 og `2*3*4`", "p{2*3*4 og c<2*3*4>}");
	READ("a ~~ b ~~ c", "p{a ~~ b ~~ c}");
	READ("`a <!-- b --> ~ c`", "p{c<a <!-- b --> ~ c>}");
	READ("``a`b``", "p{c<a`b>}");
}

static void test_links(void)
{
	READ("[a](https://x.dk/~b?c=*d*&amp;e)", "p{[https://x.dk/~b?c=*d*&e](a)}");
	READ("<https://x.dk> <a@b.dk>", "p{[https://x.dk](https://x.dk) [mailto:a@b.dk](a@b.dk)}");
	READ("[a **b**](bilag/x.pdf) c", "p{[bilag/x.pdf](a b<b>) c}");
	READ("[a](<b c.pdf>)", "p{[b%20c.pdf](a)}");
	READ("[](https://x.dk)", "p{[https://x.dk](https://x.dk)}");
	READ("[a]\n\n[a]: https://x.dk", "p{[https://x.dk](a)}");
	/* A definition that nothing refers to is text; so is one with a label of two lines. */
	READ("[Kilde]: https://x.dk", "p{[Kilde]: https://x.dk}");
	READ("a\n\n- [2*3*4]: <mailto:a@b.dk>\n\n[b](c)\n\n[b]: http://x.dk",
		"p{a}ul{[p{[2*3*4]: [mailto:a@b.dk](mailto:a@b.dk)}]}p{[c](b)}p{[b]: http://x.dk}");
	READ("[Kilde\ntil]: https://x.dk\n\n> [Note\n> b]: c", "p{[Kilde↵til]: https://x.dk}"
		"quote{p{[Note↵b]: c}}");
	READ("> [Ærø\n>  by]\n\n[ærø By]: https://x.dk\n\n[ÆRØ BY]: https://y.dk",
		"quote{p{[https://x.dk](Ærø↵by)}}p{[https://x.dk](ÆRØ BY): https://y.dk}");
	READ("[a][] b\n\n[a]: https://x.dk", "p{[https://x.dk](a) b}");
	READ("[a][b\\]]\n\n[b\\]]: https://x.dk\n[a]: https://x.dk",
		"p{[https://x.dk](a)}p{[a]: https://x.dk}");
	READ("`[x` y]: https://x.dk\n\n    [b]: https://x.dk",
		"p{c<[x> y]: https://x.dk}code{[b]: https://x.dk} markup-code-accident@3:5");
	READ("[Note]: Se\n\n- [1]: 40\n\n> [b]:\n> c\n\n[a\\]]: (d) [a][e]\n\n[e]: <https://x.dk>",
		"p{[Note]: Se}ul{[p{[1]: 40}]}quote{p{[b]:↵c}}p{[a]]: (d) [https://x.dk](a)}");
	READ("[*a*]: b | c\n", "p{[i<a>]: b | c}");
	READ("x\n[a](javascript:b)", "p{x↵a} markup-link@2:1");
	READ("[a](.uno:Save) [b](bilag/1:2.pdf)", "p{a [bilag/1:2.pdf](b)} markup-link@1:1");
	READ("[a](JavaScript:b) [b](file:///c) [c](/d) [d](#e) [e](C:\\f) [f](www.g.dk) <ftp://h>",
		"p{a b c d e f ftp://h} markup-link@1:1 markup-link@1:19 markup-link@1:34 "
		"markup-link@1:42"
		" markup-link@1:50 markup-link@1:60 markup-link@1:74");
	READ("![Et *kort*](kort.png)", "p{![kort.png@1:1=Et kort 3x2]}");
	READ("a\n**![](k%20b.png \"t\")** [![x](y.png)](z.pdf)",
		"p{a↵b<![k b.png@2:3= 3x2]> [z.pdf](![y.png@2:25=x 3x2])}");
	READ("a ![b](none.png) c", "p{a  c}");
	READ("[a](min fil.pdf) `[a](min fil.pdf)`",
		"p{[a](min fil.pdf) c<[a](min fil.pdf)>} markup-link@1:1");
	READ("![a](min fil.png)", "p{![a](min fil.png)} markup-link@1:2");
	READ("![a](https://x.dk/b.png)", " !picture-address@1:1");
}

static void test_lists(void)
{
	READ("- a\n- b", "ul{[p{a}][p{b}]}");
	READ("- a\n\n- b", "ul+{[p{a}][p{b}]}");
	READ("Tekst:\n- a\n* b", "p{Tekst:}ul{[p{a}]}ul{[p{b}]}");
	READ("3. a\n4. b", "ol3.{[p{a}][p{b}]}");
	READ("1) a\n   1. B\n   2. c\n2) d", "ol1){[p{a}ol1.{[p{B}][p{c}]}][p{d}]}");
	READ("Tekst\n1. a\n2. b", "p{Tekst}ol1.{[p{a}][p{b}]}");
	READ("Tekst\n2. a", "p{Tekst↵2. a}");
	READ("- a\n  b\n\n  c", "ul+{[p{a↵b}p{c}]}");
	READ("- a\n  - b\n    - c", "ul{[p{a}ul{[p{b}ul{[p{c}]}]}]}");
	READ("-\n- a", "p{-}ul{[p{a}]}");
	READ("- a\n-\n- b", "ul{[p{a}][][p{b}]}");
	READ("* - + a", "ul{[ul{[ul{[p{a}]}]}]}");
}

static void test_danish(void)
{
	READ("-", "p{-}");
	READ("Ingen bemærkninger\n-\n", "p{Ingen bemærkninger↵-}");
	READ("- -", "ul{[p{-}]}");
	READ("- - -", "hr");
	READ("> -", "quote{p{-}}");
	READ("13. nov.", "p{13. nov.}");
	READ("6. november 2024\n\n13. og 14. november: Seminar",
		"p{6. november 2024}p{13. og 14. november: Seminar}");
	READ("27.-28. januar", "p{27.-28. januar}");
	READ("- 13. nov. møde\n- 14. nov.", "ul{[p{13. nov. møde}][p{14. nov.}]}");
	READ("1. 13. nov.\n2. 14. nov.", "ol1.{[p{13. nov.}][p{14. nov.}]}");
	READ("> 1. maj", "quote{p{1. maj}}");
	READ("1. maj\n2. maj", "p{1. maj↵2. maj}");
	READ("32. november", "ol32.{[p{november}]} markup-list-accident@1:1");
	READ("```\n1. maj\n-\n~\n```", "code{1. maj↵-↵~}");
	READ("    1. maj\n    -", "code{1. maj↵-} markup-code-accident@1:5");
	READ("| a | b |\n|---|---|\n| 1. maj | - |", "table:--{(a|b)(1. maj|-)}");
}

static void test_comments(void)
{
	READ("a <!-- b --> c", "p{a  c}");
	READ("a\n<!-- b -->\nc", "p{a↵c}");
	READ("- a\n<!-- b\n\nc -->\n- d", "ul{[p{a}][p{d}]}");
	READ("<!-- a --> <!-- b -->\n- c", "ul{[p{c}]}");
	READ("<!-- a -->     b", "p{b}");
	READ("a <!-- b", "p{a <!-- b}");
	READ("a <!-- b --> c <!-- d", "p{a  c <!-- d}");
	READ("\\<!-- a -->", "p{<!-- a -->}");
	READ("`<!-- a -->` <!-- b -->c", "p{c<<!-- a -->> c}");
	READ("```\n<!-- a -->\n```\n<!-- b -->", "code{<!-- a -->}");
	READ("a\n\n    <!-- b -->\n\n<!-- c -->", "p{a}code{<!-- b -->} markup-code-accident@3:5");
	READ("<!-->a", "p{a}");
	READ("<!-- a -->13. nov.", "p{13. nov.}");
	READ("a <!-- b\nc --> d\n\n<sag>", "p{a  d}p{<sag>} markup-html@4:1");
}

static void test_literals(void)
{
	READ(("\x02"
	      "0\x03"),
		"p{*x*}");
	READ("**\x02"
	     "0\x03**",
		"p{b<*x*>}");
	READ("\x02"
	     "1\x03",
		"");
	READ("a\n\x02"
	     "1\x03\nb",
		"p{a↵b}");
	READ("a \x02"
	     "2\x03 c",
		"p{a a↵b c}");
	READ("\x02"
	     "4\x03 \x02"
	     "5\x03",
		"p{13. nov. - a}");
	READ("\x02"
	     "5\x03",
		"p{- a}");
	READ("- \x02"
	     "5\x03\n- \x02"
	     "2\x03",
		"ul{[p{- a}][p{a↵b}]}");
	READ("[x](\x02"
	     "3\x03)",
		"p{[https://x.dk/?a=(1)&b%202](x)}");
	READ("<https://x.dk/\x02"
	     "4\x03>",
		"p{[https://x.dk/13.%20nov.](https://x.dk/13. nov.)}");
	READ("[\x02"
	     "0\x03](a.pdf)",
		"p{[a.pdf](*x*)}");
	READ("![\x02"
	     "2\x03](a.png)",
		"p{![a.png@1:1=a b 3x2]}");
	READ("`\x02"
	     "2\x03`",
		"p{c<a>↵c<b>}");
	READ("```\n\x02"
	     "2\x03\n```",
		"code{a↵b}");
	READ("|\x02"
	     "6\x03|b|\n|---|---|\n|\x02"
	     "2\x03|\x02"
	     "1\x03|",
		"table:--{(||b)(a↵b|)}");
	READ("\x02"
	     "7\x03",
		"p{"
		"0"
		"}");
	READ("\x02"
	     "8\x03",
		"p{a b}");
	READ("\x02"
	     "9\x03",
		"p{<br>}");
	READ("a\x02"
	     "10\x03",
		"p{a}");
	READ("a\x02"
	     "10\x03\x02"
	     "10\x03"
	     "b",
		"p{a↵↵b}");
	READ("\x02"
	     "11\x03",
		"p{&amp;}");
	READ("\x02"
	     "99\x03x\x02x\x03",
		"p{xx}");
	READ("# \x02"
	     "0\x03",
		"h1{*x*}");
}

static void test_tables(void)
{
	READ("| a | b |\n|:--|--:|\n| 1 | **2** |", "table:lr{(a|b)(1|b<2>)}");
	READ("a | b\n-|:-:\n1 | 2", "table:-c{(a|b)(1|2)}");
	READ("|a|b|c|\n|---|---|---|\n|1||3|\n|1|", "table:---{(a|b|c)(1||3)(1||)}");
	READ("| | |\n|---|---|\n| | x |", "table:--{(|)(|x)}");
	READ("Tekst\n| a | b |\n|---|---|\n| 1 | 2 |", "p{Tekst}table:--{(a|b)(1|2)}");
	READ("|a<br>b|`c|d`|e\\|f|\n|-|-|-|", "table:---{(a↵b|c<c|d>|e|f)}");
	READ("|a|b|\n|-|-|\n|1|2|3|\n|1|2| |", " !table-cells@3:6");
	READ("|a|b|c|\n|-|-|\n|1|2|", " !table-cells@1:6");
	READ("|a|b|\n|-|-|\n|1|`2|3`|", "table:--{(a|b)(1|c<2|3>)}");
	READ("> |a|b|\n> |-|-|\n> |1|2|æ|", " !table-cells@3:8");
	READ("|a|b|\n|-|-|\n|1|2|\nTekst", "table:--{(a|b)(1|2)}p{Tekst}");
	READ("| a | b |\n| 1 | 2 |", "p{| a | b |↵| 1 | 2 |} markup-no-table@1:1");
	READ("Enten | eller", "p{Enten | eller}");
	READ("- |a|b|\n  |-|-|\n  |1|2|", "ul{[table:--{(a|b)(1|2)}]}");
}

static void test_accidents(void)
{
	READ("- 2,4 mio. kr.", "ul{[p{2,4 mio. kr.}]} markup-list-accident@1:1");
	READ("Budget:\n- 500.000\n- rest",
		"p{Budget:}ul{[p{500.000}][p{rest}]} markup-list-accident@2:1");
	READ("- 2 mio. kr. til a\n- 3 mio. kr. til b",
		"ul{[p{2 mio. kr. til a}][p{3 mio. kr. til b}]}");
	READ("- 2 nye biler", "ul{[p{2 nye biler}]}");
	READ("- 2 kroner", "ul{[p{2 kroner}]}");
	READ("* 2,4 mio. kr.", "ul{[p{2,4 mio. kr.}]}");
	READ("1. kvartal", "ol1.{[p{kvartal}]} markup-list-accident@1:1");
	READ("a\n\n  2. behandling", "p{a}ol2.{[p{behandling}]} markup-list-accident@3:3");
	READ("1. at sagen godkendes", "ol1.{[p{at sagen godkendes}]}");
	READ("1. Budget", "ol1.{[p{Budget}]}");
	READ("1. kvartal\n2. kvartal", "ol1.{[p{kvartal}][p{kvartal}]}");
	READ("•\tFørste\n•\tAnden\n\n· Tredje",
		"p{• Første↵• Anden}p{· Tredje} markup-list-accident@1:1");
	READ("a\n> \xEF\x82\xB7 Første", "p{a}quote{p{\xEF\x82\xB7 Første}} "
		"markup-list-accident@2:3");
	READ("a • b\n•\n•b\n\n\\• c", "p{a • b↵•↵•b}p{\\• c}");
	READ("2026. Et godt år", "ol2026.{[p{Et godt år}]} markup-list-accident@1:1");
	READ("    indsat", "code{indsat} markup-code-accident@1:5");
	READ("> 50 %", "quote{p{50 %}} markup-quote-accident@1:1");
	READ("Kære <sagsbehandler>", "p{Kære <sagsbehandler>} markup-html@1:6");
	READ("<div>\n*a*\n</div>", "p{<div>↵i<a>↵</div>} markup-html@1:1 markup-html@3:1");
	READ("<navn på borger> a < b > c", "p{<navn på borger> a < b > c} markup-html@1:1");
	READ("<u>a", "p{<u>a} markup-html@1:1");
	READ("Tekst\n---\nMere", "h2{Tekst}p{Mere} markup-heading-accident@2:1");
	READ("- Tekst\n  ===", "ul{[h1{Tekst}]} markup-heading-accident@2:3");
}

static void test_limits(void)
{
	struct buf text;
	char *found;

	buf_init(&text, arena);
	for (int i = 0; i < 32; i++)
		buf_puts(&text, "> ");
	buf_puts(&text, "a");
	found = read_text(text.data, text.length);
	CHECK(strstr(found, "markup") == NULL);
	buf_insert(&text, 0, "> ", 2);
	READ(text.data, " !markup-depth@1:67");
	buf_truncate(&text, 0);
	for (int i = 0; i < 100000; i++)
		buf_puts(&text, "- ");
	buf_puts(&text, "a");
	READ(text.data, " !markup-depth@1:1");
	buf_truncate(&text, 0);
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "|a");
	buf_puts(&text, "\n");
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "|---");
	READ(text.data, " !table-columns@1:1");
	buf_truncate(&text, 0);
	for (int i = 0; i < 10001; i++)
		buf_puts(&text, "[");
	READ(text.data, " !markup-size@1:1");
	buf_truncate(&text, 0);
	for (int i = 0; i < 5000; i++)
		buf_puts(&text, "[x]\n");
	buf_puts(&text, "\n[x]: https://");
	for (int i = 0; i < 5000; i++)
		buf_puts(&text, "x");
	found = read_text(text.data, text.length);
	CHECK(strstr(found, " !markup-size") != NULL);
	buf_truncate(&text, 0);
	for (size_t i = 0; i < 1024 * 1024 + 1; i++)
		buf_putc(&text, 'x');
	READ(text.data, " !markup-size@1:1");
}

static void test_plain(void)
{
	struct buf out;
	struct markup_block *blocks = markup_plain(arena, "a *b*\n\nc\n", 9);
	const char *table = "a\n\n- b\n- c\n\n|d|e|\n|-|-|\n|f|g|";
	struct report *report = report_create(arena);

	buf_init(&out, arena);
	print_blocks(&out, blocks);
	CHECK_TEXT(buf_text(&out), "p{a *b*↵↵c}");
	CHECK(markup_plain(arena, "", 0) == NULL);
	CHECK(markup_plain(arena, "\n", 1) == NULL);
	CHECK_TEXT(markup_to_text(arena, blocks), "a *b*\n\nc");
	CHECK(!markup_is_empty(blocks));
	CHECK(markup_is_empty(NULL));
	blocks = markup_parse(arena, report, table, strlen(table), NULL);
	CHECK_TEXT(markup_to_text(arena, blocks), "a\nb\nc\nd\te\nf\tg");
	blocks = markup_parse(arena, report, "<br>", 4, NULL);
	CHECK(markup_is_empty(blocks));
	blocks = markup_parse(arena, report,
		"![a](b.png) \x02"
		"0\x03",
		15, NULL);
	CHECK_TEXT(markup_to_text(arena, blocks), "a ");
}

static void run(void *user)
{
	(void)user;
	test_paragraphs();
	test_runs();
	test_links();
	test_lists();
	test_danish();
	test_comments();
	test_literals();
	test_tables();
	test_accidents();
	test_limits();
	test_plain();
}

int main(void)
{
	arena = arena_create((size_t)1 << 30);
	CHECK(arena != NULL && arena_protect(arena, run, NULL) == ARENA_DONE);
	arena_destroy(arena);
	return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
