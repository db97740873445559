#include "document/names.h"
#include "document/odt_harvest.h"

#include <stdlib.h>
#include <string.h>

/* The text of an ODT as tokens. */

enum { LEVELS = 10 };

/* A list that is open. */
struct open_list {
	const char *style;
	const char *key;
	unsigned number; /* of its last item */
};

struct walk {
	struct harvest *harvest;
	const struct document *document;
	const struct xml_document *xml;
	struct odt_styles *styles;
	const char *link;    /* that is open, or NULL */
	unsigned style;      /* of the text, of enum markup_style */
	unsigned paragraphs; /* that are open: only there text counts */
	bool blank;          /* a blank was the last thing in the paragraph, or it begins */
	struct open_list lists[LEVELS];
	unsigned depth; /* of lists */
	unsigned keys;  /* lists so far */
	bool item_begins;
};

typedef void element(struct walk *walk, size_t at);

static void walk_children(struct walk *walk, size_t parent);

static const char *attribute(const struct walk *walk, size_t at, const char *name)
{
	return xml_attribute(&walk->xml->events[at], name);
}

static void put_text(struct walk *walk, const char *text, size_t length)
{
	unsigned style = walk->style;
	/* which links have of themselves */
	if (walk->link != NULL)
		style &= ~(unsigned)MARKUP_UNDERLINE;
	if (walk->paragraphs > 0)
		harvest_text(walk->harvest, text, length, style, walk->link);
}

/* Blanks and line breaks are one blank, and none at the beginning (ODF 1.3, part 3, 6.1.2). */
static void read_text(struct walk *walk, const struct xml_event *event)
{
	for (size_t from = 0; from < event->length;) {
		size_t to = from;
		while (to < event->length && strchr(" \t\r\n", event->text[to]) == NULL)
			to++;
		put_text(walk, event->text + from, to - from);
		if (to > from)
			walk->blank = false;
		if (to < event->length && !walk->blank) {
			put_text(walk, " ", 1);
			walk->blank = true;
		}
		from = to + 1;
	}
}

static const struct harvest_look *look_of(struct walk *walk, size_t at)
{
	unsigned heading = odt_reader.heading_level(walk->document, walk->xml, at);
	if (heading == 0 && walk->depth == 0)
		return NULL;
	struct harvest_look *look = arena_alloc(walk->harvest->arena, sizeof *look);
	look->heading = heading;
	if (walk->depth == 0)
		return look;
	const struct open_list *list = &walk->lists[walk->depth - 1];
	struct odt_level level = odt_styles_level(walk->styles, list->style, walk->depth);
	*look = (struct harvest_look){.list = list->key,
		.level = walk->depth,
		.begins = walk->item_begins,
		.ordered = level.counted,
		.number = list->number,
		.delimiter = level.delimiter};
	walk->item_begins = false;
	return look;
}

static void read_paragraph(struct walk *walk, size_t at)
{
	bool hidden, blank = walk->blank;
	unsigned style = walk->style;
	walk->style =
		odt_styles_paragraph(walk->styles, attribute(walk, at, "text:style-name"), &hidden);
	walk->blank = true;
	walk->paragraphs++;
	harvest_paragraph(walk->harvest, look_of(walk, at));
	if (!hidden)
		walk_children(walk, at);
	harvest_paragraph_end(walk->harvest, false);
	walk->paragraphs--;
	walk->blank = blank;
	walk->style = style;
}

static void read_span(struct walk *walk, size_t at)
{
	bool hidden;
	unsigned style = walk->style;
	walk->style |=
		odt_styles_span(walk->styles, attribute(walk, at, "text:style-name"), &hidden);
	if (!hidden)
		walk_children(walk, at);
	walk->style = style;
}

static void read_link(struct walk *walk, size_t at)
{
	const char *outer = walk->link;
	const char *address = attribute(walk, at, "xlink:href");
	if (address != NULL && address[0] != '\0' && address[0] != '#')
		walk->link = address;
	walk_children(walk, at);
	walk->link = outer;
}

static void read_spaces(struct walk *walk, size_t at)
{
	for (size_t count = odt_reader.spaces(&walk->xml->events[at]); count > 0; count--)
		put_text(walk, " ", 1);
	walk->blank = false;
}

static void read_tab(struct walk *walk, size_t at)
{
	(void)at;
	put_text(walk, "\t", 1);
	walk->blank = false;
}

static void read_break(struct walk *walk, size_t at)
{
	(void)at;
	harvest_token(walk->harvest, TOKEN_BREAK);
	walk->blank = true;
}

static void read_bookmark_start(struct walk *walk, size_t at)
{
	harvest_bookmark(walk->harvest, attribute(walk, at, "text:name"), true);
}

static void read_bookmark_end(struct walk *walk, size_t at)
{
	harvest_bookmark(walk->harvest, attribute(walk, at, "text:name"), false);
}

static void read_bookmark(struct walk *walk, size_t at)
{
	read_bookmark_start(walk, at);
	read_bookmark_end(walk, at);
}

static void read_section(struct walk *walk, size_t at)
{
	const char *name = attribute(walk, at, "text:name");
	harvest_control(walk->harvest, name, true, false);
	walk_children(walk, at);
	harvest_control(walk->harvest, name, false, false);
}

static bool goes_on(const struct walk *walk, size_t at)
{
	const char *value = attribute(walk, at, "text:continue-numbering");
	return (value != NULL && strcmp(value, "true") == 0) ||
	       attribute(walk, at, "text:continue-list") != NULL;
}

