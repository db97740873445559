#include "meeting/address.h"

#include "base/buf.h"
#include "io/file.h"

#include <string.h>

static bool is_unreserved(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~", byte) != NULL);
}

typedef void put_names(struct buf *out, const char *path);

static void put_encoded(struct buf *out, const char *path)
{
	for (const char *at = path; *at != '\0'; at++)
		buf_printf(out, is_unreserved(*at) || *at == '/' ? "%c" : "%%%02X",
			(unsigned char)*at);
}

/* Where the names end that two real paths have in common. */
static size_t common_length(const char *a, const char *b)
{
	size_t common = 0;
	for (size_t i = 0;; i++) {
		bool ends = (a[i] == '/' || a[i] == '\0') && (b[i] == '/' || b[i] == '\0');
		if (ends)
			common = i;
		if (a[i] != b[i] || a[i] == '\0')
			return common;
	}
}

/* What is left of a folder's path below another by the names alone, or NULL. */
static const char *rest_below(const char *folder, const char *path)
{
	size_t length = strcmp(folder, ".") == 0 ? 0 : strlen(folder);
	if (strncmp(path, folder, length) != 0)
		return strcmp(path, ".") == 0 && length == 0 ? "" : NULL;
	const char *rest = path + length;
	if (length > 0 && *rest != '\0' && *rest != '/')
		return NULL;
	rest += length > 0 && *rest == '/';
	if (*rest == '/' || strcmp(rest, "..") == 0 || strncmp(rest, "../", 3) == 0 ||
		strstr(rest, "/..") != NULL)
		return NULL;
	return strcmp(rest, ".") == 0 ? "" : rest;
}

/* Goes up from a real path to what it has in common with another; returns the way down. */
static const char *climb(struct buf *out, const char *from, const char *to)
{
	size_t common = common_length(from, to);
	for (const char *at = from + common; *at != '\0'; at++)
		if (*at == '/' && at[1] != '\0')
			buf_puts(out, "../");
	to += common;
	return to + (*to == '/');
}

/* The real path that a folder has once it and those above it have been made. */
static const char *future_path(struct arena *arena, const char *folder)
{
	const char *real = file_real_path(arena, folder);
	const char *slash = strrchr(folder, '/');
	if (real != NULL || strcmp(folder, ".") == 0)
		return real;
	const char *above = future_path(arena, file_folder(arena, folder));
	return above != NULL ? file_join(arena, above, slash != NULL ? slash + 1 : folder) : NULL;
}

/* The way from one folder to another, "" or ending in "/". */
static bool put_way(
	struct arena *arena, struct buf *out, const char *from, const char *to, put_names *put)
{
	const char *rest = rest_below(from, to);
	if (rest != NULL) {
		put(out, rest);
		if (*rest != '\0')
			buf_putc(out, '/');
		return true;
	}
	from = future_path(arena, from);
	to = file_real_path(arena, to);
	if (from == NULL || to == NULL)
		return false;
	to = climb(out, from, to);
	put(out, to);
	if (*to != '\0')
		buf_putc(out, '/');
	return true;
}

static const char *way_to_file(
	struct arena *arena, const char *folder, const char *path, put_names *put)
{
	const char *slash = strrchr(path, '/');
	struct buf out;
	buf_init(&out, arena);
	if (!put_way(arena, &out, folder, file_folder(arena, path), put))
		return NULL;
	put(&out, slash != NULL ? slash + 1 : path);
	return buf_copy(&out, arena);
}

const char *address_of_file(struct arena *arena, const char *folder, const char *path)
{
	return way_to_file(arena, folder, path, put_encoded);
}

const char *address_path(struct arena *arena, const char *folder, const char *path)
{
	return way_to_file(arena, folder, path, buf_puts);
}

const char *address_way(struct arena *arena, const char *folder, const char *path)
{
	const char *from = future_path(arena, folder), *to = file_real_path(arena, path);
	if (from == NULL || to == NULL)
		return NULL;
	struct buf out;
	buf_init(&out, arena);
	buf_puts(&out, climb(&out, from, to));
	while (out.length > 1 && out.data[out.length - 1] == '/')
		buf_truncate(&out, out.length - 1);
	return out.length > 0 ? buf_copy(&out, arena) : ".";
}

/* Takes the last name off a way; false where there is none to take. */
static bool go_up(struct buf *way)
{
	if (way->length == 0)
		return false;
	size_t start = way->length - 1;
	while (start > 0 && way->data[start - 1] != '/')
		start--;
	if (way->length - start == 3 && memcmp(way->data + start, "../", 3) == 0)
		return false;
	buf_truncate(way, start);
	return true;
}

const char *address_moved(
	struct arena *arena, const char *base, const char *folder, const char *address)
{
	struct buf out;
	if (address[strcspn(address, ":/?#")] == ':' || address[0] == '/' || address[0] == '#')
		return address;
	buf_init(&out, arena);
	if (!put_way(arena, &out, base, folder, put_encoded))
		return address;
	for (;;) {
		if (strncmp(address, "./", 2) == 0)
			address += 2;
		else if (strncmp(address, "../", 3) == 0 && go_up(&out))
			address += 3;
		else
			break;
	}
	buf_puts(&out, address);
	return buf_copy(&out, arena);
}
