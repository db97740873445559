#include "meeting/collecting.h"

#include "base/i18n.h"
#include "meeting/collect_value.h"
#include "meeting/load.h"
#include "meeting/roster.h"

#include <string.h>

/* A fillable agenda, read back into the meeting's file of decisions. */

static const struct file_bytes no_decisions = {.path = "beslutninger.yaml", .data = ""};

/* What the file shall say of one item; it has one field of each kind. */
struct written {
	const char *path;
	struct collect_value values[3];
	size_t count;
	struct written *next;
};

struct deciding {
	struct collecting *collecting;
	const struct field_record *record;
	const char *path;              /* of the meeting */
	const struct meeting *meeting; /* without what stands in the file of decisions */
	const struct roster *roster;
	struct names items;   /* path → struct item */
	struct names written; /* path → struct written */
	struct written *first_written, **last_written;
};

static const struct markup_field *known_field(void *user, const char *name)
{
	struct arena *arena = user;
	char kind = name[FIELD_NAME_LENGTH - 1];
	if (strchr("tuf", kind) == NULL)
		return NULL;
	return field_block(arena, "", (enum field_kind)kind, NULL)->field;
}

/* The meeting beside the file, and what the file holds already. */
static bool read_files(struct deciding *deciding)
{
	struct collecting *collecting = deciding->collecting;
	struct arena *arena = collecting->arena;
	struct report *unheard = report_create(arena);
	const char *target = collecting->target;
	if (target == NULL)
		target = file_find_composed(
			arena, file_join(arena, file_folder(arena, collecting->document),
				       "beslutninger.yaml"));
	collecting->collection->target = target;
	size_t errors = report_error_count(collecting->report);
	deciding->path = file_find_composed(
		arena, file_join(arena, file_folder(arena, target), "møde.yaml"));
	if (!file_exists(deciding->path)) {
		struct place place = {.file = collecting->document};
		report_error(collecting->report, &place, "no-meeting-beside",
			tr("there is no %s; name the meeting's file of decisions with "
			   "-o FOLDER/beslutninger.yaml"),
			deciding->path);
		return false;
	}
	deciding->meeting = load_decided(arena, unheard, deciding->path, &no_decisions);
	if (report_failed(unheard)) /* once more, for everybody to hear */
		load_decided(arena, collecting->report, deciding->path, &no_decisions);
	return collecting_read_target(collecting) &&
	       report_error_count(collecting->report) == errors;
}

/* The body's name and the date; a meeting that begins at another time is the same one. */
static const char *without_start(struct arena *arena, const char *meeting)
{
	const char *slash = strrchr(meeting, '/');
	return slash != NULL ? arena_strndup(arena, meeting, (size_t)(slash - meeting)) : meeting;
}

static bool check_meeting(struct deciding *deciding)
{
	struct collecting *collecting = deciding->collecting;
	struct arena *arena = collecting->arena;
	const struct field_record *record = deciding->record;
	struct place place = {.file = collecting->document};
	const char *own = without_start(arena, field_meeting(arena, deciding->meeting));
	const char *told = without_start(arena, record->meeting);
	if (strcmp(own, told) != 0) {
		report_error(collecting->report, &place, "other-meeting",
			tr("the document belongs to the meeting %s, but %s is the meeting %s; put "
			   "the document beside its own meeting, or name that with -o; if the name "
			   "or the date has been corrected since the document was made, write back "
			   "the old one, collect, and correct it again"),
			told, deciding->path, own);
		return false;
	}
	for (int edition = MEETING_PUBLIC; edition <= MEETING_INTERNAL; edition++) {
		const struct meeting *shown =
			meeting_redact(arena, deciding->meeting, (enum meeting_edition)edition);
		if (strcmp(field_version(arena, shown), record->version) == 0)
			return true;
	}
	report_warning(collecting->report, &place, "other-agenda",
		tr("the agenda has been changed since the document was made; see that the "
		   "decisions still are about what it says"));
	return true;
}

/* Notes what the file shall say; what is said of one item is written in a row. */
static void write_value(
	struct deciding *deciding, const char *path, const struct collect_value *value)
{
	struct name *name = names_add(&deciding->written, path, strlen(path));
	struct written *written = name->object;
	if (written == NULL) {
		name->object = written = arena_alloc(deciding->collecting->arena, sizeof *written);
		written->path = path;
		*deciding->last_written = written;
		deciding->last_written = &written->next;
	}
	written->values[written->count++] = *value;
}

/* The decision stands where the item does: there nobody but a person writes. */
static void report_elsewhere(struct collecting *collecting, const struct collecting_entry *entry,
	const struct item *item, const struct collect_value *typed)
{
	struct place place = item->decision.place;
	place.item = entry->place.item;
	if (collecting->choice == COLLECT_FILE) {
		collecting_add_row(collecting, entry, COLLECT_KEPT);
		return;
	}
	report_error(collecting->report, &place, "decision-elsewhere",
		tr("the item has its decision here already, but '%s' is %s in %s; move it to the "
		   "file of decisions, or collect with --keep-file"),
		entry->key, yaml_quote(collecting->arena, typed->plain, strlen(typed->plain)),
		collecting->document);
}

