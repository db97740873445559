#include "meeting/values.h"

#include "base/i18n.h"
#include "meeting/closed_mark.h"
#include "meeting/earlier.h"
#include "meeting/field.h"
#include "meeting/follow_up.h"
#include "meeting/minutes.h"
#include "meeting/pictures.h"
#include "meeting/scope.h"
#include "meeting/texts.h"

#include <string.h>

static const char *const meeting_keys[] = {"dato", "start", "slut", "sted", "deltagere",
	"fraværende", "underskrifter", "underskrivere", "udsendt", "første_punkt", "opfølgning",
	"ekstraordinært", NULL};
static const char *const organ_keys[] = {"navn", "type", "myndighed", "logo", "medlemmer", NULL};
static const char *const person_keys[] = {"navn", "titel", "rolle", "parti", "tekst", NULL};
static const char *const row_keys[] = {
	"tid", "til", "dato", "tekst", "ansvarlig", "nr", "pause", "lukket", NULL};

/* Most rows have most of their keys, and an item few of the many that it may have. */
enum { FEW_KEYS = 24 };

/* A map whose missing keys are known to be empty. */
struct value_map *values_map(struct arena *arena, const char *const *known)
{
	size_t count = 0;
	while (known[count] != NULL)
		count++;
	struct value_map *map = value_map_create_for(arena, count < FEW_KEYS ? count : FEW_KEYS);
	map->known = known;
	return map;
}

struct value values_plain(const struct values *values, const struct text *text)
{
	const char *plain = texts_plain(&values->context, text);
	return plain[0] != '\0' ? value_text(plain) : value_none();
}

void values_set_plain(const struct values *values, struct value_map *map, const char *key,
	const struct text *text)
{
	texts_set_plain(&values->context, map, key, text);
}

void values_set_clock(
	const struct values *values, struct value_map *map, const char *key, struct clock clock)
{
	scope_set_clock(values->arena, map, key, clock);
}

void values_set_rich(const struct values *values, struct value_map *map, const char *key,
	struct markup_block *blocks)
{
	if (!markup_is_empty(blocks))
		value_map_set(values->arena, map, key, value_rich(blocks));
}

struct value values_texts(const struct values *values, const struct texts *texts)
{
	struct value_list *list = value_list_create_for(values->arena, texts->count);
	for (size_t i = 0; i < texts->count; i++)
		value_list_push(values->arena, list,
			value_text(texts_plain(&values->context, &texts->items[i])));
	return value_list(list);
}

struct value values_person(
	const struct values *values, const struct person *person, const char *shown)
{
	struct value_map *map = values_map(values->arena, person_keys);
	values_set_plain(values, map, "navn", &person->name);
	values_set_plain(values, map, "titel", &person->title);
	values_set_plain(values, map, "rolle", &person->role);
	values_set_plain(values, map, "parti", &person->party);
	if (shown != NULL)
		value_map_set(values->arena, map, "tekst", value_text(shown));
	else
		values_set_plain(values, map, "tekst", &person->shown);
	return value_map(map);
}

static struct value people_list(const struct values *values, const struct people *people)
{
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < people->count; i++)
		value_list_push(
			values->arena, list, values_person(values, &people->items[i], NULL));
	return value_list(list);
}

/* Who takes part. Where nobody is listed the members do, in the minutes those who came. */
static struct value participants_value(const struct values *values)
{
	return values->document == MEETING_MINUTES
		       ? minutes_participants(values)
		       : people_list(values, &values->meeting->participants);
}

static struct value members_value(const struct values *values)
{
	const struct meeting *meeting = values->meeting;
	const struct people *people = &meeting->organ.members;
	struct people members = {0};
	members.items = arena_array(values->arena, people->count, sizeof *members.items);
	for (size_t i = 0; i < people->count; i++)
		if (person_is_member(meeting, &people->items[i]))
			members.items[members.count++] = people->items[i];
	return people_list(values, &members);
}

/* A row that stands for an item has its title, whose expressions see the item. */
static const char *item_row_text(const struct values *values, const struct timetable_row *row)
{
	struct texts_context context = values->context;
	const struct item *item = &values->meeting->items[row->item_index - 1];
	context.names = scope_item(values->scratch, values->meeting, values->meeting_names, item);
	context.place = item->place;
	return closed_mark_line(&context, row->closed, texts_plain(&context, &row->text));
}

struct markup_block *values_row_blocks(const struct values *values, const struct timetable_row *row)
{
	if (row->item_index == 0)
		return closed_mark_row(
			&values->context, row->closed, texts_markup(&values->context, &row->text));
	const char *text = item_row_text(values, row);
	return markup_plain(values->arena, text, strlen(text));
}

