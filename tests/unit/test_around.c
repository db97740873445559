#include "check.h"
#include "document/harvest_stretch.h"
#include "markup_print.h"

/* What is typed around the fields of a document, found by the letters that there were. */

static struct arena *arena;

static const struct markup_field *known(void *user, const char *name)
{
	static const struct markup_field field = {
		.label = "Tekst:", .end = "(slut)", .placeholder = "Skriv teksten her."};
	(void)user;
	(void)name;
	return &field;
}

static void put_fixed(struct harvest *harvest, char field, char which, const char *text)
{
	const char *name = arena_printf(arena, "felt_%c00000000000t_%c", field, which);
	harvest_bookmark(harvest, name, true);
	harvest_text(harvest, text, strlen(text), 0, NULL);
	harvest_bookmark(harvest, name, false);
}

/* A document in a line: paragraphs apart by "/", in them fields as "[a:text]". */
static struct harvest harvest_of(const char *text)
{
	struct harvest harvest;
	char field = '\0';
	harvest_init(&harvest, arena);
	harvest_paragraph(&harvest, NULL);
	for (; *text != '\0'; text++) {
		if (*text == '/') {
			harvest_paragraph_end(&harvest, false);
			harvest_paragraph(&harvest, NULL);
		} else if (*text == '[') {
			field = text[1];
			put_fixed(&harvest, field, 'a', "Tekst:");
			text += 2;
		} else if (*text == ']') {
			put_fixed(&harvest, field, 'b', "(slut)");
		} else {
			size_t length = strcspn(text, "/[]");
			harvest_text(&harvest, text, length, 0, NULL);
			text += length - 1;
		}
	}
	harvest_paragraph_end(&harvest, false);
	return harvest;
}

static struct filled *read(const char *text, const char *property, const char *written)
{
	struct harvest harvest = harvest_of(text);
	struct filled *filled = arena_alloc(arena, sizeof *filled);
	*filled = (struct filled){.property = property, .written = written};
	harvest_fields(&harvest, filled, known, NULL);
	return filled;
}

/* The fields of what has become of a document, and behind "|" what stands elsewhere. */
static const char *changed(const char *before, const char *after)
{
	const struct filled *written = read(before, "1", NULL);
	struct buf property, out;
	buf_init(&property, arena);
	buf_init(&out, arena);
	buf_puts(&property, "1 x");
	for (size_t i = 0; i < written->count; i++)
		buf_printf(&property, " %s=x", written->fields[i].name);
	const struct filled *filled = read(after, buf_text(&property), written->around);
	for (size_t i = 0; i < filled->count; i++) {
		buf_printf(&out, "%s%c{", i > 0 ? " " : "", filled->fields[i].name[0]);
		print_blocks(&out, filled->fields[i].blocks);
		buf_putc(&out, '}');
	}
	for (size_t i = 0; i < filled->outside_count; i++) {
		const struct filled_outside *outside = &filled->outside[i];
		buf_printf(&out, " | %c%c %s", outside->before != NULL ? outside->before[0] : '-',
			outside->behind != NULL ? outside->behind[0] : '-',
			outside->typed != NULL ? outside->typed : "?");
	}
	return buf_text(&out);
}

static const char form[] = "Dagsorden/Kloak 1/[a:x]/[b:y]/Veje/Vi spørger./[c:z]";

static void test_same(void)
{
	CHECK_TEXT(changed(form, form), "a{p{x}} b{p{y}} c{p{z}}");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak  27/[a:x]/ [b:y]/Ve je – /Vi spørger/[c:z]/"),
		"a{p{x}} b{p{y}} c{p{z}}");
	CHECK_TEXT(changed("Før [a:x] efter", "Før [a:x] efter"), "a{p{x}}");
	CHECK_TEXT(changed("[a:x][b:y]", "[a:x][b:y]"), "a{p{x}} b{p{y}}");
	CHECK_TEXT(changed("Intet", "Intet"), "");
}

