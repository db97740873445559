#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * Items. One comes from up to two mappings, the standing item and the keys beside `fast`, read one
 * over the other. What depends on the whole of it (items within it) is read after both.
 */

struct draft {
	struct item item;
	const struct yaml_node *children; /* underpunkter */
	const struct item *parent;
	bool in_file;     /* reading a file of its own */
	bool in_standing; /* reading the standing item */
};

static void read_id(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct draft *draft = target;
	struct place place = yaml_place(value);
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	if (text.bytes == NULL)
		return;
	if (draft->in_standing) {
		report_warning(loader->report, &place, "standing-id",
			tr("the id of a standing item is its key in 'faste_punkter', so this one "
			   "means nothing; remove it"));
		return;
	}
	if (strchr(text.bytes, '/') != NULL ||
		text.bytes[strspn(text.bytes, "0123456789")] == '\0') {
		report_error(loader->report, &place, "bad-id",
			tr("an id holds a letter and no '/'; '%s' will not do"),
			read_quote(loader, text.bytes));
		return;
	}
	draft->item.id = text.bytes;
	draft->item.id_node = value;
}

static const struct read_rule ground_rows[] = {{"grund", read_text, 0}, {0}};
const struct read_rules item_ground_rules = {.rows = ground_rows};

static void read_closed(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = &((struct draft *)target)->item;
	item->closed_stated = true;
	item->ground = (struct text){0};
	if (value->kind == YAML_MAPPING) {
		item->closed = true;
		read_mapping(loader, value, &item_ground_rules, &item->ground);
	} else {
		read_yes_no(loader, key, value, &item->closed);
	}
}

static void read_tid(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = &((struct draft *)target)->item;
	read_time_range(loader, key, value, &item->start, &item->end, &item->time);
}

/* What it says is printed; as a yes/no it would print "ja", or withdraw the item that it shall not. */
static void read_withdrawn(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	static const char *const answers[] = {"ja", "nej", "Ja", "Nej", "true", "false"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (value->kind == YAML_SCALAR && strcmp(value->text, answers[i]) == 0) {
			struct place place = yaml_place(value);
			report_error(loader->report, &place, "withdrawn-text",
				tr("'udgår' is the text that the document shows; write 'udgår: "
				   "Taget af dagsordenen', or remove the key"));
			return;
		}
	read_line(loader, key, value, target);
}

static void read_supplement(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = &((struct draft *)target)->item;
	(void)key;
	read_date(loader, value, &item->added, &item->added_on);
}

static void read_children(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct draft *draft = target;
	if (draft->parent != NULL) {
		struct place place = yaml_place(key);
		report_error(loader->report, &place, "nested-items",
			tr("an item within an item cannot hold items itself; put them in the list "
			   "above"));
		return;
	}
	draft->children = read_is_list(loader, key, value) ? value : NULL;
}

static void read_fast(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	const struct draft *draft = target;
	(void)value;
	if (draft->in_file || draft->in_standing) {
		struct place place = yaml_place(key);
		report_error(loader->report, &place, "nested-file",
			tr("the file of an item cannot bring in another one; put '%s' in the "
			   "meeting"),
			"fast");
	}
}

/* The keys of an item; an offset of 0 means the whole draft. */
static const struct read_rule point_rows[] = {
	{"titel", read_line, offsetof(struct draft, item.title)},
	{"id", read_id, 0},
	{"sagsnr", read_line, offsetof(struct draft, item.sagsnr)},
	{"doknr", read_line, offsetof(struct draft, item.doknr)},
	{"jnr", read_line, offsetof(struct draft, item.jnr)},
	{"sagsgang", read_lines, offsetof(struct draft, item.sagsgang)},
	{"sagstype", read_line, offsetof(struct draft, item.sagstype)},
	{"lukket", read_closed, 0},
	{"offentlig_titel", read_line, offsetof(struct draft, item.public_title)},
	{"offentlig_beslutning", read_text, offsetof(struct draft, item.public_decision)},
	{"tid", read_tid, 0},
	{"varighed", read_duration, offsetof(struct draft, item)},
	{"deltagere", read_texts, offsetof(struct draft, item.participants)},
	{"tidsplan", material_read_timetable, offsetof(struct draft, item.timetable)},
	{"bilag", material_read_attachments, offsetof(struct draft, item)},
	{"tidligere", material_read_earlier, offsetof(struct draft, item)},
	{"fra", read_ignore, 0}, /* read before the keys beside it */
	{"underpunkter", read_children, 0},
	{"tillæg", read_supplement, 0},
	{"haster", read_text, offsetof(struct draft, item.urgent)},
	{"udgår", read_withdrawn, offsetof(struct draft, item.withdrawn)},
	{"beslutning", decision_read, offsetof(struct draft, item.decision)},
	{"fast", read_fast, 0},
	{0},
};

static const struct read_rule pause_rows[] = {
	{"pause", read_line, offsetof(struct draft, item.caption)},
	{"tid", read_tid, 0},
	{"varighed", read_duration, offsetof(struct draft, item)},
	{"fast", read_fast, 0},
	{0},
};

static const struct read_rule heading_rows[] = {
	{"mellemoverskrift", read_line, offsetof(struct draft, item.caption)},
	{"fast", read_fast, 0},
	{0},
};

const struct read_rules item_point_rules = {.rows = point_rows};
const struct read_rules item_pause_rules = {.rows = pause_rows};
const struct read_rules item_heading_rules = {.rows = heading_rows};

static const char *find_name(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return names[i];
	}
	return NULL;
}

