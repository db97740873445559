#include "meeting/closed_mark.h"
#include "meeting/earlier.h"
#include "meeting/minutes.h"

#include <string.h>

static const char *const part_keys[] = {"nøgle", "overskrift", "egen_overskrift", "tekst", "lukket",
	"organ", "dato", "punkt", NULL};
static const char *const attachment_keys[] = {"nr", "titel", "doknr", "fil", "lukket", NULL};

static const char *attachment_line(const struct values *values, const struct attachment *attachment)
{
	return closed_mark_line(&values->context, attachment->closed,
		texts_plain(&values->context, &attachment->title));
}

/* The title, a link where there is a file to open. */
static struct value attachment_title(
	const struct values *values, const struct attachment *attachment)
{
	const char *title = attachment_line(values, attachment);
	if (title[0] == '\0')
		return value_none();
	return attachment->address != NULL ? value_link(values->arena, title, attachment->address)
					   : value_text(title);
}

static struct value attachment_list(const struct values *values, const struct item *item)
{
	struct value_list *list = value_list_create_for(values->arena, item->attachment_count);
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		struct value_map *map = values_map(values->arena, attachment_keys);
		value_map_set(values->arena, map, "nr", value_int(attachment->number));
		value_map_set(values->arena, map, "titel", attachment_title(values, attachment));
		values_set_plain(values, map, "doknr", &attachment->doknr);
		if (attachment->file != NULL)
			value_map_set(values->arena, map, "fil", value_text(attachment->file));
		value_map_set(values->arena, map, "lukket", value_bool(attachment->closed));
		value_list_push(values->arena, list, value_map(map));
	}
	return value_list(list);
}

/* The values of one item's places in afsnit, while its list is made. */
struct parts {
	const struct values *values;
	const struct item *item;
	struct value_map *map;   /* the item's */
	struct value_list *list; /* its afsnit */
	bool *written;           /* for each of the item's declared parts */
};

/* Those of a part that are always there; earlier decisions have more, and what is closed. */
enum { USUAL_PART_KEYS = 4 };

/* own: the heading is given in the item, not in the organ's afsnit. */
static struct value_map *push_part(struct parts *parts, const char *key, const char *heading,
	bool own, struct markup_block *blocks)
{
	struct arena *arena = parts->values->arena;
	struct value_map *map = value_map_create_for(arena, USUAL_PART_KEYS);
	map->known = part_keys;
	value_map_set(arena, map, "nøgle", value_text(key));
	if (heading[0] != '\0')
		value_map_set(arena, map, "overskrift", value_text(heading));
	value_map_set(arena, map, "egen_overskrift", value_bool(own));
	value_map_set(arena, map, "tekst", value_rich(blocks));
	value_list_push(arena, parts->list, value_map(map));
	return map;
}

static void set_closed(const struct values *values, struct value_map *map, bool closed)
{
	if (closed)
		value_map_set(values->arena, map, "lukket", value_bool(true));
}

static struct markup_block *plain_line(const struct values *values, const char *line)
{
	return markup_plain(values->arena, line, strlen(line));
}

static struct markup_block *attachment_blocks(const struct values *values, const struct item *item)
{
	struct texts_chain chain = {0};
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		struct markup_block *line = plain_line(values, attachment_line(values, attachment));
		for (struct markup_run *run = line != NULL ? line->runs : NULL; run != NULL;
			run = run->next)
			run->link = attachment->address;
		texts_append(&chain, line);
	}
	return chain.first;
}

static const char *printed_clock(const struct values *values, struct clock clock)
{
	struct value_text text =
		value_print(values->arena, value_time(clock.minutes, clock.written));
	return arena_strndup(values->arena, text.bytes, text.length);
}

static const struct timetable *shown_timetable(const struct values *values, const struct item *item)
{
	return item->timetable.of_meeting ? &values->meeting->schedule : &item->timetable;
}

/* When a row is, with the tab that divides it from what it says; "" where it does not say. */
static const char *row_time(const struct values *values, const struct timetable_row *row)
{
	struct buf line;
	buf_init(&line, values->arena);
	if (row->has_date)
		date_format(&line, "%-d. %B %Y", row->date, -1);
	if (row->start.minutes >= 0)
		buf_printf(&line, "%s%s", line.length > 0 ? " kl. " : "",
			printed_clock(values, row->start));
	if (row->start.minutes >= 0 && row->end.minutes >= 0)
		buf_printf(&line, " – %s", printed_clock(values, row->end));
	if (line.length > 0)
		buf_printf(&line, "\t");
	return buf_text(&line);
}