static void set_row_text(
	const struct values *values, struct value_map *map, const struct timetable_row *row)
{
	if (row->item_index > 0)
		value_map_set(values->arena, map, "tekst", value_text(item_row_text(values, row)));
	else
		values_set_rich(values, map, "tekst", values_row_blocks(values, row));
}

struct value values_rows(const struct values *values, const struct timetable *timetable)
{
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < timetable->count; i++) {
		const struct timetable_row *row = &timetable->rows[i];
		struct value_map *map = values_map(values->arena, row_keys);
		values_set_clock(values, map, "tid", row->start);
		values_set_clock(values, map, "til", row->end);
		if (row->has_date)
			value_map_set(values->arena, map, "dato", value_date(row->date));
		set_row_text(values, map, row);
		values_set_plain(values, map, "ansvarlig", &row->responsible);
		if (row->number > 0)
			value_map_set(values->arena, map, "nr", value_int(row->number));
		value_map_set(values->arena, map, "pause", value_bool(row->pause));
		if (row->closed)
			value_map_set(values->arena, map, "lukket", value_bool(true));
		value_list_push(values->arena, list, value_map(map));
	}
	return value_list(list);
}

static struct value attachment_overview(const struct values *values, struct value items)
{
	static const char *const keys[] = {
		"nr", "overskrift", "alle_lukket", "bilag", "punkt", NULL};
	struct arena *arena = values->arena;
	struct value_list *list = value_list_create(arena);
	for (size_t i = 0; i < items.list->count; i++) {
		const struct value_map *item = items.list->items[i].map;
		struct value attachments = value_map_get(item, "bilag", strlen("bilag"));
		if (attachments.kind != VALUE_LIST || attachments.list->count == 0)
			continue;
		bool all_closed = true;
		for (size_t j = 0; j < attachments.list->count; j++)
			all_closed = all_closed &&
				     value_truth(value_map_get(attachments.list->items[j].map,
					     "lukket", strlen("lukket")));
		struct value_map *map = values_map(arena, keys);
		map->anchor = item->anchor;
		map->label = item->label;
		value_map_set(arena, map, "nr", value_map_get(item, "nr", 2));
		value_map_set(arena, map, "overskrift",
			value_map_get(item, "overskrift", strlen("overskrift")));
		value_map_set(arena, map, "alle_lukket", value_bool(all_closed));
		value_map_set(arena, map, "bilag", attachments);
		value_map_set(arena, map, "punkt", value_map(item));
		value_list_push(arena, list, value_map(map));
	}
	return value_list(list);
}

struct value values_organ(const struct values *values)
{
	const struct organ *organ = &values->meeting->organ;
	struct value_map *map = values_map(values->arena, organ_keys);
	values_set_plain(values, map, "navn", &organ->name);
	value_map_set(values->arena, map, "type",
		value_text(organ->political ? "politisk" : "administrativ"));
	values_set_plain(values, map, "myndighed", &organ->authority);
	value_map_set(values->arena, map, "logo", pictures_logo(&values->context));
	value_map_set(values->arena, map, "medlemmer", members_value(values));
	return value_map(map);
}

void values_set_meeting(const struct values *values, struct value_map *map)
{
	const struct meeting *meeting = values->meeting;
	if (meeting->has_date)
		value_map_set(values->arena, map, "dato", value_date(meeting->date));
	values_set_clock(values, map, "start", meeting->start);
	values_set_clock(values, map, "slut", meeting->end);
	values_set_plain(values, map, "sted", &meeting->place_text);
	value_map_set(values->arena, map, "deltagere", participants_value(values));
	if (values->document == MEETING_MINUTES)
		value_map_set(values->arena, map, "fraværende", minutes_absent(values));
}

static struct value meeting_value(const struct values *values)
{
	const struct meeting *meeting = values->meeting;
	struct value_map *map = values_map(values->arena, meeting_keys);
	values_set_meeting(values, map);
	value_map_set(values->arena, map, "underskrifter", value_bool(meeting->signatures));
	value_map_set(values->arena, map, "ekstraordinært", value_bool(meeting->extraordinary));
	if (values->document == MEETING_MINUTES)
		value_map_set(values->arena, map, "underskrivere", minutes_signers(values));
	if (meeting->sent)
		value_map_set(values->arena, map, "udsendt", value_date(meeting->sent_on));
	if (meeting->follow_up_count > 0)
		value_map_set(values->arena, map, "opfølgning",
			follow_up_values(&values->context, meeting->follow_ups,
				meeting->follow_up_count, NULL));
	value_map_set(values->arena, map, "første_punkt", value_int(meeting->first_number));
	return value_map(map);
}

