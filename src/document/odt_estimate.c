#include "document/flow.h"
#include "document/odt.h"

#include <stdlib.h>
#include <string.h>

/* Twips. Tables have the margins of those that are written here. */
enum { A4_TEXT_HEIGHT = 13720, TABLE_ABOVE = 57, TABLE_BELOW = 113, CELL_ENDS = 124 };

struct odt_estimate {
	struct look *look;   /* that is being defined, or NULL */
	struct name *column; /* likewise */
	struct name *layout;
	struct names columns;    /* style of a column → its width */
	struct names layouts;    /* of pages → the height between the margins */
	struct names whole_rows; /* styles of rows that are not broken */
	struct bytes row;        /* the style of rows that is being defined; length 0: none */
	struct bytes master_layout;
	bool has_master;
	bool in_heading; /* of a table */
	size_t lists;    /* that are open */
};

static bool attribute(const struct estimate_tag *tag, const char *name, struct bytes *value)
{
	return !tag->end && fragment_attribute(tag->whole, name, value);
}

/* A length; false without one, and for a percentage. */
static bool take_twips(const struct estimate_tag *tag, const char *name, long *twips)
{
	char text[24];
	struct bytes value;
	if (!attribute(tag, name, &value) || value.length == 0 || value.length >= sizeof text ||
		value.data[value.length - 1] == '%')
		return false;
	memcpy(text, value.data, value.length);
	text[value.length] = '\0';
	*twips = odt_length(text);
	return true;
}

static bool take_percent(const struct estimate_tag *tag, const char *name, long *percent)
{
	struct bytes value;
	return attribute(tag, name, &value) && value.length > 1 &&
	       value.data[value.length - 1] == '%' && estimate_number(tag, name, percent);
}

/* "0.75pt solid #b8c2cc": how wide the line is; false where nothing is said of it. */
static bool take_line(const struct estimate_tag *tag, const char *name, long *twips)
{
	char text[24];
	struct bytes value;
	if (!attribute(tag, name, &value))
		return false;
	size_t length = 0;
	while (length < value.length && length < sizeof text - 1 && value.data[length] != ' ')
		length++;
	memcpy(text, value.data, length);
	text[length] = '\0';
	*twips = odt_length(text);
	return true;
}

/* A line above or below a paragraph, with its distance from the text. */
static void take_border(struct look *look, enum look_kind kind, const struct estimate_tag *tag,
	const char *line, const char *padding)
{
	long width = 0, space = 0;
	if (!take_line(tag, line, &width) && !take_line(tag, "fo:border", &width))
		return;
	if (width > 0 && !take_twips(tag, padding, &space))
		take_twips(tag, "fo:padding", &space);
	look_set(look, kind, width + space);
}

static void take_paragraph(struct look *look, const struct estimate_tag *tag)
{
	static const struct {
		const char *name;
		enum look_kind kind;
	} lengths[] = {{"fo:margin-top", LOOK_BEFORE}, {"fo:margin-bottom", LOOK_AFTER},
		{"fo:margin-left", LOOK_LEFT}, {"fo:margin-right", LOOK_RIGHT},
		{"fo:text-indent", LOOK_FIRST}};
	struct bytes value;
	long number;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		if (take_twips(tag, lengths[i].name, &number))
			look_set(look, lengths[i].kind, number);
	take_border(look, LOOK_ABOVE, tag, "fo:border-top", "fo:padding-top");
	take_border(look, LOOK_BELOW, tag, "fo:border-bottom", "fo:padding-bottom");
	if (take_percent(tag, "fo:line-height", &number) && number > 0)
		look_set(look, LOOK_LINE, number);
	else if (take_twips(tag, "fo:line-height", &number) && number > 0)
		look_set(look, LOOK_LINE, -number);
	if (attribute(tag, "fo:break-before", &value))
		look_set(look, LOOK_NEW_PAGE, bytes_are(value, "page"));
	if (attribute(tag, "fo:keep-with-next", &value))
		look_set(look, LOOK_KEEP, bytes_are(value, "always"));
}

static void take_text(struct look *look, const struct estimate_tag *tag)
{
	struct bytes value;
	long number;
	if (take_twips(tag, "fo:font-size", &number) && number > 0)
		look_set(look, LOOK_SIZE, number);
	if (attribute(tag, "fo:font-weight", &value))
		look_set(look, LOOK_BOLD, bytes_are(value, "bold"));
}

static void begin_style(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct odt_estimate *odt = estimate->format_state;
	struct bytes family, name, value;
	odt->look = NULL;
	odt->column = NULL;
	odt->row.length = 0;
	if (!attribute(tag, "style:family", &family) || !attribute(tag, "style:name", &name))
		return;
	if (bytes_are(family, "table-column"))
		odt->column = names_add(&odt->columns, name.data, name.length);
	if (bytes_are(family, "table-row"))
		odt->row = name;
	if (!bytes_are(family, "paragraph"))
		return;
	struct flow_style *style = estimate_style(estimate, name);
	*style = (struct flow_style){.parent = NULL};
	odt->look = &style->look;
	if (attribute(tag, "style:parent-style-name", &value))
		style->parent = arena_strndup(estimate->arena, value.data, value.length);
	if (attribute(tag, "style:master-page-name", &value) && value.length > 0)
		look_set(odt->look, LOOK_NEW_PAGE, 1);
	if (tag->empty)
		odt->look = NULL;
}

