#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * Mistakes that are no fault of form: what is there can be read, but was hardly meant.
 */

bool mistakes_comment_swallowed(const struct yaml_node *value)
{
	if (!value->empty_plain)
		return false;
	size_t length;
	const char *line = yaml_line(value->source, value->line, &length);
	const char *sign = memchr(line, '#', length);
	if (sign == NULL || (size_t)(line + length - sign) < 2)
		return false;
	uint32_t code_point;
	utf8_decode(sign + 1, (size_t)(line + length - sign) - 1, &code_point);
	return utf8_is_letter(code_point) || (code_point >= '0' && code_point <= '9');
}

void mistakes_check_public(
	struct loader *loader, const struct text *text, const char *key, bool closed)
{
	if (closed || text->bytes == NULL)
		return;
	struct place place = yaml_place(text->node);
	report_warning(loader->report, &place, "public-but-open",
		tr("'%s' stands for something closed, but this is open and will be published; "
		   "write "
		   "'lukket: ja' or remove it"),
		key);
}

/* Whether a heading says that what follows is behind closed doors. */
static bool says_closed(struct loader *loader, struct text heading)
{
	if (heading.bytes == NULL)
		return false;
	const char *lower = utf8_lower(loader->arena, heading.bytes, heading.length);
	return strstr(lower, "lukkede døre") != NULL || strstr(lower, "lukket dør") != NULL;
}

void mistakes_check_doors(struct loader *loader)
{
	const struct meeting *meeting = loader->meeting;
	bool closed = false;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind == ITEM_HEADING)
			closed = says_closed(loader, item->caption);
		if (closed && item->kind == ITEM_POINT && !item->closed_stated)
			report_warning(loader->report, &item->place, "open-under-closed",
				tr("item %u stands under 'for lukkede døre' but is open and will "
				   "be "
				   "published; write 'lukket: ja' or 'lukket: nej'"),
				item->number);
	}
}
