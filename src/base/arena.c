#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

/* Under ASan a gap that may not be touched lies behind every allocation, so overruns are seen. */
#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
enum { GAP = 0 };
#endif

enum { ALIGNMENT = alignof(max_align_t), FIRST_CHUNK = 4 * 1024, LARGEST_CHUNK = 1024 * 1024 };

struct chunk {
	struct chunk *next;
	size_t size; /* of data */
	size_t used;
	alignas(max_align_t) char data[];
};

/* Stands before every block of arena_resize(). */
struct block {
	struct block *previous;
	struct block *next;
	size_t size; /* header included */
	alignas(max_align_t) char data[];
};

struct hook {
	struct hook *next;
	void (*release)(void *object);
	void *object;
};

/* One running arena_protect(). */
struct protection {
	struct protection *outer;
	enum arena_end reason;
	jmp_buf return_point;
};

/* What an arena and all its children have in common. */
struct family {
	size_t limit;
	size_t used;
	struct protection *protection;
	enum arena_end failed; /* of an arena_try_alloc() that nobody asked about yet */
};

struct arena {
	struct family *family;
	struct arena *parent;
	struct arena *children;
	struct arena *previous; /* siblings */
	struct arena *next;
	struct chunk *chunks; /* the first is the one that is filled */
	size_t next_chunk;    /* size of the next ordinary one */
	struct block *blocks;
	struct hook *hooks;
};

/* Children know the family only through the pointer; the root brings it along. */
struct root {
	struct arena arena;
	struct family family;
};

static void poison(const void *bytes, size_t size)
{
#ifdef ARENA_POISONS
	ASAN_POISON_MEMORY_REGION(bytes, size);
#else
	(void)bytes;
	(void)size;
#endif
}

static void unpoison(const void *bytes, size_t size)
{
#ifdef ARENA_POISONS
	ASAN_UNPOISON_MEMORY_REGION(bytes, size);
#else
	(void)bytes;
	(void)size;
#endif
}

_Noreturn static void leave(struct family *family, enum arena_end reason)
{
	struct protection *protection = family->protection;

	if (protection == NULL)
		abort();
	family->failed = ARENA_DONE;
	protection->reason = reason;
	longjmp(protection->return_point, 1);
}

/* malloc() against the family's account; *reason says why it returned NULL. */
static void *obtain(struct family *family, size_t size, enum arena_end *reason)
{
	void *memory;

	if (size > family->limit - family->used) {
		*reason = ARENA_LIMIT;
		return NULL;
	}
	memory = calloc(1, size);
	if (memory == NULL) {
		*reason = ARENA_NO_MEMORY;
		return NULL;
	}
	family->used += size;
	return memory;
}

struct arena *arena_create(size_t limit_bytes)
{
	struct root *root = calloc(1, sizeof *root);

	if (root == NULL)
		return NULL;
	root->family.limit = limit_bytes;
	root->arena.family = &root->family;
	root->arena.next_chunk = FIRST_CHUNK;
	return &root->arena;
}

struct arena *arena_create_child(struct arena *parent)
{
	enum arena_end reason;
	struct arena *arena = obtain(parent->family, sizeof *arena, &reason);

	if (arena == NULL)
		leave(parent->family, reason);
	arena->family = parent->family;
	arena->next_chunk = FIRST_CHUNK;
	arena->parent = parent;
	arena->next = parent->children;
	if (arena->next != NULL)
		arena->next->previous = arena;
	parent->children = arena;
	return arena;
}

static void unlink_from_parent(struct arena *arena)
{
	if (arena->next != NULL)
		arena->next->previous = arena->previous;
	if (arena->previous != NULL)
		arena->previous->next = arena->next;
	else
		arena->parent->children = arena->next;
}

