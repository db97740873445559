#ifndef REFERENT_BASE_BUF_H
#define REFERENT_BASE_BUF_H

#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A growing byte buffer. data is always terminated by a NUL that length does not count, once
 * something has been appended or buf_text() was asked for. It lives in its arena.
 */
struct buf {
	struct arena *arena;
	char *data;
	size_t length;
	size_t capacity;
};

/* Makes an empty buffer; nothing is allocated before the first append. */
void buf_init(struct buf *buf, struct arena *arena);

/* Releases the bytes early and leaves an empty buffer. */
void buf_finish(struct buf *buf);

/* Makes room for extra more bytes. */
void buf_reserve(struct buf *buf, size_t extra);

void buf_append(struct buf *buf, const void *bytes, size_t length);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char byte);
/* Appends a code point as UTF-8. */
void buf_put_utf8(struct buf *buf, uint32_t code_point);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* Inserts bytes at an offset of at most length. */
void buf_insert(struct buf *buf, size_t offset, const void *bytes, size_t length);

/* Cuts the buffer down to length bytes. */
void buf_truncate(struct buf *buf, size_t length);

/* The contents as a terminated string, "" when empty; valid until the next append. */
const char *buf_text(struct buf *buf);

/* A copy of the contents in an arena, exactly as long, terminated. */
char *buf_copy(const struct buf *buf, struct arena *arena);

#endif
