#include "meeting/minutes.h"

#include "base/i18n.h"
#include "document/names.h"
#include "meeting/closed_mark.h"
#include "meeting/scope.h"

#include <string.h>

static const char *const item_keys[] = {"nr", "id", "titel", "overskrift", "lukket", "grund",
	"sagsnr", "doknr", "jnr", "sagsgang", "sagstype", "tid", "til", "start", "slut", "varighed",
	"mellemoverskrift", "udgår", "tillæg", "haster", "deltagere", "beslutning", "udfald",
	"udsat_til", "til_stede", "beslutningsdygtig", "fraværende", "fremmøde", "inhabile",
	"indstillingspunkter", "afstemninger", "mindretalsudtalelser", "opfølgning", "bilag",
	"tidsplan", "tidligere", "underpunkter", "felter", "afsnit", "pause", "udfyldes", NULL};

/* The keys of an item with those that the organ declares. */
const char *const *values_item_keys(struct arena *arena, const struct organ *organ)
{
	size_t fixed = sizeof item_keys / sizeof *item_keys - 1, count = 0;
	const char **known = arena_array(arena,
		fixed + organ->parts.count + organ->sub_parts.count + organ->field_count + 1,
		sizeof *known);
	for (; count < fixed; count++)
		known[count] = item_keys[count];
	for (size_t i = 0; i < organ->parts.count; i++)
		known[count++] = organ->parts.items[i].key;
	for (size_t i = 0; i < organ->sub_parts.count; i++)
		known[count++] = organ->sub_parts.items[i].key;
	for (size_t i = 0; i < organ->field_count; i++)
		known[count++] = organ->fields[i].key;
	return known;
}

/* Names of places in the document: of the redacted id, so that nothing shows through. */
static const char *anchor_name(struct arena *arena, const char *parent, const char *id)
{
	uint64_t hash = names_hash(NAMES_HASH_SEED, parent, strlen(parent));
	hash = names_hash(hash, "/", 1);
	hash = names_hash(hash, id, strlen(id));
	return arena_printf(arena, "ref_%012llx",
		(unsigned long long)((hash ^ hash >> 48) & UINT64_C(0xffffffffffff)));
}

static void fill_fields(const struct values *values, struct value_map *map, const struct item *item)
{
	static const char *const field_keys[] = {"nøgle", "label", "værdi", NULL};
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < item->field_count; i++) {
		const struct field_declaration *declared = item->fields[i].declaration;
		struct value_map *field = values_map(values->arena, field_keys);
		value_map_set(values->arena, field, "nøgle", value_text(declared->key));
		values_set_plain(values, field, "label", &declared->label);
		values_set_plain(values, field, "værdi", &item->fields[i].value);
		values_set_plain(values, map, declared->key, &item->fields[i].value);
		value_list_push(values->arena, list, value_map(field));
	}
	value_map_set(values->arena, map, "felter", value_list(list));
}

static void fill_title(const struct values *values, struct value_map *map, const struct item *item)
{
	values_set_plain(values, map, "titel", &item->title);
	const char *title = texts_plain(&values->context, &item->title);
	/* in the full edition too, a closed item without a title is called something */
	if (item->closed && title[0] == '\0')
		values_set_plain(values, map, "overskrift", &values->meeting->organ.closed.text);
	else if (title[0] != '\0')
		value_map_set(values->arena, map, "overskrift",
			value_text(closed_mark_line(&values->context, item->closed, title)));
}

static void fill_facts(const struct values *values, struct value_map *map, const struct item *item)
{
	values_set_plain(values, map, "sagsnr", &item->sagsnr);
	values_set_plain(values, map, "doknr", &item->doknr);
	values_set_plain(values, map, "jnr", &item->jnr);
	values_set_plain(values, map, "sagstype", &item->sagstype);
	values_set_plain(values, map, "varighed", &item->duration);
	values_set_plain(values, map, "grund", &item->ground);
	if (item->sagsgang.count > 0) {
		struct buf joined;
		buf_init(&joined, values->arena);
		for (size_t i = 0; i < item->sagsgang.count; i++)
			buf_printf(&joined, "%s%s", i > 0 ? ", " : "",
				texts_plain(&values->context, &item->sagsgang.items[i]));
		value_map_set(values->arena, map, "sagsgang", value_text(buf_text(&joined)));
	}
	values_set_clock(values, map, "tid", item->start);
	values_set_clock(values, map, "til", item->end);
	values_set_clock(values, map, "start", item->scheduled_start);
	values_set_clock(values, map, "slut", item->scheduled_end);
	if (item->added)
		value_map_set(values->arena, map, "tillæg", value_date(item->added_on));
	values_set_rich(values, map, "haster", texts_markup(&values->context, &item->urgent));
	fill_fields(values, map, item);
}

