#include "base/buf.h"
#include "base/report.h"
#include "check.h"

static struct arena *arena;

static struct place at(const char *file, unsigned line, unsigned column)
{
	return (struct place){.file = file, .line = line, .column = column};
}

static void check_counting(void)
{
	struct report *report = report_create(arena);
	struct place place = at("møde.yaml", 3, 5);

	CHECK(!report_failed(report));
	CHECK_INT(report_count(report), 0);
	report_warning(report, &place, "odd", "odd %s", "thing");
	CHECK(!report_failed(report));
	report_error(report, &place, "unknown-key", "unknown key '%s'", "tittel");
	CHECK(report_failed(report));
	CHECK(!report_system_failed(report));
	report_system(report, NULL, "cannot-open", "cannot open");
	CHECK(report_system_failed(report));
	CHECK_INT(report_error_count(report), 2);
	CHECK_INT(report_warning_count(report), 1);
	CHECK_INT(report_count(report), 3);
	CHECK_TEXT(report_get(report, 1)->message, "unknown key 'tittel'");
	CHECK_TEXT(report_get(report, 1)->id, "unknown-key");
	CHECK_INT(report_get(report, 1)->severity, REPORT_ERROR);
	CHECK_INT(report_get(report, 1)->place.line, 3);
	CHECK_INT(report_get(report, 2)->class, REPORT_SYSTEM);
	CHECK(report_get(report, 2)->place.file == NULL);
	CHECK(report_arena(report) == arena);
}

static void check_once(void)
{
	struct report *report = report_create(arena);
	struct place place = at("a", 1, 1);
	struct place same = at(arena_strdup(arena, "a"), 1, 1);
	struct place other = at("a", 1, 2);

	report_error(report, &place, "id", "message");
	report_error(report, &same, "id", "message");
	/* Kept once, but a caller that compares the counts sees that its call failed. */
	CHECK_INT(report_count(report), 1);
	CHECK_INT(report_error_count(report), 2);
	report_error(report, &other, "id", "message");
	report_error(report, &place, "id", "another");
	report_error(report, &place, "id2", "message");
	report_warning(report, &place, "id", "message");
	CHECK_INT(report_count(report), 5);
	CHECK_INT(report_error_count(report), 5);
	CHECK_INT(report_warning_count(report), 1);
}

/* The ids in order. */
static const char *list(const struct report *report)
{
	struct buf ids;

	buf_init(&ids, arena);
	for (size_t i = 0; i < report_count(report); i++)
		buf_printf(&ids, "%s ", report_get(report, i)->id);
	return buf_copy(&ids, arena);
}

static void check_order(void)
{
	struct report *report = report_create(arena);
	struct place places[] = {at("z", 9, 1), at("b", 2, 4), at("b", 2, 3), at("z", 1, 1),
		at("b", 0, 0), at("b", 1, 1), at("z", 0, 0), at("b", 0, 0), at("z", 10, 0)};
	static const char *const ids[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8"};

	for (size_t i = 0; i < 9; i++)
		report_error(report, &places[i], ids[i], "fault %zu", i);
	CHECK_TEXT(list(report), "3 0 8 6 5 2 1 4 7 ");
}

static void check_cap(void)
{
	struct report *report = report_create(arena);

	for (unsigned i = 0; i < 150; i++) {
		struct place place = at("w", i + 1, 1);

		report_warning(report, &place, "warning", "number %u", i);
	}
	CHECK_INT(report_count(report), REPORT_CAP);
	CHECK_INT(report_dropped(report), 50);
	CHECK_INT(report_warning_count(report), 150);
	/* An error is never lost to warnings. */
	report_error(report, NULL, "error", "fault");
	CHECK_INT(report_count(report), REPORT_CAP);
	CHECK_INT(report_dropped(report), 51);
	CHECK_TEXT(report_get(report, REPORT_CAP - 1)->id, "error");
	CHECK_TEXT(report_get(report, REPORT_CAP - 2)->message, "number 98");
	for (unsigned i = 0; i < 200; i++)
		report_error(report, NULL, "error", "fault %u", i);
	CHECK_INT(report_count(report), REPORT_CAP);
	CHECK_INT(report_error_count(report), 201);
	CHECK_INT(report_dropped(report), 150 + 201 - REPORT_CAP);
	for (unsigned i = 0; i < REPORT_CAP; i++)
		CHECK_TEXT(report_get(report, i)->id, "error");
}

static void check_harmless(void)
{
	struct report *report = report_create(arena);
	struct place place = {
		.file = "m\x1b[31m.yaml", .line = 1, .visible = "a\tb\xFF", .caret = 2};
	char longer[3000];

	report_error(report, &place, "bell", "a\ab\nc %s \xE2\x80\xAE", "\x1b]0;x");
	CHECK_TEXT(report_get(report, 0)->message, "a\xEF\xBF\xBD"
						   "b c \xEF\xBF\xBD]0;x \xEF\xBF\xBD");
	CHECK_TEXT(report_get(report, 0)->place.file, "m\xEF\xBF\xBD[31m.yaml");
	CHECK_TEXT(report_get(report, 0)->place.visible, "a b\xEF\xBF\xBD");

	for (size_t i = 0; i < sizeof longer - 1; i += 2)
		memcpy(longer + i, "æ", 2);
	longer[sizeof longer - 2] = '\0';
	place = at("n", 1, 1);
	report_error(report, &place, "long", "unknown '%s'; leave it out", longer);
	CHECK(strlen(report_get(report, 1)->message) < 850);
	CHECK(strncmp(report_get(report, 1)->message, "unknown 'ææ", 11) == 0);
	CHECK(strstr(report_get(report, 1)->message, "æ … æ") != NULL);
	CHECK(strstr(report_get(report, 1)->message, "æ'; leave it out") != NULL);
}

static void fill_arena(void *user)
{
	for (;;)
		arena_alloc(user, 16);
}

static void report_one(void *user)
{
	struct place place = at("q", 1, 1);

	report_error(user, &place, "late", "too late");
}

static void check_exhaustion(void)
{
	struct arena *narrow = arena_create(20000);
	struct report *report = report_create(narrow);

	report_error(report, NULL, "before", "before");
	CHECK_INT(arena_protect(narrow, fill_arena, narrow), ARENA_LIMIT);
	CHECK_INT(arena_protect(narrow, report_one, report), ARENA_LIMIT);
	report_exhausted(report, ARENA_DONE);
	CHECK_INT(report_error_count(report), 1);
	CHECK_TEXT(report_get(report, 0)->id, "before");
	report_exhausted(report, ARENA_LIMIT);
	CHECK_INT(report_count(report), 1);
	CHECK_INT(report_error_count(report), 2);
	CHECK_INT(report_warning_count(report), 0);
	CHECK_INT(report_dropped(report), 0);
	CHECK_TEXT(report_get(report, 0)->id, "memory-limit");
	CHECK(!report_system_failed(report));
	CHECK(report_failed(report));
	arena_destroy(narrow);

	narrow = arena_create(20000);
	report = report_create(narrow);
	report_exhausted(report, ARENA_NO_MEMORY);
	CHECK_TEXT(report_get(report, 0)->id, "no-memory");
	CHECK(report_system_failed(report));
	arena_destroy(narrow);
}

int main(void)
{
	arena = arena_create(16 * 1024 * 1024);
	check_counting();
	check_once();
	check_order();
	check_cap();
	check_harmless();
	check_exhaustion();
	arena_destroy(arena);
	return check_failures != 0;
}
