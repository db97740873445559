#include "meeting_scene.h"

#include "meeting/ballot.h"

static const char organ[] = "navn: Havneudvalget\n"
			    "type: politisk\n"
			    "medlemmer:\n"
			    "  - {navn: Anna Bo, titel: Borgmester, parti: A}\n"
			    "  - {navn: Carl Dam, parti: A}\n"
			    "  - {navn: Eva Holm, parti: C}\n"
			    "  - {navn: Kim Dahl, parti: V}\n"
			    "  - {navn: Per Vig, parti: V, til: 2023-12-31}\n";

/* Loads a meeting whose fremmøde and items are given; every item is named by a letter. */
static struct attendance_book *open_book(struct scene *scene, const char *text)
{
	scene_init(scene);
	put(scene, "organ.yaml", organ);
	put(scene, "møde.yaml",
		arena_printf(scene->arena, "organ: organ.yaml\ndato: 2024-11-06\n%s", text));
	load(scene, "møde.yaml");
	CHECK_TEXT(said(scene), "");
	return attendance_open(scene->arena, scene->meeting);
}

/* Who sits at an item: the members' initials, or the substitute's in brackets; "-" for nobody. */
static const char *seated(struct scene *scene, struct attendance_book *book, unsigned sequence,
	const struct item *item)
{
	struct buf out;
	buf_init(&out, scene->arena);
	const struct attendance *there =
		attendance_at(book, sequence, item != NULL ? &item->decision : NULL);
	for (size_t i = 0; i < there->seat_count; i++) {
		const struct seat *seat = &there->seats[i];
		if (seat->absence == ABSENCE_NONE)
			buf_putc(&out, seat->name->bytes[0]);
		else if (seat->substitute != NULL)
			buf_printf(&out, "(%c)", seat->substitute[0]);
		else
			buf_putc(&out, '-');
	}
	buf_printf(&out, " %zu", there->present);
	return buf_text(&out);
}

static void test_timeline(void)
{
	struct scene scene;
	struct attendance_book *book = open_book(&scene,
		"start: 9.00\n"
		"fremmøde:\n"
		"  - {navn: Anna Bo, afbud: ja, stedfortræder: Ida Juul}\n"
		"  - {navn: Kim Dahl, gik: 10.00, stedfortræder: Lis Ravn}\n"
		"  - {navn: Kim Dahl, ankom: 10.10, fra_punkt: c}\n"
		"  - {navn: Holm, ankom: 9.10, fra_punkt: b/d}\n"
		"punkter:\n"
		"  - {titel: A, varighed: 30 min}\n"
		"  - titel: B\n"
		"    tid: 9.30\n"
		"    underpunkter: [{titel: D}, {titel: E}]\n"
		"  - {titel: F, tid: 10.05, udgår: ja da}\n"
		"  - {titel: C, tid: 10.20}\n"
		"  - titel: G\n"
		"    tid: 10.30\n"
		"    beslutning: {fraværende: [Carl Dam, Anna Bo], inhabile: [Kim Dahl]}\n"
		"  - titel: H\n"
		"    tid: 10.40\n"
		"    beslutning: {inhabile: [{navn: Ida Juul, stedfortræder: Mia Lund}]}\n");
	const struct meeting *meeting = scene.meeting;
	CHECK_INT(meeting->items[1].sequence, 2);
	CHECK_INT(meeting->items[1].items[1].sequence, 4);
	CHECK_TEXT(seated(&scene, book, 1, NULL), "(I)C-K 3");
	CHECK_TEXT(seated(&scene, book, 2, NULL), "(I)C-K 3");
	CHECK_TEXT(seated(&scene, book, 3, NULL), "(I)CEK 4");
	/* He left before an item that was withdrawn, and was back at the one after it. */
	CHECK_TEXT(seated(&scene, book, 5, NULL), "(I)CEK 4");
	CHECK_TEXT(seated(&scene, book, 6, NULL), "(I)CEK 4");
	CHECK_TEXT(seated(&scene, book, 7, &meeting->items[4]), "(I)-E- 2");
	CHECK_TEXT(seated(&scene, book, 8, &meeting->items[5]), "(M)CEK 4");
	/* What a decision says is forgotten at the next. */
	CHECK_TEXT(seated(&scene, book, 8, NULL), "(I)CEK 4");
	scene_finish(&scene);
}

static void test_votes(void)
{
	struct scene scene;
	struct attendance_book *book = open_book(&scene,
		"fremmøde: [{navn: Carl Dam, afbud: ja, stedfortræder: Ida Juul}]\n"
		"punkter:\n"
		"  - titel: A\n"
		"    beslutning:\n"
		"      inhabile: [Kim Dahl]\n"
		"      afstemninger:\n"
		"        - {for: [A], imod: [C]}\n"
		"        - {for: [A], imod: [Ida Juul, C]}\n");
	const struct decision *decision = &scene.meeting->items[0].decision;
	struct ballot_box *box = ballot_box_create(scene.arena, book);
	const struct attendance *there = attendance_at(book, 1, decision);
	struct ballot ballot;
	CHECK_INT(there->present, 3);
	ballot_count(box, &decision->votes[0], &ballot);
	CHECK_INT(ballot.votes[BALLOT_IN_FAVOUR], 2);
	CHECK_INT(ballot.votes[BALLOT_AGAINST], 1);
	CHECK(ballot.certain);
	/* A substitute votes for himself, and no longer with the party. */
	ballot_count(box, &decision->votes[1], &ballot);
	CHECK_INT(ballot.votes[BALLOT_IN_FAVOUR], 1);
	CHECK_INT(ballot.votes[BALLOT_AGAINST], 2);
	/* Somebody unknown makes it uncertain. */
	const struct text name = {.bytes = "Xenia", .length = 5};
	struct vote vote = {.in_favour = {.items = (struct text *)&name, .count = 1}};
	ballot_count(box, &vote, &ballot);
	CHECK(!ballot.certain);
	scene_finish(&scene);
}