static void fill_minutes(
	const struct values *values, struct value_map *map, const struct item *item)
{
	if (values->document != MEETING_MINUTES)
		return;
	if (item->decision.outcome != NULL)
		value_map_set(values->arena, map, "udfald", value_text(item->decision.outcome));
	if (item->withheld)
		return;
	/* what the decision says of it stands in the field */
	if (!field_is_open(values, item) || !item->decision.absent.stated)
		value_map_set(values->arena, map, "fraværende", minutes_item_absent(values, item));
	minutes_set_decision(values, map, item);
}

static struct value_map *fill_point(const struct values *values, const struct item *item)
{
	struct arena *arena = values->arena;
	struct value_map *map = values_map(arena, values->item_known);
	map->anchor =
		anchor_name(arena, values->parent != NULL ? values->parent->id : "", item->id);
	map->label = item->number > 0 ? arena_printf(arena, "punkt %u", item->number)
				      : arena_printf(arena, "punkt '%s'", item->id);
	if (item->number > 0)
		value_map_set(arena, map, "nr", value_int(item->number));
	value_map_set(arena, map, "id", value_text(item->id));
	value_map_set(arena, map, "lukket", value_bool(item->closed));
	fill_title(values, map, item);
	if (item->withdrawn.bytes != NULL) {
		values_set_plain(values, map, "udgår", &item->withdrawn);
		return map;
	}
	fill_facts(values, map, item);
	value_map_set(arena, map, "udfyldes", value_bool(field_is_open(values, item)));
	fill_minutes(values, map, item);
	values_fill_parts(values, map, item);
	return map;
}

static struct value point_value(
	const struct values *outer, const struct item *item, const struct item *parent)
{
	struct values inner = *outer;
	inner.scratch = arena_create_child(inner.arena);
	inner.context.names = scope_item(inner.scratch, inner.meeting, inner.meeting_names, item);
	inner.context.place = item->place;
	inner.parent = parent;
	if (parent != NULL && inner.meeting->organ.sub_parts.stated)
		inner.declarations = &inner.meeting->organ.sub_parts;
	struct value_map *map = fill_point(&inner, item);
	arena_destroy(inner.scratch);
	return value_map(map);
}

static struct value pause_value(const struct values *values, const struct item *item)
{
	struct value_map *map = values_map(values->arena, values->item_known);
	values_set_plain(values, map, "pause", &item->caption);
	values_set_plain(values, map, "overskrift", &item->caption);
	values_set_clock(values, map, "tid", item->start);
	values_set_clock(values, map, "til", item->end);
	values_set_clock(values, map, "start", item->scheduled_start);
	values_set_clock(values, map, "slut", item->scheduled_end);
	return value_map(map);
}

struct value values_items(const struct values *values, const struct item *items, size_t count,
	const struct item *parent)
{
	struct arena *arena = values->arena;
	struct value_list *list = value_list_create(arena);
	struct buf heading;
	buf_init(&heading, arena);
	const struct item *last_heading = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (item->kind == ITEM_HEADING) {
			buf_printf(&heading, "%s%s", heading.length > 0 ? "\n" : "",
				texts_plain(&values->context, &item->caption));
			last_heading = item;
			continue;
		}
		if (item->kind == ITEM_PAUSE) {
			if (parent != NULL)
				value_list_push(arena, list, pause_value(values, item));
			continue;
		}
		struct value point = point_value(values, item, parent);
		if (heading.length > 0)
			value_map_set(arena, (struct value_map *)point.map, "mellemoverskrift",
				value_text(buf_copy(&heading, arena)));
		buf_truncate(&heading, 0);
		value_list_push(arena, list, point);
	}
	if (heading.length > 0)
		report_warning(values->context.report, &last_heading->place,
			"heading-without-items",
			tr("no item follows this heading, so it is left out; move it before the "
			   "items "
			   "that it is for, or remove it"));
	return value_list(list);
}
