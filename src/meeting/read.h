#ifndef REFERENT_MEETING_READ_H
#define REFERENT_MEETING_READ_H

#include "io/yaml.h"
#include "meeting/model.h"

#include <stdbool.h>
#include <stddef.h>

struct loader;

/*
 * Reads the value of a key into target, whose type the function knows. Faults are reported; the
 * target then keeps what it held. An empty value is as good as none and clears the target.
 */
typedef void read_value(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target);

/* One row for each key that a mapping may have. */
struct read_rule {
	const char *key;
	read_value *read;
	size_t offset; /* of the target within the structure that the mapping fills */
};

struct read_rules {
	const struct read_rule *rows;  /* ends with a key of NULL */
	const struct read_rules *next; /* further rows, or NULL */
	/* Tried on a key without a row; false if it is none of the declared ones either. */
	bool (*other)(struct loader *loader, const struct yaml_node *key,
		const struct yaml_node *value, void *target);
	/* The names that other() knows, for suggestions. */
	const char *const *more;
	size_t more_count;
	const char *declared_in; /* the organ's key that more keys are declared in */
};

/* Reads every key of a mapping by its rule and reports those without one [unknown-key]. */
void read_mapping(struct loader *loader, const struct yaml_node *mapping,
	const struct read_rules *rules, void *target);

/*
 * Reports that a key is missing, unless one of the unknown keys was probably meant to be it.
 * hint says what to write.
 */
void read_missing(
	struct loader *loader, const struct yaml_node *mapping, const char *key, const char *hint);

/* Whether value is of the kind that is wanted; an error [wrong-kind] if not. */
bool read_is_scalar(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value);
bool read_is_list(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value);
bool read_is_mapping(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value);

/* A scalar as text: composed, with the blanks at both ends taken off, or (text) as typed. Nothing
 * but blanks is none. The node must be a scalar. */
struct text read_line_of(struct loader *loader, const struct yaml_node *scalar);
struct text read_text_of(struct loader *loader, const struct yaml_node *scalar);

/* A text that was made up, not typed. */
struct text read_made_up(const char *bytes);

/* What was typed, short enough for a message. */
const char *read_quote(struct loader *loader, const char *text);

/* The nearest of the candidates, or NULL; also when so much is wrong that nobody reads it. */
const char *read_nearest(
	struct loader *loader, const char *word, const char *const *candidates, size_t count);

/* Readers by the type of their target. */
read_value read_line;     /* struct text: plain, on one line or more */
read_value read_text;     /* struct text: Markdown */
read_value read_lines;    /* struct texts of plain texts, a list or a single one */
read_value read_texts;    /* struct texts of Markdown, a list or a single one */
read_value read_yes_no;   /* bool */
read_value read_clock;    /* struct clock */
read_value read_duration; /* struct item: duration and duration_min */
read_value read_number;   /* unsigned, at least 1 */
read_value read_ignore;   /* nothing */

/* Reads a date; *has says whether there is one. */
void read_date(struct loader *loader, const struct yaml_node *value, bool *has, struct date *date);

/* Reads a time or a range of times and keeps it as written as well. */
void read_time_range(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct clock *start, struct clock *end,
	struct text *written);

/* The index of the word that a scalar is, of a list that ends with NULL; -1 and an error
 * [bad-choice] for another. */
int read_choice(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	const char *const *words);

#endif
