#ifndef REFERENT_IO_ZIP_H
#define REFERENT_IO_ZIP_H

#include "base/arena.h"
#include "base/date.h"
#include "base/report.h"
#include "io/file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Limits on an archive that is read; passing one is an error [zip-limit]. */
enum {
	ZIP_MAX_ENTRIES = 4096,
	ZIP_MAX_ENTRY = 64 * 1024 * 1024, /* bytes, uncompressed */
	ZIP_MAX_TOTAL = 160 * 1024 * 1024
};

/* An archive that is read, and holds the bytes it came from. Lives in its arena. */
struct zip_reader;

/*
 * Opens an archive in memory. Not a zip is [not-a-zip], a damaged or cut one [zip-damaged].
 * Names that are absolute, hold a backslash, "..", a control character or bad UTF-8, and names that
 * stand twice are errors [zip-damaged]. Encrypted entries are an error [zip-encrypted].
 */
struct zip_reader *zip_reader_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

size_t zip_reader_count(const struct zip_reader *reader);
const char *zip_reader_name(const struct zip_reader *reader, size_t index);
uint64_t zip_reader_size(const struct zip_reader *reader, size_t index);
uint32_t zip_reader_crc(const struct zip_reader *reader, size_t index);
/* The index of a name, or SIZE_MAX. */
size_t zip_reader_find(const struct zip_reader *reader, const char *name);

/* Unpacks one entry into the arena; a NUL follows the bytes. The checksum is verified. False after
 * an error. Each call counts against ZIP_MAX_TOTAL. */
bool zip_reader_read(struct zip_reader *reader, struct arena *arena, struct report *report,
	size_t index, struct file_bytes *bytes);

/* An archive that is written, entry by entry in this order. Sticky: ask zip_writer_end(). */
struct zip_writer;

/* modified is the time stamp of every entry, at noon; independent of the time zone. */
struct zip_writer *zip_writer_create(struct arena *arena, struct date modified);

/* Adds bytes, which must stay until zip_writer_end(). stored leaves them uncompressed. */
void zip_writer_add(
	struct zip_writer *writer, const char *name, const void *data, size_t size, bool stored);

/* Adds an entry of a reader as it is, still compressed. The reader must stay until the end. */
void zip_writer_copy(struct zip_writer *writer, struct zip_reader *reader, size_t index);

/* The archive's bytes, in the arena. False and an error if anything failed on the way. */
bool zip_writer_end(struct zip_writer *writer, struct arena *arena, struct report *report,
	struct file_bytes *bytes);

#endif
