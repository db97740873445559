#include "document/docx.h"

#include "base/utf8.h"

#include <string.h>

/*
 * Styles are found by the name that a person sees (w:name), never by w:styleId: a Danish Word
 * calls "heading 1" Overskrift1. What the template lacks is added.
 */

static const char styles_type[] =
	"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";

struct style_definition {
	const char *type;
	const char *names[4]; /* the first one found is taken, the first of all is added */
	const char *id;
	const char *content; /* from w:uiPriority on */
};

static const struct style_definition definitions[DOCX_STYLE_HEADING] = {
	[DOCX_STYLE_LIST_BULLET] = {"paragraph", {"list bullet"}, "ListBullet",
		"<w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/>"},
	[DOCX_STYLE_LIST_NUMBER] = {"paragraph", {"list number"}, "ListNumber",
		"<w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/>"},
	[DOCX_STYLE_TABLE] = {"table", {"table grid"}, "TableGrid",
		"<w:uiPriority w:val=\"39\"/>"
		"<w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>"
		"<w:tblPr><w:tblBorders>"
		"<w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"<w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"<w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
		"</w:tblBorders></w:tblPr>"},
	[DOCX_STYLE_QUOTE] = {"paragraph", {"quote", "quotations"}, "Quote",
		"<w:uiPriority w:val=\"29\"/><w:qFormat/>"
		"<w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr>"
		"<w:rPr><w:i/><w:iCs/></w:rPr>"},
	[DOCX_STYLE_CODE] = {"paragraph", {"html preformatted", "preformatted text", "plain text"},
		"HTMLPreformatted",
		"<w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/>"
		"<w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" "
		"w:cs=\"Courier New\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>"},
	[DOCX_STYLE_HYPERLINK] = {"character", {"hyperlink", "internet link"}, "Hyperlink",
		"<w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/>"
		"<w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr>"},
	[DOCX_STYLE_FIELD] = {"character", {"Felt"}, "Felt",
		"<w:uiPriority w:val=\"99\"/>"
		"<w:rPr><w:b/><w:bCs/><w:color w:val=\"595959\"/>"
		"<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>"},
	[DOCX_STYLE_FIELD_END] = {"character", {"Felt slut"}, "Feltslut",
		"<w:uiPriority w:val=\"99\"/>"
		"<w:rPr><w:color w:val=\"6B6B6B\"/>"
		"<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>"},
	[DOCX_STYLE_PLACEHOLDER] = {"character", {"Pladsholder"}, "Pladsholder",
		"<w:uiPriority w:val=\"99\"/>"
		"<w:rPr><w:color w:val=\"595959\"/>"
		"<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF2CC\"/></w:rPr>"},
};

void docx_put_value(struct buf *out, const char *element, const char *value)
{
	buf_printf(out, "<%s", element);
	xml_put_attribute(out, "w:val", value, strlen(value));
	buf_puts(out, "/>");
}

/* In name.number of a style's id. */
enum { STYLE_NUMBERED = 1, STYLE_OUTLINE = 2 };

static const char *key_of(struct arena *arena, const char *type, const char *name)
{
	return arena_printf(arena, "%s %s", type, utf8_lower(arena, name, strlen(name)));
}

static const char *child_value(const struct xml_document *xml, size_t element, const char *name)
{
	for (size_t i = element + 1; i < xml->events[element].other; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		if (xml_is(event, name))
			return xml_attribute(event, "w:val");
		i = event->other;
	}
	return NULL;
}