/* The height between the margins, less what header and footer take. */
static void tell_layout(struct odt_estimate *odt, const struct estimate_tag *tag)
{
	static const char *const less[] = {"fo:margin-top", "fo:margin-bottom"};
	long length, height;
	if (bytes_are(tag->name, "style:page-layout-properties")) {
		if (!take_twips(tag, "fo:page-height", &height))
			return;
		for (size_t i = 0; i < 2; i++)
			if (take_twips(tag, less[i], &length) ||
				take_twips(tag, "fo:margin", &length))
				height -= length;
		odt->layout->number = height > 0 ? (size_t)height : 0;
	} else if (bytes_are(tag->name, "style:header-footer-properties")) {
		if ((take_twips(tag, "fo:min-height", &length) ||
			    take_twips(tag, "svg:height", &length)) &&
			length > 0 && (size_t)length < odt->layout->number)
			odt->layout->number -= (size_t)length;
	}
}

static void tell_page(struct odt_estimate *odt, const struct estimate_tag *tag)
{
	struct bytes name, layout;
	if (bytes_are(tag->name, "style:page-layout")) {
		odt->layout = attribute(tag, "style:name", &name)
				      ? names_add(&odt->layouts, name.data, name.length)
				      : NULL;
	} else if (bytes_are(tag->name, "style:master-page")) {
		if (attribute(tag, "style:name", &name) &&
			attribute(tag, "style:page-layout-name", &layout) &&
			(!odt->has_master || bytes_are(name, "Standard"))) {
			odt->master_layout = layout;
			odt->has_master = true;
		}
	} else if (odt->layout != NULL) {
		tell_layout(odt, tag);
	}
}

/* Whatever stands outside a paragraph's style, as in a list's, says nothing of paragraphs. */
static void tell_style(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct odt_estimate *odt = estimate->format_state;
	struct bytes family, keep;
	long width;
	if (bytes_are(tag->name, "style:default-style")) {
		odt->look =
			attribute(tag, "style:family", &family) && bytes_are(family, "paragraph")
				? &estimate->usual
				: NULL;
	} else if (bytes_are(tag->name, "style:style")) {
		begin_style(estimate, tag);
	} else if (odt->look != NULL && bytes_are(tag->name, "style:paragraph-properties")) {
		take_paragraph(odt->look, tag);
	} else if (odt->look != NULL && bytes_are(tag->name, "style:text-properties")) {
		take_text(odt->look, tag);
	} else if (odt->column != NULL && bytes_are(tag->name, "style:table-column-properties")) {
		if (take_twips(tag, "style:column-width", &width) && width > 0)
			odt->column->number = (size_t)width;
	} else if (odt->row.length > 0 && bytes_are(tag->name, "style:table-row-properties")) {
		if (attribute(tag, "fo:keep-together", &keep) && bytes_are(keep, "always"))
			names_add(&odt->whole_rows, odt->row.data, odt->row.length);
	} else {
		tell_page(odt, tag);
	}
}

static void tell_paragraph(struct estimate *estimate, const struct estimate_tag *tag)
{
	const struct odt_estimate *odt = estimate->format_state;
	struct bytes style = {"", 0};
	if (!tag->end) {
		attribute(tag, "text:style-name", &style);
		struct look look = estimate_look(estimate, style);
		look.value[LOOK_LEFT] += (long)odt->lists * ODT_LIST_STEP;
		look_set(&look, LOOK_LABEL, odt->lists > 0);
		flow_paragraph_begin(&estimate->flow, &look);
	}
	if (tag->end || tag->empty)
		flow_paragraph_end(&estimate->flow);
}

static size_t repeated(const struct estimate_tag *tag, const char *name)
{
	long number;
	bool some = estimate_number(tag, name, &number) && number > 1;
	return !some ? 1 : number < FLOW_COLUMNS ? (size_t)number : FLOW_COLUMNS;
}

static void tell_column(struct estimate *estimate, const struct estimate_tag *tag)
{
	const struct odt_estimate *odt = estimate->format_state;
	struct flow *flow = &estimate->flow;
	struct bytes style;
	if (flow->depth > 0 || !attribute(tag, "table:style-name", &style))
		return;
	const struct name *column = names_find(&odt->columns, style.data, style.length);
	for (size_t left = repeated(tag, "table:number-columns-repeated");
		left > 0 && flow->column_count < FLOW_COLUMNS; left--)
		flow->columns[flow->column_count++] = column == NULL ? 0 : (long)column->number;
}

static void tell_cell(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct flow *flow = &estimate->flow;
	if (!tag->end)
		flow_cell_begin(flow, repeated(tag, "table:number-columns-spanned"));
	if (tag->end || tag->empty)
		flow_cell_end(flow);
}

