#include "pieces.h"

#include "document/reading.h"

/*
 * Documents that no program would write, with marks anywhere: whatever the elements are and
 * wherever they stand, the pieces are well-formed and unmarked text is never lost.
 */

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char *const docx_names[] = {"w:p", "w:p", "w:p", "w:r", "w:r", "w:r", "w:t", "w:t",
	"w:t", "w:hyperlink", "w:ins", "w:del", "w:tab", "w:br", "w:softHyphen", "w:drawing",
	"w:txbxContent", "w:fldSimple", "w:fldChar", "w:bookmarkStart", "w:bookmarkEnd",
	"w:lastRenderedPageBreak", "w:pPr", "w:rPr", "w:sectPr", "w:tbl", "w:tr", "w:tc", "w:sdt",
	"w:sdtContent", "w:sdtPr", "w:proofErr", "w:unknown"};
static const char *const odt_names[] = {"text:p", "text:p", "text:p", "text:h", "text:span",
	"text:span", "text:span", "text:a", "text:s", "text:tab", "text:line-break",
	"text:soft-page-break", "text:bookmark-start", "text:bookmark-end", "text:note",
	"draw:frame", "text:placeholder", "text:page-number", "text:list", "text:list-item",
	"table:table", "table:table-row", "table:table-cell", "text:meta", "text:number",
	"text:tracked-changes", "office:annotation", "text:unknown"};

struct source {
	unsigned long state;
	const char *const *names;
	size_t name_count;
	struct buf out;
	unsigned elements;
	bool wild; /* content in elements that are always empty, too */
};

static unsigned pick(struct source *source, unsigned below)
{
	source->state = source->state * 6364136223846793005ul + 1442695040888963407ul;
	return (unsigned)(source->state >> 33) % below;
}