/* Puts the fields in the order in which they are declared; an empty value takes one away. */
static void put_field(struct loader *loader, struct item *item,
	const struct field_declaration *declaration, struct text value)
{
	size_t at = 0;
	while (at < item->field_count && item->fields[at].declaration < declaration)
		at++;
	bool there = at < item->field_count && item->fields[at].declaration == declaration;
	if (value.bytes == NULL) {
		if (there) {
			item->field_count--;
			memmove(&item->fields[at], &item->fields[at + 1],
				(item->field_count - at) * sizeof(*item->fields));
		}
		return;
	}
	if (item->fields == NULL)
		item->fields = arena_array(
			loader->arena, loader->meeting->organ.field_count, sizeof(*item->fields));
	if (!there) {
		memmove(&item->fields[at + 1], &item->fields[at],
			(item->field_count - at) * sizeof(*item->fields));
		item->field_count++;
	}
	item->fields[at] = (struct field){declaration, value};
}

/* A key that is the municipality's own. */
static bool read_declared(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct draft *draft = target;
	const char *text = utf8_compose(loader->arena, key->text, key->length);
	const char *name = draft->parent == NULL
				   ? find_name(loader->names, loader->name_count, text)
				   : find_name(loader->sub_names, loader->sub_name_count, text);
	if (name == NULL)
		return loader->incomplete;
	const struct field_declaration *field =
		field_declaration_find(&loader->meeting->organ, name);
	if (field == NULL)
		part_read_into(loader, key, value, name, &draft->item);
	else if (read_is_scalar(loader, key, value))
		put_field(loader, &draft->item, field, read_line_of(loader, value));
	return true;
}

static void read_into(struct loader *loader, const struct yaml_node *mapping, struct draft *draft)
{
	struct read_rules rules = {
		.rows = point_rows, .other = read_declared, .declared_in = "afsnit"};
	if (draft->item.kind == ITEM_PAUSE) {
		rules = (struct read_rules){.rows = pause_rows};
	} else if (draft->item.kind == ITEM_HEADING) {
		rules = (struct read_rules){.rows = heading_rows};
	} else if (draft->parent == NULL) {
		rules.more = loader->names;
		rules.more_count = loader->name_count;
	} else {
		rules.more = loader->sub_names;
		rules.more_count = loader->sub_name_count;
		if (loader->meeting->organ.sub_parts.stated)
			rules.declared_in = "underafsnit";
	}
	read_mapping(loader, mapping, &rules, draft);
}

/* The mapping in the file that an entry names, or NULL after an error. */
static const struct yaml_node *read_item_file(
	struct loader *loader, const struct yaml_node *entry, bool in_file)
{
	struct place place = yaml_place(entry);
	struct text text = read_line_of(loader, entry);
	if (text.bytes == NULL) {
		report_error(loader->report, &place, "wrong-kind",
			tr("an item is missing after '-'; write 'titel: ' and its title"));
		return NULL;
	}
	if (in_file) {
		report_error(loader->report, &place, "nested-file",
			tr("the file of an item cannot bring in another one; put '%s' in the "
			   "meeting"),
			read_quote(loader, text.bytes));
		return NULL;
	}
	bool path = strchr(text.bytes, '/') != NULL ||
		    (text.length > 5 && strcmp(text.bytes + text.length - 5, ".yaml") == 0) ||
		    (text.length > 4 && strcmp(text.bytes + text.length - 4, ".yml") == 0);
	if (!path) {
		report_error(loader->report, &place, "wrong-kind",
			tr("'%s' is neither an item nor the path of one; write 'titel: ' before a "
			   "title, 'fast: ' before a standing item's key"),
			read_quote(loader, text.bytes));
		return NULL;
	}
	return load_file(loader, entry, load_path(loader, entry));
}

static enum item_kind kind_of(const struct yaml_node *base, const struct yaml_node *own)
{
	if (yaml_get(own, "pause") != NULL || (base != NULL && yaml_get(base, "pause") != NULL))
		return ITEM_PAUSE;
	if (yaml_get(own, "mellemoverskrift") != NULL ||
		(base != NULL && yaml_get(base, "mellemoverskrift") != NULL))
		return ITEM_HEADING;
	return ITEM_POINT;
}

static void begin_draft(
	struct draft *draft, const struct yaml_node *entry, const struct item *parent, bool in_file)
{
	*draft = (struct draft){.parent = parent, .in_file = in_file};
	struct item *item = &draft->item;
	item->place = yaml_place(entry);
	item->start.minutes = item->end.minutes = -1;
	item->scheduled_start.minutes = item->scheduled_end.minutes = -1;
	item->duration_min = -1;
}