static void tell_table(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct odt_estimate *odt = estimate->format_state;
	struct flow *flow = &estimate->flow;
	struct bytes style;
	if (bytes_are(tag->name, "table:table-cell")) {
		tell_cell(estimate, tag);
	} else if (bytes_are(tag->name, "table:table-row")) {
		if (tag->end) {
			flow_row_end(flow);
			return;
		}
		flow_row_begin(flow);
		if (flow->depth > 0)
			return;
		flow->heading_row = odt->in_heading;
		flow->whole_row = attribute(tag, "table:style-name", &style) &&
				  names_find(&odt->whole_rows, style.data, style.length) != NULL;
	} else if (bytes_are(tag->name, "table:table-column")) {
		tell_column(estimate, tag);
	} else if (bytes_are(tag->name, "table:table-header-rows")) {
		odt->in_heading = !tag->end && !tag->empty;
	} else if (bytes_are(tag->name, "table:table")) {
		if (!tag->end)
			flow_table_begin(flow);
		if (flow->depth == 0)
			flow->after = tag->end ? TABLE_BELOW : flow->after + TABLE_ABOVE;
	}
}

/* A picture that stands in the line; what floats is left out of account. */
static void tell_frame(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct bytes anchor;
	long width, height;
	if (attribute(tag, "text:anchor-type", &anchor) && bytes_are(anchor, "as-char") &&
		take_twips(tag, "svg:width", &width) && take_twips(tag, "svg:height", &height))
		flow_object(&estimate->flow, width, height);
	estimate_skip(estimate, tag);
}

static void tell_reference(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct bytes format, name;
	if (tag->empty || !attribute(tag, "text:reference-format", &format) ||
		!bytes_are(format, "page") || !attribute(tag, "text:ref-name", &name))
		return;
	const char *number = tag->whole.data + tag->whole.length;
	estimate_reference(estimate, name, number, strcspn(number, "<"));
}

static void tell_text(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct flow *flow = &estimate->flow;
	struct bytes name;
	if (bytes_are(tag->name, "text:p") || bytes_are(tag->name, "text:h")) {
		tell_paragraph(estimate, tag);
	} else if (bytes_are(tag->name, "text:bookmark-start") ||
		   bytes_are(tag->name, "text:bookmark")) {
		if (attribute(tag, "text:name", &name))
			flow_place(flow, name);
	} else if (bytes_are(tag->name, "text:bookmark-ref")) {
		tell_reference(estimate, tag);
	} else if (bytes_are(tag->name, "text:s")) {
		flow_text(flow, " ", tag->end ? 0 : 1);
	} else if (bytes_are(tag->name, "text:tab")) {
		flow_tab(flow);
	} else if (bytes_are(tag->name, "text:line-break")) {
		flow_line_break(flow);
	} else if (bytes_are(tag->name, "text:note")) {
		estimate_skip(estimate, tag);
	}
}

static void tell_body(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct odt_estimate *odt = estimate->format_state;
	if (bytes_are(tag->name, "text:list") && !tag->empty)
		odt->lists = tag->end ? odt->lists - (odt->lists > 0) : odt->lists + 1;
	else if (bytes_are(tag->name, "office:annotation"))
		estimate_skip(estimate, tag);
	else if (bytes_are(tag->name, "draw:frame"))
		tell_frame(estimate, tag);
	else if (tag->name.length > 5 && memcmp(tag->name.data, "text:", 5) == 0)
		tell_text(estimate, tag);
	else if (tag->name.length > 6 && memcmp(tag->name.data, "table:", 6) == 0)
		tell_table(estimate, tag);
	else if (tag->name.length > 6 && memcmp(tag->name.data, "style:", 6) == 0)
		tell_style(estimate, tag);
}

void odt_estimate(struct estimate *estimate, struct bytes xml)
{
	struct odt_estimate odt = {.lists = 0};
	const struct odt *written = odt_of(estimate->output);
	names_init(&odt.columns, estimate->arena);
	names_init(&odt.layouts, estimate->arena);
	names_init(&odt.whole_rows, estimate->arena);
	estimate->format_state = &odt;
	struct buf text;
	buf_init(&text, estimate->arena);
	if (written->styles_xml != NULL)
		fragment_write(&text, written->styles_xml, 0, written->styles_xml->count, NULL);
	if (written->added.length > 0)
		buf_append(&text, written->added.data, written->added.length);
	estimate_scan(estimate, (struct bytes){text.data, text.length}, tell_style);
	struct bytes master = odt.master_layout;
	const struct name *layout =
		odt.has_master ? names_find(&odt.layouts, master.data, master.length) : NULL;
	bool usable = layout != NULL && layout->number > 1000 && layout->number < 100000;
	estimate->flow.height = usable ? (long)layout->number : A4_TEXT_HEIGHT;
	estimate->flow.width = written->text_width;
	estimate->flow.sums = true;
	estimate->flow.cell_ends = CELL_ENDS;
	estimate->in_text = true;
	estimate_scan(estimate, xml, tell_body);
}
