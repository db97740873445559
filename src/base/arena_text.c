#include "base/arena.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	/* No arena has room for SIZE_MAX. */
	char *copy = arena_alloc(arena, length < SIZE_MAX ? length + 1 : length);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
	char first_try[256];
	va_list again;
	int length;
	char *text;

	va_copy(again, arguments);
	length = vsnprintf(first_try, sizeof first_try, format, arguments);
	if (length < 0) {
		va_end(again);
		if (errno == ENOMEM)
			arena_fail(arena);
		return arena_alloc(arena, SIZE_MAX); /* longer than INT_MAX; leaves */
	}
	if ((size_t)length < sizeof first_try) {
		text = arena_strndup(arena, first_try, (size_t)length);
	} else {
		text = arena_alloc(arena, (size_t)length + 1);
		vsnprintf(text, (size_t)length + 1, format, again);
	}
	va_end(again);
	return text;
}
