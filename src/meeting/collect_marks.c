#include "meeting/collecting.h"

#include "base/i18n.h"
#include "meeting/load.h"

#include <string.h>

/* Fields whose marks an editor has left in disorder. */

void *collecting_find(const struct names *names, const char *text)
{
	const struct name *name = names_find(names, text, strlen(text));
	return name != NULL ? name->object : NULL;
}

struct place collecting_place(const struct collecting *collecting, const char *path)
{
	const struct item *item = collecting_find(&collecting->items, path);
	struct place place = {.file = collecting->document, .item = path};
	if (item != NULL && strchr(path, '/') == NULL)
		place.item = arena_printf(collecting->arena, tr("item %u, %s"), item->number, path);
	return place;
}

static const char *entry_path(const struct collecting *collecting, const char *name)
{
	const struct field_entry *entry = collecting_find(&collecting->entries, name);
	return entry != NULL ? entry->path : NULL;
}

/* With --keep-file the file is right, whatever has become of a field. */
static void report_cut(struct collecting *collecting, const struct place *place)
{
	const char *message = tr("one of the field's two marks has been deleted, so nobody knows "
				 "where it ends; write the decision into the file yourself and "
				 "collect with --keep-file");
	if (collecting->choice == COLLECT_FILE)
		report_warning(collecting->report, place, "field-cut", "%s", message);
	else
		report_error(collecting->report, place, "field-cut", "%s", message);
}

void collecting_report_disorder(
	struct collecting *collecting, const struct filled_field *field, const char *path)
{
	struct place place = collecting_place(collecting, path);
	const char *other = field->other != NULL ? entry_path(collecting, field->other) : NULL;
	const char *message;
	if (field->state == FILLED_CUT) {
		report_cut(collecting, &place);
		return;
	}
	if (field->state == FILLED_TWICE)
		message = tr("the field stands at two places, copied from one to the other; delete "
			     "the one that is wrong, or collect with --keep-file");
	else if (other != NULL)
		message = arena_printf(collecting->arena,
			tr("the field is mixed up with that of '%s', cut and pasted from one place "
			   "to another; undo that in the document, or collect with --keep-file"),
			other);
	else
		message =
			tr("the field is mixed up, cut and pasted from one place to another; undo "
			   "that in the document, or collect with --keep-file");
	if (collecting->choice == COLLECT_FILE)
		report_warning(collecting->report, &place, "field-mixed", "%s", message);
	else
		report_error(collecting->report, &place, "field-mixed", "%s", message);
}

/* A field that has left no mark: somebody has deleted it with all that stood around it. */
void collecting_report_gone(struct collecting *collecting, const struct names *seen)
{
	for (size_t i = 0; i < collecting->record->count; i++) {
		const struct field_entry *entry = &collecting->record->entries[i];
		struct place place = collecting_place(collecting, entry->path);
		if (names_find(seen, entry->name, strlen(entry->name)) == NULL)
			report_warning(collecting->report, &place, "field-gone",
				tr("the field for '%s' is no longer in the document; what the file "
				   "says of it stays"),
				collect_key((enum field_kind)entry->name[FIELD_NAME_LENGTH - 1]));
	}
}

/* Items that stand in another order than they were written in: what is typed there may be about
 * another one. */
void collecting_find_moved(struct collecting *collecting, struct filled *filled)
{
	struct arena *arena = collecting->arena;
	const struct field_entry *entries = collecting->record->entries;
	size_t *turns = arena_array(arena, filled->count, sizeof *turns);
	struct names order;
	names_init(&order, arena);
	for (size_t i = 0; i < collecting->record->count; i++) {
		struct name *name = names_add(&order, entries[i].path, strlen(entries[i].path));
		if (name->number == 0)
			name->number = order.count;
	}
	size_t highest = 0, lowest = SIZE_MAX, owner = 0;
	for (size_t i = 0; i < filled->count; i++) {
		const char *path = entry_path(collecting, filled->fields[i].name);
		if (path == NULL)
			continue;
		turns[i] = names_find(&order, path, strlen(path))->number;
		if (turns[i] < highest && filled->fields[i].state == FILLED_WHOLE) {
			filled->fields[i].state = FILLED_MIXED;
			filled->fields[i].other = filled->fields[owner].name;
		}
		owner = turns[i] > highest ? i : owner;
		highest = turns[i] > highest ? turns[i] : highest;
	}
	for (size_t i = filled->count; i-- > 0;) {
		if (turns[i] == 0)
			continue;
		if (turns[i] > lowest && filled->fields[i].state == FILLED_WHOLE) {
			filled->fields[i].state = FILLED_MIXED;
			filled->fields[i].other = filled->fields[owner].name;
		}
		owner = turns[i] < lowest ? i : owner;
		lowest = turns[i] < lowest ? turns[i] : lowest;
	}
}

void collecting_report_foreign(struct collecting *collecting)
{
	struct place place = {.file = collecting->document};
	if (collecting->choice == COLLECT_FILE)
		return;
	report_error(collecting->report, &place, "field-mixed",
		tr("a field of another document has been pasted into this one; delete it, or "
		   "collect with --keep-file"));
}
