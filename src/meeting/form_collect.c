#include "meeting/collecting.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "io/yaml_write.h"
#include "meeting/address.h"
#include "meeting/form_answer.h"

#include <string.h>

/* A form, read back into an item's file. */

struct forming {
	struct collecting *collecting;
	struct yaml_edit *edit;
	const struct collecting_entry **standing; /* fields whose help text nobody has taken away */
	size_t standing_count;
	bool typed; /* somebody has typed something */
	bool titled;
	bool closed;
};

static const struct markup_field *known_field(void *user, const char *name)
{
	struct collecting *collecting = user;
	const struct collecting_entry *entry = collecting_find(&collecting->names, name);
	return entry != NULL ? form_block(collecting->arena, entry->object)->field : NULL;
}

/* The document's name with .yaml in place of its ending. */
static const char *default_target(struct arena *arena, const char *document)
{
	const char *slash = strrchr(document, '/'), *dot = strrchr(document, '.');
	size_t length = dot != NULL && dot > document && (slash == NULL || dot > slash + 1)
				? (size_t)(dot - document)
				: strlen(document);
	return file_find_composed(arena, arena_printf(arena, "%.*s.yaml", (int)length, document));
}

/* Files of other kinds are not for items. */
static bool check_target(struct collecting *collecting)
{
	static const char *const others[] = {
		"møde.yaml", "organ.yaml", "kommune.yaml", "beslutninger.yaml"};
	const char *target = collecting->collection->target, *slash = strrchr(target, '/');
	const char *name = slash != NULL ? slash + 1 : target;
	name = utf8_compose(collecting->arena, name, strlen(name));
	struct place place = {.file = collecting->document};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(name, others[i]) == 0) {
			report_error(collecting->report, &place, "not-an-item",
				tr("the document is the form of an item, but %s is another kind of "
				   "file; name one for the item with -o"),
				target);
			return false;
		}
	return true;
}

static void add_entries(struct collecting *collecting, const struct form *form)
{
	collecting_begin(collecting, form->count);
	for (size_t i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i];
		struct collecting_entry entry = {.name = field->name,
			.turn = i + 1,
			.subject = field->label,
			.key = field->key,
			.place = {.file = collecting->document, .item = field->label},
			.object = field};
		collecting_add(collecting, entry);
	}
}

/* Whether the item has a title or is closed, as the document or the file says. */
static void note(struct forming *forming, const struct form_answer *value, bool title)
{
	if (title)
		forming->titled = true;
	if (value->kind == FORM_CLOSED && strcmp(value->text, form_open) != 0)
		forming->closed = true;
}

static bool is_title(const char *key)
{
	return strcmp(key, "titel") == 0;
}

static void note_filed(struct forming *forming, const struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		struct form_answer filed;
		const struct form_field *field = &form->fields[i];
		if (!is_title(field->key) && field->kind != FORM_CLOSED)
			continue;
		form_answer_filed(forming->collecting->arena, field,
			collecting_find(&forming->collecting->filed, field->key), &filed);
		if (filed.stated)
			note(forming, &filed, is_title(field->key));
	}
}

static bool is_closed(struct arena *arena, const struct yaml_node *attachment)
{
	static const struct form_field field = {.key = "lukket", .kind = FORM_CLOSED};
	struct form_answer said;
	if (attachment == NULL || attachment->kind != YAML_MAPPING)
		return false;
	form_answer_filed(arena, &field, yaml_get(attachment, field.key), &said);
	return said.stated && strcmp(said.text, form_open) != 0;
}

/* What has another title in the form is a new attachment, and an open one. */
static void report_taken_out(
	const struct forming *forming, const struct form_answer *filed, const bool *used)
{
	struct collecting *collecting = forming->collecting;
	for (size_t i = 0; i < filed->count; i++) {
		if (used[i] || !is_closed(collecting->arena, filed->nodes[i]))
			continue;
		struct place place = yaml_place(filed->nodes[i]);
		report_warning(collecting->report, &place, "closed-dropped",
			tr("the closed attachment %s is not in the form and goes out of the file; "
			   "if it has another title there, write 'lukket: ja' at that"),
			yaml_quote(collecting->arena, filed->titles[i], strlen(filed->titles[i])));
	}
}

