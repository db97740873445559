#ifndef REFERENT_MEETING_FORM_ANSWER_H
#define REFERENT_MEETING_FORM_ANSWER_H

#include "base/report.h"
#include "io/yaml.h"
#include "meeting/form.h"

#include <stdbool.h>
#include <stddef.h>

/* What a key of an item says, for comparing and writing. */
struct form_answer {
	enum form_kind kind;
	const char *text;    /* to be written: plain or Markdown; of lists for messages only */
	const char *plain;   /* the words alone, to be shown */
	const char **titles; /* FORM_LIST: to be written */
	const struct yaml_node **nodes; /* FORM_LIST, of a file: an entry each */
	size_t count, capacity;
	bool stated;
};

/* FORM_CLOSED: every other text is the ground. */
extern const char form_open[], form_closed[];

/*
 * What a field says. Reports, at a place, [bad-yes-no] for a field that does not say whether the item
 * is closed and [bad-duration]; warns where Markdown cannot say how it looks [field-format].
 */
bool form_answer_typed(struct arena *arena, struct report *report, const struct place *place,
	const struct form_field *field, struct markup_block *blocks, struct form_answer *value);

/* What the key of a file says; node may be NULL. */
void form_answer_filed(struct arena *arena, const struct form_field *field,
	const struct yaml_node *node, struct form_answer *value);

/* Whether two values of a kind mean the same, however they are written. */
bool form_answer_is_same(
	struct arena *arena, const struct form_answer *a, const struct form_answer *b);

#endif
