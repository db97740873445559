#include "check.h"

#include "base/arena.h"
#include "base/report.h"
#include "document/text_output.h"

#include <stdlib.h>

/* What values become at different places of a page. */

static struct arena *arena;

static const struct markup_block *blocks_of(const char *text)
{
	static const struct markup_source source;
	return markup_parse(arena, report_create(arena), text, strlen(text), &source);
}

/* The page with the value in place of "@", each time. */
static const char *filled(enum document_kind kind, const char *page, const char *value, bool rich)
{
	struct buf out;
	struct text_output *output = text_output_create(arena, kind);
	buf_init(&out, arena);
	text_output_main(output, &out);
	for (const char *at = page; *at != '\0';) {
		size_t length = strcspn(at, "@");
		buf_append(&out, at, length);
		at += length;
		if (*at != '@')
			break;
		if (rich)
			text_output_blocks(output, &out, blocks_of(value));
		else
			text_output_text(output, &out, value, strlen(value));
		at++;
	}
	return buf_text(&out);
}

static const char *text(const char *page, const char *value)
{
	return filled(DOCUMENT_HTML, page, value, false);
}

static const char *rich(const char *page, const char *value)
{
	return filled(DOCUMENT_HTML, page, value, true);
}

static void check_text(void)
{
	CHECK_TEXT(text("<p>@</p>", "a<b>&'\""), "<p>a&lt;b&gt;&amp;&#39;&#34;</p>");
	CHECK_TEXT(text("<p>@</p>", "a\nb"), "<p>a<br>\nb</p>");
	CHECK_TEXT(text("<p title=\"@\">@</p>", "a\nb"), "<p title=\"a\nb\">a<br>\nb</p>");
	CHECK_TEXT(text("<p title='a>b @'>@", "a\nb"), "<p title='a>b a\nb'>a<br>\nb");
	CHECK_TEXT(text("<pre><b>@</b></pre>@", "a\nb"), "<pre><b>a\nb</b></pre>a<br>\nb");
	CHECK_TEXT(text("<title>@</title>@", "a\nb"), "<title>a\nb</title>a<br>\nb");
	CHECK_TEXT(text("<!-- <p> @ -->@", "a\nb"), "<!-- <p> a\nb -->a<br>\nb");
	CHECK_TEXT(filled(DOCUMENT_MD, "@", "a*b\n", false), "a*b\n");
}

static void check_rich(void)
{
	CHECK_TEXT(rich("<div>@</div>", "a\n\nb"), "<div><p>a</p>\n<p>b</p></div>");
	CHECK_TEXT(rich("<p>@</p>", "a **b**\n\nc"), "<p>a <strong>b</strong><br>\nc</p>");
	CHECK_TEXT(rich("<p><i>@</i></p><td>@</td>", "a"), "<p><i>a</i></p><td><p>a</p></td>");
	CHECK_TEXT(rich("<p>x<div>@</div>", "a"), "<p>x<div><p>a</p></div>");
	CHECK_TEXT(rich("<p>x<br>@", "a"), "<p>x<br>a");
	CHECK_TEXT(rich("<P CLASS=x\n>@</P>@", "a"), "<P CLASS=x\n>a</P><p>a</p>");
	CHECK_TEXT(rich("<a href=\"@\">@</a>", "[x](http://y.dk)"), "<a href=\"x\">x</a>");
	CHECK_TEXT(rich("<script>if (a<b) @</script>@", "*x*"),
		"<script>if (a<b) x</script><p><em>x</em></p>");
	CHECK_TEXT(rich("<h2>x</h2>@", "# a\n\n### b\n\n# c"),
		"<h2>x</h2><h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>");
	CHECK_TEXT(rich("@", "# a"), "<h2>a</h2>");
	CHECK_TEXT(rich("<h6>x</h6>@", "# a"), "<h6>x</h6><h6>a</h6>");
	CHECK_TEXT(rich("@", "3. a\n   - b\n4. c"),
		"<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>");
	CHECK_TEXT(rich("@", "> a\n\n    b < c\n\n---"),
		"<blockquote>\n<p>a</p>\n</blockquote>\n<pre><code>b &lt; c</code></pre>\n<hr>");
	CHECK_TEXT(rich("@", "[x](https://y.dk/?a=1&b='2')"),
		"<p><a href=\"https://y.dk/?a=1&amp;b=&#39;2&#39;\">x</a></p>");
	CHECK_TEXT(filled(DOCUMENT_TXT, "@", "- a\n- b", true), "\xe2\x80\x93 a\n\xe2\x80\x93 b");
	CHECK_TEXT(filled(DOCUMENT_MD, "## x\n\n@", "# a", true), "## x\n\n### a");
}

static void run(void *user)
{
	(void)user;
	check_text();
	check_rich();
}

int main(void)
{
	arena = arena_create((size_t)1 << 30);
	CHECK(arena_protect(arena, run, NULL) == ARENA_DONE);
	arena_destroy(arena);
	return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
