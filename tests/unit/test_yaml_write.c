#include "base/buf.h"
#include "base/report.h"
#include "check.h"
#include "io/yaml.h"
#include "io/yaml_edit.h"
#include "io/yaml_write.h"

#include <stdlib.h>

static struct arena *arena;

static struct yaml_node *parse(const char *text)
{
	struct report *report = report_create(arena);
	struct file_bytes bytes = {.path = "a.yaml", .data = text, .size = strlen(text)};
	struct yaml_node *root = yaml_parse(arena, report, &bytes);
	CHECK_TEXT(report_failed(report) ? report_get(report, 0)->message : "", "");
	return root;
}

/* A text as a value that stands alone, below a key that stands below another, and in a list. */
static const char *written(const char *text)
{
	struct buf out;
	struct yaml_writer writer;
	buf_init(&out, arena);
	yaml_writer_init(&writer, &out);
	yaml_write_text(&writer, "a", text, strlen(text));
	yaml_write_open(&writer, "b");
	yaml_write_entry(&writer);
	yaml_write_text(&writer, "c", text, strlen(text));
	yaml_write_text(&writer, "d", "e", 1);
	yaml_write_close(&writer);
	yaml_write_item(&writer, text, strlen(text));
	yaml_write_close(&writer);
	yaml_write_comment(&writer, "f\n\ng");
	yaml_write_text(&writer, "h", "i", 1);
	return buf_text(&out);
}

static const char *without_breaks(const struct yaml_node *node)
{
	size_t length = node->length;
	while (length > 0 && node->text[length - 1] == '\n')
		length--;
	return arena_strndup(arena, node->text, length);
}

static void check_read_back(const char *text)
{
	const struct yaml_node *root = parse(written(text));
	if (root == NULL || root->count != 3) {
		CHECK_TEXT(written(text), text);
		return;
	}
	CHECK_TEXT(without_breaks(root->items[0]), text);
	CHECK_TEXT(without_breaks(root->items[1]->items[0]->items[0]), text);
	CHECK_TEXT(without_breaks(root->items[1]->items[1]), text);
	CHECK_TEXT(root->items[2]->text, "i");
}

static void test_writer_is_read_back(void)
{
	static const char *const texts[] = {"Godkendt.", "", " a", "a ", "a: b", "a #b", "a#b",
		"a:", ":a", "- a", "-", "1.10", "nej", "09:00", "{{ x }}", "[a]", "*a*", "%", "@",
		"'a'", "\"a\"", "\\", "a\tb", "a\nb", "a\n\nb", "\n\na", "  a\nb", "\n  a\nb",
		"a\n  b", "- a\n- b", "a\n\tb", "\ta\nb", "a \nb", "# a\n# b", "a\x01",
		"a\xe2\x80\xa8 b", "\xef\xbb\xbf", "a\xc2\xa0", "\xc2\xa0 a\nb", "---", "...",
		"--- a", "æøå: 1\n", "| a", "> a\n b", "a\r\nb", "\xf0\x9f\x98\x80", "a\n \nb",
		" \na", "null", "~", "? a", "!a", "&a", "a, b", "`a`", "a\n...\nb", "a\n---\nb"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t length = strlen(texts[i]);
		while (length > 0 && texts[i][length - 1] == '\n')
			length--;
		check_read_back(arena_strndup(arena, texts[i], length));
	}
}

static void test_writer_is_read_back_whatever_it_is(void)
{
	static const char *const bits[] = {"a", " ", "\n", "-", ":", "#", "\t", "æ", "|", "'", "\"",
		"{", "\xc2\xa0", "1.", "\\", ","};
	unsigned seed = 7;
	for (int round = 0; round < 4000; round++) {
		struct buf text;
		buf_init(&text, arena);
		for (int i = 0; i < 9; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_puts(&text, bits[seed >> 16 & 15]);
		}
		while (text.length > 0 && text.data[text.length - 1] == '\n')
			buf_truncate(&text, text.length - 1);
		check_read_back(buf_text(&text));
	}
}

