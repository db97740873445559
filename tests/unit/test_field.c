#include "meeting_scene.h"

#include "document/fillable.h"
#include "document/harvest_stretch.h"
#include "meeting/field.h"

/* What the fields of a fillable document are called, and what such a document says of itself. */

static struct arena *arena;

static void test_names(void)
{
	CHECK_TEXT(field_path(arena, NULL, "budget"), "budget");
	CHECK_TEXT(field_path(arena, "skoler", "busser"), "skoler/busser");
	/* documents that have been sent out know them */
	CHECK_TEXT(field_name(arena, "budget", FIELD_TEXT), "e3dff7ccc51ct");
	CHECK_TEXT(field_name(arena, "skoler/busser", FIELD_OUTCOME), "c96195ec4255u");
	CHECK_TEXT(field_hash(arena, ""), "cbf29ce484222325");
	CHECK_TEXT(field_hash(arena, "Godkendt."), "cd9ba2ca792dfb3d");
	CHECK_INT(strlen(field_name(arena, "økonomi", FIELD_ABSENT)), FIELD_NAME_LENGTH);
}

static void test_block(void)
{
	struct markup_block *content = markup_plain(arena, "Anne Holm", 9);
	const struct markup_block *block = field_block(arena, "budget", FIELD_ABSENT, content);
	CHECK_INT(block->kind, MARKUP_FIELD);
	CHECK(block->field->in_line && block->field->content == content);
	CHECK(!markup_is_empty(block));
	CHECK_TEXT(markup_to_text(arena, block), "Anne Holm");
	struct buf markdown;
	buf_init(&markdown, arena);
	markup_to_markdown(&markdown, block, 0);
	CHECK_TEXT(buf_text(&markdown), "Anne Holm");
	block = field_block(arena, "budget", FIELD_OUTCOME, NULL);
	CHECK_TEXT(markup_to_text(arena, block), "");
	for (size_t i = 0; meeting_outcomes[i] != NULL; i++)
		CHECK(strstr(block->field->end, meeting_outcomes[i]) != NULL);
	CHECK(!field_block(arena, "budget", FIELD_TEXT, NULL)->field->in_line);
}

static struct field_record *many_fields(size_t count)
{
	static const char *const paths[] = {"budget", "skoler/økonomi-på-åen", "a b%c=d",
		"\xff\x01",
		"en-meget-lang-sag-om-kørsel-på-øerne-ved-ærø-der-er-længere-end-et-stykke-er-"
		"når-hvert-bogstav-fylder-seks-tegn-æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå/"
		"ja"};
	struct field_record *record = arena_alloc(arena, sizeof *record);
	record->meeting = "Økonomi- og Erhvervsudvalget/2025-03-04/09.00";
	record->version = field_hash(arena, "dagsorden");
	record->entries = arena_array(arena, count, sizeof *record->entries);
	for (record->count = 0; record->count < count; record->count++) {
		static const enum field_kind kinds[] = {FIELD_TEXT, FIELD_OUTCOME, FIELD_ABSENT};
		const char *path = paths[record->count % 5];
		record->entries[record->count] = (struct field_entry){
			.name = field_name(arena, path, kinds[record->count % 3]),
			.initial = field_hash(arena, path),
			.path = path};
	}
	return record;
}

static void check_equal(const struct field_record *found, const struct field_record *expected)
{
	CHECK(found != NULL);
	if (found == NULL)
		return;
	CHECK_TEXT(found->meeting, expected->meeting);
	CHECK_TEXT(found->version, expected->version);
	CHECK_INT(found->count, expected->count);
	for (size_t i = 0; i < found->count && i < expected->count; i++) {
		CHECK_TEXT(found->entries[i].name, expected->entries[i].name);
		CHECK_TEXT(found->entries[i].initial, expected->entries[i].initial);
		CHECK_TEXT(found->entries[i].path, expected->entries[i].path);
	}
}

