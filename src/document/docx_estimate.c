#include "document/docx.h"
#include "document/flow.h"

#include <string.h>

struct docx_estimate {
	struct flow_style *defined; /* the style, or NULL */
	struct bytes style;         /* of the paragraph */
	struct look direct;         /* what it says itself */
	struct bytes usual_style;   /* of a paragraph that names none */
	struct bytes target;        /* of the PAGEREF field whose number comes next */
	bool in_properties, section_ends, in_number, in_inline;
};

static bool is_on(const struct estimate_tag *tag)
{
	struct bytes value;
	return !fragment_attribute(tag->whole, "w:val", &value) ||
	       !(bytes_are(value, "0") || bytes_are(value, "false") || bytes_are(value, "off"));
}

static void take_length(
	struct look *look, enum look_kind kind, const struct estimate_tag *tag, const char *name)
{
	long value;
	if (estimate_number(tag, name, &value))
		look_set(look, kind, value);
}

static void take_spacing(struct look *look, const struct estimate_tag *tag)
{
	struct bytes rule;
	long line;
	take_length(look, LOOK_BEFORE, tag, "w:before");
	take_length(look, LOOK_AFTER, tag, "w:after");
	if (!estimate_number(tag, "w:line", &line) || line <= 0)
		return;
	bool exact =
		fragment_attribute(tag->whole, "w:lineRule", &rule) && !bytes_are(rule, "auto");
	look_set(look, LOOK_LINE, exact ? -line : line * 100 / 240);
}

/* A line above or below a paragraph: eighths of points, and whole ones to the text. */
static void take_border(struct look *look, enum look_kind kind, const struct estimate_tag *tag)
{
	struct bytes value;
	long width = 0, space = 0;
	bool drawn = fragment_attribute(tag->whole, "w:val", &value) && !bytes_are(value, "nil") &&
		     !bytes_are(value, "none");
	if (drawn) {
		estimate_number(tag, "w:sz", &width);
		estimate_number(tag, "w:space", &space);
	}
	look_set(look, kind, width * 20 / 8 + space * 20);
}

/* A property of a paragraph or of its text. */
static void take_property(struct look *look, const struct estimate_tag *tag)
{
	long value;
	if (bytes_are(tag->name, "w:spacing")) {
		take_spacing(look, tag);
	} else if (bytes_are(tag->name, "w:sz")) {
		if (estimate_number(tag, "w:val", &value) && value > 0)
			look_set(look, LOOK_SIZE, value * 10);
	} else if (bytes_are(tag->name, "w:ind")) {
		take_length(look, LOOK_LEFT, tag, "w:left");
		take_length(look, LOOK_LEFT, tag, "w:start");
		take_length(look, LOOK_RIGHT, tag, "w:right");
		take_length(look, LOOK_RIGHT, tag, "w:end");
		take_length(look, LOOK_FIRST, tag, "w:firstLine");
		if (estimate_number(tag, "w:hanging", &value))
			look_set(look, LOOK_FIRST, -value);
	} else if (bytes_are(tag->name, "w:top")) {
		take_border(look, LOOK_ABOVE, tag);
	} else if (bytes_are(tag->name, "w:bottom")) {
		take_border(look, LOOK_BELOW, tag);
	} else if (bytes_are(tag->name, "w:numPr")) {
		look_set(look, LOOK_LEFT, DOCX_LIST_STEP);
		look_set(look, LOOK_LABEL, 1);
	} else if (bytes_are(tag->name, "w:pageBreakBefore")) {
		look_set(look, LOOK_NEW_PAGE, is_on(tag));
	} else if (bytes_are(tag->name, "w:keepNext")) {
		look_set(look, LOOK_KEEP, is_on(tag));
	} else if (bytes_are(tag->name, "w:b")) {
		look_set(look, LOOK_BOLD, is_on(tag));
	}
}

