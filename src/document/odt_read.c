#include "document/internal.h"

#include "base/i18n.h"
#include "document/outside.h"

#include <stdlib.h>
#include <string.h>

/* What the elements of an OpenDocument text are (ODF 1.3, part 3). */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define LIBREOFFICE "urn:org:documentfoundation:names:experimental:"

static const struct xml_namespace namespaces[] = {
	{OASIS "office:1.0", "office"},
	{OASIS "style:1.0", "style"},
	{OASIS "text:1.0", "text"},
	{OASIS "table:1.0", "table"},
	{OASIS "drawing:1.0", "draw"},
	{OASIS "xsl-fo-compatible:1.0", "fo"},
	{OASIS "svg-compatible:1.0", "svg"},
	{OASIS "meta:1.0", "meta"},
	{OASIS "datastyle:1.0", "number"},
	{OASIS "chart:1.0", "chart"},
	{OASIS "dr3d:1.0", "dr3d"},
	{OASIS "form:1.0", "form"},
	{OASIS "script:1.0", "script"},
	{OASIS "config:1.0", "config"},
	{OASIS "presentation:1.0", "presentation"},
	{OASIS "database:1.0", "db"},
	{OASIS "animation:1.0", "anim"},
	{OASIS "smil-compatible:1.0", "smil"},
	{OASIS "of:1.2", "of"},
	{OASIS "manifest:1.0", "manifest"},
	{"http://www.w3.org/1999/xlink", "xlink"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://www.w3.org/1998/Math/MathML", "math"},
	{"http://www.w3.org/2002/xforms", "xforms"},
	{"http://www.w3.org/1999/xhtml", "xhtml"},
	{"http://www.w3.org/2003/g/data-view#", "grddl"},
	{"http://www.w3.org/2001/XMLSchema", "xsd"},
	{"http://www.w3.org/2001/XMLSchema-instance", "xsi"},
	{"http://www.w3.org/2001/xml-events", "dom"},
	{"http://openoffice.org/2004/office", "ooo"},
	{"http://openoffice.org/2004/writer", "ooow"},
	{"http://openoffice.org/2004/calc", "oooc"},
	{"http://openoffice.org/2005/report", "rpt"},
	{"http://openoffice.org/2009/table", "tableooo"},
	{"http://openoffice.org/2009/office", "officeooo"},
	{"http://openoffice.org/2010/draw", "drawooo"},
	{LIBREOFFICE "office:xmlns:loext:1.0", "loext"},
	{LIBREOFFICE "calc:xmlns:calcext:1.0", "calcext"},
	{"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0", "field"},
	{"urn:openoffice:names:experimental:ooxml-odf-interop:xmlns:form:1.0", "formx"},
	{"http://www.w3.org/TR/css3-text/", "css3t"},
};

/* In strcmp()'s order. */
static const struct known {
	const char *name;
	enum role role;
} known[] = {
	{"draw:frame", ROLE_OBJECT},
	{"loext:content-control", ROLE_OTHER},
	{"office:annotation", ROLE_NOTHING},
	{"office:annotation-end", ROLE_NOTHING},
	{"table:covered-table-cell", ROLE_CELL},
	{"table:table", ROLE_TABLE},
	{"table:table-cell", ROLE_CELL},
	{"table:table-row", ROLE_ROW},
	{"text:a", ROLE_LINK},
	{"text:alphabetical-index-mark", ROLE_NOTHING},
	{"text:alphabetical-index-mark-end", ROLE_NOTHING},
	{"text:alphabetical-index-mark-start", ROLE_NOTHING},
	{"text:bookmark", ROLE_NOTHING},
	{"text:bookmark-end", ROLE_NOTHING},
	{"text:bookmark-start", ROLE_NOTHING},
	{"text:change", ROLE_NOTHING},
	{"text:change-end", ROLE_NOTHING},
	{"text:change-start", ROLE_NOTHING},
	{"text:h", ROLE_PARAGRAPH},
	{"text:line-break", ROLE_BREAK},
	{"text:list", ROLE_LIST},
	{"text:list-header", ROLE_ITEM},
	{"text:list-item", ROLE_ITEM},
	{"text:meta", ROLE_OTHER},
	{"text:meta-field", ROLE_OTHER},
	{"text:number", ROLE_HIDDEN},
	{"text:p", ROLE_PARAGRAPH},
	{"text:placeholder", ROLE_FIELD},
	{"text:reference-mark", ROLE_NOTHING},
	{"text:reference-mark-end", ROLE_NOTHING},
	{"text:reference-mark-start", ROLE_NOTHING},
	{"text:ruby", ROLE_OTHER},
	{"text:ruby-base", ROLE_OTHER},
	{"text:ruby-text", ROLE_HIDDEN},
	{"text:s", ROLE_SPACE},
	{"text:soft-page-break", ROLE_RESIDUE},
	{"text:span", ROLE_RUN},
	{"text:tab", ROLE_TAB},
	{"text:text-input", ROLE_FIELD},
	{"text:toc-mark", ROLE_NOTHING},
	{"text:toc-mark-end", ROLE_NOTHING},
	{"text:toc-mark-start", ROLE_NOTHING},
	{"text:tracked-changes", ROLE_HIDDEN},
	{"text:user-index-mark", ROLE_NOTHING},
	{"text:user-index-mark-end", ROLE_NOTHING},
	{"text:user-index-mark-start", ROLE_NOTHING},
};

static int compare_known(const void *name, const void *element)
{
	return strcmp(name, ((const struct known *)element)->name);
}

/* True for what text may stand in: whatever else is in it there, is a field or an object. */
static bool holds_text(const struct xml_event *start)
{
	static const char *const holders[] = {"text:p", "text:h", "text:span", "text:a",
		"text:meta", "text:meta-field", "text:ruby-base", "loext:content-control"};
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
		if (xml_is(start, holders[i]))
			return true;
	return false;
}

static enum role odt_role(const struct xml_document *xml, size_t event)
{
	const struct xml_event *start = &xml->events[event];
	const struct known *found = bsearch(
		start->name, known, sizeof known / sizeof *known, sizeof *known, compare_known);
	if (found != NULL)
		return found->role;
	if (start->parent != SIZE_MAX && holds_text(&xml->events[start->parent]))
		return ROLE_OBJECT;
	return ROLE_OTHER;
}

static uint32_t odt_character(const struct xml_event *start)
{
	(void)start;
	return 0xfffc;
}

static size_t odt_spaces(const struct xml_event *start)
{
	enum { MOST = 1024 };
	const char *count = xml_attribute(start, "text:c");
	if (count == NULL || *count == '\0')
		return 1;
	size_t number = 0;
	for (; *count >= '0' && *count <= '9'; count++)
		number = number > MOST ? number : number * 10 + (size_t)(*count - '0');
	return number > MOST ? MOST : number;
}

static void odt_put_spaces(struct buf *out, size_t count)
{
	if (count == 1)
		buf_puts(out, "<text:s/>");
	else if (count > 1)
		buf_printf(out, "<text:s text:c=\"%zu\"/>", count);
}

static unsigned odt_heading_level(
	const struct document *document, const struct xml_document *xml, size_t paragraph)
{
	const struct xml_event *start = &xml->events[paragraph];
	(void)document;
	if (!xml_is(start, "text:h"))
		return 0;
	const char *level = xml_attribute(start, "text:outline-level");
	if (level == NULL || *level < '1' || *level > '9')
		return 1;
	return level[1] == '\0' ? (unsigned)(*level - '0') : 9;
}

static const char *odt_paragraph_style(const struct xml_document *xml, size_t paragraph)
{
	return xml_attribute(&xml->events[paragraph], "text:style-name");
}

static bool odt_is_unique_id(const struct xml_event *start, const struct xml_attribute *attribute)
{
	static const char *const named[] = {"text:section", "text:bookmark", "text:bookmark-start",
		"text:bookmark-end", "text:reference-mark", "text:reference-mark-start",
		"text:reference-mark-end", "text:table-of-content"};
	const char *name = attribute->name;
	if (strcmp(name, "xml:id") == 0)
		return true;
	if (strcmp(name, "draw:name") == 0)
		return strncmp(start->name, "draw:", 5) == 0;
	if (strcmp(name, "office:name") == 0)
		return xml_is(start, "office:annotation") || xml_is(start, "office:annotation-end");
	if (strcmp(name, "text:id") == 0)
		return true;
	if (strcmp(name, "table:name") == 0)
		return xml_is(start, "table:table");
	if (strcmp(name, "text:name") != 0)
		return false;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (xml_is(start, named[i]))
			return true;
	return false;
}

static bool odt_is_noise(const struct xml_event *start, const struct xml_attribute *attribute)
{
	(void)start;
	return strcmp(attribute->name, "officeooo:rsid") == 0 ||
	       strcmp(attribute->name, "officeooo:paragraph-rsid") == 0;
}

static int odt_range(const struct xml_event *start, const char **key)
{
	static const struct {
		const char *name, *key;
	} kinds[] = {{"text:bookmark", "text:name"}, {"text:reference-mark", "text:name"},
		{"text:change", "text:change-id"}, {"text:toc-mark", "text:id"},
		{"text:user-index-mark", "text:id"}, {"text:alphabetical-index-mark", "text:id"},
		{"office:annotation", "office:name"}};
	for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++) {
		size_t length = strlen(kinds[i].name);
		if (strncmp(start->name, kinds[i].name, length) != 0)
			continue;
		*key = xml_attribute(start, kinds[i].key);
		bool is_comment = start->name[0] == 'o'; /* which holds its text at its begin */
		if (strcmp(start->name + length, is_comment ? "" : "-start") == 0)
			return i + 1;
		if (strcmp(start->name + length, "-end") == 0)
			return -i - 1;
	}
	return 0;
}

