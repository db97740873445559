#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/form.h"

#include <string.h>

/*
 * afsnit, underafsnit and felter: the keys of an item that are the municipality's own; and what the
 * form says in its fields, hjælpetekster.
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

/* The help texts so far may be for parts that a body does without; those of file aside. */
static void put_helps_behind(struct organ *organ, const char *file)
{
	for (size_t i = 0; i < organ->help_count; i++)
		if (file == NULL || strcmp(organ->helps[i].place.file, file) != 0)
			organ->helps[i].farther = true;
}

void declare_finish_kommune(struct loader *loader)
{
	if (!loader->meeting->organ.parts.stated)
		put_helps_behind(&loader->meeting->organ, NULL);
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
	if (parts == &loader->meeting->organ.parts)
		put_helps_behind(&loader->meeting->organ, yaml_place(key).file);
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

/* Keys and texts that a farther mapping may have declared already. */
struct labels {
	struct field_declaration **items;
	size_t *count;
	bool own; /* the keys are the organ's own: none that has a meaning already */
};

/* A nearer mapping adds to a farther one: labels are replaced key by key. */
static void merge_labels(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, const struct labels *labels)
{
	size_t count = *labels->count;
	struct field_declaration *items =
		arena_array(loader->arena, count + value->count, sizeof(*items));
	if (count > 0)
		memcpy(items, *labels->items, count * sizeof(*items));
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *name = value->keys[i];
		if (too_many(loader, key, count))
			break;
		struct field_declaration item = {
			.key = utf8_compose(loader->arena, name->text, name->length),
			.place = yaml_place(name),
		};
		if ((labels->own && is_taken(loader, name, item.key)) ||
			!read_is_scalar(loader, name, value->items[i]))
			continue;
		item.label = read_line_of(loader, value->items[i]);
		size_t at = 0;
		while (at < count && strcmp(items[at].key, item.key) != 0)
			at++;
		items[at] = item;
		count += at == count;
	}
	*labels->items = items;
	*labels->count = count;
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
	struct labels labels = {&organ->fields, &organ->field_count, true};
	merge_labels(loader, key, value, &labels);
}

void declare_helps(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct organ *organ = target;
	struct labels labels = {&organ->helps, &organ->help_count, false};
	if (read_is_mapping(loader, key, value))
		merge_labels(loader, key, value, &labels);
	else
		organ->help_count = 0;
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

static void report_help(struct loader *loader, const struct field_declaration *help,
	const char *const *names, size_t count)
{
	const char *nearest = read_nearest(loader, help->key, names, count);
	const char *quoted = read_quote(loader, help->key);
	if (nearest != NULL)
		report_error(loader->report, &help->place, "unknown-help-key",
			tr("the form has no field '%s'; did you mean '%s'?"), quoted, nearest);
	else if (meeting_is_placed_key(help->key))
		report_error(loader->report, &help->place, "unknown-help-key",
			tr("the form has no field '%s'; take its help text away"), quoted);
	else
		report_error(loader->report, &help->place, "unknown-help-key",
			tr("the form has no field '%s'; declare it in 'afsnit' or 'felter', or "
			   "take its help text away"),
			quoted);
}

static void check_helps(struct loader *loader, const struct organ *organ)
{
	size_t count = 0;
	while (form_item_keys[count] != NULL)
		count++;
	const char **names =
		arena_array(loader->arena, count + loader->name_count + 1, sizeof(*names));
	memcpy(names, form_item_keys, count * sizeof(*names));
	if (loader->name_count > 0)
		memcpy(names + count, loader->names, loader->name_count * sizeof(*names));
	for (size_t i = 0; i < organ->help_count; i++) {
		const struct field_declaration *help = &organ->helps[i];
		if (!help->farther && !is_among(names, help->key))
			report_help(loader, help, names, count + loader->name_count);
	}
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
	if (!loader->incomplete)
		check_helps(loader, organ);
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
