#include "document/names.h"
#include "document/odt_harvest.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = 10, LONGEST_CHAIN = 32 };

struct style {
	const char *parent;
	bool automatic;
	unsigned on, off; /* of enum markup_style */
	bool hidden;
};

struct list_style {
	struct odt_level levels[LEVELS];
};

struct odt_styles {
	struct arena *arena;
	struct names spans, paragraphs, lists;
};

static const struct {
	const char *attribute;
	unsigned style;
	const char *off, *also_off; /* values that mean that it does not look like that */
} looks[] = {
	{"fo:font-weight", MARKUP_BOLD, "normal", "400"},
	{"fo:font-style", MARKUP_ITALIC, "normal", "backslant"},
	{"style:text-underline-style", MARKUP_UNDERLINE, "none", ""},
	{"style:text-line-through-style", MARKUP_STRIKE, "none", ""},
};

static void read_looks(const struct xml_event *properties, struct style *style)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		const char *value = xml_attribute(properties, looks[i].attribute);
		if (value == NULL)
			continue;
		if (strcmp(value, looks[i].off) == 0 || strcmp(value, looks[i].also_off) == 0)
			style->off |= looks[i].style;
		else
			style->on |= looks[i].style;
	}
	const char *display = xml_attribute(properties, "text:display");
	style->hidden = display != NULL && strcmp(display, "none") == 0;
}

static void read_style(
	struct odt_styles *styles, const struct xml_document *xml, size_t at, bool automatic)
{
	const struct xml_event *events = xml->events;
	const char *family = xml_attribute(&events[at], "style:family");
	const char *name = xml_attribute(&events[at], "style:name");
	bool span = family != NULL && strcmp(family, "text") == 0;
	if (name == NULL || family == NULL || (!span && strcmp(family, "paragraph") != 0))
		return;
	struct name *entry =
		names_add(span ? &styles->spans : &styles->paragraphs, name, strlen(name));
	if (entry->object != NULL)
		return;
	struct style *style = arena_alloc(styles->arena, sizeof *style);
	entry->object = style;
	style->automatic = automatic;
	style->parent = xml_attribute(&events[at], "style:parent-style-name");
	for (size_t i = at + 1; i < events[at].other; i++) {
		if (events[i].kind != XML_START)
			continue;
		if (xml_is(&events[i], "style:text-properties"))
			read_looks(&events[i], style);
		i = events[i].other;
	}
}

static unsigned number_of(const char *text, unsigned otherwise)
{
	if (text == NULL || *text < '0' || *text > '9' || strlen(text) > 9)
		return otherwise;
	return (unsigned)strtoul(text, NULL, 10);
}

static void read_list(struct odt_styles *styles, const struct xml_document *xml, size_t at)
{
	const struct xml_event *events = xml->events;
	const char *name = xml_attribute(&events[at], "style:name");
	struct name *entry = name == NULL ? NULL : names_add(&styles->lists, name, strlen(name));
	if (entry == NULL || entry->object != NULL)
		return;
	struct list_style *list = arena_alloc(styles->arena, sizeof *list);
	entry->object = list;
	for (size_t i = at + 1; i < events[at].other; i++) {
		if (events[i].kind != XML_START)
			continue;
		unsigned level = number_of(xml_attribute(&events[i], "text:level"), 0);
		const char *format = xml_attribute(&events[i], "style:num-format");
		const char *suffix = xml_attribute(&events[i], "style:num-suffix");
		if (level >= 1 && level <= LEVELS)
			list->levels[level - 1] = (struct odt_level){
				.counted = xml_is(&events[i], "text:list-level-style-number") &&
					   format != NULL && format[0] != '\0',
				.start =
					number_of(xml_attribute(&events[i], "text:start-value"), 1),
				.delimiter =
					suffix != NULL && strchr(suffix, ')') != NULL ? ')' : '.'};
		i = events[i].other;
	}
}

static void read_part(struct odt_styles *styles, const struct xml_document *xml, bool content)
{
	bool automatic = false;
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		if (xml_is(event, "office:body") ||
			(!content && xml_is(event, "office:automatic-styles"))) {
			i = event->other;
			continue;
		}
		if (xml_is(event, "office:automatic-styles"))
			automatic = true;
		if (xml_is(event, "style:style"))
			read_style(styles, xml, i, automatic);
		else if (xml_is(event, "text:list-style"))
			read_list(styles, xml, i);
	}
}

struct odt_styles *odt_styles_read(const struct document *document)
{
	struct odt_styles *styles = arena_alloc(document->arena, sizeof *styles);
	styles->arena = document->arena;
	names_init(&styles->spans, styles->arena);
	names_init(&styles->paragraphs, styles->arena);
	names_init(&styles->lists, styles->arena);
	read_part(styles, document->parts[0]->xml, true);
	for (size_t i = 1; i < document->part_count; i++)
		if (xml_is(&document->parts[i]->xml->events[0], "office:document-styles"))
			read_part(styles, document->parts[i]->xml, false);
	return styles;
}

static const struct style *style_of(const struct names *names, const char *name)
{
	const struct name *entry = name == NULL ? NULL : names_find(names, name, strlen(name));
	return entry == NULL ? NULL : entry->object;
}

unsigned odt_styles_span(const struct odt_styles *styles, const char *name, bool *hidden)
{
	unsigned on = 0, off = 0;
	*hidden = false;
	for (unsigned i = 0; i < LONGEST_CHAIN; i++) {
		const struct style *style = style_of(&styles->spans, name);
		if (style == NULL)
			break;
		on |= style->on & ~off;
		off |= style->off & ~on;
		*hidden |= style->hidden;
		name = style->parent;
	}
	return on;
}

unsigned odt_styles_paragraph(const struct odt_styles *styles, const char *name, bool *hidden)
{
	const struct style *style = style_of(&styles->paragraphs, name);
	*hidden = style != NULL && style->hidden;
	return style != NULL && style->automatic ? style->on : 0;
}

struct odt_level odt_styles_level(const struct odt_styles *styles, const char *name, unsigned level)
{
	static const struct odt_level bullet = {.start = 1, .delimiter = '.'};
	const struct name *entry =
		name == NULL ? NULL : names_find(&styles->lists, name, strlen(name));
	if (entry == NULL || level < 1 || level > LEVELS)
		return bullet;
	const struct list_style *list = entry->object;
	return list->levels[level - 1];
}
