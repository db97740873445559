#ifndef REFERENT_IO_YAML_INTERNAL_H
#define REFERENT_IO_YAML_INTERNAL_H

#include "base/buf.h"
#include "io/yaml.h"

/* What the files that read YAML share. */

/* One file on its way through the parser. */
struct yaml_input {
	struct arena *arena;
	struct arena *texts; /* for what scalars say */
	struct report *report;
	struct yaml_source *source;
	/* What libyaml reads: the source with everything exchanged that was complained of already,
	 * line by line and character by character, so that places stay right. */
	const char *text;
	size_t length;
	unsigned first_guess; /* first line whose indentation had to be guessed, or 0 */
	struct {
		unsigned line, column;
		size_t offset;
	} cursor; /* the place that was last looked for */
	struct {
		unsigned line;
		bool found;
	} sign; /* the line in which a '#' was last looked for */
};

/* What one line of block style looks like; offsets are bytes in the line. */
struct yaml_line_parts {
	const char *text;
	size_t length;     /* without blanks and a comment at the end */
	size_t indent;     /* bytes of blanks before everything */
	bool dash;         /* a list item */
	size_t content;    /* behind blanks and dashes */
	bool key;          /* there is a key with its colon */
	size_t key_length; /* from content */
	size_t value;      /* behind the colon and blanks; content when there is no key */
};

/* Why libyaml gave up; lines and columns are 1-based, 0 for none. */
struct yaml_fault {
	const char *problem;
	const char *context;
	unsigned line, column;
	unsigned context_line, context_column;
	const struct yaml_node *last; /* the last scalar before, or NULL */
};

/* yaml_source.c: text to lines, faults of single characters; false when it cannot be parsed */
bool yaml_source_prepare(struct yaml_input *input, const struct file_bytes *bytes);
struct yaml_line_parts yaml_line_split(const char *text, size_t length);
/* The byte offset in the source of a 1-based line and column (in characters); quick when it is
 * near the last one, since a line can be as long as the file. */
size_t yaml_offset(struct yaml_input *input, unsigned line, unsigned column);
/* Bytes of the line break at a byte before end, as libyaml counts lines; 0 if there is none. */
size_t yaml_break_length(const char *at, const char *end);
/* A single lower-case word, as our keys are and sentences are not. */
bool yaml_looks_like_key(const char *text, size_t length);
/* Whether text begins with a dash right before a letter, as a list item without its blank. */
bool yaml_begins_with_dash(const char *text, size_t length);
bool yaml_is_blank_at(const char *text, size_t length, size_t at);

/* yaml_indent.c: reports tabs and no-break spaces as indentation and puts spaces there */
void yaml_indent_repair(struct yaml_input *input);

/* yaml_hint.c: a syntax error in words that help */
void yaml_hint_report(struct yaml_input *input, const struct yaml_fault *fault);

/* yaml_sign.c: whether a line's value begins with a sign of YAML's own; reports it */
bool yaml_sign_report(struct yaml_input *input, const struct yaml_fault *fault, unsigned line,
	const struct yaml_line_parts *parts);

/* yaml_quote.c: what to write instead, with the user's own text */
/* The text on one line, shortened. */
const char *yaml_shorten(struct arena *arena, const char *text, size_t length);
/* key: "text", or - "text" in a list (dash), or just the text in quotes. */
const char *yaml_fix(struct arena *arena, const char *key, size_t key_length, bool dash,
	const char *text, size_t length);
/* The same, as the line has it, for the text of its value. */
const char *yaml_fix_line(struct arena *arena, const struct yaml_line_parts *parts);

/* yaml_check.c: what YAML takes otherwise than it was meant */
/* A value of a mapping (key) or an item of a list (key NULL). May turn it into a scalar. */
void yaml_check_value(struct yaml_input *input, const struct yaml_node *key,
	struct yaml_node *value, bool in_flow);
/* A whole mapping: keys that are no scalars or stand twice, commas that split text. */
void yaml_check_mapping(struct yaml_input *input, struct yaml_node *mapping);
/* '#' behind values, from a line on, where no tree is to be had. */
void yaml_check_comments(struct yaml_input *input, unsigned first_line);
/* A value that needs quotes; it becomes the text from its beginning to the end of its line. */
void yaml_check_needs_quotes(struct yaml_input *input, const struct yaml_node *key,
	struct yaml_node *value, bool in_flow);

#endif
