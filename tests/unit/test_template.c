#include "check.h"
#include "markup/markup.h"
#include "template/template.h"
#include "template_documents.h"

#include <stdlib.h>

/* Small documents run as templates; what matters of the result is its text by paragraph. */

static struct arena *arena;
static struct value_map *globals;

struct run {
	enum document_kind kind;
	const char *body; /* in the format's XML */
	struct report *report;
	struct file_bytes bytes;
	struct template *template;
};

static void run_body(void *user)
{
	struct run *run = user;
	struct output_settings settings = {
		.language = "da-DK", .modified = {2024, 11, 6}, .limit = 1 << 24};
	struct file_bytes bytes = run->kind == DOCUMENT_DOCX
					  ? docx_package(arena, run->report, run->body)
					  : odt_package(arena, run->report, run->body);
	run->template = template_compile(arena, run->report, &bytes);
	if (run->template != NULL)
		CHECK(template_run(run->template, arena, run->report, globals, TEMPLATE_STRICT,
			      &settings, &run->bytes) == !report_failed(run->report));
	CHECK(run->template != NULL || report_failed(run->report));
}

/* All diagnostics: "paragraph[/table.row.cell] id: message [item] «visible» caret". */
static const char *messages_of(const struct report *report)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < report_count(report); i++) {
		const struct diagnostic *diagnostic = report_get(report, i);
		const struct place *place = &diagnostic->place;
		buf_printf(&out, "%s%u", i > 0 ? "\n" : "", place->paragraph);
		if (place->table > 0)
			buf_printf(&out, "/%u.%u.%u", place->table, place->row, place->cell);
		buf_printf(&out, " %s: %s", diagnostic->id, diagnostic->message);
		if (place->item != NULL)
			buf_printf(&out, " [%s]", place->item);
		if (place->visible != NULL)
			buf_printf(&out, " «%s» %u", place->visible, place->caret);
	}
	return buf_text(&out);
}

/* The main part's bytes. */
static struct file_bytes main_part(const struct run *run)
{
	struct file_bytes part = {0};
	struct zip_reader *zip = zip_reader_open(arena, run->report, &run->bytes);
	size_t entry = zip_reader_find(
		zip, run->kind == DOCUMENT_DOCX ? "word/document.xml" : "content.xml");
	zip_reader_read(zip, arena, run->report, entry, &part);
	return part;
}

static struct run run_template(enum document_kind kind, const char *body)
{
	struct run run = {.kind = kind, .body = body, .report = report_create(arena)};
	CHECK_INT(arena_protect(arena, run_body, &run), ARENA_DONE);
	return run;
}

static const char *render(enum document_kind kind, const char *body)
{
	struct run run = run_template(kind, body);
	if (report_count(run.report) > 0)
		return messages_of(run.report);
	return document_text(arena, run.report, kind, &run.bytes);
}

/* A body of paragraphs, one for each line; a line of cells with | between is a table's row. */
static const char *body_of(enum document_kind kind, const char *lines)
{
	bool is_docx = kind == DOCUMENT_DOCX;
	const char *open = is_docx ? "<w:p><w:r><w:t xml:space=\"preserve\">" : "<text:p>";
	const char *close = is_docx ? "</w:t></w:r></w:p>" : "</text:p>";
	bool in_table = false;
	struct buf out;
	buf_init(&out, arena);
	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n");
		bool row = lines[0] == '|';
		if (row != in_table)
			buf_puts(&out, is_docx ? (row ? "<w:tbl>" : "</w:tbl>")
					       : (row ? "<table:table><table:table-column/>"
						      : "</table:table>"));
		in_table = row;
		if (!row)
			buf_printf(&out, "%s%.*s%s", open, (int)length, lines, close);
		if (row)
			buf_puts(&out, is_docx ? "<w:tr>" : "<table:table-row>");
		for (size_t i = 1; row && i < length;) {
			size_t cell = strcspn(lines + i, "|\n");
			buf_printf(&out, "%s%s%.*s%s%s", is_docx ? "<w:tc>" : "<table:table-cell>",
				open, (int)cell, lines + i, close,
				is_docx ? "</w:tc>" : "</table:table-cell>");
			i += cell + 1;
		}
		if (row)
			buf_puts(&out, is_docx ? "</w:tr>" : "</table:table-row>");
		lines += length + (lines[length] == '\n');
	}
	if (in_table)
		buf_puts(&out, is_docx ? "</w:tbl>" : "</table:table>");
	return buf_text(&out);
}

