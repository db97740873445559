#include "io/yaml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * Tabs and no-break spaces as indentation are no indentation to YAML. Every such line is
 * complained of, and the parser gets it with spaces, so that the other faults show at once.
 */

enum { TAB_WIDTH = 8, USUAL_STEP = 2 };

/* The blanks that a line begins with. */
struct margin {
	size_t bytes;  /* all of them */
	size_t spaces; /* the ordinary ones before any other */
	size_t width;  /* columns in an editor */
	bool tab;
	bool hard; /* no-break and other special spaces */
};

/* What the lines before say of this one. */
struct state {
	bool in_block;       /* within literal or folded text */
	size_t block_parent; /* where its lines have to stand at least */
	size_t block_indent; /* where they stand; 0 until the first has come */
	size_t first_column; /* where the last line begins */
	size_t last_column;  /* where its key or text stands, behind dashes */
	bool last_opens;     /* that line ends with its colon */
};

static bool is_hard_space(uint32_t code_point)
{
	return code_point == 0xa0 || code_point == 0x202f || code_point == 0x3000 ||
	       (code_point >= 0x2000 && code_point <= 0x200a);
}

static size_t hard_space_at(const char *text, size_t length, size_t at)
{
	uint32_t code_point;
	size_t bytes;

	if (at >= length)
		return 0;
	bytes = utf8_decode(text + at, length - at, &code_point);
	return is_hard_space(code_point) ? bytes : 0;
}

static struct margin measure(const char *text, size_t length)
{
	struct margin margin = {0};

	while (margin.bytes < length) {
		size_t hard = hard_space_at(text, length, margin.bytes);

		if (text[margin.bytes] == ' ')
			margin.spaces += !margin.tab && !margin.hard;
		else if (text[margin.bytes] == '\t')
			margin.tab = true;
		else if (hard > 0)
			margin.hard = true;
		else
			break;
		margin.width +=
			text[margin.bytes] == '\t' ? TAB_WIDTH - margin.width % TAB_WIDTH : 1;
		margin.bytes += hard ? hard : 1;
	}
	return margin;
}

/* Whether literal or folded text begins behind the line; *digit is its indentation if given. */
static bool opens_block(const struct yaml_line_parts *parts, size_t *digit)
{
	size_t at = parts->length;

	*digit = 0;
	while (at > parts->value && parts->length - at < 2 &&
		memchr("0123456789+-", parts->text[at - 1], 12) != NULL) {
		at--;
		if (parts->text[at] >= '1' && parts->text[at] <= '9')
			*digit = (size_t)(parts->text[at] - '0');
	}
	if (at <= parts->value || (parts->text[at - 1] != '|' && parts->text[at - 1] != '>'))
		return false;
	at--;
	/* Nothing but an anchor or a tag may stand between the colon and the sign. */
	return at == parts->value ||
	       ((parts->text[parts->value] == '&' || parts->text[parts->value] == '!') &&
		       parts->text[at - 1] == ' ');
}

/* Remembers a line of structure; its text without blanks stands at column. */
static void follow_line(struct state *state, const char *text, size_t length, size_t column)
{
	struct yaml_line_parts parts = yaml_line_split(text, length);
	size_t digit;

	state->first_column = column;
	state->last_column = column + parts.content;
	state->last_opens = parts.key && parts.value >= parts.length;
	if (!opens_block(&parts, &digit))
		return;
	state->in_block = true;
	state->block_parent = (parts.key ? state->last_column : column) + 1;
	state->block_indent = digit > 0 ? state->block_parent - 1 + digit : 0;
}

/* Whether a line that is not blank belongs to the literal text before it. */
static bool stays_in_block(struct state *state, const struct margin *margin)
{
	if (!state->in_block)
		return false;
	if (state->block_indent == 0 && margin->spaces >= state->block_parent)
		state->block_indent = margin->spaces;
	else if (state->block_indent == 0 && margin->width >= state->block_parent)
		state->block_indent = state->block_parent;
	state->in_block = state->block_indent > 0 && margin->width >= state->block_indent;
	return state->in_block;
}

static void report_blanks(struct yaml_input *input, unsigned line, const struct margin *margin)
{
	struct place place = {.file = input->source->file, .line = line, .column = 1};

	if (margin->tab)
		report_error(input->report, &place, "indent-blank",
			tr("the line is indented with tabs; use ordinary spaces"));
	else
		report_error(input->report, &place, "indent-blank",
			tr("the line is indented with no-break spaces; use ordinary spaces"));
}

/* Where a line that is indented with tabs was meant to begin, as far as one can tell. */
static size_t guess_column(const struct state *state, char first)
{
	if (state->last_opens)
		return state->last_column + USUAL_STEP;
	return first == '-' ? state->first_column : state->last_column;
}

/*
 * The offset of a blank right behind a dash or a key's colon that does not count as one: any
 * no-break space, and behind a dash a tab. 0 if there is none.
 */
