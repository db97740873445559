#include "check.h"

#include "meeting/field.h"
#include "meeting/field_code.h"
#include "meeting/form.h"

#include <stdlib.h>

/* The fields of a form as blocks, and what a form says of them. */

static struct arena *arena;

static struct form_field field(
	enum form_kind kind, const char *key, const char *label, const char *help, bool may_stay)
{
	return (struct form_field){.name = field_code_name(arena, key, (char)kind),
		.key = key,
		.label = label,
		.help = help,
		.may_stay = may_stay,
		.kind = kind};
}

static void test_blocks(void)
{
	struct form_field title = field(FORM_LINE, "titel", "Titel", "Skriv titlen.", false);
	const struct markup_block *block = form_block(arena, &title);
	CHECK_INT(block->kind, MARKUP_FIELD);
	/* forms that have been handed out know it */
	CHECK_TEXT(block->field->name, "0e6c0c353887l");
	CHECK_INT(strlen(block->field->name), FIELD_NAME_LENGTH);
	CHECK_TEXT(block->field->label, "Titel:");
	CHECK_TEXT(block->field->placeholder, "Skriv titlen.");
	CHECK(block->field->in_line && block->field->content == NULL);
	CHECK(block->field->end[0] != '\0');
	struct form_field closed = field(FORM_CLOSED, "lukket", "Lukket", "Skriv nej.", false);
	CHECK(form_block(arena, &closed)->field->in_line);
	struct form_field part = field(FORM_TEXT, "økonomi", "Økonomi", "Skriv her.", false);
	block = form_block(arena, &part);
	CHECK(!block->field->in_line);
	CHECK_TEXT(block->field->title, "Økonomi");
	CHECK(strstr(block->field->end, "Økonomi") != NULL);
	struct form_field list = field(FORM_LIST, "bilag", "Bilag", "Et på hver linje.", true);
	CHECK(!form_block(arena, &list)->field->in_line);
}

static const char *print(const struct form *form)
{
	struct buf out;
	buf_init(&out, arena);
	buf_puts(&out, form_head_print(arena, form));
	for (size_t i = 0; i < form->count; i++)
		buf_printf(&out, " %s", form_entry_print(arena, &form->fields[i]));
	return buf_text(&out);
}

static void test_round_trip(void)
{
	struct form_field fields[] = {
		field(FORM_LINE, "titel", "Titel", "Skriv, hvad sagen handler om.", false),
		field(FORM_LINE, "sagsnr", "Sagsnr.", "…", true),
		field(FORM_CLOSED, "lukket", "Lukket", "nej = alle må læse; 100 %", false),
		field(FORM_TEXT, "økonomi", "Økonomi & personale", "Skriv h/m: \"m\" \xff", false),
		field(FORM_LIST, "bilag", "Bilag", "a=b", true),
	};
	struct form form = {.organ = "Økonomi- og Erhvervsudvalget",
		.fields = fields,
		.count = sizeof fields / sizeof *fields};
	const char *text = print(&form);
	CHECK(text[strspn(text, " %-./0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
				"abcdefghijklmnopqrstuvwxyz~")] == '\0');
	const struct form *found = form_parse(arena, text);
	CHECK(found != NULL);
	if (found == NULL)
		return;
	CHECK_TEXT(found->organ, form.organ);
	CHECK_INT(found->count, form.count);
	for (size_t i = 0; i < found->count && i < form.count; i++) {
		CHECK_TEXT(found->fields[i].name, fields[i].name);
		CHECK_TEXT(found->fields[i].key, fields[i].key);
		CHECK_TEXT(found->fields[i].label, fields[i].label);
		CHECK_TEXT(found->fields[i].help, fields[i].help);
		CHECK_INT(found->fields[i].kind, fields[i].kind);
		CHECK(found->fields[i].may_stay == fields[i].may_stay);
	}
	CHECK(field_record_parse(arena, text) == NULL);
}

static void test_damaged(void)
{
	static const char entry[] = "0e6c0c353887l=titel=h=Titel=Skriv.";
	CHECK(form_parse(arena, arena_printf(arena, "punkt-1 Byr%%C3%%A5det %s", entry)) != NULL);
	static const char *const heads[] = {"", "punkt-1", "punkt-2 a", "1 a 0123456789abcdef",
		"punkt-1 a%", "punkt-1 a%00", "punkt a"};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		CHECK(form_parse(arena, heads[i]) == NULL);
	static const char *const entries[] = {"0e6c0c353887x=titel=h=Titel=Skriv.",
		"0e6c0c353888l=titel=h=Titel=Skriv.", "0e6c0c353887l=titel=x=Titel=Skriv.",
		"0e6c0c353887l=titel=h=Titel=", "0e6c0c353887l=titel=h==Skriv.",
		"0e6c0c353887l==h=Titel=Skriv.", "0e6c0c353887l=titel=h=Titel",
		"0e6c0c353887l=titel=h=Titel=Skriv.=", "0e6c0c353887l=titel=h=Titel=Skriv.=a",
		"0e6c0c353887l=titel=h=Ti%tel=Skriv.", "0e6c0c353887ltitel=h=Titel=Skriv.",
		"0e6c0c353887l", "0e6c0c353887l=",
		/* keys that no form has, and kinds that the key is not of */
		"8718feba0b5dl=fra=h=Fra=Skriv.", "87901fdd014fp=beslutning=h=Beslutning=Skriv.",
		"481126806fcel=lukket=h=Lukket=Skriv.", "83c39c2df766p=bilag=h=Bilag=Skriv.",
		"d201025e815fb=veje=h=Veje=Skriv."};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		CHECK(form_parse(arena, arena_printf(arena, "punkt-1 a %s", entries[i])) == NULL);
	CHECK(form_parse(arena, arena_printf(arena, "punkt-1 a %s %s", entry, entry)) == NULL);
	for (size_t length = 0; length < sizeof entry - sizeof "Skriv."; length++)
		CHECK(length == 0 || form_parse(arena, arena_printf(arena, "punkt-1 a %.*s",
							       (int)length, entry)) == NULL);
}

int main(void)
{
	arena = arena_create((size_t)64 << 20);
	test_blocks();
	test_round_trip();
	test_damaged();
	arena_destroy(arena);
	return check_failures > 0 ? 1 : 0;
}
