#include "document/harvest.h"
#include "document/names.h"

#include <stdlib.h>
#include <string.h>

/* Which of the tokens are a field's. */

/* Where one kind of mark stands; begin and end are tokens. */
struct span {
	size_t begin, end;
	size_t begins, ends; /* how many of them there are */
};

struct found {
	const char *name;
	struct span a, b, s;
	size_t first, last; /* of all its marks */
	bool empty;         /* what encloses it says so */
	unsigned heading;   /* the level of the heading that it stands under */
	enum filled_state state;
	const char *other;
};

struct search {
	struct harvest *harvest;
	struct names names; /* → struct found */
	struct found **found;
	size_t count, capacity;
};

static struct found *found_of(struct search *search, const char *name, size_t at)
{
	struct name *entry = names_add(&search->names, name, strlen(name));
	if (entry->object != NULL)
		return entry->object;
	struct found *found = arena_alloc(search->harvest->arena, sizeof *found);
	*found = (struct found){.name = name, .first = at, .last = at};
	entry->object = found;
	search->found = arena_grow(search->harvest->arena, search->found, search->count,
		&search->capacity, sizeof(struct found *));
	search->found[search->count++] = found;
	return found;
}

static void note_mark(struct found *found, const struct token *token, size_t at)
{
	struct span *span = token->which == 'a'   ? &found->a
			    : token->which == 'b' ? &found->b
						  : &found->s;
	found->last = at;
	if (token->kind == TOKEN_MARK) {
		span->begin = at;
		span->begins++;
		found->empty |= token->empty;
	} else {
		span->end = at;
		span->ends++;
	}
}

static void find_marks(struct search *search)
{
	const struct harvest *harvest = search->harvest;
	unsigned heading = 0;
	const struct found *inside = NULL;
	for (size_t i = 0; i < harvest->count; i++) {
		const struct token *token = &harvest->tokens[i];
		/* what somebody types into a field is no heading over the next one */
		if (token->kind == TOKEN_PARAGRAPH && token->look != NULL &&
			token->look->heading > 0 && inside == NULL)
			heading = token->look->heading;
		if (token->kind != TOKEN_MARK && token->kind != TOKEN_MARK_END)
			continue;
		struct found *found = found_of(search, token->text, i);
		note_mark(found, token, i);
		if (found->first == i)
			found->heading = heading;
		if (token->kind == TOKEN_MARK && token->which == 'a')
			inside = found;
		else if (token->which == 'b' && inside == found)
			inside = NULL;
	}
}

static bool stands_once(const struct span *span)
{
	return span->begins == 1 && span->ends == 1 && span->begin < span->end;
}

static bool stands(const struct span *span)
{
	return span->begins + span->ends > 0;
}

static bool is_twice(const struct span *span)
{
	return span->begins > 1 || span->ends > 1;
}

static enum filled_state own_state(const struct found *found)
{
	if (is_twice(&found->a) || is_twice(&found->b) || is_twice(&found->s))
		return FILLED_TWICE;
	bool a = stands_once(&found->a), b = stands_once(&found->b), s = stands_once(&found->s);
	if ((stands(&found->a) && !a) || (stands(&found->b) && !b) || (stands(&found->s) && !s))
		return FILLED_MIXED;
	if ((a && b && found->a.end > found->b.begin) ||
		(s && ((a && found->a.begin > found->s.end) ||
			      (b && found->b.end < found->s.begin))))
		return FILLED_MIXED;
	return (a && b) || s ? FILLED_WHOLE : FILLED_CUT;
}

static void mix(struct found *found, const struct found *other)
{
	if (found->state == FILLED_MIXED && found->other != NULL)
		return;
	if (found->state != FILLED_TWICE)
		found->state = FILLED_MIXED;
	found->other = other->name;
}

/*
 * Fields come one after the other: a mark of one between those of another has been moved there. Of
 * one that stands twice the place is not known, so it only disturbs where its marks are.
 */
static void find_mixed(struct search *search)
{
	struct harvest *harvest = search->harvest;
	struct found *open = NULL;
	for (size_t i = 0; i < harvest->count; i++) {
		const struct token *token = &harvest->tokens[i];
		if (token->kind != TOKEN_MARK && token->kind != TOKEN_MARK_END)
			continue;
		struct found *found = found_of(search, token->text, i);
		if (open != NULL && found != open) {
			mix(found, open);
			mix(open, found);
		}
		if (found->state != FILLED_TWICE &&
			(open == NULL || i > open->last || found->last > open->last))
			open = found;
		if (open != NULL && i >= open->last)
			open = NULL;
	}
}

static bool is_within(const struct span *span, size_t at)
{
	return stands_once(span) && at >= span->begin && at <= span->end;
}

