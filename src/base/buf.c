#include "base/buf.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Small buffers double; of large ones half of that would lie idle. */
enum { FIRST_CAPACITY = 64, LARGE_CAPACITY = 4 * 1024 * 1024 };

static size_t next_capacity(size_t capacity)
{
	size_t more = capacity < LARGE_CAPACITY ? capacity : capacity / 2;

	return capacity > SIZE_MAX - more ? SIZE_MAX : capacity + more;
}

void buf_init(struct buf *buf, struct arena *arena)
{
	buf->arena = arena;
	buf->data = NULL;
	buf->length = 0;
	buf->capacity = 0;
}

void buf_finish(struct buf *buf)
{
	if (buf->data != NULL)
		arena_resize(buf->arena, buf->data, 0);
	buf_init(buf, buf->arena);
}

void buf_reserve(struct buf *buf, size_t extra)
{
	size_t needed; /* the NUL included */
	size_t capacity = buf->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buf->capacity;

	/* An impossible size is refused by arena_resize() in the usual way. */
	if (__builtin_add_overflow(buf->length, extra, &needed) || needed > SIZE_MAX / 4)
		needed = SIZE_MAX;
	else
		needed++;
	if (needed <= buf->capacity)
		return;
	while (capacity < needed)
		capacity = next_capacity(capacity);
	buf->data = arena_resize(buf->arena, buf->data, capacity);
	buf->capacity = capacity;
}

void buf_append(struct buf *buf, const void *bytes, size_t length)
{
	buf_reserve(buf, length);
	if (length > 0)
		memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_append(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char byte)
{
	if (buf->capacity - buf->length < 2)
		buf_reserve(buf, 1);
	buf->data[buf->length++] = byte;
	buf->data[buf->length] = '\0';
}

void buf_put_utf8(struct buf *buf, uint32_t code_point)
{
	char bytes[4];

	buf_append(buf, bytes, utf8_encode(code_point, bytes));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buf_vprintf(buf, format, arguments);
	va_end(arguments);
}

void buf_vprintf(struct buf *buf, const char *format, va_list arguments)
{
	va_list again;
	int length;

	va_copy(again, arguments);
	buf_reserve(buf, FIRST_CAPACITY);
	length = vsnprintf(buf->data + buf->length, buf->capacity - buf->length, format, arguments);
	if (length < 0) {
		/* Longer than INT_MAX; refused as any other impossible size. */
		va_end(again);
		buf_reserve(buf, SIZE_MAX);
		return;
	}
	if ((size_t)length >= buf->capacity - buf->length) {
		buf->data[buf->length] = '\0'; /* as it was, should the next call leave */
		buf_reserve(buf, (size_t)length);
		vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
	}
	va_end(again);
	buf->length += (size_t)length;
}

void buf_insert(struct buf *buf, size_t offset, const void *bytes, size_t length)
{
	buf_reserve(buf, length);
	memmove(buf->data + offset + length, buf->data + offset, buf->length - offset);
	if (length > 0)
		memcpy(buf->data + offset, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_truncate(struct buf *buf, size_t length)
{
	if (length >= buf->length)
		return;
	buf->length = length;
	buf->data[length] = '\0';
}

const char *buf_text(struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}

char *buf_copy(const struct buf *buf, struct arena *arena)
{
	return arena_strndup(arena, buf->data, buf->length);
}
