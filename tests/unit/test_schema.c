#include "check.h"

#include "meeting/schema.h"
#include "meeting/schema_words.h"

#include <string.h>

/* The words of the schema and the tables that the files are read by say the same. */

static bool has_definition(const char *name)
{
	if (strcmp(name, "udfald") == 0)
		return true;
	for (const struct schema_shape *shape = schema_shapes; shape->name != NULL; shape++)
		if (strcmp(shape->name, name) == 0)
			return true;
	for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
		mapping++)
		if (strcmp(mapping->name, name) == 0)
			return true;
	return false;
}

static void check_rules(const struct schema_mapping *mapping)
{
	for (const struct read_rules *rules = mapping->rules; rules != NULL; rules = rules->next)
		for (const struct read_rule *row = rules->rows; row->key != NULL; row++) {
			const struct schema_key *key = schema_find(mapping, row->key);
			CHECK(key != NULL);
			if (key != NULL)
				CHECK(has_definition(key->shape));
		}
}

static bool is_read(const struct schema_key *keys, const char *key)
{
	for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
		mapping++) {
		const struct read_rules *rules = mapping->keys == keys ? mapping->rules : NULL;
		for (; rules != NULL; rules = rules->next)
			for (const struct read_rule *row = rules->rows; row->key != NULL; row++)
				if (strcmp(row->key, key) == 0)
					return true;
	}
	return false;
}

static void every_key_is_described(void)
{
	for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
		mapping++)
		check_rules(mapping);
}

static void every_description_is_of_a_key(void)
{
	for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
		mapping++)
		for (const struct schema_key *key = mapping->keys; key->key != NULL; key++)
			CHECK(is_read(mapping->keys, key->key));
}

static void item_keys_are_those_of_the_format(void)
{
	for (const char *const *key = meeting_item_keys; *key != NULL; key++) {
		bool found = false;
		for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
			mapping++)
			if (mapping->rules == &item_point_rules ||
				mapping->rules == &item_pause_rules ||
				mapping->rules == &item_heading_rules)
				for (const struct read_rule *row = mapping->rules->rows;
					row->key != NULL; row++)
					found |= strcmp(row->key, *key) == 0;
		CHECK(found);
	}
}

int main(void)
{
	every_key_is_described();
	every_description_is_of_a_key();
	item_keys_are_those_of_the_format();
	return check_failures != 0;
}
