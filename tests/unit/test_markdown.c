#include "check.h"
#include "markup_print.h"

#include "base/arena.h"
#include "base/report.h"
#include "markup/markup.h"

#include <stdlib.h>

/* Markdown that is read, written and read again is the same. */

static struct arena *arena;

static const struct markup_block *parse(const char *text, size_t length)
{
	static const struct markup_source source;
	return markup_parse(arena, report_create(arena), text, length, &source);
}

static const char *shown(const struct markup_block *blocks)
{
	struct buf out;
	buf_init(&out, arena);
	print_blocks(&out, blocks);
	return buf_text(&out);
}

static const char *written(const char *text, unsigned heading)
{
	struct buf out;
	buf_init(&out, arena);
	markup_to_markdown(&out, parse(text, strlen(text)), heading);
	return buf_text(&out);
}

static void check_round(const char *text)
{
	const char *again = written(text, 0);
	CHECK_TEXT(shown(parse(again, strlen(again))), shown(parse(text, strlen(text))));
}

/* The addresses of files in a text, a space between. */
static const char *addresses(const char *text)
{
	size_t count;
	struct buf out;
	const struct markup_address *found = markup_addresses(arena, text, strlen(text), &count);
	buf_init(&out, arena);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%.*s", i > 0 ? " " : "", (int)found[i].length,
			text + found[i].offset);
	return buf_text(&out);
}

/* The files that they mean. */
static const char *paths(const char *text)
{
	size_t count;
	struct buf out;
	const struct markup_address *found = markup_addresses(arena, text, strlen(text), &count);
	buf_init(&out, arena);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s|", found[i].path);
	return buf_text(&out);
}

static void check_addresses(void)
{
	CHECK_TEXT(addresses("[a](b.pdf), ![c](d/e%20f.png \"g\") og ![h]( <i j.png> )"),
		"b.pdf d/e%20f.png i j.png");
	CHECK_TEXT(
		addresses("[![a](b.png)](c.pdf)\n\n- [d](../e(1).pdf)\n\n| [f](\\(g.pdf) |\n|--|"),
		"b.png c.pdf ../e(1).pdf \\(g.pdf");
	CHECK_TEXT(addresses("`[a](b.pdf)` \\[a](c.pdf) [a] (d.pdf) [a](e f.pdf) a](g.pdf) [a](h"),
		"");
	CHECK_TEXT(addresses("[a](/b) [a](#c) [a](?d) [a](www.e.dk) [a](ftp:f) [a]() [a](<g>"), "");
	CHECK_TEXT(addresses("```\n[a](b.pdf)\n```\n[a](referent-9/c.pdf)"), "referent-9/c.pdf");
	CHECK_TEXT(addresses(""), "");
	CHECK_TEXT(paths("[a](b%20c&#46;pdf#side=2) [d](\\(e%25.pdf?f) ![g](<h i&amp;j%2541.png>)"),
		"b c.pdf|(e%.pdf|h i&j%41.png|");
}

static void run(void *user)
{
	static const char *const texts[] = {
		"Et afsnit med **fed**, *kursiv*, ~~streg~~, <u>under</u> og `kode`.",
		"to\nlinjer og\\\nen til",
		"et [link](https://eksempel.dk/?a=1&b=2) og [**fedt**](mailto:a@b.dk)",
		"1. en\n2. to\n   - a\n   - b\n\n     mere\n3. tre",
		"3) tre\n4) fire",
		"- løs\n\n- liste\n\n  med afsnit",
		"| A | B |\n|:--|--:|\n| x \\| y | **z** |\n| a<br>b |  |",
		"> citat\n>\n> - med liste",
		"# En\n\n## To\n\ntekst",
		"    kode\n      mere\n\nefter",
		"før\n\n***\n\nefter",
		"\\* ikke liste, 5 \\* 3, a\\_b\\_c, \\[x\\](y), \\<b\\>, \\`c\\`",
		"\\- heller ikke\n\n1986\\. godt år\n\n\\# nej\n\n\\> nej\n\n\\+ nej",
		"&amp;amp; er skrevet ud, \\&lt; også",
		"\\~\\~ikke\\~\\~ og \\\\ til",
		"`` a`b ``",
		"- en liste\n\n<!-- -->\n\n- en anden",
	};
	(void)user;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		check_round(texts[i]);
	CHECK_TEXT(written("### a\n\n# b", 2), "### a\n\n### b");
	CHECK_TEXT(written("### a", 0), "### a");
	CHECK_TEXT(written("", 0), "");
	CHECK_TEXT(written("et _ord_ ", 0), "et *ord*");
	check_addresses();
}

int main(void)
{
	arena = arena_create((size_t)1 << 30);
	CHECK(arena_protect(arena, run, NULL) == ARENA_DONE);
	arena_destroy(arena);
	return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
