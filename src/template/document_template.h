#ifndef REFERENT_TEMPLATE_DOCUMENT_TEMPLATE_H
#define REFERENT_TEMPLATE_DOCUMENT_TEMPLATE_H

#include "document/document.h"
#include "template/program.h"
#include "template/scan.h"
#include "template/template.h"

struct run;

/* A document as a template: what its parts' marks mean, and the programs made of them. */

/* What stands at a mark; its number is the mark's id - 1. */
struct marked {
	const struct statement *statement; /* NULL for a comment, raw, or the edge of a paragraph */
	enum mark_lift lift;
	bool around_begin, around_end;
	const struct expr *anchor, *reference; /* with around_begin */
};

struct template_part {
	struct part *part;
	struct marked *marked;
	size_t marked_count, marked_capacity;
	struct block program;
};

struct template
{
	struct document *document; /* NULL for one that is a text */
	struct text_file *text;
	struct template_part *parts;
	size_t part_count;
	struct value_map *names; /* all names and attributes in tags */
};

/* Joins the paragraphs of a part that {%- and -%} join; before its tags are looked for. */
void joining_put(struct arena *arena, struct part *part);

/* text_file.c: templates that are a file of HTML, Markdown or plain text. */
struct text_file *text_file_compile(struct arena *arena, struct report *report,
	const struct file_bytes *bytes, enum document_kind kind);
enum document_kind text_file_kind(const struct text_file *file);
bool text_file_mentions(const struct text_file *file, const char *name);
/* run has all but where output goes. */
bool text_file_run(struct text_file *file, struct run *run, const struct output_settings *settings,
	struct file_bytes *bytes);

const struct block *text_file_program(const struct text_file *file);
const struct block *text_template_program(const struct text_template *template);

/* Runs into a buffer; what values become is the run's to say. */
bool text_template_run_into(struct text_template *template, struct run *run, struct buf *out);

/* Finds the tags in a part's paragraphs, parses them and puts marks in their places. */
void marking_put(struct arena *arena, struct report *report, struct template_part *part,
	struct value_map *names);

/* Makes the part's program of its pieces. */
void marking_compile(struct arena *arena, struct report *report, struct template_part *part);

#endif
