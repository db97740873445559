#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * afsnit, underafsnit and felter: the keys of an item that are the municipality's own.
 */

static bool is_among(const char *const *names, const char *name)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

/* What templates see beside the keys of an item; a declared key would hide it. */
static const char *const template_names[] = {"nr", "overskrift", "afsnit", "felter", NULL};

static bool is_taken(struct loader *loader, const struct yaml_node *key, const char *name)
{
	if (!is_among(meeting_item_keys, name) && !is_among(template_names, name))
		return false;
	struct place place = yaml_place(key);
	report_error(loader->report, &place, "part-key-taken",
		tr("'%s' has a meaning of its own already and cannot be declared; choose another "
		   "key"),
		name);
	return true;
}

static bool too_many(struct loader *loader, const struct yaml_node *key, size_t count)
{
	if (count < LOAD_MAX_DECLARED)
		return false;
	struct place place = yaml_place(key);
	report_error(loader->report, &place, "meeting-limit", tr("'%s' has more than %d keys"),
		read_quote(loader, key->text), LOAD_MAX_DECLARED);
	return true;
}

void declare_parts(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_declarations *parts = target;
	*parts = (struct part_declarations){0};
	if (!read_is_mapping(loader, key, value)) {
		loader->incomplete |= value->kind != YAML_SCALAR || !value->empty_plain;
		return;
	}
	parts->stated = true;
	parts->items = arena_array(loader->arena, value->count, sizeof(*parts->items));
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *name = value->keys[i];
		if (too_many(loader, key, i))
			return;
		struct part_declaration part = {
			.key = utf8_compose(loader->arena, name->text, name->length),
			.place = yaml_place(name),
		};
		if (read_is_scalar(loader, name, value->items[i]))
			part.heading = read_line_of(loader, value->items[i]);
		if (meeting_is_placed_key(part.key) || !is_taken(loader, name, part.key))
			parts->items[parts->count++] = part;
	}
}

void declare_fields(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct organ *organ = target;
	if (!read_is_mapping(loader, key, value)) {
		loader->incomplete |= value->kind != YAML_SCALAR || !value->empty_plain;
		organ->field_count = 0;
		return;
	}
	/* A nearer mapping adds to a farther one: labels are replaced key by key. */
	struct field_declaration *fields =
		arena_array(loader->arena, organ->field_count + value->count, sizeof(*fields));
	size_t count = organ->field_count;
	if (count > 0)
		memcpy(fields, organ->fields, count * sizeof(*fields));
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *name = value->keys[i];
		if (too_many(loader, key, count))
			break;
		struct field_declaration field = {
			.key = utf8_compose(loader->arena, name->text, name->length),
			.place = yaml_place(name),
		};
		if (is_taken(loader, name, field.key) ||
			!read_is_scalar(loader, name, value->items[i]))
			continue;
		field.label = read_line_of(loader, value->items[i]);
		size_t at = 0;
		while (at < count && strcmp(fields[at].key, field.key) != 0)
			at++;
		fields[at] = field;
		count += at == count;
	}
	organ->fields = fields;
	organ->field_count = count;
}

static void use_default_parts(struct loader *loader, struct part_declarations *parts)
{
	static const char *const usual[][2] = {
		{"sagsfremstilling", "Sagsfremstilling"},
		{"indstilling", "Indstilling"},
		{"økonomi", "Økonomi"},
		{"bilag", "Bilag"},
		{"beslutning", "Beslutning"},
	};
	enum { COUNT = sizeof(usual) / sizeof(usual[0]) };
	parts->items = arena_array(loader->arena, COUNT, sizeof(*parts->items));
	for (size_t i = 0; i < COUNT; i++) {
		parts->items[i].key = usual[i][0];
		parts->items[i].heading = read_made_up(usual[i][1]);
	}
	parts->count = COUNT;
}

/* A key can be a part or a field, not both. */
static void check_conflicts(
	struct loader *loader, const struct organ *organ, const struct part_declarations *parts)
{
	for (size_t i = 0; i < organ->field_count; i++) {
		for (size_t k = 0; k < parts->count; k++) {
			if (strcmp(organ->fields[i].key, parts->items[k].key) == 0)
				report_error(loader->report, &organ->fields[i].place,
					"part-key-taken",
					tr("'%s' is declared as a part in 'afsnit' already; choose "
					   "another "
					   "key"),
					organ->fields[i].key);
		}
	}
}

/* The declared keys that an item may have; those with a fixed meaning are not among them. */
static const char **declared_names(struct loader *loader, const struct organ *organ,
	const struct part_declarations *parts, size_t *count)
{
	const char **names =
		arena_array(loader->arena, parts->count + organ->field_count, sizeof(*names));
	size_t n = 0;
	for (size_t i = 0; i < parts->count; i++) {
		if (!meeting_is_placed_key(parts->items[i].key))
			names[n++] = parts->items[i].key;
	}
	for (size_t i = 0; i < organ->field_count; i++)
		names[n++] = organ->fields[i].key;
	*count = n;
	return names;
}

void declare_finish(struct loader *loader)
{
	struct organ *organ = &loader->meeting->organ;
	if (!organ->parts.stated)
		use_default_parts(loader, &organ->parts);
	const struct part_declarations *sub =
		organ->sub_parts.stated ? &organ->sub_parts : &organ->parts;
	check_conflicts(loader, organ, &organ->parts);
	if (sub != &organ->parts)
		check_conflicts(loader, organ, sub);
	loader->names = declared_names(loader, organ, &organ->parts, &loader->name_count);
	loader->sub_names = declared_names(loader, organ, sub, &loader->sub_name_count);
}

const struct part_declaration *part_declaration_find(
	const struct part_declarations *order, const char *key)
{
	for (size_t i = 0; i < order->count; i++)
		if (strcmp(order->items[i].key, key) == 0)
			return &order->items[i];
	return NULL;
}

const struct field_declaration *field_declaration_find(const struct organ *organ, const char *key)
{
	for (size_t i = 0; i < organ->field_count; i++)
		if (strcmp(organ->fields[i].key, key) == 0)
			return &organ->fields[i];
	return NULL;
}
