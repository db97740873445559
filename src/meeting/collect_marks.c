#include "meeting/collecting.h"

#include "base/i18n.h"

#include <string.h>

/* Fields whose marks an editor has left in disorder. */

/* With --keep-file the file is right, whatever has become of a field. */
static void report_cut(struct collecting *collecting, const struct place *place)
{
	const char *message = tr("one of the field's two marks has been deleted, so nobody knows "
				 "where it ends; write what was typed into the file yourself and "
				 "collect with --keep-file");
	if (collecting->choice == COLLECT_FILE)
		report_warning(collecting->report, place, "field-cut", "%s", message);
	else
		report_error(collecting->report, place, "field-cut", "%s", message);
}

void collecting_report_disorder(struct collecting *collecting, const struct filled_field *field,
	const struct collecting_entry *entry)
{
	const struct collecting_entry *other =
		field->other != NULL ? collecting_find(&collecting->names, field->other) : NULL;
	const char *message;
	if (field->state == FILLED_CUT) {
		report_cut(collecting, &entry->place);
		return;
	}
	if (field->state == FILLED_TWICE)
		message = tr("the field stands at two places, copied from one to the other; delete "
			     "the one that is wrong, or collect with --keep-file");
	else if (other != NULL)
		message = arena_printf(collecting->arena,
			tr("the field is mixed up with that of '%s', cut and pasted from one place "
			   "to another; undo that in the document, or collect with --keep-file"),
			other->subject);
	else
		message =
			tr("the field is mixed up, cut and pasted from one place to another; undo "
			   "that in the document, or collect with --keep-file");
	if (collecting->choice == COLLECT_FILE)
		report_warning(collecting->report, &entry->place, "field-mixed", "%s", message);
	else
		report_error(collecting->report, &entry->place, "field-mixed", "%s", message);
}

/* A field that has left no mark: somebody has deleted it with all that stood around it. */
void collecting_report_gone(struct collecting *collecting, const struct names *seen)
{
	for (size_t i = 0; i < collecting->count; i++) {
		const struct collecting_entry *entry = &collecting->entries[i];
		if (names_find(seen, entry->name, strlen(entry->name)) == NULL)
			report_warning(collecting->report, &entry->place, "field-gone",
				tr("the field for '%s' is no longer in the document; what the file "
				   "says of it stays"),
				entry->key);
	}
}

/* The turn of a field, from 1; 0: it is not the document's own. */
static size_t turn_of(const struct collecting *collecting, const struct filled_field *field)
{
	const struct collecting_entry *entry = collecting_find(&collecting->names, field->name);
	return entry != NULL ? entry->turn : 0;
}

static void mix(struct filled_field *field, const struct filled_field *owner)
{
	if (field->state != FILLED_WHOLE)
		return;
	field->state = FILLED_MIXED;
	field->other = owner->name;
}

/* Fields that stand in another order than they were written in: what is typed there may be about
 * something else. */
void collecting_find_moved(struct collecting *collecting)
{
	struct filled *filled = collecting->filled;
	size_t highest = 0, lowest = SIZE_MAX, owner = 0;
	for (size_t i = 0; i < filled->count; i++) {
		size_t turn = turn_of(collecting, &filled->fields[i]);
		if (turn == 0)
			continue;
		if (turn < highest)
			mix(&filled->fields[i], &filled->fields[owner]);
		owner = turn > highest ? i : owner;
		highest = turn > highest ? turn : highest;
	}
	for (size_t i = filled->count; i-- > 0;) {
		size_t turn = turn_of(collecting, &filled->fields[i]);
		if (turn == 0)
			continue;
		if (turn > lowest)
			mix(&filled->fields[i], &filled->fields[owner]);
		owner = turn < lowest ? i : owner;
		lowest = turn < lowest ? turn : lowest;
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
