#include "meeting/collect.h"

#include "base/i18n.h"
#include "meeting/collecting.h"
#include "meeting/field.h"
#include "meeting/form.h"

#include <string.h>

/* What is the same for all documents that are collected. */

void collecting_begin(struct collecting *collecting, size_t count)
{
	names_init(&collecting->names, collecting->arena);
	collecting->entries = arena_array(collecting->arena, count, sizeof *collecting->entries);
}

void collecting_add(struct collecting *collecting, struct collecting_entry entry)
{
	struct collecting_entry *added = &collecting->entries[collecting->count++];
	*added = entry;
	names_add(&collecting->names, entry.name, strlen(entry.name))->object = added;
}

void *collecting_find(const struct names *names, const char *text)
{
	const struct name *name = names_find(names, text, strlen(text));
	return name != NULL ? name->object : NULL;
}

bool collecting_read_target(struct collecting *collecting)
{
	struct arena *arena = collecting->arena;
	const char *target = collecting->collection->target;
	names_init(&collecting->filed, arena);
	if (!file_exists(target))
		return true;
	if (!file_read(arena, collecting->report, NULL, target, NULL, FILE_LIMIT_YAML,
		    &collecting->old))
		return false;
	size_t errors = report_error_count(collecting->report);
	collecting->root = yaml_parse(arena, collecting->report, &collecting->old);
	if (collecting->root != NULL && collecting->root->kind != YAML_MAPPING) {
		struct place place = yaml_place(collecting->root);
		report_error(collecting->report, &place, "wrong-kind",
			tr("the file must hold keys with values, 'key: value' on a line each"));
	}
	if (report_error_count(collecting->report) > errors)
		return false;
	for (size_t i = 0; i < collecting->root->count; i++) {
		const char *key = collecting->root->keys[i]->text;
		names_add(&collecting->filed, key, strlen(key))->object =
			collecting->root->items[i];
	}
	return true;
}

static void report_picture(
	const struct collecting *collecting, const struct collecting_entry *entry)
{
	report_warning(collecting->report, &entry->place, "field-picture",
		tr("a picture in the field is not collected; put its file beside the YAML file and "
		   "write ![what it shows](file) in the text"));
}

void collecting_walk(struct collecting *collecting, collecting_each *each, void *user)
{
	struct names seen;
	names_init(&seen, collecting->arena);
	collecting_find_moved(collecting);
	for (size_t i = 0; i < collecting->filled->count; i++) {
		const struct filled_field *field = &collecting->filled->fields[i];
		const struct collecting_entry *entry =
			collecting_find(&collecting->names, field->name);
		names_add(&seen, field->name, strlen(field->name));
		if (entry == NULL) {
			collecting_report_foreign(collecting);
		} else if (field->state != FILLED_WHOLE) {
			collecting_report_disorder(collecting, field, entry);
		} else {
			if (field->pictures)
				report_picture(collecting, entry);
			each(user, field, entry);
		}
	}
	collecting_report_gone(collecting, &seen);
	collecting_report_outside(collecting);
}

void collecting_add_row(struct collecting *collecting, const struct collecting_entry *entry,
	enum collect_outcome outcome)
{
	struct collection *collection = collecting->collection;
	collection->rows = arena_grow(collecting->arena, collection->rows, collection->count,
		&collection->capacity, sizeof *collection->rows);
	collection->rows[collection->count++] =
		(struct collect_row){.item = entry->item, .key = entry->key, .outcome = outcome};
}

void collecting_report_cleared(
	struct collecting *collecting, const struct collecting_entry *entry, const char *filed)
{
	if (filed != NULL)
		report_warning(collecting->report, &entry->place, "field-cleared",
			tr("the field for '%s' has been emptied, but the file says %s; delete it "
			   "there if that is meant"),
			entry->key, yaml_quote(collecting->arena, filed, strlen(filed)));
}

static const char *excerpt(struct arena *arena, const char *text, size_t from)
{
	const char *quoted = yaml_quote(arena, text + from, strlen(text + from));
	return from == 0 ? quoted : arena_printf(arena, "… %s", quoted);
}

/* Two texts from where they begin to differ, short enough for a message. */
static void show_both(
	struct arena *arena, const struct claim *claim, const char **typed, const char **filed)
{
	enum { SHOWN = 30 };
	const char *a = claim->typed, *b = claim->filed;
	size_t same = 0, from = 0;
	while (a[same] != '\0' && a[same] == b[same])
		same++;
	/* some words before, so that one sees where it is */
	for (size_t i = 0; i < same; i++)
		if (same - i > SHOWN / 2 && same > SHOWN && a[i] == ' ')
			from = i + 1;
	*typed = excerpt(arena, a, from);
	*filed = excerpt(arena, b, from);
}

static void report_conflict(struct collecting *collecting, const struct claim *claim)
{
	const char *in_document, *in_file;
	struct place place = yaml_place(claim->node);
	place.item = claim->entry->place.item;
	show_both(collecting->arena, claim, &in_document, &in_file);
	report_error(collecting->report, &place, "collect-conflict",
		tr("'%s' is %s here, but %s in %s; collect with --keep-file or --use-document, or "
		   "correct one of the two"),
		claim->entry->key, in_file, in_document, collecting->document);
}

bool collecting_settle(struct collecting *collecting, const struct claim *claim)
{
	bool written =
		claim->filed == NULL || (!claim->same && collecting->choice == COLLECT_DOCUMENT);
	if (written) {
		collecting->collection->changed = true;
		collecting_add_row(collecting, claim->entry,
			claim->filed == NULL ? COLLECT_NEW : COLLECT_REPLACED);
	} else if (claim->same) {
		collecting_add_row(collecting, claim->entry, COLLECT_UNCHANGED);
	} else if (collecting->choice == COLLECT_FILE) {
		collecting_add_row(collecting, claim->entry, COLLECT_KEPT);
	} else {
		report_conflict(collecting, claim);
	}
	return written;
}

/* Whatever the document says of its fields says which kind of document it is. */
static bool collect_kind(struct collecting *collecting)
{
	struct place place = {.file = collecting->document};
	const char *property = collecting->filled->property;
	if (property == NULL) {
		report_error(collecting->report, &place, "not-fillable",
			tr("the document has no fields to collect; make one with 'referent "
			   "dagsorden' and --fillable (for decisions) or --form (for an item), and "
			   "type into that"));
		return false;
	}
	const struct field_record *record = field_record_parse(collecting->arena, property);
	const struct form *form = form_parse(collecting->arena, property);
	if (record != NULL)
		return collect_decisions(collecting, record);
	if (form != NULL)
		return collect_form(collecting, form);
	report_error(collecting->report, &place, "not-fillable",
		tr("what the document says of its fields cannot be read; it was damaged, or "
		   "written by another version of referent"));
	return false;
}

struct collection *collect(struct arena *arena, struct report *report,
	const struct file_bytes *document, const char *target, enum collect_choice choice)
{
	struct collecting collecting = {.arena = arena,
		.report = report,
		.document = document->path,
		.choice = choice,
		.target = target,
		.collection = arena_alloc(arena, sizeof(struct collection))};
	buf_init(&collecting.collection->text, arena);
	collecting.filled = filled_open(arena, report, document);
	if (collecting.filled == NULL || !collect_kind(&collecting))
		return NULL;
	return collecting.collection;
}
