#include "base/buf.h"
#include "check.h"

#include <stdint.h>

static struct arena *arena;

static void check_appending(void)
{
	struct buf buf;

	buf_init(&buf, arena);
	CHECK_TEXT(buf_text(&buf), "");
	CHECK_TEXT(buf_copy(&buf, arena), "");
	buf_puts(&buf, "Punkt ");
	buf_putc(&buf, '4');
	buf_append(&buf, ": Kloakken", 3);
	buf_append(&buf, NULL, 0);
	CHECK_TEXT(buf_text(&buf), "Punkt 4: K");
	CHECK_INT(buf.length, 10);
	buf_put_utf8(&buf, 0xE6);
	buf_put_utf8(&buf, 0x20AC);
	buf_put_utf8(&buf, 0x1F600);
	CHECK_TEXT(buf_text(&buf), "Punkt 4: Kæ€😀");
	buf_truncate(&buf, 5);
	CHECK_TEXT(buf_text(&buf), "Punkt");
	buf_truncate(&buf, 50);
	CHECK_TEXT(buf_text(&buf), "Punkt");
	buf_finish(&buf);
	CHECK_TEXT(buf_text(&buf), "");
	CHECK_INT(buf.length, 0);
	buf_finish(&buf);
	buf_truncate(&buf, 0);
	CHECK_TEXT(buf_text(&buf), "");
}

static void check_printing(void)
{
	struct buf buf;
	char longer[500];

	memset(longer, 'y', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	buf_init(&buf, arena);
	buf_printf(&buf, "%s", "");
	CHECK_INT(buf.length, 0);
	buf_printf(&buf, "%d af %d", 3, 12);
	CHECK_TEXT(buf_text(&buf), "3 af 12");
	buf_printf(&buf, "%s", longer);
	CHECK_INT(buf.length, 7 + 499);
	CHECK_TEXT(buf_text(&buf) + 7, longer);
	buf_finish(&buf);

	/* Every length around the first capacity. */
	for (int length = 50; length < 140; length++) {
		buf_init(&buf, arena);
		buf_printf(&buf, "%.*s", length, longer);
		buf_printf(&buf, "%.*s", length, longer);
		CHECK_INT(buf.length, 2 * length);
		CHECK_INT(strlen(buf.data), 2 * length);
		buf_finish(&buf);
	}
}

static void check_inserting(void)
{
	struct buf buf;

	buf_init(&buf, arena);
	buf_insert(&buf, 0, "ab", 2);
	buf_insert(&buf, 2, "ef", 2);
	buf_insert(&buf, 2, "cd", 2);
	buf_insert(&buf, 0, "", 0);
	CHECK_TEXT(buf_text(&buf), "abcdef");
	buf_finish(&buf);
}

static void check_growth(void)
{
	struct buf buf;
	bool right = true;

	buf_init(&buf, arena);
	for (int i = 0; i < 100000; i++)
		buf_putc(&buf, (char)('a' + i % 26));
	for (int i = 0; i < 100000; i++)
		right = right && buf.data[i] == 'a' + i % 26;
	CHECK(right);
	CHECK_INT(buf.length, 100000);
	CHECK_INT(buf.data[100000], 0);
	buf_finish(&buf);
}

static void reserve_too_much(void *user)
{
	struct buf *buf = user;

	buf_reserve(buf, SIZE_MAX - 2);
}

static void check_limit(void)
{
	struct buf buf;

	buf_init(&buf, arena);
	buf_puts(&buf, "der");
	CHECK_INT(arena_protect(arena, reserve_too_much, &buf), ARENA_LIMIT);
	CHECK_TEXT(buf_text(&buf), "der");
	buf_finish(&buf);
}

int main(void)
{
	arena = arena_create(16 * 1024 * 1024);
	check_appending();
	check_printing();
	check_inserting();
	check_growth();
	check_limit();
	arena_destroy(arena);
	return check_failures != 0;
}
