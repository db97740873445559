#include "io/zip.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "io/zip_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void discard(void *object)
{
	struct zip_reader *reader = object;

	if (reader->archive != NULL)
		zip_discard(reader->archive);
	else if (reader->source != NULL)
		zip_source_free(reader->source);
}

/*
 * Translates an error of libzip. It takes memory that ran out for a damaged file now and then;
 * errno, which the caller cleared before, tells them apart: there is no input and output here.
 */
static void report_zip(struct report *report, const struct place *place, const zip_error_t *error,
	bool begins_like_zip)
{
	if (errno == ENOMEM || zip_error_code_zip(error) == ZIP_ER_MEMORY) {
		report_exhausted(report, ARENA_NO_MEMORY);
		return;
	}
	switch (zip_error_code_zip(error)) {
	case ZIP_ER_NOZIP:
		if (!begins_like_zip) {
			report_error(report, place, "not-a-zip",
				tr("the file is not a Word or OpenDocument file (no zip archive)"));
			break;
		}
		report_error(report, place, "zip-damaged",
			tr("the file is cut short or damaged; fetch or save it anew"));
		break;
	case ZIP_ER_ENCRNOTSUPP:
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
		report_error(report, place, "zip-encrypted",
			tr("the file is protected by a password; save it without"));
		break;
	default:
		report_error(report, place, "zip-damaged",
			tr("the file is cut short or damaged; fetch or save it anew"));
	}
}

/* Sizes of the record at an archive's end (APPNOTE 4.3.16). */
enum { END_RECORD = 22, LONGEST_COMMENT = 65535 };

static unsigned read_16(const unsigned char *bytes)
{
	return (unsigned)bytes[0] | (unsigned)bytes[1] << 8;
}

/*
 * Whether the end record claims more entries than are allowed or needs Zip64: libzip makes room
 * for all before it looks at the first.
 */
static bool claims_too_many(const struct file_bytes *bytes)
{
	const unsigned char *data = (const unsigned char *)bytes->data;
	size_t distance = END_RECORD;

	for (; distance <= bytes->size && distance <= END_RECORD + LONGEST_COMMENT; distance++) {
		const unsigned char *at = data + bytes->size - distance;

		if (memcmp(at, "PK\5\6", 4) == 0 && read_16(at + 10) > ZIP_MAX_ENTRIES)
			return true;
	}
	return false;
}

static bool report_limit(struct report *report, const struct place *place)
{
	report_error(report, place, "zip-limit",
		tr("the file holds more than is read: at most %d parts of %d MB, %d MB in all"),
		ZIP_MAX_ENTRIES, ZIP_MAX_ENTRY / (1024 * 1024), ZIP_MAX_TOTAL / (1024 * 1024));
	return false;
}

static bool good_name(const char *name)
{
	size_t length = strlen(name);
	const char *part = name;

	if (length == 0 || *name == '/' || strchr(name, '\\') != NULL ||
		utf8_valid(name, length) != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f)
			return false;
	}
	while (*part != '\0') {
		size_t part_length = strcspn(part, "/");

		if (part_length == 2 && memcmp(part, "..", 2) == 0)
			return false;
		part += part_length;
		part += *part == '/';
	}
	/* "C:" and the like */
	return length < 2 || name[1] != ':';
}

static bool read_entry(
	struct report *report, const struct place *place, struct zip_reader *reader, size_t index)
{
	struct entry *entry = &reader->entries[index];
	struct place part = *place;
	const char *name;
	zip_stat_t status;

	errno = 0;
	name = zip_get_name(reader->archive, index, ZIP_FL_ENC_RAW);
	if (name == NULL || zip_stat_index(reader->archive, index, ZIP_FL_ENC_RAW, &status) != 0) {
		report_zip(report, place, zip_get_error(reader->archive), true);
		return false;
	}
	entry->name = arena_strdup(reader->arena, name);
	part.part = entry->name;
	if (!good_name(name)) {
		report_error(report, place, "zip-damaged",
			tr("the file holds a part with the unusable name '%s'; save it anew"),
			entry->name);
		return false;
	}
	if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
		status.encryption_method != ZIP_EM_NONE) {
		report_error(report, &part, "zip-encrypted",
			tr("the file is protected by a password; save it without"));
		return false;
	}
	if ((status.valid & ZIP_STAT_SIZE) == 0 || status.size > ZIP_MAX_ENTRY)
		return report_limit(report, &part);
	entry->size = status.size;
	entry->crc = status.crc;
	return true;
}

static int compare_names(const void *a, const void *b, void *user)
{
	const struct entry *entries = user;

	return strcmp(entries[*(const uint16_t *)a].name, entries[*(const uint16_t *)b].name);
}

/* Heap sort of the indices by name: no more memory, and no worst case. */
static void sort_indices(struct zip_reader *reader)
{
	size_t count = reader->count;

	for (size_t begin = count / 2, end = count; end > 1;) {
		size_t at;
		uint16_t moved;

		if (begin > 0) {
			moved = reader->by_name[--begin];
		} else {
			moved = reader->by_name[--end];
			reader->by_name[end] = reader->by_name[0];
		}
		at = begin;
		for (size_t child = 2 * at + 1; child < end; child = 2 * at + 1) {
			if (child + 1 < end &&
				compare_names(&reader->by_name[child], &reader->by_name[child + 1],
					reader->entries) < 0)
				child++;
			if (compare_names(&moved, &reader->by_name[child], reader->entries) >= 0)
				break;
			reader->by_name[at] = reader->by_name[child];
			at = child;
		}
		reader->by_name[at] = moved;
	}
}

