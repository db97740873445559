#include "meeting/attendance.h"
#include "meeting/load.h"

#include "base/i18n.h"

#include <string.h>

/* Half of the members have to be there when a political body decides (kommunestyrelsesloven § 11). */

struct quorum {
	struct report *report;
	const struct meeting *meeting;
	struct attendance_book *book;
	size_t seats;
	bool lacking; /* at the latest decision: with the same people it is said only once */
};

static bool is_one_of(const char *outcome, const char *const *words)
{
	for (; outcome != NULL && *words != NULL; words++)
		if (strcmp(outcome, *words) == 0)
			return true;
	return false;
}

/* What can be done by fewer is no decision. */
static bool is_decided(const struct item *item)
{
	static const char *const by_fewer[] = {"udsat", "drøftet", "bortfaldet", NULL};
	const struct decision *decision = &item->decision;
	return item->withdrawn.bytes == NULL && !is_one_of(decision->outcome, by_fewer) &&
	       (decision->outcome != NULL || decision->text.bytes != NULL ||
		       decision->point_count > 0 || decision->vote_count > 0);
}

/* Whether the decision itself says who was away. */
static bool says_who(const struct decision *decision)
{
	return decision->absent.stated || decision->disqualified_count > 0;
}

static void check_item(
	struct quorum *quorum, const struct item *parent, const struct item *item, bool closed)
{
	bool lacked = quorum->lacking;
	size_t present = attendance_present(quorum->book, item);
	quorum->lacking = 2 * present < quorum->seats;
	if (!quorum->lacking || (lacked && !says_who(&item->decision)))
		return;
	const char *number = item_number(quorum->meeting->arena, parent, item);
	if (closed)
		report_warning(quorum->report, &item->decision.place, "no-quorum",
			tr("fewer than half of the members were there in item %s, too few to "
			   "decide (kommunestyrelsesloven § 11, stk. 2); correct 'fraværende', "
			   "'fremmøde' or 'inhabile', or write 'udfald: udsat'"),
			number);
	else
		report_warning(quorum->report, &item->decision.place, "no-quorum",
			tr("only %zu of %zu members were there in item %s, too few to decide "
			   "(kommunestyrelsesloven § 11, stk. 2); correct 'fraværende', "
			   "'fremmøde' or 'inhabile', or write 'udfald: udsat'"),
			present, quorum->seats, number);
}

static void check_items(struct quorum *quorum, const struct item *parent, const struct item *items,
	size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		bool is_closed = closed || items[i].closed;
		if (is_decided(&items[i]))
			check_item(quorum, parent, &items[i], is_closed);
		check_items(quorum, &items[i], items[i].items, items[i].item_count, is_closed);
	}
}

void quorum_check(struct report *report, const struct meeting *meeting)
{
	struct quorum quorum = {.report = report, .meeting = meeting};
	/* Among participants nobody knows who has a vote. */
	if (meeting->organ.members.count == 0)
		return;
	quorum.book = attendance_open(meeting->arena, meeting);
	quorum.seats = attendance_now(quorum.book)->seat_count;
	if (attendance_now(quorum.book)->certain)
		check_items(&quorum, NULL, meeting->items, meeting->item_count, false);
}