static void tell_style(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct docx_estimate *docx = estimate->format_state;
	struct bytes value;
	if (bytes_are(tag->name, "w:style")) {
		docx->defined = NULL;
		if (tag->end || !fragment_attribute(tag->whole, "w:type", &value) ||
			!bytes_are(value, "paragraph") ||
			!fragment_attribute(tag->whole, "w:styleId", &value))
			return;
		docx->defined = estimate_style(estimate, value);
		struct bytes usual;
		if (fragment_attribute(tag->whole, "w:default", &usual) && !bytes_are(usual, "0"))
			docx->usual_style = value;
	} else if (tag->end) {
		docx->in_properties &= !bytes_are(tag->name, "w:docDefaults");
	} else if (bytes_are(tag->name, "w:docDefaults")) {
		docx->in_properties = !tag->empty;
	} else if (docx->in_properties) {
		take_property(&estimate->usual, tag);
	} else if (docx->defined != NULL && bytes_are(tag->name, "w:basedOn")) {
		if (fragment_attribute(tag->whole, "w:val", &value))
			docx->defined->parent =
				arena_strndup(estimate->arena, value.data, value.length);
	} else if (docx->defined != NULL) {
		take_property(&docx->defined->look, tag);
	}
}

static struct look paragraph_look(struct estimate *estimate)
{
	const struct docx_estimate *docx = estimate->format_state;
	struct look look = docx->direct, style = estimate_look(estimate, docx->style);
	look_complete(&look, &style);
	return look;
}

static void tell_paragraph(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct docx_estimate *docx = estimate->format_state;
	if (!tag->end) {
		docx->style = docx->usual_style;
		docx->direct.set = 0;
		docx->section_ends = false;
		struct look look = paragraph_look(estimate);
		flow_paragraph_begin(&estimate->flow, &look);
	}
	if (!tag->end && !tag->empty)
		return;
	flow_paragraph_end(&estimate->flow);
	if (docx->section_ends)
		flow_page_break(&estimate->flow);
	docx->section_ends = false;
}

/* Inside w:pPr, and its end. */
static void tell_property(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct docx_estimate *docx = estimate->format_state;
	struct bytes value;
	if (tag->end && bytes_are(tag->name, "w:pPr")) {
		docx->in_properties = false;
		struct look look = paragraph_look(estimate);
		flow_paragraph_begin(&estimate->flow, &look);
	} else if (bytes_are(tag->name, "w:rPr")) {
		estimate_skip(estimate, tag);
	} else if (bytes_are(tag->name, "w:sectPr")) {
		docx->section_ends = true;
		estimate_skip(estimate, tag);
	} else if (bytes_are(tag->name, "w:pStyle")) {
		if (fragment_attribute(tag->whole, "w:val", &value))
			docx->style = value;
	} else if (!tag->end) {
		take_property(&docx->direct, tag);
	}
}

static void tell_cell(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct flow *flow = &estimate->flow;
	struct bytes type;
	long value;
	if (bytes_are(tag->name, "w:tc")) {
		if (!tag->end)
			flow_cell_begin(flow, 1);
		if (tag->end || tag->empty)
			flow_cell_end(flow);
	} else if (bytes_are(tag->name, "w:tcW")) {
		if (fragment_attribute(tag->whole, "w:type", &type) && bytes_are(type, "dxa") &&
			estimate_number(tag, "w:w", &value) && value > 0)
			flow_cell_width(flow, value);
	} else if (bytes_are(tag->name, "w:gridSpan")) {
		if (estimate_number(tag, "w:val", &value) && value > 0 && value < FLOW_COLUMNS)
			flow_cell_columns(flow, (size_t)value);
	} else if (bytes_are(tag->name, "w:gridCol")) {
		if (flow->depth == 0 && flow->column_count < FLOW_COLUMNS &&
			estimate_number(tag, "w:w", &value))
			flow->columns[flow->column_count++] = value;
	} else if (bytes_are(tag->name, "w:tbl")) {
		if (!tag->end)
			flow_table_begin(flow);
	} else if (bytes_are(tag->name, "w:tr")) {
		if (tag->end)
			flow_row_end(flow);
		else
			flow_row_begin(flow);
	} else if (flow->depth == 0 && bytes_are(tag->name, "w:cantSplit")) {
		flow->whole_row = is_on(tag);
	} else if (flow->depth == 0 && bytes_are(tag->name, "w:tblHeader")) {
		flow->heading_row = is_on(tag);
	}
}

