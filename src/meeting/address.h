#ifndef REFERENT_MEETING_ADDRESS_H
#define REFERENT_MEETING_ADDRESS_H

#include "base/arena.h"

/*
 * Addresses of files in links: relative references (RFC 3986, 4.2) with forward slashes, every
 * character that could mean something else percent-encoded as UTF-8.
 */

/* The address of the file at path as seen from a folder; NULL where either is not there. */
const char *address_of_file(struct arena *arena, const char *folder, const char *path);

/* The same as a path, nothing encoded. */
const char *address_path(struct arena *arena, const char *folder, const char *path);

/*
 * The path of a file or folder as it is written in a file of another folder, which may not be
 * there yet. NULL where path is not there.
 */
const char *address_way(struct arena *arena, const char *folder, const char *path);

/*
 * The address that stands in a file of folder, as seen from the folder base, which may not
 * be there yet. One that begins with a scheme, "/" or "#" is left as it is.
 */
const char *address_moved(
	struct arena *arena, const char *base, const char *folder, const char *address);

#endif
