#include "document/docx.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a mark's surroundings give to what is written there: the properties of its paragraph, made
 * fit for several paragraphs, and those of its run with bold, italics … put in.
 */

/* The order that the schema wants in w:rPr (ISO/IEC 29500-1, 17.3.2). */
static const char *const run_order[] = {"w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs",
	"w:caps", "w:smallCaps", "w:strike", "w:dstrike", "w:outline", "w:shadow", "w:emboss",
	"w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden", "w:color", "w:spacing",
	"w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr",
	"w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout",
	"w:specVanish", "w:oMath"};

enum { RUN_RANKS = sizeof run_order / sizeof run_order[0], MOST_ADDITIONS = 12 };

struct addition {
	const char *name;
	const char *xml;
};

static size_t rank_of(struct bytes name)
{
	size_t rank = 0;
	while (rank < RUN_RANKS && !bytes_are(name, run_order[rank]))
		rank++;
	return rank;
}

/* Writes the children of a w:rPr with additions in their places, instead of ones of their name. */
static void merge(
	struct buf *out, struct bytes children, const struct addition *additions, size_t count)
{
	size_t next = 0;
	struct fragment child;
	while (fragment_next(&children, &child)) {
		size_t rank = rank_of(child.name);
		while (next < count && rank_of(bytes_of(additions[next].name)) < rank)
			buf_puts(out, additions[next++].xml);
		if (next < count && bytes_are(child.name, additions[next].name))
			continue;
		if (!bytes_are(child.name, "w:rPrChange"))
			bytes_put(out, child.whole);
	}
	while (next < count)
		buf_puts(out, additions[next++].xml);
}

static size_t additions_for(
	struct output *output, unsigned style, bool linked, struct addition *additions)
{
	size_t count = 0;
	if (linked) {
		struct buf value;
		buf_init(&value, output->arena);
		docx_put_value(&value, "w:rStyle", docx_style(output, DOCX_STYLE_HYPERLINK));
		additions[count++] = (struct addition){"w:rStyle", buf_text(&value)};
	}
	if ((style & MARKUP_CODE) != 0)
		additions[count++] = (struct addition){"w:rFonts",
			"<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" "
			"w:cs=\"Courier New\"/>"};
	if ((style & MARKUP_BOLD) != 0) {
		additions[count++] = (struct addition){"w:b", "<w:b/>"};
		additions[count++] = (struct addition){"w:bCs", "<w:bCs/>"};
	}
	if ((style & MARKUP_ITALIC) != 0) {
		additions[count++] = (struct addition){"w:i", "<w:i/>"};
		additions[count++] = (struct addition){"w:iCs", "<w:iCs/>"};
	}
	if ((style & MARKUP_STRIKE) != 0)
		additions[count++] = (struct addition){"w:strike", "<w:strike/>"};
	if ((style & MARKUP_UNDERLINE) != 0)
		additions[count++] = (struct addition){"w:u", "<w:u w:val=\"single\"/>"};
	return count;
}

struct bytes docx_run_properties(
	struct output *output, struct docx_shell *shell, unsigned style, bool linked)
{
	unsigned mask = (style & (DOCX_LINKED - 1)) | (linked ? DOCX_LINKED : 0);
	struct bytes *known = &shell->run_properties[mask];
	if (known->data != NULL)
		return *known;
	struct bytes base =
		shell->shell == NULL ? (struct bytes){"", 0} : shell->shell->run_properties;
	if (mask == 0)
		return *known = base.data == NULL ? (struct bytes){"", 0} : base;
	struct addition additions[MOST_ADDITIONS];
	size_t count = additions_for(output, style, linked, additions);
	struct buf out;
	buf_init(&out, output->arena);
	buf_puts(&out, "<w:rPr>");
	merge(&out, fragment_content(base), additions, count);
	buf_puts(&out, "</w:rPr>");
	return *known = (struct bytes){out.data, out.length};
}

static long number_of(struct bytes value)
{
	char digits[16];
	size_t length = value.length < sizeof digits - 1 ? value.length : sizeof digits - 1;
	memcpy(digits, value.data, length);
	digits[length] = '\0';
	long number = strtol(digits, NULL, 10);
	return number < -31680 || number > 31680 ? 0 : number;
}

/* Takes a paragraph's properties apart. */
static void read_paragraph(struct output *output, struct docx_shell *shell, struct bytes children)
{
	struct buf first, rest;
	buf_init(&first, output->arena);
	buf_init(&rest, output->arena);
	struct fragment child;
	while (fragment_next(&children, &child)) {
		struct bytes value;
		if (bytes_are(child.name, "w:pPrChange"))
			continue;
		if (bytes_are(child.name, "w:ind") &&
			(fragment_attribute(child.tag, "w:left", &value) ||
				fragment_attribute(child.tag, "w:start", &value))) {
			shell->left = number_of(value);
			shell->has_left = true;
		}
		bytes_put(&first, child.whole);
		if (!bytes_are(child.name, "w:pageBreakBefore"))
			bytes_put(&rest, child.whole);
	}
	shell->first = (struct bytes){buf_text(&first), first.length};
	shell->rest = (struct bytes){buf_text(&rest), rest.length};
}

/* What comes behind w:spacing in w:pPr (ISO/IEC 29500-1, 17.3.1.26). */
static bool follows_spacing(struct bytes name)
{
	static const char *const names[] = {"w:ind", "w:contextualSpacing", "w:mirrorIndents",
		"w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
		"w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (bytes_are(name, names[i]))
			return true;
	}
	return false;
}

struct bytes docx_after_table(struct output *output, struct docx_shell *shell)
{
	static const char room[] = " w:before=\"120\"";
	if (shell->after_table.data != NULL)
		return shell->after_table;
	struct buf out;
	buf_init(&out, output->arena);
	struct bytes children = shell->rest, value;
	struct fragment child;
	bool done = false;
	while (fragment_next(&children, &child)) {
		if (bytes_are(child.name, "w:spacing") && !done) {
			done = true;
			if (!fragment_attribute(child.tag, "w:before", &value)) {
				buf_printf(&out, "<w:spacing%s", room);
				child.whole.data += strlen("<w:spacing");
				child.whole.length -= strlen("<w:spacing");
			}
		} else if (follows_spacing(child.name) && !done) {
			done = true;
			buf_printf(&out, "<w:spacing%s/>", room);
		}
		bytes_put(&out, child.whole);
	}
	if (!done)
		buf_printf(&out, "<w:spacing%s/>", room);
	return shell->after_table = (struct bytes){buf_text(&out), out.length};
}

struct docx_shell *docx_plain_shell(struct output *output)
{
	struct docx *docx = docx_of(output);
	if (docx->plain == NULL) {
		docx->plain = arena_alloc(output->arena, sizeof *docx->plain);
		docx->plain->first = docx->plain->rest = (struct bytes){"", 0};
	}
	return docx->plain;
}

struct docx_shell *docx_shell(struct output *output, const struct shell *shell)
{
	struct docx *docx = docx_of(output);
	const char *key = arena_printf(output->arena, "%zx", (size_t)(uintptr_t)shell);
	struct name *entry = names_add(&docx->shells, key, strlen(key));
	if (entry->object != NULL)
		return entry->object;
	struct docx_shell *made = arena_alloc(output->arena, sizeof *made);
	made->shell = shell;
	read_paragraph(output, made, fragment_content(shell->paragraph_properties));
	entry->object = made;
	return made;
}
