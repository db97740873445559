#include "document/reading.h"

#include "document/names.h"

#include <stdlib.h>
#include <string.h>

/*
 * Text that an author wrote where no paragraph is: in attributes, in elements without looks, in
 * addresses of links and in the codes of fields. Most of it belongs to programs; it is a paragraph
 * only if a tag may begin in it.
 */

/* The code of a field that has begun, joined over the runs that hold it. */
struct code {
	struct buf text;
	struct segment *segments;
	size_t segment_count, segment_capacity;
	bool complete;
};

enum { MOST_FIELDS = 16 }; /* within each other */

struct search {
	struct part *part;
	struct arena *arena; /* for what is not kept */
	struct paragraph *found;
	size_t count, capacity;
	struct code codes[MOST_FIELDS];
	size_t depth;
};

/* True if a tag may begin in the text. */
static bool may_hold_tag(const char *text, size_t length)
{
	const char *end = text + length;
	for (const char *at = text; (at = memchr(at, '{', (size_t)(end - at))) != NULL; at++)
		if (at + 1 < end && strchr("{%#_", at[1]) != NULL && at[1] != '\0')
			return true;
	return false;
}

/* The character that stands at an address, percent-encoded or not, and how long it is. */
static size_t read_character(const char *text, char *character)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *high = text[0] == '%' && text[1] != '\0' ? strchr(digits, text[1]) : NULL;
	const char *low = high != NULL && text[2] != '\0' ? strchr(digits, text[2]) : NULL;
	*character = text[0];
	if (low == NULL)
		return text[0] == '\0' ? 0 : 1;
	*character = (char)((high - digits) % 16 * 16 + (low - digits) % 16);
	return 3;
}

/* If the characters a and b stand there, encoded or not, how long they are, else 0. */
static size_t pair_length(const char *text, char a, char b)
{
	char character;
	size_t first = read_character(text, &character);
	if (first == 0 || character != a)
		return 0;
	size_t second = read_character(text + first, &character);
	return second > 0 && character == b ? first + second : 0;
}

enum { TAG_KINDS = 3 };

/* How long a tag is that begins there, or 0. Kinds that are found not to end any more are noted. */
static size_t tag_length(const char *text, bool never_ends[TAG_KINDS])
{
	static const char pairs[TAG_KINDS][2] = {{'{', '}'}, {'%', '%'}, {'#', '#'}};
	for (size_t i = 0; i < TAG_KINDS; i++) {
		size_t inside = pair_length(text, '{', pairs[i][0]);
		if (inside == 0 || never_ends[i])
			continue;
		for (const char *at = text + inside; *at != '\0';) {
			char character;
			size_t end = pair_length(at, pairs[i][1], '}');
			if (end > 0)
				return (size_t)(at - text) + end;
			at += read_character(at, &character);
		}
		never_ends[i] = true;
	}
	return 0;
}

/* An address with its tags as they were typed: Word and LibreOffice encode them. */
static const char *with_tags(struct arena *arena, const char *address)
{
	struct buf out;
	bool never_ends[TAG_KINDS] = {false};
	if (strchr(address, '{') == NULL && strcasestr(address, "%7b") == NULL)
		return address;
	buf_init(&out, arena);
	for (const char *at = address; *at != '\0';) {
		const char *end = at + tag_length(at, never_ends);
		if (end == at)
			buf_putc(&out, *at++);
		while (at < end) {
			char character;
			at += read_character(at, &character);
			buf_putc(&out, character);
		}
	}
	return buf_text(&out);
}

struct place part_place(const struct part *part, size_t event)
{
	const struct part_state *state = part->state;
	bool itself = part_role(part, event) == ROLE_PARAGRAPH;
	size_t around = itself ? event : part_enclosing(part, event, ROLE_PARAGRAPH);
	size_t index =
		around == NOWHERE ? state->paragraph_count : part_paragraph_from(state, around);
	if (index == state->paragraph_count)
		return (struct place){.file = part->document->file, .part = part->name};
	return state->paragraphs[index].shown.place;
}

static struct paragraph *add(
	struct search *search, size_t event, enum paragraph_kind kind, const char *text)
{
	search->found = arena_grow(search->part->document->arena, search->found, search->count,
		&search->capacity, sizeof *search->found);
	struct paragraph *paragraph = &search->found[search->count++];
	*paragraph = (struct paragraph){.event = event};
	paragraph->shown = (struct part_paragraph){.text = text,
		.length = strlen(text),
		.place = part_place(search->part, event),
		.kind = kind};
	return paragraph;
}

/* True if the start tag is also written from elsewhere than its place, or not as it stands. */
static bool is_fixed(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	const char *cell_properties = part->document->reader->cell_properties;
	enum role role = part_role(part, event);
	if (role == ROLE_PARAGRAPH || role == ROLE_RUN || role == ROLE_TEXT || role == ROLE_LIST ||
		role == ROLE_ITEM || role == ROLE_CELL || role == ROLE_SPACE)
		return true;
	for (; event != NOWHERE; event = events[event].parent)
		if (part_role(part, event) == ROLE_PROPERTIES ||
			(cell_properties != NULL && xml_is(&events[event], cell_properties)))
			return true;
	return false;
}