static void read_list(struct walk *walk, size_t at)
{
	if (walk->depth == LEVELS) {
		walk_children(walk, at);
		return;
	}
	struct open_list *list = &walk->lists[walk->depth];
	const char *style = attribute(walk, at, "text:style-name");
	if (style == NULL && walk->depth > 0)
		style = walk->lists[walk->depth - 1].style;
	walk->depth++;
	bool same = list->key != NULL && goes_on(walk, at);
	list->style = style;
	if (!same) {
		list->key = arena_printf(walk->harvest->arena, "%u", ++walk->keys);
		list->number = odt_styles_level(walk->styles, style, walk->depth).start - 1;
	}
	walk_children(walk, at);
	walk->depth--;
}

static void read_item(struct walk *walk, size_t at)
{
	bool before = walk->item_begins;
	if (walk->depth > 0) {
		struct open_list *list = &walk->lists[walk->depth - 1];
		const char *start = attribute(walk, at, "text:start-value");
		list->number++;
		if (start != NULL && start[0] >= '0' && start[0] <= '9' && strlen(start) <= 9)
			list->number = (unsigned)strtoul(start, NULL, 10);
	}
	walk->item_begins = true;
	walk_children(walk, at);
	walk->item_begins = before;
}

static void read_item_header(struct walk *walk, size_t at)
{
	bool before = walk->item_begins;
	walk->item_begins = false;
	walk_children(walk, at);
	walk->item_begins = before;
}

static void read_table(struct walk *walk, size_t at)
{
	unsigned depth = walk->depth;
	walk->depth = 0;
	harvest_token(walk->harvest, TOKEN_TABLE);
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_TABLE_END);
	walk->depth = depth;
}

static void read_row(struct walk *walk, size_t at)
{
	size_t parent = walk->xml->events[at].parent;
	harvest_token(walk->harvest, TOKEN_ROW)->heading =
		xml_is(&walk->xml->events[parent], "table:table-header-rows");
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_ROW_END);
}

static void read_cell(struct walk *walk, size_t at)
{
	harvest_token(walk->harvest, TOKEN_CELL)->span =
		(unsigned)odt_reader.cell_columns(walk->xml, at);
	walk_children(walk, at);
	harvest_token(walk->harvest, TOKEN_CELL_END);
}

static void read_box(struct walk *walk, size_t at)
{
	unsigned depth = walk->depth;
	walk->depth = 0;
	harvest_line_begin(walk->harvest, true);
	walk_children(walk, at);
	harvest_line_end(walk->harvest);
	walk->depth = depth;
}

static void read_note(struct walk *walk, size_t at)
{
	unsigned depth = walk->depth;
	walk->depth = 0;
	put_text(walk, " (", 2);
	harvest_line_begin(walk->harvest, false);
	walk_children(walk, at);
	harvest_line_end(walk->harvest);
	put_text(walk, ")", 1);
	walk->depth = depth;
	walk->blank = false;
}

static void read_picture(struct walk *walk, size_t at)
{
	(void)at;
	harvest_token(walk->harvest, TOKEN_PICTURE);
}

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
	{"draw:custom-shape", read_box},
	{"draw:image", read_picture},
	{"draw:text-box", read_box},
	{"office:annotation", skip},
	{"office:automatic-styles", skip},
	{"office:binary-data", skip},
	{"office:font-face-decls", skip},
	{"office:forms", skip},
	{"office:scripts", skip},
	{"svg:desc", skip},
	{"svg:title", skip},
	{"table:covered-table-cell", skip},
	{"table:table", read_table},
	{"table:table-cell", read_cell},
	{"table:table-row", read_row},
	{"text:a", read_link},
	{"text:bookmark", read_bookmark},
	{"text:bookmark-end", read_bookmark_end},
	{"text:bookmark-start", read_bookmark_start},
	{"text:h", read_paragraph},
	{"text:hidden-text", skip},
	{"text:line-break", read_break},
	{"text:list", read_list},
	{"text:list-header", read_item_header},
	{"text:list-item", read_item},
	{"text:note", read_note},
	{"text:note-citation", skip},
	{"text:number", skip},
	{"text:p", read_paragraph},
	{"text:ruby-text", skip},
	{"text:s", read_spaces},
	{"text:script", skip},
	{"text:section", read_section},
	{"text:span", read_span},
	{"text:tab", read_tab},
	{"text:tracked-changes", skip},
};

static int compare_known(const void *name, const void *row)
{
	return strcmp(name, ((const struct known *)row)->name);
}

static void walk_children(struct walk *walk, size_t parent)
{
	const struct xml_event *events = walk->xml->events;
	for (size_t i = parent + 1; i < events[parent].other; i++) {
		if (events[i].kind == XML_TEXT && walk->paragraphs > 0)
			read_text(walk, &events[i]);
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

void odt_harvest(struct harvest *harvest, const struct document *document)
{
	struct walk walk = {.harvest = harvest,
		.document = document,
		.xml = document->parts[0]->xml,
		.styles = odt_styles_read(document)};
	walk_children(&walk, 0);
}

void odt_harvest_properties(const struct document *document, struct names *names)
{
	for (size_t i = 0; i < document->part_count; i++) {
		const struct xml_document *xml = document->parts[i]->xml;
		for (size_t at = 0; document->parts[i]->property && at < xml->count; at++) {
			const struct xml_event *event = &xml->events[at];
			const char *name =
				event->kind == XML_START && xml_is(event, "meta:user-defined")
					? xml_attribute(event, "meta:name")
					: NULL;
			if (name == NULL || event[1].kind != XML_TEXT)
				continue;
			names_add(names, name, strlen(name))->object =
				arena_strndup(document->arena, event[1].text, event[1].length);
		}
	}
}
