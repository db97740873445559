#include "check.h"

#include "base/arena.h"
#include "meeting/phrase_tree.h"

#include <stdlib.h>

struct scene {
	struct arena *arena;
	struct phrase_tree *tree;
};

static struct words split(struct scene *scene, const char *text)
{
	return words_split(scene->arena, text, strlen(text));
}

static void add(struct scene *scene, const char *phrase)
{
	struct words words = split(scene, phrase);
	phrase_tree_add(scene->tree, words.items, words.count, phrase);
}

/* The phrases in a text, "a b|c d". */
static const char *found(struct scene *scene, const char *text)
{
	struct words words = split(scene, text);
	const char *all = "";
	for (size_t at = 0; at < words.count;) {
		const void *owner = NULL;
		size_t count = phrase_tree_find(scene->tree, &words, at, &owner);
		if (count > 0)
			all = arena_printf(scene->arena, "%s%s%s", all, *all != '\0' ? "|" : "",
				(const char *)owner);
		at += count > 0 ? count : 1;
	}
	return all;
}

static void test_words(void *user)
{
	struct scene *scene = user;
	struct words words = split(scene, "Ærø, 12A-b\xc2\xad"
					  "c. ny");
	CHECK_INT(words.count, 4);
	CHECK_TEXT(words.items[0].lower, "ærø");
	CHECK(words.items[0].capital && !words.items[0].apart && !words.items[0].digit);
	CHECK_TEXT(words.items[1].lower, "12a");
	CHECK(words.items[1].apart && words.items[1].digit && !words.items[1].capital);
	CHECK_TEXT(words.items[2].lower, "bc");
	CHECK(!words.items[2].apart);
	CHECK_INT(words.items[2].offset, 11);
	CHECK_INT(words.items[2].length, 4);
	CHECK(words.items[3].apart);
	CHECK(word_begins(&words.items[0], "ær") && !word_begins(&words.items[0], "ærøs"));
	CHECK_INT(split(scene, "").count, 0);
}

static void test_find(void *user)
{
	struct scene *scene = user;
	CHECK(phrase_tree_is_empty(scene->tree));
	CHECK_TEXT(found(scene, "Strandvejen 12"), "");
	add(scene, "Strandvejen 12");
	add(scene, "Strandvejen 12 B");
	add(scene, "Salg, uden bud");
	CHECK(!phrase_tree_is_empty(scene->tree));
	CHECK_TEXT(found(scene, "Ved **strandvejen** 12 og Strandvejen 12 b."),
		"Strandvejen 12|Strandvejen 12 B");
	CHECK_TEXT(found(scene, "Strandvejen 121, Strandvejen. 12, Strandvejen"), "");
	CHECK_TEXT(found(scene, "salg, uden bud; salg uden bud"), "Salg, uden bud|Salg, uden bud");
}

static void test_drop(void *user)
{
	struct scene *scene = user;
	struct words whole = split(scene, "Anna Bo fra Havnen");
	add(scene, "Anna Bo");
	add(scene, "Bo fra Havnen");
	add(scene, "Anna Bo fra Havnen");
	add(scene, "Bo fra Havnen i Nord");
	phrase_tree_drop_whole(scene->tree, &whole);
	CHECK_TEXT(found(scene, "Anna Bo fra Havnen i Nord"), "Anna Bo");
	phrase_tree_drop(scene->tree, &whole);
	CHECK_TEXT(found(scene, "Anna Bo fra Havnen i Nord"), "Bo fra Havnen i Nord");
	CHECK(!phrase_tree_is_empty(scene->tree));
}

/* More than the first table holds, and phrases longer than any may be. */
static void test_many(void *user)
{
	struct scene *scene = user;
	enum { MANY = 500 };
	for (int i = 0; i < MANY; i++)
		add(scene, arena_printf(scene->arena, "Vejen %d", i));
	for (int i = 0; i < MANY; i++) {
		const char *phrase = arena_printf(scene->arena, "Vejen %d", i);
		CHECK_TEXT(found(scene, phrase), phrase);
	}
	CHECK_TEXT(found(scene, "Vejen 500"), "");
	add(scene, "a b c d e f g h i j k l m n");
	CHECK_TEXT(found(scene, "a b c d e f g h i j k l x"), "a b c d e f g h i j k l m n");
	CHECK_TEXT(found(scene, "a b c d e f g h i j k x"), "");
}

static void run(void (*test)(void *user))
{
	struct scene scene = {.arena = arena_create((size_t)16 << 20)};
	scene.tree = phrase_tree_create(scene.arena);
	CHECK_INT(arena_protect(scene.arena, test, &scene), ARENA_DONE);
	arena_destroy(scene.arena);
}

int main(void)
{
	run(test_words);
	run(test_find);
	run(test_drop);
	run(test_many);
	return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
