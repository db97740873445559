#include "meeting/collecting.h"

#include "base/i18n.h"
#include "io/yaml_edit.h"
#include "meeting/load.h"
#include "meeting/roster.h"

#include <string.h>

static const struct file_bytes no_decisions = {.path = "beslutninger.yaml", .data = ""};

static const struct markup_field *known_field(void *user, const char *name)
{
	struct arena *arena = user;
	char kind = name[FIELD_NAME_LENGTH - 1];
	if (strchr("tuf", kind) == NULL)
		return NULL;
	return field_block(arena, "", (enum field_kind)kind, NULL)->field;
}

static void add_items(
	struct collecting *collecting, struct item *items, size_t count, const char *parent)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind != ITEM_POINT)
			continue;
		const char *path = field_path(collecting->arena, parent, items[i].id);
		names_add(&collecting->items, path, strlen(path))->object = &items[i];
		add_items(collecting, items[i].items, items[i].item_count, path);
	}
}

/* The record of the document; NULL after an error. */
static const struct field_record *read_record(
	struct collecting *collecting, const struct filled *filled)
{
	struct place place = {.file = collecting->document};
	if (filled->property == NULL) {
		report_error(collecting->report, &place, "not-fillable",
			tr("the document has no fields to collect; make one with 'referent "
			   "dagsorden --fillable' and type the decisions into that"));
		return NULL;
	}
	struct field_record *record = field_record_parse(collecting->arena, filled->property);
	if (record == NULL)
		report_error(collecting->report, &place, "not-fillable",
			tr("what the document says of its fields cannot be read; it was damaged, "
			   "or written by another version of referent"));
	return record;
}

/* The meeting beside the file, and what the file holds already. */
static bool read_files(struct collecting *collecting, const char *target)
{
	struct arena *arena = collecting->arena;
	struct report *unheard = report_create(arena);
	size_t errors = report_error_count(collecting->report);
	collecting->path = file_find_composed(
		arena, file_join(arena, file_folder(arena, target), "møde.yaml"));
	if (!file_exists(collecting->path)) {
		struct place place = {.file = collecting->document};
		report_error(collecting->report, &place, "no-meeting-beside",
			tr("there is no %s; name the meeting's file of decisions with "
			   "-o FOLDER/beslutninger.yaml"),
			collecting->path);
		return false;
	}
	collecting->meeting = load_decided(arena, unheard, collecting->path, &no_decisions);
	if (report_failed(unheard)) /* once more, for everybody to hear */
		load_decided(arena, collecting->report, collecting->path, &no_decisions);
	if (file_exists(target)) {
		if (file_read(arena, collecting->report, NULL, target, NULL, FILE_LIMIT_YAML,
			    &collecting->old))
			collecting->root = yaml_parse(arena, collecting->report, &collecting->old);
		if (collecting->root != NULL && collecting->root->kind != YAML_MAPPING) {
			struct place place = yaml_place(collecting->root);
			report_error(collecting->report, &place, "wrong-kind",
				tr("the file must hold keys with values, 'key: value' on a line "
				   "each"));
		}
	}
	return report_error_count(collecting->report) == errors;
}

static bool check_meeting(struct collecting *collecting)
{
	struct arena *arena = collecting->arena;
	const struct field_record *record = collecting->record;
	struct place place = {.file = collecting->document};
	const char *own = field_meeting(arena, collecting->meeting);
	if (strcmp(own, record->meeting) != 0) {
		report_error(collecting->report, &place, "other-meeting",
			tr("the document belongs to the meeting %s, but %s is the meeting %s; put "
			   "the document beside its own meeting, or name that with -o"),
			record->meeting, collecting->path, own);
		return false;
	}
	for (int edition = MEETING_PUBLIC; edition <= MEETING_INTERNAL; edition++) {
		const struct meeting *shown =
			meeting_redact(arena, collecting->meeting, (enum meeting_edition)edition);
		if (strcmp(field_version(arena, shown), record->version) == 0)
			return true;
	}
	report_warning(collecting->report, &place, "other-agenda",
		tr("the agenda has been changed since the document was made; see that the "
		   "decisions still are about what it says"));
	return true;
}

static void add_row(struct collecting *collecting, const char *path, enum field_kind kind,
	enum collect_outcome outcome)
{
	struct collection *collection = collecting->collection;
	collection->rows = arena_grow(collecting->arena, collection->rows, collection->count,
		&collection->capacity, sizeof *collection->rows);
	collection->rows[collection->count++] =
		(struct collect_row){.path = path, .key = collect_key(kind), .outcome = outcome};
}

