#include "markup/internal.h"

#include <md4c.h>
#include <stdint.h>
#include <string.h>

/*
 * md4c calls back; what it says is only written down here, because a callback must return to md4c
 * and memory may run out: nothing that could leave for arena_protect() is called.
 */

enum {
	MAX_NESTING = 1000, /* well above MARKUP_MAX_DEPTH, which is told with a place */
	MAX_CELLS = 500000, /* of one table */
	MAX_ADDRESSES = 16 * 1024 * 1024 /* bytes of all addresses: definitions can be used often */
};

/* md4c 0.4 stops at once only for what is below zero. */
static int give_up(struct events *events, enum events_end end, size_t offset)
{
	if (events->end == EVENTS_DONE) {
		events->end = end;
		events->end_offset = offset;
	}
	return -1;
}

static size_t last_offset(const struct events *events)
{
	for (size_t i = events->count; i-- > 0;)
		if (events->items[i].offset != SIZE_MAX)
			return events->items[i].offset;
	return 0;
}

static struct event *add(struct events *events, enum event_kind kind, bool enter)
{
	struct event *event;

	if (events->count == events->capacity) {
		size_t capacity = events->capacity ? 2 * events->capacity : 64;
		struct event *items = arena_try_alloc(events->arena, capacity * sizeof(*items));

		if (!items) {
			give_up(events, EVENTS_MEMORY, SIZE_MAX);
			return NULL;
		}
		if (events->count > 0)
			memcpy(items, events->items, events->count * sizeof(*items));
		events->items = items;
		events->capacity = capacity;
	}
	event = &events->items[events->count++];
	*event = (struct event){.kind = kind, .enter = enter, .offset = SIZE_MAX};
	return event;
}

/* The text of an address with its entities decoded, terminated. */
static const char *flatten(struct events *events, const MD_ATTRIBUTE *attribute, size_t *length)
{
	size_t size = attribute->size;
	char *flat;
	char *end;

	events->address_bytes += size;
	if (events->address_bytes > MAX_ADDRESSES) {
		give_up(events, EVENTS_SIZE, last_offset(events));
		return NULL;
	}
	/* A NUL becomes three bytes, and no entity becomes longer than it was. */
	flat = arena_try_alloc(events->arena, 3 * size + 4);
	if (!flat) {
		give_up(events, EVENTS_MEMORY, SIZE_MAX);
		return NULL;
	}
	end = flat;
	for (size_t i = 0; size > 0 && attribute->substr_offsets[i] < size; i++) {
		const char *part = attribute->text + attribute->substr_offsets[i];
		size_t part_length =
			attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
		char bytes[4];
		size_t decoded = 0;

		if (attribute->substr_types[i] == MD_TEXT_ENTITY)
			decoded = entity_decode(part, part_length, bytes);
		if (attribute->substr_types[i] == MD_TEXT_NULLCHAR) {
			memcpy(end, "\xEF\xBF\xBD", 3);
			end += 3;
		} else if (decoded > 0) {
			memcpy(end, bytes, decoded);
			end += decoded;
		} else {
			memcpy(end, part, part_length);
			end += part_length;
		}
	}
	*end = '\0';
	*length = (size_t)(end - flat);
	return flat;
}

static int enter_table(struct events *events, const MD_BLOCK_TABLE_DETAIL *detail)
{
	struct event *event;
	size_t rows = (size_t)detail->head_row_count + detail->body_row_count;

	if (detail->col_count > EVENTS_MAX_COLUMNS)
		return give_up(events, EVENTS_COLUMNS, last_offset(events));
	if (detail->col_count * rows > MAX_CELLS)
		return give_up(events, EVENTS_SIZE, last_offset(events));
	event = add(events, EVENT_TABLE, true);
	if (!event)
		return -1;
	event->number = detail->col_count;
	event->length = rows;
	return 0;
}

static int enter_list(struct events *events, bool ordered, const void *detail)
{
	const MD_BLOCK_UL_DETAIL *bullets = detail;
	const MD_BLOCK_OL_DETAIL *numbers = detail;
	struct event *event = add(events, EVENT_LIST, true);

	if (!event)
		return -1;
	event->flag = ordered ? numbers->is_tight : bullets->is_tight;
	event->delimiter = ordered ? numbers->mark_delimiter : bullets->mark;
	event->number = ordered ? numbers->start : 0;
	if (++events->depth > MAX_NESTING)
		return give_up(events, EVENTS_DEPTH, last_offset(events));
	return 0;
}

static unsigned alignment(MD_ALIGN align)
{
	switch (align) {
	case MD_ALIGN_LEFT:
		return MARKUP_ALIGN_LEFT;
	case MD_ALIGN_CENTER:
		return MARKUP_ALIGN_CENTER;
	case MD_ALIGN_RIGHT:
		return MARKUP_ALIGN_RIGHT;
	default:
		return MARKUP_ALIGN_NONE;
	}
}

