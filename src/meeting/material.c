#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/address.h"

#include <string.h>

/*
 * What lies beside an item's text: attachments, earlier decisions, the timetable.
 */

void material_find_attachment(struct loader *loader, struct attachment *attachment)
{
	if (attachment->path == NULL)
		return;
	attachment->file = address_path(loader->arena, loader->here, attachment->path);
	attachment->address = address_of_file(loader->arena, loader->here, attachment->path);
}

static void read_attachment_file(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct attachment *attachment = target;
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	if (text.bytes == NULL)
		return;
	attachment->path = load_checked_path(loader, value);
	material_find_attachment(loader, attachment);
	/* Without a title the name of the file has to do. */
	const char *name = strrchr(text.bytes, '/');
	if (attachment->title.bytes == NULL && (name == NULL || name[1] != '\0')) {
		attachment->title = read_made_up(name != NULL ? name + 1 : text.bytes);
		attachment->title.node = value;
	}
}

static void read_attachment_title(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct attachment *attachment = target;
	if (!value->empty_plain)
		read_line(loader, key, value, &attachment->title);
}

static void read_attachment_closed(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct attachment *attachment = target;
	read_yes_no(loader, key, value, &attachment->closed);
	attachment->closed_stated = true;
}

static const struct read_rule attachment_rows[] = {
	{"titel", read_attachment_title, 0},
	{"doknr", read_line, offsetof(struct attachment, doknr)},
	{"fil", read_attachment_file, 0},
	{"lukket", read_attachment_closed, 0},
	{0},
};

const struct read_rules material_attachment_rules = {.rows = attachment_rows};

static bool read_attachment(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct attachment *attachment)
{
	*attachment = (struct attachment){.place = yaml_place(value)};
	if (value->kind != YAML_MAPPING) {
		if (!read_is_scalar(loader, key, value))
			return false;
		attachment->title = read_line_of(loader, value);
		if (attachment->title.bytes == NULL && !value->empty_plain)
			report_error(loader->report, &attachment->place, "missing-key",
				tr("the attachment has no title; write it, or remove the line"));
		return attachment->title.bytes != NULL;
	}
	read_mapping(loader, value, &material_attachment_rules, attachment);
	if (attachment->title.bytes == NULL) {
		read_missing(loader, value, "titel", tr("'titel: ' and the attachment's title"));
		return false;
	}
	return true;
}

void material_read_attachments(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = target;
	item->attachments = NULL;
	item->attachment_count = 0;
	bool single = value->kind == YAML_SCALAR && !value->empty_plain &&
		      strcspn(value->text, "\r\n") >= value->length - (value->length > 0);
	if (!single && !read_is_list(loader, key, value))
		return;
	size_t count = single ? 1 : value->count;
	item->attachments = arena_array(loader->arena, count, sizeof(*item->attachments));
	for (size_t i = 0; i < count; i++) {
		struct attachment *attachment = &item->attachments[item->attachment_count];
		if (!read_attachment(loader, key, single ? value : value->items[i], attachment))
			continue;
		attachment->number = (unsigned)++item->attachment_count;
	}
}

static void read_earlier_heading(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct earlier *earlier = target;
	earlier->has_heading = true;
	read_line(loader, key, value, &earlier->heading);
}

static void read_earlier_date(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct earlier *earlier = target;
	(void)key;
	read_date(loader, value, &earlier->has_date, &earlier->date);
}

static const struct read_rule earlier_rows[] = {
	{"organ", read_line, offsetof(struct earlier, organ)},
	{"dato", read_earlier_date, 0},
	{"punkt", read_line, offsetof(struct earlier, number)},
	{"overskrift", read_earlier_heading, 0},
	{"tekst", read_text, offsetof(struct earlier, text)},
	{"lukket", read_yes_no, offsetof(struct earlier, closed)},
	{"offentlig_tekst", read_text, offsetof(struct earlier, public_text)},
	{0},
};

const struct read_rules material_earlier_rules = {.rows = earlier_rows};

void material_read_earlier(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = target;
	item->earlier = NULL;
	item->earlier_count = 0;
	if (!read_is_list(loader, key, value))
		return;
	item->earlier = arena_array(loader->arena, value->count, sizeof(*item->earlier));
	for (size_t i = 0; i < value->count; i++) {
		struct earlier *earlier = &item->earlier[item->earlier_count];
		if (!read_is_mapping(loader, key, value->items[i]))
			continue;
		earlier->place = yaml_place(value->items[i]);
		read_mapping(loader, value->items[i], &material_earlier_rules, earlier);
		if (earlier->text.bytes == NULL && earlier->public_text.bytes == NULL)
			read_missing(loader, value->items[i], "tekst",
				tr("'tekst: ' and what was decided"));
		mistakes_check_public(
			loader, &earlier->public_text, "offentlig_tekst", earlier->closed);
		item->earlier_count++;
	}
}

static void read_row_time(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct timetable_row *row = target;
	read_time_range(loader, key, value, &row->start, &row->end, &row->time);
}

static void read_row_date(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct timetable_row *row = target;
	(void)key;
	read_date(loader, value, &row->has_date, &row->date);
}

static const struct read_rule row_rows[] = {
	{"tid", read_row_time, 0},
	{"dato", read_row_date, 0},
	{"tekst", read_text, offsetof(struct timetable_row, text)},
	{"ansvarlig", read_line, offsetof(struct timetable_row, responsible)},
	{"lukket", read_yes_no, offsetof(struct timetable_row, closed)},
	{"offentlig_tekst", read_text, offsetof(struct timetable_row, public_text)},
	{0},
};

const struct read_rules material_row_rules = {.rows = row_rows};

void material_read_timetable(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct timetable *timetable = target;
	*timetable = (struct timetable){0};
	if (value->kind == YAML_SCALAR && !value->empty_plain) {
		struct text word = read_line_of(loader, value);
		if (word.bytes != NULL && strcmp(word.bytes, "møde") == 0) {
			timetable->of_meeting = timetable->stated = true;
			return;
		}
		struct place place = yaml_place(value);
		report_error(loader->report, &place, "wrong-kind",
			tr("'tidsplan' must be a list of {tid: …, tekst: …}, or the word møde for "
			   "the "
			   "meeting's own"));
		return;
	}
	if (!read_is_list(loader, key, value))
		return;
	timetable->stated = true;
	timetable->rows = arena_array(loader->arena, value->count, sizeof(*timetable->rows));
	for (size_t i = 0; i < value->count; i++) {
		struct timetable_row *row = &timetable->rows[timetable->count];
		row->start.minutes = row->end.minutes = -1;
		if (!read_is_mapping(loader, key, value->items[i]))
			continue;
		read_mapping(loader, value->items[i], &material_row_rules, row);
		mistakes_check_public(loader, &row->public_text, "offentlig_tekst", row->closed);
		timetable->count++;
	}
}
