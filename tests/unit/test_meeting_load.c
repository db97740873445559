#include "meeting_scene.h"

#include <stdarg.h>

static const char kommune[] = "myndighed: Vesterby Kommune\n"
			      "skabelon: standard\n"
			      "lukket: {sagsnr: vis, tekst: Lukket sag}\n"
			      "felter: {kompetence: Kompetence}\n";

static const char organ[] =
	"navn: Teknik- og Miljøudvalget\n"
	"type: politisk\n"
	"sted: Mødelokale 2\n"
	"medlemmer:\n"
	"  - {navn: Ole Friis, titel: Formand, rolle: formand, parti: A}\n"
	"  - Næstformand Mia Lund\n"
	"  - {navn: Per Bo, til: 31-12-2023}\n"
	"afsnit:\n"
	"  baggrund: Baggrund\n"
	"  indstilling: Indstilling\n"
	"  bilag:\n"
	"  beslutning: Beslutning\n"
	"underafsnit: {indstilling: Indstilling}\n"
	"felter: {initialer: Initialer}\n"
	"lukket: {titel: vis}\n"
	"standardtekster: {godkendt: Godkendt.}\n"
	"faste_punkter: {økonomi: faste/økonomi.yaml, pause: faste/pause.yaml}\n"
	"dagsorden: [{fast: økonomi}, nye_punkter]\n";

static const char meeting_text[] =
	"organ: ../organ.yaml\n"
	"dato: 6-11-2024\n"
	"start: 9.00\n"
	"slut: '13:00'\n"
	"fraværende: Ingen\n"
	"underskrifter: ja\n"
	"første_punkt: 49\n"
	"punkter:\n"
	"  - fast: økonomi\n"
	"    indstilling: Til efterretning.\n"
	"  - punkter/havn.yaml\n"
	"  - pause: Frokost\n"
	"    varighed: 30 min\n"
	"  - mellemoverskrift: Nye sager\n"
	"  - sagsnr: 23/4324\n"
	"    lukket: {grund: Styrelsesloven § 10}\n"
	"  - titel: Møder i 2025 (udkast)\n"
	"    tid: 10.00 – 10.30\n"
	"    sagsgang: TMU\n"
	"    initialer: abc\n"
	"    kompetence: Byrådet\n"
	"    deltagere: [A, B]\n"
	"    tidsplan: møde\n"
	"    baggrund:\n"
	"      - Først\n"
	"      - tabel:\n"
	"          kolonner: [Dato, Sted]\n"
	"          rækker: [[1, 2], [Alene]]\n"
	"    indstilling: {overskrift: '', tekst: Ja}\n"
	"    tidligere: [{organ: Byrådet, dato: 2024-01-02, tekst: Udsat.}]\n"
	"    underpunkter:\n"
	"      - titel: Den første\n"
	"        indstilling: x\n"
	"      - pause: Kaffe\n"
	"      - titel: '2025'\n"
	"    beslutning: {udfald: Godkendt, fraværende: []}\n";

static void write_all(struct scene *scene)
{
	put(scene, "kommune.yaml", kommune);
	put(scene, "tmu/organ.yaml", organ);
	put(scene, "tmu/faste/økonomi.yaml",
		"titel: Økonomi\nbaggrund: Tal.\nindstilling: Gammel.\n");
	put(scene, "tmu/faste/pause.yaml", "pause: Kaffe\n");
	put(scene, "tmu/m/møde.yaml", meeting_text);
	put(scene, "tmu/m/punkter/havn.yaml",
		"titel: Havnen\nid: havn\nbilag:\n  - Kort\n  - {fil: ../bilag/plan.pdf, doknr: 7, "
		"lukket: ja}\n");
	put(scene, "tmu/m/bilag/plan.pdf", "x");
	put(scene, "tmu/m/beslutninger.yaml",
		"havn: Godkendt.\nmøder-i-2025-udkast/punkt-2025: Sub.\n");
}