static void search_attribute(
	struct search *search, size_t event, const struct xml_attribute *attribute)
{
	struct part *part = search->part;
	const struct format_reader *reader = part->document->reader;
	const struct xml_event *start = &part->xml->events[event];
	enum paragraph_kind kind = PARAGRAPH_PLAIN;
	const char *text = attribute->value;
	if (strcmp(attribute->name, reader->address_attribute) == 0) {
		/* of what is fetched, no value may say where from */
		const char *address = reader->address(part, start, attribute->value);
		kind = address != NULL ? PARAGRAPH_ADDRESS : PARAGRAPH_FIXED;
		text = with_tags(part->document->arena, address != NULL ? address : text);
	}
	if (!may_hold_tag(text, strlen(text)) || reader->is_noise(start, attribute))
		return;
	if (is_fixed(part, event) || reader->is_unique_id(start, attribute))
		kind = PARAGRAPH_FIXED;
	else if (xml_is(start, reader->field_element) &&
		 strcmp(attribute->name, reader->field_attribute) == 0)
		kind = PARAGRAPH_FIELD;
	add(search, event, kind, text)->attribute = (size_t)(attribute - start->attributes) + 1;
	part->state->hidden = true;
}

/* The text that an element holds and nothing else, or NULL. */
static const struct xml_event *only_text(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	bool only = events[event].other == event + 2 && events[event + 1].kind == XML_TEXT;
	return only ? &events[event + 1] : NULL;
}

static void keep_segments(struct search *search, struct paragraph *paragraph,
	const struct segment *from, size_t count)
{
	struct segment *segments =
		arena_array(search->part->document->arena, count, sizeof *segments);
	memcpy(segments, from, count * sizeof *segments);
	paragraph->segments = segments;
	paragraph->segment_count = count;
}

static void search_plain(struct search *search, size_t event)
{
	const struct xml_event *text = only_text(search->part, event);
	if (text == NULL || !may_hold_tag(text->text, text->length))
		return;
	struct segment segment = {.event = event + 1, .length = text->length};
	const char *copy = arena_strndup(search->part->document->arena, text->text, text->length);
	keep_segments(search, add(search, event, PARAGRAPH_PLAIN, copy), &segment, 1);
}

static void take_code(struct search *search, struct code *code, size_t event)
{
	const struct xml_event *text = only_text(search->part, event);
	if (text == NULL || code->complete)
		return;
	code->segments = arena_grow(search->arena, code->segments, code->segment_count,
		&code->segment_capacity, sizeof *code->segments);
	code->segments[code->segment_count++] = (struct segment){
		.event = event + 1, .offset = code->text.length, .length = text->length};
	buf_append(&code->text, text->text, text->length);
}

static void end_code(struct search *search, struct code *code, size_t event)
{
	if (!code->complete && code->segment_count > 0 &&
		may_hold_tag(code->text.data, code->text.length)) {
		const char *text = buf_copy(&code->text, search->part->document->arena);
		keep_segments(search, add(search, event, PARAGRAPH_FIELD, text), code->segments,
			code->segment_count);
	}
	code->complete = true;
}

static void search_field(struct search *search, size_t event, int field)
{
	struct code *code = NULL;
	if (search->depth > 0 && search->depth <= MOST_FIELDS)
		code = &search->codes[search->depth - 1];
	if (field == 1 && search->depth++ < MOST_FIELDS) {
		code = &search->codes[search->depth - 1];
		if (code->text.arena == NULL)
			buf_init(&code->text, search->arena);
		buf_truncate(&code->text, 0);
		code->segment_count = 0;
		code->complete = false;
	} else if (field == 2 && code != NULL) {
		take_code(search, code, event);
	} else if (field == 3 || field == -1) {
		if (code != NULL)
			end_code(search, code, event);
		if (field == -1 && search->depth > 0)
			search->depth--;
	}
}

static int compare_paragraphs(const void *a, const void *b)
{
	const struct paragraph *left = a, *right = b;
	if (left->event != right->event)
		return left->event < right->event ? -1 : 1;
	return left->attribute < right->attribute ? -1 : left->attribute > right->attribute;
}

static void add_to_part(struct part *part, const struct search *search)
{
	struct part_state *state = part->state;
	for (size_t i = 0; i < search->count; i++) {
		state->paragraphs =
			arena_grow(part->document->arena, state->paragraphs, state->paragraph_count,
				&state->paragraph_capacity, sizeof *state->paragraphs);
		state->paragraphs[state->paragraph_count++] = search->found[i];
	}
	if (search->count > 0)
		qsort(state->paragraphs, state->paragraph_count, sizeof *state->paragraphs,
			compare_paragraphs);
}

void part_read_hidden(struct part *part)
{
	const struct format_reader *reader = part->document->reader;
	if (part->property)
		return;
	struct arena *scratch = arena_create_child(part->document->arena);
	struct search *search = arena_alloc(scratch, sizeof *search);
	search->part = part;
	search->arena = scratch;
	for (size_t i = 0; i < part->xml->count; i++) {
		const struct xml_event *start = &part->xml->events[i];
		if (start->kind != XML_START)
			continue;
		for (size_t k = 0; k < start->attribute_count; k++)
			search_attribute(search, i, &start->attributes[k]);
		if (reader->is_plain(part->xml, i))
			search_plain(search, i);
		int field = reader->field == NULL ? 0 : reader->field(start);
		if (field != 0)
			search_field(search, i, field);
	}
	add_to_part(part, search);
	arena_destroy(scratch);
}

const struct paragraph *part_hidden(const struct part *part, size_t event, size_t attribute)
{
	const struct part_state *state = part->state;
	const struct paragraph key = {.event = event, .attribute = attribute + 1};
	if (!state->hidden)
		return NULL;
	const struct paragraph *found = bsearch(
		&key, state->paragraphs, state->paragraph_count, sizeof key, compare_paragraphs);
	return found != NULL && found->first_mark > 0 ? found : NULL;
}
