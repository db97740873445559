#include "base/buf.h"
#include "base/report.h"
#include "check.h"
#include "io/zip.h"

#include <stdlib.h>

static struct arena *arena;

enum { LONG = 100000 };

static const char *long_text(void)
{
	static char text[LONG + 1];

	for (size_t i = 0; i < LONG; i++)
		text[i] = (char)('a' + i * i / 7 % 26);
	return text;
}

/* An archive with mimetype stored, a/b deflated and c/ø deflated. */
static struct file_bytes made(void)
{
	struct report *report = report_create(arena);
	struct zip_writer *writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	struct file_bytes bytes;

	zip_writer_add(writer, "mimetype", "application/x", 13, true);
	zip_writer_add(writer, "a/b", long_text(), LONG, false);
	zip_writer_add(writer, "c/ø", "kort", 4, false);
	zip_writer_add(writer, "tom", "", 0, false);
	CHECK(zip_writer_end(writer, arena, report, &bytes));
	CHECK(!report_failed(report));
	bytes.path = "a.odt";
	return bytes;
}

static struct file_bytes copy_of(const struct file_bytes *bytes)
{
	struct file_bytes copy = *bytes;
	char *data = arena_alloc(arena, bytes->size + 1);

	memcpy(data, bytes->data, bytes->size);
	copy.data = data;
	return copy;
}

/* Changes every occurrence of bytes and says how many there were. */
static size_t exchange(struct file_bytes *bytes, const char *from, const char *to, size_t size)
{
	char *data = (char *)(size_t)bytes->data;
	size_t count = 0;

	for (size_t i = 0; i + size <= bytes->size; i++) {
		if (memcmp(data + i, from, size) == 0) {
			memcpy(data + i, to, size);
			count++;
		}
	}
	return count;
}

/* Opens and reads everything; the id of what was reported, or "". */
static const char *faults_of(const struct file_bytes *bytes)
{
	struct report *report = report_create(arena);
	struct arena *child = arena_create_child(arena);
	struct zip_reader *reader;
	struct file_bytes exact = *bytes;
	char *data = malloc(bytes->size ? bytes->size : 1);
	struct file_bytes entry;

	/* Exactly as large as it is, so that tools see a read beyond. */
	memcpy(data, bytes->data, bytes->size);
	exact.data = data;
	reader = zip_reader_open(child, report, &exact);
	CHECK((reader != NULL) == !report_failed(report));
	for (size_t i = 0; reader != NULL && i < zip_reader_count(reader); i++) {
		size_t before = report_error_count(report);

		CHECK(zip_reader_read(reader, child, report, i, &entry) ==
			(report_error_count(report) == before));
	}
	arena_destroy(child);
	free(data);
	if (report_count(report) == 0)
		return "";
	CHECK_TEXT(report_get(report, 0)->place.file, "a.odt");
	return report_get(report, 0)->id;
}

static void check_round_trip(void)
{
	struct file_bytes bytes = made();
	struct report *report = report_create(arena);
	struct zip_reader *reader = zip_reader_open(arena, report, &bytes);
	struct file_bytes entry;

	CHECK_INT(zip_reader_count(reader), 4);
	CHECK_TEXT(zip_reader_name(reader, 0), "mimetype");
	CHECK_TEXT(zip_reader_name(reader, 2), "c/ø");
	CHECK_INT(zip_reader_size(reader, 1), LONG);
	CHECK_INT(zip_reader_crc(reader, 3), 0);
	CHECK_INT(zip_reader_find(reader, "a/b"), 1);
	CHECK_INT(zip_reader_find(reader, "tom"), 3);
	CHECK(zip_reader_find(reader, "a") == SIZE_MAX);
	CHECK(zip_reader_find(reader, "z") == SIZE_MAX);
	CHECK(zip_reader_read(reader, arena, report, 1, &entry));
	CHECK_INT(entry.size, LONG);
	CHECK_TEXT(entry.data, long_text());
	CHECK(zip_reader_read(reader, arena, report, 2, &entry));
	CHECK_TEXT(entry.data, "kort");
	CHECK(zip_reader_read(reader, arena, report, 3, &entry));
	CHECK_TEXT(entry.data, "");
	CHECK(!report_failed(report));
}

