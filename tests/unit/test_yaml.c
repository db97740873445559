#include "base/buf.h"
#include "base/report.h"
#include "check.h"
#include "io/yaml.h"

#include <stdlib.h>

static struct arena *arena;

/* Parses text as a.yaml; *messages receives "line:column id: message" for each, warnings in (). */
static struct yaml_node *parse_bytes(const char *data, size_t size, const char **messages)
{
	struct report *report = report_create(arena);
	struct file_bytes bytes = {.path = "a.yaml", .size = size};
	struct yaml_node *root;
	struct buf out;

	bytes.data = arena_strndup(arena, data, size);
	root = yaml_parse(arena, report, &bytes);
	CHECK(root != NULL || report_failed(report));
	buf_init(&out, arena);
	for (size_t i = 0; i < report_count(report); i++) {
		const struct diagnostic *diagnostic = report_get(report, i);
		bool warning = diagnostic->severity == REPORT_WARNING;

		CHECK_TEXT(diagnostic->place.file, "a.yaml");
		buf_printf(&out, "%s%u:%u %s%s%s: %s", i > 0 ? "\n" : "", diagnostic->place.line,
			diagnostic->place.column, warning ? "(" : "", diagnostic->id,
			warning ? ")" : "", diagnostic->message);
	}
	*messages = buf_text(&out);
	return root;
}

static const char *messages_of(const char *text)
{
	const char *messages;

	parse_bytes(text, strlen(text), &messages);
	return messages;
}

/* The ids and places only. */
static const char *faults_of(const char *text)
{
	const char *messages = messages_of(text);
	struct buf out;

	buf_init(&out, arena);
	while (*messages != '\0') {
		size_t length = strcspn(messages, "\n");
		const char *blank = memchr(messages, ' ', length);
		const char *end = memchr(blank, ':', (size_t)(messages + length - blank));

		if (out.length > 0)
			buf_puts(&out, ", ");
		buf_append(&out, messages, (size_t)(end - messages));
		messages += length;
		messages += *messages == '\n';
	}
	return buf_text(&out);
}

static struct yaml_node *parse(const char *text)
{
	const char *messages;
	struct yaml_node *root = parse_bytes(text, strlen(text), &messages);

	CHECK(root != NULL);
	return root;
}

/* Parses text without faults and gives a key's text. */
static const char *value_of(const char *text, const char *key)
{
	const char *messages;
	struct yaml_node *root = parse_bytes(text, strlen(text), &messages);
	struct yaml_node *value = root ? yaml_get(root, key) : NULL;

	CHECK_TEXT(messages, "");
	return value ? value->text : NULL;
}

static void check_scalars(void)
{
	CHECK_TEXT(value_of("a: 22/23184\n", "a"), "22/23184");
	CHECK_TEXT(value_of("a: 1.10\n", "a"), "1.10");
	CHECK_TEXT(value_of("a: nej\n", "a"), "nej");
	CHECK_TEXT(value_of("a: 00.01.00 # x\n", "a"), "00.01.00");
	CHECK_TEXT(value_of("a: !!str 12\n", "a"), "12");
	CHECK_TEXT(value_of("a: 9:00\n", "a"), "9:00");
	CHECK_TEXT(value_of("a: https://example.org/#x\n", "a"), "https://example.org/#x");
	CHECK_TEXT(value_of("a: 'it''s'\n", "a"), "it's");
	CHECK_TEXT(value_of("a: \"x\\n\\u00e5\"\n", "a"), "x\nå");
	CHECK_TEXT(value_of("a: |\n  x\n\n  y\nb: c\n", "a"), "x\n\ny\n");
	CHECK_TEXT(value_of("a: |-\r\n  x\r\n  y\r\nb: c\r\n", "a"), "x\ny");
	CHECK_TEXT(value_of("a: >\n  x\n  y\n", "a"), "x y\n");
	CHECK_TEXT(value_of("\xef\xbb\xbf"
			    "a: b",
			   "a"),
		"b");
	CHECK_TEXT(value_of("a:\nb: c\n", "a"), "");
	CHECK(yaml_get(parse("a:\n"), "a")->empty_plain);
	CHECK(!yaml_get(parse("a: ''\n"), "a")->empty_plain);
	CHECK_INT(yaml_get(parse("a: 'x'\n"), "a")->style, YAML_SINGLE_QUOTED);
	CHECK_INT(yaml_get(parse("a: \"x\"\n"), "a")->style, YAML_DOUBLE_QUOTED);
	CHECK_INT(yaml_get(parse("a: |\n  x\n"), "a")->style, YAML_LITERAL);
	CHECK_INT(yaml_get(parse("a: >\n  x\n"), "a")->style, YAML_FOLDED);
}

