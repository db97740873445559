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

static bool is_cell(const struct table_tags *tags)
{
	return table_tags_is(tags, "w:tc") || table_tags_is(tags, "table:table-cell") ||
	       table_tags_is(tags, "table:covered-table-cell");
}

void table_tags_drop_bare_rows(struct buf *out, size_t offset, enum document_kind kind)
{
	bool docx = kind == DOCUMENT_DOCX;
	struct table_tags tags = {.at = out->data + offset,
		.end = out->data + out->length,
		.table = docx ? "w:tbl" : "table:table"};
	const char *row = docx ? "w:tr" : "table:table-row";
	const char *row_end = docx ? "/w:tr" : "/table:table-row";
	const char *copied = tags.at, *start = NULL;
	bool filled = false;
	struct buf kept;
	buf_init(&kept, out->arena);
	while (table_tags_next(&tags)) {
		filled |= is_cell(&tags);
		if (table_tags_is(&tags, row)) {
			start = tags.tag.data;
			filled = false;
		}
		bool ends = table_tags_is(&tags, row_end) ||
			    (start == tags.tag.data && tags.at[-2] == '/');
		if (!ends || filled || start == NULL)
			continue;
		buf_append(&kept, copied, (size_t)(start - copied));
		copied = tags.at;
		start = NULL;
	}
	if (copied == out->data + offset)
		return;
	buf_append(&kept, copied, (size_t)(tags.end - copied));
	buf_truncate(out, offset);
	buf_append(out, kept.data, kept.length);
	buf_finish(&kept);
}