/* Notes what the file shall say; what is said of one item is written in a row. */
static void write_value(
	struct collecting *collecting, const char *path, const struct collect_value *value)
{
	struct name *name = names_add(&collecting->written, path, strlen(path));
	struct written *written = name->object;
	collecting->collection->changed = true;
	if (written == NULL) {
		name->object = written = arena_alloc(collecting->arena, sizeof *written);
		written->path = path;
		*collecting->last_written = written;
		collecting->last_written = &written->next;
	}
	written->values[written->count++] = *value;
}

static void edit_file(struct collecting *collecting, struct yaml_edit *edit)
{
	const struct written *written = collecting->first_written;
	for (; written != NULL; written = written->next) {
		for (size_t i = 0; i < written->count; i++) {
			const struct collect_value *value = &written->values[i];
			const char *key = collect_key(value->kind);
			if (value->kind == FIELD_ABSENT)
				yaml_edit_set_list(
					edit, written->path, key, value->names, value->name_count);
			else
				yaml_edit_set(
					edit, written->path, key, value->text, strlen(value->text));
		}
	}
}

/* Somebody has taken away what stood in the field. */
static void report_cleared(
	struct collecting *collecting, const char *path, const struct collect_value *filed)
{
	struct place place = collecting_place(collecting, path);
	if (filed->stated)
		report_warning(collecting->report, &place, "field-cleared",
			tr("the field for '%s' has been emptied, but the file says %s; delete it "
			   "there if that is meant"),
			collect_key(filed->kind),
			yaml_quote(collecting->arena, filed->plain, strlen(filed->plain)));
}

static void report_conflict(struct collecting *collecting, const char *path,
	const struct yaml_node *node, const struct collect_value *typed,
	const struct collect_value *filed)
{
	const char *in_document, *in_file;
	struct place place = yaml_place(node);
	place.item = collecting_place(collecting, path).item;
	collect_excerpts(collecting->arena, typed->plain, filed->plain, &in_document, &in_file);
	report_error(collecting->report, &place, "collect-conflict",
		tr("'%s' is %s here, but %s in %s; collect with --keep-file or --use-document, or "
		   "correct one of the two"),
		collect_key(typed->kind), in_file, in_document, collecting->document);
}

/* The decision stands where the item does: there nobody but a person writes. */
static void report_elsewhere(struct collecting *collecting, const char *path,
	const struct item *item, const struct collect_value *typed)
{
	struct place place = item->decision.place;
	place.item = collecting_place(collecting, path).item;
	if (collecting->choice == COLLECT_FILE) {
		add_row(collecting, path, typed->kind, COLLECT_KEPT);
		return;
	}
	report_error(collecting->report, &place, "decision-elsewhere",
		tr("the item has its decision here already, but '%s' is %s in %s; move it to the "
		   "file of decisions, or collect with --keep-file"),
		collect_key(typed->kind),
		yaml_quote(collecting->arena, typed->plain, strlen(typed->plain)),
		collecting->document);
}

static void settle(struct collecting *collecting, const char *path, const struct item *item,
	const struct collect_value *typed)
{
	const struct yaml_node *node;
	struct collect_value filed = {.kind = typed->kind};
	collect_filed(collecting->arena, collecting_find(&collecting->filed, path), &filed, &node);
	if (item != NULL && item->decision.stated) {
		collect_own(collecting->arena, &item->decision, &filed);
		if (filed.stated &&
			collect_is_same(collecting->arena, collecting->roster, typed, &filed))
			add_row(collecting, path, typed->kind, COLLECT_UNCHANGED);
		else
			report_elsewhere(collecting, path, item, typed);
	} else if (!filed.stated) {
		write_value(collecting, path, typed);
		add_row(collecting, path, typed->kind, COLLECT_NEW);
	} else if (collect_is_same(collecting->arena, collecting->roster, typed, &filed)) {
		add_row(collecting, path, typed->kind, COLLECT_UNCHANGED);
	} else if (collecting->choice == COLLECT_DOCUMENT) {
		write_value(collecting, path, typed);
		add_row(collecting, path, typed->kind, COLLECT_REPLACED);
	} else if (collecting->choice == COLLECT_FILE) {
		add_row(collecting, path, typed->kind, COLLECT_KEPT);
	} else {
		report_conflict(collecting, path, node, typed, &filed);
	}
}

static bool is_untouched(
	struct arena *arena, const struct filled_field *field, const struct field_entry *entry)
{
	struct buf markdown;
	buf_init(&markdown, arena);
	markup_to_markdown(&markdown, field->blocks, 0);
	return strcmp(field_hash(arena, buf_text(&markdown)), entry->initial) == 0;
}