/* ODF 1.3 part 2, 3.3: the type stands first, uncompressed and without an extra field. */
static void check_bytes(void)
{
	struct file_bytes bytes = made();
	struct file_bytes again = made();
	const char *data = bytes.data;

	CHECK(memcmp(data, "PK\3\4", 4) == 0);
	CHECK_INT(data[6], 0);
	CHECK_INT(data[8], 0);
	/* 12:00:00 and 2024-11-06 */
	CHECK(memcmp(data + 10, "\x00\x60\x66\x59", 4) == 0);
	CHECK_INT(data[26], 8);
	CHECK_INT(data[28], 0);
	CHECK(memcmp(data + 30, "mimetypeapplication/x", 21) == 0);
	CHECK_INT(again.size, bytes.size);
	CHECK(memcmp(again.data, bytes.data, bytes.size) == 0);
	setenv("TZ", "Asia/Tokyo", 1);
	again = made();
	CHECK(memcmp(again.data, bytes.data, bytes.size) == 0);
	unsetenv("TZ");
}

static void check_copy(void)
{
	struct report *report = report_create(arena);
	struct file_bytes bytes = made();
	struct zip_reader *reader = zip_reader_open(arena, report, &bytes);
	struct zip_writer *writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	struct file_bytes copied;
	struct file_bytes entry;

	for (size_t i = 0; i < zip_reader_count(reader); i++)
		zip_writer_copy(writer, reader, i);
	CHECK(zip_writer_end(writer, arena, report, &copied));
	CHECK_INT(copied.size, bytes.size);
	CHECK(memcmp(copied.data, bytes.data, bytes.size) == 0);
	writer = zip_writer_create(arena, (struct date){1900, 1, 1});
	zip_writer_copy(writer, reader, 1);
	zip_writer_add(writer, "ny", "ny", 2, false);
	CHECK(zip_writer_end(writer, arena, report, &copied));
	copied.path = "b.odt";
	reader = zip_reader_open(arena, report, &copied);
	CHECK_INT(zip_reader_count(reader), 2);
	CHECK(zip_reader_read(reader, arena, report, 0, &entry));
	CHECK_TEXT(entry.data, long_text());
	CHECK(!report_failed(report));
	/* Never asked for, and gone with the arena. */
	zip_writer_add(zip_writer_create(arena, (struct date){2200, 1, 1}), "x", "y", 1, false);
}

static void check_damaged(void)
{
	struct file_bytes bytes = made();
	struct file_bytes bad = {.path = "a.odt", .data = "", .size = 0};

	CHECK_TEXT(faults_of(&bytes), "");
	CHECK_TEXT(faults_of(&bad), "not-a-zip");
	bad = (struct file_bytes){.path = "a.odt", .data = "titel: x\n", .size = 9};
	CHECK_TEXT(faults_of(&bad), "not-a-zip");
	for (size_t size = 2; size < bytes.size; size += size < 100 ? 1 : 997) {
		bad = bytes;
		bad.size = size;
		CHECK_TEXT(faults_of(&bad), "zip-damaged");
	}
	bad = copy_of(&bytes);
	CHECK_INT(exchange(&bad, "application/x", "application/y", 13), 1);
	CHECK_TEXT(faults_of(&bad), "zip-damaged");
	bad = copy_of(&bytes);
	memset((char *)(size_t)bad.data + 200, 'x', 20);
	CHECK_TEXT(faults_of(&bad), "zip-damaged");
}

static void check_names(void)
{
	static const char *const names[] = {"../b", "..//", "/abc", "a\\bc",
		"a\x01"
		"bc",
		"a\xff"
		"bc",
		"a/..", "c:/d", "fil2"};
	struct report *report = report_create(arena);
	struct zip_writer *writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	struct file_bytes bytes;
	struct file_bytes bad;

	zip_writer_add(writer, "fil1", "x", 1, false);
	zip_writer_add(writer, "fil2", "x", 1, false);
	CHECK(zip_writer_end(writer, arena, report, &bytes));
	bytes.path = "a.odt";
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		bad = copy_of(&bytes);
		CHECK_INT(exchange(&bad, "fil1", names[i], 4), 2);
		CHECK_TEXT(faults_of(&bad), "zip-damaged");
	}
	bad = copy_of(&bytes);
	CHECK_INT(exchange(&bad, "fil1", "..a/", 4), 2);
	CHECK_TEXT(faults_of(&bad), "");
}

