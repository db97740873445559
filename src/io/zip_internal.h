#ifndef REFERENT_IO_ZIP_INTERNAL_H
#define REFERENT_IO_ZIP_INTERNAL_H

#include "io/zip.h"

#include <zip.h>

/* What the two halves of the archive code share. */

struct entry {
	const char *name;
	uint64_t size;
	uint32_t crc;
};

struct zip_reader {
	struct arena *arena;
	const char *file;
	zip_source_t *source; /* the archive's own once it is open */
	zip_t *archive;
	struct entry *entries;
	uint16_t *by_name; /* indices in the order of the names */
	size_t count;
	uint64_t unpacked; /* bytes so far */
};

#endif