/* The field's code is passed over; what it refers to stands in front of its number. */
static void tell_field(struct estimate *estimate, const struct estimate_tag *tag)
{
	static const char keyword[] = " PAGEREF ";
	struct docx_estimate *docx = estimate->format_state;
	struct bytes type;
	if (bytes_are(tag->name, "w:instrText")) {
		const char *code = tag->whole.data + tag->whole.length;
		if (tag->end || strncmp(code, keyword, sizeof keyword - 1) != 0)
			return;
		code += sizeof keyword - 1;
		docx->target = (struct bytes){code, strcspn(code, " <")};
	} else if (fragment_attribute(tag->whole, "w:fldCharType", &type)) {
		docx->in_number = docx->target.length > 0 && bytes_are(type, "separate");
		if (bytes_are(type, "end"))
			docx->target.length = 0;
	}
}

static void tell_text(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct docx_estimate *docx = estimate->format_state;
	estimate->in_text = !tag->end && !tag->empty;
	if (!docx->in_number || !estimate->in_text)
		return;
	const char *number = tag->whole.data + tag->whole.length;
	estimate_reference(estimate, docx->target, number, strcspn(number, "<"));
	docx->in_number = false;
}

static void tell_object(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct docx_estimate *docx = estimate->format_state;
	long width, height;
	if (bytes_are(tag->name, "wp:inline"))
		docx->in_inline = !tag->end;
	else if (bytes_are(tag->name, "wp:anchor"))
		estimate_skip(estimate, tag);
	else if (docx->in_inline && bytes_are(tag->name, "wp:extent") &&
		 estimate_number(tag, "cx", &width) && estimate_number(tag, "cy", &height))
		flow_object(&estimate->flow, width / DOCX_EMU_PER_TWIP, height / DOCX_EMU_PER_TWIP);
}

static void tell_break(struct estimate *estimate, const struct estimate_tag *tag)
{
	struct bytes type;
	if (!fragment_attribute(tag->whole, "w:type", &type) || !bytes_are(type, "page")) {
		flow_line_break(&estimate->flow);
		return;
	}
	flow_paragraph_end(&estimate->flow);
	flow_page_break(&estimate->flow);
	struct look look = paragraph_look(estimate);
	look_set(&look, LOOK_NEW_PAGE, 0);
	flow_paragraph_begin(&estimate->flow, &look);
}

static void tell_body(struct estimate *estimate, const struct estimate_tag *tag)
{
	static const char *const passed[] = {
		"w:rPr", "w:txbxContent", "w:del", "w:moveFrom", "mc:Fallback", "w:sdtPr"};
	struct docx_estimate *docx = estimate->format_state;
	struct bytes name;
	if (docx->in_properties) {
		tell_property(estimate, tag);
	} else if (bytes_are(tag->name, "w:t")) {
		tell_text(estimate, tag);
	} else if (bytes_are(tag->name, "w:p")) {
		tell_paragraph(estimate, tag);
	} else if (bytes_are(tag->name, "w:pPr")) {
		docx->in_properties = !tag->end && !tag->empty;
	} else if (bytes_are(tag->name, "w:bookmarkStart")) {
		if (fragment_attribute(tag->whole, "w:name", &name))
			flow_place(&estimate->flow, name);
	} else if (bytes_are(tag->name, "w:tab")) {
		flow_tab(&estimate->flow);
	} else if (bytes_are(tag->name, "w:br")) {
		tell_break(estimate, tag);
	} else if (bytes_are(tag->name, "w:instrText") || bytes_are(tag->name, "w:fldChar")) {
		tell_field(estimate, tag);
	} else if (tag->name.length > 2 && tag->name.data[0] == 'w' && tag->name.data[1] == 'p') {
		tell_object(estimate, tag);
	} else {
		tell_cell(estimate, tag);
		for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
			if (bytes_are(tag->name, passed[i]))
				estimate_skip(estimate, tag);
	}
}

void docx_estimate(struct estimate *estimate, struct bytes xml)
{
	struct docx_estimate docx = {.in_properties = false};
	const struct docx *written = docx_of(estimate->output);
	const struct docx_styles *styles = docx_styles(estimate->output);
	struct buf text;
	buf_init(&text, estimate->arena);
	if (styles->xml != NULL)
		fragment_write(&text, styles->xml, 0, styles->xml->count, NULL);
	buf_append(&text, styles->added.data, styles->added.length);
	estimate->format_state = &docx;
	estimate_scan(estimate, (struct bytes){text.data, text.length}, tell_style);
	docx.in_properties = false;
	estimate->flow.width = written->text_width;
	estimate->flow.height = written->text_height;
	estimate_scan(estimate, xml, tell_body);
}