static void note_style(struct docx_styles *styles, struct arena *arena, size_t element)
{
	const struct xml_event *style = &styles->xml->events[element];
	const char *type = xml_attribute(style, "w:type");
	const char *id = xml_attribute(style, "w:styleId");
	const char *name = child_value(styles->xml, element, "w:name");
	const char *is_default = xml_attribute(style, "w:default");
	if (type == NULL || id == NULL)
		return;
	struct name *entry_of_id = names_add(&styles->ids, id, strlen(id));
	for (size_t i = element + 1; i < styles->xml->events[element].other; i++) {
		const struct xml_event *event = &styles->xml->events[i];
		if (event->kind == XML_START && xml_is(event, "w:numPr"))
			entry_of_id->number |= STYLE_NUMBERED;
		if (event->kind == XML_START && xml_is(event, "w:outlineLvl"))
			entry_of_id->number |= STYLE_OUTLINE;
	}
	if (name != NULL) {
		const char *key = key_of(arena, type, name);
		struct name *entry = names_add(&styles->by_name, key, strlen(key));
		if (entry->object == NULL)
			entry->object = (void *)(uintptr_t)id;
	}
	if (is_default == NULL || strcmp(is_default, "0") == 0 || strcmp(is_default, "false") == 0)
		return;
	if (strcmp(type, "paragraph") == 0)
		styles->paragraph_default = id;
	else if (strcmp(type, "character") == 0)
		styles->character_default = id;
	else if (strcmp(type, "table") == 0)
		styles->table_default = id;
}

struct docx_styles *docx_styles(struct output *output)
{
	struct docx *docx = docx_of(output);
	if (docx->styles != NULL)
		return docx->styles;
	struct docx_styles *styles = arena_alloc(output->arena, sizeof *styles);
	names_init(&styles->by_name, output->arena);
	names_init(&styles->ids, output->arena);
	buf_init(&styles->added, output->arena);
	docx->styles = styles;
	if (docx->styles_part != NULL)
		styles->xml = document_parse(output->document, docx->styles_part,
			output->document->reader->namespaces,
			output->document->reader->namespace_count);
	for (size_t i = 0; styles->xml != NULL && i < styles->xml->count; i++) {
		if (styles->xml->events[i].kind == XML_START &&
			xml_is(&styles->xml->events[i], "w:style"))
			note_style(styles, output->arena, i);
	}
	return styles;
}

static const char *find(struct output *output, const char *type, const char *name)
{
	struct docx_styles *styles = docx_styles(output);
	const char *key = key_of(output->arena, type, name);
	struct name *entry = names_find(&styles->by_name, key, strlen(key));
	return entry == NULL ? NULL : entry->object;
}

/* Begins a new style up to what comes behind w:next; returns its id. */
static const char *begin_style(struct output *output, const char *type, const char *name,
	const char *wanted_id, const char *based_on, const char *next)
{
	struct docx_styles *styles = docx_styles(output);
	const char *id = wanted_id;
	for (unsigned i = 1; names_find(&styles->ids, id, strlen(id)) != NULL; i++)
		id = arena_printf(output->arena, "%sR%u", wanted_id, i);
	names_add(&styles->ids, id, strlen(id));
	const char *key = key_of(output->arena, type, name);
	names_add(&styles->by_name, key, strlen(key))->object = (void *)(uintptr_t)id;
	struct buf *out = &styles->added;
	buf_printf(out, "<w:style w:type=\"%s\" w:styleId=\"%s\">", type, id);
	docx_put_value(out, "w:name", name);
	if (based_on != NULL)
		docx_put_value(out, "w:basedOn", based_on);
	if (next != NULL)
		docx_put_value(out, "w:next", next);
	return id;
}

static const char *shown_name(struct arena *arena, const char *name)
{
	/* Word's built-in names, in small letters here, have capitals but for "heading" */
	char *shown = arena_strdup(arena, name);
	if (shown[0] >= 'A' && shown[0] <= 'Z')
		return shown;
	for (size_t i = 0; shown[i] != '\0'; i++) {
		if ((i == 0 || shown[i - 1] == ' ') && shown[i] >= 'a' && shown[i] <= 'z')
			shown[i] = (char)(shown[i] - 'a' + 'A');
	}
	if (strncmp(shown, "Html", 4) == 0)
		memcpy(shown, "HTML", 4);
	return shown;
}

