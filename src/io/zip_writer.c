#include "io/zip.h"

#include "base/i18n.h"
#include "io/zip_internal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct zip_writer {
	zip_source_t *target; /* kept for ourselves beside the archive's share */
	zip_t *archive;
	bool opened; /* target, for reading */
	bool failed;
	zip_uint16_t dos_date;
	struct arena *arena;
	size_t charged; /* to the arena, of what has been written */
};

enum { DOS_NOON = 12 << 11, DOS_FIRST_YEAR = 1980, DOS_LAST_YEAR = 2107 };

/* How hard to compress. What is large is repetitive: less effort takes a third of the time there and
 * makes the part a quarter larger. */
enum { LEVEL = 6, LARGE_LEVEL = 2, LARGE = 256 * 1024 };

static void discard(void *object)
{
	struct zip_writer *writer = object;

	if (writer->opened)
		zip_source_close(writer->target);
	if (writer->archive != NULL)
		zip_discard(writer->archive);
	if (writer->target != NULL)
		zip_source_free(writer->target);
}

/* MS-DOS counts years from 1980 (APPNOTE 4.4.6). */
static zip_uint16_t dos_date(struct date date)
{
	if (date.year < DOS_FIRST_YEAR)
		date = (struct date){DOS_FIRST_YEAR, 1, 1};
	if (date.year > DOS_LAST_YEAR)
		date = (struct date){DOS_LAST_YEAR, 12, 31};
	return (zip_uint16_t)((date.year - DOS_FIRST_YEAR) << 9 | date.month << 5 | date.day);
}

struct zip_writer *zip_writer_create(struct arena *arena, struct date modified)
{
	struct zip_writer *writer = arena_alloc(arena, sizeof(*writer));

	arena_on_destroy(arena, discard, writer);
	writer->dos_date = dos_date(modified);
	writer->target = zip_source_buffer_create(NULL, 0, 0, NULL);
	if (writer->target == NULL) {
		writer->failed = true;
		return writer;
	}
	zip_source_keep(writer->target);
	writer->archive = zip_open_from_source(writer->target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	if (writer->archive == NULL) {
		/* The share that the archive would have taken. */
		zip_source_free(writer->target);
		writer->failed = true;
	}
	return writer;
}

static void add(
	struct zip_writer *writer, const char *name, zip_source_t *source, size_t size, bool stored)
{
	zip_uint32_t level = stored ? 0 : size >= LARGE ? LARGE_LEVEL : LEVEL;
	zip_int64_t index = -1;

	if (source != NULL)
		index = zip_file_add(writer->archive, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		if (source != NULL)
			zip_source_free(source);
		writer->failed = true;
		return;
	}
	if (zip_set_file_compression(writer->archive, (zip_uint64_t)index,
		    stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, level) != 0 ||
		zip_file_set_dostime(
			writer->archive, (zip_uint64_t)index, DOS_NOON, writer->dos_date, 0) != 0 ||
		zip_file_set_external_attributes(writer->archive, (zip_uint64_t)index, 0,
			ZIP_OPSYS_UNIX, (zip_uint32_t)(S_IFREG | 0644) << 16) != 0)
		writer->failed = true;
}

void zip_writer_add(
	struct zip_writer *writer, const char *name, const void *data, size_t size, bool stored)
{
	if (writer->failed)
		return;
	add(writer, name, zip_source_buffer(writer->archive, data, size, 0), size, stored);
}

void zip_writer_copy(struct zip_writer *writer, struct zip_reader *reader, size_t index)
{
	zip_stat_t status;

	if (writer->failed)
		return;
	if (zip_stat_index(reader->archive, index, ZIP_FL_ENC_RAW, &status) != 0) {
		writer->failed = true;
		return;
	}
	/* The method must be the one that the entry has: then libzip copies its bytes. */
	add(writer, reader->entries[index].name,
		zip_source_zip(writer->archive, reader->archive, index, 0, 0, -1), 0,
		status.comp_method == ZIP_CM_STORE);
}

static bool read_target(struct zip_writer *writer, struct arena *arena, struct file_bytes *bytes)
{
	zip_stat_t status;
	size_t done = 0;
	char *data;

	if (zip_source_open(writer->target) != 0)
		return false;
	writer->opened = true;
	if (zip_source_stat(writer->target, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0)
		return false;
	data = arena_alloc(arena, (size_t)status.size + 1);
	while (done < status.size) {
		zip_int64_t count =
			zip_source_read(writer->target, data + done, status.size - done);

		if (count <= 0)
			return false;
		done += (size_t)count;
	}
	bytes->data = data;
	bytes->size = done;
	return true;
}

/* libzip holds the whole archive in its own memory before it can be copied out. */
static int charge_written(zip_t *archive, void *user)
{
	struct zip_writer *writer = user;
	zip_int64_t written = zip_source_tell_write(writer->target);

	(void)archive;
	if (written < 0 || (size_t)written <= writer->charged)
		return 0;
	if (!arena_try_charge(writer->arena, (size_t)written - writer->charged))
		return 1;
	writer->charged = (size_t)written;
	return 0;
}

static bool close_archive(struct zip_writer *writer, struct arena *arena, struct file_bytes *bytes)
{
	bool done;

	writer->arena = arena;
	zip_register_cancel_callback_with_state(writer->archive, charge_written, NULL, writer);
	errno = 0;
	if (zip_close(writer->archive) != 0) {
		arena_refund(arena, writer->charged);
		arena_check(arena);
		return false;
	}
	writer->archive = NULL;
	done = read_target(writer, arena, bytes);
	if (done) {
		zip_source_close(writer->target);
		zip_source_free(writer->target);
		writer->opened = false;
		writer->target = NULL;
	}
	arena_refund(arena, writer->charged);
	return done;
}

bool zip_writer_end(struct zip_writer *writer, struct arena *arena, struct report *report,
	struct file_bytes *bytes)
{
	bool damaged = false;

	bytes->path = NULL;
	if (!writer->failed && close_archive(writer, arena, bytes))
		return true;
	if (writer->archive != NULL) {
		int code = zip_error_code_zip(zip_get_error(writer->archive));

		/* Reading what is copied is all that can go wrong but for memory; see zip_reader.c. */
		damaged = code != ZIP_ER_MEMORY && code != ZIP_ER_OK && errno != ENOMEM;
	}
	if (damaged)
		report_error(report, NULL, "zip-damaged",
			tr("a part of the template is damaged; save the template anew"));
	else
		report_exhausted(report, ARENA_NO_MEMORY);
	return false;
}
