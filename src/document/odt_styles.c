#include "document/odt.h"

#include "base/utf8.h"

#include <string.h>

/*
 * Named styles are found by the name that a person sees (style:display-name, else style:name).
 * What the template lacks is added to office:styles.
 */

struct style_definition {
	const char *family;
	const char *names[4]; /* the first one found is taken, the first of all is added */
	const char *content;
};

static const struct style_definition definitions[ODT_STYLE_HEADING] = {
	[ODT_STYLE_LIST_BULLET] = {"paragraph", {"List Bullet"}, ""},
	[ODT_STYLE_LIST_NUMBER] = {"paragraph", {"List Number"}, ""},
	[ODT_STYLE_QUOTE] = {"paragraph", {"Quotations", "Quote"},
		"<style:paragraph-properties fo:margin-left=\"1cm\" fo:margin-right=\"1cm\" "
		"fo:text-indent=\"0cm\"/><style:text-properties fo:font-style=\"italic\" "
		"style:font-style-asian=\"italic\" style:font-style-complex=\"italic\"/>"},
	[ODT_STYLE_CODE] = {"paragraph", {"Preformatted Text", "HTML Preformatted", "Plain Text"},
		"<style:text-properties fo:font-family=\"'Courier New'\" "
		"style:font-family-generic=\"modern\" style:font-pitch=\"fixed\" "
		"fo:font-size=\"9pt\" style:font-size-asian=\"9pt\" "
		"style:font-size-complex=\"9pt\"/>"},
	[ODT_STYLE_INTERNET_LINK] = {"text", {"Internet link", "Hyperlink"},
		"<style:text-properties fo:color=\"#0563c1\" style:text-underline-style=\"solid\" "
		"style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\"/>"},
	[ODT_STYLE_INDEX_LINK] = {"text", {"Index Link"}, ""},
	[ODT_STYLE_FIELD] = {"text", {"Felt"},
		"<style:text-properties fo:color=\"#595959\" fo:font-size=\"9pt\" "
		"fo:font-weight=\"bold\" style:font-size-asian=\"9pt\" "
		"style:font-weight-asian=\"bold\" style:font-size-complex=\"9pt\" "
		"style:font-weight-complex=\"bold\"/>"},
	[ODT_STYLE_FIELD_END] = {"text", {"Felt slut"},
		"<style:text-properties fo:color=\"#6b6b6b\" fo:font-size=\"8pt\" "
		"style:font-size-asian=\"8pt\" style:font-size-complex=\"8pt\"/>"},
	[ODT_STYLE_PLACEHOLDER] = {"text", {"Pladsholder"},
		"<style:text-properties fo:color=\"#595959\" "
		"fo:background-color=\"#fff2cc\"/>"},
};

static const char *key_of(struct arena *arena, const char *family, const char *name)
{
	return arena_printf(arena, "%s %s", family, utf8_lower(arena, name, strlen(name)));
}

/* "Heading_20_1" as "Heading 1". */
static const char *decoded(struct arena *arena, const char *name)
{
	struct buf out;
	buf_init(&out, arena);
	for (const char *at = name; *at != '\0'; at++) {
		if (strncmp(at, "_20_", 4) == 0) {
			buf_putc(&out, ' ');
			at += 3;
		} else {
			buf_putc(&out, *at);
		}
	}
	return buf_text(&out);
}

static const struct xml_document *styles_xml(const struct output *output)
{
	const struct document *document = output->document;
	for (size_t i = 0; i < document->part_count; i++) {
		if (strcmp(document->parts[i]->name, "styles.xml") == 0)
			return document->parts[i]->xml;
	}
	return NULL;
}

static void note_style(struct output *output, const struct xml_event *style)
{
	struct odt *odt = odt_of(output);
	const char *name = xml_attribute(style, "style:name");
	const char *shown = xml_attribute(style, "style:display-name");
	const char *family = xml_attribute(style, "style:family");
	if (name == NULL)
		return;
	struct name *id = names_add(&odt->ids, name, strlen(name));
	if (family == NULL || !xml_is(style, "style:style"))
		return;
	if (strcmp(family, "paragraph") == 0)
		id->number = (size_t)(style - odt->styles_xml->events) + 1;
	const char *key =
		key_of(output->arena, family, shown != NULL ? shown : decoded(output->arena, name));
	struct name *entry = names_add(&odt->by_name, key, strlen(key));
	if (entry->object == NULL)
		entry->object = (void *)(uintptr_t)name;
}