static void check_tree(void)
{
	struct yaml_node *root =
		parse("punkter:\n  - titel: Økonomi\n    bilag: [a, {b: c}]\n  - x\n");
	struct yaml_node *items = yaml_get(root, "punkter");
	struct yaml_node *item = items->items[0];
	struct yaml_node *list = yaml_get(item, "bilag");

	CHECK_INT(root->kind, YAML_MAPPING);
	CHECK_INT(items->kind, YAML_SEQUENCE);
	CHECK_INT(items->count, 2);
	CHECK_INT(items->line, 2);
	CHECK_INT(items->column, 3);
	CHECK_INT(items->end_line, 4);
	CHECK_INT(items->end_column, 6);
	CHECK(!items->flow);
	CHECK_TEXT(item->keys[1]->text, "bilag");
	CHECK_INT(item->keys[1]->line, 3);
	CHECK_INT(item->keys[1]->column, 5);
	CHECK(list->flow);
	CHECK_INT(list->column, 12);
	CHECK_INT(list->end_column, 23);
	CHECK_TEXT(yaml_get(list->items[1], "b")->text, "c");
	CHECK_INT(yaml_get(list->items[1], "b")->column, 20);
	CHECK(yaml_get(root, "ingen") == NULL);
	CHECK(yaml_get(items, "ingen") == NULL);
	CHECK_INT(parse("")->kind, YAML_MAPPING);
	CHECK_INT(parse("")->count, 0);
	CHECK_INT(parse("# kun en bemærkning\n")->count, 0);
	CHECK_INT(parse("---\n...\n")->count, 0);
	CHECK_INT(parse("- a\n")->kind, YAML_SEQUENCE);
	/* As a Mac types it, in the key. */
	CHECK_TEXT(value_of("o\xcc\x88: b\n", "ö"), "b");
}

static void check_json(void)
{
	const char *text = "{\n\t\"a\": [1, true,\n\t\t{\"b\":\"c\\/d\"}],\n\t\"tom\": \"\"\n}\n";
	struct yaml_node *root = parse(text);

	CHECK_TEXT(messages_of(text), "");
	CHECK_INT(yaml_get(root, "a")->count, 3);
	CHECK_TEXT(yaml_get(yaml_get(root, "a")->items[2], "b")->text, "c/d");
}

static void check_text_like(void)
{
	struct yaml_node *root = parse("- Bilag 1: Budget\n- titel: x\n- At godkende:\n  - a\n"
				       "- {Bilag 1: x}\n- 'Bilag 1': x\n- 1-4: x\n- x\n");
	bool expected[] = {true, false, true, false, false, false, false};

	for (size_t i = 0; i < root->count; i++)
		CHECK_INT(yaml_looks_like_text(root->items[i]), expected[i]);
	CHECK(!yaml_looks_like_text(parse("")));
}

static void check_aliases(void)
{
	struct yaml_node *root = parse("a: &x\n  b: c\nd: *x\ne: [*x]\nf: &y g\n");

	CHECK_TEXT(yaml_get(yaml_get(root, "d"), "b")->text, "c");
	CHECK(yaml_get(root, "d")->alias);
	CHECK(yaml_get(root, "e")->alias);
	CHECK(!yaml_get(root, "a")->alias);
	CHECK_INT(yaml_get(root, "f")->column, 7);
	CHECK_TEXT(faults_of("a: &x [*x]\n"), "1:8 yaml-limit");
	CHECK_TEXT(faults_of("a: &x {b: c, b: d}\ne: *x\nf: [*x]\n"), "1:14 duplicate-key");
	/* A mapping that stands where a key should, repeated where a value may stand. */
	root = parse("? &x {{a}: b, c: d}\n: e\nf: *x\n");
	CHECK_INT(root->count, 1);
	CHECK_TEXT(yaml_get(yaml_get(root, "f"), "c")->text, "d");
}

