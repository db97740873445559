#ifndef REFERENT_TEMPLATE_INSPECT_H
#define REFERENT_TEMPLATE_INSPECT_H

#include "base/buf.h"
#include "template/template.h"

/*
 * What a template asks of its data: the names that it does not set itself, their keys, which are
 * lists, which may be missing. Followed through loops, set, with, macros and filters as far as can
 * be known without data.
 */
struct asked;

/* The root of the tree; its keys are the names. */
const struct asked *template_inspect(struct arena *arena, const struct template *template);

/* The same of a text, with the places of the names to the column. */
const struct asked *text_template_inspect(
	struct arena *arena, const struct text_template *template);

/*
 * Reports what a text asks for that none of the names is, whether or not running it would come there: an
 * error [undefined-name], where it asks first whether it is there a warning if it is nearly one of them.
 * Values do not count; of a map whose keys are known these are the names.
 */
void inspect_check_names(struct arena *arena, struct report *report,
	const struct text_template *template, const struct value_map *names);

/* The tree as lines, each with what is known of the name and where it is first used. */
void inspect_print(struct buf *out, const struct asked *root);

/*
 * The tree as one JSON document: {"names": [{"name", "optional", "kind": "value", "mapping" or
 * "list", "type" where it is known, "part", "paragraph" or "line", "keys": […], "items": {…}}]}.
 * items is what is in a list, values what is behind the keys of a mapping that may be any.
 */
void inspect_print_json(struct buf *out, const struct asked *root);

#endif