/*
 * True if the manifest says that entries are encrypted (ODF 1.3, part 2, 4.4). It is not parsed:
 * old manifests have a document type declaration.
 */
static bool is_encrypted(struct document *document)
{
	static const char *const elements[] = {
		":encryption-data", "<encryption-data", ":encrypted-key", "<encrypted-key"};
	size_t entry = zip_reader_find(document->zip, "META-INF/manifest.xml");
	struct file_bytes bytes;
	if (entry == SIZE_MAX ||
		!zip_reader_read(document->zip, document->arena, document->report, entry, &bytes))
		return false;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (memmem(bytes.data, bytes.size, elements[i], strlen(elements[i])) != NULL)
			return true;
	return false;
}

static bool has_macros(const struct document *document)
{
	size_t count = zip_reader_count(document->zip);
	for (size_t i = 0; i < count; i++) {
		const char *name = zip_reader_name(document->zip, i);
		if (strncmp(name, "Basic/", 6) == 0 || strncmp(name, "Scripts/", 8) == 0)
			return true;
	}
	return false;
}

static void odt_find_parts(struct document *document, struct report *report)
{
	struct place place = {.file = document->file};
	if (is_encrypted(document)) {
		report_error(report, &place, "template-encrypted",
			tr("the document is protected by a password; save it without one"));
		return;
	}
	if (has_macros(document)) {
		report_error(report, &place, "template-macro",
			tr("the template holds macros; save it without them"));
		return;
	}
	struct part *part = document_add_part(document, "content.xml", false);
	if (part == NULL || !xml_is(&part->xml->events[0], "office:document-content")) {
		if (!document_failed(document))
			report_error(report, &place, "not-a-document",
				tr("the document's text is missing; save the document anew"));
		return;
	}
	document_add_part(document, "styles.xml", false);
	document_add_part(document, "meta.xml", true);
}