static void release_memory(struct arena *arena)
{
	while (arena->blocks != NULL) {
		struct block *block = arena->blocks;

		arena->blocks = block->next;
		arena->family->used -= block->size;
		free(block);
	}
	while (arena->chunks != NULL) {
		struct chunk *chunk = arena->chunks;

		arena->chunks = chunk->next;
		arena->family->used -= sizeof *chunk + chunk->size;
		unpoison(chunk->data, chunk->size);
		free(chunk);
	}
}

void arena_destroy(struct arena *arena)
{
	if (arena == NULL)
		return;
	/* Children were made later and may use what the parent owns, never the other way round. */
	while (arena->children != NULL)
		arena_destroy(arena->children);
	while (arena->hooks != NULL) {
		struct hook *hook = arena->hooks;

		arena->hooks = hook->next;
		hook->release(hook->object);
	}
	release_memory(arena);
	if (arena->parent != NULL) {
		unlink_from_parent(arena);
		arena->family->used -= sizeof *arena;
	}
	free(arena); /* the first member of its root, if it is one */
}

enum arena_end arena_protect(struct arena *arena, void (*body)(void *user), void *user)
{
	struct family *family = arena->family;
	struct protection protection;

	protection.outer = family->protection;
	protection.reason = ARENA_DONE;
	family->protection = &protection;
	if (setjmp(protection.return_point) == 0) {
		body(user);
		/* A failure that nobody asked about must not get lost. */
		protection.reason = family->failed;
		family->failed = ARENA_DONE;
	}
	family->protection = protection.outer;
	return protection.reason;
}

static struct chunk *add_chunk(struct arena *arena, size_t needed, enum arena_end *reason)
{
	struct family *family = arena->family;
	size_t room = family->limit - family->used;
	size_t size = arena->next_chunk;
	bool ordinary = needed <= size / 4;
	struct chunk *chunk;

	if (!ordinary || sizeof *chunk + size > room)
		size = needed;
	chunk = obtain(family, sizeof *chunk + size, reason);
	if (chunk == NULL)
		return NULL;
	chunk->size = size;
	poison(chunk->data, size);
	if (ordinary || arena->chunks == NULL) {
		chunk->next = arena->chunks;
		arena->chunks = chunk;
	} else {
		/* One large thing must not hide the room that is left for small ones. */
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	}
	if (ordinary && arena->next_chunk < LARGEST_CHUNK)
		arena->next_chunk *= 2;
	return chunk;
}

