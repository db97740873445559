#ifndef REFERENT_MEETING_COLLECT_VALUE_H
#define REFERENT_MEETING_COLLECT_VALUE_H

#include "base/report.h"
#include "meeting/field.h"

#include <stdbool.h>
#include <stddef.h>

/* What a key of a decision says, for comparing and writing. */
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
 * [field-format], at a place.
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

#endif