static bool is_always_empty(const char *name)
{
	static const char *const names[] = {"w:tab", "w:br", "w:softHyphen", "w:fldChar",
		"w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak", "w:proofErr",
		"text:s", "text:tab", "text:line-break", "text:soft-page-break",
		"text:bookmark-start", "text:bookmark-end", "office:annotation"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void put_element(struct source *source, unsigned depth)
{
	const char *name = source->names[pick(source, (unsigned)source->name_count)];
	if (!source->wild && strcmp(name, "w:sectPr") == 0)
		name = "w:unknown"; /* its paragraph stays beside a value */
	buf_printf(&source->out, "<%s w:id=\"%u\" text:name=\"n%u\" text:c=\"%u\">", name,
		pick(source, 4), pick(source, 4), pick(source, 4));
	source->elements++;
	if (!source->wild && is_always_empty(name)) {
		buf_printf(&source->out, "</%s>", name);
		return;
	}
	for (unsigned i = pick(source, 5); i > 0 && depth < 12 && source->elements < 200; i--) {
		if (pick(source, 3) == 0)
			buf_puts(&source->out,
				(const char *const[]){"a", " b ", "  ", "æ\n"}[pick(source, 4)]);
		put_element(source, depth + 1);
	}
	if (pick(source, 2) == 0)
		buf_puts(&source->out, (const char *const[]){"c", " d ", "å"}[pick(source, 3)]);
	buf_printf(&source->out, "</%s>", name);
}

static size_t at_character(const struct part_paragraph *paragraph, size_t at)
{
	while (at < paragraph->length && ((unsigned char)paragraph->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* What the paragraph reads like when marks have given way to values; objects in them stay. */
static void put_expected(struct buf *out, const char *text, size_t from, size_t start, size_t end)
{
	buf_append(out, text + from, start - from);
	buf_puts(out, "værdi");
	for (size_t i = start; i + 3 <= end; i++)
		if (memcmp(text + i, "\xef\xbf\xbc", 3) == 0)
			buf_puts(out, "\xef\xbf\xbc");
}

/* Marks stretches anywhere; returns what the paragraphs read like then, if nothing is lifted. */
static const char **put_marks(struct source *source, struct part *part, bool lift_any)
{
	struct arena *arena = source->out.arena;
	size_t count = part_paragraph_count(part);
	const char **expected = arena_array(arena, count, sizeof *expected);
	unsigned id = 0;
	for (size_t i = 0; i < count; i++) {
		const struct part_paragraph *paragraph = part_paragraph(part, i);
		struct buf text;
		buf_init(&text, arena);
		size_t at = 0;
		if (pick(source, 8) == 0)
			part_mark_around(
				part, i, 100000 + 2 * (unsigned)i, 100001 + 2 * (unsigned)i);
		while (pick(source, 3) > 0) {
			size_t left = paragraph->length - at;
			size_t start =
				at_character(paragraph, at + pick(source, (unsigned)left + 1));
			left = paragraph->length - start;
			size_t end =
				at_character(paragraph, start + pick(source, (unsigned)left + 1));
			enum mark_lift lift = (enum mark_lift)pick(source, lift_any ? 7 : 2);
			if (part_mark(part, i, start, end, lift, id + 1)) {
				id++;
				if (lift_any) /* a content control may give way */
					part_mark_nests(part, (enum mark_nesting)pick(source, 4));
				put_expected(&text, paragraph->text, at, start, end);
				at = end;
			}
		}
		buf_append(&text, paragraph->text + at, paragraph->length - at);
		expected[i] = buf_text(&text);
	}
	for (unsigned i = 0; i < id; i++)
		part_balanced(part, i, pick(source, id + 1));
	return expected;
}

static void open_body(struct fixture *fixture, bool odt, const char *body)
{
	if (odt)
		fixture_open(fixture, "mimetype", "application/vnd.oasis.opendocument.text",
			"content.xml", body, NULL);
	else
		fixture_open(fixture, "[Content_Types].xml",
			"<Types "
			"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
			"<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-"
			"officedocument.wordprocessingml.template.main+xml\"/></Types>",
			"_rels/.rels",
			"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
			"relationships\"><Relationship Id=\"r\" Type=\"" OFFICE
			"officeDocument\" Target=\"a.xml\"/></Relationships>",
			"a.xml", body, NULL);
	CHECK(fixture->part != NULL);
}

static const char *without_blanks(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *to = copy;
	for (; *text != '\0'; text++) {
		if (strncmp(text, "\xc2\xad", 2) == 0)
			text++;
		else if (*text != ' ' && *text != '\t' && *text != '\n')
			*to++ = *text;
	}
	*to = '\0';
	return copy;
}

/* Reads the result again. A value alone in its paragraph has taken the blanks around it away. */
static void check_result(struct fixture *fixture, bool odt, const char *written,
	const char *const *expected, const bool *alone)
{
	struct fixture again = {.arena = fixture->arena, .report = fixture->report};
	size_t count = part_paragraph_count(fixture->part);
	open_body(&again, odt, written);
	if (again.part == NULL)
		return;
	CHECK_INT(part_paragraph_count(again.part), count);
	for (size_t i = 0; i < count && i < part_paragraph_count(again.part); i++) {
		const char *text = part_paragraph(again.part, i)->text;
		if (alone[i])
			CHECK_TEXT(text, without_blanks(fixture->arena, expected[i]));
		else
			CHECK_TEXT(text, expected[i]);
	}
}

static bool *find_alone(struct fixture *fixture, const struct piece *pieces, size_t piece_count)
{
	size_t count = part_paragraph_count(fixture->part);
	bool *alone = arena_array(fixture->arena, count, sizeof *alone);
	const struct part_state *state = fixture->part->state;
	for (size_t i = 0; i < piece_count; i++)
		for (size_t k = 0; pieces[i].alone && k < state->mark_count; k++)
			if (state->marks[k].id == pieces[i].mark)
				alone[state->marks[k].paragraph] = true;
	return alone;
}

static void try_one(struct source *source, bool odt, bool lift_any)
{
	struct fixture fixture;
	fixture_init(&fixture);
	buf_init(&source->out, fixture.arena);
	source->wild = lift_any;
	buf_puts(&source->out, odt ? "<office:document-content" : "<w:document");
	buf_puts(&source->out, " " W " xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS
			       "text:1.0\" xmlns:table=\"" OASIS "table:1.0\" xmlns:draw=\"" OASIS
			       "drawing:1.0\">");
	source->elements = 0;
	for (unsigned i = 0; i < 8; i++)
		put_element(source, 0);
	buf_puts(&source->out, odt ? "</office:document-content>" : "</w:document>");
	open_body(&fixture, odt, buf_text(&source->out));
	const char **expected = put_marks(source, fixture.part, lift_any);
	size_t count;
	const struct piece *pieces = part_flatten(fixture.part, &count);
	CHECK(is_well_formed(&fixture, pieces, count));
	if (!lift_any)
		check_result(&fixture, odt, write_values(&fixture, pieces, count), expected,
			find_alone(&fixture, pieces, count));
	if (check_failures > 0)
		fprintf(stderr, "from: %s\n", buf_text(&source->out));
	fixture_finish(&fixture);
}

int main(void)
{
	struct source source = {.state = 1};
	for (unsigned i = 0; i < 1000 && check_failures == 0; i++) {
		bool odt = i % 2 == 1;
		source.names = odt ? odt_names : docx_names;
		source.name_count = odt ? sizeof odt_names / sizeof *odt_names
					: sizeof docx_names / sizeof *docx_names;
		try_one(&source, odt, i % 4 < 2);
	}
	return check_failures != 0;
}