static void *allocate(struct arena *arena, size_t size, enum arena_end *reason)
{
	struct chunk *chunk = arena->chunks;
	size_t rounded;
	void *result;

	if (size > SIZE_MAX / 2) {
		*reason = ARENA_LIMIT;
		return NULL;
	}
	rounded = (size + GAP + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (rounded == 0)
		rounded = ALIGNMENT;
	if (chunk == NULL || rounded > chunk->size - chunk->used) {
		chunk = add_chunk(arena, rounded, reason);
		if (chunk == NULL)
			return NULL;
	}
	result = chunk->data + chunk->used;
	chunk->used += rounded;
	unpoison(result, size);
	return result;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	enum arena_end reason = ARENA_DONE;
	void *result = allocate(arena, size, &reason);

	if (result == NULL)
		leave(arena->family, reason);
	return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		leave(arena->family, ARENA_LIMIT);
	return arena_alloc(arena, bytes);
}

void *arena_try_alloc(struct arena *arena, size_t size)
{
	enum arena_end reason = ARENA_DONE;
	void *result = allocate(arena, size, &reason);

	if (result == NULL)
		arena->family->failed = reason;
	return result;
}

void arena_fail(struct arena *arena)
{
	leave(arena->family, ARENA_NO_MEMORY);
}

void arena_check(struct arena *arena)
{
	if (arena->family->failed != ARENA_DONE)
		leave(arena->family, arena->family->failed);
}

bool arena_try_charge(struct arena *arena, size_t bytes)
{
	struct family *family = arena->family;

	if (bytes > family->limit - family->used) {
		family->failed = ARENA_LIMIT;
		return false;
	}
	family->used += bytes;
	return true;
}

void arena_refund(struct arena *arena, size_t bytes)
{
	arena->family->used -= bytes;
}

void arena_on_destroy(struct arena *arena, void (*release)(void *object), void *object)
{
	enum arena_end reason = ARENA_DONE;
	struct hook *hook = allocate(arena, sizeof *hook, &reason);

	if (hook == NULL) {
		release(object);
		leave(arena->family, reason);
	}
	hook->release = release;
	hook->object = object;
	hook->next = arena->hooks;
	arena->hooks = hook;
}

/* Makes the newest allocation of the arena's chunk longer where it stands. */
static bool extend(struct arena *arena, const void *items, size_t old_bytes, size_t new_bytes)
{
	struct chunk *chunk = arena->chunks;
	size_t old_rounded = (old_bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	size_t more;

	if (GAP > 0 || chunk == NULL || old_rounded == 0 || old_rounded > chunk->used ||
		(const char *)items != chunk->data + (chunk->used - old_rounded))
		return false;
	more = ((new_bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1)) - old_rounded;
	if (more > chunk->size - chunk->used)
		return false;
	chunk->used += more;
	return true;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	size_t new_capacity;
	size_t bytes;
	void *moved;

	if (count < *capacity)
		return items;
	if (__builtin_mul_overflow(*capacity, 2, &new_capacity) ||
		__builtin_mul_overflow(new_capacity < 8 ? 8 : new_capacity, size, &bytes) ||
		bytes > SIZE_MAX / 2)
		leave(arena->family, ARENA_LIMIT);
	if (new_capacity < 8)
		new_capacity = 8;
	if (extend(arena, items, *capacity * size, bytes)) {
		*capacity = new_capacity;
		return items;
	}
	moved = arena_alloc(arena, bytes);
	if (count > 0)
		memcpy(moved, items, count * size);
	*capacity = new_capacity;
	return moved;
}

static void unlink_block(struct arena *arena, struct block *block)
{
	if (block->next != NULL)
		block->next->previous = block->previous;
	if (block->previous != NULL)
		block->previous->next = block->next;
	else
		arena->blocks = block->next;
}

static void link_block(struct arena *arena, struct block *block)
{
	block->previous = NULL;
	block->next = arena->blocks;
	if (block->next != NULL)
		block->next->previous = block;
	arena->blocks = block;
}

/* realloc() of a block that is in no list, against the account. It stays as it was on failure. */
static struct block *resize_block(
	struct family *family, struct block *block, size_t size, enum arena_end *reason)
{
	size_t old_size = block != NULL ? block->size : 0;
	struct block *resized;

	if (size > old_size && size - old_size > family->limit - family->used) {
		*reason = ARENA_LIMIT;
		return NULL;
	}
	resized = realloc(block, size);
	if (resized == NULL) {
		*reason = ARENA_NO_MEMORY;
		return NULL;
	}
	resized->size = size;
	family->used = family->used - old_size + size;
	return resized;
}

void *arena_resize(struct arena *arena, void *memory, size_t size)
{
	struct block *block = NULL;
	struct block *resized;
	enum arena_end reason = ARENA_DONE;

	if (memory != NULL) {
		block = (struct block *)(void *)((char *)memory - offsetof(struct block, data));
		unlink_block(arena, block);
	}
	if (size == 0) {
		if (block != NULL)
			arena->family->used -= block->size;
		free(block);
		return NULL;
	}
	if (size > SIZE_MAX - sizeof *block) {
		resized = NULL;
		reason = ARENA_LIMIT;
	} else {
		resized = resize_block(arena->family, block, sizeof *block + size, &reason);
	}
	if (resized == NULL) {
		if (block != NULL)
			link_block(arena, block);
		leave(arena->family, reason);
	}
	link_block(arena, resized);
	return resized->data;
}
