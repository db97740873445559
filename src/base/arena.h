#ifndef REFERENT_BASE_ARENA_H
#define REFERENT_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Memory that is released all at once. Everything that the library makes lives in an arena and is
 * valid until that arena is destroyed.
 *
 * Running out (of memory, or of the arena's limit) is not reported call by call: the allocating
 * call does not return but leaves for the innermost arena_protect() on this arena's family. Only
 * the functions named *_try_* return NULL instead; they are for callbacks that a foreign library
 * has to be allowed to return from.
 */
struct arena;

/* Why arena_protect() came back early. */
enum arena_end {
	ARENA_DONE,      /* the body returned */
	ARENA_NO_MEMORY, /* malloc() refused */
	ARENA_LIMIT      /* the family's limit was passed */
};

/*
 * Makes an arena that may hold limit_bytes at most, its children included. Returns NULL when there
 * is no memory for the arena itself.
 */
struct arena *arena_create(size_t limit_bytes);

/*
 * Makes an arena for shorter-lived things that shares the parent's limit and its arena_protect().
 * It is destroyed with the parent, or earlier with arena_destroy().
 */
struct arena *arena_create_child(struct arena *parent);

/* Runs what arena_on_destroy() registered, newest first, and releases everything. NULL is fine. */
void arena_destroy(struct arena *arena);

/*
 * Calls body(user). When an allocation in the family of the arena fails meanwhile, the call is
 * abandoned and this function returns the reason. Protections nest. Without one around it, a
 * failing allocation aborts the process, so every public function of the library starts one.
 */
enum arena_end arena_protect(struct arena *arena, void (*body)(void *user), void *user);

/* size bytes, zeroed, aligned for any type. size 0 gives a valid pointer. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* count elements of size bytes, zeroed; an overflow of the product counts as the limit. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* As arena_alloc(), but returns NULL and remembers the failure for arena_check(). */
void *arena_try_alloc(struct arena *arena, size_t size);

/* Leaves for arena_protect() as a failing allocation does: a foreign library had no memory. */
_Noreturn void arena_fail(struct arena *arena);

/* Leaves for arena_protect() if an arena_try_alloc() of this family failed before. */
void arena_check(struct arena *arena);

/*
 * Counts memory that a foreign library has taken towards the family's limit. False, remembered for
 * arena_check(), if there is not so much room. arena_refund() takes it off again.
 */
bool arena_try_charge(struct arena *arena, size_t bytes);
void arena_refund(struct arena *arena, size_t bytes);

/* Copies of text, terminated by a NUL. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/*
 * Registers release(object) for arena_destroy(): how a foreign object finds its one owner. When
 * there is no memory for that, the object is released before the call is left.
 */
void arena_on_destroy(struct arena *arena, void (*release)(void *object), void *object);

/*
 * Grows an array in the arena by doubling: items points to count elements of size bytes with room
 * for *capacity. Returns where the array is now, with room for at least count + 1.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/*
 * A block that can be resized in place or moved, released early with size 0 (then NULL is
 * returned), and with the arena at the latest. For buffers that grow large.
 */
void *arena_resize(struct arena *arena, void *block, size_t size);

#endif
