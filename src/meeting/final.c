#include "meeting/final.h"

#include "base/i18n.h"
#include "markup/markup.h"
#include "meeting/ballot.h"
#include "meeting/load.h"

#include <string.h>

/* Whether minutes are complete: open decisions, and all that must be in order to publish them. */

struct final {
	struct arena *arena;
	struct report *report;
	const struct meeting *meeting;
	struct attendance_book *book;
	struct ballot_box *box;
	const char *number; /* of the item at hand, for messages */
};

/* The part that recommends something, whatever the municipality calls it; or NULL. */
static const struct part_text *recommendation(const struct item *item)
{
	for (size_t i = 0; i < item->part_count; i++)
		if (strstr(item->parts[i].key, "indstilling") != NULL)
			return &item->parts[i];
	return NULL;
}

static bool is_decided(const struct item *item)
{
	const struct decision *decision = &item->decision;
	return decision->text.length > 0 || decision->outcome != NULL ||
	       decision->point_count > 0 || decision->vote_count > 0 ||
	       item->public_decision.bytes != NULL;
}

/* `beslutning: {}`: it is said that there is nothing to decide. */
static bool is_waived(const struct item *item)
{
	const struct decision *decision = &item->decision;
	return decision->stated && !decision->absent.stated && !is_decided(item) &&
	       decision->disqualified_count == 0 && decision->follow_up_count == 0;
}

static bool has_points(const struct item *item, bool decided)
{
	for (size_t i = 0; i < item->item_count; i++)
		if (item->items[i].kind == ITEM_POINT && (!decided || is_decided(&item->items[i])))
			return true;
	return false;
}

/*
 * Whether a decision is missing: where something is recommended and none of the items within the
 * item is decided. For publishing the others have to say something too, if not in their parents.
 */
static bool is_open(const struct item *item, const struct item *parent, bool final)
{
	if (item->kind != ITEM_POINT || item->withdrawn.bytes != NULL || is_decided(item) ||
		is_waived(item) || (parent != NULL && parent->withdrawn.bytes != NULL))
		return false;
	if (recommendation(item) != NULL)
		return !has_points(item, true);
	return final && !has_points(item, false) && !(parent != NULL && is_decided(parent));
}

static void warn_open(struct arena *arena, struct report *report, const struct item *items,
	size_t count, const struct item *parent)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (is_open(item, parent, false))
			report_warning(report, &item->place, "open-decision",
				tr("item %s has no decision yet; write it in 'beslutning' or in "
				   "beslutninger.yaml"),
				item_number(arena, parent, item));
		warn_open(arena, report, item->items, item->item_count, item);
	}
}

void meeting_check_open(struct arena *arena, struct report *report, const struct meeting *meeting)
{
	warn_open(arena, report, meeting->items, meeting->item_count, NULL);
}

static void check_votes(struct final *final, const struct item *item)
{
	if (item->decision.vote_count == 0)
		return;
	const struct attendance *there =
		attendance_at(final->book, item->sequence, &item->decision);
	for (size_t i = 0; i < item->decision.vote_count; i++) {
		const struct vote *vote = &item->decision.votes[i];
		struct ballot ballot;
		ballot_count(final->box, vote, &ballot);
		size_t named = 0, votes = 0;
		for (size_t side = 0; side < BALLOT_SIDES; side++) {
			named += ballot.voter_count[side];
			votes += ballot.votes[side];
		}
		if (ballot.certain && named > 0 && votes != there->present)
			report_error(final->report, &vote->place, "vote-sum",
				tr("the vote names %zu, but %zu were there in item %s; add who is "
				   "missing to 'for', 'imod' or 'undlod', or correct "
				   "'fremmøde'"),
				votes, there->present, final->number);
	}
}

static void check_outcome(struct final *final, const struct decision *decision)
{
	if (decision->outcome == NULL)
		return;
	struct place place =
		decision->text.node != NULL ? yaml_place(decision->text.node) : decision->place;
	const char *word = decision->text.bytes == NULL
				   ? NULL
				   : outcome_contradiction(final->arena, decision->outcome,
					     decision->text.bytes, decision->text.length);
	if (word != NULL)
		report_error(final->report, &place, "outcome-words",
			tr("the decision says '%s', but its 'udfald' is '%s'; correct one of the "
			   "two"),
			word, decision->outcome);
	if (strcmp(decision->outcome, "udsat") == 0 && !decision->postponed)
		report_error(final->report, &decision->place, "postponed-no-date",
			tr("item %s is postponed, but not until when; write 'udsat_til: ' and the "
			   "day"),
			final->number);
}

