#include "meeting/minutes.h"

#include "base/utf8.h"
#include "meeting/scope.h"

#include <string.h>

static struct markup_run *space_run(struct arena *arena)
{
	struct markup_run *run = arena_alloc(arena, sizeof *run);
	run->kind = MARKUP_TEXT;
	run->text = " ";
	run->length = 1;
	return run;
}

/* Puts blocks behind the chain; paragraphs that meet become one. */
static void join(struct arena *arena, struct texts_chain *chain, struct markup_block *blocks)
{
	if (blocks == NULL)
		return;
	if (chain->last == NULL || chain->last->kind != MARKUP_PARAGRAPH ||
		blocks->kind != MARKUP_PARAGRAPH) {
		texts_append(chain, blocks);
		return;
	}
	struct markup_run **end = &chain->last->runs;
	while (*end != NULL)
		end = &(*end)->next;
	*end = space_run(arena);
	(*end)->next = blocks->runs;
	texts_append(chain, blocks->next);
}

void minutes_say(const struct values *values, const struct value_map *names, enum phrase phrase,
	struct texts_chain *chain)
{
	struct texts_context context = values->context;
	context.names = names;
	struct markup_block *blocks =
		texts_markup(&context, phrase_text(&values->meeting->organ, phrase));
	if (!markup_is_empty(blocks))
		join(values->arena, chain, blocks);
}

/* What a phrase says as plain text. */
static const char *say_plain(
	const struct values *values, const struct value_map *names, enum phrase phrase)
{
	struct texts_context context = values->context;
	context.names = names;
	return texts_plain(&context, phrase_text(&values->meeting->organ, phrase));
}

static struct value_map *copy_names(const struct values *values)
{
	return scope_copy(values->scratch, values->context.names);
}

/* Several in one sentence, unless the body has words of its own for a single one only. */
static bool tell_together(
	const struct values *values, const struct decision *decision, struct texts_chain *paragraph)
{
	const struct text *own = values->meeting->organ.phrases.texts;
	if (decision->disqualified_count < 2 ||
		(own[PHRASE_DISQUALIFIED].bytes != NULL &&
			own[PHRASE_DISQUALIFIED_SEVERAL].bytes == NULL))
		return false;
	struct value_list *people = value_list_create(values->arena);
	for (size_t i = 0; i < decision->disqualified_count; i++)
		value_list_push(values->arena, people,
			values_plain(values, &decision->disqualified[i].name));
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "navne", value_list(people));
	minutes_say(values, names, PHRASE_DISQUALIFIED_SEVERAL, paragraph);
	return true;
}

static void tell_disqualified(
	const struct values *values, const struct decision *decision, struct texts_chain *paragraph)
{
	bool together = tell_together(values, decision, paragraph);
	for (size_t i = 0; i < decision->disqualified_count; i++) {
		const struct disqualified *row = &decision->disqualified[i];
		struct value_map *names = copy_names(values);
		value_map_set(values->scratch, names, "navn", values_plain(values, &row->name));
		value_map_set(values->scratch, names, "stedfortræder",
			values_plain(values, &row->substitute));
		value_map_set(values->scratch, names, "flere",
			value_bool(decision->disqualified_count > 1));
		if (!together)
			minutes_say(values, names, PHRASE_DISQUALIFIED, paragraph);
		if (row->substitute.bytes != NULL)
			minutes_say(values, names, PHRASE_DISQUALIFIED_SUBSTITUTE, paragraph);
	}
}

/* What the decision says by itself. */
static struct markup_block *tell_text(const struct values *values, const struct decision *decision)
{
	if (decision->text.bytes != NULL && decision->text.length > 0)
		return texts_markup(&values->context, &decision->text);
	if (decision->outcome == NULL)
		return NULL;
	const struct organ *organ = &values->meeting->organ;
	for (size_t i = 0; i < organ->standard_count; i++)
		if (strcmp(organ->standard_outcomes[i], decision->outcome) == 0)
			return texts_markup(&values->context, &organ->standard_texts[i]);
	/* The only outcome that is no sentence in itself. */
	const char *taken = strcmp(decision->outcome, "til efterretning") == 0 ? "taget " : "";
	char *sentence = arena_printf(values->arena, "%s%s.", taken, decision->outcome);
	if (sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	return markup_plain(values->arena, sentence, strlen(sentence));
}

static void tell_points(
	const struct values *values, const struct decision *decision, struct texts_chain *chain)
{
	struct arena *arena = values->arena;
	struct texts_chain paragraph = {0};
	struct value_list *parts = value_list_create(arena);
	for (size_t i = 0; i < decision->point_count; i++) {
		const struct point_outcome *row = &decision->points[i];
		struct value_map *names = copy_names(values);
		value_map_set(values->scratch, names, "punkter", value_text(row->points.bytes));
		value_map_set(values->scratch, names, "udfald", value_text(row->outcome));
		value_list_push(arena, parts, value_text(say_plain(values, names, PHRASE_POINT)));
	}
	if (parts->count == 0)
		return;
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "dele", value_list(parts));
	minutes_say(values, names, PHRASE_POINTS, &paragraph);
	texts_append(chain, paragraph.first);
}