static void test_record(void)
{
	for (size_t count = 0; count <= 600; count = count * 2 + 1) {
		const struct field_record *record = many_fields(count);
		const char *text = field_record_print(arena, record);
		CHECK(text[strspn(text, " %-./0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
					"abcdefghijklmnopqrstuvwxyz~")] == '\0');
		check_equal(field_record_parse(arena, text), record);
	}
	static const char good[] = "1 Skoleudvalget/2025-03-04/ 0123456789abcdef "
				   "e3dff7ccc51ct=0123456789abcdef=budget";
	CHECK(field_record_parse(arena, good) != NULL);
	for (size_t length = 0; length < sizeof good - 1; length++) {
		const char *cut = arena_strndup(arena, good, length);
		const struct field_record *record = field_record_parse(arena, cut);
		CHECK(record == NULL || record->count == 0 || length > sizeof good - 7);
	}
	static const char *const damaged[] = {"", "2 a 0123456789abcdef", "1 a% 0123456789abcdef",
		"1 a%00 0123456789abcdef", "1 a 0123456789abcdeg x",
		"1 a 0123456789abcdef df4c86015ec6x=0123456789abcdef=b",
		"1 a 0123456789abcdef de4c86014091t=0123456789abcdef=b",
		"1 a 0123456789abcdef df4c86015ec6t=0123456789abcdef=",
		"1 a 0123456789abcdef df4c86015ec6t=0123456789abcdeX=b",
		"1 a 0123456789abcdef df4c86015ec6t=0123456789abcdef=b%4"};
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		CHECK(field_record_parse(arena, damaged[i]) == NULL);
}

/* What a document says of fields that nothing stands between, and more. */
static const char *with_nothing_around(const char *fields, size_t count)
{
	static const struct stretch_record nothing;
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "%s |", fields);
	for (size_t i = 0; i <= 3 * count; i++) {
		buf_putc(&out, ' ');
		stretch_print(&out, &nothing);
	}
	return buf_text(&out);
}

/* Word cuts off properties that are longer than 255 characters, and blanks may get lost at ends. */
static void test_pieces(void)
{
	for (size_t count = 0; count < 100; count++) {
		const char *text =
			with_nothing_around(field_record_print(arena, many_fields(count)), count);
		const char *rest = text;
		struct buf joined;
		buf_init(&joined, arena);
		while (*rest != '\0') {
			struct bytes piece = fillable_piece(&rest);
			CHECK(piece.length > 0 && piece.length <= 250);
			CHECK(piece.data[0] != ' ' && piece.data[piece.length - 1] != ' ');
			bytes_put(&joined, piece);
		}
		CHECK_TEXT(buf_text(&joined), text);
	}
	CHECK_TEXT(fillable_property(arena, 1), "referent-felter");
	CHECK_TEXT(fillable_property(arena, 12), "referent-felter-12");
	CHECK(fillable_is_property("referent-felter-2") && !fillable_is_property("referent"));
}

static const char *version(struct scene *scene, const char *text, enum meeting_edition edition)
{
	put(scene, "møde.yaml", text);
	load(scene, "møde.yaml");
	return field_version(arena, meeting_redact(arena, scene->meeting, edition));
}

static void test_version(struct scene *scene)
{
	static const char before[] =
		"organ: {navn: Byråd}\n"
		"dato: 2025-03-04\n"
		"start: 9.00\n"
		"punkter:\n"
		"  - {titel: Budget, sagsfremstilling: Der er råd.}\n"
		"  - {titel: Ansættelse, lukket: ja, indstilling: At A ansættes.}\n";
	static const char *const changes[][2] = {{"Budget", "Budget 2026"}, {"råd.", "ikke råd."},
		{"titel: Budget", "titel: Budget, id: penge"},
		{"dato: 2025-03-04", "dato: 2025-03-05"}, {"ansættes", "ikke ansættes"}};
	const char *public = version(scene, before, MEETING_PUBLIC);
	const char *internal = version(scene, before, MEETING_INTERNAL);
	CHECK_TEXT(field_meeting(arena, scene->meeting), "Byråd/2025-03-04/09.00");
	CHECK(strcmp(public, internal) != 0);
	for (size_t i = 0; i < 5; i++) {
		const char *at = strstr(before, changes[i][0]);
		const char *after = arena_printf(arena, "%.*s%s%s", (int)(at - before), before,
			changes[i][1], at + strlen(changes[i][0]));
		bool is_text = i < 3;
		bool same = strcmp(version(scene, after, MEETING_PUBLIC), public) == 0;
		CHECK(same == !is_text);
		same = strcmp(version(scene, after, MEETING_INTERNAL), internal) == 0;
		CHECK(same == (i == 3));
	}
}

int main(void)
{
	struct scene scene;
	scene_init(&scene);
	arena = scene.arena;
	test_names();
	test_block();
	test_record();
	test_pieces();
	test_version(&scene);
	scene_finish(&scene);
	return check_failures > 0 ? 1 : 0;
}