static struct markup_run **end_of_runs(struct markup_block *block)
{
	struct markup_run **end = &block->runs;
	while (*end != NULL)
		end = &(*end)->next;
	return end;
}

/* The row's time stands before its first paragraph, who is responsible after it. */
static struct markup_block *row_blocks(const struct values *values, const struct timetable_row *row)
{
	struct markup_block *head = plain_line(values, row_time(values, row));
	struct markup_block *blocks = values_row_blocks(values, row);
	if (head == NULL) {
		head = blocks;
	} else if (blocks != NULL && blocks->kind == MARKUP_PARAGRAPH) {
		*end_of_runs(head) = blocks->runs;
		head->next = blocks->next;
	} else {
		head->next = blocks;
	}
	const char *responsible = texts_plain(&values->context, &row->responsible);
	if (responsible[0] == '\0')
		return head;
	struct markup_block *after =
		plain_line(values, arena_printf(values->arena, " (%s)", responsible));
	if (head != NULL && head->kind == MARKUP_PARAGRAPH) {
		*end_of_runs(head) = after->runs;
		return head;
	}
	struct texts_chain chain = {0};
	texts_append(&chain, head);
	texts_append(&chain, after);
	return chain.first;
}

static struct markup_block *timetable_blocks(
	const struct values *values, const struct timetable *timetable)
{
	struct texts_chain chain = {0};
	for (size_t i = 0; i < timetable->count; i++)
		texts_append(&chain, row_blocks(values, &timetable->rows[i]));
	return chain.first;
}

static struct markup_block *participant_blocks(const struct values *values, const struct item *item)
{
	struct texts_chain chain = {0};
	for (size_t i = 0; i < item->participants.count; i++)
		texts_append(&chain, texts_markup(&values->context, &item->participants.items[i]));
	return chain.first;
}

/* "9.15 Budget", in bold. */
static struct markup_block *sub_item_heading(
	const struct values *values, const struct value_map *sub_item)
{
	struct arena *arena = values->arena;
	struct value_text time = value_print(arena, value_map_get(sub_item, "tid", strlen("tid")));
	struct value_text title =
		value_print(arena, value_map_get(sub_item, "overskrift", strlen("overskrift")));
	struct markup_block *head =
		plain_line(values, arena_printf(arena, "%.*s%s%.*s", (int)time.length, time.bytes,
					   time.length > 0 && title.length > 0 ? " " : "",
					   (int)title.length, title.bytes));
	for (struct markup_run *run = head != NULL ? head->runs : NULL; run != NULL;
		run = run->next)
		run->style |= MARKUP_BOLD;
	return head;
}

/* Items within the item, for a template that knows nothing of them: headings, then parts. */
static struct markup_block *sub_item_blocks(const struct values *values, struct value sub_items)
{
	struct texts_chain chain = {0};
	for (size_t i = 0; i < sub_items.list->count; i++) {
		const struct value_map *sub = sub_items.list->items[i].map;
		texts_append(&chain, sub_item_heading(values, sub));
		struct value parts = value_map_get(sub, "afsnit", strlen("afsnit"));
		for (size_t j = 0; parts.kind == VALUE_LIST && j < parts.list->count; j++) {
			const struct value_map *part = parts.list->items[j].map;
			struct value heading =
				value_map_get(part, "overskrift", strlen("overskrift"));
			struct value text = value_map_get(part, "tekst", strlen("tekst"));
			if (heading.kind == VALUE_TEXT)
				texts_append(&chain, plain_line(values, heading.text.bytes));
			texts_append(&chain, texts_copy(values->arena, text.blocks));
		}
	}
	return chain.first;
}

/* Whether the item's decision stands behind its earlier ones. */
static bool leads_to_decision(const struct part_declarations *order)
{
	const struct part_declaration *earlier = part_declaration_find(order, "tidligere");
	const struct part_declaration *decision = part_declaration_find(order, "beslutning");
	return earlier != NULL && (decision == NULL || earlier < decision);
}

static void push_earlier(struct parts *parts, const struct part_declaration *declared)
{
	const struct values *values = parts->values;
	struct value_list *list = value_list_create_for(values->arena, parts->item->earlier_count);
	const struct earlier *const *shown = earlier_by_date(values->arena, parts->item->earlier,
		parts->item->earlier_count, leads_to_decision(values->declarations));
	for (size_t i = 0; i < parts->item->earlier_count; i++) {
		const struct earlier *earlier = shown[i];
		const char *heading = earlier_heading(values, earlier, declared);
		struct markup_block *blocks = closed_mark_text(&values->context, earlier->closed,
			"beslutning", earlier_blocks(values, earlier));
		if (markup_is_empty(blocks))
			continue;
		struct value_map *map =
			push_part(parts, "tidligere", heading, earlier->has_heading, blocks);
		set_closed(values, map, earlier->closed);
		earlier_set_origin(values, map, earlier);
		value_list_push(values->arena, list, value_map(map));
	}
	value_map_set(values->arena, parts->map, "tidligere", value_list(list));
}