static void check_place(const struct yaml_node *node, const char *word, const char *expected)
{
	const char *found = strstr(node->text, word);
	struct place place = yaml_place_at(node, (size_t)(found - node->text));

	CHECK_TEXT(arena_printf(arena, "%u:%u", place.line, place.column), expected);
}

static void check_places(void)
{
	struct yaml_node *root =
		parse("a: |\n  æble\n\n    pære æn\n  \n  slut\nb: én to tre\n"
		      "c: 'én to'\nd: \"é\\n to\"\ne: >\n  en\n  to\nf: |2-\n    x\n\n");
	struct yaml_node *literal = yaml_get(root, "a");

	check_place(literal, "æble", "2:3");
	check_place(literal, "ble", "2:4");
	check_place(literal, "\n\n", "2:7");
	check_place(literal, "pære", "4:5");
	check_place(literal, "n\n", "4:11");
	check_place(literal, "slut", "6:3");
	CHECK_INT(yaml_place_at(literal, literal->length).line, 7);
	check_place(yaml_get(root, "b"), "én", "7:4");
	check_place(yaml_get(root, "b"), "tre", "7:10");
	check_place(yaml_get(root, "c"), "to", "8:8");
	check_place(yaml_get(root, "d"), "to", "9:4");
	check_place(yaml_get(root, "e"), "to", "10:4");
	check_place(yaml_get(root, "f"), "x", "14:5");
	CHECK_INT(yaml_get(root, "a")->end_line, 6);
	/* What is mended keeps its places, the indentation as typed. */
	root = parse("a: |\n  en\n\tto x\nb: c\n");
	check_place(yaml_get(root, "a"), "x", "3:5");
	CHECK_TEXT(yaml_get(root, "a")->text, "en\nto x\n");
	CHECK_INT(yaml_get(root, "b")->line, 4);
}

static void check_lines(void)
{
	struct yaml_node *root = parse("a: æ b\r\n\r\nc: d");
	size_t length;

	CHECK_TEXT(yaml_line(root->source, 1, &length), root->source->text);
	CHECK_INT(length, 7);
	yaml_line(root->source, 2, &length);
	CHECK_INT(length, 0);
	yaml_line(root->source, 3, &length);
	CHECK_INT(length, 4);
	CHECK_TEXT(yaml_line(root->source, 4, &length), "");
	CHECK_TEXT(yaml_line(root->source, 0, &length), "");
	CHECK_TEXT(arena_strndup(arena, yaml_typed(yaml_get(root, "a"), &length), 4), "æ b");
	CHECK_INT(length, 4);
	CHECK_TEXT(yaml_quote(arena, "a", 1), "\"a\"");
	CHECK_TEXT(yaml_quote(arena, "a \"b\" 'c'", 9), "'a \"b\" ''c'''");
	CHECK_TEXT(yaml_quote(arena, "a\nb", 3), "\"a b\"");
	CHECK_TEXT(yaml_quote(arena,
			   "123456789 123456789 123456789 123456789 123456789 123456789 x", 61),
		"\"123456789 123456789 123456789 123456789 123456789 123456789 …\"");
}

static void check_folded(void)
{
	CHECK_TEXT(messages_of("indstilling:\n  Det indstilles\n  - at a\nx: y\n"),
		"2:3 yaml-folded: the text fills several lines without '|', so line breaks are "
		"lost; "
		"write 'indstilling: |'");
	CHECK_TEXT(faults_of("a:\n  x\n  1. y\n"), "2:3 yaml-folded");
	CHECK_TEXT(faults_of("a:\n  x\n  2) y\n"), "2:3 yaml-folded");
	CHECK_TEXT(faults_of("a:\n  x\n  • y\n"), "2:3 yaml-folded");
	CHECK_TEXT(faults_of("a:\n  x\n  ## y\n  z\n"), "2:3 yaml-folded");
	CHECK_TEXT(faults_of("a:\n  x\n\n  | y |\n"), "2:3 yaml-folded");
	CHECK_TEXT(faults_of("a: x\n  1.5 y\n"), "1:4 (yaml-folded)");
	CHECK_TEXT(faults_of("a: x\n  y\n"), "1:4 (yaml-folded)");
	CHECK_TEXT(messages_of("- x\n  y\n"), "1:3 (yaml-folded): the text fills several lines "
					      "without '|', so line breaks are lost; "
					      "write '- |'");
	CHECK_TEXT(faults_of("a: [x\n  y, z]\n"), "");
	CHECK_TEXT(faults_of("a: \"x\n  - y\"\n"), "");
	CHECK_TEXT(faults_of("indstilling: Det\n  Bemærk: noget\nx: y\n"), "1:14 yaml-folded");
}