static bool odt_is_plain(const struct xml_document *xml, size_t event)
{
	const struct xml_event *start = &xml->events[event];
	return xml_is(start, "svg:desc") || xml_is(start, "svg:title") ||
	       xml_is(start, "office:title");
}

static const char *odt_address(struct part *part, const struct xml_event *start, const char *value)
{
	bool is_link = xml_is(start, "text:a") || xml_is(start, "draw:a") ||
		       strncmp(start->name, "draw:area-", 10) == 0;
	(void)part;
	return is_link ? value : NULL;
}

static size_t odt_cell_columns(const struct xml_document *xml, size_t cell)
{
	const char *number = xml_attribute(&xml->events[cell], "table:number-columns-spanned");
	long columns = number == NULL ? 1 : strtol(number, NULL, 10);
	return columns < 1 || columns > 1000 ? 1 : (size_t)columns;
}

const struct format_reader odt_reader = {
	.namespaces = namespaces,
	.namespace_count = sizeof namespaces / sizeof *namespaces,
	.mixed = true,
	.run_open = "",
	.run_close = "",
	.text_open = "",
	.text_close = "",
	.role = odt_role,
	.character = odt_character,
	.spaces = odt_spaces,
	.put_spaces = odt_put_spaces,
	.heading_level = odt_heading_level,
	.paragraph_style = odt_paragraph_style,
	.is_unique_id = odt_is_unique_id,
	.is_noise = odt_is_noise,
	.range = odt_range,
	.is_plain = odt_is_plain,
	.address_attribute = "xlink:href",
	.address = odt_address,
	.field_element = "",
	.field_attribute = "",
	.control = "",
	.cell_columns = odt_cell_columns,
	.covered_cell = "table:covered-table-cell",
	.find_parts = odt_find_parts,
	.check_outside = odt_check_outside,
};
