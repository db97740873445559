#ifndef REFERENT_IO_YAML_H
#define REFERENT_IO_YAML_H

#include "base/arena.h"
#include "base/report.h"
#include "io/file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

enum yaml_style { YAML_PLAIN, YAML_SINGLE_QUOTED, YAML_DOUBLE_QUOTED, YAML_LITERAL, YAML_FOLDED };

/* Limits on one file; passing one is an error [yaml-limit]. */
enum {
	YAML_MAX_DEPTH = 64,
	YAML_MAX_NODES = 1000000 /* aliases counted with all that they stand for */
};

/* The source text of one file, kept so that later checks can look at the line as typed. */
struct yaml_source {
	const char *file; /* for messages */
	const char *text; /* without a byte order mark */
	size_t length;
	const uint32_t *lines; /* offset of each line's beginning */
	size_t line_count;
};

/* A file has hundreds of thousands of these: small members stand together. */
struct yaml_node {
	uint8_t kind;                  /* enum yaml_kind */
	uint8_t style;                 /* enum yaml_style; scalars only */
	bool flow;                     /* [..] or {..} */
	bool empty_plain;              /* a plain scalar of no characters: the key has no value */
	bool alias;                    /* reached through *alias, or holds such a node */
	uint32_t line, column;         /* 1-based, of the node's beginning; column in characters */
	uint32_t end_line, end_column; /* 1-based, just after the node's end */
	uint32_t length;               /* of text, bytes */
	uint32_t count;                /* of items */
	const struct yaml_source *source;
	const char *text;         /* scalars, terminated, no NUL inside; keys are composed (NFC) */
	struct yaml_node **items; /* sequences; also the values of a mapping */
	struct yaml_node **keys;  /* mappings: one scalar for each of items */
};

/*
 * Reads one YAML document. Returns NULL after bad UTF-8 [bad-utf8], a syntax error in words a
 * secretary understands and with the user's own text as the remedy ([yaml-syntax], [yaml-colon],
 * [yaml-needs-quotes], [yaml-mapping-in-text], [yaml-folded]), a second document [yaml-syntax] and
 * a limit [yaml-limit]. libyaml stops at its first syntax error, so there is one at most.
 *
 * After all other errors the tree is returned nevertheless, mended as it was meant, so that what
 * else is wrong is found in the same run:
 * - control and invisible characters [control-character], for every one;
 * - tabs or no-break spaces as indentation [indent-blank], for every line;
 * - a key that stands twice [duplicate-key]; the first is kept;
 * - `titel: {{ x }}`, which is a mapping in a mapping [yaml-mapping-in-text]; becomes the text;
 * - unquoted text beginning with & ! or an unknown *name [yaml-needs-quotes]; becomes the text;
 * - a comma in a text between braces [flow-comma]; becomes the whole text;
 * - '#' and a letter or digit behind plain text, the rest of which is lost [yaml-comment];
 * - plain text over several lines [yaml-folded], a warning if only line breaks are lost;
 * - a merge key `<<` [yaml-syntax] or a key that is no text [yaml-mapping-in-text]; left out.
 *
 * Scalars are text as written, whatever YAML makes of `nej` or `1.10`. JSON is read as well. An
 * empty file is an empty mapping.
 */
struct yaml_node *yaml_parse(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

/* As yaml_parse(), but the texts of the scalars go into an arena of their own: they may stay when
 * the tree goes. */
struct yaml_node *yaml_parse_apart(struct arena *arena, struct arena *texts, struct report *report,
	const struct file_bytes *bytes);

/* The value of a key (compared after composing accents), or NULL. Mappings only. */
struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key);

/* The place of a node's beginning. */
struct place yaml_place(const struct yaml_node *node);

/*
 * The place of the byte at offset in a scalar's text: exact inside literal blocks and one-line
 * plain scalars, else the scalar's beginning.
 */
struct place yaml_place_at(const struct yaml_node *scalar, size_t offset);

/*
 * What was typed from the node's beginning to its end, or to the end of its first line, not
 * terminated; *length receives its bytes. For messages that show what to write instead.
 */
const char *yaml_typed(const struct yaml_node *node, size_t *length);

/* The text in quotes as YAML takes it back, on one line, at most about 60 characters of it. */
const char *yaml_quote(struct arena *arena, const char *text, size_t length);

/*
 * Whether a mapping was rather meant as text that holds a colon, as in `- Bilag 1: Budget`: it is
 * in block style, unquoted, and none of its keys is a single lower-case word.
 */
bool yaml_looks_like_text(const struct yaml_node *mapping);

/* The n-th line as typed (1-based), without its line break; *length receives its bytes. */
const char *yaml_line(const struct yaml_source *source, unsigned line, size_t *length);

#endif
