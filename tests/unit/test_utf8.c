#include "base/utf8.h"
#include "check.h"

#include <stdlib.h>

static struct arena *arena;

static void check_round_trip(void)
{
	bool right = true;

	for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
		char bytes[4];
		uint32_t found = 0;
		size_t length;

		if (code_point == 0xD800)
			code_point = 0xE000;
		length = utf8_encode(code_point, bytes);
		right = right && utf8_valid(bytes, length) == length &&
			utf8_decode(bytes, length, &found) == length && found == code_point &&
			(length == 1 || utf8_valid(bytes, length - 1) == 0);
	}
	CHECK(right);
}

static void check_invalid(void)
{
	static const char *const bad[] = {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF",
		"\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
		"\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3x", "\xE2\x82x", "\xF8\x88\x80\x80\x80"};
	char bytes[4];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		uint32_t found = 0;

		CHECK_INT(utf8_valid(bad[i], strlen(bad[i])), 0);
		CHECK_INT(utf8_decode(bad[i], strlen(bad[i]), &found), 1);
		CHECK_INT(found, 0xFFFD);
	}
	CHECK_INT(utf8_valid("blå\xE5", 5), 4);
	CHECK_INT(utf8_valid("", 0), 0);
	CHECK_INT(utf8_encode(0xD800, bytes), 3);
	CHECK_INT(utf8_encode(0x110000, bytes), 3);
	CHECK_INT(utf8_length("æøå\xFF€", 10), 5);
}

/* Each byte at each place of texts that are a few words long. */
static void check_printable(void)
{
	char text[40];

	memset(text, 'x', sizeof text);
	for (size_t length = 0; length <= sizeof text; length++)
		CHECK(utf8_printable(text, length) == length);
	for (size_t at = 0; at < sizeof text; at++) {
		for (unsigned byte = 0; byte < 256; byte++) {
			bool printable = byte >= ' ' && byte < 0x7f;

			text[at] = (char)byte;
			CHECK(utf8_printable(text, sizeof text) == (printable ? sizeof text : at));
		}
		text[at] = at % 2 == 0 ? '~' : ' ';
	}
}

static void check_case(void)
{
	static const char upper[] = "ABCÆØÅÉÜŠŽĀŐŸΑΩΆЖЯЁЂḀẠѠԱ";
	static const char lower[] = "abcæøåéüšžāőÿαωάжяёђḁạѡԱ";
	const char *mixed = "2. Behandling AF økonomi \xFF";

	CHECK_TEXT(utf8_lower(arena, upper, strlen(upper)), lower);
	CHECK_TEXT(utf8_upper(arena, lower, strlen(lower)), upper);
	CHECK_TEXT(utf8_lower(arena, mixed, 25), "2. behandling af økonomi");
	CHECK_TEXT(utf8_upper(arena, "straße", 7), "STRASSE");
	CHECK_TEXT(utf8_lower(arena, "", 0), "");
	CHECK_INT(utf8_to_lower(0x130), 'i');
	CHECK_INT(utf8_to_upper(0x131), 'I');
	CHECK_INT(utf8_to_upper(0xB5), 0x39C);
	CHECK_INT(utf8_to_lower(0x1E9E), 0xDF);
	CHECK_INT(utf8_to_lower(0xD7), 0xD7);
	CHECK_INT(utf8_to_upper(0xF7), 0xF7);
	for (uint32_t i = 0; i < 0x3000; i++) {
		uint32_t up = utf8_to_upper(i);

		/* Stable, and letters only become letters. */
		if (utf8_to_upper(up) != up || (up != i && !utf8_is_letter(up)))
			CHECK_INT(i, 0);
	}
}

