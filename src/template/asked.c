#include "template/asked.h"

/* Pairs within pairs double the work; beyond this depth only the first is followed. */
enum { MOST_CHOICES = 6 };

struct asked *asked_create(struct asking *asking, struct place place)
{
	struct asked *asked = arena_alloc(asking->arena, sizeof *asked);
	asked->place = place;
	return asked;
}

static struct asked *find_key(const struct asked *of, struct value_text name)
{
	const struct value *at =
		of->index != NULL ? value_map_find(of->index, name.bytes, name.length) : NULL;
	return at != NULL ? of->keys[at->integer] : NULL;
}

static void add_key(struct asking *asking, struct asked *of, struct asked *key)
{
	if (of->index == NULL)
		of->index = value_map_create(asking->arena);
	value_map_set_n(asking->arena, of->index, key->name.bytes, key->name.length,
		value_int((int64_t)of->key_count));
	of->keys = arena_grow(
		asking->arena, of->keys, of->key_count, &of->key_capacity, sizeof(struct asked *));
	of->keys[of->key_count++] = key;
}

struct asked *asked_key(
	struct asking *asking, struct asked *of, struct value_text name, struct place place)
{
	if (of == NULL)
		return NULL;
	if (of->maybe)
		return asked_maybe(asking, asked_key(asking, of->either, name, place));
	if (of->either != NULL)
		return asked_either(asking, asked_key(asking, of->either, name, place),
			asked_key(asking, of->other, name, place));
	struct asked *key = find_key(of, name);
	if (key != NULL || of->depth >= ASKED_MAX_DEPTH)
		return key;
	key = asked_create(asking, place);
	key->name = name;
	key->parent = of;
	key->depth = of->depth + 1;
	add_key(asking, of, key);
	return key;
}

struct asked *asked_entries(struct asking *asking, struct asked *of)
{
	if (of == NULL)
		return NULL;
	if (of->either != NULL)
		return asked_either(asking, asked_entries(asking, of->either),
			asked_entries(asking, of->other));
	if (of->entries == NULL && of->depth < ASKED_MAX_DEPTH) {
		of->entries = asked_create(asking, of->place);
		of->entries->depth = of->depth + 1;
	}
	return of->entries;
}

void asked_use(struct asked *asked)
{
	if (asked != NULL && asked->maybe)
		return;
	if (asked != NULL && asked->either != NULL) {
		asked_use(asked->either);
		asked_use(asked->other);
		return;
	}
	for (; asked != NULL && asked->guards == 0; asked = asked->parent)
		asked->needed = true;
}

void asked_is(struct asked *asked, enum asked_type type)
{
	if (asked == NULL)
		return;
	if (asked->either != NULL) {
		asked_is(asked->either, type);
		asked_is(asked->other, type);
	} else if (asked->type == ASKED_ANY || asked->type == ASKED_TEXT) {
		/* A number or a date may be printed as text as well. */
		asked->type = type != ASKED_ANY ? type : asked->type;
	}
}

void asked_is_list(struct asked *asked)
{
	if (asked == NULL)
		return;
	asked->list = true;
	if (asked->either != NULL) {
		asked_is_list(asked->either);
		asked_is_list(asked->other);
	}
}

void asked_is_mapping(struct asked *asked)
{
	if (asked == NULL)
		return;
	asked->mapping = true;
	if (asked->either != NULL) {
		asked_is_mapping(asked->either);
		asked_is_mapping(asked->other);
	}
}

struct asked *asked_either(struct asking *asking, struct asked *a, struct asked *b)
{
	if (a == NULL || b == NULL || a == b)
		return a != NULL ? a : b;
	unsigned choices = (a->choices > b->choices ? a->choices : b->choices) + 1;
	if (choices > MOST_CHOICES)
		return a;
	struct asked *both = asked_create(asking, a->place);
	both->either = a;
	both->other = b;
	both->choices = choices;
	return both;
}

struct asked *asked_maybe(struct asking *asking, struct asked *asked)
{
	if (asked == NULL || asked->maybe || asked->choices >= MOST_CHOICES)
		return asked;
	struct asked *maybe = asked_create(asking, asked->place);
	maybe->either = asked;
	maybe->maybe = true;
	maybe->choices = asked->choices + 1;
	return maybe;
}

struct asked *asked_list_of(struct asking *asking, struct asked *entries)
{
	if (entries == NULL)
		return NULL;
	struct asked *list = asked_create(asking, entries->place);
	list->entries = entries;
	return list;
}

struct asked *asked_pair(struct asking *asking, struct asked *a, struct asked *b)
{
	struct asked *pair = asked_create(asking, (struct place){0});
	pair->is_pair = true;
	pair->pair[0] = a;
	pair->pair[1] = b;
	return pair;
}

/* As asked_use(), but without the values that it is a key of: what is asked of them is known. */
static void use_here(struct asked *asked)
{
	if (asked == NULL || asked->maybe)
		return;
	if (asked->either != NULL) {
		use_here(asked->either);
		use_here(asked->other);
	} else if (asked->guards == 0)
		asked->needed = true;
}

static void merge(struct asking *asking, const struct asked *from, struct asked *into)
{
	if (from == NULL || into == NULL || from == into || asking->merged >= ASKED_MOST_MERGED)
		return;
	asking->merged++;
	if (from->needed)
		use_here(into);
	if (from->list)
		asked_is_list(into);
	if (from->mapping)
		asked_is_mapping(into);
	asked_is(into, from->type);
	/* What is added meanwhile, where one is within the other, is not gone through again. */
	size_t count = from->key_count;
	for (size_t i = 0; i < count; i++)
		merge(asking, from->keys[i],
			asked_key(asking, into, from->keys[i]->name, from->keys[i]->place));
	if (from->entries != NULL)
		merge(asking, from->entries, asked_entries(asking, into));
}

void asked_merge(struct asking *asking, const struct asked *from, struct asked *into)
{
	if (from != NULL && from->needed)
		asked_use(into);
	merge(asking, from, into);
}
