#include "meeting/identity.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/load.h"

#include <stdlib.h>
#include <string.h>

/*
 * Ids: `fast` or `id` as the item's reader found it, else made from the title. They tie decisions
 * to items, so two equal ones are an error.
 */

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

const char *identity_slug(struct arena *arena, const char *text, size_t length)
{
	const char *lower = utf8_lower(arena, text, length);
	struct buf out;
	buf_init(&out, arena);
	bool gap = false;
	for (size_t left = strlen(lower); left > 0;) {
		uint32_t code_point;
		size_t size = utf8_decode(lower, left, &code_point);
		if (utf8_is_letter(code_point) || is_digit(code_point)) {
			if (gap && out.length > 0)
				buf_putc(&out, '-');
			buf_append(&out, lower, size);
			gap = false;
		} else {
			gap = true;
		}
		lower += size;
		left -= size;
	}
	return buf_text(&out);
}

static bool all_digits(const char *text)
{
	return text[strspn(text, "0123456789")] == '\0';
}

/* The letters and digits of a case number. */
static const char *squeeze(struct loader *loader, struct text text)
{
	struct buf out;
	buf_init(&out, loader->arena);
	const char *slug = identity_slug(loader->arena, text.bytes, text.length);
	for (; *slug != '\0'; slug++) {
		if (*slug != '-')
			buf_putc(&out, *slug);
	}
	return buf_text(&out);
}

/* An id for an item that was given none; position counts the items of its list from 1. */
static const char *make_id(struct loader *loader, const struct item *item, unsigned position)
{
	struct arena *arena = loader->arena;
	if (item->title.bytes != NULL) {
		const char *slug = identity_slug(arena, item->title.bytes, item->title.length);
		if (*slug != '\0')
			return all_digits(slug) ? arena_printf(arena, "punkt-%s", slug) : slug;
	}
	if (item->sagsnr.bytes != NULL) {
		const char *number = squeeze(loader, item->sagsnr);
		if (*number != '\0')
			return arena_printf(arena, "punkt-%s", number);
	}
	return arena_printf(arena, "punkt-%u", position);
}

/* An item in the list of all, which is sorted by id. */
struct identity {
	const char *id; /* "parent/own" within an item */
	struct item *item;
	size_t order;
};

static int compare_identities(const void *a, const void *b)
{
	const struct identity *left = a;
	const struct identity *right = b;
	int order = strcmp(left->id, right->id);
	if (order != 0)
		return order;
	return left->order < right->order ? -1 : left->order > right->order;
}

static void assign(
	struct loader *loader, struct item *items, size_t count, unsigned first, const char *parent)
{
	unsigned position = 0;
	for (size_t i = 0; i < count; i++) {
		struct item *item = &items[i];
		if (item->kind != ITEM_POINT)
			continue;
		item->number = first + position++;
		if (item->id == NULL)
			item->id = make_id(loader, item, position);
		const char *full = parent == NULL
					   ? item->id
					   : arena_printf(loader->arena, "%s/%s", parent, item->id);
		loader->identities =
			arena_grow(loader->arena, loader->identities, loader->identity_count,
				&loader->identity_capacity, sizeof(*loader->identities));
		loader->identities[loader->identity_count] =
			(struct identity){full, item, loader->identity_count};
		loader->identity_count++;
		assign(loader, item->items, item->item_count, 1, full);
	}
}

/* Where an item's id comes from. */
static struct place id_place(const struct item *item)
{
	if (item->id_node != NULL)
		return yaml_place(item->id_node);
	return item->title.node != NULL ? yaml_place(item->title.node) : item->place;
}

static void report_twice(
	struct loader *loader, const struct identity *first, const struct identity *second)
{
	struct place place = id_place(second->item);
	struct place other = id_place(first->item);
	if (place.file != NULL && other.file != NULL && strcmp(place.file, other.file) == 0)
		report_error(loader->report, &place, "duplicate-id",
			tr("the item in line %u has the same id, '%s'; give one of the two an "
			   "'id:' of "
			   "its own"),
			other.line, read_quote(loader, first->id));
	else
		report_error(loader->report, &place, "duplicate-id",
			tr("the item in %s, line %u has the same id, '%s'; give one of the two an "
			   "'id:' of its own"),
			other.file, other.line, read_quote(loader, first->id));
}

void identity_assign(struct loader *loader)
{
	struct meeting *meeting = loader->meeting;
	assign(loader, meeting->items, meeting->item_count, meeting->first_number, NULL);
	if (loader->identity_count == 0)
		return;
	qsort(loader->identities, loader->identity_count, sizeof(*loader->identities),
		compare_identities);
	size_t first = 0;
	for (size_t i = 1; i < loader->identity_count; i++) {
		const struct identity *item = &loader->identities[i];
		if (strcmp(loader->identities[first].id, item->id) == 0)
			report_twice(loader, &loader->identities[first], item);
		else
			first = i;
	}
}

struct item *identity_find(struct loader *loader, const char *id)
{
	size_t low = 0;
	size_t high = loader->identity_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(loader->identities[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == loader->identity_count || strcmp(loader->identities[low].id, id) != 0)
		return NULL;
	return loader->identities[low].item;
}

const char *const *identity_all(struct loader *loader, size_t *count)
{
	if (loader->ids == NULL) {
		loader->ids =
			arena_array(loader->arena, loader->identity_count, sizeof(*loader->ids));
		for (size_t i = 0; i < loader->identity_count; i++)
			loader->ids[i] = loader->identities[i].id;
	}
	*count = loader->identity_count;
	return loader->ids;
}

const char *item_number(struct arena *arena, const struct item *parent, const struct item *item)
{
	return parent != NULL ? arena_printf(arena, "%u.%u", parent->number, item->number)
			      : arena_printf(arena, "%u", item->number);
}