static void test_who_has_seats(void)
{
	/* Participants who are listed, members among them, are those who are there. */
	struct scene scene;
	struct attendance_book *book = open_book(&scene,
		"deltagere: [Anna Bo, Eva Holm, Direktør Ole Friis]\npunkter: [{titel: A}]\n");
	CHECK_TEXT(seated(&scene, book, 1, NULL), "B-E- 2");
	CHECK(attendance_now(book)->certain);
	CHECK_INT(attendance_own_seat(book, roster_find(attendance_roster(book), "Ole Friis")) ==
			  ATTENDANCE_NONE,
		1);
	scene_finish(&scene);
	/* A list of others says nothing of the members, nor does a text. */
	book = open_book(&scene, "deltagere: [Direktør Ole Friis]\npunkter: [{titel: A}]\n");
	CHECK_TEXT(seated(&scene, book, 1, NULL), "BCEK 4");
	scene_finish(&scene);
	book = open_book(&scene, "deltagere: Anna Bo og andre\npunkter: [{titel: A}]\n");
	CHECK_TEXT(seated(&scene, book, 1, NULL), "BCEK 4");
	scene_finish(&scene);
	/* Without members the participants have the seats, without these those who came or left. */
	scene_init(&scene);
	put(&scene, "møde.yaml",
		"organ: {navn: A}\ndato: 2024-11-06\ndeltagere: [Bo, Eva]\nfraværende: [Eva]\n"
		"punkter: [{titel: A}]\n");
	load(&scene, "møde.yaml");
	book = attendance_open(scene.arena, scene.meeting);
	CHECK_TEXT(seated(&scene, book, 1, NULL), "B- 1");
	scene_finish(&scene);
	scene_init(&scene);
	put(&scene, "møde.yaml",
		"organ: {navn: A}\ndato: 2024-11-06\npunkter: [{titel: A}]\n"
		"fremmøde: [{navn: Bo, gik: 9.00, fra_punkt: a}]\n");
	load(&scene, "møde.yaml");
	book = attendance_open(scene.arena, scene.meeting);
	CHECK_TEXT(seated(&scene, book, 1, NULL), "- 0");
	CHECK(!attendance_now(book)->certain);
	scene_finish(&scene);
}

/* The public edition knows of comings and goings in closed items only what open ones show. */
static void test_closed(void)
{
	struct scene scene;
	struct attendance_book *book = open_book(&scene,
		"fremmøde:\n"
		"  - {navn: Anna Bo, gik: 9.10, fra_punkt: b, stedfortræder: Ida Juul}\n"
		"  - {navn: Anna Bo, ankom: 9.20, fra_punkt: c}\n"
		"  - {navn: Carl Dam, gik: 9.15, fra_punkt: b, stedfortræder: Lis Ravn}\n"
		"  - {navn: Eva Holm, ankom: 9.10, fra_punkt: b}\n"
		"  - {navn: Eva Holm, gik: 9.20, fra_punkt: c}\n"
		"  - {navn: Kim Dahl, gik: 9.40, fra_punkt: d, stedfortræder: Mia Lund}\n"
		"punkter:\n"
		"  - titel: A\n"
		"  - {titel: B, lukket: ja}\n"
		"  - titel: C\n"
		"  - {titel: D, lukket: ja}\n");
	CHECK_TEXT(seated(&scene, book, 1, NULL), "BC-K 3");
	CHECK_TEXT(seated(&scene, book, 2, NULL), "(I)(L)EK 4");
	CHECK_TEXT(seated(&scene, book, 3, NULL), "B(L)-K 3");
	CHECK_TEXT(seated(&scene, book, 4, NULL), "B(L)-(M) 3");
	struct meeting *public = meeting_redact(scene.arena, scene.meeting, MEETING_PUBLIC);
	book = attendance_open(scene.arena, public);
	CHECK_TEXT(seated(&scene, book, 1, NULL), "BC-K 3");
	CHECK_TEXT(seated(&scene, book, 3, NULL), "B(L)-K 3");
	CHECK_TEXT(seated(&scene, book, 4, NULL), "B(L)-K 3");
	CHECK_INT(roster_find(attendance_roster(book), "Ida Juul") == ROSTER_NOBODY, 1);
	CHECK_INT(roster_find(attendance_roster(book), "Mia Lund") == ROSTER_NOBODY, 1);
	CHECK_INT(public->attendance.items[2].left.at, 3);
	scene_finish(&scene);
}

int main(void)
{
	test_timeline();
	test_votes();
	test_who_has_seats();
	test_closed();
	return check_failures > 0;
}
