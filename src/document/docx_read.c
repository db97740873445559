#include "document/docx_parts.h"
#include "document/outside.h"

#include <stdlib.h>
#include <string.h>

/* What the elements of WordprocessingML are (ISO/IEC 29500-1, 17; transitional: part 4). */

static const struct xml_namespace namespaces[] = {
	{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
	{"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"},
	{"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
	{"http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"},
	{"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
	{"http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
	{"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
	{"urn:schemas-microsoft-com:vml", "v"},
	{"urn:schemas-microsoft-com:office:office", "o"},
	{"urn:schemas-microsoft-com:office:word", "w10"},
	{"http://schemas.microsoft.com/office/word/2010/wordml", "w14"},
	{"http://schemas.microsoft.com/office/word/2012/wordml", "w15"},
	{"http://schemas.microsoft.com/office/word/2018/wordml", "w16"},
	{"http://schemas.microsoft.com/office/word/2016/wordml/cid", "w16cid"},
	{"http://schemas.microsoft.com/office/word/2018/wordml/cex", "w16cex"},
	{"http://schemas.microsoft.com/office/word/2020/wordml/sdtdatahash", "w16sdtdh"},
	{"http://schemas.microsoft.com/office/word/2015/wordml/symex", "w16se"},
	{"http://schemas.microsoft.com/office/word/2006/wordml", "wne"},
	{"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", "wp14"},
	{"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas", "wpc"},
	{"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", "wpg"},
	{"http://schemas.microsoft.com/office/word/2010/wordprocessingInk", "wpi"},
	{"http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"},
	{"http://schemas.microsoft.com/office/drawing/2010/main", "a14"},
	{"http://schemas.microsoft.com/office/drawing/2014/main", "a16"},
	{"http://schemas.microsoft.com/office/drawing/2016/SVG/main", "asvg"},
	{"http://schemas.openxmlformats.org/schemaLibrary/2006/main", "sl"},
	{"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://purl.org/dc/terms/", "dcterms"},
	{"http://purl.org/dc/dcmitype/", "dcmitype"},
	{"http://www.w3.org/2001/XMLSchema-instance", "xsi"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "ep"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "op"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "vt"},
};

/* In strcmp()'s order. */
static const struct known {
	const char *name;
	enum role role;
} known[] = {
	{"m:oMath", ROLE_OBJECT},
	{"m:oMathPara", ROLE_OBJECT},
	{"mc:AlternateContent", ROLE_OBJECT},
	{"w:annotationRef", ROLE_FIXED},
	{"w:bookmarkEnd", ROLE_NOTHING},
	{"w:bookmarkStart", ROLE_NOTHING},
	{"w:br", ROLE_BREAK},
	{"w:comment", ROLE_CONTAINER},
	{"w:commentRangeEnd", ROLE_NOTHING},
	{"w:commentRangeStart", ROLE_NOTHING},
	{"w:commentReference", ROLE_NOTHING},
	{"w:cr", ROLE_BREAK},
	{"w:customXmlPr", ROLE_HIDDEN},
	{"w:del", ROLE_DELETED},
	{"w:delInstrText", ROLE_HIDDEN},
	{"w:delText", ROLE_HIDDEN},
	{"w:drawing", ROLE_OBJECT},
	{"w:endnote", ROLE_CONTAINER},
	{"w:fldChar", ROLE_FIXED},
	{"w:fldSimple", ROLE_FIELD},
	{"w:footnote", ROLE_CONTAINER},
	{"w:ftr", ROLE_CONTAINER},
	{"w:hdr", ROLE_CONTAINER},
	{"w:hyperlink", ROLE_LINK},
	{"w:ins", ROLE_INSERTION},
	{"w:instrText", ROLE_HIDDEN},
	{"w:lastRenderedPageBreak", ROLE_RESIDUE},
	{"w:moveFrom", ROLE_DELETED},
	{"w:moveFromRangeEnd", ROLE_NOTHING},
	{"w:moveFromRangeStart", ROLE_NOTHING},
	{"w:moveTo", ROLE_INSERTION},
	{"w:moveToRangeEnd", ROLE_NOTHING},
	{"w:moveToRangeStart", ROLE_NOTHING},
	{"w:noBreakHyphen", ROLE_CHARACTER},
	{"w:p", ROLE_PARAGRAPH},
	{"w:pPr", ROLE_PROPERTIES},
	{"w:permEnd", ROLE_NOTHING},
	{"w:permStart", ROLE_NOTHING},
	{"w:proofErr", ROLE_NOTHING},
	{"w:ptab", ROLE_TAB},
	{"w:r", ROLE_RUN},
	{"w:rPr", ROLE_PROPERTIES},
	{"w:sdtContent", ROLE_CONTAINER},
	{"w:sdtEndPr", ROLE_HIDDEN},
	{"w:sdtPr", ROLE_HIDDEN},
	{"w:sectPr", ROLE_SECTION},
	{"w:smartTagPr", ROLE_HIDDEN},
	{"w:softHyphen", ROLE_CHARACTER},
	{"w:t", ROLE_TEXT},
	{"w:tab", ROLE_TAB},
	{"w:tbl", ROLE_TABLE},
	{"w:tblGrid", ROLE_HIDDEN},
	{"w:tblPr", ROLE_HIDDEN},
	{"w:tblPrEx", ROLE_HIDDEN},
	{"w:tc", ROLE_CELL},
	{"w:tcPr", ROLE_HIDDEN},
	{"w:tr", ROLE_ROW},
	{"w:trPr", ROLE_HIDDEN},
	{"w:txbxContent", ROLE_CONTAINER},
};

static int compare_known(const void *name, const void *element)
{
	return strcmp(name, ((const struct known *)element)->name);
}

static bool parent_is(const struct xml_document *xml, size_t event, const char *name)
{
	size_t parent = xml->events[event].parent;
	return parent != SIZE_MAX && xml_is(&xml->events[parent], name);
}

/* A content control among blocks; those in a line, around cells or around rows end in no w:p. */
static enum role content_role(const struct xml_document *xml, size_t event)
{
	static const struct {
		const char *name;
		enum role role;
	} around[] = {{"w:p", ROLE_OTHER}, {"w:tr", ROLE_OTHER}, {"w:tbl", ROLE_OTHER},
		{"w:body", ROLE_CONTAINER}, {"w:tc", ROLE_CONTAINER}, {"w:hdr", ROLE_CONTAINER},
		{"w:ftr", ROLE_CONTAINER}, {"w:footnote", ROLE_CONTAINER},
		{"w:endnote", ROLE_CONTAINER}, {"w:comment", ROLE_CONTAINER},
		{"w:txbxContent", ROLE_CONTAINER}};
	for (event = xml->events[event].parent; event != SIZE_MAX;
		event = xml->events[event].parent)
		for (size_t i = 0; i < sizeof around / sizeof *around; i++)
			if (xml_is(&xml->events[event], around[i].name))
				return around[i].role;
	return ROLE_OTHER;
}

/* Page and column breaks are no blanks: they are kept. */
static enum role break_role(const struct xml_event *start)
{
	const char *type = xml_attribute(start, "w:type");
	return type == NULL || strcmp(type, "textWrapping") == 0 ? ROLE_BREAK : ROLE_OBJECT;
}

static enum role docx_role(const struct xml_document *xml, size_t event)
{
	const struct xml_event *start = &xml->events[event];
	const struct known *found = bsearch(
		start->name, known, sizeof known / sizeof *known, sizeof *known, compare_known);
	if (found == NULL)
		return parent_is(xml, event, "w:r") ? ROLE_OBJECT : ROLE_OTHER;
	if (found->role == ROLE_BREAK && xml_is(start, "w:br"))
		return break_role(start);
	if (xml_is(start, "w:sdtContent"))
		return content_role(xml, event);
	if (found->role == ROLE_TEXT && (!parent_is(xml, event, "w:r") || start->other > event + 2))
		return ROLE_HIDDEN; /* not where text can be */
	if (xml_is(start, "w:fldChar")) {
		const char *type = xml_attribute(start, "w:fldCharType");
		return type != NULL && strcmp(type, "begin") == 0 ? ROLE_FIELD : ROLE_FIXED;
	}
	return found->role;
}

static uint32_t docx_character(const struct xml_event *start)
{
	return xml_is(start, "w:softHyphen") ? 0xad : 0x2011;
}

static size_t docx_spaces(const struct xml_event *start)
{
	(void)start;
	return 0;
}

static void docx_put_spaces(struct buf *out, size_t count)
{
	while (count-- > 0)
		buf_putc(out, ' ');
}

/* The w:val of an element of a paragraph's w:pPr, or NULL. */
static const char *paragraph_property(
	const struct xml_document *xml, size_t paragraph, const char *name)
{
	const struct xml_event *events = xml->events;
	size_t at = paragraph + 1;
	if (events[at].kind == XML_TEXT)
		at++;
	if (events[at].kind != XML_START || !xml_is(&events[at], "w:pPr"))
		return NULL;
	size_t end = events[at].other;
	for (at++; at < end; at = events[at].kind == XML_START ? events[at].other + 1 : at + 1)
		if (events[at].kind == XML_START && xml_is(&events[at], name))
			return xml_attribute(&events[at], "w:val");
	return NULL;
}

static const char *docx_paragraph_style(const struct xml_document *xml, size_t paragraph)
{
	return paragraph_property(xml, paragraph, "w:pStyle");
}

static unsigned docx_heading_level(
	const struct document *document, const struct xml_document *xml, size_t paragraph)
{
	const char *own = paragraph_property(xml, paragraph, "w:outlineLvl");
	if (own != NULL)
		return docx_outline_level(own);
	const char *style = docx_paragraph_style(xml, paragraph);
	return style == NULL ? 0 : docx_style_level(document, style);
}

/* Elements whose w:id is theirs alone, but for the other end. */
static bool bears_id(const struct xml_event *start)
{
	static const char *const names[] = {"w:bookmarkStart", "w:bookmarkEnd",
		"w:commentRangeStart", "w:commentRangeEnd", "w:commentReference",
		"w:footnoteReference", "w:endnoteReference", "w:permStart", "w:permEnd",
		"w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart",
		"w:moveToRangeEnd"};
	static const char *const changes[] = {"w:ins", "w:del", "w:moveFrom", "w:moveTo"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(start, names[i]))
			return true;
	/* An empty one is a property, which is copied as it is. */
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (xml_is(start, changes[i]))
			return start[1].kind != XML_END;
	return false;
}

static bool docx_is_unique_id(const struct xml_event *start, const struct xml_attribute *attribute)
{
	const char *name = attribute->name;
	if (strcmp(name, "w:id") == 0)
		return bears_id(start);
	if (strcmp(name, "w:name") == 0)
		return xml_is(start, "w:bookmarkStart");
	if (strcmp(name, "w:val") == 0) /* the id in a content control's properties */
		return xml_is(start, "w:id");
	return strcmp(name, "id") == 0 &&
	       (xml_is(start, "wp:docPr") || strncmp(start->name, "v:", 2) == 0);
}

static bool docx_is_noise(const struct xml_event *start, const struct xml_attribute *attribute)
{
	const char *name = attribute->name;
	(void)start;
	if (*name != 'w')
		return false;
	return strncmp(name, "w:rsid", 6) == 0 || strcmp(name, "w14:paraId") == 0 ||
	       strcmp(name, "w14:textId") == 0 || strcmp(name, "wp14:anchorId") == 0 ||
	       strcmp(name, "wp14:editId") == 0;
}

static int docx_range(const struct xml_event *start, const char **key)
{
	static const char *const kinds[] = {
		"w:bookmark", "w:commentRange", "w:perm", "w:moveFromRange", "w:moveToRange"};
	*key = xml_attribute(start, "w:id");
	for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++) {
		size_t length = strlen(kinds[i]);
		if (strncmp(start->name, kinds[i], length) != 0)
			continue;
		if (strcmp(start->name + length, "Start") == 0)
			return i + 1;
		if (strcmp(start->name + length, "End") == 0)
			return -i - 1;
	}
	return 0;
}

static int docx_field(const struct xml_event *start)
{
	if (xml_is(start, "w:instrText"))
		return 2;
	if (!xml_is(start, "w:fldChar"))
		return 0;
	const char *type = xml_attribute(start, "w:fldCharType");
	if (type == NULL || strcmp(type, "separate") == 0)
		return 3;
	return strcmp(type, "begin") == 0 ? 1 : -1;
}

/* The two texts of a ruby, which is one character to its paragraph. */
static bool docx_is_plain(const struct xml_document *xml, size_t event)
{
	if (!xml_is(&xml->events[event], "w:t") || !parent_is(xml, event, "w:r"))
		return false;
	size_t run = xml->events[event].parent;
	return parent_is(xml, run, "w:rt") || parent_is(xml, run, "w:rubyBase");
}

static const char *docx_address(struct part *part, const struct xml_event *start, const char *value)
{
	bool is_link = xml_is(start, "w:hyperlink") || xml_is(start, "a:hlinkClick") ||
		       xml_is(start, "a:hlinkHover");
	return is_link ? docx_external_target(part, value) : NULL;
}

/* Word fills a control that is bound to some XML with that when it opens the document. */
static bool docx_is_binding(const struct xml_event *start)
{
	return xml_is(start, "w:dataBinding") || xml_is(start, "w15:dataBinding");
}

/* No more columns than Word can have in a table. */
static size_t docx_number_of_columns(const char *number)
{
	long columns = number == NULL ? 1 : strtol(number, NULL, 10);
	return columns < 1 || columns > 63 ? 1 : (size_t)columns;
}

static size_t docx_cell_columns(const struct xml_document *xml, size_t cell)
{
	size_t at = cell + 1;
	while (xml->events[at].kind == XML_TEXT)
		at++;
	if (xml->events[at].kind != XML_START || !xml_is(&xml->events[at], "w:tcPr"))
		return 1;
	for (size_t i = at; i < xml->events[at].other; i++) {
		if (xml->events[i].kind == XML_START && xml_is(&xml->events[i], "w:gridSpan"))
			return docx_number_of_columns(xml_attribute(&xml->events[i], "w:val"));
	}
	return 1;
}

const struct format_reader docx_reader = {
	.namespaces = namespaces,
	.namespace_count = sizeof namespaces / sizeof *namespaces,
	.run_open = "<w:r>",
	.run_close = "</w:r>",
	.text_open = "<w:t xml:space=\"preserve\">",
	.text_close = "</w:t>",
	.role = docx_role,
	.character = docx_character,
	.spaces = docx_spaces,
	.put_spaces = docx_put_spaces,
	.heading_level = docx_heading_level,
	.paragraph_style = docx_paragraph_style,
	.is_unique_id = docx_is_unique_id,
	.is_noise = docx_is_noise,
	.range = docx_range,
	.field = docx_field,
	.is_plain = docx_is_plain,
	.address_attribute = "r:id",
	.address = docx_address,
	.field_element = "w:fldSimple",
	.field_attribute = "w:instr",
	.control = "w:sdt",
	.is_binding = docx_is_binding,
	.cell_columns = docx_cell_columns,
	.cell_properties = "w:tcPr",
	.find_parts = docx_find_parts,
	.check_outside = docx_check_outside,
};
