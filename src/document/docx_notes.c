#include "document/docx.h"

#include <string.h>

/*
 * Footnotes, endnotes and comments (ISO/IEC 29500-1, 17.11 and 17.13.4). Each reference that was
 * written has one of its own, a copy of the template's: what a loop repeats is no longer one note,
 * and what was left out has none. Notes are in the order of their references.
 */

struct kind {
	const char *relation; /* of the part that holds them */
	const char *element;
	bool in_order; /* those without a reference go */
};

/* Every note of a part by its id. Lines between text and notes are appended to lines. */
static void find_notes(
	struct names *notes, struct bytes root, const struct kind *kind, struct buf *lines)
{
	struct fragment note;
	struct bytes id, type;
	for (struct bytes rest = fragment_content(root); fragment_next(&rest, &note);) {
		if (!bytes_are(note.name, kind->element) ||
			!fragment_attribute(note.tag, "w:id", &id))
			continue;
		struct fragment *kept = arena_alloc(notes->arena, sizeof *kept);
		*kept = note;
		names_add(notes, id.data, id.length)->object = kept;
		if (fragment_attribute(note.tag, "w:type", &type) && !bytes_are(type, "normal"))
			bytes_put(lines, note.whole);
	}
}

static void put_copy(struct buf *out, const struct fragment *note, const char *new_id)
{
	struct bytes id;
	const char *end = note->whole.data + note->whole.length;
	if (!fragment_attribute(note->tag, "w:id", &id))
		return;
	buf_append(out, note->whole.data, (size_t)(id.data - note->whole.data));
	buf_puts(out, new_id);
	buf_append(out, id.data + id.length, (size_t)(end - id.data) - id.length);
}

/* Puts content in place of what is in the root element, or behind it. */
static void put_content(struct buf *part, struct buf *content, bool behind)
{
	struct fragment root;
	struct bytes rest = {part->data, part->length};
	if (!fragment_next(&rest, &root) || root.content.length == 0)
		return;
	struct buf out;
	buf_init(&out, part->arena);
	const char *from = root.content.data, *end = from + root.content.length;
	buf_append(&out, part->data, (size_t)((behind ? end : from) - part->data));
	buf_append(&out, content->data, content->length);
	buf_append(&out, end, part->length - (size_t)(end - part->data));
	*part = out;
}

static void copy_notes(struct output *output, const struct kind *kind)
{
	const char *name = docx_related(output, docx_of(output)->main, kind->relation);
	struct output_part *part = NULL;
	struct names notes;
	struct buf content, lines;
	names_init(&notes, output->arena);
	buf_init(&content, output->arena);
	buf_init(&lines, output->arena);
	for (size_t i = 0; i < output->copy_count && name != NULL; i++) {
		const struct id_copy *copy = &output->copies[i];
		if (strcmp(copy->element, kind->element) != 0)
			continue;
		if (part == NULL) {
			part = output_part_loaded(output, name, docx_reader.namespaces,
				docx_reader.namespace_count, NULL);
			if (part == NULL)
				return;
			find_notes(&notes, (struct bytes){part->buf.data, part->buf.length}, kind,
				&lines);
			if (kind->in_order)
				buf_append(&content, lines.data, lines.length);
		}
		const struct name *note = names_find(&notes, copy->from, strlen(copy->from));
		if (note != NULL)
			put_copy(&content, note->object, copy->to);
	}
	if (content.length > 0)
		put_content(&part->buf, &content, !kind->in_order);
}

void docx_notes_finish(struct output *output)
{
	static const struct kind kinds[] = {{"footnotes", "w:footnote", true},
		{"endnotes", "w:endnote", true}, {"comments", "w:comment", false}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		copy_notes(output, &kinds[i]);
}
