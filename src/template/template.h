#ifndef REFERENT_TEMPLATE_TEMPLATE_H
#define REFERENT_TEMPLATE_TEMPLATE_H

#include "base/arena.h"
#include "base/report.h"
#include "document/document.h"
#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A template, compiled: literal bytes and operations. Compiling reports every fault of the whole
 * template in one run; running copies bytes and escapes values.
 */
struct template;

/* Limits on one run; passing one is an error at the tag [template-limit]. */
enum {
	TEMPLATE_MAX_DEPTH = 100,       /* nesting of tags, expressions and calls */
	TEMPLATE_MAX_ROUNDS = 10000000, /* loop rounds altogether */
	TEMPLATE_MAX_OUTPUT = 192 * 1024 * 1024
};

/* How names that nothing stands for are treated. */
enum template_mode {
	TEMPLATE_STRICT, /* an error with a suggestion when printed, looped over or computed with */
	TEMPLATE_LAX     /* as Jinja's default: prints empty */
};

/*
 * Compiles a DOCX or ODT (flat or not), or by the ending of its name a text: .html, .md, .txt, .ics,
 * .csv. The bytes must stay. NULL after an error.
 */
struct template *template_compile(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

enum document_kind template_kind(const struct template *template);

/* True if any tag of the template mentions this name (a variable, or the key after a dot). */
bool template_mentions(const struct template *template, const char *name);

/*
 * Runs a compiled template; globals holds the names that it sees. Run-time faults are all reported,
 * each with the place of its tag and the item of the innermost loop.
 */
bool template_run(struct template *template, struct arena *arena, struct report *report,
	const struct value_map *globals, enum template_mode mode,
	const struct output_settings *settings, struct file_bytes *bytes);

/*
 * Templates in plain text: the text between tags is copied as it is. As in Jinja, one line break
 * after the text's end is dropped; lines that hold nothing but statements vanish whole (Jinja's
 * trim_blocks and lstrip_blocks) with `trim`.
 */
struct text_template;

struct text_source {
	/* The place of the byte at offset of the text, for messages; may be NULL. */
	struct place (*locate)(void *user, size_t offset);
	void *user;
};

struct text_template *text_template_compile(struct arena *arena, struct report *report,
	const char *text, size_t length, bool trim, const struct text_source *source);

/* As template_mentions(). */
bool text_template_mentions(const struct text_template *template, const char *name);

/* True if the text looks up the path, "punkt.titel", or one that goes on from it. Of another thing's
 * attribute with the same name it is not. */
bool text_template_looks_up(const struct text_template *template, const char *path);

/* True if the text holds any tag at all ("{{", "{%" or "{#"). Quick. */
bool text_template_needed(const char *text, size_t length);

/*
 * Runs it. Values print as value_print() does, unless `put` is given, which then receives each
 * printed value and appends to out what it wants to stand there. NULL after an error.
 */
const char *text_template_run(struct text_template *template, struct arena *arena,
	struct report *report, const struct value_map *globals, enum template_mode mode,
	void (*put)(void *user, struct buf *out, struct value value), void *user, size_t *length);

#endif