static void test_writer_looks_like_a_person(void)
{
	CHECK_TEXT(written("Vej nr. 7"), "a: Vej nr. 7\n"
					 "b:\n"
					 "  - c: Vej nr. 7\n"
					 "    d: e\n"
					 "  - Vej nr. 7\n"
					 "# f\n#\n# g\n"
					 "h: i\n");
	CHECK_TEXT(written("En\n\n- to\n"), "a: |\n  En\n\n  - to\n"
					    "b:\n"
					    "  - c: |\n      En\n\n      - to\n"
					    "    d: e\n"
					    "  - |\n    En\n\n    - to\n"
					    "# f\n#\n# g\n"
					    "h: i\n");
	CHECK_TEXT(written("Budget: 1"), "a: \"Budget: 1\"\n"
					 "b:\n"
					 "  - c: \"Budget: 1\"\n"
					 "    d: e\n"
					 "  - \"Budget: 1\"\n"
					 "# f\n#\n# g\n"
					 "h: i\n");
}

/* What has no value, and a list of nothing: as a value, in a list and as an entry's first key. */
static void test_writer_of_nothing(void)
{
	struct buf out;
	struct yaml_writer writer;
	buf_init(&out, arena);
	yaml_writer_init(&writer, &out);
	yaml_write_nothing(&writer, "a");
	yaml_write_flow(&writer, "b", "[]");
	yaml_write_open(&writer, "c");
	yaml_write_nothing(&writer, NULL);
	yaml_write_flow(&writer, NULL, "[]");
	yaml_write_entry(&writer);
	yaml_write_flow(&writer, "d", "[]");
	yaml_write_close(&writer);
	yaml_write_close(&writer);
	CHECK_TEXT(buf_text(&out), "a:\nb: []\nc:\n  -\n  - []\n  - d: []\n");
	const struct yaml_node *root = parse(buf_text(&out));
	CHECK(root != NULL && root->count == 3 && root->items[0]->empty_plain);
	CHECK(root->items[1]->kind == YAML_SEQUENCE && root->items[1]->count == 0);
	CHECK(root->items[2]->items[0]->empty_plain);
	CHECK(root->items[2]->items[1]->kind == YAML_SEQUENCE);
	CHECK(root->items[2]->items[2]->items[0]->kind == YAML_SEQUENCE);
}

struct set {
	/* key NULL: outer itself; "LIST": a list; "PAIR…": below the key `grund` */
	const char *outer, *key, *text;
};

static const char *edited(const char *file, const struct set *sets, size_t count)
{
	static const char *const names[] = {"Bo Ek", "Ida Vig, 2."};
	struct report *report = report_create(arena);
	struct yaml_edit *edit = yaml_edit_create(arena, file != NULL ? parse(file) : NULL);
	struct buf out;
	for (size_t i = 0; i < count; i++)
		if (sets[i].key == NULL && strcmp(sets[i].text, "LIST") == 0)
			yaml_edit_put_list(edit, sets[i].outer, names, NULL, 2);
		else if (sets[i].key == NULL && strncmp(sets[i].text, "PAIR", 4) == 0)
			yaml_edit_put_pair(edit, sets[i].outer, "grund", sets[i].text + 4);
		else if (sets[i].key == NULL)
			yaml_edit_put(edit, sets[i].outer, sets[i].text);
		else if (strcmp(sets[i].text, "LIST") == 0)
			yaml_edit_set_list(edit, sets[i].outer, sets[i].key, names, 2);
		else
			yaml_edit_set(edit, sets[i].outer, sets[i].key, sets[i].text,
				strlen(sets[i].text));
	buf_init(&out, arena);
	if (!yaml_edit_finish(edit, report, &out))
		return report_get(report, 0)->id;
	return buf_text(&out);
}

#define EDITED(file, ...)                         \
	edited(file, (struct set[]){__VA_ARGS__}, \
		sizeof((struct set[]){__VA_ARGS__}) / sizeof(struct set))

