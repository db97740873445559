#include "document/reading.h"

/* The list of pieces as it grows; their bytes move until it is complete. */

void pieces_init(struct pieces *pieces, struct arena *arena)
{
	*pieces = (struct pieces){.arena = arena};
	buf_init(&pieces->bytes, arena);
}

static struct piece *append(
	struct pieces *pieces, enum piece_kind kind, size_t offset, size_t length)
{
	pieces->list = arena_grow(pieces->arena, pieces->list, pieces->count, &pieces->capacity,
		sizeof *pieces->list);
	pieces->offsets = arena_grow(pieces->arena, pieces->offsets, pieces->count,
		&pieces->offset_capacity, sizeof *pieces->offsets);
	pieces->offsets[pieces->count] = offset;
	struct piece *piece = &pieces->list[pieces->count++];
	*piece = (struct piece){.kind = kind, .length = length};
	return piece;
}

/* Makes a piece of the bytes since the last one. */
static void take_bytes(struct pieces *pieces)
{
	if (pieces->taken == pieces->bytes.length)
		return;
	append(pieces, PIECE_BYTES, pieces->taken, pieces->bytes.length - pieces->taken);
	pieces->taken = pieces->bytes.length;
}

struct piece *pieces_add(struct pieces *pieces, enum piece_kind kind)
{
	take_bytes(pieces);
	return append(pieces, kind, pieces->taken, 0);
}

void pieces_add_id(struct pieces *pieces, const char *id, size_t length)
{
	take_bytes(pieces);
	xml_escape_attribute(&pieces->bytes, id, length);
	append(pieces, PIECE_ID, pieces->taken, pieces->bytes.length - pieces->taken);
	pieces->taken = pieces->bytes.length;
}

const struct piece *pieces_finish(struct pieces *pieces, size_t *count)
{
	take_bytes(pieces);
	const char *bytes = buf_text(&pieces->bytes);
	for (size_t i = 0; i < pieces->count; i++)
		pieces->list[i].bytes = bytes + pieces->offsets[i];
	*count = pieces->count;
	return pieces->list;
}
