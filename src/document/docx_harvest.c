#include "document/docx_harvest.h"
#include "document/docx_parts.h"
#include "document/names.h"

#include <stdlib.h>
#include <string.h>

/* The text of a DOCX as tokens. */

enum { FIELD_DEPTH = 32 };

struct walk {
	struct harvest *harvest;
	const struct document *document;
	const struct xml_document *xml;
	struct docx_lists *lists;
	struct names bookmarks; /* w:id → the name */
	struct names notes;     /* → struct note */
	const char *link;       /* that is open, or NULL */
	unsigned style;         /* of the run that is open */
	/* Fields that are open; a bit each, set while their code is read. */
	uint32_t codes;
	unsigned fields;
	bool in_note;
};

typedef void element(struct walk *walk, size_t at);

static void walk_children(struct walk *walk, size_t parent);

static const char *value_of(const struct walk *walk, size_t at)
{
	const char *value = xml_attribute(&walk->xml->events[at], "w:val");
	return value == NULL ? "" : value;
}

static void put_text(struct walk *walk, const char *text, size_t length)
{
	unsigned style = walk->style;
	/* which links have of themselves */
	if (walk->link != NULL)
		style &= ~(unsigned)MARKUP_UNDERLINE;
	if (walk->codes == 0)
		harvest_text(walk->harvest, text, length, style, walk->link);
}

static bool is_deleted_mark(const struct walk *walk, size_t paragraph)
{
	size_t properties = docx_child(walk->xml, paragraph, "w:pPr");
	size_t looks =
		properties == SIZE_MAX ? SIZE_MAX : docx_child(walk->xml, properties, "w:rPr");
	return looks != SIZE_MAX && (docx_child(walk->xml, looks, "w:del") != SIZE_MAX ||
					    docx_child(walk->xml, looks, "w:moveFrom") != SIZE_MAX);
}

static void read_paragraph(struct walk *walk, size_t at)
{
	harvest_paragraph(walk->harvest, docx_lists_look(walk->lists, walk->xml, at));
	walk_children(walk, at);
	harvest_paragraph_end(walk->harvest, is_deleted_mark(walk, at));
}

static void read_run(struct walk *walk, size_t at)
{
	bool hidden;
	unsigned before = walk->style;
	walk->style = docx_lists_run_style(walk->lists, walk->xml, at, &hidden);
	if (!hidden)
		walk_children(walk, at);
	walk->style = before;
}

static void read_text(struct walk *walk, size_t at)
{
	const struct xml_event *text = &walk->xml->events[at + 1];
	if (text->kind != XML_TEXT)
		return;
	const char *bytes = text->text;
	size_t length = text->length;
	while (!text->preserve && length > 0 && strchr(" \t\r\n", bytes[0]) != NULL) {
		bytes++;
		length--;
	}
	while (!text->preserve && length > 0 && strchr(" \t\r\n", bytes[length - 1]) != NULL)
		length--;
	/* line breaks in the XML are blanks */
	for (size_t from = 0; from <= length;) {
		size_t to = from;
		while (to < length && strchr("\t\r\n", bytes[to]) == NULL)
			to++;
		put_text(walk, bytes + from, to - from);
		if (to < length)
			put_text(walk, " ", 1);
		from = to + 1;
	}
}

static void read_tab(struct walk *walk, size_t at)
{
	/* one in w:tabs is a tab stop */
	size_t parent = walk->xml->events[at].parent;
	if (parent != SIZE_MAX && xml_is(&walk->xml->events[parent], "w:r"))
		put_text(walk, "\t", 1);
}

static void read_break(struct walk *walk, size_t at)
{
	(void)at;
	if (walk->codes == 0)
		harvest_token(walk->harvest, TOKEN_BREAK);
}

static void read_hyphen(struct walk *walk, size_t at)
{
	(void)at;
	put_text(walk, "\xe2\x80\x91", 3);
}

