#include "base/buf.h"
#include "base/utf8.h"
#include "meeting/field_code.h"
#include "meeting/form.h"
#include "meeting/model.h"

#include <string.h>

/* Which fields the form for a body's items has, what they are called and what helps to fill them in. */

static const char no_help[] = "…";

const char *const form_item_keys[] = {"titel", "sagsnr", "doknr", "jnr", "sagstype", "sagsgang",
	"varighed", "lukket", "bilag", "deltagere", NULL};

/* The short facts of every item, and whether there is a field without anybody asking for it. */
static const struct {
	const char *key, *label;
	bool always;
} facts[] = {{"titel", "Titel", true}, {"sagsnr", "Sagsnr.", true}, {"doknr", "Dok.nr.", false},
	{"jnr", "Journalnr.", false}, {"sagstype", "Sagstype", false},
	{"sagsgang", "Sagsgang", false}, {"varighed", "Varighed", false}};

/* What helps with the parts that go by usual names. */
static const char *const usual_helps[][2] = {
	{"titel", "Skriv kort, hvad punktet handler om."},
	{"lukket", "Skriv nej, ja eller grunden (fx Styrelsesloven § 10, stk. 1)."},
	{"resumé", "Skriv sagen i to eller tre linjer."},
	{"baggrund", "Skriv, hvorfor sagen kommer på dagsordenen, og hvad der er gået forud."},
	{"sagsfremstilling", "Skriv, hvad sagen går ud på, og hvad der skal tages stilling til."},
	{"indstilling", "Skriv, hvad det indstilles at beslutte."},
	{"vurdering", "Skriv, hvad forvaltningen mener, og hvorfor."},
	{"økonomi", "Skriv, hvad det koster, og hvor pengene findes, eller slet denne tekst."},
	{"personale", "Skriv, hvad det betyder for personalet, eller slet denne tekst."},
	{"lovgrundlag", "Skriv, hvilke regler sagen afgøres efter, eller slet denne tekst."},
	{"retsgrundlag", "Skriv, hvilke regler sagen afgøres efter, eller slet denne tekst."},
	{"høring", "Skriv, hvem der er hørt, og hvad de svarede, eller slet denne tekst."},
	{"kommunikation", "Skriv, hvem der skal have besked, og hvordan, eller slet denne tekst."},
	{"bilag", "Skriv bilagenes titler, hver på sin linje, eller slet denne tekst."},
	{"deltagere", "Skriv, hvem der deltager under punktet, eller slet denne tekst."},
};

/* A text on one line. */
static const char *on_one_line(struct arena *arena, const char *text)
{
	struct buf out;
	buf_init(&out, arena);
	bool blank = false;
	for (size_t left = strlen(text), size = 0; left > 0; text += size, left -= size) {
		uint32_t point;
		size = utf8_decode(text, left, &point);
		if (utf8_is_space(point)) {
			blank = out.length > 0;
			continue;
		}
		if (blank)
			buf_putc(&out, ' ');
		blank = false;
		buf_append(&out, text, size);
	}
	return buf_text(&out);
}

/* "Videre forløb" for videre_forløb. */
static const char *label_of_key(struct arena *arena, const char *key)
{
	struct buf out;
	buf_init(&out, arena);
	uint32_t point;
	size_t first = utf8_decode(key, strlen(key), &point);
	buf_put_utf8(&out, utf8_to_upper(point));
	for (key += first; *key != '\0'; key++)
		buf_putc(&out, *key != '_' ? *key : ' ');
	return buf_text(&out);
}

/* The heading as the document prints it, unless nobody knows yet what that will be. */
static const char *label_of(struct arena *arena, const struct text *heading, const char *key)
{
	if (heading->bytes == NULL || strstr(heading->bytes, "{{") != NULL ||
		strstr(heading->bytes, "{%") != NULL || strstr(heading->bytes, "{#") != NULL)
		return label_of_key(arena, key);
	const char *label = on_one_line(arena, heading->bytes);
	size_t length = strlen(label);
	while (length > 0 && strchr(": ", label[length - 1]) != NULL)
		length--;
	return length > 0 ? arena_strndup(arena, label, length) : label_of_key(arena, key);
}