static void test_settings(const struct meeting *meeting)
{
	const struct organ *o = &meeting->organ;
	CHECK_TEXT(o->name.bytes, "Teknik- og Miljøudvalget");
	CHECK_TEXT(o->authority.bytes, "Vesterby Kommune");
	CHECK(o->political);
	CHECK_TEXT(meeting_template(meeting), "standard");
	CHECK(o->closed.show_title && o->closed.show_sagsnr);
	CHECK_TEXT(o->closed.text.bytes, "Lukket sag");
	CHECK_INT(o->parts.count, 4);
	CHECK_TEXT(o->parts.items[2].key, "bilag");
	CHECK(o->parts.items[2].heading.bytes == NULL);
	CHECK(o->sub_parts.stated);
	CHECK_INT(o->field_count, 2);
	CHECK_TEXT(o->fields[1].label.bytes, "Initialer");
	CHECK_INT(o->standard_count, 1);
	CHECK_TEXT(meeting_file_name(meeting, MEETING_MINUTES),
		"2024-11-06-teknik-og-miljøudvalget-referat");
	CHECK_TEXT(meeting->place_text.bytes, "Mødelokale 2");
	CHECK_INT(meeting->start.minutes, 540);
	CHECK_TEXT(meeting->end.written, "13:00");
	CHECK_INT(meeting->participants.count, 2);
	CHECK_TEXT(meeting->participants.items[0].shown.bytes, "Formand Ole Friis");
	CHECK(meeting->absent.stated && meeting->absent.count == 0);
	CHECK(meeting->signatures);
}

static void test_items(const struct meeting *meeting)
{
	CHECK_INT(meeting->item_count, 6);
	const struct item *item = meeting->items;
	CHECK_TEXT(item[0].id, "økonomi");
	CHECK_INT(item[0].number, 49);
	CHECK_TEXT(item[0].title.bytes, "Økonomi");
	CHECK_INT(item[0].part_count, 2);
	CHECK_TEXT(item[0].parts[1].blocks[0].text.bytes, "Til efterretning.");
	CHECK_TEXT(item[1].id, "havn");
	CHECK_INT(item[1].attachment_count, 2);
	CHECK_TEXT(item[1].attachments[1].title.bytes, "plan.pdf");
	CHECK(item[1].attachments[1].closed && item[1].attachments[1].path != NULL);
	CHECK_TEXT(item[1].decision.text.bytes, "Godkendt.");
	CHECK_INT(item[2].kind, ITEM_PAUSE);
	CHECK_INT(item[2].duration_min, 30);
	CHECK_INT(item[3].kind, ITEM_HEADING);
	CHECK(item[4].closed);
	CHECK_TEXT(item[4].id, "punkt-234324");
	CHECK_INT(item[4].number, 51);
	CHECK_TEXT(item[4].ground.bytes, "Styrelsesloven § 10");
}

static void test_item(const struct item *item)
{
	CHECK_TEXT(item->id, "møder-i-2025-udkast");
	CHECK_TEXT(item->start.written, "10.00");
	CHECK_TEXT(item->end.written, "10.30");
	CHECK_INT(item->end.minutes, 630);
	CHECK_INT(item->sagsgang.count, 1);
	CHECK_INT(item->field_count, 2);
	CHECK_TEXT(item->fields[0].declaration->key, "kompetence");
	CHECK_TEXT(item->fields[1].value.bytes, "abc");
	CHECK_INT(item->participants.count, 2);
	CHECK(item->timetable.of_meeting);
	CHECK_INT(item->part_count, 2);
	CHECK_INT(item->parts[0].block_count, 2);
	CHECK_INT(item->parts[0].blocks[1].column_count, 2);
	CHECK_INT(item->parts[0].blocks[1].rows[1].count, 1);
	CHECK(item->parts[1].has_heading && item->parts[1].heading.bytes == NULL);
	CHECK_INT(item->earlier_count, 1);
	CHECK_TEXT(item->earlier[0].organ.bytes, "Byrådet");
	CHECK_INT(item->item_count, 3);
	CHECK_INT(item->items[2].number, 2);
	CHECK_TEXT(item->items[2].id, "punkt-2025");
	CHECK_TEXT(item->items[2].decision.text.bytes, "Sub.");
	CHECK_TEXT(item->decision.outcome, "godkendt");
	CHECK(item->decision.absent.stated && item->decision.absent.count == 0);
}

