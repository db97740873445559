#include "meeting/load.h"

#include "base/i18n.h"
#include "io/file.h"

#include <stdlib.h>
#include <string.h>

/*
 * Items that were written for another meeting: `fra: ../../tmu/2025-02-04#kloak`. The case is taken
 * over, not what that meeting made of it: its decision becomes an earlier one.
 */

/* An item of such a meeting. */
struct passed {
	const char *id; /* "parent/own" for one within an item */
	const struct item *item;
	bool closed; /* it, or what it is within */
};

/* A meeting that an item was taken over from; as a rule read once however many ask for it. */
struct carried {
	const char *path;              /* real */
	const char *file;              /* as it shows in messages */
	const struct meeting *meeting; /* NULL while it is being read, and after errors */
	bool reading;
	bool unresolved;      /* some items of it are */
	struct passed *items; /* sorted by id */
	const char **ids;     /* theirs */
	size_t item_count, item_capacity;
	struct carried *next;
};

/* "meeting#item": the path and the id. False and an error if it is something else. */
static bool split(
	struct loader *loader, const struct yaml_node *value, const char **path, const char **id)
{
	struct text text = {0};
	if (value->kind == YAML_SCALAR)
		text = read_line_of(loader, value);
	const char *hash = text.bytes != NULL ? strrchr(text.bytes, '#') : NULL;
	if (hash == NULL || hash == text.bytes || hash[1] == '\0') {
		struct place place = yaml_place(value);
		report_error(loader->report, &place, "bad-origin",
			tr("'fra' names a meeting and an item of it, as in 'fra: "
			   "../../tmu/2025-02-04#kloak'"));
		return false;
	}
	*path = arena_strndup(loader->arena, text.bytes, (size_t)(hash - text.bytes));
	*id = hash + 1;
	return true;
}

static void report_circle(struct loader *loader, const struct place *place)
{
	report_error(loader->report, place, "origin-circle",
		tr("the items are taken over from each other in a circle; write this one in one "
		   "of the meetings"));
}

static bool has_unresolved(const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].unresolved || has_unresolved(items[i].items, items[i].item_count))
			return true;
	return false;
}

/* Reads a meeting whose faults are its own affair. */
static void read_meeting(struct loader *loader, const struct place *place, struct carried *carried)
{
	const char *path = carried->file;
	struct report *report = report_create(loader->arena);
	carried->reading = true;
	loader->family->depth++;
	const struct meeting *meeting = load_meeting(loader->arena, report, path, loader->family);
	loader->family->depth--;
	carried->reading = false;
	if (report_failed(report))
		report_error(loader->report, place, "faulty-origin",
			tr("the meeting '%s' has faults itself; 'referent check %s' tells which"),
			path, path);
	else
		carried->meeting = meeting;
	carried->unresolved =
		carried->meeting != NULL && has_unresolved(meeting->items, meeting->item_count);
}

/* Reads one again that has unresolved items: what they go back to may be known by now. */
static void read_again(struct loader *loader, const struct place *place, struct carried *carried)
{
	if (loader->family->read_again == LOAD_MAX_CARRIED)
		return;
	loader->family->read_again++;
	*carried = (struct carried){
		.path = carried->path, .file = carried->file, .next = carried->next};
	read_meeting(loader, place, carried);
}

static struct carried *find_meeting(
	struct loader *loader, const struct place *place, const char *path)
{
	struct arena *arena = loader->arena;
	if (file_is_folder(path))
		path = file_find_composed(arena, file_join(arena, path, "møde.yaml"));
	if (!file_check(arena, loader->report, place, path, loader->root))
		return NULL;
	const char *real = file_real_path(arena, path);
	struct carried *carried = loader->family->carried;
	while (carried != NULL && strcmp(carried->path, real) != 0)
		carried = carried->next;
	if (carried != NULL)
		return carried;
	if (loader->family->depth == LOAD_MAX_CARRIED) {
		report_error(loader->report, place, "meeting-limit",
			tr("the item goes back through more than %d meetings; write its text here"),
			LOAD_MAX_CARRIED);
		return NULL;
	}
	carried = arena_alloc(arena, sizeof *carried);
	*carried = (struct carried){.path = real, .file = path, .next = loader->family->carried};
	loader->family->carried = carried;
	read_meeting(loader, place, carried);
	return carried;
}

