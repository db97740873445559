#include "text_templates.h"

static struct arena *arena;
static struct text_run runner;

static const char *render(const char *text)
{
	return text_run_result(runner, text);
}

static const char *render_trimmed(const char *text)
{
	struct text_run trimmed = runner;
	trimmed.trim = true;
	return text_run_result(trimmed, text);
}

static struct value item(const char *title, const char *label, bool closed)
{
	struct value_map *map = value_map_create(arena);
	map->label = label;
	value_map_set(arena, map, "titel", value_text(title));
	value_map_set(arena, map, "lukket", value_bool(closed));
	return value_map(map);
}

static void make_globals(void)
{
	struct value_map *globals = value_map_create(arena);
	struct value_list *items = value_list_create(arena);
	struct value_list *numbers = value_list_create(arena);
	value_list_push(arena, items, item("Kloak", "punkt 1", false));
	value_list_push(arena, items, item("Salg", "punkt 2", true));
	for (int64_t i = 1; i <= 3; i++)
		value_list_push(arena, numbers, value_int(i));
	value_map_set(arena, globals, "punkter", value_list(items));
	value_map_set(arena, globals, "xs", value_list(numbers));
	value_map_set(arena, globals, "navn", value_text("Rådet"));
	runner.globals = globals;
}

static void test_loops(void)
{
	CHECK_TEXT(
		render("{% for p in punkter %}{{ loop.index }}. {{ p.titel }}{% if not loop.last "
		       "%}, {% endif %}{% endfor %}"),
		"1. Kloak, 2. Salg");
	CHECK_TEXT(render("{% for p in punkter if not p.lukket %}{{ p.titel }}{{ loop.length }}{% "
			  "endfor %}"),
		"Kloak1");
	CHECK_TEXT(render("{% for x in [] %}a{% else %}ingen{% endfor %}"), "ingen");
	CHECK_TEXT(render("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}{{ v }}{% endfor %}"),
		"a1b2");
	CHECK_TEXT(render("{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}"),
		"123");
	CHECK_TEXT(render("{% for x in xs %}{{ loop.cycle('a', 'b') }}{{ loop.revindex }}{{ "
			  "loop.nextitem | default('-') }}{% endfor %}"),
		"a32b23a1-");
	CHECK_TEXT(render("{% for x in xs %}{% set ydre = loop %}{% for y in 'ab' %}{{ ydre.index "
			  "}}{{ loop.index }} {% endfor %}{% endfor %}"),
		"11 12 21 22 31 32 ");
	CHECK_TEXT(
		render("{% for x in [1, [2, [3]]] recursive %}{% if x is number %}{{ x }}{% else "
		       "%}({{ loop(x) }}){% endif %}{% endfor %}"),
		"1(2(3))");
	/* What is kept of a loop that is over goes on seeing what it saw. */
	CHECK_TEXT(
		render("{% set n = namespace() %}{% for y in [7] %}{% for x in [1] recursive %}{% "
		       "set n.l = loop %}{{ x }}{{ y }}{% endfor %}{% macro k() %}{{ y }}{% "
		       "endmacro %}{% set n.k = k %}{% endfor %} {% for z in 'ab' %}{% for q in "
		       "xs if q > 2 %}{{ q }}{{ z }}{% endfor %}{{ n.l([5]) }}{{ n.k() }} {% "
		       "endfor %}"),
		"17 3a577 3b577 ");
}

static void test_scopes(void)
{
	CHECK_TEXT(
		render("{% set x = 0 %}{% for i in xs %}{% set x = x + i %}{{ x }}{% endfor %}{{ "
		       "x }}"),
		"1230");
	CHECK_TEXT(render("{% if true %}{% set x = 1 %}{% endif %}{{ x }}"), "1");
	CHECK_TEXT(render("{% set n = namespace(s=0) %}{% for i in xs %}{% set n.s = n.s + i %}{% "
			  "endfor %}{{ n.s }}"),
		"6");
	CHECK_TEXT(render("{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{{ a is defined }}"),
		"12False");
	CHECK_TEXT(render("{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set t %}[{{ a }}]{% endset %}{{ t "
			  "}}{% set u | upper %}x{% endset %}{{ u }}"),
		"12[1]X");
	CHECK_TEXT(render("{% for i in xs %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor "
			  "%}"),
		"123");
}