/* The numbers of a part's lists; false where it has none. */
static bool list_numbers(
	struct final *final, const struct part_text *part, unsigned *first, unsigned *last)
{
	struct arena *scratch = arena_create_child(final->arena);
	struct report *unheard = report_create(scratch);
	bool found = false;
	for (size_t i = 0; i < part->block_count; i++) {
		const struct text *text = &part->blocks[i].text;
		if (part->blocks[i].is_table || text->bytes == NULL)
			continue;
		const struct markup_source source = {0};
		const struct markup_block *block =
			markup_parse(scratch, unheard, text->bytes, text->length, &source);
		for (; block != NULL; block = block->next) {
			if (block->kind != MARKUP_LIST || !block->ordered)
				continue;
			unsigned end = block->start + (unsigned)block->item_count - 1;
			*first = found && *first < block->start ? *first : block->start;
			*last = found && *last > end ? *last : end;
			found = true;
		}
	}
	arena_destroy(scratch);
	return found;
}

static void check_points(struct final *final, const struct item *item)
{
	static const char digits[] = "0123456789";
	const struct part_text *part = recommendation(item);
	unsigned first = 0, last = 0;
	if (item->decision.point_count == 0 || part == NULL ||
		!list_numbers(final, part, &first, &last))
		return;
	for (size_t i = 0; i < item->decision.point_count; i++) {
		const struct text *points = &item->decision.points[i].points;
		struct place place = yaml_place(points->node);
		for (const char *at = strpbrk(points->bytes, digits); at != NULL;
			at = strpbrk(at, digits)) {
			unsigned point = 0;
			for (; *at >= '0' && *at <= '9'; at++)
				point = point * 10 + (unsigned)(*at - '0');
			if (point < first || point > last)
				report_error(final->report, &place, "unknown-point",
					tr("the recommendation has the points %u to %u, but no "
					   "%u; correct the number"),
					first, last, point);
		}
	}
}

static void check_items(
	struct final *final, const struct item *items, size_t count, const struct item *parent)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		final->number = item_number(final->arena, parent, item);
		if (is_open(item, parent, true))
			report_error(final->report, &item->place, "open-decision",
				tr("item %s has no decision; write it in 'beslutning' or in "
				   "beslutninger.yaml, or 'beslutning: {}' where there was none "
				   "to take"),
				final->number);
		check_votes(final, item);
		check_outcome(final, &item->decision);
		check_points(final, item);
		check_items(final, item->items, item->item_count, item);
	}
}

/* Whether every decision says itself who was away. */
static bool all_say_absent(const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].kind == ITEM_POINT && items[i].withdrawn.bytes == NULL &&
			!items[i].decision.absent.stated)
			return false;
	return count > 0;
}

static void check_absent(const struct final *final)
{
	const struct meeting *meeting = final->meeting;
	if (meeting->absent.stated || meeting->attendance.stated ||
		all_say_absent(meeting->items, meeting->item_count))
		return;
	struct place place = {.file = meeting->file};
	report_error(final->report, &place, "absence-unsaid",
		tr("it is not said who was away; write 'fraværende: ' and their names, or "
		   "'fraværende: []' where everybody was there"));
}

void meeting_check_final(struct arena *arena, struct report *report, const struct meeting *meeting)
{
	struct final final = {
		.arena = arena,
		.report = report,
		.meeting = meeting,
		.book = attendance_open(arena, meeting),
	};
	final.box = ballot_box_create(arena, final.book);
	check_absent(&final);
	check_items(&final, meeting->items, meeting->item_count, NULL);
	if (!meeting->organ.political || !meeting->organ.rules.sending || meeting->sent ||
		!meeting->has_date)
		return;
	struct date last = law_last_day(&meeting->organ.rules, meeting->date);
	struct place place = {.file = meeting->file};
	report_warning(report, &place, "agenda-unsent",
		tr("it is not said when the agenda was sent out; write 'udsendt: ' and the day, "
		   "as far as possible %04d-%02d-%02d at the latest (kommunestyrelsesloven "
		   "§ 8, stk. 4)"),
		last.year, last.month, last.day);
}