struct drawing {
	struct arena *arena;
	const struct organ *organ;
	struct form *form;
};

static const struct field_declaration *own_help(const struct drawing *drawing, const char *key)
{
	for (size_t i = 0; i < drawing->organ->help_count; i++)
		if (strcmp(drawing->organ->helps[i].key, key) == 0)
			return &drawing->organ->helps[i];
	return NULL;
}

static const char *usual_help(
	struct arena *arena, const char *key, const char *label, enum form_kind kind)
{
	if (kind == FORM_LINE && strcmp(key, "titel") != 0)
		return no_help;
	for (size_t i = 0; i < sizeof usual_helps / sizeof *usual_helps; i++)
		if (strcmp(usual_helps[i][0], key) == 0)
			return usual_helps[i][1];
	return arena_printf(arena, "Skriv afsnittet ”%s” her, eller slet denne tekst.", label);
}

/* What the field says until somebody types. */
static const char *help_of(
	const struct drawing *drawing, const char *key, const char *label, enum form_kind kind)
{
	const struct field_declaration *own = own_help(drawing, key);
	if (own == NULL)
		return usual_help(drawing->arena, key, label, kind);
	const char *help =
		own->label.bytes != NULL ? on_one_line(drawing->arena, own->label.bytes) : "";
	return help[0] != '\0' ? help : no_help;
}

static void add(
	struct drawing *drawing, const char *key, const struct text *heading, enum form_kind kind)
{
	struct arena *arena = drawing->arena;
	struct form *form = drawing->form;
	const char *label = label_of(arena, heading, key);
	const char *help = help_of(drawing, key, label, kind);
	/* a key that nobody can write needs no field */
	if (key[0] == '\0')
		return;
	form->fields =
		arena_grow(arena, form->fields, form->count, &form->capacity, sizeof *form->fields);
	form->fields[form->count++] = (struct form_field){
		.name = field_code_name(arena, key, (char)kind),
		.key = key,
		.label = label,
		.help = help,
		.may_stay = strcmp(help, no_help) == 0,
		.kind = kind,
	};
}

static void add_made_up(
	struct drawing *drawing, const char *key, const char *label, enum form_kind kind)
{
	add(drawing, key, &(struct text){.bytes = label, .length = strlen(label)}, kind);
}

static void add_facts(struct drawing *drawing)
{
	const struct organ *organ = drawing->organ;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (facts[i].always || own_help(drawing, facts[i].key) != NULL)
			add_made_up(drawing, facts[i].key, facts[i].label, FORM_LINE);
	for (size_t i = 0; i < organ->field_count; i++)
		add(drawing, organ->fields[i].key, &organ->fields[i].label, FORM_LINE);
	add_made_up(drawing, "lukket", "Lukket", FORM_CLOSED);
}

static void add_parts(struct drawing *drawing)
{
	const struct part_declarations *order = &drawing->organ->parts;
	for (size_t i = 0; i < order->count; i++) {
		const struct part_declaration *part = &order->items[i];
		if (strcmp(part->key, "bilag") == 0)
			add(drawing, part->key, &part->heading, FORM_LIST);
		else if (strcmp(part->key, "deltagere") == 0 || !meeting_is_placed_key(part->key))
			add(drawing, part->key, &part->heading, FORM_TEXT);
	}
	if (part_declaration_find(order, "deltagere") == NULL &&
		own_help(drawing, "deltagere") != NULL)
		add_made_up(drawing, "deltagere", "Deltagere", FORM_TEXT);
	if (part_declaration_find(order, "bilag") == NULL)
		add_made_up(drawing, "bilag", "Bilag", FORM_LIST);
}

struct form *form_of(struct arena *arena, const struct meeting *body)
{
	struct form *form = arena_alloc(arena, sizeof *form);
	struct drawing drawing = {.arena = arena, .organ = &body->organ, .form = form};
	form->organ =
		body->organ.name.bytes != NULL ? on_one_line(arena, body->organ.name.bytes) : "";
	add_facts(&drawing);
	add_parts(&drawing);
	return form;
}