/* Of the titles that the file has already everything stays that it says of them. */
static void put_titles(struct forming *forming, const char *key, const struct form_answer *typed,
	const struct form_answer *filed)
{
	struct arena *arena = forming->collecting->arena;
	const struct yaml_node **kept = arena_array(arena, typed->count, sizeof *kept);
	size_t *next = arena_array(arena, filed->count, sizeof *next); /* called the same, or 0 */
	bool *used = arena_array(arena, filed->count, sizeof *used);
	struct names names;
	names_init(&names, arena);
	for (size_t i = filed->count; i-- > 0;) {
		struct name *name = names_add(&names, filed->titles[i], strlen(filed->titles[i]));
		next[i] = name->number;
		name->number = i + 1;
	}
	for (size_t i = 0; i < typed->count; i++) {
		struct name *name = names_find(&names, typed->titles[i], strlen(typed->titles[i]));
		if (name == NULL || name->number == 0)
			continue;
		kept[i] = filed->nodes[name->number - 1];
		used[name->number - 1] = true;
		name->number = next[name->number - 1];
	}
	report_taken_out(forming, filed, used);
	yaml_edit_put_list(forming->edit, key, typed->titles, kept, typed->count);
}

static void put_answer(struct forming *forming, const char *key, const struct form_answer *typed,
	const struct form_answer *filed, const struct yaml_node *node)
{
	struct yaml_edit *edit = forming->edit;
	bool ground = typed->kind == FORM_CLOSED && strcmp(typed->text, form_open) != 0 &&
		      strcmp(typed->text, form_closed) != 0;
	if (typed->kind == FORM_LIST)
		put_titles(forming, key, typed, filed);
	else if (ground)
		yaml_edit_put_pair(edit, key, "grund", typed->text);
	else if (typed->kind == FORM_TEXT && node != NULL && node->kind == YAML_MAPPING)
		yaml_edit_set(edit, key, "tekst", typed->text, strlen(typed->text));
	else
		yaml_edit_put(edit, key, typed->text);
}

static void settle(struct forming *forming, const struct collecting_entry *entry,
	const struct form_answer *typed, const struct form_answer *filed,
	const struct yaml_node *node)
{
	struct collecting *collecting = forming->collecting;
	struct claim claim = {.entry = entry, .node = node, .typed = typed->plain};
	note(forming, typed, is_title(entry->key));
	/* an item is open unless it says otherwise */
	if (typed->kind == FORM_CLOSED && strcmp(typed->text, form_open) == 0 && !filed->stated)
		return;
	claim.filed = filed->stated ? filed->plain : NULL;
	claim.same = filed->stated && form_answer_is_same(collecting->arena, typed, filed);
	if (collecting_settle(collecting, &claim))
		put_answer(forming, entry->key, typed, filed, node);
}

static void collect_field(
	void *user, const struct filled_field *filled, const struct collecting_entry *entry)
{
	struct forming *forming = user;
	struct collecting *collecting = forming->collecting;
	const struct form_field *field = entry->object;
	const struct yaml_node *node = collecting_find(&collecting->filed, field->key);
	struct form_answer typed, filed;
	form_answer_filed(collecting->arena, field, node, &filed);
	forming->typed = forming->typed || filled->blocks != NULL;
	if (filled->placeholder && !field->may_stay)
		forming->standing[forming->standing_count++] = entry;
	else if (filled->blocks == NULL && !filled->placeholder)
		collecting_report_cleared(collecting, entry, filed.stated ? filed.plain : NULL);
	else if (filled->blocks != NULL && form_answer_typed(collecting->arena, collecting->report,
						   &entry->place, field, filled->blocks, &typed))
		settle(forming, entry, &typed, &filed, node);
}

