#ifndef REFERENT_MEETING_PHRASE_TREE_H
#define REFERENT_MEETING_PHRASE_TREE_H

#include "meeting/words.h"

/*
 * Phrases of a few words, found in texts whatever their case and what stands between the words;
 * a comma or full stop only where the phrase has one. Adding and finding take time by the number of words, not of phrases.
 */
struct phrase_tree;

enum { PHRASE_TREE_DEPTH = 12 }; /* words of a phrase at most; the rest does not count */

struct phrase_tree *phrase_tree_create(struct arena *arena);

/* Adds the words of a phrase. The first phrase of the same words keeps its owner. */
void phrase_tree_add(
	struct phrase_tree *tree, const struct word *words, size_t count, const void *owner);

/* Takes those words, alone or as a part of more, off the phrases that are found. */
void phrase_tree_drop(struct phrase_tree *tree, const struct words *text);

/* Takes off a phrase of exactly these words. */
void phrase_tree_drop_whole(struct phrase_tree *tree, const struct words *text);

bool phrase_tree_is_empty(const struct phrase_tree *tree);

/*
 * The longest phrase that begins with the word at an index of a text: how many words it has, 0 for
 * none; *owner receives whose it is.
 */
size_t phrase_tree_find(
	const struct phrase_tree *tree, const struct words *text, size_t at, const void **owner);

#endif
