#include "document/flatten.h"

/* What is lifted away, and what outlives it: halves of bookmarks, fields and sections. */

static void put_ranges(struct flatten *flatten, size_t element, bool begins)
{
	const struct plan *plan = flatten->plan;
	size_t end = flatten->events[element].other;
	for (size_t i = plan_first_range(plan, element);
		i < plan->range_count && plan->ranges[i].event < end; i++) {
		const struct range_end *range = &plan->ranges[i];
		if (range->begins != begins || plan->flags[range->event] & PLAN_DROPPED)
			continue;
		flatten_start(flatten, range->event);
		buf_puts(flatten_bytes(flatten), "/>");
	}
}

/* A paragraph that ends a section stays, emptied, when it is lifted. */
static void put_section_end(struct flatten *flatten, size_t element)
{
	if (part_role(flatten->part, element) != ROLE_PARAGRAPH || flatten->part->property ||
		!part_ends_section(flatten->part, element))
		return;
	size_t properties = part_properties(flatten->part, element);
	size_t end = flatten->events[properties].other;
	struct buf *out = flatten_bytes(flatten);
	serial_start(out, flatten->part, element, true);
	buf_putc(out, '>');
	serial_events(out, flatten->part, properties, end + 1, true, ROLE_OTHER);
	flatten_end_tag(flatten, element);
}

/* How many more fields begin than end in a paragraph that is lifted. */
static int open_fields(const struct flatten *flatten, size_t element)
{
	int open = 0;
	if (flatten->reader->field == NULL || part_role(flatten->part, element) != ROLE_PARAGRAPH ||
		flatten->part->property)
		return 0;
	for (size_t i = element + 1; i < flatten->events[element].other; i++) {
		int field = flatten->events[i].kind == XML_START
				    ? flatten->reader->field(&flatten->events[i])
				    : 0;
		if (field == 1 || field == -1)
			open += field;
	}
	return open;
}

/* The runs of a field that begins or ends elsewhere stay, in a paragraph of their own. */
static void put_fields(struct flatten *flatten, size_t element)
{
	struct buf *out = flatten_bytes(flatten);
	serial_start(out, flatten->part, element, true);
	buf_putc(out, '>');
	for (size_t i = element + 1; i < flatten->events[element].other; i++) {
		if (flatten->events[i].kind != XML_START ||
			flatten->reader->field(&flatten->events[i]) == 0)
			continue;
		buf_puts(out, flatten->reader->run_open);
		serial_events(
			out, flatten->part, i, flatten->events[i].other + 1, true, ROLE_OTHER);
		buf_puts(out, flatten->reader->run_close);
		i = flatten->events[i].other;
	}
	flatten_end_tag(flatten, element);
}

void flatten_lifted(struct flatten *flatten, size_t element)
{
	const struct plan *plan = flatten->plan;
	bool is_run = part_role(flatten->part, element) == ROLE_RUN;
	int fields = open_fields(flatten, element);
	bool is_value = plan->flags[element] & PLAN_VALUE;
	if (fields < 0)
		put_fields(flatten, element);
	if (is_value)
		put_ranges(flatten, element, true);
	for (size_t i = plan->first[element]; i > 0; i = plan->items[i - 1].next) {
		if (is_run)
			flatten_mark(flatten, &plan->items[i - 1], true);
		else
			flatten_lifted_mark(flatten, element, &plan->items[i - 1]);
	}
	if (is_value)
		put_ranges(flatten, element, false);
	if (fields > 0)
		put_fields(flatten, element);
	put_section_end(flatten, element);
}