static void report_standing(struct forming *forming)
{
	struct collecting *collecting = forming->collecting;
	struct place place = {.file = collecting->document};
	if (!forming->typed && forming->standing_count > 0) {
		report_error(collecting->report, &place, "help-text-left",
			tr("nobody has typed anything into the form yet; write instead of the help "
			   "texts, and delete those that are not needed"));
		return;
	}
	for (size_t i = 0; i < forming->standing_count; i++)
		report_error(collecting->report, &forming->standing[i]->place, "help-text-left",
			tr("the help text still stands in the field; write instead of it, or "
			   "delete it"));
}

static void check_title(struct forming *forming)
{
	struct collecting *collecting = forming->collecting;
	struct place place = {.file = collecting->document};
	if (!forming->titled && !forming->closed)
		report_error(collecting->report, &place, "missing-key",
			tr("the item has no title; type one into the form"));
}

/* Whether the meeting at path names the file of the item already. */
static bool is_named(struct arena *arena, const char *path, const char *name)
{
	struct report *unheard = report_create(arena);
	struct file_bytes bytes;
	name += strncmp(name, "./", 2) == 0 ? 2 : 0;
	if (!file_read(arena, unheard, NULL, path, NULL, FILE_LIMIT_YAML, &bytes))
		return false;
	const struct yaml_node *root = yaml_parse(arena, unheard, &bytes);
	const struct yaml_node *items =
		root != NULL && root->kind == YAML_MAPPING ? yaml_get(root, "punkter") : NULL;
	for (size_t i = 0; items != NULL && items->kind == YAML_SEQUENCE && i < items->count; i++) {
		const char *text =
			items->items[i]->kind == YAML_SCALAR ? items->items[i]->text : "";
		text += strncmp(text, "./", 2) == 0 ? 2 : 0;
		if (strcmp(utf8_compose(arena, text, strlen(text)),
			    utf8_compose(arena, name, strlen(name))) == 0)
			return true;
	}
	return false;
}

/* What names the item in the meeting whose folder holds its file, or the folder of that. */
static const char *agenda_entry(struct arena *arena, const char *target)
{
	static const char ending[] = ".yaml"; /* makes a path of a name without a folder */
	const char *folder = file_folder(arena, target), *slash = strrchr(target, '/');
	const char *name = slash != NULL ? slash + 1 : target;
	const char *meeting = file_find_composed(arena, file_join(arena, folder, "møde.yaml"));
	if (!file_exists(meeting)) {
		const char *above = file_join(arena, folder, "..");
		const char *way = address_way(arena, above, folder);
		meeting = file_find_composed(arena, file_join(arena, above, "møde.yaml"));
		if (!file_exists(meeting) || way == NULL)
			return NULL;
		name = file_join(arena, way, name);
	} else if (strlen(name) <= strlen(ending) ||
		   strcmp(name + strlen(name) - strlen(ending), ending) != 0) {
		name = arena_printf(arena, "./%s", name);
	}
	if (is_named(arena, meeting, name))
		return NULL;
	struct buf out;
	buf_init(&out, arena);
	yaml_write_scalar(&out, name, strlen(name), 0, false);
	return buf_text(&out);
}

bool collect_form(struct collecting *collecting, const struct form *form)
{
	struct arena *arena = collecting->arena;
	struct collection *collection = collecting->collection;
	struct forming forming = {.collecting = collecting};
	size_t errors = report_error_count(collecting->report);
	collection->target = collecting->target != NULL
				     ? collecting->target
				     : default_target(arena, collecting->document);
	add_entries(collecting, form);
	forming.standing = arena_array(arena, form->count, sizeof *forming.standing);
	if (!filled_read(collecting->filled, known_field, collecting) ||
		!check_target(collecting) || !collecting_read_target(collecting))
		return false;
	note_filed(&forming, form);
	forming.edit = yaml_edit_create(arena, collecting->root);
	collecting_walk(collecting, collect_field, &forming);
	report_standing(&forming);
	if (report_error_count(collecting->report) == errors)
		check_title(&forming);
	if (report_error_count(collecting->report) > errors)
		return false;
	collection->entry = agenda_entry(arena, collection->target);
	if (collection->changed)
		return yaml_edit_finish(forming.edit, collecting->report, &collection->text);
	buf_append(&collection->text, collecting->old.data, collecting->old.size);
	return true;
}
