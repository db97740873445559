#ifndef REFERENT_IO_YAML_EDIT_INTERNAL_H
#define REFERENT_IO_YAML_EDIT_INTERNAL_H

#include "io/yaml_edit.h"

/* What the files that change YAML share. */

/* A key that gets a value. */
struct yaml_change {
	const char *key; /* NULL: the group's own, which has no others then */
	bool is_list;
	const char *inner; /* the value is a mapping of this to the text; or NULL */
	const char *text;  /* where it is no list */
	size_t length;
	const char *const *texts;
	const struct yaml_node *const *kept; /* as in yaml_edit_put_list() */
	size_t count;
	struct yaml_change *next;
};

/* All changes below one key of the file. */
struct yaml_group {
	const char *outer;
	struct yaml_change *changes;
	struct yaml_change **last;
	struct yaml_group *next;
};

/* The keys of a mapping, sorted. */
struct yaml_index {
	struct yaml_index_row {
		const struct yaml_node *key, *value;
	} * rows;
	size_t count;
};

struct yaml_index yaml_index_of(struct arena *arena, const struct yaml_node *mapping);
/* NULL if there is no such key. */
const struct yaml_index_row *yaml_index_find(const struct yaml_index *index, const char *key);

/* The change of a key of a group, or NULL. */
const struct yaml_change *yaml_group_find(const struct yaml_group *group, const char *key);

/* The first key of the file whose value in after is neither what it was nor what it was set to;
 * NULL if there is none. before may be NULL. */
const char *yaml_edit_first_loss(struct arena *arena, const struct yaml_group *groups,
	const struct yaml_node *before, const struct yaml_node *after);

#endif