static void check_colon(void)
{
	CHECK_TEXT(messages_of("titel: Budget 2026: 1. behandling\n"),
		"1:8 yaml-colon: a colon in the text; write titel: \"Budget 2026: 1. behandling\"");
	CHECK_TEXT(messages_of("punkter:\n  - titel: Drøftelse: \"Budget\"  # x\n    nr: 1\n"),
		"2:12 yaml-colon: a colon in the text; write titel: 'Drøftelse: \"Budget\"'");
	CHECK_TEXT(messages_of("bilag:\n  - Bilag 1: Budget: 2026\n"),
		"2:14 yaml-colon: a colon in the text; write - \"Bilag 1: Budget: 2026\"");
	CHECK_TEXT(messages_of("b: {titel: Budget: 1, x: y}\n"),
		"1:12 yaml-colon: a colon in the text; write titel: \"Budget: 1\"");
	CHECK_TEXT(faults_of("titel: Orientering:\nx: y\n"), "1:8 yaml-colon");
}

static void check_comment(void)
{
	CHECK_TEXT(messages_of("titel: Lokalplan 114 #2 ved havnen\n"),
		"1:22 yaml-comment: '#2 ved havnen' is read as a comment and left out; put the "
		"title in quotes: titel: \"Lokalplan 114 #2 ved havnen\"");
	CHECK_TEXT(faults_of("titel: #2\nx: y\n"), "1:8 yaml-comment");
	CHECK_TEXT(faults_of("a: b # c\nd: e #\nf: 'g' #h\ni: j#k\n# l\n#m\n"), "");
	CHECK_TEXT(faults_of("a: |\n  b #c\n"), "");
	/* Behind a syntax error the lines are still looked at. */
	CHECK_TEXT(faults_of("a: b #c\nd: e: f\ng: h #i\nj: 'k #l'\n"),
		"1:6 yaml-comment, 2:4 yaml-colon, 3:6 yaml-comment");
}

static void check_commas(void)
{
	struct yaml_node *root;

	CHECK_TEXT(messages_of("b:\n  - {titel: Drift, anlæg og gæld, fil: a.pdf}\n"),
		"2:13 flow-comma: the comma splits the title after 'Drift'; put it in quotes: "
		"titel: "
		"\"Drift, anlæg og gæld\"");
	root = parse("{titel: Drift, anlæg, gæld, fil: a.pdf}\n");
	CHECK_INT(root->count, 2);
	CHECK_TEXT(yaml_get(root, "titel")->text, "Drift, anlæg, gæld");
	CHECK_TEXT(yaml_get(root, "fil")->text, "a.pdf");
	CHECK_TEXT(faults_of("{a: 'b', c}\n"), "1:10 flow-comma");
	CHECK_TEXT(faults_of("{a: , b: c}\n"), "");
	CHECK_TEXT(faults_of("[a, b]\n"), "");
}

static void check_expressions(void)
{
	struct yaml_node *root;

	CHECK_TEXT(messages_of("titel: {{ møde.dato }}\n"),
		"1:8 yaml-mapping-in-text: put quotes around text that begins with '{{'; write "
		"titel: "
		"\"{{ møde.dato }}\"");
	CHECK_TEXT(messages_of("titel: {{ møde.dato }} og \"mere\"\nx: y\n"),
		"1:8 yaml-mapping-in-text: put quotes around text that begins with '{{'; write "
		"titel: "
		"'{{ møde.dato }} og \"mere\"'");
	CHECK_TEXT(faults_of("a: {{ b | c(\"%d, %m\") }}\n"), "1:4 yaml-mapping-in-text");
	root = parse("a: {{ b | c(\"%d\") }}\nd: [{{ e }}, f]\n");
	CHECK_TEXT(yaml_get(root, "a")->text, "{{ b | c(\"%d\") }}");
	CHECK_TEXT(yaml_get(root, "d")->items[0]->text, "{{ e }}");
	CHECK_TEXT(faults_of("a: {% if b %}c{% endif %}\n"), "1:4 yaml-mapping-in-text");
	CHECK_TEXT(faults_of("? [a]\n: b\n"), "1:3 yaml-mapping-in-text");
	CHECK_TEXT(faults_of("a: b {{ c }}\n"), "");
}