static void test_macros(void)
{
	CHECK_TEXT(render("{% macro m(a, b=2) %}<{{ a }}{{ b }}>{% endmacro %}{{ m(1) }}{{ m(b=3, "
			  "a=4) "
			  "}}{{ m('x') | upper }}"),
		"<12><43><X2>");
	CHECK_TEXT(render("{% macro m(a) %}{% for x in a %}{{ caller(x) }}{% endfor %}{% endmacro "
			  "%}{% "
			  "call(x) m(xs) %}({{ x }}){% endcall %}"),
		"(1)(2)(3)");
	CHECK_TEXT(render("{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, x=2) }}"),
		"(1,){'x': 2}");
	CHECK_TEXT(render("{% macro f(n) %}{{ n if n <= 1 else n * (f(n - 1) | int) }}{% endmacro "
			  "%}{{ "
			  "f(5) }}"),
		"120");
	CHECK_TEXT(render("{% filter upper %}hej {{ navn }}{% endfilter %}"), "HEJ RÅDET");
}

static void test_literal_text(void)
{
	CHECK_TEXT(render("a{# {{ x }} #}b"), "ab");
	CHECK_TEXT(render("{% raw %}{{ x }}{% if %}{% endraw %}!"), "{{ x }}{% if %}!");
	CHECK_TEXT(render("{_{ navn }_} {_% if %_}"), "{{ navn }} {% if %}");
	CHECK_TEXT(render("{{ '}}' }}{{ {'a': {'b': 1}}.a.b }} { } % }} %}"), "}}1 { } % }} %}");
	CHECK_TEXT(render("linje\n"), "linje");
	CHECK_TEXT(render("linje\n\n"), "linje\n");
	CHECK_TEXT(render(""), "");
	CHECK(!text_template_needed("{a} % }", 7));
	CHECK(text_template_needed("x{%", 3));
}

static void test_blanks(void)
{
	CHECK_TEXT(render("a \n {%- if true -%} \n b {%- endif %} c"), "ab c");
	CHECK_TEXT(render("a {{- 1 -}} b"), "a1b");
	CHECK_TEXT(render("a\n{% if true %}\nb\n{% endif %}\nc"), "a\n\nb\n\nc");
	CHECK_TEXT(render_trimmed("a\n{% if true %}\nb\n  {% endif %}  \nc"), "a\nb\nc");
	CHECK_TEXT(render_trimmed("{% for x in xs %}\n- {{ x }}\n{% endfor %}"), "- 1\n- 2\n- 3\n");
	CHECK_TEXT(render_trimmed("a {% if true %}b{% endif %}\nc"), "a b\nc");
	CHECK_TEXT(render_trimmed("{% if true %}{# x #}\n{{ 1 }}{% endif %}\nb"), "1\nb");
}

static void test_faults(void)
{
	CHECK_TEXT(render("{{ a + }} {% if x | uper %} {{ 1"),
		"8 tag-syntax: expected a value before the tag's end\n"
		"14 tag-open: 'if' is not closed: 'endif' is missing\n"
		"21 unknown-filter: unknown filter 'uper'; did you mean 'upper'?\n"
		"29 tag-open: '{{' is not closed by '}}'");
	CHECK_TEXT(render("{% endif %}{% else %}"),
		"4 tag-close: 'endif' closes nothing: 'if' is missing before it\n"
		"15 tag-close: 'else' belongs to nothing: 'if' is missing before it");
	CHECK_TEXT(render("{% if navn %}{% for x in xs %}{% endif %}"),
		"17 tag-open: 'for' is not closed: 'endfor' is missing");
	CHECK_TEXT(render("{% fro x in xs %}{% endfor %}"),
		"4 unknown-tag: unknown tag 'fro'; did you mean 'for'?");
	CHECK_TEXT(render("{% if navn %}a{% else %}b{% else %}c{% endif %}"),
		"29 tag-close: 'else' cannot stand after 'else'; 'endif' is missing before it");
	CHECK_TEXT(render("{% include 'x' %}"),
		"4 tag-unsupported: the tag 'include' is not available");
	CHECK_TEXT(
		render("{% raw %}{{ x }}"), "1 tag-open: 'raw' is not closed: 'endraw' is missing");
	CHECK_TEXT(render("{# {{ x }}"), "1 tag-open: '{#' is not closed by '#}'");
	CHECK_TEXT(render("{{ navn {{ navn }}"), "1 tag-open: '{{' is not closed by '}}'");
}

