#include "document/table_tags.h"

#include <string.h>

bool table_tags_is(const struct table_tags *tags, const char *name)
{
	size_t length = strlen(name);
	return tags->tag.length > length + 1 && memcmp(tags->tag.data + 1, name, length) == 0 &&
	       strchr(" />", tags->tag.data[1 + length]) != NULL;
}

static bool ends_table(const struct table_tags *tags)
{
	struct table_tags inside = *tags;
	if (tags->tag.length < 3 || tags->tag.data[1] != '/')
		return false;
	inside.tag.data++;
	inside.tag.length--;
	return table_tags_is(&inside, tags->table);
}

bool table_tags_next(struct table_tags *tags)
{
	while (tags->at < tags->end) {
		const char *start = memchr(tags->at, '<', (size_t)(tags->end - tags->at));
		if (start == NULL)
			return false;
		const char *stop = memchr(start, '>', (size_t)(tags->end - start));
		if (stop == NULL)
			return false;
		tags->at = stop + 1;
		tags->tag = (struct bytes){start, (size_t)(stop + 1 - start)};
		if (table_tags_is(tags, tags->table))
			tags->depth++;
		else if (ends_table(tags))
			tags->depth--;
		if (tags->depth <= 1)
			return true;
	}
	return false;
}
