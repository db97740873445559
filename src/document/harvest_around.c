#include "document/harvest_stretch.h"
#include "document/names.h"

#include <string.h>

/* What has become of the text around the fields. */

/* What the document says of it: a record for the text before the first field that it has, and one for
 * that behind each. */
struct written {
	struct stretch_record *records;
	struct stretch_record *wholes; /* all of them up to one, as one */
	size_t count, capacity;
	struct names turns; /* of a field's name → which record is behind it */
	size_t fields;
};

struct around {
	struct harvest *harvest;
	struct filled *filled;
	struct harvest_place *places;
	size_t count;
	struct written written;
};

static void read_turns(struct written *written, const char *property)
{
	size_t length;
	const char *word;
	while (word = filled_next_word(&property, &length), length > 0) {
		const char *end = memchr(word, '=', length);
		if (end != NULL)
			names_add(&written->turns, word, (size_t)(end - word))->number =
				++written->fields;
	}
}

/* False where it says nothing, or something that this does not understand. */
static bool read_written(struct around *around)
{
	struct written *written = &around->written;
	const char *text = around->filled->written, *word;
	size_t length;
	names_init(&written->turns, around->harvest->arena);
	if (text == NULL)
		return false;
	read_turns(written, around->filled->property);
	while (word = filled_next_word(&text, &length), length > 0) {
		written->records = arena_grow(around->harvest->arena, written->records,
			written->count, &written->capacity, sizeof *written->records);
		if (!stretch_parse(word, length, &written->records[written->count++]))
			return false;
	}
	written->wholes =
		arena_array(around->harvest->arena, written->count, sizeof *written->wholes);
	for (size_t i = 0; i < written->count; i++)
		written->wholes[i] =
			i == 0 ? written->records[0]
			       : stretch_join(written->wholes[i - 1], written->records[i]);
	return written->count == written->fields + 1;
}

/* The text in front of a field, or at the end of all. */
static struct stretch_span span_before(const struct around *around, size_t place)
{
	const struct harvest_place *places = around->places;
	size_t from = place > 0 ? places[place - 1].last + 1 : 0;
	size_t to = place < around->count ? places[place].first : around->harvest->count;
	return stretch_span(around->harvest, from, to < from ? from : to);
}

/*
 * What was written between two neighbours; of fields that stood there once nothing is left. False
 * where that is not known.
 */
static bool find_record(const struct around *around, size_t place, struct stretch_record *record)
{
	const struct written *written = &around->written;
	size_t first = 0, last = written->fields;
	if (place > 0) {
		const struct harvest_place *before = &around->places[place - 1];
		const struct name *turn =
			names_find(&written->turns, before->name, strlen(before->name));
		first = turn != NULL && before->ends ? turn->number : SIZE_MAX;
	}
	if (place < around->count) {
		const struct harvest_place *behind = &around->places[place];
		const struct name *turn =
			names_find(&written->turns, behind->name, strlen(behind->name));
		last = turn != NULL && behind->begins ? turn->number - 1 : SIZE_MAX;
	}
	if (first == SIZE_MAX || last == SIZE_MAX || first > last)
		return false;
	*record = written->records[last];
	if (first < last) {
		struct stretch_record rest =
			stretch_without(written->wholes[last], written->wholes[first]);
		*record = stretch_join(written->records[first], rest);
	}
	return true;
}

/* A text token as much of it as belongs to a piece. */
static struct token cut_token(
	const struct harvest *harvest, const struct stretch_piece *piece, size_t at)
{
	struct token token = harvest->tokens[at];
	if (token.kind != TOKEN_TEXT)
		return token;
	size_t from = at == piece->from ? piece->from_byte : 0;
	size_t to = at == piece->to ? piece->to_byte : token.length;
	token.text += from;
	token.length = to > from ? to - from : 0;
	/* what the label and the end look like is not meant */
	token.style = 0;
	return token;
}

static size_t end_of(const struct stretch_piece *piece)
{
	return piece->to + (piece->to_byte > 0 ? 1 : 0);
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static void drop_blanks(struct token *token, bool at_end)
{
	while (token->length > 0 && is_blank(token->text[at_end ? token->length - 1 : 0])) {
		token->text += at_end ? 0 : 1;
		token->length--;
	}
}

/* Its tokens without the blanks at its ends. */
static struct token *copy_piece(
	const struct harvest *harvest, const struct stretch_piece *piece, size_t *count)
{
	size_t end = end_of(piece);
	struct token *copy = arena_array(harvest->arena, end - piece->from, sizeof *copy);
	*count = 0;
	for (size_t i = piece->from; i < end; i++) {
		struct token token = cut_token(harvest, piece, i);
		if (*count == 0)
			drop_blanks(&token, false);
		if (token.kind != TOKEN_TEXT || token.length > 0)
			copy[(*count)++] = token;
	}
	while (*count > 0 && copy[*count - 1].kind == TOKEN_TEXT) {
		drop_blanks(&copy[*count - 1], true);
		if (copy[*count - 1].length > 0)
			break;
		(*count)--;
	}
	return copy;
}

/* Its words, however many lines they stand on. */
static const char *print_piece(const struct harvest *harvest, const struct stretch_piece *piece)
{
	struct buf out;
	bool blank = false;
	buf_init(&out, harvest->arena);
	for (size_t i = piece->from; i < end_of(piece); i++) {
		struct token token = cut_token(harvest, piece, i);
		blank = blank || token.kind != TOKEN_TEXT;
		for (size_t at = 0; token.kind == TOKEN_TEXT && at < token.length; at++) {
			if (is_blank(token.text[at])) {
				blank = true;
				continue;
			}
			if (blank && out.length > 0)
				buf_putc(&out, ' ');
			buf_putc(&out, token.text[at]);
			blank = false;
		}
	}
	return buf_text(&out);
}

static void add_outside(struct around *around, size_t place, const struct stretch_change *change)
{
	struct filled *filled = around->filled;
	filled->outside = arena_grow(around->harvest->arena, filled->outside, filled->outside_count,
		&filled->outside_capacity, sizeof *filled->outside);
	filled->outside[filled->outside_count++] = (struct filled_outside){
		.before = place > 0 ? around->places[place - 1].name : NULL,
		.behind = place < around->count ? around->places[place].name : NULL,
		.typed = change->found ? print_piece(around->harvest, &change->piece) : NULL};
}

static void compare(struct around *around, size_t place, const struct stretch_span *span)
{
	const struct harvest *harvest = around->harvest;
	struct harvest_place *places = around->places;
	struct stretch_record record;
	if (!find_record(around, place, &record))
		return;
	struct stretch_change change = stretch_compare(harvest, span, &record);
	if (change.tail)
		places[place - 1].behind =
			copy_piece(harvest, &change.tail_piece, &places[place - 1].behind_count);
	if (change.lead)
		places[place].before =
			copy_piece(harvest, &change.lead_piece, &places[place].before_count);
	if (change.elsewhere)
		add_outside(around, place, &change);
}

void harvest_around(
	struct harvest *harvest, struct filled *filled, struct harvest_place *places, size_t count)
{
	struct around around = {
		.harvest = harvest, .filled = filled, .places = places, .count = count};
	struct buf out;
	bool told = read_written(&around);
	buf_init(&out, harvest->arena);
	for (size_t i = 0; i <= count; i++) {
		struct stretch_span span = span_before(&around, i);
		struct stretch_record record = stretch_measure(harvest, &span);
		buf_puts(&out, i > 0 ? " " : "");
		stretch_print(&out, &record);
		if (told)
			compare(&around, i, &span);
	}
	filled->around = buf_text(&out);
}