/* Both formats must give the same. */
static void check_both(int line, const char *lines, const char *expected)
{
	for (int kind = DOCUMENT_DOCX; kind <= DOCUMENT_ODT; kind++)
		check_texts(__FILE__, line,
			render((enum document_kind)kind, body_of((enum document_kind)kind, lines)),
			expected, lines);
}

#define CHECK_BOTH(lines, expected) check_both(__LINE__, (lines), (expected))

static struct value item(const char *title, const char *label, const char *text, const char *anchor)
{
	struct value_map *map = value_map_create(arena);
	map->label = label;
	map->anchor = anchor;
	value_map_set(arena, map, "titel", value_text(title));
	if (text != NULL)
		value_map_set(
			arena, map, "tekst", value_rich(markup_plain(arena, text, strlen(text))));
	else
		value_map_set(arena, map, "tekst", value_none());
	return value_map(map);
}

static void make_globals(void)
{
	struct value_list *items = value_list_create(arena);
	globals = value_map_create(arena);
	value_list_push(
		arena, items, item("Kloak & vej", "punkt 1", "Teksten.", "ref_00000000000a"));
	value_list_push(arena, items, item("Salg", "punkt 2", NULL, "ref_00000000000b"));
	value_map_set(arena, globals, "punkter", value_list(items));
	value_map_set(arena, globals, "navn", value_text("Rådet"));
	value_map_set(arena, globals, "sted", value_text("Lok. 1\nKirkestien"));
	value_map_set(arena, globals, "tom", value_none());
}

static void test_values(void)
{
	CHECK_BOTH("Møde i {{ navn }}.", "Møde i Rådet.¶");
	CHECK_BOTH("{{ punkter[0].titel }}", "Kloak &amp; vej¶");
	CHECK_BOTH("{{ sted }}", "Lok. 1⏎Kirkestien¶");
	CHECK_BOTH("[{{ tom }}]", "[]¶");
	CHECK_BOTH("{{ punkter[0].tekst }}", "Teksten.¶");
	CHECK_BOTH("a{# bemærkning #}b {_{ c }_}", "ab {{ c }}¶");
	CHECK_BOTH("{{ punkter[0].tekst }}{# hele teksten #}", "Teksten.¶");
}

static void test_cells(void)
{
	CHECK_BOTH("|{% colspan 2 %}{{ navn }}|x", "Rådet¶|x¶|/");
	CHECK_BOTH("|{% cellbg '#FFCC00' %}{% colspan '2' %}a\n|b|c", "a¶|/b¶|c¶|/");
	CHECK_BOTH("|{% cellbg tom %}{% colspan tom %}{{ punkter[0].tekst }}", "Teksten.¶|/");
	CHECK_BOTH("|{% colspan 0 %}a{% cellbg 'auto' %}", "a¶|/");
	CHECK_BOTH("|{% colspan navn %}a|{% cellbg navn %}b",
		"1/1.1.1 bad-value: 'colspan' needs a number of columns from 1 to 1000, not "
		"'Rådet' "
		"«{% colspan navn %}a» 4\n"
		"2/1.1.2 bad-value: 'Rådet' is no colour; write six hexadecimal digits, for "
		"instance "
		"\"FFFF00\" «{% cellbg navn %}b» 4");
	CHECK_BOTH("|{% vm %}a",
		"1/1.1.1 bad-value: 'vm' stands in no loop; it merges the cells that a loop makes "
		"«{% vm %}a» 4");
	CHECK_BOTH("|{%tc for p in punkter %}|{% hm %}{{ navn }}|{%tc endfor %}", "Rådet¶|/");
	/* what a cell's tags open ends in the cell */
	CHECK_BOTH("|{% colspan 2 %}{% if navn %}a|b{% endif %}",
		"1/1.1.1 tag-open: 'if' is not closed: 'endif' is missing «{% colspan 2 %}{% if "
		"navn %}a» 19\n"
		"2/1.1.2 tag-close: 'endif' closes nothing: 'if' is missing before it «b{% endif "
		"%}» 5");
}

static void test_joining(void)
{
	CHECK_BOTH("Her\n{%- if navn -%}\n er {{ navn }}\n{%- else -%}\nnej\n{%- endif -%}\n.\nx",
		"Her er Rådet.¶x¶");
	CHECK_BOTH("a {% if navn -%}  \nb\n  {%- endif %}c", "a bc¶");
	/* what a word processor makes of a hyphen: one that keeps a line together, a dash */
	CHECK_BOTH("a\n{%‑ if navn –%}\nb\n{%– endif ‑%}\nc", "abc¶");
	CHECK_BOTH("a  {{- navn -}}  b {%- if navn %} c{% endif %}", "aRådetb c¶");
	/* nothing to join */
	CHECK_BOTH("{%- if navn %}\na\n{% endif -%}", "a¶");
	CHECK_BOTH("x\n|{%- if navn %}a{% endif -%}\ny", "x¶a¶|/y¶");
}

