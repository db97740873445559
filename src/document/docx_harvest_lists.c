#include "document/docx_harvest.h"
#include "document/docx_parts.h"
#include "document/names.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = 9, LONGEST_CHAIN = 32 };

struct level {
	bool there;
	bool counted; /* a number, not a bullet */
	bool none;    /* nothing at all stands before the paragraph */
	unsigned start;
	char delimiter;
	long left; /* twips */
};

/* w:abstractNum and how far it has counted. */
struct scheme {
	struct level levels[LEVELS];
	const char *linked; /* w:numStyleLink */
	long counts[LEVELS];
};

/* w:num. */
struct list {
	const char *id;
	struct scheme *scheme;
	bool restarts[LEVELS]; /* … with starts, when it is first used */
	unsigned starts[LEVELS];
};

struct style {
	const char *based_on;
	const char *list; /* w:numId, or NULL */
	unsigned level;
	unsigned on, off; /* of enum markup_style */
	bool hidden;
	bool placeholder;
};

struct docx_lists {
	const struct document *document;
	struct arena *arena;
	struct names styles, schemes, lists;
	bool running;        /* the paragraph before stood in a list */
	long lefts[LEVELS];  /* where the text of its items begins */
	unsigned depth;      /* how many of them hold */
	const char *list_id; /* which list that is */
};

size_t docx_child(const struct xml_document *xml, size_t parent, const char *name)
{
	const struct xml_event *events = xml->events;
	size_t end = events[parent].other;
	for (size_t at = parent + 1; at < end;
		at = events[at].kind == XML_START ? events[at].other + 1 : at + 1)
		if (events[at].kind == XML_START && xml_is(&events[at], name))
			return at;
	return SIZE_MAX;
}

static const char *child_value(const struct xml_document *xml, size_t parent, const char *name)
{
	size_t child = parent == SIZE_MAX ? SIZE_MAX : docx_child(xml, parent, name);
	return child == SIZE_MAX ? NULL : xml_attribute(&xml->events[child], "w:val");
}

static unsigned number_of(const char *text, unsigned otherwise)
{
	if (text == NULL || *text < '0' || *text > '9' || strlen(text) > 9)
		return otherwise;
	return (unsigned)strtoul(text, NULL, 10);
}

bool docx_is_on(const struct xml_event *start)
{
	static const char *const offs[] = {"0", "false", "off", "none"};
	const char *value = xml_attribute(start, "w:val");
	for (size_t i = 0; value != NULL && i < sizeof offs / sizeof *offs; i++)
		if (strcmp(value, offs[i]) == 0)
			return false;
	return true;
}

/* What a w:rPr switches on and off. */
static void read_looks(const struct xml_document *xml, size_t properties, struct style *style)
{
	static const struct {
		const char *name;
		unsigned style;
	} looks[] = {{"w:b", MARKUP_BOLD}, {"w:i", MARKUP_ITALIC}, {"w:u", MARKUP_UNDERLINE},
		{"w:strike", MARKUP_STRIKE}, {"w:dstrike", MARKUP_STRIKE}};
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		size_t at = docx_child(xml, properties, looks[i].name);
		if (at == SIZE_MAX)
			continue;
		if (docx_is_on(&xml->events[at]))
			style->on |= looks[i].style;
		else
			style->off |= looks[i].style;
	}
	size_t hidden = docx_child(xml, properties, "w:vanish");
	style->hidden = hidden != SIZE_MAX && docx_is_on(&xml->events[hidden]);
}

static long left_of(const struct xml_document *xml, size_t properties, long otherwise)
{
	size_t at = properties == SIZE_MAX ? SIZE_MAX : docx_child(xml, properties, "w:ind");
	if (at == SIZE_MAX)
		return otherwise;
	const char *left = xml_attribute(&xml->events[at], "w:left");
	if (left == NULL)
		left = xml_attribute(&xml->events[at], "w:start");
	return left == NULL ? otherwise : strtol(left, NULL, 10);
}

static void read_styles(struct docx_lists *lists, const struct xml_document *xml)
{
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		const char *id = event->kind == XML_START && xml_is(event, "w:style")
					 ? xml_attribute(event, "w:styleId")
					 : NULL;
		if (id == NULL)
			continue;
		struct name *entry = names_add(&lists->styles, id, strlen(id));
		if (entry->object != NULL)
			continue;
		struct style *style = arena_alloc(lists->arena, sizeof *style);
		entry->object = style;
		style->based_on = child_value(xml, i, "w:basedOn");
		const char *name = child_value(xml, i, "w:name");
		style->placeholder = name != NULL && strcasecmp(name, "Placeholder Text") == 0;
		size_t runs = docx_child(xml, i, "w:rPr");
		const char *type = xml_attribute(event, "w:type");
		if (runs != SIZE_MAX && type != NULL && strcmp(type, "character") == 0)
			read_looks(xml, runs, style);
		size_t paragraphs = docx_child(xml, i, "w:pPr");
		size_t numbers =
			paragraphs == SIZE_MAX ? SIZE_MAX : docx_child(xml, paragraphs, "w:numPr");
		style->list = child_value(xml, numbers, "w:numId");
		style->level = number_of(child_value(xml, numbers, "w:ilvl"), 0);
	}
}

