/*
 * Preloaded into a process, makes one of its allocations fail, or all from one on. Whatever asks
 * the C library for memory is counted: the program, its libraries, strdup() and stdio within the C
 * library. The environment says what to do:
 *
 *   FAIL_MALLOC_AT=n     the n-th allocation fails, counted from 1
 *   FAIL_MALLOC_FROM=n   the n-th and all later ones fail
 *   FAIL_MALLOC_COUNT=f  how many there were is written to the file f at the end
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

/* The C library's own names for its allocator. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

EXPORT void *malloc(size_t size);
EXPORT void *calloc(size_t count, size_t size);
EXPORT void *realloc(void *memory, size_t size);
EXPORT void *reallocarray(void *memory, size_t count, size_t size);
EXPORT void *memalign(size_t alignment, size_t size);
EXPORT void *aligned_alloc(size_t alignment, size_t size);
EXPORT int posix_memalign(void **memory, size_t alignment, size_t size);

static unsigned long counted;
static unsigned long first; /* 0: none */
static unsigned long last;

static unsigned long number_in(const char *name)
{
	const char *text = getenv(name);

	return text != NULL ? strtoul(text, NULL, 10) : 0;
}

/* Runs when the process starts; what the loader takes before is counted but never refused. */
__attribute__((constructor)) static void start(void)
{
	unsigned long at = number_in("FAIL_MALLOC_AT");
	unsigned long from = number_in("FAIL_MALLOC_FROM");

	first = at != 0 ? at : from;
	last = at != 0 ? at : UINT64_MAX;
}

__attribute__((destructor)) static void finish(void)
{
	const char *path = getenv("FAIL_MALLOC_COUNT");
	char digits[24];
	size_t at = sizeof digits;
	int file;

	if (path == NULL)
		return;
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (file < 0)
		_exit(99);
	do
		digits[--at] = (char)('0' + counted % 10);
	while ((counted /= 10) != 0);
	if (write(file, digits + at, sizeof digits - at) < 0)
		_exit(99);
	close(file);
}

static bool is_refused(void)
{
	unsigned long number = __atomic_add_fetch(&counted, 1, __ATOMIC_RELAXED);

	if (first == 0 || number < first || number > last)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return is_refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return is_refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	/* As free() it cannot fail. */
	if (memory != NULL && size == 0)
		return __libc_realloc(memory, size);
	return is_refused() ? NULL : __libc_realloc(memory, size);
}

void *reallocarray(void *memory, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(memory, bytes);
}

void *memalign(size_t alignment, size_t size)
{
	return is_refused() ? NULL : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
	void *found = memalign(alignment, size);

	if (found == NULL)
		return ENOMEM;
	*memory = found;
	return 0;
}