const struct meeting *carry_meeting(
	struct loader *loader, const struct place *place, const char *path)
{
	struct carried *carried = find_meeting(loader, place, path);
	if (carried == NULL)
		return NULL;
	if (carried->unresolved)
		read_again(loader, place, carried);
	if (!carried->unresolved)
		return carried->meeting;
	report_circle(loader, place);
	return NULL;
}

static void list_items(struct arena *arena, struct carried *carried, const struct item *items,
	size_t count, const struct passed *around)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind != ITEM_POINT)
			continue;
		struct passed passed = {items[i].id, &items[i], items[i].closed};
		if (around != NULL) {
			passed.id = arena_printf(arena, "%s/%s", around->id, items[i].id);
			passed.closed |= around->closed;
		}
		carried->items = arena_grow(arena, carried->items, carried->item_count,
			&carried->item_capacity, sizeof *carried->items);
		carried->items[carried->item_count++] = passed;
		list_items(arena, carried, items[i].items, items[i].item_count, &passed);
	}
}

static int compare_passed(const void *a, const void *b)
{
	return strcmp(((const struct passed *)a)->id, ((const struct passed *)b)->id);
}

/* Lists a meeting's items; as many items may be taken over from one meeting as it has. */
static void sort_items(struct arena *arena, struct carried *carried)
{
	const struct meeting *meeting = carried->meeting;
	if (carried->ids != NULL)
		return;
	list_items(arena, carried, meeting->items, meeting->item_count, NULL);
	if (carried->item_count > 0)
		qsort(carried->items, carried->item_count, sizeof *carried->items, compare_passed);
	carried->ids = arena_array(arena, carried->item_count + 1, sizeof *carried->ids);
	for (size_t i = 0; i < carried->item_count; i++)
		carried->ids[i] = carried->items[i].id;
}

static const struct passed *find_item(struct loader *loader, const struct yaml_node *value,
	struct carried *carried, const char *id)
{
	const struct passed wanted = {.id = id};
	sort_items(loader->arena, carried);
	const struct passed *found = NULL;
	if (carried->item_count > 0)
		found = bsearch(&wanted, carried->items, carried->item_count,
			sizeof *carried->items, compare_passed);
	if (found != NULL)
		return found;
	struct place place = yaml_place(value);
	const char *nearest = read_nearest(loader, id, carried->ids, carried->item_count);
	if (nearest != NULL)
		report_error(loader->report, &place, "unknown-origin",
			tr("the meeting has no item '%s'; did you mean '%s'?"),
			read_quote(loader, id), nearest);
	else
		report_error(loader->report, &place, "unknown-origin",
			tr("the meeting has no item '%s'; write the id of one after '#'"),
			read_quote(loader, id));
	return NULL;
}

/* What the other body calls a part stands over it where this one does not know the part. */
static void carry_parts(struct loader *loader, const struct item *from, const struct organ *organ,
	struct item *item)
{
	const struct part_declarations *here = &loader->meeting->organ.parts;
	item->parts =
		arena_array(loader->arena, from->part_count + here->count + 1, sizeof *item->parts);
	item->part_count = from->part_count;
	for (size_t i = 0; i < from->part_count; i++) {
		struct part_text *part = &item->parts[i];
		*part = from->parts[i];
		if (part->has_heading || part_declaration_find(here, part->key) != NULL)
			continue;
		const struct part_declaration *there =
			part_declaration_find(&organ->parts, part->key);
		part->has_heading = there != NULL;
		part->heading = there != NULL ? there->heading : (struct text){0};
	}
}