/* A character of a font of symbols: which one it looks like cannot be known. */
static void read_symbol(struct walk *walk, size_t at)
{
	(void)at;
	put_text(walk, "\xe2\x80\xa2", 3);
}

static void read_link(struct walk *walk, size_t at)
{
	const char *outer = walk->link;
	const char *id = xml_attribute(&walk->xml->events[at], "r:id");
	const char *address =
		id == NULL ? NULL : docx_external_target(walk->document->parts[0], id);
	if (address != NULL && !walk->in_note)
		walk->link = address;
	walk_children(walk, at);
	walk->link = outer;
}

static void read_bookmark(struct walk *walk, size_t at)
{
	const struct xml_event *event = &walk->xml->events[at];
	const char *id = xml_attribute(event, "w:id"), *name = xml_attribute(event, "w:name");
	if (id == NULL || name == NULL)
		return;
	names_add(&walk->bookmarks, id, strlen(id))->object = (void *)(uintptr_t)name;
	harvest_bookmark(walk->harvest, name, true);
}

static void read_bookmark_end(struct walk *walk, size_t at)
{
	const char *id = xml_attribute(&walk->xml->events[at], "w:id");
	const struct name *entry = id == NULL ? NULL : names_find(&walk->bookmarks, id, strlen(id));
	if (entry != NULL)
		harvest_bookmark(walk->harvest, entry->object, false);
}

/* True for what a program does not put into a control of its own accord. */
static bool is_typed(const struct walk *walk, size_t at)
{
	const struct xml_event *event = &walk->xml->events[at];
	if (event->kind != XML_START)
		return false;
	if (xml_is(event, "w:t"))
		return event[1].kind == XML_TEXT &&
		       !docx_lists_is_placeholder(walk->lists, walk->xml, event->parent);
	return xml_is(event, "a:blip") || xml_is(event, "v:imagedata") || xml_is(event, "m:t");
}

/*
 * Word puts words of its own into a control that somebody has emptied, in a style of their own, and
 * says so. LibreOffice 7.4 lets that stand where somebody has typed.
 */
static bool is_emptied(const struct walk *walk, size_t properties, size_t content)
{
	const struct xml_event *events = walk->xml->events;
	bool said = properties != SIZE_MAX &&
		    docx_child(walk->xml, properties, "w:showingPlcHdr") != SIZE_MAX;
	if (!said || content == SIZE_MAX)
		return said;
	for (size_t i = content + 1; i < events[content].other; i++)
		if (is_typed(walk, i))
			return false;
	return true;
}

/* What is deleted may be taken back, so that the marks in it stand. */
static void read_deleted(struct walk *walk, size_t at)
{
	const struct xml_event *events = walk->xml->events;
	for (size_t i = at + 1; i < events[at].other; i++) {
		if (events[i].kind == XML_START && xml_is(&events[i], "w:bookmarkStart"))
			read_bookmark(walk, i);
		else if (events[i].kind == XML_START && xml_is(&events[i], "w:bookmarkEnd"))
			read_bookmark_end(walk, i);
	}
}

static void read_control(struct walk *walk, size_t at)
{
	size_t properties = docx_child(walk->xml, at, "w:sdtPr");
	size_t tag = properties == SIZE_MAX ? SIZE_MAX : docx_child(walk->xml, properties, "w:tag");
	const char *name = tag == SIZE_MAX ? NULL : value_of(walk, tag);
	size_t content = docx_child(walk->xml, at, "w:sdtContent");
	bool empty = name != NULL && is_emptied(walk, properties, content);
	harvest_control(walk->harvest, name, true, empty);
	if (content != SIZE_MAX)
		walk_children(walk, content);
	harvest_control(walk->harvest, name, false, empty);
}