static const char *find(struct output *output, const char *family, const char *name)
{
	const char *key = key_of(output->arena, family, name);
	struct name *entry = names_find(&odt_of(output)->by_name, key, strlen(key));
	return entry == NULL ? NULL : entry->object;
}

/* What a common cell style of the template says of cells, as attributes; NULL for none. */
static const char *cell_look(struct output *output, const char *shown)
{
	const struct xml_document *xml = odt_of(output)->styles_xml;
	const char *name = find(output, "table-cell", shown);
	for (size_t i = 0; name != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "style:table-cell-properties"))
			continue;
		const struct xml_event *style = &xml->events[event->parent];
		const char *family = xml_attribute(style, "style:family");
		const char *own = xml_attribute(style, "style:name");
		if (family == NULL || own == NULL || strcmp(family, "table-cell") != 0 ||
			strcmp(own, name) != 0)
			continue;
		struct buf look;
		buf_init(&look, output->arena);
		for (size_t j = 0; j < event->attribute_count; j++) {
			const struct xml_attribute *attribute = &event->attributes[j];
			if (strncmp(attribute->name, "fo:", 3) != 0 &&
				strncmp(attribute->name, "style:", 6) != 0)
				continue;
			xml_put_attribute(
				&look, attribute->name, attribute->value, attribute->length);
		}
		return buf_text(&look);
	}
	return NULL;
}

void odt_styles_begin(struct output *output)
{
	struct odt *odt = odt_of(output);
	names_init(&odt->by_name, output->arena);
	names_init(&odt->ids, output->arena);
	buf_init(&odt->added, output->arena);
	odt->styles_xml = styles_xml(output);
	const struct xml_document *xml = odt->styles_xml;
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind == XML_START && event->parent != SIZE_MAX &&
			xml_is(&xml->events[event->parent], "office:styles"))
			note_style(output, event);
	}
	odt->table_contents = find(output, "paragraph", "Table Contents");
	odt->table_heading = find(output, "paragraph", "Table Heading");
	odt->cell_look = cell_look(output, "Table Grid");
	odt->heading_cell_look = cell_look(output, "Table Grid Heading");
}

/* Adds a style; attributes as " a=\"b\"" or "". */
static const char *add(struct output *output, const char *family, const char *shown,
	const char *parent, const char *attributes, const char *content)
{
	struct odt *odt = odt_of(output);
	struct buf encoded;
	buf_init(&encoded, output->arena);
	for (const char *at = shown; *at != '\0'; at++)
		buf_printf(&encoded, *at == ' ' ? "_20_" : "%c", *at);
	const char *name = buf_text(&encoded);
	for (unsigned i = 1; names_find(&odt->ids, name, strlen(name)) != NULL; i++)
		name = arena_printf(output->arena, "%s_R%u", buf_text(&encoded), i);
	names_add(&odt->ids, name, strlen(name))->object = (void *)(uintptr_t)parent;
	const char *key = key_of(output->arena, family, shown);
	names_add(&odt->by_name, key, strlen(key))->object = (void *)(uintptr_t)name;
	buf_printf(&odt->added,
		"<style:style style:name=\"%s\" style:display-name=\"%s\" "
		"style:family=\"%s\"",
		name, shown, family);
	if (parent != NULL) {
		xml_put_attribute(&odt->added, "style:parent-style-name", parent, strlen(parent));
	}
	buf_printf(&odt->added, "%s>%s</style:style>", attributes, content);
	return name;
}

/* What a paragraph style is based on that the template lacks. */
static const char *ground(struct output *output)
{
	static const char *const names[] = {"Text body", "Standard", "Default Paragraph Style"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *found = find(output, "paragraph", names[i]);
		if (found != NULL)
			return found;
	}
	return NULL;
}