#define CONTROL(content)                                                         \
	"<w:sdt><w:sdtPr><w:alias w:val=\"a\"/></w:sdtPr><w:sdtContent>" content \
	"</w:sdtContent></w:sdt>"
#define LINE(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ROW(content) "<w:tr><w:tc>" content "</w:tc></w:tr>"

/* What is left of a document with content controls: its text, and how many controls. */
static void check_controls(int line, const char *body, const char *expected, size_t controls)
{
	struct run run = run_template(DOCUMENT_DOCX, body);
	const char *text = report_count(run.report) > 0
				   ? messages_of(run.report)
				   : document_text(arena, run.report, run.kind, &run.bytes);
	struct file_bytes part = main_part(&run);
	size_t found = 0;
	for (const char *at = part.data; at != NULL && (at = strstr(at, "<w:sdt>")) != NULL; at++)
		found++;
	check_texts(__FILE__, line, text, expected, body);
	check_numbers(__FILE__, line, (long long)found, (long long)controls, body);
}

#define CHECK_CONTROLS(body, expected, controls) \
	check_controls(__LINE__, (body), (expected), (controls))

/* A content control that holds half of what opens and closes something gives way. */
static void test_controls(void)
{
	CHECK_CONTROLS(LINE("{%p for p in punkter %}")
			       CONTROL(LINE("{{ p.titel }}") LINE("{%p endfor %}")) LINE("slut"),
		"Kloak &amp; vej¶Salg¶slut¶", 0);
	CHECK_CONTROLS(CONTROL(LINE("{% if tom %}") CONTROL(LINE("x"))) LINE("{% else %}")
			       CONTROL(LINE("y")) LINE("{% endif %}"),
		"y¶", 1);
	CHECK_CONTROLS(
		CONTROL(LINE("{% for p in punkter %}") LINE("{{ p.titel }}") LINE("{% endfor %}")),
		"Kloak &amp; vej¶Salg¶", 1);
	CHECK_CONTROLS("<w:tbl>" CONTROL(ROW(LINE("{%tr for p in punkter %}")))
			       ROW(CONTROL(LINE("{{ p.titel }}")))
				       ROW(LINE("{%tr endfor %}")) "</w:tbl>",
		"Kloak &amp; vej¶|/Salg¶|/", 2);
	CHECK_CONTROLS("<w:tbl>" ROW(CONTROL(LINE("{%p if tom %}") LINE("x"))
				       CONTROL(LINE("{%p endif %}"))) "</w:tbl>",
		"¶|/", 0);
}

static void test_lifting(void)
{
	CHECK_BOTH("{% for p in punkter %}\n{{ loop.index }}. {{ p.titel }}\n{% endfor %}",
		"1. Kloak &amp; vej¶2. Salg¶");
	CHECK_BOTH("{%p for p in punkter %}\n{{ p.titel }}\n{%p endfor %}\nslut",
		"Kloak &amp; vej¶Salg¶slut¶");
	CHECK_BOTH("{% for p in punkter %}{# alle #}\n{{ p.titel }}\n{% endfor %}{% set x = 1 "
		   "%}\n{{ x }}",
		"Kloak &amp; vej¶Salg¶1¶");
	CHECK_BOTH(
		"Navne: {% for p in punkter %}{{ p.titel }}{% if not loop.last %}, {% endif %}{% "
		"endfor %}.",
		"Navne: Kloak &amp; vej, Salg.¶");
	CHECK_BOTH("{% if navn == 'x' %}\na\n{% elif navn %}\nb\n{% else %}\nc\n{% endif %}", "b¶");
	CHECK_BOTH(
		"|Nr|Titel\n|{% for p in punkter %}|\n|{{ loop.index }}|{{ p.titel }}\n|{% endfor "
		"%}|\nefter",
		"Nr¶|Titel¶|/1¶|Kloak &amp; vej¶|/2¶|Salg¶|/efter¶");
	CHECK_BOTH("|{%tr for p in punkter %}\n|{{ p.titel }}\n|{%tr endfor %}",
		"Kloak &amp; vej¶|/Salg¶|/");
}

