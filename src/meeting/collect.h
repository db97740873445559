#ifndef REFERENT_MEETING_COLLECT_H
#define REFERENT_MEETING_COLLECT_H

#include "base/buf.h"
#include "io/file.h"
#include "meeting/field.h"

#include <stdbool.h>
#include <stddef.h>

/* What was typed into a fillable document, read back into beslutninger.yaml. */

/* Which of the two is right where both say something. */
enum collect_choice { COLLECT_ASK, COLLECT_FILE, COLLECT_DOCUMENT };

enum collect_outcome {
	COLLECT_NEW,       /* the file had nothing */
	COLLECT_REPLACED,  /* the file had something else */
	COLLECT_UNCHANGED, /* the file says the same already */
	COLLECT_KEPT       /* the file says something else and is left as it is */
};

/* What became of one field that somebody has typed into. */
struct collect_row {
	const char *path; /* of the item: "id" or "parent/own" */
	const char *key;  /* in the decision: tekst, udfald, fraværende */
	enum collect_outcome outcome;
};

struct collection {
	struct collect_row *rows;
	size_t count, capacity;
	size_t empty;    /* fields that nobody has typed into */
	bool changed;    /* bytes is not what the file is */
	struct buf text; /* the file as it shall become */
};

/*
 * Reads the fields of a document back into the decisions' file at target (which need not exist) of
 * the meeting beside it. Nothing is written. NULL after an error: [not-fillable], [other-meeting],
 * [field-mixed] and [field-cut] for fields whose marks an editor has left in disorder,
 * [collect-conflict] where document and file differ and choice is COLLECT_ASK, [decision-elsewhere]
 * where the decision stands at the item itself, [bad-outcome], [cannot-edit]. Warns of [other-agenda],
 * [item-gone], [field-gone], [field-cleared], [field-picture] and [field-format].
 */
struct collection *collect(struct arena *arena, struct report *report,
	const struct file_bytes *document, const char *target, enum collect_choice choice);

/* collect_value.c: what a key of a decision says, for comparing and writing. */
struct collect_value {
	enum field_kind kind;
	const char *text;  /* to be written: Markdown, a word; of names for messages only */
	const char *plain; /* the words alone, to be shown and compared */
	const char **names;
	size_t name_count;
	bool stated;
};

/* The key of a decision that a kind of field is about. */
const char *collect_key(enum field_kind kind);

struct decision;
struct yaml_node;
struct roster;

/*
 * What a field says. Reports [bad-outcome], and warns where Markdown cannot say how it looks
 * [field-format] or shows [field-picture], at a place.
 */
bool collect_typed(struct arena *arena, struct report *report, const struct place *place,
	const struct roster *roster, struct markup_block *blocks, struct collect_value *value);

/* What a decision in a file says; decision may be NULL. *node is where, or NULL. */
void collect_filed(struct arena *arena, const struct yaml_node *decision,
	struct collect_value *value, const struct yaml_node **node);

/* What the decision of an item says. */
void collect_own(struct arena *arena, const struct decision *decision, struct collect_value *value);

/* Whether two values of a kind mean the same, however they are written. */
bool collect_is_same(struct arena *arena, const struct roster *roster,
	const struct collect_value *a, const struct collect_value *b);

/* Two texts from where they begin to differ, short enough for a message. */
void collect_excerpts(struct arena *arena, const char *a, const char *b, const char **shown_a,
	const char **shown_b);

#endif