static const struct style *style_of(const struct docx_lists *lists, const char *id)
{
	const struct name *entry = id == NULL ? NULL : names_find(&lists->styles, id, strlen(id));
	return entry == NULL ? NULL : entry->object;
}

static void read_level(const struct xml_document *xml, size_t at, struct level *level)
{
	const char *format = child_value(xml, at, "w:numFmt");
	const char *text = child_value(xml, at, "w:lvlText");
	size_t length = text == NULL ? 0 : strlen(text);
	level->there = true;
	level->counted =
		format == NULL || (strcmp(format, "bullet") != 0 && strcmp(format, "none") != 0);
	level->none = !level->counted && format != NULL && strcmp(format, "none") == 0;
	level->start = number_of(child_value(xml, at, "w:start"), 1);
	level->delimiter = length > 0 && text[length - 1] == ')' ? ')' : '.';
	level->left = left_of(xml, docx_child(xml, at, "w:pPr"), 0);
}

static void read_scheme(struct docx_lists *lists, const struct xml_document *xml, size_t at)
{
	const char *id = xml_attribute(&xml->events[at], "w:abstractNumId");
	struct name *entry = id == NULL ? NULL : names_add(&lists->schemes, id, strlen(id));
	if (entry == NULL || entry->object != NULL)
		return;
	struct scheme *scheme = arena_alloc(lists->arena, sizeof *scheme);
	entry->object = scheme;
	scheme->linked = child_value(xml, at, "w:numStyleLink");
	for (size_t i = 0; i < LEVELS; i++)
		scheme->counts[i] = -1;
	for (size_t i = at + 1; i < xml->events[at].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "w:lvl"))
			continue;
		unsigned number = number_of(xml_attribute(event, "w:ilvl"), LEVELS);
		if (number < LEVELS)
			read_level(xml, i, &scheme->levels[number]);
		i = event->other;
	}
}

/* Levels of a list that differ from its scheme make one of its own. */
static void read_override(
	struct docx_lists *lists, const struct xml_document *xml, size_t at, struct list *list)
{
	unsigned number = number_of(xml_attribute(&xml->events[at], "w:ilvl"), LEVELS);
	if (number >= LEVELS)
		return;
	const char *start = child_value(xml, at, "w:startOverride");
	list->restarts[number] = start != NULL;
	list->starts[number] = number_of(start, 1);
	size_t level = docx_child(xml, at, "w:lvl");
	if (level == SIZE_MAX)
		return;
	struct scheme *own = arena_alloc(lists->arena, sizeof *own);
	*own = *list->scheme;
	list->scheme = own;
	read_level(xml, level, &own->levels[number]);
}

static void read_list(struct docx_lists *lists, const struct xml_document *xml, size_t at)
{
	const char *id = xml_attribute(&xml->events[at], "w:numId");
	const char *scheme = child_value(xml, at, "w:abstractNumId");
	const struct name *known =
		scheme == NULL ? NULL : names_find(&lists->schemes, scheme, strlen(scheme));
	struct name *entry =
		id == NULL || known == NULL ? NULL : names_add(&lists->lists, id, strlen(id));
	if (entry == NULL || entry->object != NULL)
		return;
	struct list *list = arena_alloc(lists->arena, sizeof *list);
	entry->object = list;
	list->id = id;
	list->scheme = known->object;
	for (size_t i = at + 1; i < xml->events[at].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		if (xml_is(event, "w:lvlOverride"))
			read_override(lists, xml, i, list);
		i = event->other;
	}
}

static struct xml_document *parse_related(const struct document *document, const char *type)
{
	struct document *own = arena_alloc(document->arena, sizeof *own);
	*own = *document;
	const char *name = docx_related_part(own, type);
	return name == NULL ? NULL
			    : document_parse(own, name, docx_reader.namespaces,
				      docx_reader.namespace_count);
}

struct docx_lists *docx_lists_read(const struct document *document)
{
	struct docx_lists *lists = arena_alloc(document->arena, sizeof *lists);
	lists->document = document;
	lists->arena = document->arena;
	names_init(&lists->styles, lists->arena);
	names_init(&lists->schemes, lists->arena);
	names_init(&lists->lists, lists->arena);
	read_styles(lists, parse_related(document, "styles"));
	const struct xml_document *xml = parse_related(document, "numbering");
	for (size_t i = 0; xml != NULL && i < xml->count; i++)
		if (xml->events[i].kind == XML_START && xml_is(&xml->events[i], "w:abstractNum"))
			read_scheme(lists, xml, i);
	for (size_t i = 0; xml != NULL && i < xml->count; i++)
		if (xml->events[i].kind == XML_START && xml_is(&xml->events[i], "w:num"))
			read_list(lists, xml, i);
	return lists;
}