const char *odt_style(struct output *output, enum odt_style which)
{
	struct odt *odt = odt_of(output);
	const struct style_definition *definition = &definitions[which];
	const char **chosen = &odt->chosen[which];
	for (size_t i = 0; i < 4 && definition->names[i] != NULL && *chosen == NULL; i++)
		*chosen = find(output, definition->family, definition->names[i]);
	if (*chosen == NULL)
		*chosen = add(output, definition->family, definition->names[0],
			strcmp(definition->family, "paragraph") == 0 ? ground(output) : NULL, "",
			definition->content);
	return *chosen;
}

/* A heading that the template lacks looks like the nearest one above it, but in italics. */
static const char *add_heading(struct output *output, unsigned level)
{
	static const unsigned points[] = {16, 14, 13, 12, 11, 11, 11, 11, 11};
	const char *base = NULL;
	for (unsigned above = level - 1; above >= 1 && base == NULL; above--)
		base = find(output, "paragraph", arena_printf(output->arena, "Heading %u", above));
	const char *content = arena_printf(output->arena,
		"<style:paragraph-properties fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.1cm\" "
		"fo:keep-with-next=\"always\"/><style:text-properties fo:font-size=\"%upt\" "
		"fo:font-weight=\"bold\" style:font-size-asian=\"%upt\" "
		"style:font-weight-asian=\"bold\" style:font-size-complex=\"%upt\" "
		"style:font-weight-complex=\"bold\"/>",
		points[level - 1], points[level - 1], points[level - 1]);
	if (base != NULL)
		content = "<style:paragraph-properties fo:margin-top=\"0.3cm\" "
			  "fo:margin-bottom=\"0.1cm\" fo:break-before=\"auto\" "
			  "fo:keep-with-next=\"always\"/><style:text-properties "
			  "fo:font-style=\"italic\" style:font-style-asian=\"italic\" "
			  "style:font-style-complex=\"italic\"/>";
	if (base == NULL)
		base = find(output, "paragraph", "Heading");
	const char *next = ground(output);
	struct buf attributes;
	buf_init(&attributes, output->arena);
	if (next != NULL) {
		xml_put_attribute(&attributes, "style:next-style-name", next, strlen(next));
	}
	buf_printf(&attributes, " style:default-outline-level=\"%u\" style:class=\"text\"", level);
	return add(output, "paragraph", arena_printf(output->arena, "Heading %u", level),
		base != NULL ? base : next, attributes.data, content);
}

const char *odt_heading_style(struct output *output, unsigned level)
{
	const char **chosen = &odt_of(output)->chosen[ODT_STYLE_HEADING + level - 1];
	if (*chosen == NULL)
		*chosen =
			find(output, "paragraph", arena_printf(output->arena, "Heading %u", level));
	if (*chosen == NULL)
		*chosen = add_heading(output, level);
	return *chosen;
}

const char *odt_cell_style(struct output *output, bool heading)
{
	const struct odt *odt = odt_of(output);
	return heading && odt->table_heading != NULL ? odt->table_heading : odt->table_contents;
}

const char *odt_own_list_style(struct output *output, const char *style)
{
	const struct odt *odt = odt_of(output);
	const struct name *id = names_find(&odt->ids, style, strlen(style));
	return id == NULL || id->number == 0
		       ? NULL
		       : xml_attribute(
				 &odt->styles_xml->events[id->number - 1], "style:list-style-name");
}

static const char *own_margin(const struct xml_document *xml, size_t style, const char *side)
{
	for (size_t i = style + 1; i < xml->events[style].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "style:paragraph-properties"))
			continue;
		const char *margin = xml_attribute(event, side);
		return margin != NULL ? margin : xml_attribute(event, "fo:margin");
	}
	return NULL;
}

const char *odt_style_margin(struct output *output, const char *style, const char *side)
{
	enum { MOST_PARENTS = 32 };
	const struct odt *odt = odt_of(output);
	for (unsigned i = 0; style != NULL && i < MOST_PARENTS; i++) {
		const struct name *id = names_find(&odt->ids, style, strlen(style));
		if (id == NULL)
			break;
		if (id->number == 0) { /* one that was added: the parent is in object */
			style = id->object;
			continue;
		}
		const char *margin = own_margin(odt->styles_xml, id->number - 1, side);
		if (margin != NULL)
			return margin;
		style = xml_attribute(
			&odt->styles_xml->events[id->number - 1], "style:parent-style-name");
	}
	return "0cm";
}

