#include "fuzz.h"
#include "io/yaml.h"

#include <string.h>

/* Looks at everything that a tree promises. */
static void visit(const struct yaml_node *node, unsigned depth)
{
	struct place place = yaml_place(node);
	size_t length;

	fuzz_check(depth <= YAML_MAX_DEPTH && place.line >= 1 && place.column >= 1);
	yaml_typed(node, &length);
	if (node->kind == YAML_SCALAR) {
		fuzz_check(strlen(node->text) == node->length);
		yaml_place_at(node, node->length / 2);
		yaml_place_at(node, node->length);
		return;
	}
	if (depth > 6)
		return;
	for (size_t i = 0; i < node->count && i < 100; i++) {
		visit(node->items[i], depth + 1);
		if (node->kind == YAML_MAPPING) {
			fuzz_check(node->keys[i]->kind == YAML_SCALAR);
			fuzz_check(yaml_get(node, node->keys[i]->text) == node->items[i]);
		}
	}
}

static void body(void *user)
{
	struct fuzz_run *run = user;
	struct file_bytes bytes = {.path = "a.yaml", .size = run->size};
	struct yaml_node *root;

	bytes.data = arena_strndup(run->arena, run->data, run->size);
	root = yaml_parse(run->arena, run->report, &bytes);
	fuzz_check(root != NULL || report_failed(run->report));
	if (root != NULL)
		visit(root, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