/* In this body's order; those that it does not declare come last, under the other's label. */
static void carry_fields(struct loader *loader, const struct item *from, struct item *item)
{
	const struct organ *organ = &loader->meeting->organ;
	item->fields = arena_array(
		loader->arena, organ->field_count + from->field_count, sizeof *item->fields);
	for (size_t i = 0; i < organ->field_count; i++)
		for (size_t j = 0; j < from->field_count; j++)
			if (strcmp(from->fields[j].declaration->key, organ->fields[i].key) == 0)
				item->fields[item->field_count++] =
					(struct field){&organ->fields[i], from->fields[j].value};
	for (size_t j = 0; j < from->field_count; j++)
		if (field_declaration_find(organ, from->fields[j].declaration->key) == NULL)
			item->fields[item->field_count++] = from->fields[j];
}

static void carry_attachments(struct loader *loader, const struct item *from, struct item *item)
{
	item->attachments =
		arena_array(loader->arena, from->attachment_count, sizeof *item->attachments);
	item->attachment_count = from->attachment_count;
	for (size_t i = 0; i < from->attachment_count; i++) {
		item->attachments[i] = from->attachments[i];
		material_find_attachment(loader, &item->attachments[i]);
	}
}

static void carry_decision(struct loader *loader, const struct yaml_node *value,
	const struct meeting *meeting, const struct item *from, struct item *item)
{
	bool decided = from->decision.stated && from->withdrawn.bytes == NULL;
	item->earlier = arena_array(loader->arena, from->earlier_count + 1, sizeof *item->earlier);
	if (decided)
		item->earlier[item->earlier_count++] = (struct earlier){
			.organ = meeting->organ.name,
			.has_date = meeting->has_date,
			.date = meeting->date,
			.number = read_made_up(arena_printf(loader->arena, "%u", from->number)),
			.meeting = meeting,
			.item = from,
			.closed = item->closed,
			.public_text = item->closed ? from->public_decision : (struct text){0},
			.place = yaml_place(value),
		};
	for (size_t i = 0; i < from->earlier_count; i++) {
		struct earlier *earlier = &item->earlier[item->earlier_count++];
		*earlier = from->earlier[i];
		/* an entry that names no body means its own, and that is another one here */
		if (earlier->organ.bytes == NULL)
			earlier->organ = meeting->organ.name;
		earlier->closed |= item->closed;
	}
}

/* Leaves open an item whose origin is not known yet. Who takes it over in the end goes in a circle;
 * for the other items of its meeting it is no matter. */
static bool leave_unresolved(struct item *item, const struct yaml_node *value, const char *id)
{
	const char *own = strrchr(id, '/');
	item->id = own != NULL ? own + 1 : id;
	item->id_node = value;
	item->unresolved = true;
	return true;
}

bool carry_item(struct loader *loader, const struct yaml_node *value, struct item *item)
{
	const char *path, *id;
	if (!split(loader, value, &path, &id))
		return false;
	struct place place = yaml_place(value);
	struct carried *carried = find_meeting(loader, &place, load_path_of(loader, value, path));
	if (carried != NULL && carried->reading)
		return leave_unresolved(item, value, id);
	if (carried == NULL || carried->meeting == NULL)
		return false;
	const struct passed *passed = find_item(loader, value, carried, id);
	if (passed != NULL && passed->item->unresolved) {
		read_again(loader, &place, carried);
		passed = carried->meeting != NULL ? find_item(loader, value, carried, id) : NULL;
	}
	if (passed == NULL)
		return false;
	if (passed->item->unresolved && loader->family->depth > 0)
		return leave_unresolved(item, value, id);
	if (passed->item->unresolved) {
		report_circle(loader, &place);
		return false;
	}
	const struct meeting *meeting = carried->meeting;
	const struct item *from = passed->item;
	item->id = from->id;
	item->id_node = value;
	item->title = from->title;
	item->sagsnr = from->sagsnr;
	item->doknr = from->doknr;
	item->jnr = from->jnr;
	item->sagsgang = from->sagsgang;
	item->sagstype = from->sagstype;
	item->closed = passed->closed;
	item->ground = from->ground;
	item->public_title = from->public_title;
	carry_parts(loader, from, &meeting->organ, item);
	carry_fields(loader, from, item);
	carry_attachments(loader, from, item);
	carry_decision(loader, value, meeting, from, item);
	return true;
}