static void collect_field(struct collecting *collecting, const struct filled_field *field,
	const struct field_entry *entry)
{
	struct arena *arena = collecting->arena;
	const char *path = entry->path;
	struct item *item = collecting_find(&collecting->items, path);
	struct place place = collecting_place(collecting, path);
	struct collect_value value = {.kind = (enum field_kind)field->name[FIELD_NAME_LENGTH - 1]};
	if (field->pictures)
		report_warning(collecting->report, &place, "field-picture",
			tr("a picture in the field is not collected; put its file beside the "
			   "meeting and write ![what it shows](file) in the decision"));
	if (is_untouched(arena, field, entry)) {
		collecting->collection->empty += field->blocks == NULL ? 1 : 0;
		return;
	}
	if (field->blocks == NULL) {
		const struct yaml_node *node;
		collect_filed(arena, collecting_find(&collecting->filed, path), &value, &node);
		report_cleared(collecting, path, &value);
		return;
	}
	if (item == NULL)
		report_warning(collecting->report, &place, "item-gone",
			tr("the agenda has no item '%s' any more; what was typed is kept under "
			   "that name in the file of decisions, move or delete it there"),
			path);
	if (collect_typed(
		    arena, collecting->report, &place, collecting->roster, field->blocks, &value))
		settle(collecting, path, item, &value);
}

static void collect_fields(struct collecting *collecting, struct filled *filled)
{
	struct names seen;
	names_init(&seen, collecting->arena);
	collecting_find_moved(collecting, filled);
	for (size_t i = 0; i < filled->count; i++) {
		const struct filled_field *field = &filled->fields[i];
		const struct field_entry *entry =
			collecting_find(&collecting->entries, field->name);
		names_add(&seen, field->name, strlen(field->name));
		if (entry == NULL)
			collecting_report_foreign(collecting);
		else if (field->state != FILLED_WHOLE)
			collecting_report_disorder(collecting, field, entry->path);
		else
			collect_field(collecting, field, entry);
	}
	collecting_report_gone(collecting, &seen);
}

static void index_all(struct collecting *collecting)
{
	names_init(&collecting->items, collecting->arena);
	names_init(&collecting->entries, collecting->arena);
	names_init(&collecting->filed, collecting->arena);
	names_init(&collecting->written, collecting->arena);
	add_items(collecting, collecting->meeting->items, collecting->meeting->item_count, NULL);
	for (size_t i = 0; i < collecting->record->count; i++) {
		struct field_entry *entry = &collecting->record->entries[i];
		names_add(&collecting->entries, entry->name, strlen(entry->name))->object = entry;
	}
	for (size_t i = 0; collecting->root != NULL && i < collecting->root->count; i++) {
		const char *key = collecting->root->keys[i]->text;
		names_add(&collecting->filed, key, strlen(key))->object =
			collecting->root->items[i];
	}
}

/* The file as it shall become, which must still go with the meeting. */
static bool write_file(struct collecting *collecting, const char *target)
{
	struct collection *collection = collecting->collection;
	if (!collection->changed) {
		buf_append(&collection->text, collecting->old.data, collecting->old.size);
		return true;
	}
	struct yaml_edit *edit = yaml_edit_create(collecting->arena, collecting->root);
	edit_file(collecting, edit);
	if (!yaml_edit_finish(edit, collecting->report, &collection->text))
		return false;
	size_t errors = report_error_count(collecting->report);
	struct file_bytes new = {.path = target,
		.data = buf_text(&collection->text),
		.size = collection->text.length};
	load_decided(collecting->arena, collecting->report, collecting->path, &new);
	return report_error_count(collecting->report) == errors;
}

struct collection *collect(struct arena *arena, struct report *report,
	const struct file_bytes *document, const char *target, enum collect_choice choice)
{
	struct collecting collecting = {.arena = arena,
		.report = report,
		.document = document->path,
		.choice = choice,
		.collection = arena_alloc(arena, sizeof(struct collection))};
	size_t errors = report_error_count(report);
	buf_init(&collecting.collection->text, arena);
	struct filled *filled = filled_read(arena, report, document, known_field, arena);
	if (filled == NULL)
		return NULL;
	collecting.record = read_record(&collecting, filled);
	if (collecting.record == NULL || !read_files(&collecting, target) ||
		!check_meeting(&collecting))
		return NULL;
	collecting.roster = roster_make(arena, collecting.meeting);
	collecting.last_written = &collecting.first_written;
	index_all(&collecting);
	collect_fields(&collecting, filled);
	if (report_error_count(report) > errors || !write_file(&collecting, target))
		return NULL;
	return collecting.collection;
}
