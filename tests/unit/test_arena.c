#include "base/arena.h"
#include "check.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { PLENTY = 64 * 1024 * 1024 };

static void check_zeroed_and_aligned(void)
{
	struct arena *arena = arena_create(PLENTY);
	size_t sizes[] = {0, 1, 7, 16, 100, 4000, 5000, 300000, 3};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		unsigned char *bytes = arena_alloc(arena, sizes[i]);
		bool zero = true;

		CHECK(bytes != NULL);
		CHECK((uintptr_t)bytes % alignof(max_align_t) == 0);
		for (size_t k = 0; k < sizes[i]; k++)
			zero = zero && bytes[k] == 0;
		CHECK(zero);
		memset(bytes, 0xFF, sizes[i]);
	}
	arena_destroy(arena);
	arena_destroy(NULL);
}

static void check_text(void)
{
	struct arena *arena = arena_create(PLENTY);
	char longer[1000];

	CHECK_TEXT(arena_strdup(arena, "punkt"), "punkt");
	CHECK_TEXT(arena_strdup(arena, ""), "");
	CHECK_TEXT(arena_strndup(arena, "punkt", 3), "pun");
	CHECK_TEXT(arena_strndup(arena, NULL, 0), "");
	CHECK_TEXT(arena_printf(arena, "%d %s", 7, "bilag"), "7 bilag");
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	CHECK_TEXT(arena_printf(arena, "%s", longer), longer);
	longer[255] = '\0';
	CHECK_TEXT(arena_printf(arena, "%s", longer), longer);
	arena_destroy(arena);
}

struct attempt {
	struct arena *arena;
	size_t size;
	size_t rounds;
	bool finished;
};

static void allocate_often(void *user)
{
	struct attempt *attempt = user;

	for (size_t i = 0; i < attempt->rounds; i++)
		arena_alloc(attempt->arena, attempt->size);
	attempt->finished = true;
}

static void check_limit(void)
{
	struct arena *arena = arena_create(100000);
	struct arena *child = arena_create_child(arena);
	struct attempt small = {arena, 100, 500, false};
	struct attempt large = {child, 60000, 1, false};
	struct attempt huge = {arena, SIZE_MAX - 5, 1, false};

	CHECK_INT(arena_protect(arena, allocate_often, &small), ARENA_DONE);
	CHECK(small.finished);
	/* The child draws on the same account. */
	CHECK_INT(arena_protect(arena, allocate_often, &large), ARENA_LIMIT);
	CHECK(!large.finished);
	CHECK_INT(arena_protect(child, allocate_often, &huge), ARENA_LIMIT);
	arena_destroy(arena);

	/* What a child held is there again when it is gone. */
	arena = arena_create(100000);
	for (int i = 0; i < 50; i++) {
		large.arena = arena_create_child(arena);
		large.finished = false;
		CHECK_INT(arena_protect(arena, allocate_often, &large), ARENA_DONE);
		CHECK(large.finished);
		arena_destroy(large.arena);
	}
	arena_destroy(arena);
}

static void charge(void *user)
{
	struct attempt *attempt = user;

	attempt->finished = arena_try_charge(attempt->arena, attempt->size);
}

static void check_charge(void)
{
	struct arena *arena = arena_create(100000);
	struct attempt foreign = {arena_create_child(arena), 60000, 1, false};
	struct attempt own = {arena, 60000, 1, false};

	CHECK_INT(arena_protect(arena, charge, &foreign), ARENA_DONE);
	CHECK(foreign.finished);
	CHECK_INT(arena_protect(arena, charge, &foreign), ARENA_LIMIT);
	CHECK(!foreign.finished);
	CHECK_INT(arena_protect(arena, allocate_often, &own), ARENA_LIMIT);
	arena_refund(foreign.arena, foreign.size);
	CHECK_INT(arena_protect(arena, allocate_often, &own), ARENA_DONE);
	CHECK(own.finished);
	arena_destroy(arena);
}

static void overflow_array(void *user)
{
	arena_array(user, SIZE_MAX / 2, 3);
}

static void ignore_failure(void *user)
{
	CHECK(arena_try_alloc(user, 1000) != NULL);
	CHECK(arena_try_alloc(user, PLENTY) == NULL);
}

static void ask_for_failure(void *user)
{
	CHECK(arena_try_alloc(user, PLENTY) == NULL);
	arena_check(user);
	CHECK(false); /* not reached */
}

static void nest(void *user)
{
	CHECK_INT(arena_protect(user, ask_for_failure, user), ARENA_LIMIT);
	arena_check(user); /* told already */
	CHECK(arena_alloc(user, 10) != NULL);
}

static void check_protection(void)
{
	struct arena *arena = arena_create(100000);

	CHECK_INT(arena_protect(arena, overflow_array, arena), ARENA_LIMIT);
	CHECK_INT(arena_protect(arena, ignore_failure, arena), ARENA_LIMIT);
	CHECK_INT(arena_protect(arena, ask_for_failure, arena), ARENA_LIMIT);
	CHECK_INT(arena_protect(arena, nest, arena), ARENA_DONE);
	arena_destroy(arena);
}