static void test_macros(void)
{
	CHECK_BOTH(
		"{% macro m(x) %}\nOverskrift {{ x }}\n{% endmacro %}\n{{ m('a') }}\n{{ m('b') }}",
		"Overskrift a¶Overskrift b¶");
	CHECK_BOTH("{% set t %}\nHej {{ navn }}\n{% endset %}\n[{{ t }}] {{ t | upper }}",
		"[Hej Rådet] HEJ RÅDET¶");
	CHECK_BOTH("A {% macro m(x) %}({{ x }}){% endmacro %}{{ m(1) }} {{ m(2) ~ '!' }}",
		"A (1) (2)!¶");
	CHECK_BOTH("{% macro m(x) %}\n{{ x }}\n{{ x }}\n{% endmacro %}\nA {{ m(1) }} {{r m(2) }}",
		"A 1⏎1 2⏎2¶");
	CHECK_BOTH("A{% macro m(x) %}({{ x }}){% endmacro %}\n{{p m(1) }}", "A¶(1)¶");
	CHECK_BOTH("|{%tr macro m(x) %}\n|{{ x }}\n|{%tr endmacro %}\n|{{ m(1) }}", "1¶|/");
}

static void test_blocks(void)
{
	CHECK_BOTH("{{p punkter[0].tekst }}\n{{p tom }}\nx", "Teksten.¶x¶");
	CHECK_BOTH("{{ navn }}: {{ punkter[0].tekst }}", "Rådet: Teksten.¶");
	CHECK_BOTH("{#p kommentar #}\nx", "x¶");
	CHECK_BOTH("{% filter upper %}\nhej {{ navn }}\n{% endfilter %}", "HEJ RÅDET¶");
	CHECK_BOTH("x{% filter upper %}hej{% endfilter %}y", "xHEJy¶");
	CHECK_BOTH("{% macro b(t) %}\n[{{ t }}]\n{{ caller() }}\n{% endmacro %}\n"
		   "{% call b('T') %}\nindhold {{ navn }}\n{% endcall %}",
		"[T]¶indhold Rådet¶");
	CHECK_BOTH("{% for x in [1, [2, [3]]] recursive %}\n{% if x is number %}\nTal {{ x }}\n{% "
		   "else "
		   "%}\n{{ loop(x) }}\n{% endif %}\n{% endfor %}",
		"Tal 1¶Tal 2¶Tal 3¶");
	CHECK_BOTH("{% with t = 'a' %}\n{{ t }}\n{% endwith %}\n{% print navn, 1 %}", "a¶Rådet1¶");
}

static void test_raw(void)
{
	CHECK_BOTH("{% raw %}\n{{ ikke }}\n{% endraw %}\n{{ navn }}", "{{ ikke }}¶Rådet¶");
}

static void test_faults(void)
{
	CHECK_BOTH("{{ navn | uper }}\n{{ navn + }} {% if %}\n{{ nav",
		"1 unknown-filter: unknown filter 'uper'; did you mean 'upper'? «{{ navn | uper "
		"}}» 11\n"
		"2 tag-syntax: expected a value before the tag's end «{{ navn + }} {% if %}» 11\n"
		"2 tag-syntax: expected a value before the tag's end «{{ navn + }} {% if %}» 20\n"
		"3 tag-open: '{{' is not closed by '}}' in the same paragraph «{{ nav» 1\n"
		"2 tag-open: 'if' is not closed: 'endif' is missing «{{ navn + }} {% if %}» 17");
	CHECK_BOTH("x {% for p in punkter %}\n|a|{% endfor %} y",
		"1 tag-unbalanced: 'for' stands in one paragraph, cell or table and its 'endfor' "
		"in "
		"another; put both in paragraphs of their own, or write {%p, {%tr or {%tc «x {% "
		"for p "
		"in punkter %}» 6");
	CHECK_BOTH("{%tr if navn %}\n{%p endif %}", "1 tag-lift: '{%tr' stands in no table; there "
						    "is nothing to lift «{%tr if navn %}» 1");
	CHECK_BOTH("{{tc navn }}",
		"1 tag-lift: a value cannot take the place of a whole row or cell; "
		"write {{ or {{p «{{tc navn }}» 1");
	CHECK_BOTH("{% for p in punkter %}\n{{ p.titl }}\n{% endfor %}\n{{ navnn }}",
		"2 undefined-name: unknown name 'titl'; did you mean 'titel'? [punkt 1] «{{ p.titl "
		"}}» 6\n"
		"2 undefined-name: unknown name 'titl'; did you mean 'titel'? [punkt 2] «{{ p.titl "
		"}}» 6\n"
		"4 undefined-name: unknown name 'navnn'; did you mean 'navn'? «{{ navnn }}» 4");
	CHECK_BOTH("{% colspan 2 %}",
		"1 tag-lift: 'colspan' stands in no table; it changes the cell that "
		"it stands in «{% colspan 2 %}» 1");
}

