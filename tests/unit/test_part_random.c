#include "pieces.h"

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
	"text:soft-page-break", "text:bookmark-start", "text:bookmark-end", "text:note", "draw:frame",
	"text:placeholder", "text:page-number", "text:list", "text:list-item", "table:table",
	"table:table-row", "table:table-cell", "text:meta", "text:number", "text:tracked-changes",
	"office:annotation", "text:unknown"};

struct source {
	unsigned long state;
	const char *const *names;
	size_t name_count;
	struct buf out;
	unsigned elements;
};

static unsigned pick(struct source *source, unsigned below)
{
	source->state = source->state * 6364136223846793005ul + 1442695040888963407ul;
	return (unsigned)(source->state >> 33) % below;
}

static void put_element(struct source *source, unsigned depth)
{
	const char *name = source->names[pick(source, (unsigned)source->name_count)];
	buf_printf(&source->out, "<%s w:id=\"%u\" text:name=\"n%u\" text:c=\"%u\">", name,
		pick(source, 4), pick(source, 4), pick(source, 4));
	source->elements++;
	for (unsigned i = pick(source, 5); i > 0 && depth < 12 && source->elements < 200; i--) {
		if (pick(source, 3) == 0)
			buf_puts(&source->out, (const char *const[]){"a", " b ", "  ", "æ\n"}[pick(source, 4)]);
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

static void put_marks(struct source *source, struct part *part)
{
	unsigned id = 0;
	for (size_t i = 0; i < part_paragraph_count(part); i++) {
		const struct part_paragraph *paragraph = part_paragraph(part, i);
		size_t at = 0;
		if (pick(source, 8) == 0)
			part_mark_around(part, i, 100000 + 2 * (unsigned)i, 100001 + 2 * (unsigned)i);
		while (pick(source, 3) > 0) {
			size_t left = paragraph->length - at;
			size_t start = at_character(paragraph, at + pick(source, (unsigned)left + 1));
			left = paragraph->length - start;
			size_t end = at_character(paragraph, start + pick(source, (unsigned)left + 1));
			enum mark_lift lift = (enum mark_lift)pick(source, pick(source, 2) ? 2 : 7);
			if (part_mark(part, i, start, end, lift, id + 1))
				id++;
			at = end;
		}
	}
	for (unsigned i = 0; i < id; i++)
		part_balanced(part, i, pick(source, id + 1));
}

static void try_one(struct source *source, bool odt)
{
	struct fixture fixture;
	fixture_init(&fixture);
	buf_init(&source->out, fixture.arena);
	buf_puts(&source->out, "<office:body " W " xmlns:office=\"" OASIS
			       "office:1.0\" xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS
			       "table:1.0\" xmlns:draw=\"" OASIS "drawing:1.0\">");
	source->elements = 0;
	for (unsigned i = 0; i < 8; i++)
		put_element(source, 0);
	buf_puts(&source->out, "</office:body>");
	if (odt)
		fixture_open(&fixture, "mimetype", "application/vnd.oasis.opendocument.text",
			"content.xml", buf_text(&source->out), NULL);
	else
		fixture_open(&fixture, "[Content_Types].xml",
			"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
			"<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-"
			"officedocument.wordprocessingml.template.main+xml\"/></Types>",
			"_rels/.rels",
			"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
			"relationships\"><Relationship Id=\"r\" Type=\"" OFFICE
			"officeDocument\" Target=\"a.xml\"/></Relationships>",
			"a.xml", buf_text(&source->out), NULL);
	CHECK(fixture.part != NULL);
	put_marks(source, fixture.part);
	size_t count;
	const struct piece *pieces = part_flatten(fixture.part, &count);
	if (!is_well_formed(&fixture, pieces, count)) {
		CHECK(!"well-formed");
		fprintf(stderr, "from: %s\n", buf_text(&source->out));
	}
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
		try_one(&source, odt);
	}
	return check_failures != 0;
}
