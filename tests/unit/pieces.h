#ifndef REFERENT_TESTS_PIECES_H
#define REFERENT_TESTS_PIECES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"
#include "document/document.h"
#include "document/internal.h"
#include "io/xml.h"
#include "io/zip.h"
#include "check.h"

#include <stdarg.h>
#include <stdlib.h>

/* Small packages made in memory, and their pieces as text. */

struct fixture {
	struct arena *arena;
	struct report *report;
	struct document *document;
	struct part *part; /* the main one */
};

static inline void fixture_init(struct fixture *fixture)
{
	*fixture = (struct fixture){.arena = arena_create(256u * 1024 * 1024)};
	fixture->report = report_create(fixture->arena);
}

/* Opens an archive of name, content, name, content …, NULL. */
static inline void fixture_open(struct fixture *fixture, ...)
{
	struct zip_writer *writer = zip_writer_create(fixture->arena, (struct date){2024, 11, 6});
	va_list entries;
	va_start(entries, fixture);
	for (const char *name = va_arg(entries, const char *); name != NULL;
		name = va_arg(entries, const char *)) {
		const char *content = va_arg(entries, const char *);
		zip_writer_add(writer, name, content, strlen(content), false);
	}
	va_end(entries);
	struct file_bytes bytes;
	CHECK(zip_writer_end(writer, fixture->arena, fixture->report, &bytes));
	bytes.path = "skabelon";
	fixture->document = document_open(fixture->arena, fixture->report, &bytes);
	if (fixture->document != NULL)
		fixture->part = document_part(fixture->document, 0);
}

static inline void fixture_finish(struct fixture *fixture)
{
	for (size_t i = 0; i < report_count(fixture->report); i++)
		fprintf(stderr, "report: %s [%s]\n", report_get(fixture->report, i)->message,
			report_get(fixture->report, i)->id);
	arena_destroy(fixture->arena);
}

/* The only diagnostic's id, and forgets nothing. */
static inline const char *fixture_error(struct fixture *fixture)
{
	return report_count(fixture->report) == 1 ? report_get(fixture->report, 0)->id : "(none)";
}

/*
 * Marks every stretch of a part's text between a "{" and its "}" with the numbers from 1. The
 * letter behind "{" says how: i inline, r run, p paragraph, b block, c cell, w row, else text.
 */
static inline unsigned mark_all(struct part *part)
{
	static const struct {
		char letter;
		enum mark_lift lift;
	} lifts[] = {{'i', LIFT_INLINE}, {'r', LIFT_RUN}, {'p', LIFT_PARAGRAPH}, {'b', LIFT_BLOCK},
		{'c', LIFT_CELL}, {'w', LIFT_ROW}};
	unsigned id = 0;
	for (size_t i = 0; i < part_paragraph_count(part); i++) {
		const struct part_paragraph *paragraph = part_paragraph(part, i);
		const char *text = paragraph->text;
		for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
			const char *end = strchr(at, '}');
			enum mark_lift lift = LIFT_TEXT;
			if (end == NULL)
				break;
			for (size_t k = 0; k < sizeof lifts / sizeof *lifts; k++)
				if (at[1] == lifts[k].letter)
					lift = lifts[k].lift;
			CHECK(part_mark(part, i, (size_t)(at - text), (size_t)(end + 1 - text),
				lift, ++id));
		}
	}
	return id;
}

/* The pieces with marks as [1], alone [1!], headings <h 2>, other pieces as words in []. */
static inline const char *show_pieces(
	struct fixture *fixture, const struct piece *pieces, size_t count)
{
	struct buf out;
	buf_init(&out, fixture->arena);
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces[i];
		switch (piece->kind) {
		case PIECE_BYTES:
			buf_append(&out, piece->bytes, piece->length);
			break;
		case PIECE_MARK:
			buf_printf(&out, "[%u%s]", piece->mark, piece->alone ? "!" : "");
			break;
		case PIECE_HEADING:
			buf_printf(&out, "[h%u]", piece->level);
			break;
		case PIECE_CONTAINER_END:
			buf_puts(&out, "[end]");
			break;
		case PIECE_TABLE_BEGIN:
			buf_puts(&out, "[table]");
			break;
		case PIECE_TABLE_END:
			buf_puts(&out, "[/table]");
			break;
		case PIECE_TABLE_COLUMNS:
			buf_puts(&out, "[columns]");
			break;
		case PIECE_CELL_BEGIN:
			buf_puts(&out, "[cell");
			for (size_t k = 0; k < piece->cell->mark_count; k++)
				buf_printf(&out, " %u", piece->cell->marks[k]);
			buf_puts(&out, "]");
			break;
		case PIECE_CELL_END:
			buf_puts(&out, "[/cell]");
			break;
		case PIECE_ID:
			buf_printf(&out, "#%.*s", (int)piece->length, piece->bytes);
			break;
		case PIECE_ADDRESS_BEGIN:
			buf_puts(&out, "[address]");
			break;
		case PIECE_ADDRESS_END:
			buf_printf(&out, "[/address %s]", piece->attribute);
			break;
		}
	}
	return buf_text(&out);
}