static char order[10];
static char letters[] = "abcd1x";

/* Registered with a pointer to one of the letters; NULL leaves no trace. */
static void note(void *object)
{
	if (object != NULL)
		strncat(order, object, 1);
}

static void register_much(void *user)
{
	struct arena *arena = user;

	arena_on_destroy(arena, note, strchr(letters, '1'));
	arena_alloc(arena, 3500);
	arena_resize(arena, NULL, 500);
	for (;;)
		arena_on_destroy(arena, note, NULL);
}

static void register_too_much(void *user)
{
	arena_on_destroy(user, note, strchr(letters, 'x'));
}

static void check_hooks(void)
{
	struct arena *arena = arena_create(PLENTY);
	struct arena *child;

	arena_on_destroy(arena, note, strchr(letters, 'a'));
	arena_on_destroy(arena, note, strchr(letters, 'b'));
	child = arena_create_child(arena);
	arena_on_destroy(child, note, strchr(letters, 'c'));
	arena_on_destroy(arena, note, strchr(letters, 'd'));
	arena_destroy(arena);
	CHECK_TEXT(order, "cdba");

	/* What cannot be registered is released at once. */
	order[0] = '\0';
	arena = arena_create(6000);
	CHECK_INT(arena_protect(arena, register_much, arena), ARENA_LIMIT);
	CHECK_INT(arena_protect(arena, register_too_much, arena), ARENA_LIMIT);
	CHECK_TEXT(order, "x");
	arena_destroy(arena);
	CHECK_TEXT(order, "x1");
}

static void check_children(void)
{
	struct arena *arena = arena_create(PLENTY);
	struct arena *children[5];

	for (int i = 0; i < 5; i++)
		children[i] = arena_create_child(arena);
	arena_create_child(children[3]);
	/* First, last, and in the middle of the list. */
	arena_destroy(children[4]);
	arena_destroy(children[0]);
	arena_destroy(children[2]);
	CHECK(arena_alloc(children[1], 10) != NULL);
	arena_destroy(arena);
}

static void check_grow(void)
{
	struct arena *arena = arena_create(PLENTY);
	size_t capacity = 0;
	size_t other_capacity = 0;
	size_t *items = NULL;
	char *others = NULL;
	bool right = true;

	for (size_t i = 0; i < 20000; i++) {
		items = arena_grow(arena, items, i, &capacity, sizeof *items);
		items[i] = i;
		if (i % 3 == 0) {
			others = arena_grow(arena, others, i / 3, &other_capacity, 1);
			others[i / 3] = 'o';
		}
	}
	for (size_t i = 0; i < 20000; i++)
		right = right && items[i] == i && others[i / 3] == 'o';
	CHECK(right);
	CHECK(capacity >= 20000);
	arena_destroy(arena);
}

static void check_resize(void)
{
	struct arena *arena = arena_create(PLENTY);
	char *blocks[3] = {NULL, NULL, NULL};
	struct attempt whole = {arena, PLENTY - 100000, 1, false};

	for (size_t size = 1; size < 1000000; size *= 3) {
		for (int i = 0; i < 3; i++) {
			blocks[i] = arena_resize(arena, blocks[i], size);
			CHECK(size == 1 || blocks[i][0] == 'a' + i);
			CHECK((uintptr_t)blocks[i] % alignof(max_align_t) == 0);
			memset(blocks[i], 'a' + i, size);
		}
	}
	blocks[1] = arena_resize(arena, blocks[1], 10);
	CHECK_INT(blocks[1][9], 'b');
	for (int i = 0; i < 3; i++)
		CHECK(arena_resize(arena, blocks[i], 0) == NULL);
	CHECK(arena_resize(arena, NULL, 0) == NULL);
	/* All of it was given back to the account. */
	CHECK_INT(arena_protect(arena, allocate_often, &whole), ARENA_DONE);
	arena_destroy(arena);
}

static void resize_too_far(void *user)
{
	struct attempt *attempt = user;
	char *block = arena_resize(attempt->arena, NULL, 10);

	attempt->finished = true;
	memcpy(block, "behold", 7);
	arena_resize(attempt->arena, block, attempt->size);
	attempt->finished = false;
}

static void check_resize_failure(void)
{
	struct arena *arena = arena_create(100000);
	struct attempt attempt = {arena, 100001, 0, false};

	CHECK_INT(arena_protect(arena, resize_too_far, &attempt), ARENA_LIMIT);
	CHECK(attempt.finished);
	attempt.size = SIZE_MAX;
	CHECK_INT(arena_protect(arena, resize_too_far, &attempt), ARENA_LIMIT);
	arena_destroy(arena);
}

int main(void)
{
	check_zeroed_and_aligned();
	check_text();
	check_limit();
	check_charge();
	check_protection();
	check_hooks();
	check_children();
	check_grow();
	check_resize();
	check_resize_failure();
	return check_failures != 0;
}
