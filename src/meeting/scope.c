#include "meeting/scope.h"

#include "template/template.h"

#include <string.h>

/* A value with expressions of its own is unknown to other texts; expand() says why. */
static void set_text(
	struct arena *arena, struct value_map *map, const char *key, const struct text *text)
{
	if (text->bytes == NULL)
		return;
	bool open = text_template_needed(text->bytes, text->length);
	value_map_set(arena, map, key,
		open ? value_undefined(key, strlen(key)) : value_text_n(text->bytes, text->length));
}

/* Several texts as one, as a template sees them. */
static void set_texts(
	struct arena *arena, struct value_map *map, const char *key, const struct texts *texts)
{
	struct buf line;
	buf_init(&line, arena);
	for (size_t i = 0; i < texts->count; i++)
		buf_printf(&line, "%s%s", i > 0 ? ", " : "", texts->items[i].bytes);
	struct text whole = {.bytes = buf_text(&line), .length = line.length};
	if (texts->count > 0)
		set_text(arena, map, key, &whole);
}

void scope_set_clock(
	struct arena *arena, struct value_map *map, const char *key, struct clock clock)
{
	if (clock.minutes >= 0)
		value_map_set(arena, map, key, value_time(clock.minutes, clock.written));
}

/* People as typed; of medlemmer those who are on the day of the meeting, which is NULL for others. */
static struct value people_names(
	struct arena *arena, const struct people *people, const struct meeting *meeting)
{
	static const char *const known[] = {"navn", "titel", "rolle", "parti", "tekst", NULL};
	struct value_list *list = value_list_create(arena);
	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->items[i];
		if (meeting != NULL && !person_is_member(meeting, person))
			continue;
		struct value_map *map = value_map_create(arena);
		map->known = known;
		set_text(arena, map, "navn", &person->name);
		set_text(arena, map, "titel", &person->title);
		set_text(arena, map, "rolle", &person->role);
		set_text(arena, map, "parti", &person->party);
		set_text(arena, map, "tekst", &person->shown);
		value_list_push(arena, list, value_map(map));
	}
	return value_list(list);
}

static struct value_map *organ_names(struct arena *arena, const struct meeting *meeting)
{
	static const char *const known[] = {"navn", "myndighed", "type", "medlemmer", NULL};
	const struct organ *organ = &meeting->organ;
	struct value_map *map = value_map_create(arena);
	map->known = known;
	set_text(arena, map, "navn", &organ->name);
	set_text(arena, map, "myndighed", &organ->authority);
	value_map_set(
		arena, map, "type", value_text(organ->political ? "politisk" : "administrativ"));
	value_map_set(arena, map, "medlemmer", people_names(arena, &organ->members, meeting));
	return map;
}

static struct value_map *meeting_names(struct arena *arena, const struct meeting *meeting)
{
	static const char *const known[] = {
		"dato", "start", "slut", "sted", "deltagere", "opfølgning", NULL};
	struct value_map *map = value_map_create(arena);
	map->known = known;
	if (meeting->has_date)
		value_map_set(arena, map, "dato", value_date(meeting->date));
	scope_set_clock(arena, map, "start", meeting->start);
	scope_set_clock(arena, map, "slut", meeting->end);
	set_text(arena, map, "sted", &meeting->place_text);
	value_map_set(arena, map, "deltagere", people_names(arena, &meeting->participants, NULL));
	return map;
}

struct value_map *scope_meeting(struct arena *arena, const struct meeting *meeting)
{
	struct value_map *names = value_map_create(arena);
	value_map_set(arena, names, "organ", value_map(organ_names(arena, meeting)));
	value_map_set(arena, names, "møde", value_map(meeting_names(arena, meeting)));
	return names;
}

static void set_item_keys(struct arena *arena, struct value_map *map, const struct item *item)
{
	set_text(arena, map, "titel", &item->title);
	set_text(arena, map, "sagsnr", &item->sagsnr);
	set_text(arena, map, "doknr", &item->doknr);
	set_text(arena, map, "jnr", &item->jnr);
	set_text(arena, map, "sagstype", &item->sagstype);
	set_texts(arena, map, "sagsgang", &item->sagsgang);
	set_text(arena, map, "varighed", &item->duration);
	value_map_set(arena, map, "lukket", value_bool(item->closed));
	scope_set_clock(arena, map, "tid", item->start);
	if (item->number > 0)
		value_map_set(arena, map, "nr", value_int(item->number));
	for (size_t i = 0; i < item->field_count; i++)
		set_text(arena, map, item->fields[i].declaration->key, &item->fields[i].value);
}

struct value_map *scope_copy(struct arena *arena, const struct value_map *names)
{
	struct value_map *copy = value_map_create(arena);
	for (size_t i = 0; i < names->count; i++)
		value_map_set(arena, copy, names->keys[i].bytes, names->values[i]);
	copy->known = names->known;
	return copy;
}

/* The names of plain keys and of the organ's felter: an item that lacks one has it empty. */
static const char *const *plain_item_keys(struct arena *arena, const struct organ *organ)
{
	static const char *const fixed[] = {"titel", "sagsnr", "doknr", "jnr", "sagsgang",
		"sagstype", "varighed", "tid", "nr", "lukket"};
	const size_t fixed_count = sizeof fixed / sizeof *fixed;
	const char **keys = arena_array(arena, fixed_count + organ->field_count + 1, sizeof *keys);
	size_t count = 0;
	while (count < fixed_count) {
		keys[count] = fixed[count];
		count++;
	}
	for (size_t i = 0; i < organ->field_count; i++)
		keys[count++] = organ->fields[i].key;
	return keys;
}

struct value_map *scope_item(struct arena *arena, const struct meeting *meeting,
	const struct value_map *meeting_names, const struct item *item)
{
	const char *const *known = plain_item_keys(arena, &meeting->organ);
	struct value_map *own = value_map_create(arena);
	own->known = known;
	set_item_keys(arena, own, item);
	struct value_map *names = scope_copy(arena, meeting_names);
	set_item_keys(arena, names, item);
	names->known = known;
	value_map_set(arena, names, "punkt", value_map(own));
	return names;
}

static struct value_map *copy_part(
	struct arena *arena, const struct value_map *names, const char *key)
{
	return scope_copy(arena, value_map_get(names, key, strlen(key)).map);
}

struct value_map *scope_earlier(
	struct arena *arena, const struct value_map *names, const struct earlier *earlier)
{
	struct value_map *changed = scope_copy(arena, names);
	struct value_map *organ = copy_part(arena, names, "organ");
	struct value_map *held = copy_part(arena, names, "møde");
	if (earlier->organ.bytes != NULL)
		set_text(arena, organ, "navn", &earlier->organ);
	value_map_set(
		arena, held, "dato", earlier->has_date ? value_date(earlier->date) : value_none());
	value_map_set(arena, changed, "organ", value_map(organ));
	value_map_set(arena, changed, "møde", value_map(held));
	return changed;
}
