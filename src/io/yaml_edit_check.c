#include "io/yaml_edit_internal.h"

#include <stdlib.h>
#include <string.h>

static int compare_rows(const void *a, const void *b)
{
	const struct yaml_index_row *first = a, *second = b;
	return strcmp(first->key->text, second->key->text);
}

struct yaml_index yaml_index_of(struct arena *arena, const struct yaml_node *mapping)
{
	struct yaml_index index = {.count = mapping != NULL ? mapping->count : 0};
	index.rows = arena_array(arena, index.count, sizeof *index.rows);
	for (size_t i = 0; i < index.count; i++)
		index.rows[i] = (struct yaml_index_row){
			.key = mapping->keys[i], .value = mapping->items[i]};
	if (index.count > 0)
		qsort(index.rows, index.count, sizeof *index.rows, compare_rows);
	return index;
}

static int compare_key(const void *key, const void *row)
{
	return strcmp(key, ((const struct yaml_index_row *)row)->key->text);
}

const struct yaml_index_row *yaml_index_find(const struct yaml_index *index, const char *key)
{
	if (index->count == 0)
		return NULL;
	return bsearch(key, index->rows, index->count, sizeof *index->rows, compare_key);
}

const struct yaml_change *yaml_group_find(const struct yaml_group *group, const char *key)
{
	const struct yaml_change *change = group->changes;
	while (change != NULL && (change->key == NULL || strcmp(change->key, key) != 0))
		change = change->next;
	return change;
}

/* Line breaks at the end mean nothing to anybody. */
static size_t trimmed(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] == '\n')
		length--;
	return length;
}

static bool says(const struct yaml_node *node, const char *text, size_t length)
{
	size_t wanted = trimmed(text, length);
	return node != NULL && node->kind == YAML_SCALAR &&
	       trimmed(node->text, node->length) == wanted && memcmp(node->text, text, wanted) == 0;
}

static bool is_same(const struct yaml_node *a, const struct yaml_node *b)
{
	if (a == NULL || b == NULL || a->kind != b->kind)
		return false;
	if (a->kind == YAML_SCALAR)
		return says(a, b->text, b->length);
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!is_same(a->items[i], b->items[i]) ||
			(a->kind == YAML_MAPPING &&
				strcmp(a->keys[i]->text, b->keys[i]->text) != 0))
			return false;
	return true;
}

static bool is_done(const struct yaml_change *change, const struct yaml_node *node)
{
	if (change->inner != NULL)
		return node != NULL && node->kind == YAML_MAPPING && node->count == 1 &&
		       says(yaml_get(node, change->inner), change->text, change->length);
	if (!change->is_list)
		return says(node, change->text, change->length);
	if (node == NULL || node->kind != YAML_SEQUENCE || node->count != change->count)
		return false;
	for (size_t i = 0; i < change->count; i++)
		if (change->kept != NULL && change->kept[i] != NULL
				? !is_same(node->items[i], change->kept[i])
				: !says(node->items[i], change->texts[i], strlen(change->texts[i])))
			return false;
	return true;
}

/* What a key of the mapping is now; a text stands for a mapping with `tekst`. */
static const struct yaml_node *inner(const struct yaml_node *value, const char *key)
{
	if (value == NULL)
		return NULL;
	if (value->kind == YAML_SCALAR)
		return strcmp(key, "tekst") == 0 ? value : NULL;
	return value->kind == YAML_MAPPING ? yaml_get(value, key) : NULL;
}

/* Whether all that the group sets is there, and all else below the key is as it was. */
static bool is_group_done(const struct yaml_group *group, const struct yaml_node *before,
	const struct yaml_node *after)
{
	const struct yaml_change *change = group->changes;
	if (change->key == NULL)
		return is_done(change, after);
	for (; change != NULL; change = change->next)
		if (!is_done(change, inner(after, change->key)))
			return false;
	if (before == NULL)
		return true;
	if (before->kind == YAML_SCALAR)
		return before->length == 0 || yaml_group_find(group, "tekst") != NULL ||
		       is_same(before, inner(after, "tekst"));
	for (size_t i = 0; i < before->count; i++) {
		if (before->kind != YAML_MAPPING)
			return false;
		const char *key = before->keys[i]->text;
		if (yaml_group_find(group, key) == NULL &&
			!is_same(before->items[i], inner(after, key)))
			return false;
	}
	return true;
}

const char *yaml_edit_first_loss(struct arena *arena, const struct yaml_group *groups,
	const struct yaml_node *before, const struct yaml_node *after)
{
	struct yaml_index old = yaml_index_of(arena, before);
	struct yaml_index new = yaml_index_of(arena, after);
	bool *touched = arena_array(arena, old.count, sizeof *touched);
	for (const struct yaml_group *group = groups; group != NULL; group = group->next) {
		const struct yaml_index_row *was = yaml_index_find(&old, group->outer);
		const struct yaml_index_row *is = yaml_index_find(&new, group->outer);
		if (!is_group_done(
			    group, was != NULL ? was->value : NULL, is != NULL ? is->value : NULL))
			return group->outer;
		if (was != NULL)
			touched[was - old.rows] = true;
	}
	for (size_t i = 0; i < old.count; i++) {
		const char *key = old.rows[i].key->text;
		const struct yaml_index_row *is = yaml_index_find(&new, key);
		if (!touched[i] && !is_same(old.rows[i].value, is != NULL ? is->value : NULL))
			return key;
	}
	return NULL;
}