static void read_field(struct walk *walk, size_t at)
{
	const char *type = xml_attribute(&walk->xml->events[at], "w:fldCharType");
	if (type == NULL)
		return;
	if (strcmp(type, "begin") == 0) {
		walk->fields++;
		if (walk->fields <= FIELD_DEPTH)
			walk->codes |= UINT32_C(1) << (walk->fields - 1);
	} else if (walk->fields > 0) {
		if (walk->fields <= FIELD_DEPTH)
			walk->codes &= ~(UINT32_C(1) << (walk->fields - 1));
		walk->fields -= strcmp(type, "end") == 0 ? 1 : 0;
	}
}

static void read_table(struct walk *walk, size_t at)
{
	harvest_token(walk->harvest, TOKEN_TABLE);
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_TABLE_END);
}

static void read_row(struct walk *walk, size_t at)
{
	size_t properties = docx_child(walk->xml, at, "w:trPr");
	size_t heading = properties == SIZE_MAX ? SIZE_MAX
						: docx_child(walk->xml, properties, "w:tblHeader");
	if (properties != SIZE_MAX && docx_child(walk->xml, properties, "w:del") != SIZE_MAX)
		return;
	harvest_token(walk->harvest, TOKEN_ROW)->heading =
		heading != SIZE_MAX && docx_is_on(&walk->xml->events[heading]);
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_ROW_END);
}

static void read_cell(struct walk *walk, size_t at)
{
	harvest_token(walk->harvest, TOKEN_CELL)->span =
		(unsigned)docx_reader.cell_columns(walk->xml, at);
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_CELL_END);
}

/* The first of the ways to show something that this program makes anything of. */
static void read_alternatives(struct walk *walk, size_t at)
{
	const struct xml_event *events = walk->xml->events;
	size_t before = walk->harvest->count;
	for (size_t i = at + 1; i < events[at].other && walk->harvest->count == before; i++) {
		if (events[i].kind != XML_START)
			continue;
		walk_children(walk, i);
		i = events[i].other;
	}
}

static void read_box(struct walk *walk, size_t at)
{
	harvest_line_begin(walk->harvest, true);
	walk_children(walk, at);
	harvest_line_end(walk->harvest);
}

static void read_picture(struct walk *walk, size_t at)
{
	(void)at;
	harvest_token(walk->harvest, TOKEN_PICTURE);
}

static void read_formula(struct walk *walk, size_t at)
{
	read_text(walk, at);
}

static void read_note(struct walk *walk, size_t at);

static void skip(struct walk *walk, size_t at)
{
	(void)walk;
	(void)at;
}

/* In strcmp()'s order. What is not here is walked through. */
static const struct known {
	const char *name;
	element *read;
} known[] = {
	{"a:blip", read_picture},
	{"m:t", read_formula},
	{"mc:AlternateContent", read_alternatives},
	{"v:imagedata", read_picture},
	{"w:bookmarkEnd", read_bookmark_end},
	{"w:bookmarkStart", read_bookmark},
	{"w:br", read_break},
	{"w:cr", read_break},
	{"w:del", read_deleted},
	{"w:delText", skip},
	{"w:endnoteReference", read_note},
	{"w:fldChar", read_field},
	{"w:footnoteReference", read_note},
	{"w:hyperlink", read_link},
	{"w:instrText", skip},
	{"w:moveFrom", skip},
	{"w:noBreakHyphen", read_hyphen},
	{"w:p", read_paragraph},
	{"w:pPr", skip},
	{"w:ptab", read_tab},
	{"w:r", read_run},
	{"w:rPr", skip},
	{"w:rt", skip},
	{"w:sdt", read_control},
	{"w:sectPr", skip},
	{"w:sym", read_symbol},
	{"w:t", read_text},
	{"w:tab", read_tab},
	{"w:tbl", read_table},
	{"w:tblGrid", skip},
	{"w:tblPr", skip},
	{"w:tc", read_cell},
	{"w:tcPr", skip},
	{"w:tr", read_row},
	{"w:trPr", skip},
	{"w:txbxContent", read_box},
};

static int compare_known(const void *name, const void *row)
{
	return strcmp(name, ((const struct known *)row)->name);
}

