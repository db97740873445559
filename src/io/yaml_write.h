#ifndef REFERENT_IO_YAML_WRITE_H
#define REFERENT_IO_YAML_WRITE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * YAML as a person writes it: two blanks a level, a text of several lines below '|', quotation
 * marks only where YAML needs them. Keys are plain words or ids. What is written is read back as
 * the same text, line breaks at its end aside.
 */

struct yaml_writer {
	struct buf *out;
	unsigned depth; /* levels that are open */
	bool on_dash;   /* "- " stands there and its first key follows on the line */
};

void yaml_writer_init(struct yaml_writer *writer, struct buf *out);

/* Each line of the text as a comment; characters that no editor shows become blanks. */
void yaml_write_comment(struct yaml_writer *writer, const char *text);

/* An empty line. */
void yaml_write_blank(struct yaml_writer *writer);

/* "key: text". */
void yaml_write_text(struct yaml_writer *writer, const char *key, const char *text, size_t length);

/* "key:", below which keys or entries follow until yaml_write_close(). */
void yaml_write_open(struct yaml_writer *writer, const char *key);

/* "key:" without a value. Without a key as an entry. */
void yaml_write_nothing(struct yaml_writer *writer, const char *key);

/* "key: [a, b]", the brackets or braces and what is in them given. Without a key as an entry. */
void yaml_write_flow(struct yaml_writer *writer, const char *key, const char *flow);

/* "- ", an entry whose keys follow until yaml_write_close(). */
void yaml_write_entry(struct yaml_writer *writer);

/* "- text", an entry that is a text. */
void yaml_write_item(struct yaml_writer *writer, const char *text, size_t length);

void yaml_write_close(struct yaml_writer *writer);

/*
 * Appends a text as a scalar that stands behind "key: " or "- " whose line is indented by indent
 * blanks, without a line break at the end. flow: within brackets or braces.
 */
void yaml_write_scalar(
	struct buf *out, const char *text, size_t length, unsigned indent, bool flow);

#endif