/* What an item must say once everything of it has been read. */
static bool finish_item(struct loader *loader, const struct yaml_node *mapping, struct draft *draft)
{
	struct item *item = &draft->item;
	bool closed = item->closed || (draft->parent != NULL && draft->parent->closed);
	if (item->kind == ITEM_POINT) {
		bool known = !item->unresolved && !loader->incomplete;
		if (item->title.bytes == NULL && !closed && known)
			read_missing(
				loader, mapping, "titel", tr("'titel: ' and the item's title"));
		/* Who says 'lukket: nej' beside them knows what the public will see. */
		bool said = closed || item->closed_stated;
		mistakes_check_public(loader, &item->public_title, "offentlig_titel", said);
		mistakes_check_public(loader, &item->public_decision, "offentlig_beslutning", said);
	} else if (item->kind == ITEM_PAUSE) {
		if (item->caption.bytes == NULL)
			item->caption = read_made_up("Pause");
	} else if (draft->parent != NULL) {
		report_error(loader->report, &item->place, "wrong-kind",
			tr("a heading stands between the items of the meeting, not within an "
			   "item"));
		return false;
	} else if (item->caption.bytes == NULL) {
		read_missing(loader, mapping, "mellemoverskrift",
			tr("'mellemoverskrift: ' and its text"));
	}
	return true;
}

static void read_list(struct loader *loader, const struct yaml_node *list,
	const struct item *parent, bool in_file, struct item **items, size_t *count)
{
	*items = NULL;
	*count = 0;
	if (loader->item_total > LOAD_MAX_ITEMS)
		return;
	size_t room = LOAD_MAX_ITEMS + 1 - loader->item_total;
	*items = arena_array(
		loader->arena, list->count < room ? list->count : room, sizeof(**items));
	for (size_t i = 0; i < list->count; i++) {
		if (++loader->item_total > LOAD_MAX_ITEMS) {
			struct place place = yaml_place(list->items[i]);
			report_error(loader->report, &place, "meeting-limit",
				tr("the meeting has more than %d items"), LOAD_MAX_ITEMS);
			return;
		}
		if (item_read_entry(loader, list->items[i], parent, in_file, &(*items)[*count]))
			++*count;
	}
}

/* Where an item comes from. */
struct origin {
	const struct yaml_node *mapping;  /* in the list, or in the file that it names */
	const struct yaml_node *standing; /* what `fast` stands for, or NULL */
	const struct yaml_node *fast;
	bool in_file;
};

/* Finds the mappings of an entry. False after an error. */
static bool find_origin(
	struct loader *loader, const struct yaml_node *entry, bool in_file, struct origin *origin)
{
	*origin = (struct origin){.mapping = entry, .in_file = in_file};
	if (entry->kind == YAML_SCALAR) {
		origin->mapping = read_item_file(loader, entry, in_file);
		origin->in_file = true;
		return origin->mapping != NULL;
	}
	if (entry->kind == YAML_SEQUENCE) {
		struct place place = yaml_place(entry);
		report_error(loader->report, &place, "wrong-kind",
			tr("an item must be keys with values, but a list stands here"));
		return false;
	}
	origin->fast = in_file ? NULL : yaml_get(entry, "fast");
	if (origin->fast == NULL)
		return true;
	/* What the keys beside it override is not known without the standing item. */
	origin->standing = standing_find(loader, origin->fast);
	return origin->standing != NULL;
}

/* Takes over what `fra` names, beside the item's keys or in the standing item. False after an error. */
static bool carry(struct loader *loader, const struct origin *origin, struct item *item)
{
	const struct yaml_node *from = yaml_get(origin->mapping, "fra");
	if (from == NULL && origin->standing != NULL)
		from = yaml_get(origin->standing, "fra");
	return from == NULL || from->empty_plain || carry_item(loader, from, item);
}

bool item_read_entry(struct loader *loader, const struct yaml_node *entry,
	const struct item *parent, bool in_file, struct item *item)
{
	struct origin origin;
	struct draft draft;
	if (!find_origin(loader, entry, in_file, &origin))
		return false;
	begin_draft(&draft, origin.mapping, parent, origin.in_file);
	draft.item.kind = kind_of(origin.standing, origin.mapping);
	if (!carry(loader, &origin, &draft.item))
		return false;
	if (origin.standing != NULL) {
		draft.in_standing = true;
		read_into(loader, origin.standing, &draft);
		draft.in_standing = false;
		draft.item.id = read_line_of(loader, origin.fast).bytes;
		draft.item.id_node = origin.fast;
	}
	read_into(loader, origin.mapping, &draft);
	if (!finish_item(loader, origin.mapping, &draft))
		return false;
	*item = draft.item;
	if (draft.children != NULL)
		read_list(loader, draft.children, item,
			origin.in_file || draft.children->source != origin.mapping->source,
			&item->items, &item->item_count);
	return true;
}

void item_read_agenda(struct loader *loader, const struct yaml_node *list)
{
	struct meeting *meeting = loader->meeting;
	read_list(loader, list, NULL, false, &meeting->items, &meeting->item_count);
}
