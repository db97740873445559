#include "meeting/load.h"

#include "base/i18n.h"

/*
 * What the municipal code (lov om kommunernes styrelse) asks of a political body. Its § 14 and the
 * second part of § 13 are checked where votes and dissents are, in ballot_check.c.
 */

/* § 8, stk. 4: as far as possible four weekdays before the meeting. */
enum { SENDING_DAYS = 4 };

const struct rules law_usual_rules = {
	.sending = true,
	.supplement = true,
	.ground = true,
	.quorum = true,
	.signatures = true,
	.dissent = true,
	.disqualified = true,
	.mention = true,
};

static const struct read_rule rule_rows[] = {
	{"udsendelse", read_yes_no, offsetof(struct rules, sending)},
	{"tillæg", read_yes_no, offsetof(struct rules, supplement)},
	{"lørdag", read_yes_no, offsetof(struct rules, saturday)},
	{"lukkegrund", read_yes_no, offsetof(struct rules, ground)},
	{"beslutningsdygtighed", read_yes_no, offsetof(struct rules, quorum)},
	{"underskrifter", read_yes_no, offsetof(struct rules, signatures)},
	{"mindretal", read_yes_no, offsetof(struct rules, dissent)},
	{"inhabilitet", read_yes_no, offsetof(struct rules, disqualified)},
	{"omtale", read_yes_no, offsetof(struct rules, mention)},
	{0},
};

const struct read_rules law_rules = {.rows = rule_rows};

void law_read_rules(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	if (read_is_mapping(loader, key, value))
		read_mapping(loader, value, &law_rules, target);
}

struct date law_last_day(const struct rules *rules, struct date meeting)
{
	return date_working_days_before(meeting, SENDING_DAYS, rules->saturday);
}

static const char *print_date(const struct meeting *meeting, struct date date)
{
	return arena_printf(meeting->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* Whether everything on the agenda says why it cannot wait. */
static bool is_urgent(const struct meeting *meeting)
{
	bool any = false;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind == ITEM_POINT && item->withdrawn.bytes == NULL &&
			item->urgent.bytes == NULL)
			return false;
		any = any || item->kind == ITEM_POINT;
	}
	return any;
}

static void check_sending(struct report *report, const struct meeting *meeting)
{
	struct date last = law_last_day(&meeting->organ.rules, meeting->date);
	if (!meeting->organ.rules.sending || date_compare(meeting->sent_on, last) <= 0 ||
		is_urgent(meeting))
		return;
	report_warning(report, &meeting->sent_place, "agenda-late",
		tr("the agenda is to be out four weekdays before the meeting as far as possible, "
		   "here on %s at the latest (kommunestyrelsesloven § 8, stk. 4); correct "
		   "'udsendt', or write 'haster: ' in every item, and why it cannot wait"),
		print_date(meeting, last));
}

static void check_supplement(struct report *report, const struct meeting *meeting)
{
	struct date last = law_last_day(&meeting->organ.rules, meeting->date);
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->added && item->withdrawn.bytes == NULL && item->urgent.bytes == NULL &&
			date_compare(item->added_on, last) > 0)
			report_warning(report, &item->place, "supplement-late",
				tr("item %u came onto the agenda after %s, less than four weekdays "
				   "before the meeting, and may be decided only if it cannot wait "
				   "(kommunestyrelsesloven § 8, stk. 4); write 'haster: ' in it, "
				   "and why"),
				item->number, print_date(meeting, last));
	}
}

static void check_grounds(struct arena *arena, struct report *report, const struct item *items,
	size_t count, const struct item *parent)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (!item->closed)
			check_grounds(arena, report, item->items, item->item_count, item);
		else if (item->kind == ITEM_POINT && item->ground.bytes == NULL)
			report_warning(report, &item->place, "closed-no-ground",
				tr("item %s is closed, but does not say why "
				   "(kommunestyrelsesloven § 10, stk. 1); write "
				   "'lukket: {grund: …}'"),
				item_number(arena, parent, item));
	}
}

void meeting_check_law(
	struct report *report, const struct meeting *meeting, bool agenda, bool minutes)
{
	const struct rules *rules = &meeting->organ.rules;
	if (!meeting->organ.political)
		return;
	if (agenda && meeting->has_date && meeting->sent) {
		check_sending(report, meeting);
		if (rules->supplement)
			check_supplement(report, meeting);
	}
	if (rules->ground)
		check_grounds(meeting->arena, report, meeting->items, meeting->item_count, NULL);
	if (minutes && rules->quorum)
		quorum_check(report, meeting);
	struct place place = {.file = meeting->file};
	if (minutes && rules->signatures && !meeting->signatures)
		report_warning(report, &place, "no-signatures",
			tr("the minutes are to be signed by everybody who was there "
			   "(kommunestyrelsesloven § 13, stk. 1); write 'underskrifter: ja', or "
			   "'regler: {underskrifter: nej}' where that is done elsewhere"));
}

static bool is_decided(const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].decision.stated || is_decided(items[i].items, items[i].item_count))
			return true;
	return false;
}

bool meeting_was_held(const struct meeting *meeting)
{
	return is_decided(meeting->items, meeting->item_count);
}
