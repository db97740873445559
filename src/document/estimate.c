#include "document/flow.h"

#include <stdio.h>
#include <string.h>

/* The pages of a document that nobody has laid out: a walk over what was written, with the looks. */

/* A number in the text that is to be replaced. */
struct reference {
	struct bytes name;
	size_t offset, length;
	size_t page; /* 0: of a place that is not there */
};

struct references {
	const char *begin; /* of the text */
	struct reference *items;
	size_t count, capacity;
};

struct flow_style *estimate_style(struct estimate *estimate, struct bytes name)
{
	struct name *entry = names_add(&estimate->styles, name.data, name.length);
	if (entry->object == NULL)
		entry->object = arena_alloc(estimate->arena, sizeof(struct flow_style));
	return entry->object;
}

struct look estimate_look(const struct estimate *estimate, struct bytes style)
{
	enum { DEEPEST = 16 }; /* of styles that build on each other, also in a circle */
	struct look look = {.set = 0};
	const struct name *entry = names_find(&estimate->styles, style.data, style.length);
	for (size_t i = 0; entry != NULL && entry->object != NULL && i < DEEPEST; i++) {
		const struct flow_style *found = entry->object;
		look_complete(&look, &found->look);
		entry = found->parent == NULL ? NULL
					      : names_find(&estimate->styles, found->parent,
							strlen(found->parent));
	}
	look_complete(&look, &estimate->usual);
	return look;
}

void estimate_skip(struct estimate *estimate, const struct estimate_tag *tag)
{
	if (tag->end || tag->empty)
		return;
	estimate->skipped = tag->name;
	estimate->skipped_depth = 1;
}

bool estimate_number(const struct estimate_tag *tag, const char *attribute, long *number)
{
	struct bytes value;
	if (!fragment_attribute(tag->whole, attribute, &value))
		return false;
	bool negative = value.length > 0 && value.data[0] == '-';
	*number = 0;
	for (size_t i = negative; i < value.length && value.data[i] >= '0' &&
				  value.data[i] <= '9' && *number < 100000000;
		i++)
		*number = *number * 10 + (value.data[i] - '0');
	if (negative)
		*number = -*number;
	return value.length > 0;
}

void estimate_reference(
	struct estimate *estimate, struct bytes name, const char *from, size_t length)
{
	struct references *references = estimate->references;
	references->items = arena_grow(estimate->arena, references->items, references->count,
		&references->capacity, sizeof *references->items);
	references->items[references->count++] =
		(struct reference){name, (size_t)(from - references->begin), length, 0};
}

/* Passes over an element that began: true as long as it lasts. */
static bool passed_over(struct estimate *estimate, const struct estimate_tag *tag)
{
	if (estimate->skipped_depth == 0)
		return false;
	bool same = tag->name.length == estimate->skipped.length &&
		    memcmp(tag->name.data, estimate->skipped.data, tag->name.length) == 0;
	if (same && tag->end)
		estimate->skipped_depth--;
	else if (same && !tag->empty)
		estimate->skipped_depth++;
	return true;
}

void estimate_scan(struct estimate *estimate, struct bytes xml,
	void (*tell)(struct estimate *estimate, const struct estimate_tag *tag))
{
	const char *at = xml.data, *end = xml.data + xml.length;
	while (at < end) {
		const char *open = memchr(at, '<', (size_t)(end - at));
		if (open == NULL)
			return;
		if (estimate->in_text && open > at && estimate->skipped_depth == 0)
			flow_text(&estimate->flow, at, (size_t)(open - at));
		const char *close = memchr(open, '>', (size_t)(end - open));
		if (close == NULL)
			return;
		struct estimate_tag tag = {.whole = {open, (size_t)(close - open) + 1},
			.end = open[1] == '/',
			.empty = close[-1] == '/'};
		const char *name = open + 1 + tag.end, *stop = name;
		while (stop < close && *stop != ' ' && *stop != '/')
			stop++;
		tag.name = (struct bytes){name, (size_t)(stop - name)};
		if (!passed_over(estimate, &tag))
			tell(estimate, &tag);
		at = close + 1;
	}
}

/* The page of each reference's place: the first of that name. */
static void find_pages(const struct estimate *estimate)
{
	struct names pages;
	names_init(&pages, estimate->arena);
	for (size_t i = 0; i < estimate->flow.place_count; i++) {
		const struct flow_place *place = &estimate->flow.places[i];
		struct name *page = names_add(&pages, place->name.data, place->name.length);
		if (page->number == 0)
			page->number = place->page;
	}
	for (size_t i = 0; i < estimate->references->count; i++) {
		struct reference *one = &estimate->references->items[i];
		const struct name *page = names_find(&pages, one->name.data, one->name.length);
		one->page = page == NULL ? 0 : page->number;
	}
}

/* Writes the numbers in place of those that stand there, from the last to the first. */
static void put_numbers(struct buf *buf, const struct references *references)
{
	enum { DIGITS = 24 };
	size_t more = references->count * DIGITS, end = buf->length;
	buf_reserve(buf, more);
	char *to = buf->data + buf->length + more;
	for (size_t i = references->count; i-- > 0;) {
		const struct reference *one = &references->items[i];
		if (one->page == 0)
			continue;
		size_t tail = one->offset + one->length;
		to -= end - tail;
		memmove(to, buf->data + tail, end - tail);
		char digits[DIGITS];
		int length = snprintf(digits, sizeof digits, "%zu", one->page);
		to -= length;
		memcpy(to, digits, (size_t)length);
		end = one->offset;
	}
	size_t moved = (size_t)(buf->data + buf->length + more - to);
	memmove(buf->data + end, to, moved);
	buf->length = end + moved;
	buf->data[buf->length] = '\0';
}

void estimate_pages(struct output *output)
{
	struct arena *scratch = arena_create_child(output->arena);
	struct buf *buf = output->buf;
	struct references references = {.begin = buf->data};
	struct estimate estimate = {.output = output, .arena = scratch, .references = &references};
	flow_init(&estimate.flow, scratch);
	names_init(&estimate.styles, scratch);
	struct bytes xml = {buf->data, buf->length};
	if (output->document->kind == DOCUMENT_DOCX)
		docx_estimate(&estimate, xml);
	else
		odt_estimate(&estimate, xml);
	find_pages(&estimate);
	if (references.count > 0)
		put_numbers(buf, &references);
	arena_destroy(scratch);
}