static size_t find_bad_separator(const char *text, size_t length)
{
	size_t at = 0;

	while (at + 1 < length && text[at] == '-' && text[at + 1] == ' ')
		at += 2;
	if (at + 1 < length && text[at] == '-' &&
		(text[at + 1] == '\t' || hard_space_at(text, length, at + 1) > 0))
		return at + 1;
	/* What stands in quotes is text. */
	if (at < length && (text[at] == '"' || text[at] == '\''))
		return 0;
	while (at < length && text[at] != ':' && (unsigned char)text[at] > ' ' &&
		hard_space_at(text, length, at) == 0)
		at++;
	return at > 0 && at < length && text[at] == ':' && hard_space_at(text, length, at + 1) > 0
		       ? at + 1
		       : 0;
}

static void put_spaces(struct buf *out, size_t count)
{
	while (count-- > 0)
		buf_putc(out, ' ');
}

/* Appends a line of structure behind its margin, with ordinary spaces behind its signs. place is
 * that of the text. */
static void put_structure(struct yaml_input *input, struct place place, struct buf *out,
	const char *text, size_t length)
{
	size_t at = find_bad_separator(text, length);

	if (at > 0) {
		place.column += (unsigned)utf8_length(text, at);
		report_error(input->report, &place, "indent-blank",
			text[at] == '\t'
				? tr("a tab stands behind '%c'; use an ordinary space")
				: tr("a no-break space stands behind '%c'; use an ordinary space"),
			text[at - 1]);
		buf_append(out, text, at);
		buf_putc(out, ' ');
		at += text[at] == '\t' ? 1 : hard_space_at(text, length, at);
	}
	buf_append(out, text + at, length - at);
}

/* Appends one line as the parser is to have it. */
static void repair_line(struct yaml_input *input, unsigned line, struct state *state,
	const char *text, size_t length, struct buf *out)
{
	struct margin margin = measure(text, length);
	const char *content = text + margin.bytes;
	size_t content_length = length - margin.bytes;
	struct place place = {.file = input->source->file,
		.line = line,
		.column = (unsigned)utf8_length(text, margin.bytes) + 1};
	bool odd = margin.tab || margin.hard;
	size_t column = margin.width;
	size_t begin = out->length;

	if (content_length == 0) {
		/* Nobody sees what an empty line holds. */
		if (odd && (!state->in_block || state->block_indent == 0 ||
				   margin.spaces < state->block_indent))
			return;
		buf_append(out, text, length);
		return;
	}
	if (stays_in_block(state, &margin)) {
		if (margin.spaces >= state->block_indent) {
			buf_append(out, text, length);
			return;
		}
		report_blanks(input, line, &margin);
		put_spaces(out, state->block_indent);
		buf_append(out, content, content_length);
		return;
	}
	if (*content == '#') {
		put_spaces(out, margin.width);
		buf_append(out, content, content_length);
		return;
	}
	if (odd)
		report_blanks(input, line, &margin);
	if (margin.tab) {
		column = guess_column(state, *content);
		if (input->first_guess == 0)
			input->first_guess = line;
	}
	put_spaces(out, column);
	put_structure(input, place, out, content, content_length);
	follow_line(state, out->data + begin + column, out->length - begin - column, column);
}

/* JSON may be indented with tabs, and so may everything between brackets. */
static bool begins_with_bracket(const struct yaml_input *input)
{
	size_t at = 0;

	while (at < input->length && strchr(" \t\r\n", input->text[at]) != NULL)
		at++;
	return at < input->length && (input->text[at] == '{' || input->text[at] == '[');
}

/* Whether the text holds a sequence whose first byte is rare, which memchr() skips to. */
static bool holds(const struct yaml_input *input, const char *sequence)
{
	const char *end = input->text + input->length;
	const char *at = input->text;
	size_t length = strlen(sequence);

	while ((at = memchr(at, *sequence, (size_t)(end - at))) != NULL) {
		if ((size_t)(end - at) >= length && memcmp(at, sequence, length) == 0)
			return true;
		at++;
	}
	return false;
}

void yaml_indent_repair(struct yaml_input *input)
{
	const char *text = input->text;
	const char *end = text + input->length;
	struct state state = {0};
	struct buf out;

	if (begins_with_bracket(input) ||
		(!holds(input, "\t") && !holds(input, "\xc2\xa0") && !holds(input, "\xe2\x80") &&
			!holds(input, "\xe3\x80\x80")))
		return;
	buf_init(&out, input->arena);
	buf_reserve(&out, input->length);
	for (unsigned line = 1;; line++) {
		size_t length = 0;

		while (text + length < end && yaml_break_length(text + length, end) == 0)
			length++;
		repair_line(input, line, &state, text, length, &out);
		text += length;
		if (text == end)
			break;
		buf_putc(&out, '\n');
		text += yaml_break_length(text, end);
	}
	input->text = buf_text(&out);
	input->length = out.length;
}