static void tell_postponed(
	const struct values *values, const struct decision *decision, struct texts_chain *chain)
{
	if (!decision->postponed)
		return;
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "dato", value_date(decision->postponed_to));
	minutes_say(values, names, PHRASE_POSTPONED, chain);
}

/* A vote on its way to paper. */
struct told_vote {
	const struct values *values;
	const struct vote *vote;
	struct ballot ballot;
	struct value about; /* om, as it stands within a sentence */
	struct value voters[BALLOT_SIDES];
	bool all_for, all_against;
};

/* Whether several words begin with what is often voted on, and not with a name. */
static bool begins_with_noun(const struct values *values, const char *words)
{
	static const char *const nouns[] = {"indstilling", "forslag", "ændringsforslag", "punkt ",
		"forvaltningens ", "administrationens ", "udvalgets "};
	const char *lower = utf8_lower(values->scratch, words, strlen(words));
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (strncmp(lower, nouns[i], strlen(nouns[i])) == 0)
			return true;
	return false;
}

/* A single word that begins like a sentence is one of the language; several may begin with a name. */
static struct value within_sentence(const struct values *values, const struct text *about)
{
	const char *plain = texts_plain(&values->context, about);
	size_t length = strlen(plain), left = length;
	if (length == 0)
		return value_none();
	uint32_t first, second = 0;
	size_t size = utf8_decode(plain, left, &first);
	if (length > size)
		utf8_decode(plain + size, length - size, &second);
	bool name = strchr(plain, ' ') != NULL && !begins_with_noun(values, plain);
	if (name || utf8_to_lower(second) != second || !utf8_is_letter(second))
		return value_text(plain);
	char lower[4];
	size_t lower_size = utf8_encode(utf8_to_lower(first), lower);
	return value_text(
		arena_printf(values->arena, "%.*s%s", (int)lower_size, lower, plain + size));
}

static struct value party_value(
	const struct values *values, const struct text *name, size_t count, bool voted)
{
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "navn", values_plain(values, name));
	value_map_set(values->scratch, names, "antal", value_int((int64_t)count));
	value_map_set(values->scratch, names, "stemte", value_bool(voted));
	return value_text(say_plain(values, names, PHRASE_PARTY));
}

static struct value voter_value(const struct told_vote *told, const struct voter *voter)
{
	if (voter->party == ATTENDANCE_NONE)
		return values_plain(told->values, voter->name);
	return party_value(told->values, voter->name, voter->votes, true);
}

static void count_vote(struct told_vote *told, const struct values *values, const struct vote *vote)
{
	*told = (struct told_vote){.values = values, .vote = vote};
	ballot_count(minutes_box(values->minutes), vote, &told->ballot);
	const struct ballot *ballot = &told->ballot;
	size_t present = attendance_now(minutes_book(values->minutes))->present;
	told->about = within_sentence(values, &vote->about);
	for (size_t side = 0; side < BALLOT_SIDES; side++) {
		struct value_list *list = value_list_create(values->arena);
		for (size_t i = 0; i < ballot->voter_count[side]; i++)
			value_list_push(
				values->arena, list, voter_value(told, &ballot->voters[side][i]));
		told->voters[side] = value_list(list);
	}
	told->all_for = ballot->certain && ballot->votes[BALLOT_IN_FAVOUR] > 0 &&
			ballot->votes[BALLOT_IN_FAVOUR] == present;
	told->all_against = ballot->certain && ballot->votes[BALLOT_AGAINST] > 0 &&
			    ballot->votes[BALLOT_AGAINST] == present;
}