static void walk_children(struct walk *walk, size_t parent)
{
	const struct xml_event *events = walk->xml->events;
	for (size_t i = parent + 1; i < events[parent].other; i++) {
		if (events[i].kind != XML_START)
			continue;
		const struct known *row = bsearch(events[i].name, known,
			sizeof known / sizeof *known, sizeof *known, compare_known);
		if (row != NULL)
			row->read(walk, i);
		else
			walk_children(walk, i);
		i = events[i].other;
	}
}

/* A note's text. */
struct note {
	const struct part *part;
	size_t at;
};

static const char *note_key(struct arena *arena, const char *kind, const char *id)
{
	return arena_printf(arena, "%s %s", kind, id);
}

static void find_notes_in(struct walk *walk, const struct part *part)
{
	const struct xml_document *xml = part->xml;
	for (size_t at = 1; at < xml->count; at++) {
		const struct xml_event *event = &xml->events[at];
		const char *id = event->kind == XML_START && event->parent == 0
					 ? xml_attribute(event, "w:id")
					 : NULL;
		if (id == NULL)
			continue;
		const char *key = note_key(walk->harvest->arena, event->name, id);
		struct note *note = arena_alloc(walk->harvest->arena, sizeof *note);
		*note = (struct note){part, at};
		names_add(&walk->notes, key, strlen(key))->object = note;
		at = event->other;
	}
}

static void find_notes(struct walk *walk)
{
	names_init(&walk->notes, walk->harvest->arena);
	for (size_t i = 1; i < walk->document->part_count; i++) {
		const struct part *part = walk->document->parts[i];
		if (xml_is(&part->xml->events[0], "w:footnotes") ||
			xml_is(&part->xml->events[0], "w:endnotes"))
			find_notes_in(walk, part);
	}
}

static void read_note(struct walk *walk, size_t at)
{
	const struct xml_event *event = &walk->xml->events[at];
	const char *id = xml_attribute(event, "w:id");
	const char *kind = xml_is(event, "w:footnoteReference") ? "w:footnote" : "w:endnote";
	if (id == NULL || walk->in_note)
		return;
	const char *key = note_key(walk->harvest->arena, kind, id);
	const struct name *entry = names_find(&walk->notes, key, strlen(key));
	if (entry == NULL)
		return;
	const struct note *note = entry->object;
	const struct xml_document *outer = walk->xml;
	unsigned style = walk->style;
	put_text(walk, " (", 2);
	walk->xml = note->part->xml;
	walk->in_note = true;
	harvest_line_begin(walk->harvest, false);
	walk_children(walk, note->at);
	harvest_line_end(walk->harvest);
	walk->in_note = false;
	walk->xml = outer;
	walk->style = style;
	put_text(walk, ")", 1);
}

void docx_harvest(struct harvest *harvest, const struct document *document)
{
	struct walk walk = {.harvest = harvest,
		.document = document,
		.xml = document->parts[0]->xml,
		.lists = docx_lists_read(document)};
	names_init(&walk.bookmarks, harvest->arena);
	find_notes(&walk);
	walk_children(&walk, 0);
}

void docx_harvest_properties(const struct document *document, struct names *names)
{
	for (size_t i = 0; i < document->part_count; i++) {
		const struct xml_document *xml = document->parts[i]->xml;
		for (size_t at = 0; document->parts[i]->property && at < xml->count; at++) {
			const struct xml_event *event = &xml->events[at];
			const char *name = event->kind == XML_START && xml_is(event, "op:property")
						   ? xml_attribute(event, "name")
						   : NULL;
			size_t value = name != NULL ? docx_child(xml, at, "vt:lpwstr") : SIZE_MAX;
			if (value == SIZE_MAX || xml->events[value + 1].kind != XML_TEXT)
				continue;
			const struct xml_event *text = &xml->events[value + 1];
			names_add(names, name, strlen(name))->object =
				arena_strndup(document->arena, text->text, text->length);
		}
	}
}