static void test_edit_adds(void)
{
	CHECK_TEXT(EDITED(NULL, {"kloak", "tekst", "Godkendt."}), "kloak: Godkendt.\n");
	CHECK_TEXT(EDITED("# note", {"kloak", "tekst", "A\nB"}), "# note\nkloak: |\n  A\n  B\n");
	CHECK_TEXT(EDITED("a: x\n", {"b/c", "tekst", "A"}, {"b/c", "udfald", "udsat"}),
		"a: x\nb/c:\n  tekst: A\n  udfald: udsat\n");
	CHECK_TEXT(EDITED("a: x", {"b", "fraværende", "LIST"}),
		"a: x\nb:\n  fraværende: [Bo Ek, \"Ida Vig, 2.\"]\n");
	CHECK_TEXT(EDITED("a:\n  tekst: x\n\n# for b\nb: y\n", {"a", "udfald", "udsat"}),
		"a:\n  tekst: x\n  udfald: udsat\n\n# for b\nb: y\n");
	CHECK_TEXT(
		EDITED("a: {tekst: x}\nb: {}\n", {"a", "udfald", "udsat"}, {"b", "tekst", "a: b"}),
		"a: {tekst: x, udfald: udsat}\nb: {tekst: \"a: b\"}\n");
	CHECK_TEXT(EDITED("a: {}\r\n", {"b", "tekst", "A\nB"}), "a: {}\r\nb: |\r\n  A\r\n  B\r\n");
}

static void test_edit_replaces(void)
{
	CHECK_TEXT(EDITED("# top\na: x # why\nb: y\n", {"a", "tekst", "Z"}),
		"# top\na: Z # why\nb: y\n");
	CHECK_TEXT(EDITED("a: x # why\nb: y\n", {"a", "tekst", "1\n2"}),
		"# why\na: |\n  1\n  2\nb: y\n");
	CHECK_TEXT(EDITED("a: | # why\n  x\n  y\n\n# b\nb: y\n", {"a", "tekst", "Z"}),
		"# why\na: Z\n\n# b\nb: y\n");
	CHECK_TEXT(EDITED("a:\nb: y\n", {"a", "tekst", "1\n2"}), "a: |\n  1\n  2\nb: y\n");
	CHECK_TEXT(EDITED("a:\n  tekst: x\n  udfald: udsat # ja\n", {"a", "udfald", "drøftet"}),
		"a:\n  tekst: x\n  udfald: drøftet # ja\n");
	CHECK_TEXT(EDITED("a:\n  fraværende:\n    - B # syg\n    # og\n    - C\nb: y\n",
			   {"a", "fraværende", "LIST"}),
		"a:\n  # syg\n  # og\n  fraværende: [Bo Ek, \"Ida Vig, 2.\"]\nb: y\n");
	CHECK_TEXT(EDITED("a: x # why\nb: y\n", {"a", "udfald", "udsat"}),
		"a:\n  # why\n  tekst: x\n  udfald: udsat\nb: y\n");
	CHECK_TEXT(EDITED("a: \"x\n  y\"\n", {"a", "tekst", "Z"}), "a: Z\n");
	CHECK_TEXT(EDITED("\"a\" : 'x'\n", {"a", "tekst", "Z"}), "\"a\" : Z\n");
}

static void test_edit_puts(void)
{
	CHECK_TEXT(EDITED(NULL, {"titel", NULL, "Kloak: 2. del"}, {"økonomi", NULL, "A\n\nB"},
			   {"bilag", NULL, "LIST"}, {"lukket", NULL, "PAIR§ 10, stk. 1"}),
		"titel: \"Kloak: 2. del\"\nøkonomi: |\n  A\n\n  B\nbilag:\n  - Bo Ek\n  - Ida Vig, "
		"2.\n"
		"lukket: {grund: \"§ 10, stk. 1\"}\n");
	CHECK_TEXT(EDITED("# top\na: x # why\nb: [y, # z\n  w]\nc: {d: e}\n", {"a", NULL, "Z"},
			   {"b", NULL, "LIST"}, {"c", NULL, "ja"}),
		"# top\na: Z # why\n# z\nb:\n  - Bo Ek\n  - Ida Vig, 2.\nc: ja\n");
	CHECK_TEXT(EDITED("a: ja # lukket\nb:\n  - {titel: x, fil: y}\n  - z\nc: d",
			   {"a", NULL, "PAIRx"}, {"b", NULL, "LIST"}, {"e", NULL, "f"}),
		"a: {grund: x} # lukket\nb:\n  - Bo Ek\n  - Ida Vig, 2.\nc: d\ne: f\n");
	CHECK_TEXT(EDITED("b: LIST # names\n", {"b", NULL, "LIST"}),
		"# names\nb:\n  - Bo Ek\n  - Ida Vig, 2.\n");
	CHECK_TEXT(EDITED("a:\n  tekst: x\n  lukket: ja\n", {"a", "tekst", "y"}, {"b", NULL, ""}),
		"a:\n  tekst: y\n  lukket: ja\nb: \"\"\n");
}