static void tell_outcome(const struct told_vote *told, struct texts_chain *paragraph)
{
	const struct values *values = told->values;
	struct value outcome = values_plain(values, &told->vote->outcome);
	if (outcome.kind == VALUE_NONE && told->all_for)
		outcome = value_text("vedtaget");
	else if (outcome.kind == VALUE_NONE && told->all_against)
		outcome = value_text("forkastet");
	if (outcome.kind == VALUE_NONE)
		return;
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "om", told->about);
	value_map_set(values->scratch, names, "udfald", outcome);
	minutes_say(values, names,
		told->all_for || told->all_against ? PHRASE_UNANIMOUS : PHRASE_VOTED, paragraph);
}

static struct markup_block *tell_vote(const struct told_vote *told)
{
	static const enum phrase phrases[BALLOT_SIDES] = {
		PHRASE_IN_FAVOUR, PHRASE_AGAINST, PHRASE_ABSTAINED};
	const struct values *values = told->values;
	struct texts_chain paragraph = {0};
	bool first = true;
	for (size_t side = 0; side < BALLOT_SIDES; side++) {
		if (told->voters[side].list->count == 0)
			continue;
		struct value_map *names = copy_names(values);
		value_map_set(values->scratch, names, "om", told->about);
		value_map_set(values->scratch, names, "navne", told->voters[side]);
		value_map_set(values->scratch, names, "antal",
			value_int((int64_t)told->ballot.votes[side]));
		value_map_set(values->scratch, names, "først", value_bool(first));
		minutes_say(values, names, phrases[side], &paragraph);
		first = false;
	}
	tell_outcome(told, &paragraph);
	return paragraph.first;
}

static struct markup_block *tell_dissent(const struct values *values, const struct dissent *dissent)
{
	struct texts_chain chain = {0};
	struct value_list *by = value_list_create(values->arena);
	const struct attendance_book *book = minutes_book(values->minutes);
	for (size_t i = 0; i < dissent->by.count; i++) {
		const struct text *name = &dissent->by.items[i];
		size_t party = attendance_party(book, name->bytes);
		value_list_push(values->arena, by,
			party == ATTENDANCE_NONE
				? values_plain(values, name)
				: party_value(values, name, attendance_party_present(book, party),
					  false));
	}
	struct value_map *names = copy_names(values);
	value_map_set(values->scratch, names, "af", value_list(by));
	minutes_say(values, names, PHRASE_DISSENT, &chain);
	join(values->arena, &chain, texts_markup(&values->context, &dissent->text));
	return chain.first;
}

/* Whatever comes before the decision's text begins with what is there already. */
static struct markup_block *tell_decision(
	const struct values *values, const struct item *item, struct texts_chain before)
{
	const struct decision *decision = &item->decision;
	struct texts_chain chain = {0};
	tell_disqualified(values, decision, &before);
	texts_append(&chain, before.first);
	texts_append(&chain, field_is_open(values, item) ? field_blocks(values, item)
							 : tell_text(values, decision));
	tell_points(values, decision, &chain);
	tell_postponed(values, decision, &chain);
	if (decision->vote_count > 0 || decision->dissent_count > 0)
		attendance_at(minutes_book(values->minutes), item->sequence, decision);
	for (size_t i = 0; i < decision->vote_count; i++) {
		struct told_vote told;
		count_vote(&told, values, &decision->votes[i]);
		texts_append(&chain, tell_vote(&told));
	}
	for (size_t i = 0; i < decision->dissent_count; i++)
		texts_append(&chain, tell_dissent(values, &decision->dissents[i]));
	return chain.first;
}

struct markup_block *minutes_decision(const struct values *values, const struct item *item)
{
	struct values inner = *values;
	inner.scratch = arena_create_child(values->arena);
	struct texts_chain passages = {0};
	minutes_tell_passages(&inner, item, &passages);
	struct markup_block *blocks = tell_decision(&inner, item, passages);
	arena_destroy(inner.scratch);
	return blocks;
}

struct markup_block *minutes_decision_elsewhere(
	const struct values *values, const struct item *item)
{
	struct values inner = *values;
	inner.scratch = arena_create_child(values->arena);
	struct markup_block *blocks = tell_decision(&inner, item, (struct texts_chain){0});
	arena_destroy(inner.scratch);
	return blocks;
}