static void check_quotes(void)
{
	static const char *const texts[] = {"-", "- ingen", "*vigtigt*", "*vigtigt", "*a og b", "%",
		"@", "& Co.", "&A", "! husk", "!husk det", "`x`", "\"Hest\" og vogn",
		"'Hest' og vogn", "[Lukket] sag", "> 5 mio.", ", at", "{a} b"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *text = arena_printf(arena, "x: y\ntitel: %s\nz: 1\n", texts[i]);
		size_t length = strlen(texts[i]);

		CHECK_TEXT(
			messages_of(text), arena_printf(arena,
						   "2:8 yaml-needs-quotes: text that begins with "
						   "'%c' needs quotes; write "
						   "titel: %s",
						   *texts[i], yaml_quote(arena, texts[i], length)));
	}
	CHECK_TEXT(yaml_get(parse("a: !husk det\n"), "a")->text, "!husk det");
	CHECK_TEXT(yaml_get(parse("a: *husk\n"), "a")->text, "*husk");
}

static void check_duplicates(void)
{
	struct yaml_node *root = parse("a: 1\nb: 2\na: 3\n");

	CHECK_INT(root->count, 2);
	CHECK_TEXT(yaml_get(root, "a")->text, "1");
	CHECK_TEXT(messages_of("x:\n  beslutning: a\n  b: c\n  beslutning: d\n  beslutning: e\n"),
		"4:3 duplicate-key: 'beslutning' stands in line 2 too; one of the two would be "
		"lost\n"
		"5:3 duplicate-key: 'beslutning' stands in line 2 too; one of the two would be "
		"lost");
	CHECK_TEXT(faults_of("å: 1\na\xcc\x8a: 2\n"), "2:1 duplicate-key");
	CHECK_TEXT(faults_of("<<: {a: b}\nc: d\n"), "1:1 yaml-syntax");
}

static void check_indentation(void)
{
	CHECK_TEXT(messages_of("a:\n\t- b: 1\n\t  c: 2\n"),
		"2:1 indent-blank: the line is indented with tabs; use ordinary spaces\n"
		"3:1 indent-blank: the line is indented with tabs; use ordinary spaces");
	CHECK_TEXT(messages_of("a:\n\u00a0\u00a0b: c\nd: e: f\n"),
		"2:1 indent-blank: the line is indented with no-break spaces; use ordinary spaces\n"
		"3:4 yaml-colon: a colon in the text; write d: \"e: f\"");
	CHECK_TEXT(messages_of("a:\u00a0b\n"),
		"1:3 indent-blank: a no-break space stands behind ':'; use an ordinary space");
	CHECK_TEXT(faults_of("-\ta\n-\u00a0b\n"), "1:2 indent-blank, 2:2 indent-blank");
	CHECK_TEXT(faults_of("a: |\n  x\n\ty\n  z\nb: c\n"), "3:1 indent-blank");
	CHECK_TEXT(faults_of("a: |\n\tx\n\ty\nb: c\n"), "2:1 indent-blank, 3:1 indent-blank");
	/* Behind the indentation of a literal text tabs and hard spaces are text. */
	CHECK_TEXT(faults_of("a: |\n  x\n  \ty\n  \u00a0z\n\t\n\u00a0\nb:\tc\n"), "");
	CHECK_TEXT(faults_of("a: b\n\t\n \t # c\nd: e\n"), "");
	CHECK_TEXT(value_of("a: |\n  x\n\n  \ty\n", "a"), "x\n\n\ty\n");
	CHECK_TEXT(faults_of("punkter:\n  - titel: a\n\tsagsnr: b\n  - titel: c\n"),
		"3:1 indent-blank");
	CHECK_TEXT(faults_of("punkter:\n\t- titel: a\n\t- titel: b\nx: y\n"),
		"2:1 indent-blank, 3:1 indent-blank");
}

