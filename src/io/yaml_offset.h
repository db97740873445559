#ifndef REFERENT_IO_YAML_OFFSET_H
#define REFERENT_IO_YAML_OFFSET_H

#include "base/arena.h"
#include "io/yaml.h"

#include <stddef.h>

/*
 * Where the nodes of a file are in its bytes. libyaml tells lines and columns in characters, which
 * would have to be counted from the line's beginning for every node of a long line.
 */
struct yaml_offsets;

/* Lives as long as the arena and the source. */
struct yaml_offsets *yaml_offsets_of(struct arena *arena, const struct yaml_source *source);

/* Where a node of that source begins. */
size_t yaml_offset_begin(const struct yaml_offsets *offsets, const struct yaml_node *node);

/* Where what was typed ends; libyaml lets a collection end where the next thing begins. */
size_t yaml_offset_end(const struct yaml_offsets *offsets, const struct yaml_node *node);

#endif
