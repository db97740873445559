#include "meeting/follow_up.h"

#include "meeting/closed_mark.h"

#include <string.h>

static const char *const keys[] = {"opgave", "ansvarlig", "frist", "udført", "punkt", NULL};

struct value follow_up_value(
	const struct texts_context *context, const struct follow_up *row, const struct text *item)
{
	struct value_map *map = value_map_create(context->arena);
	map->known = keys;
	const char *task = texts_plain(context, &row->task);
	if (task[0] != '\0')
		value_map_set(context->arena, map, "opgave",
			value_text(closed_mark_line(context, row->closed, task)));
	texts_set_plain(context, map, "ansvarlig", &row->responsible);
	if (row->has_deadline)
		value_map_set(context->arena, map, "frist", value_date(row->deadline));
	if (row->done)
		value_map_set(context->arena, map, "udført", value_date(row->done_on));
	texts_set_plain(
		context, map, "punkt", row->item.bytes != NULL || item == NULL ? &row->item : item);
	return value_map(map);
}

struct value follow_up_values(const struct texts_context *context, const struct follow_up *rows,
	size_t count, const struct text *item)
{
	struct value_list *list = value_list_create(context->arena);
	for (size_t i = 0; i < count; i++)
		value_list_push(context->arena, list, follow_up_value(context, &rows[i], item));
	return value_list(list);
}

static void add_open(const struct texts_context *context, const struct item *items, size_t count,
	struct value_list *list)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		for (size_t j = 0; j < decision->follow_up_count; j++)
			if (!decision->follow_ups[j].done)
				value_list_push(context->arena, list,
					follow_up_value(context, &decision->follow_ups[j],
						&items[i].title));
		add_open(context, items[i].items, items[i].item_count, list);
	}
}

struct value follow_up_open(const struct texts_context *context, const struct meeting *meeting)
{
	struct value_list *list = value_list_create(context->arena);
	for (size_t i = 0; i < meeting->follow_up_count; i++)
		if (!meeting->follow_ups[i].done)
			value_list_push(context->arena, list,
				follow_up_value(context, &meeting->follow_ups[i], NULL));
	add_open(context, meeting->items, meeting->item_count, list);
	return value_list(list);
}