static void test_whole(void)
{
	struct scene scene;
	scene_init(&scene);
	write_all(&scene);
	load(&scene, "tmu/m");
	CHECK_TEXT(said(&scene), "");
	CHECK(scene.meeting != NULL);
	if (scene.meeting != NULL && scene.meeting->item_count == 6) {
		test_settings(scene.meeting);
		test_items(scene.meeting);
		test_item(&scene.meeting->items[5]);
	}
	scene_finish(&scene);
}

/* One file, and what is said about it. */
static void expect(const char *text, const char *expected)
{
	struct scene scene;
	scene_init(&scene);
	put(&scene, "møde.yaml", text);
	load(&scene, "møde.yaml");
	CHECK_TEXT(said(&scene), expected);
	scene_finish(&scene);
}

static void test_settings_faults(void)
{
	expect("dato: 2024-11-06\npunkter: []\n", "møde.yaml:1:1 missing-key\n");
	expect("organ: {navn: A}\npunkter: []\n", "møde.yaml:1:1 missing-key\n");
	expect("organ: {navn: A}\ndato: 2024-11-06\n", "møde.yaml:1:1 missing-key\n");
	/* A misspelt key that is required is one fault, not two. */
	expect("organ: {navn: A}\ndatoo: 2024-11-06\npunkter: []\n", "møde.yaml:2:1 unknown-key\n");
	expect("organ: {navn: A}\ndato: 2024-13-06\npunkter: []\n", "møde.yaml:2:7 bad-date\n");
	expect("organ: {navn: A, afsnit: {titel: T, overskrift: O}}\ndato: 2024-11-06\n"
	       "start: kl. ni\nunderskrifter:\npunkter: []\n",
		"møde.yaml:1:27 part-key-taken\nmøde.yaml:1:37 part-key-taken\n"
		"møde.yaml:3:8 bad-time\nmøde.yaml:4:15 bad-yes-no\n");
	expect("organ: {navn: A, logo: ../../../../etc/passwd}\ndato: 2024-11-06\npunkter: []\n",
		"møde.yaml:1:24 path-leaves-root\n");
	expect("organ: findes-ikke.yaml\ndato: 2024-11-06\npunkter: [{titel: X, ukendt: 1}]\n",
		"møde.yaml:1:8 missing-file\n");
}

