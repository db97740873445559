#ifndef REFERENT_TESTS_WRITING_H
#define REFERENT_TESTS_WRITING_H

#include "document/document.h"
#include "io/zip.h"

#include <string.h>

/*
 * Writes documents without a template language: every {{name}} in a template is a mark, and what
 * is written there is up to the name.
 */

struct entry {
	const char *name, *content;
};

static inline struct file_bytes writing_package(
	struct arena *arena, struct report *report, const struct entry *entries, size_t count)
{
	struct zip_writer *zip = zip_writer_create(arena, (struct date){2024, 11, 6});
	for (size_t i = 0; i < count; i++)
		zip_writer_add(zip, entries[i].name, entries[i].content, strlen(entries[i].content),
			strcmp(entries[i].name, "mimetype") == 0);
	struct file_bytes bytes = {.path = "skabelon"};
	zip_writer_end(zip, arena, report, &bytes);
	bytes.path = "skabelon";
	return bytes;
}

typedef void writing_value(
	void *user, struct output *output, const struct piece *mark, const char *name);

enum { WRITING_MARKS = 200 };

struct writing_names {
	const char *names[WRITING_MARKS];
	unsigned count;
};

/* Marks {{name}} as a value, {{p name}} as one that takes its paragraph's place, {{w}} as a
 * statement that takes its row with it, and
 * {{anker name}} and {{link name}} as a place and a link to it around the paragraph. */
static inline void writing_mark_paragraph(
	struct arena *arena, struct part *part, size_t index, struct writing_names *names)
{
	const struct part_paragraph *paragraph = part_paragraph(part, index);
	const char *text = arena_strndup(arena, paragraph->text, paragraph->length);
	for (const char *at = text; (at = strstr(at, "{{")) != NULL;) {
		const char *end = strstr(at, "}}");
		if (end == NULL || names->count + 2 >= WRITING_MARKS)
			return;
		const char *name = arena_strndup(arena, at + 2, (size_t)(end - at) - 2);
		enum mark_lift lift = LIFT_TEXT;
		if (strncmp(name, "p ", 2) == 0)
			lift = LIFT_BLOCK;
		if (strncmp(name, "w ", 2) == 0)
			lift = LIFT_ROW;
		names->names[++names->count] = lift == LIFT_BLOCK ? name + 2 : name;
		part_mark(part, index, (size_t)(at - text), (size_t)(end + 2 - text), lift,
			names->count);
		if (strncmp(name, "anker ", 6) == 0 || strncmp(name, "link ", 5) == 0) {
			names->names[names->count] = NULL;
			unsigned around = ++names->count;
			names->names[around] = name;
			names->names[++names->count] = arena_printf(arena, "/%s", name);
			part_mark_around(part, index, around, names->count);
		}
		at = end;
	}
}

static inline void writing_act(struct output *output, const struct piece *piece,
	const struct writing_names *names, writing_value *value, void *user)
{
	const char *name = piece->mark <= names->count ? names->names[piece->mark] : NULL;
	if (name == NULL)
		return;
	if (strncmp(name, "anker ", 6) == 0)
		output_anchor_begin(output, name + 6);
	else if (strncmp(name, "/anker ", 7) == 0)
		output_anchor_end(output, name + 7);
	else if (strncmp(name, "link ", 5) == 0)
		output_reference_begin(output, name + 5);
	else if (strncmp(name, "/link ", 6) == 0)
		output_reference_end(output, name + 6);
	else if (strncmp(name, "w ", 2) == 0)
		return;
	else if (strncmp(name, "side ", 5) == 0)
		output_page(output, piece, name + 5);
	else
		value(user, output, piece, name);
}

/* Writes the template's pieces so many times over, as a loop would do with them. */
static inline void writing_pieces(struct output *output, const struct piece *pieces, size_t count,
	const struct writing_names *names, writing_value *value, void *user)
{
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces[i];
		switch (piece->kind) {
		case PIECE_BYTES:
			output_bytes(output, piece);
			break;
		case PIECE_MARK:
			writing_act(output, piece, names, value, user);
			break;
		case PIECE_HEADING:
			output_heading(output, piece->level);
			break;
		case PIECE_CONTAINER_END:
			output_container_end(output);
			break;
		case PIECE_TABLE_BEGIN:
			output_table_begin(output);
			break;
		case PIECE_TABLE_END:
			output_table_end(output);
			break;
		case PIECE_TABLE_COLUMNS:
			output_table_columns(output);
			break;
		case PIECE_CELL_BEGIN:
		case PIECE_CELL_END:
			break; /* only tags that change a cell make these */
		case PIECE_ID:
			output_id(output, piece);
			break;
		case PIECE_ADDRESS_BEGIN:
			output_address_begin(output);
			break;
		case PIECE_ADDRESS_END:
			output_address_end(output, piece);
			break;
		}
	}
}

static inline bool writing_run(struct arena *arena, struct report *report,
	const struct file_bytes *template, const struct output_settings *settings,
	writing_value *value, void *user, struct file_bytes *bytes)
{
	struct document *document = document_open(arena, report, template);
	if (document == NULL)
		return false;
	size_t part_count = document_part_count(document);
	struct writing_names *names = arena_array(arena, part_count, sizeof *names);
	for (size_t i = 0; i < part_count; i++) {
		struct part *part = document_part(document, i);
		for (size_t j = 0; j < part_paragraph_count(part); j++)
			writing_mark_paragraph(arena, part, j, &names[i]);
	}
	struct output *output = output_create(arena, report, document, settings);
	for (size_t i = 0; i < part_count; i++) {
		size_t count;
		const struct piece *pieces = part_pieces(document_part(document, i), &count);
		output_part_begin(output, document_part(document, i));
		writing_pieces(output, pieces, count, &names[i], value, user);
		output_part_end(output);
	}
	return output_finish(output, bytes);
}

#endif