const char *docx_style(struct output *output, enum docx_style which)
{
	struct docx_styles *styles = docx_styles(output);
	const struct style_definition *definition = &definitions[which];
	if (styles->chosen[which] != NULL)
		return styles->chosen[which];
	const char *id = NULL;
	for (size_t i = 0; i < 4 && definition->names[i] != NULL && id == NULL; i++)
		id = find(output, definition->type, definition->names[i]);
	if (id == NULL) {
		const char *base = styles->paragraph_default;
		if (strcmp(definition->type, "character") == 0)
			base = styles->character_default;
		else if (strcmp(definition->type, "table") == 0)
			base = styles->table_default;
		id = begin_style(output, definition->type,
			shown_name(output->arena, definition->names[0]), definition->id, base,
			NULL);
		buf_puts(&styles->added, definition->content);
		buf_puts(&styles->added, "</w:style>");
	}
	styles->chosen[which] = id;
	return id;
}

bool docx_style_is_numbered(struct output *output, const char *style)
{
	const struct name *id = names_find(&docx_styles(output)->ids, style, strlen(style));
	return id != NULL && (id->number & STYLE_NUMBERED) != 0;
}

bool docx_style_is_text(struct output *output, const char *style)
{
	const struct name *id = names_find(&docx_styles(output)->ids, style, strlen(style));
	return id != NULL && id->number == 0;
}

/* A heading that the template lacks looks like the nearest one above it, but in italics. */
static const char *add_heading(struct output *output, unsigned level)
{
	static const unsigned half_points[] = {32, 28, 26, 24, 22, 22, 22, 22, 22};
	struct docx_styles *styles = docx_styles(output);
	const char *base = NULL;
	for (unsigned above = level - 1; above >= 1 && base == NULL; above--)
		base = find(output, "paragraph", arena_printf(output->arena, "heading %u", above));
	const char *name = arena_printf(output->arena, "heading %u", level);
	const char *id = begin_style(output, "paragraph", name,
		arena_printf(output->arena, "Heading%u", level),
		base != NULL ? base : styles->paragraph_default, styles->paragraph_default);
	struct buf *out = &styles->added;
	buf_puts(out, "<w:uiPriority w:val=\"9\"/><w:unhideWhenUsed/><w:qFormat/>"
		      "<w:pPr><w:keepNext/><w:keepLines/>");
	if (base != NULL)
		buf_printf(out,
			"<w:pageBreakBefore w:val=\"0\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>"
			"<w:spacing w:before=\"160\" w:after=\"60\"/><w:outlineLvl "
			"w:val=\"%u\"/></w:pPr>"
			"<w:rPr><w:i/><w:iCs/></w:rPr></w:style>",
			level - 1);
	else
		buf_printf(out,
			"<w:spacing w:before=\"240\" w:after=\"60\"/><w:outlineLvl "
			"w:val=\"%u\"/></w:pPr>"
			"<w:rPr><w:b/><w:bCs/><w:sz w:val=\"%u\"/><w:szCs "
			"w:val=\"%u\"/></w:rPr></w:style>",
			level - 1, half_points[level - 1], half_points[level - 1]);
	return id;
}

const char *docx_heading_style(struct output *output, unsigned level)
{
	level = level < 1 ? 1 : level > 9 ? 9 : level;
	struct docx_styles *styles = docx_styles(output);
	const char **chosen = &styles->chosen[DOCX_STYLE_HEADING + level - 1];
	if (*chosen == NULL)
		*chosen =
			find(output, "paragraph", arena_printf(output->arena, "heading %u", level));
	if (*chosen == NULL)
		*chosen = add_heading(output, level);
	return *chosen;
}

const char *docx_cell_style(struct output *output, bool heading)
{
	struct docx_styles *styles = docx_styles(output);
	if (!styles->looked_for_cells) {
		styles->table_contents = find(output, "paragraph", "table contents");
		styles->table_heading = find(output, "paragraph", "table heading");
		styles->looked_for_cells = true;
	}
	return heading && styles->table_heading != NULL ? styles->table_heading
							: styles->table_contents;
}

