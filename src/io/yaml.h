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

struct yaml_node {
	enum yaml_kind kind;
	enum yaml_style style; /* scalars only */
	bool flow;             /* [..] or {..} */
	bool empty_plain;      /* a plain scalar of no characters: the key has no value */
	bool alias;            /* reached through *alias, or holds such a node */
	const struct yaml_source *source;
	unsigned line, column;         /* 1-based, of the node's beginning; column in characters */
	unsigned end_line, end_column; /* 1-based, just after the node's end */
	const char *text;              /* scalars: NFC is not applied; terminated, no NUL inside */
	size_t length;
	struct yaml_node **items; /* sequences; also the values of a mapping */
	struct yaml_node **keys;  /* mappings: one scalar for each of items */
	size_t count;
};

/*
 * Reads one YAML document. Returns NULL after an error: bad UTF-8 [bad-utf8], a control character
 * [control-character], tabs or no-break spaces as indentation [indent-blank], a syntax error
 * [yaml-syntax] in words a secretary understands with a hint, a limit [yaml-limit], a second
 * document [yaml-syntax], a tag (!!str is allowed) or merge key `<<` [yaml-syntax].
 * What can be said of single lines without parsing (the blanks of the indentation, all control
 * characters) is said for all lines. A key that stands twice in a mapping is an error
 * [duplicate-key] that names the other line; then the tree is still returned so that other faults
 * are found in the same run. So is a key that is no scalar [yaml-mapping-in-text], as which
 * `titel: {{ x }}` comes: the message asks for quotes; such a pair is left out of the tree.
 * An empty file is an empty mapping.
 */
struct yaml_node *yaml_parse(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

/* The value of a key (compared after composing accents), or NULL. Mappings only. */
struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key);

/* The place of a node's beginning. */
struct place yaml_place(const struct yaml_node *node);

/*
 * The place of the byte at offset in a scalar's text: exact inside literal blocks and one-line
 * plain scalars, else the scalar's beginning.
 */
struct place yaml_place_at(const struct yaml_node *scalar, size_t offset);

/* The n-th line as typed (1-based), without its line break; *length receives its bytes. */
const char *yaml_line(const struct yaml_source *source, unsigned line, size_t *length);

#endif
