#ifndef REFERENT_TEMPLATE_DATA_H
#define REFERENT_TEMPLATE_DATA_H

#include "base/arena.h"
#include "base/report.h"
#include "io/yaml.h"
#include "template/value.h"

/*
 * The values of a data file for a bare template: plain scalars are typed by YAML's core schema
 * (null, booleans, integers, floats; YAML 1.2, section 10.3), quoted and block scalars are text.
 * JSON is read the same way. Texts are not copied and must stay; the tree itself may go. The top must
 * be a mapping, else an error [data-no-mapping].
 */
const struct value_map *data_values(
	struct arena *arena, struct report *report, const struct yaml_node *root);

#endif