/* In the field's own line it is the field's. */
static void test_lines(void)
{
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x] Ja./[b:y]/Veje/Vi spørger./Nej[c:z]"),
		"a{p{x↵Ja.}} b{p{y}} c{p{Nej↵z}}");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y] 24/7/Veje/Vi spørger./5 [c:z] 6"),
		"a{p{x}} b{p{y↵24}} c{p{5↵z↵6}}");
	CHECK_TEXT(changed("[a:x] [b:y]", "[a:x] Ja. [b:y] Nej."), "a{p{x↵Ja.}} b{p{y↵Nej.}}");
	CHECK_TEXT(changed("Før [a:x] efter", "Før ja [a:x] nej efter"), "a{p{ja↵x↵nej}}");
	/* the line has lost its end */
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]Veje/Vi spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}}");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y] Ja.Veje/Vi spørger./[c:z]"),
		"a{p{x}} b{p{y↵Ja.}} c{p{z}}");
}

static void test_elsewhere(void)
{
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/Ja, 7./[a:x]/[b:y]/Veje/Vi spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | -a Ja, 7.");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/Ja./[b:y]/Veje/Vi spørger./[c:z]/Tak"),
		"a{p{x}} b{p{y}} c{p{z}} | ab Ja. | c- Tak");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y] Nej./Veje/Vi spørger./Vist./[c:z]"),
		"a{p{x}} b{p{y↵Nej.}} c{p{z}} | bc Vist.");
	/* as the next line begins, and as the one before ends */
	CHECK_TEXT(
		changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]/Veje/Vi ventede./Vi spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | bc Vi ventede.");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]/Veje/Vi spørger./Enigheder./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | bc Enigheder.");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]/Veje/Vi to spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | bc to");
	/* at several places, and gone */
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y] Nej./Veje og/Vi to spørger./[c:z]"),
		"a{p{x}} b{p{y↵Nej.}} c{p{z}} | bc ?");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]Veje/Og vi spurgte./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | bc ?");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[b:y]/Veje og/Vi to spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | bc ?");
	CHECK_TEXT(changed(form, "Dagsorden/[a:x]/[b:y]/Veje/Vi spørger./[c:z]"),
		"a{p{x}} b{p{y}} c{p{z}} | -a ?");
}

/* Fields that are gone, moved or not the document's own. */
static void test_fields(void)
{
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1//Veje/Vi spørger./[c:z]"), "c{p{z}}");
	CHECK_TEXT(
		changed(form, "Dagsorden/Kloak 1/Ja./Veje/Vi spørger./[c:z]"), "c{p{z}} | -c Ja.");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1//Veje/Vi spørger./"), "");
	CHECK_TEXT(changed("A/[a:x]/B/[b:y]/C/[c:z]/D", "A/[a:x]/B/C/D"), "a{p{x}}");
	CHECK_TEXT(changed("A/[a:x]/B/[b:y]/C/[c:z]/D", "A/[a:x]/B/ja/C/D"), "a{p{x}} | a- ja");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[b:y]/Ja/[a:x]/Veje/Vi spørger./[c:z]"),
		"b{p{y}} a{p{x}} c{p{z}}");
	CHECK_TEXT(changed(form, "Dagsorden/Kloak 1/[a:x]/[d:y]/Veje/Vi spørger./[c:z]"),
		"a{p{x}} d{p{y}} c{p{z}}");
}

/* A document that says nothing of it, or what nobody understands, is read as it is. */
static void test_untold(void)
{
	static const char *const told[] = {NULL, "", "0", "0 0 0", "0 x", "0 1.", "0 1.0g", "0 -",
		"0 1.00000000tll", "0 100000000.0"};
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const struct filled *filled = read("Før/[a:x] y", "1 a00000000000t=x", told[i]);
		struct buf out;
		buf_init(&out, arena);
		print_blocks(&out, filled->fields[0].blocks);
		CHECK_TEXT(buf_text(&out), "p{x}");
		CHECK_INT(filled->outside_count, i == 5 ? 2 : 0);
	}
}

static void test_record(void)
{
	static const char *const words[] = {
		"00", "00t", "00l", "00tl", "1.0000006bt", "ff.12345678tl"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct stretch_record record;
		struct buf out;
		buf_init(&out, arena);
		CHECK(stretch_parse(words[i], strlen(words[i]), &record));
		stretch_print(&out, &record);
		CHECK_TEXT(buf_text(&out), words[i]);
	}
	CHECK_TEXT(read("Kort/[a:x]/mål (2)", "1", NULL)->around, "4.5d764fb3 3.a8caad9b");
}

static void run(void *user)
{
	(void)user;
	test_same();
	test_lines();
	test_elsewhere();
	test_fields();
	test_untold();
	test_record();
}

int main(void)
{
	arena = arena_create(64u * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
