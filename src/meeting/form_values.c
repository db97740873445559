#include "meeting/form.h"
#include "meeting/values.h"

static const char document_title[] = "Punkt til dagsordenen";

static void push_field(struct arena *arena, struct value_list *list, const char *name,
	const struct form_field *field)
{
	struct value_map *map = value_map_create_for(arena, 3);
	value_map_set(arena, map, "nøgle", value_text(field->key));
	value_map_set(arena, map, name, value_text(field->label));
	value_map_set(arena, map, "felt", value_rich(form_block(arena, field)));
	value_list_push(arena, list, value_map(map));
}

const struct value_map *form_values(struct arena *arena, struct report *report,
	const struct meeting *body, const struct form *form)
{
	size_t errors = report_error_count(report);
	struct values values = values_of(arena, report, body, MEETING_AGENDA);
	struct value_list *facts = value_list_create(arena), *parts = value_list_create(arena);
	for (size_t i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i];
		if (field->kind == FORM_LINE || field->kind == FORM_CLOSED)
			push_field(arena, facts, "navn", field);
		else
			push_field(arena, parts, "overskrift", field);
	}
	struct value_map *globals = value_map_create(arena);
	value_map_set(arena, globals, "organ", values_organ(&values));
	value_map_set(arena, globals, "dokumenttitel", value_text(document_title));
	value_map_set(arena, globals, "oplysninger", value_list(facts));
	value_map_set(arena, globals, "afsnit", value_list(parts));
	return report_error_count(report) > errors ? NULL : globals;
}