static void test_item_faults(void)
{
	static const char top[] = "organ: {navn: A, medlemmer: [Ole Friis, Mia Lund]}\n"
				  "dato: 2024-11-06\npunkter:\n";
	static const struct {
		const char *items;
		const char *expected;
	} cases[] = {
		{"- titel: A\n  sagsfremstiling: x\n", "møde.yaml:5:3 unknown-key\n"},
		{"- titel: [a]\n", "møde.yaml:4:10 wrong-kind\n"},
		{"- {}\n", "møde.yaml:4:3 missing-key\n"},
		{"- titel: A\n  lukket: måske\n", "møde.yaml:5:11 bad-yes-no\n"},
		{"- titel: A\n- titel: a!\n", "møde.yaml:5:10 duplicate-id\n"},
		{"- fast: x\n", "møde.yaml:4:9 unknown-standing\n"},
		{"- titel: A\n  varighed: længe\n", "møde.yaml:5:13 bad-duration\n"},
		{"- titel: A\n  beslutning: {udfald: godkent}\n", "møde.yaml:5:24 bad-outcome\n"},
		{"- titel: A\n  beslutning: {tekst: x, fraværende: [Mia Lun]}\n",
			"møde.yaml:5:39 ~unknown-person\n"},
		{"- titel: A\n  beslutning: {tekst: x, fraværende: 'Ole Friis, Mia Lund'}\n",
			"møde.yaml:5:38 unknown-person\n"},
		{"- titel: A\n  fra: x\n", "møde.yaml:5:8 bad-origin\n"},
		{"- mellemoverskrift: For lukkede døre\n- titel: A\n- titel: B\n  lukket: nej\n",
			"møde.yaml:5:3 ~open-under-closed\n"},
		{"- titel: A\n  bilag: [{titel: x, fil: nix.pdf}]\n",
			"møde.yaml:5:27 missing-file\n"},
		{"- titel: A\n  id: 12\n", "møde.yaml:5:7 bad-id\n"},
		{"- titel: A\n  underpunkter: [{titel: B, underpunkter: []}]\n",
			"møde.yaml:5:29 nested-items\n"},
		{"- titel: A\n  økonomi: [{tabel: {kolonner: [a], rækker: [[1, 2]]}}]\n",
			"møde.yaml:5:50 table-cells\n"},
		{"- Orientering\n", "møde.yaml:4:3 wrong-kind\n"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[1000];
		snprintf(text, sizeof(text), "%s%s", top, cases[i].items);
		expect(text, cases[i].expected);
	}
}

static void test_decisions(void)
{
	struct scene scene;
	scene_init(&scene);
	put(&scene, "møde.yaml",
		"organ: {navn: A}\ndato: 2024-11-06\npunkter:\n- titel: Kloak i Havslø\n"
		"- titel: B\n  beslutning: Ja\n");
	put(&scene, "beslutninger.yaml", "kloak-i-hvaslø: Godkendt.\nb: Nej\n");
	load(&scene, "møde.yaml");
	CHECK_TEXT(said(&scene),
		"beslutninger.yaml:1:1 unknown-decision\nbeslutninger.yaml:2:1 two-decisions\n");
	if (report_count(scene.report) > 0)
		CHECK_TEXT(report_get(scene.report, 0)->message,
			"the decision 'kloak-i-hvaslø' has no item; is it 'kloak-i-havslø'? Write "
			"'id: "
			"kloak-i-hvaslø' at the item");
	scene_finish(&scene);
}

/* Keys and names typed on a Mac: accents on their own. */
static void test_composed(void)
{
	expect("organ: {navn: A, medlemmer: [Åse Sørensen], afsnit: {bemærkning: B}}\n"
	       "dato: 2024-11-06\nfrava\xcc\x8arende: []\npunkter: []\n",
		"møde.yaml:3:1 unknown-key\n");
	expect("organ: {navn: A, medlemmer: [\xc3\x85se Holm], afsnit: {\xc3\xa5rsag: B}}\n"
	       "dato: 2024-11-06\nfraværende: [A\xcc\x8ase Holm]\npunkter:\n"
	       "- titel: A\n  a\xcc\x8arsag: x\n",
		"");
	/* The folder's name on disk is decomposed, what the user types is not. */
	struct scene scene;
	scene_init(&scene);
	put(&scene,
		"ra\xcc\x8a"
		"d/møde.yaml",
		"organ: {navn: A}\ndato: 2024-11-06\npunkter: []\n");
	load(&scene, "r\xc3\xa5"
		     "d");
	CHECK_TEXT(said(&scene), "");
	CHECK(scene.meeting != NULL);
	scene_finish(&scene);
}

static void test_organ_outside(void)
{
	struct scene scene;
	scene_init(&scene);
	put(&scene, "b/organ.yaml", "navn: A\n");
	put(&scene, "a/møde.yaml", "organ: ../b/organ.yaml\ndato: 2024-11-06\npunkter: []\n");
	load(&scene, "a/møde.yaml");
	CHECK_TEXT(said(&scene), "a/møde.yaml:1:8 organ-outside\n");
	scene_finish(&scene);
	/* A kommune.yaml above both makes it all right. */
	scene_init(&scene);
	put(&scene, "kommune.yaml", "");
	put(&scene, "b/organ.yaml", "navn: A\n");
	put(&scene, "a/møde.yaml", "organ: ../b/organ.yaml\ndato: 2024-11-06\npunkter: []\n");
	load(&scene, "a/møde.yaml");
	CHECK_TEXT(said(&scene), "");
	scene_finish(&scene);
}

int main(void)
{
	test_whole();
	test_settings_faults();
	test_item_faults();
	test_decisions();
	test_composed();
	test_organ_outside();
	return check_failures > 0;
}