static void test_anchors(void)
{
	struct run run = run_template(DOCUMENT_DOCX,
		body_of(DOCUMENT_DOCX,
			"{% for p in punkter %}\n{{ p.titel }} {{ p | side }}\n{% endfor %}\n"
			"{% for p in punkter %}\n{{ p | anker }}{{ p.titel }}\n{% endfor %}"));
	CHECK_TEXT(messages_of(run.report), "");
	struct file_bytes part = main_part(&run);
	CHECK(memmem(part.data, part.size, "w:anchor=\"ref_00000000000b\"", 27) != NULL);
	CHECK(memmem(part.data, part.size, "PAGEREF ref_00000000000b", 24) != NULL);
	CHECK(memmem(part.data, part.size, "w:name=\"ref_00000000000a\"", 25) != NULL);
}

/* A text names a place too, the same one wherever it stands. */
static void test_text_anchors(void)
{
	struct run run = run_template(DOCUMENT_DOCX,
		body_of(DOCUMENT_DOCX, "{{ \"Bilag\" | side }}\n{{ \"Bilag\" | anker }}Bilag\n"
				       "{{ \"Andet\" | side }}"));
	CHECK_TEXT(messages_of(run.report), "");
	struct file_bytes part = main_part(&run);
	const char *page = memmem(part.data, part.size, "PAGEREF sted_", 13);
	const char *name = memmem(part.data, part.size, "w:name=\"sted_", 13);
	CHECK(page != NULL && name != NULL);
	CHECK(memcmp(page + 8, name + 8, 17) == 0);
	const char *end = part.data + part.size;
	const char *other = memmem(name, (size_t)(end - name), "PAGEREF sted_", 13);
	CHECK(other != NULL && memcmp(other + 8, name + 8, 17) != 0);
}

/* What a macro writes is as wide as the cell in which it is called. */
static void test_macro_in_cell(void)
{
	struct run run = run_template(DOCUMENT_DOCX,
		"<w:p><w:r><w:t>{% macro m() %}</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>{{ \"|A|\\n|-|\\n|1|\" | md }}</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>{% endmacro %}</w:t></w:r></w:p>"
		"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>"
		"<w:tcPr><w:tcW w:w=\"6216\" w:type=\"dxa\"/></w:tcPr>"
		"<w:p><w:r><w:t>{{ m() }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
		"<w:p><w:r><w:t>{{ m() }}</w:t></w:r></w:p>");
	CHECK_TEXT(messages_of(run.report), "");
	struct file_bytes part = main_part(&run);
	CHECK(memmem(part.data, part.size, "<w:gridCol w:w=\"6000\"/>", 23) != NULL);
	CHECK(memmem(part.data, part.size, "<w:gridCol w:w=\"9070\"/>", 23) != NULL);
}

static void test_mentions(void)
{
	struct run run = run_template(DOCUMENT_ODT,
		body_of(DOCUMENT_ODT, "{{ navn }} {% if punkter[0].titel %}x{% endif %}"));
	CHECK(template_mentions(run.template, "navn"));
	CHECK(template_mentions(run.template, "titel"));
	CHECK(!template_mentions(run.template, "udgave"));
	CHECK_INT(template_kind(run.template), DOCUMENT_ODT);
}

static void test_broken_tags(void)
{
	CHECK_TEXT(
		render(DOCUMENT_DOCX,
			"<w:p><w:r><w:t>{</w:t></w:r><w:proofErr "
			"w:type=\"spellStart\"/><w:r><w:t>{ "
			"na\u00advn</w:t></w:r><w:r><w:t xml:space=\"preserve\">\u00a0| upper</w:t>"
			"<w:tab/></w:r><w:r><w:t>}</w:t></w:r><w:r><w:t>}!</w:t></w:r></w:p>"),
		"RÅDET!¶");
	CHECK_TEXT(render(DOCUMENT_ODT, "<text:p>{<text:span>{ na</text:span>vn<text:s "
					"text:c=\"3\"/>|<text:tab/>upper "
					"}</text:p>"),
		"1 tag-open: '{{' is not closed by '}}' in the same paragraph «{{ navn   | upper "
		"}» 1");
}

int main(void)
{
	arena = arena_create((size_t)512 * 1024 * 1024);
	make_globals();
	test_values();
	test_controls();
	test_lifting();
	test_cells();
	test_joining();
	test_macros();
	test_blocks();
	test_raw();
	test_faults();
	test_anchors();
	test_text_anchors();
	test_macro_in_cell();
	test_mentions();
	test_broken_tags();
	arena_destroy(arena);
	return check_failures != 0;
}
