#include "fuzz.h"
#include "io/zip.h"

#include <string.h>

static void body(void *user)
{
	struct fuzz_run *run = user;
	struct file_bytes bytes = {.path = "a", .data = run->data, .size = run->size};
	struct zip_reader *reader = zip_reader_open(run->arena, run->report, &bytes);
	struct zip_writer *writer;
	struct file_bytes entry;

	fuzz_check((reader != NULL) == !report_failed(run->report));
	if (reader == NULL)
		return;
	writer = zip_writer_create(run->arena, (struct date){2024, 11, 6});
	for (size_t i = 0; i < zip_reader_count(reader); i++) {
		const char *name = zip_reader_name(reader, i);

		fuzz_check(zip_reader_find(reader, name) == i);
		if (zip_reader_read(reader, run->arena, run->report, i, &entry))
			fuzz_check(entry.size == zip_reader_size(reader, i));
		if (i % 2 == 0)
			zip_writer_copy(writer, reader, i);
	}
	zip_writer_end(writer, run->arena, run->report, &bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