static void check_characters(void)
{
	const char *messages;

	CHECK_TEXT(messages_of("a: æ\x01\nb: \x0b\u2028\x7f\xc2\x85\n"),
		"1:5 control-character: the text holds the invisible character U+0001; delete it\n"
		"2:4 control-character: the text holds the invisible character U+000B; delete it\n"
		"2:5 control-character: the text holds the invisible character U+2028; delete it\n"
		"2:6 control-character: the text holds the invisible character U+007F; delete it\n"
		"2:7 control-character: the text holds the invisible character U+0085; delete it");
	CHECK_TEXT(faults_of("a: b\n\ufeff"), "2:1 control-character");
	CHECK_TEXT(messages_of("a: b\nc: bl\xe5\n"),
		"2:6 bad-utf8: the file is not in UTF-8 from here on; save it as UTF-8");
	CHECK(parse_bytes("a\0: b\n", 6, &messages) != NULL);
	CHECK_TEXT(messages,
		"1:2 control-character: the text holds the invisible character U+0000; delete it");
	CHECK(parse_bytes("\xff\xfe"
			  "a\0",
		      4, &messages) == NULL);
	CHECK_TEXT(messages, "1:1 bad-utf8: the file is in UTF-16; save it as UTF-8");
	CHECK_TEXT(faults_of("a: \"\\0\"\n"), "1:4 yaml-syntax");
}

static void check_syntax(void)
{
	static const char *const cases[][2] = {
		{"x: 1\ntitel:Budget\ny: 2\n", "2:1 yaml-syntax: a blank is missing behind the "
					       "colon; write 'titel: Budget'"},
		{"titel:Budget\ny: 2\n", "1:1 yaml-syntax: a blank is missing behind the colon; "
					 "write 'titel: Budget'"},
		{"a: b\nog mere\nc: d\n", "2:1 yaml-syntax: 'og mere' is no key with a colon; text "
					  "over several lines stands "
					  "indented behind '|'"},
		{"a: |\n    b\n  c\nd: e\n", "3:3 yaml-syntax: 'c' is indented less than the text "
					     "above it; indent it as far"},
		{"titel: x\n sagsnr: y\n", "2:2 yaml-syntax: 'sagsnr' is indented otherwise than "
					   "the keys beside it; let all "
					   "begin in the same column"},
		{"p:\n  - titel: x\n   sagsnr: y\n", "3:4 yaml-syntax: 'sagsnr' is indented "
						     "otherwise than the keys beside it; let all "
						     "begin in the same column"},
		{"p:\n  - titel\n    id: x\n", "2:5 yaml-syntax: the colon behind 'titel' is missing; "
					     "write 'titel: …'"},
		{"p:\n  - at se\n    note: x\n", "2:5 yaml-folded: the text fills several lines "
					       "without '|', so line breaks are lost; write 'p: |'"},
		{"bilag:\n  - a\n  b\nc: d\n", "3:3 yaml-syntax: 'b' stands in a list without '-'; "
					       "write '- ' before it or indent it "
					       "as the lines it belongs to"},
		{"a: [b, c\nd: e\n", "1:4 yaml-syntax: the list that begins with '[' here lacks a "
				     "comma or its ']'"},
		{"a: {b: c, d: e\nf: g\n", "1:4 yaml-syntax: the list that begins with '{' here "
					   "lacks a comma or its '}'"},
		{"a: \"b\nc: d\n",
			"1:4 yaml-syntax: the quotation mark that begins here is never closed"},
		{"a: \"C:\\mappe\"\n", "1:7 yaml-syntax: a backslash in double quotes has a "
				       "meaning of its own; write '\\\\'"},
		{"a: | b\n  c\n", "1:4 yaml-syntax: the text must begin in the line below '|'"},
		{"a: b\n---\nc: d\n", "2:1 yaml-syntax: a second document begins here; a file "
				      "holds one, so remove the '---'"},
		{"bilag:\n  -Skitse\n  -Oversigt\n",
			"2:3 yaml-syntax: a blank is missing behind '-'; write '- Skitse'"},
		{"bilag:\n  - a\n  -Oversigt\n",
			"3:3 yaml-syntax: a blank is missing behind '-'; write '- Oversigt'"},
		{"p:\n  -titel: x\n   nr: y\n",
			"2:3 yaml-syntax: a blank is missing behind '-'; write '- titel: x'"},
		{"a: |\nb\nc: d\n", "2:1 yaml-syntax: 'b' must be indented as text that belongs to "
				    "the '|' above"},
		{"a: |\n    b\n  Bemærk: c\nd: e\n", "3:3 yaml-syntax: 'Bemærk: c' is indented "
						     "less than the text above it; indent it as "
						     "far"},
		{"a: !!int\n  - b\n", NULL},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (cases[i][1] != NULL)
			CHECK_TEXT(messages_of(cases[i][0]), cases[i][1]);
		else
			CHECK(*messages_of(cases[i][0]) != '\0');
	}
	CHECK_TEXT(faults_of("a: \"b\nc: \"d\"\ne: f\n"), "1:4 yaml-syntax");
}