static void check_classes(void)
{
	static const uint32_t letters[] = {
		'a', 'Z', 0xE6, 0xD8, 0xAA, 0x3B1, 0x436, 0x5D0, 0x627, 0x4E2D};
	static const uint32_t others[] = {
		'1', ' ', '-', '_', 0xD7, 0xF7, 0xA7, 0xA0, 0x2013, 0x20AC, 0x2019};

	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		CHECK(utf8_is_letter(letters[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		CHECK(!utf8_is_letter(others[i]));
	CHECK(utf8_is_space(' ') && utf8_is_space('\n') && utf8_is_space(0xA0) &&
		utf8_is_space(0x2009));
	CHECK(utf8_is_space(0x202F) && utf8_is_space(0x2028) && utf8_is_space(0x3000));
	CHECK(!utf8_is_space('x') && !utf8_is_space(0x200B) && !utf8_is_space(0xAD));
	CHECK(utf8_is_invisible(0xAD) && utf8_is_invisible(0x200B) && utf8_is_invisible(0x200D));
	CHECK(utf8_is_invisible(0x2060) && utf8_is_invisible(0xFEFF));
	CHECK(!utf8_is_invisible(' ') && !utf8_is_invisible(0xA0) && !utf8_is_invisible('x'));
}

static const char *compose(const char *text)
{
	return utf8_compose(arena, text, strlen(text));
}

static void check_composing(void)
{
	const char *plain = "Økonomi på Mø";
	const char *lone = "\xCC\x8A"
			   "a";

	CHECK(compose(plain) == plain);
	CHECK(compose("") != NULL);
	CHECK_TEXT(compose("Skole pa\xCC\x8A vej"), "Skole på vej");
	CHECK_TEXT(compose("A\xCC\x8A e\xCC\x81 u\xCC\x88 s\xCC\x8C c\xCC\xA7"), "Å é ü š ç");
	/* Two marks, in either order, and on a letter that has one already. */
	CHECK_TEXT(compose("u\xCC\x88\xCC\x84"), "ǖ");
	CHECK_TEXT(compose("ü\xCC\x84"), "ǖ");
	CHECK_TEXT(compose("a\xCC\xA3\xCC\x82"), "ậ");
	CHECK_TEXT(compose("a\xCC\x82\xCC\xA3"), "ậ");
	CHECK_TEXT(compose("â\xCC\xA3"), "ậ");
	CHECK_TEXT(compose("b\xCC\xB1"), "ḇ");
	/* Nothing to compose with: as it was, the marks in their canonical order. */
	CHECK(compose(lone) == lone);
	CHECK_TEXT(compose("x\xCC\x8A"), "x\xCC\x8A");
	CHECK_TEXT(compose("x\xCC\x8A\xCC\xA3"), "x\xCC\xA3\xCC\x8A");
	CHECK_TEXT(compose("a\xCC\x8A\xCC\x8A"), "å\xCC\x8A");
	/* The Ångström and Kelvin signs. */
	CHECK_TEXT(compose("10 \xE2\x84\xAB, 3 \xE2\x84\xAA"), "10 Å, 3 K");
	CHECK_TEXT(compose("\xFF"
			   "a\xCC\x8A\xE2\x84"),
		"\xFF"
		"å\xE2\x84");
}

static int compare(const void *a, const void *b)
{
	return utf8_collate(*(const char *const *)a, *(const char *const *)b);
}

static void check_collation(void)
{
	static const char *const sorted[] = {"", " x", "10", "2", "abe", "Ådal"};
	const char *words[] = {"Aabenraa", "zoo", "Ærø", "Odense", "ødegård", "Ål", "ål", "Zürich",
		"Zyla", "Ebbe", "ébène", "Ærtholm", "abe", "Ägypten", "Abe", "Århus", "Ölstykke",
		"đal", "dam"};
	static const char *const expected[] = {"Abe", "abe", "đal", "dam", "Ebbe", "ébène",
		"Odense", "zoo", "Zyla", "Zürich", "Ägypten", "Ærtholm", "Ærø", "ødegård",
		"Ölstykke", "Aabenraa", "Ål", "ål", "Århus"};

	for (size_t i = 0; i + 1 < sizeof sorted / sizeof *sorted; i++) {
		CHECK_INT(utf8_collate(sorted[i], sorted[i + 1]), -1);
		CHECK_INT(utf8_collate(sorted[i + 1], sorted[i]), 1);
		CHECK_INT(utf8_collate(sorted[i], sorted[i]), 0);
	}
	qsort(words, sizeof words / sizeof *words, sizeof *words, compare);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		CHECK_TEXT(words[i], expected[i]);
}

static void check_nearest(void)
{
	static const char *const keys[] = {
		"titel", "sagsnr", "bilag", "beslutning", "økonomi", "tid", "fra"};
	static const char *const ids[] = {"kloak-i-havslø", "kloak-i-hanslø"};
	char longer[2000];
	const char *candidate = longer;

#define NEAREST(word) utf8_nearest(word, keys, sizeof keys / sizeof *keys)
	CHECK_TEXT(NEAREST("tittel"), "titel");
	CHECK_TEXT(NEAREST("Titel"), "titel");
	CHECK_TEXT(NEAREST("ttiel"), "titel");
	CHECK_TEXT(NEAREST("BESLUTNIGN"), "beslutning");
	CHECK_TEXT(NEAREST("okonomi"), "økonomi");
	CHECK_TEXT(NEAREST("tdi"), "tid");
	CHECK_TEXT(NEAREST("td"), NULL);
	CHECK_TEXT(NEAREST("x"), NULL);
	CHECK_TEXT(NEAREST(""), NULL);
	CHECK_TEXT(NEAREST("sagsfremstilling"), NULL);
	CHECK_TEXT(utf8_nearest("kloak-i-hvaslø", ids, 2), "kloak-i-havslø");
	CHECK_TEXT(utf8_nearest("tid", NULL, 0), NULL);
	memset(longer, 'l', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	CHECK(utf8_nearest(longer, &candidate, 1) == longer);
#undef NEAREST
}

int main(void)
{
	arena = arena_create(16 * 1024 * 1024);
	check_round_trip();
	check_invalid();
	check_printable();
	check_case();
	check_classes();
	check_composing();
	check_collation();
	check_nearest();
	arena_destroy(arena);
	return check_failures != 0;
}
