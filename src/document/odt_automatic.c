#include "document/odt.h"

#include <string.h>

/*
 * Automatic styles: what a value needs beyond the template's named styles. Equal ones are made
 * once in each part.
 */

static void note_styles(struct odt_part *part, const struct xml_document *xml)
{
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		const char *name =
			event->kind == XML_START ? xml_attribute(event, "style:name") : NULL;
		if (name == NULL)
			continue;
		names_add(&part->taken, name, strlen(name));
		const char *family = xml_attribute(event, "style:family");
		const struct xml_event *parent =
			event->parent == SIZE_MAX ? NULL : &xml->events[event->parent];
		if (family == NULL || parent == NULL || !xml_is(parent, "office:automatic-styles"))
			continue;
		const char *key = arena_printf(part->added.arena, "%s %s", family, name);
		names_add(&part->styles, key, strlen(key))->number = i + 1;
	}
}

struct odt_part *odt_part(struct output *output)
{
	struct odt_part *part = output->part->format_state;
	if (part != NULL)
		return part;
	part = arena_alloc(output->arena, sizeof *part);
	output->part->format_state = part;
	names_init(&part->styles, output->arena);
	names_init(&part->taken, output->arena);
	names_init(&part->made, output->arena);
	buf_init(&part->added, output->arena);
	part->next = 1;
	note_styles(part, output->part->part->xml);
	return part;
}

const char *odt_automatic(
	struct output *output, const char *prefix, const char *element, struct bytes rest)
{
	struct odt_part *part = odt_part(output);
	struct name *entry = names_add(&part->made, rest.data, rest.length);
	if (entry->object != NULL)
		return entry->object;
	const char *name;
	do
		name = arena_printf(output->arena, "%s%u", prefix, part->next++);
	while (names_find(&part->taken, name, strlen(name)) != NULL);
	entry->object = (void *)(uintptr_t)name;
	buf_printf(&part->added, "<%s style:name=\"%s\"", element, name);
	bytes_put(&part->added, rest);
	buf_printf(&part->added, "</%s>", element);
	output_use_namespace(output, ODT_NS_STYLE);
	output_use_namespace(output, ODT_NS_FO);
	output_use_namespace(output, ODT_NS_TEXT);
	return name;
}

const char *odt_automatic_of(
	struct output *output, const char *prefix, const char *element, struct buf *rest)
{
	const char *name =
		odt_automatic(output, prefix, element, (struct bytes){rest->data, rest->length});
	buf_finish(rest);
	return name;
}

static void put_margin(struct output *output, struct buf *out, const struct odt_look *look,
	const char *side, bool none)
{
	const char *margin = none ? "0cm" : odt_style_margin(output, look->parent, side);
	xml_put_attribute(out, side, margin, strlen(margin));
}

const char *odt_paragraph_style(struct output *output, const struct odt_look *look)
{
	static const char *const alignments[] = {NULL, "start", "center", "end"};
	struct buf properties;
	buf_init(&properties, output->arena);
	if (look->no_before || look->no_after || look->in_list) {
		/* LibreOffice keeps the two and contextual spacing together: given one, it takes the
		 * others from the program's defaults */
		put_margin(output, &properties, look, "fo:margin-top", look->no_before);
		put_margin(output, &properties, look, "fo:margin-bottom", look->no_after);
		buf_puts(&properties, " style:contextual-spacing=\"false\"");
	}
	if (look->has_left) {
		buf_puts(&properties, " fo:margin-left=\"");
		odt_put_length(&properties, look->left);
		buf_puts(&properties, "\" fo:text-indent=\"0cm\"");
		put_margin(output, &properties, look, "fo:margin-right", false);
	}
	if (look->joined)
		buf_puts(&properties, " fo:keep-with-next=\"always\"");
	if (look->align != MARKUP_ALIGN_NONE)
		buf_printf(&properties, " fo:text-align=\"%s\" style:justify-single-word=\"false\"",
			alignments[look->align]);
	if (look->rule)
		buf_puts(&properties,
			" fo:border-bottom=\"0.5pt solid #000000\" fo:border-top=\"none\" "
			"fo:border-left=\"none\" fo:border-right=\"none\" "
			"fo:padding=\"0.05cm\"");
	if (properties.length == 0 && look->text_properties.length == 0 && look->parent != NULL)
		return look->parent;
	struct buf rest;
	buf_init(&rest, output->arena);
	buf_puts(&rest, " style:family=\"paragraph\"");
	if (look->parent != NULL) {
		xml_put_attribute(
			&rest, "style:parent-style-name", look->parent, strlen(look->parent));
	}
	buf_putc(&rest, '>');
	if (properties.length > 0)
		buf_printf(&rest, "<style:paragraph-properties%s/>", properties.data);
	bytes_put(&rest, look->text_properties);
	buf_finish(&properties);
	return odt_automatic_of(output, "RP", "style:style", &rest);
}