/* The list that a style says its paragraphs are in, or NULL. */
static const char *list_of_style(const struct docx_lists *lists, const char *id, unsigned *level)
{
	for (unsigned i = 0; id != NULL && i < LONGEST_CHAIN; i++) {
		const struct style *style = style_of(lists, id);
		if (style == NULL)
			return NULL;
		if (style->list != NULL) {
			*level = style->level;
			return style->list;
		}
		id = style->based_on;
	}
	return NULL;
}

static struct list *find_list(const struct docx_lists *lists, const char *id)
{
	const struct name *entry = id == NULL ? NULL : names_find(&lists->lists, id, strlen(id));
	return entry == NULL ? NULL : entry->object;
}

/* The scheme, or that of the style which it only points to. */
static struct scheme *scheme_of(const struct docx_lists *lists, const struct list *list)
{
	unsigned unused;
	if (list->scheme->linked == NULL)
		return list->scheme;
	const struct list *linked =
		find_list(lists, list_of_style(lists, list->scheme->linked, &unused));
	return linked == NULL ? list->scheme : linked->scheme;
}

static unsigned count_on(struct list *list, struct scheme *scheme, unsigned level)
{
	long *count = &scheme->counts[level];
	if (list->restarts[level])
		*count = (long)list->starts[level];
	else
		*count = *count < 0 ? (long)scheme->levels[level].start : *count + 1;
	list->restarts[level] = false;
	for (unsigned i = level + 1; i < LEVELS; i++)
		scheme->counts[i] = -1;
	return (unsigned)*count;
}

/* A paragraph without a number that begins where the text of an item does goes on that item. */
static void look_for_item(
	const struct docx_lists *lists, long left, bool unnumbered, struct harvest_look *look)
{
	for (unsigned i = lists->depth; lists->running && left > 0 && i-- > 0;) {
		if (lists->lefts[i] != left || (!unnumbered && i + 1 != lists->depth))
			continue;
		look->list = lists->list_id;
		look->level = i + 1;
		return;
	}
}

const struct harvest_look *docx_lists_look(
	struct docx_lists *lists, const struct xml_document *xml, size_t paragraph)
{
	size_t properties = docx_child(xml, paragraph, "w:pPr");
	size_t numbers = properties == SIZE_MAX ? SIZE_MAX : docx_child(xml, properties, "w:numPr");
	const char *own = child_value(xml, numbers, "w:numId"), *id = own;
	unsigned level = 0;
	if (id == NULL)
		id = list_of_style(lists, child_value(xml, properties, "w:pStyle"), &level);
	level = number_of(child_value(xml, numbers, "w:ilvl"), level);
	struct harvest_look *look = arena_alloc(lists->arena, sizeof *look);
	look->heading = docx_reader.heading_level(lists->document, xml, paragraph);
	struct list *list = look->heading > 0 || level >= LEVELS ? NULL : find_list(lists, id);
	struct scheme *scheme = list == NULL ? NULL : scheme_of(lists, list);
	if (scheme == NULL || scheme->levels[level].none || !scheme->levels[level].there) {
		look_for_item(lists, left_of(xml, properties, 0),
			own != NULL && strcmp(own, "0") == 0, look);
		lists->running = look->level > 0;
		return look->level > 0 || look->heading > 0 ? look : NULL;
	}
	look->list = list->id;
	look->level = level + 1;
	look->begins = true;
	look->ordered = scheme->levels[level].counted;
	look->delimiter = scheme->levels[level].delimiter;
	look->number = count_on(list, scheme, level);
	lists->running = true;
	lists->list_id = list->id;
	lists->depth = level + 1;
	lists->lefts[level] = left_of(xml, properties, scheme->levels[level].left);
	return look;
}

unsigned docx_lists_run_style(
	const struct docx_lists *lists, const struct xml_document *xml, size_t run, bool *hidden)
{
	size_t properties = docx_child(xml, run, "w:rPr");
	struct style own = {0};
	*hidden = false;
	if (properties == SIZE_MAX)
		return 0;
	read_looks(xml, properties, &own);
	const char *id = child_value(xml, properties, "w:rStyle");
	for (unsigned i = 0; id != NULL && i < LONGEST_CHAIN; i++) {
		const struct style *style = style_of(lists, id);
		if (style == NULL)
			break;
		own.on |= style->on & ~own.off;
		own.off |= style->off & ~own.on;
		own.hidden |= style->hidden;
		id = style->based_on;
	}
	*hidden = own.hidden;
	return own.on;
}

bool docx_lists_is_placeholder(
	const struct docx_lists *lists, const struct xml_document *xml, size_t run)
{
	size_t properties = docx_child(xml, run, "w:rPr");
	const char *id = properties != SIZE_MAX ? child_value(xml, properties, "w:rStyle") : NULL;
	const struct style *style = style_of(lists, id);
	return style != NULL && style->placeholder;
}
