#include "fuzz.h"
#include "template/template.h"

#include <string.h>

static struct place locate(void *user, size_t offset)
{
	size_t *size = user;
	fuzz_check(offset <= *size);
	return (struct place){.file = "a.txt", .line = 1, .column = (unsigned)offset + 1};
}

/* A little of everything that templates see. */
static const struct value_map *make_globals(struct arena *arena)
{
	static const char *const known[] = {"tekst", "slut", NULL};
	struct value_map *globals = value_map_create(arena);
	struct value_map *item = value_map_create(arena);
	struct value_list *items = value_list_create(arena);
	item->known = known;
	item->anchor = "ref_0123456789ab";
	item->label = "punkt 1";
	value_map_set(arena, item, "nr", value_int(7));
	value_map_set(arena, item, "titel", value_text("Kloak i \xc3\x85rup"));
	value_map_set(arena, item, "dato", value_date((struct date){2024, 11, 6}));
	value_map_set(arena, item, "tid", value_time(540, "9.00"));
	value_map_set(arena, item, "rig", value_rich(markup_plain(arena, "fed\ntekst", 9)));
	for (int64_t i = 0; i < 3; i++)
		value_list_push(arena, items, value_map(item));
	value_map_set(arena, globals, "p", value_map(item));
	value_map_set(arena, globals, "xs", value_list(items));
	value_map_set(arena, globals, "n", value_int(3));
	value_map_set(arena, globals, "f", value_float(2.5));
	value_map_set(arena, globals, "s", value_text("a b \xc3\xa6"));
	return globals;
}

static void render(struct fuzz_run *run, bool trim, enum template_mode mode)
{
	struct text_source source = {locate, &run->size};
	struct report *report = report_create(run->arena);
	struct text_template *template =
		text_template_compile(run->arena, report, run->data, run->size, trim, &source);
	size_t length;
	fuzz_check((template == NULL) == report_failed(report));
	if (template == NULL)
		return;
	const char *text = text_template_run(
		template, run->arena, report, make_globals(run->arena), mode, NULL, NULL, &length);
	fuzz_check((text == NULL) == report_failed(report));
	fuzz_check(text == NULL || strlen(text) <= length);
}

static void body(void *user)
{
	struct fuzz_run *run = user;
	render(run, false, TEMPLATE_STRICT);
	render(run, true, TEMPLATE_LAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