static void settle(struct deciding *deciding, const struct collecting_entry *entry,
	const struct item *item, const struct collect_value *typed)
{
	struct collecting *collecting = deciding->collecting;
	struct arena *arena = collecting->arena;
	struct claim claim = {.entry = entry, .typed = typed->plain};
	struct collect_value filed = {.kind = typed->kind};
	collect_filed(arena, collecting_find(&collecting->filed, entry->item), &filed, &claim.node);
	if (item != NULL && item->decision.stated) {
		collect_own(arena, &item->decision, &filed);
		if (filed.stated && collect_is_same(arena, deciding->roster, typed, &filed))
			collecting_add_row(collecting, entry, COLLECT_UNCHANGED);
		else
			report_elsewhere(collecting, entry, item, typed);
		return;
	}
	claim.filed = filed.stated ? filed.plain : NULL;
	claim.same = filed.stated && collect_is_same(arena, deciding->roster, typed, &filed);
	if (collecting_settle(collecting, &claim))
		write_value(deciding, entry->item, typed);
}

static bool is_untouched(
	struct arena *arena, const struct filled_field *field, const struct field_entry *entry)
{
	struct buf markdown;
	buf_init(&markdown, arena);
	markup_to_markdown(&markdown, field->blocks, 0);
	return strcmp(field_hash(arena, buf_text(&markdown)), entry->initial) == 0;
}

static void collect_field(
	void *user, const struct filled_field *field, const struct collecting_entry *entry)
{
	struct deciding *deciding = user;
	struct collecting *collecting = deciding->collecting;
	struct arena *arena = collecting->arena;
	struct item *item = collecting_find(&deciding->items, entry->item);
	struct collect_value value = {.kind = (enum field_kind)field->name[FIELD_NAME_LENGTH - 1]};
	if (is_untouched(arena, field, entry->object))
		return;
	if (field->blocks == NULL) {
		const struct yaml_node *node;
		collect_filed(
			arena, collecting_find(&collecting->filed, entry->item), &value, &node);
		collecting_report_cleared(collecting, entry, value.stated ? value.plain : NULL);
		return;
	}
	if (item == NULL)
		report_warning(collecting->report, &entry->place, "item-gone",
			tr("the agenda has no item '%s' any more; what was typed is kept under "
			   "that name in the file of decisions, move or delete it there"),
			entry->item);
	if (collect_typed(arena, collecting->report, &entry->place, deciding->roster, field->blocks,
		    &value))
		settle(deciding, entry, item, &value);
}

static void add_items(
	struct deciding *deciding, struct item *items, size_t count, const char *parent)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind != ITEM_POINT)
			continue;
		const char *path = field_path(deciding->collecting->arena, parent, items[i].id);
		names_add(&deciding->items, path, strlen(path))->object = &items[i];
		add_items(deciding, items[i].items, items[i].item_count, path);
	}
}

static struct place place_of(struct deciding *deciding, const char *path)
{
	const struct item *item = collecting_find(&deciding->items, path);
	struct place place = {.file = deciding->collecting->document, .item = path};
	if (item != NULL && strchr(path, '/') == NULL)
		place.item = arena_printf(
			deciding->collecting->arena, tr("item %u, %s"), item->number, path);
	return place;
}

static void add_entries(struct deciding *deciding)
{
	struct collecting *collecting = deciding->collecting;
	const struct field_record *record = deciding->record;
	struct names turns;
	names_init(&turns, collecting->arena);
	collecting_begin(collecting, record->count);
	for (size_t i = 0; i < record->count; i++) {
		const struct field_entry *entry = &record->entries[i];
		struct name *turn = names_add(&turns, entry->path, strlen(entry->path));
		if (turn->number == 0)
			turn->number = turns.count;
		const char *key = collect_key((enum field_kind)entry->name[FIELD_NAME_LENGTH - 1]);
		struct collecting_entry added = {.name = entry->name,
			.turn = turn->number,
			.subject = arena_printf(collecting->arena, "%s, %s", entry->path, key),
			.item = entry->path,
			.key = key,
			.place = place_of(deciding, entry->path),
			.object = entry};
		collecting_add(collecting, added);
	}
}

static void index_all(struct deciding *deciding)
{
	struct arena *arena = deciding->collecting->arena;
	names_init(&deciding->items, arena);
	names_init(&deciding->written, arena);
	add_items(deciding, deciding->meeting->items, deciding->meeting->item_count, NULL);
	add_entries(deciding);
}

static void edit_file(const struct deciding *deciding, struct yaml_edit *edit)
{
	const struct written *written = deciding->first_written;
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

/* The file as it shall become, which must still go with the meeting. */
static bool write_file(struct deciding *deciding)
{
	struct collecting *collecting = deciding->collecting;
	struct collection *collection = collecting->collection;
	if (!collection->changed) {
		buf_append(&collection->text, collecting->old.data, collecting->old.size);
		return true;
	}
	struct yaml_edit *edit = yaml_edit_create(collecting->arena, collecting->root);
	edit_file(deciding, edit);
	if (!yaml_edit_finish(edit, collecting->report, &collection->text))
		return false;
	size_t errors = report_error_count(collecting->report);
	struct file_bytes new = {.path = collection->target,
		.data = buf_text(&collection->text),
		.size = collection->text.length};
	load_decided(collecting->arena, collecting->report, deciding->path, &new);
	return report_error_count(collecting->report) == errors;
}

bool collect_decisions(struct collecting *collecting, const struct field_record *record)
{
	struct deciding deciding = {.collecting = collecting, .record = record};
	size_t errors = report_error_count(collecting->report);
	deciding.last_written = &deciding.first_written;
	if (!filled_read(collecting->filled, known_field, collecting->arena) ||
		!read_files(&deciding) || !check_meeting(&deciding))
		return false;
	deciding.roster = roster_make(collecting->arena, deciding.meeting);
	index_all(&deciding);
	collecting_walk(collecting, collect_field, &deciding);
	return report_error_count(collecting->report) == errors && write_file(&deciding);
}