static const char *repeat(const char *text, size_t count)
{
	struct buf out;

	buf_init(&out, arena);
	while (count-- > 0)
		buf_puts(&out, text);
	return buf_text(&out);
}

/* The tree goes and its texts stay, one for all keys that are equal. */
static void check_apart(void)
{
	static const char text[] = "a: ét\nb: [{a: to}, {a: tre}]\n";
	struct arena *tree = arena_create_child(arena);
	struct file_bytes bytes = {.path = "a.yaml", .size = sizeof(text) - 1};
	struct yaml_node *root;
	const char *value, *first, *second;

	bytes.data = arena_strndup(tree, text, bytes.size);
	root = yaml_parse_apart(tree, arena, report_create(arena), &bytes);
	CHECK(root != NULL && root->count == 2);
	value = root->items[0]->text;
	first = root->items[1]->items[0]->keys[0]->text;
	second = root->items[1]->items[1]->keys[0]->text;
	CHECK(first == root->keys[0]->text && second == first);
	arena_destroy(tree);
	CHECK_TEXT(value, "ét");
	CHECK_TEXT(second, "a");
}

static void check_limits(void)
{
	struct buf bomb;

	CHECK_TEXT(faults_of(repeat("[", 100000)), "1:65 yaml-limit");
	CHECK_TEXT(faults_of(repeat("{a: ", 100000)), "1:257 yaml-limit");
	CHECK_TEXT(faults_of(repeat("- ", 100000)), "1:129 yaml-limit");
	CHECK_TEXT(faults_of(arena_printf(arena, "- &x [%s]\n- [%s]\n- [%s]\n", repeat("x, ", 1000),
			   repeat("*x, ", 499), repeat("*x, ", 500))),
		"3:1996 yaml-limit");
	buf_init(&bomb, arena);
	buf_puts(&bomb, "a: &a [x, x, x, x, x, x, x, x]\n");
	for (char name = 'b'; name < 'k'; name++)
		buf_printf(&bomb, "%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", name, name,
			name - 1, name - 1, name - 1, name - 1, name - 1, name - 1, name - 1,
			name - 1);
	CHECK_TEXT(faults_of(buf_text(&bomb)), "7:16 yaml-limit");
	buf_truncate(&bomb, 0);
	buf_puts(&bomb, "- &a0 x\n");
	for (int i = 1; i < 70; i++)
		buf_printf(&bomb, "- &a%d [*a%d]\n", i, i - 1);
	CHECK_TEXT(faults_of(buf_text(&bomb)), "65:9 yaml-limit");
	buf_truncate(&bomb, 0);
	for (int i = 0; i < 300; i++)
		buf_printf(&bomb, "- &a%d x\n", i);
	CHECK_TEXT(faults_of(buf_text(&bomb)), "257:3 yaml-limit");
}

static void run(void *user)
{
	(void)user;
	check_scalars();
	check_tree();
	check_json();
	check_text_like();
	check_aliases();
	check_places();
	check_lines();
	check_folded();
	check_colon();
	check_comment();
	check_commas();
	check_expressions();
	check_quotes();
	check_duplicates();
	check_indentation();
	check_characters();
	check_syntax();
	check_limits();
	check_apart();
}

int main(void)
{
	/* The messages in the words of the source. */
	setenv("LC_ALL", "C", 1);
	arena = arena_create((size_t)1024 * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
