#ifndef REFERENT_IO_YAML_BUILD_H
#define REFERENT_IO_YAML_BUILD_H

#include "io/yaml_internal.h"

#include <yaml.h>

/* From libyaml's events to the tree. */

/* A node that aliases can stand for, with what it counts when it is repeated. */
struct yaml_anchor {
	const char *name;
	struct yaml_node *node; /* NULL while it is not complete */
	size_t size;
	unsigned height;
};

/* The text of a key that was read; keys come again and again and then share it. */
struct yaml_key_text {
	const char *text;
	size_t length;
};

enum { YAML_KEY_TEXTS = 256 }; /* a power of two */

/* A collection that is being read; its keys and items wait on the stack above base. */
struct yaml_frame {
	struct yaml_node *node;
	size_t base;
	size_t size;     /* nodes in it, aliases counted with all that they stand for */
	unsigned height; /* levels in it */
	size_t anchor;   /* its own, or SIZE_MAX */
	bool alias;
};

struct yaml_builder {
	struct yaml_input *input;
	struct arena *scratch;
	yaml_parser_t parser;
	yaml_event_t event;
	bool parser_lives;
	bool event_lives;
	struct yaml_frame frames[YAML_MAX_DEPTH];
	unsigned depth;
	unsigned flow_depth;
	struct yaml_node **stack;
	size_t stack_count;
	size_t stack_capacity;
	struct yaml_anchor *anchors;
	size_t anchor_count;
	size_t anchor_capacity;
	struct yaml_key_text key_texts[YAML_KEY_TEXTS]; /* the latest of each hash */
	size_t total;
	struct yaml_node *root;
	struct yaml_node *last; /* scalar */
	struct {
		const struct yaml_node *key;
		struct yaml_node *value;   /* or NULL */
		struct yaml_node *mapping; /* or NULL */
		bool in_flow;
	} unchecked; /* the last node, until it is known that the parser gets past it */
	bool failed;
	bool ended;
};

/* Takes the parser's event into the tree; failed or ended is set when nothing is to come. */
void yaml_build_event(struct yaml_builder *builder);

/* Looks at the last node, once it is known that it was no part of a syntax error. */
void yaml_build_check_last(struct yaml_builder *builder);

#endif
