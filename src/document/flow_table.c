#include "document/flow.h"

/* Tables in the rough layout: a row is as high as its highest cell. */

/* The cell at a depth, from 1; deeper ones share the last. */
static struct flow_cell *cell_at(struct flow *flow, size_t depth)
{
	return &flow->cells[depth < FLOW_NESTING ? depth : FLOW_NESTING - 1];
}

void flow_table_begin(struct flow *flow)
{
	if (flow->depth > 0)
		return;
	flow->column_count = 0;
	flow->heading_height = 0;
}

void flow_row_begin(struct flow *flow)
{
	struct flow_cell *next = cell_at(flow, flow->depth + 1);
	next->row_height = 0;
	next->column = 0;
	if (flow->depth == 0)
		flow->whole_row = flow->heading_row = false;
}

static long column_width(const struct flow *flow, size_t from, size_t count)
{
	long width = 0;
	for (size_t i = from; i < from + count && i < flow->column_count; i++)
		width += flow->columns[i];
	return width > 0 ? width : flow->width / 2;
}

void flow_cell_begin(struct flow *flow, size_t columns)
{
	long outer = flow->depth == 0 ? 0 : cell_at(flow, flow->depth)->width;
	struct flow_cell *cell = cell_at(flow, ++flow->depth);
	cell->height = cell->after = 0;
	cell->columns = columns;
	cell->width = outer > 0 ? outer / 2 : column_width(flow, cell->column, columns);
}

void flow_cell_width(struct flow *flow, long width)
{
	if (flow->depth > 0)
		cell_at(flow, flow->depth)->width = width;
}

void flow_cell_columns(struct flow *flow, size_t columns)
{
	if (flow->depth == 0)
		return;
	struct flow_cell *cell = cell_at(flow, flow->depth);
	cell->columns = columns;
	if (flow->depth == 1)
		cell->width = column_width(flow, cell->column, columns);
}

void flow_cell_end(struct flow *flow)
{
	if (flow->depth == 0)
		return;
	struct flow_cell *cell = cell_at(flow, flow->depth--);
	long height = cell->height + cell->after + flow->cell_ends;
	if (height > cell->row_height)
		cell->row_height = height;
	cell->column += cell->columns;
}

void flow_row_end(struct flow *flow)
{
	long height = cell_at(flow, flow->depth + 1)->row_height;
	if (flow->depth > 0) {
		cell_at(flow, flow->depth)->height += height;
		return;
	}
	flow->y += flow->y > 0 ? flow->after : 0;
	flow->after = 0;
	flow_put_row(flow, height);
}
