#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * Standing items: faste_punkter names them, `fast: key` brings one in, and the skeleton of new
 * meetings (dagsorden) says in which order. Each file is read once, when it is first asked for.
 */

static struct standing *find(struct loader *loader, const char *key)
{
	for (size_t i = 0; i < loader->standing_count; i++) {
		if (strcmp(loader->standing[i].key, key) == 0)
			return &loader->standing[i];
	}
	return NULL;
}

static void put(struct loader *loader, const struct standing *standing)
{
	struct standing *there = find(loader, standing->key);
	if (there != NULL) {
		*there = *standing;
		return;
	}
	loader->standing = arena_grow(loader->arena, loader->standing, loader->standing_count,
		&loader->standing_capacity, sizeof(*loader->standing));
	loader->standing[loader->standing_count++] = *standing;
}

void standing_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	(void)target;
	if (!read_is_mapping(loader, key, value))
		return;
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *name = value->keys[i];
		const struct yaml_node *named = value->items[i];
		struct place place = yaml_place(name);
		struct standing standing = {
			.key = utf8_compose(loader->arena, name->text, name->length),
			.named = named,
		};
		if (loader->standing_count == LOAD_MAX_DECLARED) {
			report_error(loader->report, &place, "meeting-limit",
				tr("'%s' has more than %d keys"), "faste_punkter",
				LOAD_MAX_DECLARED);
			return;
		}
		if (strchr(standing.key, '/') != NULL ||
			standing.key[strspn(standing.key, "0123456789")] == '\0')
			report_error(loader->report, &place, "bad-id",
				tr("an id holds a letter and no '/'; '%s' will not do"),
				read_quote(loader, standing.key));
		if (named->kind == YAML_MAPPING) {
			standing.mapping = named;
			standing.loaded = true;
		} else if (!read_is_scalar(loader, name, named)) {
			standing.loaded = true;
		} else {
			standing.path = load_checked_path(loader, named);
			standing.loaded = standing.path == NULL;
		}
		put(loader, &standing);
	}
}

static const char *nearest_standing(struct loader *loader, const char *key)
{
	if (report_error_count(loader->report) > REPORT_CAP)
		return NULL;
	const char **keys = arena_array(loader->arena, loader->standing_count, sizeof(*keys));
	for (size_t i = 0; i < loader->standing_count; i++)
		keys[i] = loader->standing[i].key;
	return read_nearest(loader, key, keys, loader->standing_count);
}

/* The standing item that a scalar means, or NULL after an error. */
static struct standing *look_up(struct loader *loader, const struct yaml_node *named)
{
	struct place place = yaml_place(named);
	struct text key = {0};
	if (named->kind == YAML_SCALAR)
		key = read_line_of(loader, named);
	struct standing *standing = key.bytes != NULL ? find(loader, key.bytes) : NULL;
	if (standing != NULL || loader->incomplete)
		return standing;
	const char *nearest = key.bytes != NULL ? nearest_standing(loader, key.bytes) : NULL;
	if (key.bytes == NULL)
		report_error(loader->report, &place, "unknown-standing",
			tr("'fast' must be a key of 'faste_punkter'"));
	else if (nearest != NULL)
		report_error(loader->report, &place, "unknown-standing",
			tr("no standing item is called '%s'; did you mean '%s'?"),
			read_quote(loader, key.bytes), nearest);
	else
		report_error(loader->report, &place, "unknown-standing",
			tr("no standing item is called '%s'; name its file in the organ's "
			   "'faste_punkter'"),
			read_quote(loader, key.bytes));
	return NULL;
}

const struct yaml_node *standing_find(struct loader *loader, const struct yaml_node *named)
{
	struct standing *standing = look_up(loader, named);
	if (standing == NULL)
		return NULL;
	if (!standing->loaded) {
		standing->mapping = load_file(loader, standing->named, standing->path);
		standing->loaded = true;
	}
	return standing->mapping;
}

void standing_check_skeleton(struct loader *loader)
{
	bool own_items = false;
	/* That of another meeting's body is its own affair; an item of it may come from that meeting. */
	if (loader->skeleton == NULL || loader->family->depth > 0)
		return;
	for (size_t i = 0; i < loader->skeleton->count; i++) {
		const struct yaml_node *entry = loader->skeleton->items[i];
		if (entry->kind == YAML_MAPPING) {
			const struct yaml_node *fast = yaml_get(entry, "fast");
			struct item item;
			if (fast != NULL)
				(void)look_up(loader, fast);
			else
				(void)item_read_entry(loader, entry, NULL, false, &item);
			continue;
		}
		struct text text = {0};
		if (entry->kind == YAML_SCALAR)
			text = read_line_of(loader, entry);
		struct place place = yaml_place(entry);
		if (text.bytes != NULL && strcmp(text.bytes, "nye_punkter") == 0) {
			if (own_items)
				report_error(loader->report, &place, "bad-skeleton",
					tr("the meeting's own items go in one place; remove one of "
					   "the two lines with nye_punkter"));
			own_items = true;
			continue;
		}
		report_error(loader->report, &place, "bad-skeleton",
			tr("an entry of 'dagsorden' is 'fast: ' with a key, an item, or the word "
			   "nye_punkter where the meeting's own items go"));
	}
}