static inline void put_bytes(struct buf *out, struct bytes bytes)
{
	buf_append(out, bytes.data, bytes.length);
}

/* Writes a value at every mark, as the writing half would. */
static inline const char *write_values(
	struct fixture *fixture, const struct piece *pieces, size_t count)
{
	struct buf out;
	size_t address = 0;
	buf_init(&out, fixture->arena);
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces[i];
		const struct shell *shell = piece->shell;
		if (piece->kind == PIECE_ADDRESS_BEGIN) {
			address = out.length;
		} else if (piece->kind == PIECE_ADDRESS_END) {
			buf_truncate(&out, address);
			buf_printf(&out, " %s=\"x\"", piece->attribute);
		}
		if (piece->kind == PIECE_BYTES || piece->kind == PIECE_ID) {
			buf_append(&out, piece->bytes, piece->length);
		} else if (piece->kind == PIECE_MARK && shell != NULL) {
			bool whole = piece->alone || shell->lift == LIFT_PARAGRAPH ||
				     shell->lift == LIFT_BLOCK;
			if (!whole && shell->lift == LIFT_TEXT) {
				buf_puts(&out, "værdi");
				if (shell->property)
					continue;
				/* out of the run and back into it */
				put_bytes(&out, shell->run_close);
				put_bytes(&out, shell->run_open);
				continue;
			}
			if (whole) {
				put_bytes(&out, shell->paragraph_open);
				put_bytes(&out, shell->paragraph_properties);
			}
			put_bytes(&out, shell->run_open);
			buf_puts(&out, "værdi");
			put_bytes(&out, shell->run_close);
			if (whole)
				put_bytes(&out, shell->paragraph_close);
		}
	}
	return buf_text(&out);
}

static inline bool is_well_formed(struct fixture *fixture, const struct piece *pieces, size_t count)
{
	const char *written = write_values(fixture, pieces, count);
	struct report *report = report_create(fixture->arena);
	bool parsed = xml_parse(fixture->arena, report, "result", NULL, written, strlen(written),
			      NULL, 0) != NULL;
	if (!parsed)
		fprintf(stderr, "not well-formed: %s\n", written);
	return parsed;
}

/* The texts of all paragraphs, each with "|" behind it. */
static inline const char *paragraph_texts(struct fixture *fixture)
{
	struct buf text;
	buf_init(&text, fixture->arena);
	for (size_t i = 0; i < part_paragraph_count(fixture->part); i++)
		buf_printf(&text, "%s|", part_paragraph(fixture->part, i)->text);
	return buf_text(&text);
}

/* Marks what stands between braces and compares the pieces between head and tail. */
static inline void check_pieces_between(int line, struct fixture *fixture, const char *head,
	const char *tail, const char *expected, const char *body)
{
	unsigned marks = mark_all(fixture->part);
	size_t count;
	const struct piece *pieces = marks > 0 ? part_pieces(fixture->part, &count)
					       : part_flatten(fixture->part, &count);
	const char *shown = show_pieces(fixture, pieces, count);
	const char *start = strstr(shown, head);
	const char *end = strstr(shown, tail);
	CHECK(start != NULL && end != NULL);
	start += strlen(head);
	check_texts(__FILE__, line, arena_strndup(fixture->arena, start, (size_t)(end - start)),
		expected, body);
	CHECK(is_well_formed(fixture, pieces, count));
}

#endif
