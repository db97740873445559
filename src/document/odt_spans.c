#include "document/odt.h"

#include <string.h>

/*
 * Formatted text takes the formatting of the template's spans around the mark with bold, italics …
 * put in. The two are made one style: LibreOffice loses the outer of two spans around the same text.
 */

static const struct {
	unsigned style;
	const char *name, *value;
} formats[] = {
	{MARKUP_BOLD, "fo:font-weight", "bold"},
	{MARKUP_BOLD, "style:font-weight-asian", "bold"},
	{MARKUP_BOLD, "style:font-weight-complex", "bold"},
	{MARKUP_ITALIC, "fo:font-style", "italic"},
	{MARKUP_ITALIC, "style:font-style-asian", "italic"},
	{MARKUP_ITALIC, "style:font-style-complex", "italic"},
	{MARKUP_UNDERLINE, "style:text-underline-style", "solid"},
	{MARKUP_UNDERLINE, "style:text-underline-width", "auto"},
	{MARKUP_UNDERLINE, "style:text-underline-color", "font-color"},
	{MARKUP_STRIKE, "style:text-line-through-style", "solid"},
	{MARKUP_STRIKE, "style:text-line-through-type", "single"},
	{MARKUP_CODE, "style:font-name", NULL},
	{MARKUP_CODE, "fo:font-family", "'Courier New'"},
	{MARKUP_CODE, "style:font-family-generic", "modern"},
	{MARKUP_CODE, "style:font-pitch", "fixed"},
};

static void note_attribute(
	struct output *output, struct odt_shell *shell, const struct xml_attribute *attribute)
{
	for (size_t i = 0; i < shell->span_count; i++) {
		if (strcmp(shell->span[i].name, attribute->name) == 0) {
			shell->span[i] = *attribute; /* the inner span wins */
			return;
		}
	}
	shell->span = arena_grow(output->arena, shell->span, shell->span_count,
		&shell->span_capacity, sizeof *shell->span);
	shell->span[shell->span_count++] = *attribute;
}

static void note_style(struct output *output, struct odt_shell *shell, size_t style)
{
	const struct xml_document *xml = output->part->part->xml;
	const char *parent = xml_attribute(&xml->events[style], "style:parent-style-name");
	if (parent != NULL)
		shell->span_parent = parent;
	for (size_t i = style + 1; i < xml->events[style].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "style:text-properties"))
			continue;
		for (size_t j = 0; j < event->attribute_count; j++)
			note_attribute(output, shell, &event->attributes[j]);
	}
}

void odt_read_spans(struct output *output, struct odt_shell *shell)
{
	struct bytes rest = shell->shell->run_open, value;
	struct fragment tag;
	for (struct bytes all = rest; fragment_next(&all, &tag); all = rest) {
		const char *behind = tag.tag.data + tag.tag.length;
		rest = (struct bytes){behind, rest.length - (size_t)(behind - rest.data)};
		if (bytes_are(tag.name, "text:a"))
			shell->linked = true;
		if (!bytes_are(tag.name, "text:span") ||
			!fragment_attribute(tag.tag, "text:style-name", &value))
			continue;
		const char *name = arena_strndup(output->arena, value.data, value.length);
		size_t style = odt_automatic_find(output, "text", name);
		if (style != SIZE_MAX)
			note_style(output, shell, style);
		else
			shell->span_parent = name;
	}
}

static const char *format_of(const char *attribute, unsigned style, bool *replaced)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		if ((formats[i].style & style) != 0 && strcmp(formats[i].name, attribute) == 0) {
			*replaced = true;
			return formats[i].value;
		}
	}
	*replaced = false;
	return NULL;
}

const char *odt_span_style(struct output *output, struct odt_shell *shell, unsigned style)
{
	style &= ODT_SPAN_STYLES - 1;
	/* an automatic style holds in its part only, and the plain shell is that of all */
	bool cached = shell->shell != NULL;
	if (cached && shell->spans[style] != NULL)
		return shell->spans[style];
	struct buf rest;
	buf_init(&rest, output->arena);
	buf_puts(&rest, " style:family=\"text\"");
	if (shell->span_parent != NULL)
		xml_put_attribute(&rest, "style:parent-style-name", shell->span_parent,
			strlen(shell->span_parent));
	buf_puts(&rest, "><style:text-properties");
	for (size_t i = 0; i < shell->span_count; i++) {
		bool replaced;
		format_of(shell->span[i].name, style, &replaced);
		if (!replaced)
			xml_put_attribute(&rest, shell->span[i].name, shell->span[i].value,
				shell->span[i].length);
	}
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		if ((formats[i].style & style) != 0 && formats[i].value != NULL)
			xml_put_attribute(
				&rest, formats[i].name, formats[i].value, strlen(formats[i].value));
	}
	buf_puts(&rest, "/>");
	const char *name = odt_automatic_of(output, "RT", "style:style", &rest);
	if (cached)
		shell->spans[style] = name;
	return name;
}