/* " fo:language=\"da\" fo:country=\"DK\"" of "da-DK". */
static const char *language_attributes(struct arena *arena, const char *language)
{
	const char *dash = strchr(language, '-');
	int length = dash == NULL ? (int)strlen(language) : (int)(dash - language);
	return arena_printf(arena, " fo:language=\"%.*s\" fo:country=\"%s\"", length, language,
		dash == NULL ? "none" : dash + 1);
}

/* The default style for paragraphs, or false. */
static bool default_style(struct bytes styles, struct fragment *found)
{
	struct bytes family;
	while (fragment_next(&styles, found)) {
		if (bytes_are(found->name, "style:default-style") &&
			fragment_attribute(found->tag, "style:family", &family) &&
			bytes_are(family, "paragraph"))
			return true;
	}
	return false;
}

static void add_language(struct output *output, struct buf *xml)
{
	struct fragment root, styles, style, text;
	struct bytes all = {xml->data, xml->length}, value;
	if (output->settings.language == NULL || !fragment_next(&all, &root) ||
		!fragment_find(root.content, "office:styles", &styles))
		return;
	const char *language = language_attributes(output->arena, output->settings.language);
	if (!default_style(styles.content, &style)) {
		const char *whole = arena_printf(output->arena,
			"<style:default-style style:family=\"paragraph\"><style:text-properties%s/>"
			"</style:default-style>",
			language);
		buf_insert(xml, (size_t)(styles.content.data - xml->data), whole, strlen(whole));
	} else if (!fragment_find(style.content, "style:text-properties", &text)) {
		if (style.content.length == 0)
			return; /* <style:default-style/>: nothing that a program writes */
		const char *whole =
			arena_printf(output->arena, "<style:text-properties%s/>", language);
		const char *end = style.content.data + style.content.length;
		buf_insert(xml, (size_t)(end - xml->data), whole, strlen(whole));
	} else if (!fragment_attribute(text.tag, "fo:language", &value)) {
		const char *behind = text.tag.data + 1 + text.name.length;
		buf_insert(xml, (size_t)(behind - xml->data), language, strlen(language));
	}
}

/* Makes sure that there is an office:styles with a start and an end tag. */
static void ensure_styles(struct buf *xml)
{
	static const char *const followers[] = {
		"<office:automatic-styles", "<office:master-styles", "</office:document-styles"};
	if (fragment_append_child(xml, "office:styles", (struct bytes){"", 0}))
		return;
	for (size_t i = 0; i < sizeof followers / sizeof followers[0]; i++) {
		const char *at = memmem(xml->data, xml->length, followers[i], strlen(followers[i]));
		if (at != NULL) {
			static const char element[] = "<office:styles></office:styles>";
			buf_insert(xml, (size_t)(at - xml->data), element, sizeof element - 1);
			return;
		}
	}
}

void odt_styles_finish(struct output *output)
{
	const struct format_reader *reader = output->document->reader;
	struct odt *odt = odt_of(output);
	struct output_part *part = output_part_loaded(
		output, "styles.xml", reader->namespaces, reader->namespace_count, NULL);
	if (part == NULL) {
		part = output_part_at(output, "styles.xml");
		buf_puts(&part->buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				     "<office:document-styles");
		for (unsigned i = 0; i < ODT_NAMESPACES; i++)
			xml_put_namespace(&part->buf, &odt_namespaces[i]);
		buf_puts(&part->buf, " office:version=\"1.3\"><office:styles></office:styles>"
				     "</office:document-styles>");
	}
	ensure_styles(&part->buf);
	add_language(output, &part->buf);
	if (odt->added.length > 0)
		fragment_append_child(&part->buf, "office:styles",
			(struct bytes){odt->added.data, odt->added.length});
	part->namespaces |= 1u << ODT_NS_OFFICE | 1u << ODT_NS_STYLE | 1u << ODT_NS_FO;
	output_declare_namespaces(part, odt_namespaces, ODT_NAMESPACES);
}
