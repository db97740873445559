#include "base/arena.h"
#include "base/report.h"
#include "markup/markup.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Any bytes, read as Markdown with literal text and pictures, and as a picture. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct job {
	struct arena *arena;
	const char *text;
	size_t length;
};

static struct place locate(void *user, size_t offset)
{
	const struct job *job = user;

	/* No place lies outside the text. */
	if (offset > job->length)
		abort();
	return (struct place){.line = 1, .column = (unsigned)offset + 1};
}

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	struct job *job = user;
	struct markup_picture *picture = arena_alloc(job->arena, sizeof(*picture));

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
		if (run->kind == MARKUP_TEXT && (run->length == 0 || strlen(run->text) != run->length))
			abort();
		for (size_t i = 0; run->kind == MARKUP_TEXT && i < run->length; i++)
			if ((unsigned char)run->text[i] < 0x20 || (unsigned char)run->text[i] > 0xF7)
				abort();
	}
}

static void check_blocks(const struct markup_block *block, unsigned depth)
{
	if (depth > 2 * MARKUP_MAX_DEPTH + 2)
		abort();
	for (; block; block = block->next) {
		check_runs(block->runs);
		check_blocks(block->blocks, depth + 1);
		for (size_t i = 0; i < block->item_count; i++)
			check_blocks(block->items[i].blocks, depth + 1);
		for (size_t i = 0; i < block->row_count; i++) {
			if (block->rows[i].cell_count != block->column_count)
				abort();
			for (size_t j = 0; j < block->column_count; j++)
				check_blocks(block->rows[i].cells[j].blocks, depth + 1);
		}
	}
}

static void parse(void *user)
{
	struct job *job = user;
	struct report *report = report_create(job->arena);
	struct markup_source source = {locate, load, literal, job};
	struct markup_block *blocks =
		markup_parse(job->arena, report, job->text, job->length, &source);
	struct markup_picture picture;

	if (blocks && report_failed(report))
		abort();
	check_blocks(blocks, 0);
	markup_to_text(job->arena, blocks);
	markup_is_empty(blocks);
	markup_plain(job->arena, job->text, job->length);
	picture_read(&picture, job->text, job->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct job job = {arena_create((size_t)256 << 20), NULL, size};

	if (!job.arena)
		return 0;
	job.text = size > 0 ? (const char *)data : "";
	arena_protect(job.arena, parse, &job);
	arena_destroy(job.arena);
	return 0;
}
