#include "markup/internal.h"

#include <stdlib.h>
#include <string.h>

/*
 * Where the addresses of files stand in a text. Markdown's parser does not tell places, so each
 * stretch that may be an address is marked, and those whose marks come back are.
 */

static const char mark[] = "referent-";

struct search {
	struct arena *arena;
	struct markup_address *found;
	size_t count, capacity;
};

/* The bytes of an address from at on; 0 where there is none (CommonMark 0.30, chapter 6.3). */
static size_t address_length(const char *at, const char *end, bool in_angles)
{
	enum { MAX_DEPTH = 32 };
	unsigned depth = 0;
	const char *from = at;
	for (; at < end && (unsigned char)*at >= ' '; at++) {
		if (*at == '\\' && at + 1 < end)
			at++;
		else if (in_angles && *at == '>')
			break;
		else if (in_angles ? *at == '<' : *at == '(' && ++depth > MAX_DEPTH)
			return 0;
		else if (!in_angles && (*at == ' ' || (*at == ')' && depth-- == 0)))
			break;
	}
	return at < end ? (size_t)(at - from) : 0;
}

static void note(struct search *search, const char *text, const char *at, const char *end)
{
	bool in_angles = at < end && *at == '<';
	at += in_angles;
	size_t length = address_length(at, end, in_angles);
	size_t escape = length > 1 && *at == '\\';
	if (length == 0 ||
		!address_is_link(arena_strndup(search->arena, at + escape, length - escape)))
		return;
	search->found = arena_grow(search->arena, search->found, search->count, &search->capacity,
		sizeof *search->found);
	search->found[search->count++] =
		(struct markup_address){.offset = (size_t)(at - text), .length = length};
}

/* length: of what of the address is a path */
static void confirm(struct search *search, const char *address, size_t length, bool decoded)
{
	const char *path = memchr(address, '/', length);
	if (strncmp(address, mark, strlen(mark)) != 0 || path == NULL)
		return;
	size_t number = strtoul(address + strlen(mark), NULL, 10);
	length -= (size_t)(++path - address);
	if (number < search->count)
		search->found[number].path = decoded ? arena_strndup(search->arena, path, length)
						     : address_decode(search->arena, path, length);
}

static const char *confirm_link(void *user, const char *address)
{
	confirm(user, address, strcspn(address, "#?"), false);
	return address;
}

static const struct markup_picture *confirm_picture(
	void *user, const char *path, const char *alt, const struct place *place)
{
	(void)alt;
	(void)place;
	confirm(user, path, strlen(path), true);
	return NULL;
}

static void put_marked(
	const struct search *search, struct buf *out, const char *text, size_t length)
{
	size_t at = 0;
	for (size_t i = 0; i < search->count; i++) {
		size_t offset = search->found[i].offset;
		buf_append(out, text + at, offset - at);
		buf_printf(out, "%s%zu/", mark, i);
		at = offset;
	}
	buf_append(out, text + at, length - at);
}

struct markup_address *markup_addresses(
	struct arena *arena, const char *text, size_t length, size_t *count)
{
	struct search search = {.arena = arena};
	const char *end = text + length;
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), "](", 2)) != NULL;) {
		at += 2;
		const char *address = at;
		while (address < end && strchr(" \t\n", *address) != NULL)
			address++;
		note(&search, text, address, end);
	}
	*count = 0;
	if (search.count == 0)
		return NULL;
	struct markup_source source = {
		.load = confirm_picture, .link = confirm_link, .user = &search};
	struct buf marked;
	buf_init(&marked, arena);
	put_marked(&search, &marked, text, length);
	(void)markup_parse(arena, report_create(arena), buf_text(&marked), marked.length, &source);
	for (size_t i = 0; i < search.count; i++)
		if (search.found[i].path != NULL)
			search.found[(*count)++] = search.found[i];
	return search.found;
}
