#include "document/fillable.h"
#include "document/output.h"
#include "document/text_stamp.h"

#include <stdio.h>
#include <string.h>

/*
 * The stamp is a custom property named "referent": words, a blank and a hash of everything else
 * in the archive, so that a document that somebody has changed is known from one that nobody has.
 */

const char *stamp_part(enum document_kind kind)
{
	return kind == DOCUMENT_DOCX ? "docProps/custom.xml" : "meta.xml";
}

/* Four bytes at a time: tables[k] moves a byte k places further on. */
static void fill_tables(uint32_t tables[4][256])
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t remainder = i;
		for (int bit = 0; bit < 8; bit++)
			remainder = (remainder >> 1) ^ ((remainder & 1u) != 0 ? 0xedb88320u : 0);
		tables[0][i] = remainder;
	}
	for (int k = 1; k < 4; k++)
		for (uint32_t i = 0; i < 256; i++)
			tables[k][i] =
				(tables[k - 1][i] >> 8) ^ tables[0][tables[k - 1][i] & 0xffu];
}

uint32_t stamp_crc(const void *bytes, size_t length)
{
	uint32_t tables[4][256];
	const unsigned char *byte = bytes;
	uint32_t crc = 0xffffffffu;
	fill_tables(tables);
	for (; length >= 4; length -= 4, byte += 4) {
		crc ^= (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 |
		       (uint32_t)byte[3] << 24;
		crc = tables[3][crc & 0xffu] ^ tables[2][(crc >> 8) & 0xffu] ^
		      tables[1][(crc >> 16) & 0xffu] ^ tables[0][crc >> 24];
	}
	for (; length > 0; length--, byte++)
		crc = (crc >> 8) ^ tables[0][(crc ^ *byte) & 0xffu];
	return crc ^ 0xffffffffu;
}

void stamp_entry(uint64_t *hash, const char *name, uint64_t size, uint32_t crc)
{
	char text[64];
	snprintf(text, sizeof text, ":%llu:%08lx\n", (unsigned long long)size, (unsigned long)crc);
	*hash = names_hash(*hash, name, strlen(name));
	*hash = names_hash(*hash, text, strlen(text));
}

void stamp_own_part(uint64_t *hash, const char *bytes, size_t length, size_t offset)
{
	if (offset == SIZE_MAX || length < STAMP_HASH_LENGTH ||
		offset > length - STAMP_HASH_LENGTH) {
		*hash = names_hash(*hash, bytes, length);
		return;
	}
	size_t behind = offset + STAMP_HASH_LENGTH;
	*hash = names_hash(*hash, bytes, offset);
	*hash = names_hash(*hash, STAMP_BLANK, STAMP_HASH_LENGTH);
	*hash = names_hash(*hash, bytes + behind, length - behind);
}

/* The offset behind the tag that has the attribute name="referent", or SIZE_MAX. */
static size_t behind_property_tag(struct bytes xml)
{
	static const char double_quoted[] = "name=\"referent\"";
	static const char single_quoted[] = "name='referent'";
	const char *found = memmem(xml.data, xml.length, double_quoted, sizeof double_quoted - 1);
	if (found == NULL)
		found = memmem(xml.data, xml.length, single_quoted, sizeof single_quoted - 1);
	if (found == NULL)
		return SIZE_MAX;
	size_t at = (size_t)(found - xml.data);
	const char *end = memchr(found, '>', xml.length - at);
	return end == NULL ? SIZE_MAX : (size_t)(end - xml.data) + 1;
}

bool stamp_find(struct bytes xml, struct stamp_value *value)
{
	size_t at = behind_property_tag(xml);
	/* in DOCX the value is in an element of its own */
	while (at < xml.length &&
		(xml.data[at] == '<' || xml.data[at] == '\n' || xml.data[at] == ' ')) {
		const char *end = xml.data[at] == '<' ? memchr(xml.data + at, '>', xml.length - at)
						      : xml.data + at;
		if (end == NULL)
			return false;
		at = (size_t)(end - xml.data) + 1;
	}
	if (at >= xml.length)
		return false;
	const char *end = memchr(xml.data + at, '<', xml.length - at);
	if (end == NULL)
		return false;
	size_t length = (size_t)(end - xml.data) - at;
	value->words = at;
	value->words_length = length;
	value->digits = SIZE_MAX;
	if (length > STAMP_HASH_LENGTH && xml.data[at + length - STAMP_HASH_LENGTH - 1] == ' ') {
		value->words_length = length - STAMP_HASH_LENGTH - 1;
		value->digits = at + length - STAMP_HASH_LENGTH;
	}
	return true;
}

/* The hash of an archive that was read, of which own is the stamp's part. */
static uint64_t hash_of(
	const struct zip_reader *zip, size_t own, const struct file_bytes *part, size_t digits)
{
	uint64_t hash = NAMES_HASH_SEED;
	for (size_t i = 0; i < zip_reader_count(zip); i++) {
		if (i != own)
			stamp_entry(&hash, zip_reader_name(zip, i), zip_reader_size(zip, i),
				zip_reader_crc(zip, i));
	}
	stamp_own_part(&hash, part->data, part->size, digits);
	return hash;
}

bool document_read_stamp(
	struct arena *arena, const struct file_bytes *bytes, struct document_stamp *stamp)
{
	if (bytes->size < 2 || memcmp(bytes->data, "PK", 2) != 0)
		return text_read_stamp(arena, bytes, stamp);
	struct report *unheard = report_create(arena);
	struct zip_reader *zip = zip_reader_open(arena, unheard, bytes);
	if (zip == NULL || report_failed(unheard))
		return false;
	enum document_kind kind =
		zip_reader_find(zip, "mimetype") == SIZE_MAX ? DOCUMENT_DOCX : DOCUMENT_ODT;
	size_t own = zip_reader_find(zip, stamp_part(kind));
	struct file_bytes part;
	struct stamp_value value;
	if (own == SIZE_MAX || !zip_reader_read(zip, arena, unheard, own, &part))
		return false;
	stamp->fillable =
		memmem(part.data, part.size, FILLABLE_PROPERTY, strlen(FILLABLE_PROPERTY)) != NULL;
	if (!stamp_find((struct bytes){part.data, part.size}, &value))
		return false;
	stamp->words = arena_strndup(arena, part.data + value.words, value.words_length);
	stamp->changed = true;
	if (value.digits != SIZE_MAX) {
		char digits[STAMP_HASH_LENGTH + 1];
		snprintf(digits, sizeof digits, "%016llx",
			(unsigned long long)hash_of(zip, own, &part, value.digits));
		stamp->changed = memcmp(digits, part.data + value.digits, STAMP_HASH_LENGTH) != 0;
	}
	return true;
}
