#include "document/output.h"

#include <stdio.h>
#include <string.h>

static struct output_part *part_named(struct output *output, const char *name)
{
	struct name *known = names_find(&output->part_names, name, strlen(name));
	return known == NULL ? NULL : known->object;
}

/* The template's entries in their order, then the parts that are new. */
struct archive_entry *archive_entries(struct output *output, size_t *count)
{
	struct zip_reader *zip = output->document->zip;
	size_t old = zip_reader_count(zip);
	struct archive_entry *entries =
		arena_array(output->arena, old + output->part_count + 1, sizeof *entries);
	size_t filled = 0;
	struct output_part *mimetype = part_named(output, "mimetype");
	if (mimetype != NULL)
		entries[filled++] = (struct archive_entry){"mimetype", mimetype, SIZE_MAX};
	for (size_t i = 0; i < old; i++) {
		const char *name = zip_reader_name(zip, i);
		size_t length = strlen(name);
		struct output_part *part = part_named(output, name);
		if (length == 0 || name[length - 1] == '/' || strcmp(name, "mimetype") == 0 ||
			(part != NULL && part->dropped))
			continue;
		entries[filled++] = (struct archive_entry){name, part, i};
	}
	for (size_t i = 0; i < output->part_count; i++) {
		const struct output_part *part = output->parts[i];
		if (part != mimetype && !part->dropped &&
			zip_reader_find(zip, part->name) == SIZE_MAX)
			entries[filled++] = (struct archive_entry){part->name, part, SIZE_MAX};
	}
	*count = filled;
	return entries;
}

static struct bytes content_of(const struct output_part *part)
{
	if (part->raw.data != NULL)
		return part->raw;
	return (struct bytes){part->buf.data == NULL ? "" : part->buf.data, part->buf.length};
}

/* Replaces the blank hash in the part that holds the stamp. */
static void fill_stamp(
	struct output *output, const struct archive_entry *entries, size_t entry_count)
{
	struct output_part *own = part_named(output, stamp_part(output->document->kind));
	struct stamp_value value;
	if (own == NULL || !stamp_find(content_of(own), &value) || value.digits == SIZE_MAX)
		return;
	uint64_t hash = NAMES_HASH_SEED;
	for (size_t i = 0; i < entry_count; i++) {
		if (entries[i].part == own)
			continue;
		if (entries[i].part != NULL) {
			struct bytes content = content_of(entries[i].part);
			stamp_entry(&hash, entries[i].name, content.length,
				stamp_crc(content.data, content.length));
		} else {
			const struct zip_reader *zip = output->document->zip;
			stamp_entry(&hash, entries[i].name, zip_reader_size(zip, entries[i].index),
				zip_reader_crc(zip, entries[i].index));
		}
	}
	stamp_own_part(&hash, own->buf.data, own->buf.length, value.digits);
	char digits[STAMP_HASH_LENGTH + 1];
	snprintf(digits, sizeof digits, "%016llx", (unsigned long long)hash);
	memcpy(own->buf.data + value.digits, digits, STAMP_HASH_LENGTH);
}

bool archive_finish(struct output *output, struct file_bytes *bytes)
{
	size_t count;
	struct archive_entry *entries = archive_entries(output, &count);
	if (output->settings.stamp != NULL)
		fill_stamp(output, entries, count);
	struct zip_writer *zip = zip_writer_create(output->arena, output->settings.modified);
	for (size_t i = 0; i < count; i++) {
		const struct output_part *part = entries[i].part;
		if (part == NULL) {
			zip_writer_copy(zip, output->document->zip, entries[i].index);
			continue;
		}
		struct bytes content = content_of(part);
		zip_writer_add(zip, entries[i].name, content.data, content.length, part->stored);
	}
	return zip_writer_end(zip, output->arena, output->report, bytes);
}