struct values values_of(struct arena *arena, struct report *report, const struct meeting *meeting,
	enum meeting_document document)
{
	struct values values = {
		.arena = arena,
		.scratch = arena,
		.meeting = meeting,
		.document = document,
		.meeting_names = scope_meeting(arena, meeting),
		.declarations = &meeting->organ.parts,
		.item_known = values_item_keys(arena, &meeting->organ),
		.minutes = document == MEETING_MINUTES ? minutes_create(arena, meeting) : NULL,
		.others = earlier_meetings_create(arena),
	};
	values.context = (struct texts_context){.arena = arena,
		.report = report,
		.meeting = meeting,
		.names = values.meeting_names,
		.place = {.file = meeting->file}};
	struct value names = value_map_get(values.meeting_names, "møde", strlen("møde"));
	value_map_set(arena, (struct value_map *)names.map, "opfølgning",
		follow_up_values(
			&values.context, meeting->follow_ups, meeting->follow_up_count, NULL));
	value_map_set(arena, values.meeting_names, "forrige", previous_value(arena, meeting));
	return values;
}

/* "»Pumper« og »Ledning«": the titles of the points among items. */
static const char *quote_titles(const struct values *values, const struct item *items, size_t count)
{
	struct buf quoted;
	buf_init(&quoted, values->arena);
	for (size_t i = 0; i < count; i++) {
		struct texts_context context = values->context;
		context.names = scope_item(
			values->arena, values->meeting, values->meeting_names, &items[i]);
		context.place = items[i].place;
		const struct text *title = &items[i].title;
		const char *said = texts_plain(
			&context, title->length > 0 ? title : &values->meeting->organ.closed.text);
		buf_printf(&quoted, "%s»%s«", i == 0 ? "" : i + 1 < count ? ", " : " og ", said);
	}
	return buf_text(&quoted);
}

/* What an extract is of: "3", "3 (underpunktet »Pumper«)". */
static struct value extracted(const struct values *values)
{
	const struct meeting *meeting = values->meeting;
	if (meeting->extent != MEETING_EXTRACT)
		return value_none();
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		const char *said = arena_printf(values->arena, "%u", item->number);
		if (item->frame)
			said = arena_printf(values->arena, "%s (%s %s)", said,
				item->item_count == 1 ? "underpunktet" : "underpunkterne",
				quote_titles(values, item->items, item->item_count));
		value_list_push(values->arena, list, value_text(said));
	}
	return value_list(list);
}

const struct value_map *meeting_values(struct arena *arena, struct report *report,
	const struct meeting *meeting, enum meeting_document document, struct field_record *fields)
{
	size_t errors = report_error_count(report);
	struct values values = values_of(arena, report, meeting, document);
	values.fields = fields;
	size_t withheld = fields != NULL ? field_count_withheld(meeting) : 0;
	if (withheld > 0)
		report_warning(report, &(struct place){.file = meeting->file},
			"closed-without-field",
			tr("closed items: %zu; the public edition has no fields for them; make "
			   "it with --internal too, to fill them in"),
			withheld);
	struct value_map *globals = value_map_create(arena);
	value_map_set(arena, globals, "organ", values_organ(&values));
	value_map_set(arena, globals, "møde", meeting_value(&values));
	struct value items = values_items(&values, meeting->items, meeting->item_count, NULL);
	value_map_set(arena, globals, "punkter", items);
	value_map_set(arena, globals, "dokument", value_text(meeting_document_name(document)));
	value_map_set(arena, globals, "dokumenttitel",
		value_text(meeting_document_title(meeting, document)));
	value_map_set(arena, globals, "udskrift", value_bool(meeting->extent == MEETING_EXTRACT));
	value_map_set(arena, globals, "udskrevne", extracted(&values));
	value_map_set(arena, globals, "udgave",
		value_text(meeting->edition == MEETING_PUBLIC ? "offentlig" : "intern"));
	value_map_set(arena, globals, "tidsplan", values_rows(&values, &meeting->schedule));
	value_map_set(arena, globals, "bilagsoversigt", attachment_overview(&values, items));
	value_map_set(arena, globals, "forrige", value_map_get(values.meeting_names, "forrige", 7));
	return report_error_count(report) > errors ? NULL : globals;
}
