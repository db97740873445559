#include "meeting/follow_up.h"
#include "meeting/minutes.h"

static const char *const vote_keys[] = {
	"om", "for", "imod", "undlod", "for_antal", "imod_antal", "undlod_antal", "udfald", NULL};
static const char *const dissent_keys[] = {"af", "tekst", NULL};
static const char *const disqualified_keys[] = {"navn", "stedfortræder", NULL};
static const char *const point_keys[] = {"punkter", "udfald", NULL};

static struct value votes_value(const struct values *values, const struct item *item)
{
	static const char *const sides[BALLOT_SIDES] = {"for", "imod", "undlod"};
	static const char *const numbers[BALLOT_SIDES] = {
		"for_antal", "imod_antal", "undlod_antal"};
	struct arena *arena = values->arena;
	const struct decision *decision = &item->decision;
	struct value_list *list = value_list_create(arena);
	attendance_at(minutes_book(values->minutes), item->sequence, decision);
	for (size_t i = 0; i < decision->vote_count; i++) {
		const struct vote *vote = &decision->votes[i];
		struct ballot ballot;
		ballot_count(minutes_box(values->minutes), vote, &ballot);
		struct value_map *map = values_map(arena, vote_keys);
		values_set_plain(values, map, "om", &vote->about);
		values_set_plain(values, map, "udfald", &vote->outcome);
		for (size_t side = 0; side < BALLOT_SIDES; side++) {
			const struct texts *names = ballot_names(vote, (enum ballot_side)side);
			value_map_set(arena, map, sides[side], values_texts(values, names));
			value_map_set(
				arena, map, numbers[side], value_int((int64_t)ballot.votes[side]));
		}
		value_list_push(arena, list, value_map(map));
	}
	return value_list(list);
}

static struct value dissents_value(const struct values *values, const struct decision *decision)
{
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < decision->dissent_count; i++) {
		const struct dissent *dissent = &decision->dissents[i];
		struct value_map *map = values_map(values->arena, dissent_keys);
		value_map_set(values->arena, map, "af", values_texts(values, &dissent->by));
		values_set_rich(
			values, map, "tekst", texts_markup(&values->context, &dissent->text));
		value_list_push(values->arena, list, value_map(map));
	}
	return value_list(list);
}

static struct value disqualified_value(const struct values *values, const struct decision *decision)
{
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < decision->disqualified_count; i++) {
		struct value_map *map = values_map(values->arena, disqualified_keys);
		values_set_plain(values, map, "navn", &decision->disqualified[i].name);
		values_set_plain(
			values, map, "stedfortræder", &decision->disqualified[i].substitute);
		value_list_push(values->arena, list, value_map(map));
	}
	return value_list(list);
}

static struct value points_value(const struct values *values, const struct decision *decision)
{
	struct value_list *list = value_list_create(values->arena);
	for (size_t i = 0; i < decision->point_count; i++) {
		struct value_map *map = values_map(values->arena, point_keys);
		values_set_plain(values, map, "punkter", &decision->points[i].points);
		value_map_set(
			values->arena, map, "udfald", value_text(decision->points[i].outcome));
		value_list_push(values->arena, list, value_map(map));
	}
	return value_list(list);
}

static bool is_declared(const struct organ *organ, const char *key)
{
	return part_declaration_find(&organ->parts, key) != NULL ||
	       part_declaration_find(&organ->sub_parts, key) != NULL ||
	       field_declaration_find(organ, key) != NULL;
}

/* A key that the organ has declared means what it declares, in every item. */
static void set(
	const struct values *values, struct value_map *map, const char *key, struct value value)
{
	bool empty =
		value.kind == VALUE_NONE || (value.kind == VALUE_LIST && value.list->count == 0);
	if (!empty && !is_declared(&values->meeting->organ, key))
		value_map_set(values->arena, map, key, value);
}

/* How many were there, of the members or for them, and whether they were enough to decide. */
static void set_present(const struct values *values, struct value_map *map, const struct item *item)
{
	struct attendance_book *book = minutes_book(values->minutes);
	const struct meeting *meeting = values->meeting;
	bool said = meeting->absent.stated || meeting->attendance.stated ||
		    meeting->participants.stated || item->decision.absent.stated;
	if (!item->decision.stated || item->withheld || !said || meeting->organ.members.count == 0)
		return;
	size_t present = attendance_present(book, item), seats = attendance_now(book)->seat_count;
	if (seats == 0)
		return;
	set(values, map, "til_stede", value_int((int64_t)present));
	set(values, map, "beslutningsdygtig", value_bool(2 * present >= seats));
}

void minutes_set_decision(
	const struct values *values, struct value_map *map, const struct item *item)
{
	const struct decision *decision = &item->decision;
	if (decision->vote_count > 0)
		set(values, map, "afstemninger", votes_value(values, item));
	set(values, map, "mindretalsudtalelser", dissents_value(values, decision));
	set(values, map, "inhabile", disqualified_value(values, decision));
	set(values, map, "opfølgning",
		follow_up_values(&values->context, decision->follow_ups, decision->follow_up_count,
			&item->title));
	set(values, map, "indstillingspunkter", points_value(values, decision));
	set(values, map, "fremmøde", minutes_passages(values, item));
	if (decision->postponed)
		set(values, map, "udsat_til", value_date(decision->postponed_to));
	set_present(values, map, item);
}