/* Puts text at the beginning of an element that event index begins. */
static void write_with(
	struct buf *out, const struct xml_document *xml, size_t index, const char *text)
{
	if (xml->events[index].other == index + 1) {
		/* an empty element is written open */
		fragment_write(out, xml, 0, index + 1, NULL);
		buf_puts(out, text);
		fragment_write(out, xml, index + 1, xml->count, NULL);
	} else {
		fragment_write(out, xml, 0, index + 1, NULL);
		buf_puts(out, text);
		fragment_write(out, xml, index + 1, xml->count, NULL);
	}
}

static size_t find_element(const struct xml_document *xml, const char *name, size_t inside)
{
	size_t end = inside == SIZE_MAX ? xml->count : xml->events[inside].other;
	for (size_t i = inside == SIZE_MAX ? 0 : inside + 1; i < end; i++) {
		if (xml->events[i].kind == XML_START && xml_is(&xml->events[i], name))
			return i;
	}
	return SIZE_MAX;
}

/* The styles with the language as a default, unless they have one. */
static bool write_with_language(struct output *output, struct buf *out)
{
	const struct xml_document *xml = docx_of(output)->styles->xml;
	const char *language = output->settings.language;
	size_t defaults = find_element(xml, "w:docDefaults", SIZE_MAX);
	size_t inner =
		defaults == SIZE_MAX ? SIZE_MAX : find_element(xml, "w:rPrDefault", defaults);
	size_t properties = inner == SIZE_MAX ? SIZE_MAX : find_element(xml, "w:rPr", inner);
	if (language == NULL ||
		(properties != SIZE_MAX && find_element(xml, "w:lang", properties) != SIZE_MAX))
		return false;
	const char *lang = arena_printf(output->arena, "<w:lang w:val=\"%s\"/>", language);
	if (properties != SIZE_MAX) {
		/* w:lang stands behind what most templates have there, w:eastAsianLayout apart */
		size_t end = xml->events[properties].other;
		fragment_write(out, xml, 0, end == properties + 1 ? end : end, NULL);
		buf_puts(out, lang);
		fragment_write(out, xml, end, xml->count, NULL);
		return true;
	}
	if (inner != SIZE_MAX) {
		write_with(out, xml, inner, arena_printf(output->arena, "<w:rPr>%s</w:rPr>", lang));
		return true;
	}
	const char *text =
		arena_printf(output->arena, "<w:rPrDefault><w:rPr>%s</w:rPr></w:rPrDefault>", lang);
	if (defaults == SIZE_MAX)
		write_with(out, xml, 0,
			arena_printf(output->arena, "<w:docDefaults>%s</w:docDefaults>", text));
	else
		write_with(out, xml, defaults, text);
	return true;
}

static void new_styles(struct output *output)
{
	struct docx *docx = docx_of(output);
	docx->styles_part = arena_printf(output->arena, "%sstyles.xml", docx->folder);
	struct output_part *part = output_part_at(output, docx->styles_part);
	buf_printf(&part->buf,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<w:styles "
		"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
		"<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"%s\"/></w:rPr></w:rPrDefault>"
		"</w:docDefaults></w:styles>",
		output->settings.language != NULL ? output->settings.language : "da-DK");
	docx_relate(output, docx->main, "styles", docx->styles_part, false);
	docx_content_type(
		output, arena_printf(output->arena, "part /%s", docx->styles_part), styles_type);
}

void docx_styles_finish(struct output *output)
{
	struct docx_styles *styles = docx_styles(output);
	struct docx *docx = docx_of(output);
	if (styles->xml == NULL) {
		if (docx->styles_part == NULL)
			new_styles(output);
		else
			return; /* it could not be parsed, and that was reported */
	} else {
		struct buf text;
		buf_init(&text, output->arena);
		bool changed = write_with_language(output, &text);
		if (!changed && styles->added.length == 0)
			return;
		if (!changed)
			fragment_write(&text, styles->xml, 0, styles->xml->count, NULL);
		output_part_at(output, docx->styles_part)->buf = text;
	}
	struct output_part *part = output_part_at(output, docx->styles_part);
	fragment_append_child(
		&part->buf, "w:styles", (struct bytes){styles->added.data, styles->added.length});
}
