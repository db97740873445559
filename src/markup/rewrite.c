#include "markup/internal.h"

#include <string.h>

void rewrite_init(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before)
{
	memset(rewrite, 0, sizeof(*rewrite));
	rewrite->before = before;
	buf_init(&rewrite->out, arena);
	if (before)
		buf_reserve(&rewrite->out, before->out.length + 1);
}

/* The next byte to be appended comes from offset. */
static void note(struct rewrite *rewrite, size_t offset)
{
	size_t at = rewrite->out.length;

	if (rewrite->piece_count > 0) {
		struct rewrite_piece *last = &rewrite->pieces[rewrite->piece_count - 1];

		if (offset >= last->from && offset - last->from == at - last->at)
			return;
		if (last->at == at) {
			last->from = offset;
			return;
		}
	}
	rewrite->pieces = arena_grow(rewrite->out.arena, rewrite->pieces, rewrite->piece_count,
		&rewrite->piece_capacity, sizeof(*rewrite->pieces));
	rewrite->pieces[rewrite->piece_count++] = (struct rewrite_piece){at, offset};
}

void rewrite_copy(struct rewrite *rewrite, size_t offset, size_t length)
{
	if (length == 0)
		return;
	note(rewrite, offset);
	buf_append(&rewrite->out, rewrite->before->out.data + offset, length);
}

void rewrite_put(struct rewrite *rewrite, size_t offset, char byte, bool insert)
{
	note(rewrite, offset);
	buf_putc(&rewrite->out, byte);
	if (insert)
		note(rewrite, offset);
}

size_t rewrite_origin(const struct rewrite *rewrite, size_t offset)
{
	for (; rewrite->before; rewrite = rewrite->before) {
		size_t low = 0, high = rewrite->piece_count;

		while (high - low > 1) {
			size_t middle = low + (high - low) / 2;

			if (rewrite->pieces[middle].at <= offset)
				low = middle;
			else
				high = middle;
		}
		if (rewrite->piece_count > 0)
			offset = rewrite->pieces[low].from + (offset - rewrite->pieces[low].at);
		if (offset > rewrite->before->out.length)
			offset = rewrite->before->out.length;
	}
	return offset;
}

const struct rewrite *rewrite_first(const struct rewrite *rewrite)
{
	while (rewrite->before)
		rewrite = rewrite->before;
	return rewrite;
}

void rewrite_typed(struct rewrite *rewrite, struct arena *arena, const char *text, size_t length)
{
	rewrite_init(rewrite, arena, NULL);
	buf_append(&rewrite->out, text, length);
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte >= 0xF8)
			rewrite->out.data[i] = '?';
		else if (byte == 0x02)
			rewrite->out.data[i] = (char)MARK_LITERAL;
		else if (byte == 0x03)
			rewrite->out.data[i] = (char)MARK_END;
	}
}