size_t odt_automatic_find(struct output *output, const char *family, const char *name)
{
	const char *key = arena_printf(output->arena, "%s %s", family, name);
	const struct name *known = names_find(&odt_part(output)->styles, key, strlen(key));
	return known == NULL ? SIZE_MAX : known->number - 1;
}

static bool breaks(const char *attribute)
{
	return strcmp(attribute, "fo:break-before") == 0 ||
	       strcmp(attribute, "style:master-page-name") == 0 ||
	       strcmp(attribute, "style:page-number") == 0;
}

/* Copies a start tag without the page break in it, and without the style's name. */
static void copy_tag(struct buf *out, const struct xml_event *start, bool closed)
{
	buf_printf(out, "<%s", start->name);
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (breaks(attribute->name))
			continue;
		xml_put_attribute(out, attribute->name, attribute->value, attribute->length);
	}
	buf_puts(out, closed ? "/>" : ">");
}

static bool has_break(const struct xml_document *xml, size_t style)
{
	for (size_t i = style; i < xml->events[style].other; i++) {
		const struct xml_event *event = &xml->events[i];
		for (size_t j = 0; event->kind == XML_START && j < event->attribute_count; j++) {
			if (breaks(event->attributes[j].name))
				return true;
		}
	}
	return false;
}

/* An automatic style like that one but for the page break. */
static const char *without_break(
	struct output *output, const struct xml_document *xml, size_t style)
{
	struct buf rest;
	buf_init(&rest, output->arena);
	const struct xml_event *start = &xml->events[style];
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (breaks(attribute->name) || strcmp(attribute->name, "style:name") == 0)
			continue;
		xml_put_attribute(&rest, attribute->name, attribute->value, attribute->length);
	}
	buf_putc(&rest, '>');
	for (size_t i = style + 1; i < start->other; i++) {
		const struct xml_event *event = &xml->events[i];
		bool empty = event->kind == XML_START && event->other == i + 1;
		if (event->kind == XML_START)
			copy_tag(&rest, event, empty);
		else if (event->kind == XML_END)
			buf_printf(&rest, "</%s>", event->name);
		i += empty ? 1 : 0;
	}
	return odt_automatic_of(output, "RP", "style:style", &rest);
}

static void read_style(struct output *output, struct odt_shell *shell)
{
	const char *name = shell->shell->style;
	shell->named = name;
	size_t style = name == NULL ? SIZE_MAX : odt_automatic_find(output, "paragraph", name);
	if (style == SIZE_MAX)
		return;
	const struct xml_document *xml = output->part->part->xml;
	shell->named = xml_attribute(&xml->events[style], "style:parent-style-name");
	if (has_break(xml, style))
		shell->rest = without_break(output, xml, style);
	for (size_t i = style + 1; i < xml->events[style].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		const char *left;
		if (xml_is(event, "style:text-properties")) {
			struct buf text;
			buf_init(&text, output->arena);
			fragment_write(&text, xml, i, event->other + 1, NULL);
			shell->text_properties = (struct bytes){text.data, text.length};
		} else if (xml_is(event, "style:paragraph-properties") &&
			   (left = xml_attribute(event, "fo:margin-left")) != NULL) {
			shell->left = odt_length(left);
		}
		i = event->other;
	}
}

struct odt_shell *odt_shell(struct output *output, const struct shell *shell)
{
	struct odt *odt = odt_of(output);
	const char *key = arena_printf(output->arena, "%zx", (size_t)(uintptr_t)shell);
	struct name *entry = names_add(&odt->shells, key, strlen(key));
	if (entry->object != NULL)
		return entry->object;
	struct odt_shell *made = arena_alloc(output->arena, sizeof *made);
	made->shell = shell;
	entry->object = made;
	read_style(output, made);
	odt_read_spans(output, made);
	return made;
}

struct odt_shell *odt_plain_shell(struct output *output)
{
	struct odt *odt = odt_of(output);
	if (odt->plain == NULL)
		odt->plain = arena_alloc(output->arena, sizeof *odt->plain);
	return odt->plain;
}

void odt_automatic_finish(struct output *output)
{
	struct odt_part *part = output->part->format_state;
	if (part == NULL || part->added.length == 0)
		return;
	struct bytes added = {part->added.data, part->added.length};
	struct buf *out = &output->part->buf;
	if (fragment_append_child(out, "office:automatic-styles", added))
		return;
	/* the element comes right before what follows it in the schema */
	static const char *const followers[] = {"<office:master-styles", "<office:body"};
	for (size_t i = 0; i < 2; i++) {
		char *at = out->length == 0 ? NULL
					    : memmem(out->data, out->length, followers[i],
						      strlen(followers[i]));
		if (at == NULL)
			continue;
		struct buf text;
		buf_init(&text, output->arena);
		buf_puts(&text, "<office:automatic-styles>");
		bytes_put(&text, added);
		buf_puts(&text, "</office:automatic-styles>");
		buf_insert(out, (size_t)(at - out->data), text.data, text.length);
		return;
	}
}
