#include "template/filter_rows.h"

#include <string.h>

static const struct filter *const filter_tables[] = {filter_text_rows, filter_list_rows,
	filter_order_rows, filter_number_rows, filter_danish_rows, filter_document_rows, NULL};
static const struct filter *const test_tables[] = {test_rows, NULL};

static const struct filter *find(
	const struct filter *const *tables, const char *name, size_t length)
{
	for (; *tables != NULL; tables++)
		for (const struct filter *row = *tables; row->name != NULL; row++)
			if (strncmp(row->name, name, length) == 0 && row->name[length] == '\0')
				return row;
	return NULL;
}

const struct filter *filter_find(const char *name, size_t length)
{
	return find(filter_tables, name, length);
}

const struct filter *test_find(const char *name, size_t length)
{
	return find(test_tables, name, length);
}

static const char *const *names_of(
	struct arena *arena, const struct filter *const *tables, size_t *count)
{
	const char **names = NULL;
	size_t capacity = 0;
	*count = 0;
	for (; *tables != NULL; tables++)
		for (const struct filter *row = *tables; row->name != NULL; row++) {
			names = arena_grow(arena, names, *count, &capacity, sizeof *names);
			names[(*count)++] = row->name;
		}
	return names;
}

const char *const *filter_names(struct arena *arena, size_t *count)
{
	return names_of(arena, filter_tables, count);
}

const char *const *test_names(struct arena *arena, size_t *count)
{
	return names_of(arena, test_tables, count);
}