/* The tokens from one to another, marks and what the spans hold left out. */
static size_t copy_tokens(const struct harvest *harvest, size_t from, size_t to,
	const struct span *without, const struct span *or_without, struct token *copy)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++) {
		const struct token *token = &harvest->tokens[i];
		if (token->kind == TOKEN_MARK || token->kind == TOKEN_MARK_END ||
			(without != NULL && is_within(without, i)) ||
			(or_without != NULL && is_within(or_without, i)))
			continue;
		copy[count++] = *token;
	}
	return count;
}

/* What somebody has typed into a fixed text. */
static size_t copy_fixed(const struct harvest *harvest, const struct span *span, const char *fixed,
	struct token *copy)
{
	if (!stands_once(span) || fixed == NULL)
		return 0;
	size_t count = copy_tokens(harvest, span->begin, span->end, NULL, NULL, copy);
	harvest_cut_label(copy, count, fixed);
	return count;
}

/* A program that says that nothing is typed may show words of its own there. */
static bool holds_placeholder(const struct harvest *harvest, const struct span *span,
	const struct markup_field *known, struct token *copy)
{
	if (known == NULL)
		return false;
	size_t count = copy_tokens(harvest, span->begin, span->end, NULL, NULL, copy);
	return harvest_cut_placeholder(harvest->arena, copy, count, known);
}

/* What stands beside a field's own text stands on a line of its own. */
static size_t copy_beside(const struct token *tokens, size_t count, bool before, struct token *copy)
{
	if (count == 0)
		return 0;
	copy[before ? count : 0] = (struct token){.kind = TOKEN_BREAK};
	memcpy(copy + (before ? 0 : 1), tokens, count * sizeof *tokens);
	return count + 1;
}

static void fill(struct harvest *harvest, const struct found *found,
	const struct harvest_place *place, const struct markup_field *known,
	struct filled_field *field)
{
	bool marks = stands_once(&found->a) && stands_once(&found->b);
	size_t from = marks ? found->a.end : found->s.begin;
	size_t to = marks ? found->b.begin : found->s.end;
	if (marks && stands_once(&found->s)) {
		from = found->s.begin < from ? found->s.begin : from;
		to = found->s.end > to ? found->s.end : to;
	}
	size_t beside = place->before_count + place->behind_count + 2;
	struct token *tokens = arena_array(
		harvest->arena, found->last - found->first + 1 + beside, sizeof *tokens);
	const struct span *hollow = found->empty ? &found->s : NULL;
	size_t count = copy_beside(place->before, place->before_count, true, tokens);
	count += copy_fixed(harvest, &found->a, known ? known->label : NULL, tokens + count);
	size_t before = count;
	if (hollow == NULL) {
		count += copy_tokens(harvest, from, to, &found->a, &found->b, tokens + count);
	} else {
		count += copy_tokens(
			harvest, from, found->s.begin, &found->a, &found->b, tokens + count);
		count += copy_tokens(
			harvest, found->s.end, to, &found->a, &found->b, tokens + count);
		field->placeholder = holds_placeholder(harvest, hollow, known, tokens + count);
	}
	if (known != NULL)
		field->placeholder |= harvest_cut_placeholder(
			harvest->arena, tokens + before, count - before, known);
	count += copy_fixed(harvest, &found->b, known ? known->end : NULL, tokens + count);
	count += copy_beside(place->behind, place->behind_count, false, tokens + count);
	for (size_t i = 0; i < count; i++)
		field->pictures |= tokens[i].kind == TOKEN_PICTURE;
	field->blocks = harvest_blocks(harvest->arena, tokens, count, found->heading);
}

static struct harvest_place place_of(const struct found *found)
{
	bool whole = found->state == FILLED_WHOLE;
	return (struct harvest_place){.name = found->name,
		.first = found->first,
		.last = found->last,
		.begins = whole && stands_once(&found->a),
		.ends = whole && stands_once(&found->b)};
}

void harvest_fields(struct harvest *harvest, struct filled *filled, filled_known *known, void *user)
{
	struct search search = {.harvest = harvest};
	names_init(&search.names, harvest->arena);
	find_marks(&search);
	for (size_t i = 0; i < search.count; i++)
		search.found[i]->state = own_state(search.found[i]);
	find_mixed(&search);
	struct harvest_place *places = arena_array(harvest->arena, search.count, sizeof *places);
	for (size_t i = 0; i < search.count; i++)
		places[i] = place_of(search.found[i]);
	harvest_around(harvest, filled, places, search.count);
	filled->count = search.count;
	filled->fields = arena_array(harvest->arena, search.count, sizeof *filled->fields);
	for (size_t i = 0; i < search.count; i++) {
		const struct found *found = search.found[i];
		struct filled_field *field = &filled->fields[i];
		*field = (struct filled_field){
			.name = found->name, .state = found->state, .other = found->other};
		if (found->state == FILLED_WHOLE)
			fill(harvest, found, &places[i], known(user, found->name), field);
	}
}
