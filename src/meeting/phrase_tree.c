#include "meeting/phrase_tree.h"

#include <stdint.h>
#include <string.h>

/* A way of words from the beginning of a phrase; its last word, and the node before that. */
struct node {
	size_t before; /* index */
	const char *word;
	uint64_t hash;
	const void *owner; /* a phrase ends here; or NULL */
	bool apart;        /* a comma or the like may stand before the word */
};

struct phrase_tree {
	struct arena *arena;
	struct node *nodes; /* the first is the root */
	size_t count, capacity;
	size_t *slots; /* indexes of nodes by hash, 0 for none; a power of two of them */
	size_t slot_count;
	size_t phrase_count;
};

/* FNV-1a over the word and where it goes on from. */
static uint64_t hash_of(size_t before, const char *word)
{
	uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)before;
	hash *= UINT64_C(1099511628211);
	for (; *word != '\0'; word++)
		hash = (hash ^ (unsigned char)*word) * UINT64_C(1099511628211);
	return hash ^ (hash >> 32);
}

/* The slot of a node, or the empty one where it would go. */
static size_t *slot_of(
	const struct phrase_tree *tree, size_t before, const char *word, uint64_t hash)
{
	size_t mask = tree->slot_count - 1;
	size_t at = (size_t)hash & mask;
	for (;; at = (at + 1) & mask) {
		const struct node *node = &tree->nodes[tree->slots[at]];
		if (tree->slots[at] == 0 || (node->hash == hash && node->before == before &&
						    strcmp(node->word, word) == 0))
			return &tree->slots[at];
	}
}

static void make_slots(struct phrase_tree *tree, size_t count)
{
	tree->slots = arena_array(tree->arena, count, sizeof *tree->slots);
	tree->slot_count = count;
	for (size_t i = 1; i < tree->count; i++) {
		const struct node *node = &tree->nodes[i];
		*slot_of(tree, node->before, node->word, node->hash) = i;
	}
}

struct phrase_tree *phrase_tree_create(struct arena *arena)
{
	enum { FIRST_SLOTS = 64 };
	struct phrase_tree *tree = arena_alloc(arena, sizeof *tree);
	tree->arena = arena;
	tree->nodes = arena_grow(arena, NULL, 0, &tree->capacity, sizeof *tree->nodes);
	tree->nodes[tree->count++] = (struct node){0};
	make_slots(tree, FIRST_SLOTS);
	return tree;
}

/* The node that a word leads to; 0 for none. */
static size_t step(const struct phrase_tree *tree, size_t node, const struct word *word)
{
	return *slot_of(tree, node, word->lower, hash_of(node, word->lower));
}

static size_t grow(struct phrase_tree *tree, size_t node, const struct word *word)
{
	size_t next = step(tree, node, word);
	if (next != 0)
		return next;
	if (2 * tree->count >= tree->slot_count)
		make_slots(tree, 2 * tree->slot_count);
	tree->nodes = arena_grow(
		tree->arena, tree->nodes, tree->count, &tree->capacity, sizeof *tree->nodes);
	uint64_t hash = hash_of(node, word->lower);
	tree->nodes[tree->count] = (struct node){
		.before = node, .word = arena_strdup(tree->arena, word->lower), .hash = hash};
	*slot_of(tree, node, word->lower, hash) = tree->count;
	return tree->count++;
}

void phrase_tree_add(
	struct phrase_tree *tree, const struct word *words, size_t count, const void *owner)
{
	size_t node = 0;
	for (size_t i = 0; i < count && i < PHRASE_TREE_DEPTH; i++) {
		node = grow(tree, node, &words[i]);
		tree->nodes[node].apart |= words[i].apart;
	}
	if (node == 0 || tree->nodes[node].owner != NULL)
		return;
	tree->nodes[node].owner = owner;
	tree->phrase_count++;
}

bool phrase_tree_is_empty(const struct phrase_tree *tree)
{
	return tree->phrase_count == 0;
}

static void drop(struct phrase_tree *tree, size_t node)
{
	tree->phrase_count -= tree->nodes[node].owner != NULL;
	tree->nodes[node].owner = NULL;
}

void phrase_tree_drop(struct phrase_tree *tree, const struct words *text)
{
	for (size_t at = 0; at < text->count; at++) {
		size_t node = 0;
		for (size_t i = at; i < text->count; i++) {
			node = step(tree, node, &text->items[i]);
			if (node == 0)
				break;
			drop(tree, node);
		}
	}
}

void phrase_tree_drop_whole(struct phrase_tree *tree, const struct words *text)
{
	size_t node = 0;
	for (size_t i = 0; i < text->count && i < PHRASE_TREE_DEPTH; i++) {
		node = step(tree, node, &text->items[i]);
		if (node == 0)
			return;
	}
	if (node != 0)
		drop(tree, node);
}

size_t phrase_tree_find(
	const struct phrase_tree *tree, const struct words *text, size_t at, const void **owner)
{
	size_t node = 0, found = 0;
	for (size_t i = at; i < text->count; i++) {
		node = step(tree, node, &text->items[i]);
		if (node == 0 || (i > at && text->items[i].apart && !tree->nodes[node].apart))
			break;
		if (tree->nodes[node].owner != NULL) {
			found = i - at + 1;
			*owner = tree->nodes[node].owner;
		}
	}
	return found;
}