/* One of the six keys that may stand anywhere in afsnit. */
static void push_placed(
	struct parts *parts, const char *key, const struct part_declaration *declared)
{
	const struct values *values = parts->values;
	const struct item *item = parts->item;
	struct value_map *map = parts->map;
	struct markup_block *blocks = NULL;
	if (strcmp(key, "tidligere") == 0) {
		push_earlier(parts, declared);
		return;
	}
	if (strcmp(key, "beslutning") == 0) {
		if (values->document == MEETING_MINUTES)
			blocks = minutes_decision(values, item);
		else if (field_is_open(values, item))
			blocks = field_blocks(values, item);
		else
			return;
		values_set_rich(values, map, key, blocks);
	} else if (strcmp(key, "bilag") == 0) {
		blocks = attachment_blocks(values, item);
		value_map_set(values->arena, map, key, attachment_list(values, item));
	} else if (strcmp(key, "underpunkter") == 0) {
		struct value sub_items = values_items(values, item->items, item->item_count, item);
		value_map_set(values->arena, map, key, sub_items);
		blocks = sub_item_blocks(values, sub_items);
	} else if (strcmp(key, "tidsplan") == 0) {
		const struct timetable *timetable = shown_timetable(values, item);
		blocks = timetable_blocks(values, timetable);
		value_map_set(values->arena, map, key, values_rows(values, timetable));
	} else {
		blocks = participant_blocks(values, item);
		values_set_rich(values, map, key, blocks);
	}
	if (markup_is_empty(blocks))
		return;
	push_part(parts, key,
		declared != NULL ? texts_plain(&values->context, &declared->heading) : "", false,
		blocks);
}

static void push_declared(
	struct parts *parts, size_t index, const struct part_declaration *declared)
{
	const struct values *values = parts->values;
	const struct part_text *part = &parts->item->parts[index];
	parts->written[index] = true;
	struct texts_context context = values->context;
	context.place = part->place;
	struct markup_block *blocks =
		closed_mark_text(&context, part->closed, "afsnit", texts_part(&context, part));
	if (markup_is_empty(blocks))
		return;
	const char *heading = "";
	if (part->has_heading)
		heading = texts_plain(&context, &part->heading);
	else if (declared != NULL)
		heading = texts_plain(&context, &declared->heading);
	value_map_set(values->arena, parts->map, part->key, value_rich(blocks));
	set_closed(values, push_part(parts, part->key, heading, part->has_heading, blocks),
		part->closed);
}

/* The headings of those that no afsnit places, in meeting_placed_keys' order. */
static struct part_declaration usual_declaration(const char *key)
{
	static const struct {
		const char *key, *heading;
	} usual[] = {{"beslutning", "Beslutning"}, {"tidligere", ""}, {"bilag", "Bilag"},
		{"underpunkter", ""}, {"tidsplan", "Tidsplan"}, {"deltagere", "Deltagere"}};
	const char *heading = "";
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (strcmp(usual[i].key, key) == 0)
			heading = usual[i].heading;
	return (struct part_declaration){
		.key = key, .heading = {.bytes = heading, .length = strlen(heading)}};
}

void values_fill_parts(const struct values *values, struct value_map *map, const struct item *item)
{
	struct parts parts = {.values = values, .item = item, .map = map};
	parts.list = value_list_create(values->arena);
	parts.written = arena_array(values->arena, item->part_count, sizeof *parts.written);
	const struct part_declarations *order = values->declarations;
	for (size_t i = 0; i < order->count; i++) {
		const struct part_declaration *declared = &order->items[i];
		if (meeting_is_placed_key(declared->key))
			push_placed(&parts, declared->key, declared);
		for (size_t j = 0; j < item->part_count; j++)
			if (!parts.written[j] && strcmp(item->parts[j].key, declared->key) == 0)
				push_declared(&parts, j, declared);
	}
	for (size_t j = 0; j < item->part_count; j++)
		if (!parts.written[j])
			push_declared(&parts, j, NULL);
	for (size_t i = 0; meeting_placed_keys[i] != NULL; i++) {
		struct part_declaration usual = usual_declaration(meeting_placed_keys[i]);
		if (part_declaration_find(order, usual.key) == NULL)
			push_placed(&parts, usual.key, &usual);
	}
	value_map_set(values->arena, map, "afsnit", value_list(parts.list));
}