/* The central directory's record of an entry, APPNOTE 4.3.12. */
static char *record_of(struct file_bytes *bytes, unsigned index)
{
	char *data = (char *)(size_t)bytes->data;

	for (size_t i = 0; i + 4 <= bytes->size; i++) {
		if (memcmp(data + i, "PK\1\2", 4) == 0 && index-- == 0)
			return data + i;
	}
	return NULL;
}

static void check_lies(void)
{
	struct file_bytes bytes = made();
	struct file_bytes bad = copy_of(&bytes);

	record_of(&bad, 0)[8] |= 1;
	((char *)(size_t)bad.data)[6] |= 1;
	CHECK_TEXT(faults_of(&bad), "zip-encrypted");
	bad = copy_of(&bytes);
	memcpy(record_of(&bad, 1) + 24, "\x00\x00\x00\x20", 4);
	CHECK_TEXT(faults_of(&bad), "zip-limit");
	bad = copy_of(&bytes);
	for (unsigned i = 0; i < 4; i++)
		memcpy(record_of(&bad, i) + 24, "\x00\x00\x00\x03", 4);
	CHECK_TEXT(faults_of(&bad), "zip-limit");
	/* Fewer and more bytes than there are. */
	bad = copy_of(&bytes);
	memcpy(record_of(&bad, 1) + 24, "\x10\x00\x00\x00", 4);
	CHECK_TEXT(faults_of(&bad), "zip-damaged");
	bad = copy_of(&bytes);
	memcpy(record_of(&bad, 1) + 24, "\x00\x00\x10\x00", 4);
	CHECK_TEXT(faults_of(&bad), "zip-damaged");
	bad = copy_of(&bytes);
	memcpy(record_of(&bad, 1) + 16, "\x01\x02\x03\x04", 4);
	CHECK_TEXT(faults_of(&bad), "zip-damaged");
	bad = copy_of(&bytes);
	memcpy(record_of(&bad, 1) + 10, "\x63\x00", 2);
	CHECK(*faults_of(&bad) != '\0');
	/* The end record's count of entries. */
	bad = copy_of(&bytes);
	memcpy((char *)(size_t)bad.data + bad.size - 14, "\xff\xff\xff\xff", 4);
	CHECK_TEXT(faults_of(&bad), "zip-limit");
	/* No single flipped byte may do worse than an error. */
	for (size_t i = 0; i < bytes.size; i += i < 200 || i + 500 > bytes.size ? 1 : 501) {
		bad = copy_of(&bytes);
		((char *)(size_t)bad.data)[i] = (char)~bad.data[i];
		faults_of(&bad);
	}
}

static void check_many(void)
{
	struct report *report = report_create(arena);
	struct zip_writer *writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	struct file_bytes bytes;

	for (int i = 0; i <= ZIP_MAX_ENTRIES; i++)
		zip_writer_add(writer, arena_printf(arena, "%d", i * 7919 % 5003), "x", 1, false);
	CHECK(zip_writer_end(writer, arena, report, &bytes));
	bytes.path = "a.odt";
	CHECK_TEXT(faults_of(&bytes), "zip-limit");
	writer = zip_writer_create(arena, (struct date){2024, 11, 6});
	for (int i = 0; i < 1000; i++)
		zip_writer_add(writer, arena_printf(arena, "%d", i * 7919 % 5003), "x", 1, false);
	CHECK(zip_writer_end(writer, arena, report, &bytes));
	bytes.path = "a.odt";
	CHECK_TEXT(faults_of(&bytes), "");
	{
		struct zip_reader *reader = zip_reader_open(arena, report, &bytes);

		for (size_t i = 0; i < 1000; i++)
			CHECK_INT(zip_reader_find(reader, zip_reader_name(reader, i)), i);
	}
}

static void run(void *user)
{
	(void)user;
	check_round_trip();
	check_bytes();
	check_copy();
	check_damaged();
	check_names();
	check_lies();
	check_many();
}

int main(void)
{
	setenv("LC_ALL", "C", 1);
	arena = arena_create((size_t)1024 * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
