#include "fuzz.h"
#include "markup/markup.h"

#include <string.h>

/* Any bytes, read as Markdown with literal text and pictures, and as a picture. */

static struct place locate(void *user, size_t offset)
{
	const struct fuzz_run *run = user;

	/* No place lies outside the text but that of all of it. */
	fuzz_check(offset <= run->size || offset == SIZE_MAX);
	return (struct place){.line = 1, .column = (unsigned)offset + 1};
}

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	struct fuzz_run *run = user;
	struct markup_picture *picture = arena_alloc(run->arena, sizeof(*picture));

	(void)place;
	picture->alt = alt;
	return *path ? picture : NULL;
}

static const char *literal(void *user, size_t number, size_t *length)
{
	(void)user;
	*length = number < 8 ? number : 0;
	return number < 8 ? "*\n|<`-1. " : NULL;
}

static void check_runs(const struct markup_run *run)
{
	for (; run; run = run->next) {
		if (run->kind != MARKUP_TEXT)
			continue;
		fuzz_check(run->length > 0 && strlen(run->text) == run->length);
		for (size_t i = 0; i < run->length; i++)
			fuzz_check((unsigned char)run->text[i] >= 0x20 &&
				   (unsigned char)run->text[i] < 0xF8);
	}
}

static void check_blocks(const struct markup_block *block, unsigned depth)
{
	fuzz_check(depth <= 2 * MARKUP_MAX_DEPTH + 2);
	for (; block; block = block->next) {
		check_runs(block->runs);
		check_blocks(block->blocks, depth + 1);
		for (size_t i = 0; i < block->item_count; i++)
			check_blocks(block->items[i].blocks, depth + 1);
		for (size_t i = 0; i < block->row_count; i++) {
			fuzz_check(block->rows[i].cell_count == block->column_count);
			for (size_t j = 0; j < block->column_count; j++)
				check_blocks(block->rows[i].cells[j].blocks, depth + 1);
		}
	}
}

static void body(void *user)
{
	struct fuzz_run *run = user;
	struct markup_access access = {0};
	struct markup_source source = {
		.locate = locate, .load = load, .literal = literal, .user = run, .access = &access};
	struct markup_picture picture;
	struct markup_block *blocks =
		markup_parse(run->arena, run->report, run->data, run->size, &source);

	fuzz_check(!blocks || !report_failed(run->report));
	check_blocks(blocks, 0);
	markup_to_text(run->arena, blocks);
	markup_is_empty(blocks);
	markup_plain(run->arena, run->data, run->size);
	picture_read(&picture, run->data, run->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