/* The file with its list `a` turned round and a new entry in the middle. */
static const char *turned(const char *file)
{
	static const char *const names[] = {"second", "Bo: Ek", "first"};
	const struct yaml_node *root = parse(file), *list = yaml_get(root, "a");
	const struct yaml_node *kept[] = {list->items[1], NULL, list->items[0]};
	struct yaml_edit *edit = yaml_edit_create(arena, root);
	struct buf out;
	buf_init(&out, arena);
	yaml_edit_put_list(edit, "a", names, kept, 3);
	CHECK(yaml_edit_finish(edit, report_create(arena), &out));
	return buf_text(&out);
}

static void test_edit_keeps_entries(void)
{
	CHECK_TEXT(turned("a:\n    - titel: x\n      fil: |\n        y\n\n    - z\nb: c\n"),
		"a:\n    - z\n    - \"Bo: Ek\"\n    - titel: x\n      fil: |\n        y\nb: c\n");
	CHECK_TEXT(turned("a: [{titel: \"x, y\"}, 'z']"),
		"a:\n  - 'z'\n  - \"Bo: Ek\"\n  - {titel: \"x, y\"}");
	CHECK_TEXT(turned("a:\n- x # why\n- titel: z\n  fil: y\n"),
		"# why\na:\n- titel: z\n  fil: y\n- \"Bo: Ek\"\n- x\n");
}

/* So long a line that looking for each entry from its beginning would take minutes. */
static void test_edit_keeps_entries_of_a_long_line(void)
{
	enum { ENTRIES = 40000 };
	const char **names = arena_array(arena, ENTRIES, sizeof *names);
	const struct yaml_node **kept = arena_array(arena, ENTRIES, sizeof *kept);
	struct buf file, wanted, out;
	buf_init(&file, arena);
	buf_init(&wanted, arena);
	buf_init(&out, arena);
	buf_puts(&file, "å: ø\na: [");
	buf_puts(&wanted, "å: ø\n# å\na:");
	for (int i = 0; i < ENTRIES; i++) {
		buf_printf(&file, "{titel: Åbning %d, fil: æ}, ", i);
		buf_printf(&wanted, "\n  - {titel: Åbning %d, fil: æ}", ENTRIES - 1 - i);
	}
	buf_puts(&file, "]   # å\nb: c\n");
	buf_puts(&wanted, "\nb: c\n");
	const struct yaml_node *root = parse(buf_text(&file)), *list = yaml_get(root, "a");
	CHECK(list->count == ENTRIES);
	for (size_t i = 0; i < ENTRIES; i++) {
		kept[i] = list->items[ENTRIES - 1 - i];
		names[i] = "";
	}
	struct yaml_edit *edit = yaml_edit_create(arena, root);
	yaml_edit_put_list(edit, "a", names, kept, ENTRIES);
	CHECK(yaml_edit_finish(edit, report_create(arena), &out));
	CHECK(strcmp(buf_text(&out), buf_text(&wanted)) == 0);
}

static void test_edit_refuses_what_it_would_harm(void)
{
	CHECK_TEXT(EDITED("{a: x, b: y}\n", {"c", "tekst", "Z"}), "cannot-edit");
	CHECK_TEXT(EDITED("a: &x y\nb: *x\n", {"a", "tekst", "Z"}), "cannot-edit");
	CHECK_TEXT(EDITED("a: &x y\nb: *x\n", {"a", NULL, "Z"}), "cannot-edit");
	CHECK_TEXT(EDITED("{a: x, b: y}\n", {"c", NULL, "Z"}), "cannot-edit");
}

int main(void)
{
	arena = arena_create((size_t)1 << 28);
	test_writer_is_read_back();
	test_writer_is_read_back_whatever_it_is();
	test_writer_looks_like_a_person();
	test_writer_of_nothing();
	test_edit_adds();
	test_edit_replaces();
	test_edit_puts();
	test_edit_keeps_entries();
	test_edit_keeps_entries_of_a_long_line();
	test_edit_refuses_what_it_would_harm();
	arena_destroy(arena);
	return check_failures > 0;
}