static bool read_directory(
	struct report *report, const struct place *place, struct zip_reader *reader)
{
	zip_int64_t count = zip_get_num_entries(reader->archive, 0);
	uint64_t total = 0;

	if (count < 0 || count > ZIP_MAX_ENTRIES)
		return report_limit(report, place);
	reader->count = (size_t)count;
	reader->entries = arena_array(reader->arena, reader->count, sizeof(struct entry));
	reader->by_name = arena_array(reader->arena, reader->count, sizeof(uint16_t));
	for (size_t i = 0; i < reader->count; i++) {
		if (!read_entry(report, place, reader, i))
			return false;
		total += reader->entries[i].size;
		reader->by_name[i] = (uint16_t)i;
	}
	if (total > ZIP_MAX_TOTAL)
		return report_limit(report, place);
	sort_indices(reader);
	for (size_t i = 1; i < reader->count; i++) {
		const char *name = zip_reader_name(reader, reader->by_name[i]);

		if (strcmp(name, zip_reader_name(reader, reader->by_name[i - 1])) == 0) {
			report_error(report, place, "zip-damaged",
				tr("the file holds the part '%s' twice; save it anew"), name);
			return false;
		}
	}
	return true;
}

struct zip_reader *zip_reader_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	struct zip_reader *reader = arena_alloc(arena, sizeof(*reader));
	struct place place = {.file = bytes->path};
	bool begins_like_zip = bytes->size >= 2 && memcmp(bytes->data, "PK", 2) == 0;
	zip_error_t error;

	reader->arena = arena;
	reader->file = bytes->path;
	if (claims_too_many(bytes)) {
		report_limit(report, &place);
		return NULL;
	}
	arena_on_destroy(arena, discard, reader);
	zip_error_init(&error);
	errno = 0;
	/* libzip takes no bytes for an archive without entries. */
	if (bytes->size < END_RECORD)
		zip_error_set(&error, ZIP_ER_NOZIP, 0);
	else
		reader->source = zip_source_buffer_create(bytes->data, bytes->size, 0, &error);
	if (reader->source != NULL)
		reader->archive = zip_open_from_source(reader->source, ZIP_RDONLY, &error);
	if (reader->archive == NULL)
		report_zip(report, &place, &error, begins_like_zip);
	zip_error_fini(&error);
	if (reader->archive == NULL || !read_directory(report, &place, reader))
		return NULL;
	return reader;
}

size_t zip_reader_count(const struct zip_reader *reader)
{
	return reader->count;
}

const char *zip_reader_name(const struct zip_reader *reader, size_t index)
{
	return reader->entries[index].name;
}

uint64_t zip_reader_size(const struct zip_reader *reader, size_t index)
{
	return reader->entries[index].size;
}

uint32_t zip_reader_crc(const struct zip_reader *reader, size_t index)
{
	return reader->entries[index].crc;
}

size_t zip_reader_find(const struct zip_reader *reader, const char *name)
{
	size_t begin = 0;
	size_t end = reader->count;

	while (begin < end) {
		size_t middle = begin + (end - begin) / 2;
		int order = strcmp(name, reader->entries[reader->by_name[middle]].name);

		if (order == 0)
			return reader->by_name[middle];
		if (order < 0)
			end = middle;
		else
			begin = middle + 1;
	}
	return SIZE_MAX;
}

/* Reads the announced bytes and the end behind them, where libzip compares the checksum. */
static bool unpack(zip_file_t *file, char *data, size_t size)
{
	char more;
	size_t done = 0;

	while (done < size) {
		zip_int64_t count = zip_fread(file, data + done, size - done);

		if (count <= 0)
			return false;
		done += (size_t)count;
	}
	return zip_fread(file, &more, 1) == 0;
}

bool zip_reader_read(struct zip_reader *reader, struct arena *arena, struct report *report,
	size_t index, struct file_bytes *bytes)
{
	const struct entry *entry = &reader->entries[index];
	struct place place = {.file = reader->file, .part = entry->name};
	size_t size = (size_t)entry->size;
	zip_file_t *file;
	char *data;
	bool unpacked;

	if (size > ZIP_MAX_TOTAL - reader->unpacked)
		return report_limit(report, &place);
	reader->unpacked += size;
	data = arena_alloc(arena, size + 1);
	errno = 0;
	file = zip_fopen_index(reader->archive, index, 0);
	if (file == NULL) {
		report_zip(report, &place, zip_get_error(reader->archive), true);
		return false;
	}
	unpacked = unpack(file, data, size);
	if (!unpacked)
		report_zip(report, &place, zip_file_get_error(file), true);
	zip_fclose(file);
	bytes->path = reader->file;
	bytes->data = data;
	bytes->size = size;
	return unpacked;
}