/* Adds the event of a block that has one value at most. */
static int add_block(struct events *events, enum event_kind kind, bool enter, unsigned number)
{
	struct event *event = add(events, kind, enter);

	if (event)
		event->number = number;
	return event ? 0 : -1;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct events *events = user;

	switch (type) {
	case MD_BLOCK_QUOTE:
		if (++events->depth > MAX_NESTING)
			return give_up(events, EVENTS_DEPTH, last_offset(events));
		return add_block(events, EVENT_QUOTE, true, 0);
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		return enter_list(events, type == MD_BLOCK_OL, detail);
	case MD_BLOCK_LI:
		return add_block(events, EVENT_ITEM, true, 0);
	case MD_BLOCK_HR:
		return add_block(events, EVENT_RULE, true, 0);
	case MD_BLOCK_H:
		return add_block(
			events, EVENT_HEADING, true, ((const MD_BLOCK_H_DETAIL *)detail)->level);
	case MD_BLOCK_CODE:
		if (add_block(events, EVENT_CODE_BLOCK, true, 0) != 0)
			return -1;
		events->items[events->count - 1].flag =
			((const MD_BLOCK_CODE_DETAIL *)detail)->fence_char != '\0';
		return 0;
	case MD_BLOCK_P:
	case MD_BLOCK_HTML:
		return add_block(events, EVENT_PARAGRAPH, true, 0);
	case MD_BLOCK_TABLE:
		return enter_table(events, detail);
	case MD_BLOCK_TR:
		return add_block(events, EVENT_ROW, true, 0);
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		return add_block(events, EVENT_CELL, true,
			alignment(((const MD_BLOCK_TD_DETAIL *)detail)->align));
	case MD_BLOCK_DOC:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
		break;
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct events *events = user;

	(void)detail;
	switch (type) {
	case MD_BLOCK_QUOTE:
		events->depth--;
		return add_block(events, EVENT_QUOTE, false, 0);
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		events->depth--;
		return add_block(events, EVENT_LIST, false, 0);
	case MD_BLOCK_LI:
		return add_block(events, EVENT_ITEM, false, 0);
	case MD_BLOCK_HR:
		return add_block(events, EVENT_RULE, false, 0);
	case MD_BLOCK_H:
		return add_block(events, EVENT_HEADING, false, 0);
	case MD_BLOCK_CODE:
		return add_block(events, EVENT_CODE_BLOCK, false, 0);
	case MD_BLOCK_P:
	case MD_BLOCK_HTML:
		return add_block(events, EVENT_PARAGRAPH, false, 0);
	case MD_BLOCK_TABLE:
		return add_block(events, EVENT_TABLE, false, 0);
	case MD_BLOCK_TR:
		return add_block(events, EVENT_ROW, false, 0);
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		return add_block(events, EVENT_CELL, false, 0);
	case MD_BLOCK_DOC:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
		break;
	}
	return 0;
}

static int add_span(struct events *events, MD_SPANTYPE type, bool enter, const void *detail)
{
	const MD_ATTRIBUTE *address = NULL;
	enum event_kind kind = EVENT_STYLE;
	unsigned style = 0;
	struct event *event;

	switch (type) {
	case MD_SPAN_EM:
		style = MARKUP_ITALIC;
		break;
	case MD_SPAN_STRONG:
		style = MARKUP_BOLD;
		break;
	case MD_SPAN_CODE:
		style = MARKUP_CODE;
		break;
	case MD_SPAN_DEL:
		style = MARKUP_STRIKE;
		break;
	case MD_SPAN_A:
		kind = EVENT_LINK;
		address = &((const MD_SPAN_A_DETAIL *)detail)->href;
		break;
	case MD_SPAN_IMG:
		kind = EVENT_PICTURE;
		address = &((const MD_SPAN_IMG_DETAIL *)detail)->src;
		break;
	default:
		return 0;
	}
	event = add(events, kind, enter);
	if (!event)
		return -1;
	event->number = style;
	if (address && enter) {
		event->text = flatten(events, address, &event->length);
		return event->text ? 0 : -1;
	}
	return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	return add_span(user, type, true, detail);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	return add_span(user, type, false, detail);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *user)
{
	static const enum event_kind kinds[] = {
		[MD_TEXT_NORMAL] = EVENT_TEXT,
		[MD_TEXT_NULLCHAR] = EVENT_TEXT,
		[MD_TEXT_BR] = EVENT_BREAK,
		[MD_TEXT_SOFTBR] = EVENT_BREAK,
		[MD_TEXT_ENTITY] = EVENT_ENTITY,
		[MD_TEXT_CODE] = EVENT_CODE,
		[MD_TEXT_HTML] = EVENT_HTML,
		[MD_TEXT_LATEXMATH] = EVENT_TEXT,
	};
	struct events *events = user;
	struct event *event = add(events, kinds[type], true);
	uintptr_t at = (uintptr_t)bytes, base = (uintptr_t)events->base;

	if (!event)
		return -1;
	event->text = type == MD_TEXT_NULLCHAR ? "\xEF\xBF\xBD" : bytes;
	event->length = type == MD_TEXT_NULLCHAR ? 3 : size;
	/* Line breaks and indentation come from strings of md4c's own. */
	if (at >= base && at - base < events->length)
		event->offset = (size_t)(at - base);
	return 0;
}

void events_read(struct events *events, struct arena *arena, const char *bytes, size_t length)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};

	*events = (struct events){.arena = arena, .base = bytes, .length = length};
	events->end_offset = SIZE_MAX;
	if (md_parse(bytes, (MD_SIZE)length, &parser, events) != 0)
		give_up(events, EVENTS_MEMORY, SIZE_MAX);
}