static void test_run_faults(void)
{
	CHECK_TEXT(render("{% for p in punkter %}{{ p.titl }}{% endfor %}{{ q }}"),
		"28 undefined-name: unknown name 'titl'; did you mean 'titel'? [punkt 1]\n"
		"28 undefined-name: unknown name 'titl'; did you mean 'titel'? [punkt 2]\n"
		"50 undefined-name: unknown name 'q'");
	CHECK_TEXT(render("{% for x in xs if x > 2 %}{{ x.q + 1 }}{% endfor %}"),
		"32 undefined-name: unknown name 'q' [x 1]");
	CHECK_TEXT(render("{% set x = 1 / 0 %}{{ x }}{{ x + 1 }}"),
		"14 bad-value: a number cannot be divided by 0");
	CHECK(strstr(render("{% for a, b in xs %}{% endfor %}"),
		      "8 bad-value: a number cannot be taken apart into several names [a 1]") !=
		NULL);
	CHECK_TEXT(render("{% for x in 5 %}{% endfor %}"),
		"13 bad-value: a number cannot be looped over; it is no list");
	CHECK_TEXT(render("{% set navn.x = 1 %}"),
		"8 bad-value: 'navn' is no namespace; only a namespace() can be changed so");
	CHECK_TEXT(render("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}{{ m(b=1) }}"),
		"34 bad-arguments: 'm' takes at most 1 argument\n"
		"47 bad-arguments: 'm' has no argument named 'b'");
}

static void test_limits(void)
{
	CHECK_TEXT(render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
		"19 template-limit: the template calls itself too deeply");
	CHECK_TEXT(
		render("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor "
		       "%}"),
		"4 template-limit: the template's loops go round too often [a 1001]");
	CHECK_TEXT(render("{{ 'a' * 999999999 }}"),
		"8 template-limit: the repeated value is too large");
	CHECK(strstr(render("{% set a = 'abcdefghij' * 1000000 %}{% for i in range(1000) %}{{ a "
			    "}}{% "
			    "endfor %}"),
		      "template-limit: the template makes too large a document") != NULL);
	struct buf out;
	buf_init(&out, arena);
	for (int i = 0; i < 100000; i++)
		buf_puts(&out, "{% if 1 %}");
	CHECK(strstr(render(buf_text(&out)), "template-limit") != NULL);
}

static void put_brackets(void *user, struct buf *out, struct value value)
{
	buf_putc(out, '[');
	value_append(out, value);
	buf_putc(out, ']');
}

static void test_put(void)
{
	struct text_run run = runner;
	run.put = put_brackets;
	CHECK_TEXT(text_run_result(run, "a {{ navn }} {% set x %}b {{ navn }}{% endset %}{{ x }}"),
		"a [Rådet] [b Rådet]");
	CHECK_TEXT(
		text_run_result(run, "{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m(1) }}{{ m(2) | "
				     "upper }}"),
		"*[1]*[*2*]");
}

int main(void)
{
	arena = arena_create((size_t)2 * 1024 * 1024 * 1024);
	runner.arena = arena;
	make_globals();
	test_loops();
	test_scopes();
	test_macros();
	test_literal_text();
	test_blanks();
	test_faults();
	test_run_faults();
	test_limits();
	test_put();
	arena_destroy(arena);
	return check_failures != 0;
}
