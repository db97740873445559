#include "io/yaml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * libyaml says where it gave up and in its own words why. What a secretary did is mostly to be
 * seen in that line as typed, or in the line before.
 */

struct hint {
	struct yaml_input *input;
	const struct yaml_fault *fault;
	struct yaml_line_parts parts; /* of the line in which libyaml gave up */
	size_t at;                    /* byte in that line */
};

static bool problem_is(const struct hint *hint, const char *text)
{
	return hint->fault->problem != NULL && strstr(hint->fault->problem, text) != NULL;
}

static bool context_is(const struct hint *hint, const char *text)
{
	return hint->fault->context != NULL && strstr(hint->fault->context, text) != NULL;
}

static struct place place_in(const struct hint *hint, unsigned line, unsigned column)
{
	return (struct place){.file = hint->input->source->file, .line = line, .column = column};
}

/* The place of a byte in the line. */
static struct place place_at(
	const struct hint *hint, unsigned line, const struct yaml_line_parts *parts, size_t at)
{
	return place_in(hint, line, (unsigned)utf8_length(parts->text, at) + 1);
}

static struct yaml_line_parts split(const struct hint *hint, unsigned line)
{
	size_t length;
	const char *text = yaml_line(hint->input->source, line, &length);

	return yaml_line_split(text, length);
}

/* The nearest line above that holds something, comments perhaps aside, or 0. */
static unsigned line_above(const struct hint *hint, unsigned line, bool comments)
{
	while (line > 1) {
		struct yaml_line_parts parts = split(hint, --line);

		if (parts.indent < parts.length && (comments || parts.text[parts.indent] != '#'))
			return line;
	}
	return 0;
}

/* The nearest line above with a key that stands before column, or 0. */
static unsigned key_above(const struct hint *hint, unsigned line, size_t column)
{
	enum { FAR_ENOUGH = 1000 };
	unsigned last = line > FAR_ENOUGH ? line - FAR_ENOUGH : 0;

	while (line > last && (line = line_above(hint, line, false)) > 0) {
		struct yaml_line_parts parts = split(hint, line);

		if (parts.key && parts.content < column)
			return line;
	}
	return 0;
}

/* -text without a blank between, in a line or the one above it. */
static bool hint_missing_dash_blank(struct hint *hint, unsigned line)
{
	for (unsigned i = 0; i < 2 && line > 0; i++, line = line_above(hint, line, false)) {
		struct yaml_line_parts parts = split(hint, line);
		const char *content = parts.text + parts.content;
		size_t length = parts.length - parts.content;
		struct place place = place_at(hint, line, &parts, parts.content);

		if (!yaml_begins_with_dash(content, length))
			continue;
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("a blank is missing behind '-'; write '- %s'"),
			yaml_shorten(hint->input->arena, content + 1, length - 1));
		return true;
	}
	return false;
}

/* key:value without a blank between. */
static bool hint_missing_blank(struct hint *hint, unsigned line)
{
	struct yaml_line_parts parts = split(hint, line);
	const char *content = parts.text + parts.content;
	size_t length = parts.length - parts.content;
	const char *colon = memchr(content, ':', length);
	size_t key_length = colon ? (size_t)(colon - content) : 0;
	struct place place = place_at(hint, line, &parts, parts.content);

	if (parts.key || !yaml_looks_like_key(content, key_length) || colon[1] == '/')
		return false;
	if (*content >= '0' && *content <= '9')
		return false;
	report_error(hint->input->report, &place, "yaml-syntax",
		tr("a blank is missing behind the colon; write '%s: %s'"),
		yaml_shorten(hint->input->arena, content, key_length),
		yaml_shorten(hint->input->arena, colon + 1, length - key_length - 1));
	return true;
}

/*
 * A list item that should begin with a key: a word without its colon, aligned with the key below.
 * The shortest words begin a text rather than name a value.
 */
static bool hint_missing_colon(struct hint *hint, unsigned above)
{
	enum { SHORTEST_KEY = 3 };
	const struct yaml_line_parts *key = &hint->parts;
	struct yaml_line_parts parts = split(hint, above);
	const char *word = parts.text + parts.content;
	size_t left = parts.length - parts.content;
	size_t length = 0;
	struct place place = place_at(hint, above, &parts, parts.content);

	while (length < left && word[length] != ' ')
		length++;
	if (!parts.dash || parts.key || !key->key || parts.content != key->content ||
		!yaml_looks_like_key(key->text + key->content, key->key_length) ||
		!yaml_looks_like_key(word, length) || utf8_length(word, length) < SHORTEST_KEY)
		return false;
	report_error(hint->input->report, &place, "yaml-syntax",
		tr("the colon behind '%s' is missing; write '%s: %s'"),
		yaml_shorten(hint->input->arena, word, length),
		yaml_shorten(hint->input->arena, word, length),
		length < left
			? yaml_shorten(hint->input->arena, word + length + 1, left - length - 1)
			: "…");
	return true;
}

static void say_colon(struct hint *hint, const struct place *place, const char *fix)
{
	report_error(
		hint->input->report, place, "yaml-colon", tr("a colon in the text; write %s"), fix);
}

/* Says that the text which begins under the key of a line is folded. */
static void say_folded(struct hint *hint, unsigned key_line)
{
	struct yaml_line_parts parts = split(hint, key_line);
	struct place place = place_at(hint, key_line, &parts, parts.value);

	if (parts.value >= parts.length) {
		unsigned below = key_line + 1;
		struct yaml_line_parts next = split(hint, below);

		while (below < hint->fault->line && next.indent >= next.length)
			next = split(hint, ++below);
		place = place_at(hint, below, &next, next.content);
	}
	report_error(hint->input->report, &place, "yaml-folded",
		tr("the text fills several lines without '|', so line breaks are lost; write '%s'"),
		arena_printf(hint->input->arena, "%s: |",
			yaml_shorten(
				hint->input->arena, parts.text + parts.content, parts.key_length)));
}

static void say_misplaced_key(struct hint *hint, unsigned line, const struct yaml_line_parts *parts)
{
	struct place place = place_at(hint, line, parts, parts->indent);

	report_error(hint->input->report, &place, "yaml-syntax",
		tr("'%s' is indented otherwise than the keys beside it; let all begin in the same "
		   "column"),
		yaml_shorten(hint->input->arena, parts->text + parts->content,
			parts->key_length ? parts->key_length : parts->length - parts->content));
}

/* A second colon in a value of a flow mapping: the part of the line between commas. */
static bool hint_flow_colon(struct hint *hint)
{
	const char *text = hint->parts.text;
	size_t begin = hint->at;
	size_t end = hint->at;
	struct yaml_line_parts pair;
	struct place place;

	while (begin > 0 && strchr("{[,", text[begin - 1]) == NULL)
		begin--;
	while (begin < hint->at && text[begin] == ' ')
		begin++;
	while (end < hint->parts.length && strchr("}],", text[end]) == NULL)
		end++;
	pair = yaml_line_split(text + begin, end - begin);
	if (!pair.key || pair.value >= pair.length || hint->at < begin + pair.value)
		return false;
	place = place_at(hint, hint->fault->line, &hint->parts, begin + pair.value);
	say_colon(hint, &place, yaml_fix_line(hint->input->arena, &pair));
	return true;
}

/* "mapping values are not allowed in this context" */
static bool hint_colon(struct hint *hint)
{
	struct yaml_line_parts *parts = &hint->parts;
	unsigned line = hint->fault->line;
	unsigned above = line_above(hint, line, false);
	unsigned key_line;
	struct place place;

	if (parts->key && hint->at >= parts->value && parts->value < parts->length) {
		place = place_at(hint, line, parts, parts->value);
		/* In a list, words with a colon are a text rather than a key. */
		if (parts->dash &&
			!yaml_looks_like_key(parts->text + parts->content, parts->key_length)) {
			parts->value = parts->content;
			parts->key_length = 0;
		}
		say_colon(hint, &place, yaml_fix_line(hint->input->arena, parts));
		return true;
	}
	if (above > 0 && (hint_missing_blank(hint, above) || hint_missing_colon(hint, above)))
		return true;
	key_line = key_above(hint, line, parts->content);
	if (key_line == 0)
		return false;
	if (key_line == above &&
		yaml_looks_like_key(parts->text + parts->content, parts->key_length) &&
		split(hint, above).value < split(hint, above).length)
		say_misplaced_key(hint, line, parts);
	else
		say_folded(hint, key_line);
	return true;
}

/* Literal text that ended because a line of it stands too far to the left. */
static bool hint_dedent(struct hint *hint, unsigned line)
{
	struct yaml_line_parts parts = split(hint, line);
	const struct yaml_node *last = hint->fault->last;
	struct place place = place_at(hint, line, &parts, parts.content);
	const char *text = yaml_shorten(
		hint->input->arena, parts.text + parts.content, parts.length - parts.content);

	if (last == NULL || last->style != YAML_LITERAL ||
		(parts.key && yaml_looks_like_key(parts.text + parts.content, parts.key_length)))
		return false;
	if (last->length == 0 && line_above(hint, line, false) == last->line)
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("'%s' must be indented as text that belongs to the '|' above"), text);
	else if (line_above(hint, line, false) == last->end_line)
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("'%s' is indented less than the text above it; indent it as far"), text);
	else
		return false;
	return true;
}

static void say_no_dash(struct hint *hint, unsigned line, const struct yaml_line_parts *parts)
{
	struct place place = place_at(hint, line, parts, parts->content);

	report_error(hint->input->report, &place, "yaml-syntax",
		tr("'%s' stands in a list without '-'; write '- ' before it or indent it as the "
		   "lines "
		   "it belongs to"),
		yaml_shorten(hint->input->arena, parts->text + parts->content,
			parts->length - parts->content));
}

/* "could not find expected ':'", and text where a key should be */
static bool hint_no_key(struct hint *hint)
{
	unsigned line = hint->fault->context_line ? hint->fault->context_line : hint->fault->line;
	unsigned above = line_above(hint, line, false);
	struct yaml_line_parts parts = split(hint, line);
	struct yaml_line_parts list = split(hint, above);
	struct place place = place_at(hint, line, &parts, parts.content);

	if (hint_missing_blank(hint, line) || hint_dedent(hint, line))
		return true;
	if (parts.key || parts.indent >= parts.length)
		return false;
	if (list.dash && list.indent == parts.indent)
		say_no_dash(hint, line, &parts);
	else
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("'%s' is no key with a colon; text over several lines stands indented "
			   "behind '|'"),
			yaml_shorten(hint->input->arena, parts.text + parts.content,
				parts.length - parts.content));
	return true;
}

static bool hint_quoted(struct hint *hint)
{
	const struct yaml_node *last = hint->fault->last;
	struct place place;

	if (context_is(hint, "quoted scalar") && problem_is(hint, "unexpected")) {
		struct yaml_line_parts parts = split(hint, hint->fault->context_line);

		place = place_in(hint, hint->fault->context_line, hint->fault->context_column);
		if (yaml_sign_report(hint->input, hint->fault, hint->fault->context_line, &parts))
			return true;
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("the quotation mark that begins here is never closed"));
		return true;
	}
	if (context_is(hint, "quoted scalar")) {
		place = place_in(hint, hint->fault->line, hint->fault->column);
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("a backslash in double quotes has a meaning of its own; write '\\\\'"));
		return true;
	}
	if (last != NULL && last->style >= YAML_SINGLE_QUOTED &&
		last->style <= YAML_DOUBLE_QUOTED && last->line < last->end_line &&
		last->end_line == hint->fault->line) {
		place = yaml_place(last);
		report_error(hint->input->report, &place, "yaml-syntax",
			tr("the quotation mark that begins here ends only in line %u; close it, or "
			   "write two "
			   "of them where one is meant"),
			last->end_line);
		return true;
	}
	return false;
}

static bool hint_flow(struct hint *hint)
{
	bool sequence = problem_is(hint, "',' or ']'");
	struct place place = place_in(hint, hint->fault->context_line, hint->fault->context_column);

	if (!sequence && !problem_is(hint, "',' or '}'"))
		return false;
	if (hint->at < hint->parts.length && hint->parts.text[hint->at] == ':' &&
		hint_flow_colon(hint))
		return true;
	report_error(hint->input->report, &place, "yaml-syntax",
		tr("the list that begins with '%s' here lacks a comma or its '%s'"),
		sequence ? "[" : "{", sequence ? "]" : "}");
	return true;
}

static bool hint_indentation(struct hint *hint)
{
	struct yaml_line_parts *parts = &hint->parts;
	unsigned line = hint->fault->line;
	unsigned above = line_above(hint, line, true);
	unsigned key_line = above > 0 ? key_above(hint, above, parts->content) : 0;
	struct yaml_line_parts before = split(hint, above);

	if (problem_is(hint, "'-' indicator") &&
		!(parts->key &&
			yaml_looks_like_key(parts->text + parts->content, parts->key_length))) {
		say_no_dash(hint, line, parts);
		return true;
	}
	if (hint_dedent(hint, line))
		return true;
	/* A heading in text without '|' is a comment to YAML and ends the text. */
	if (before.indent < before.length && before.text[before.indent] == '#' && key_line > 0 &&
		!parts->key) {
		say_folded(hint, key_line);
		return true;
	}
	if (!problem_is(hint, "expected key") && !problem_is(hint, "block sequence entries") &&
		!problem_is(hint, "indicator"))
		return false;
	say_misplaced_key(hint, line, parts);
	return true;
}

static bool hint_block_header(struct hint *hint)
{
	struct place place = place_in(hint, hint->fault->context_line, hint->fault->context_column);

	if (!context_is(hint, "block scalar") || hint->fault->context_line != hint->fault->line)
		return false;
	report_error(hint->input->report, &place, "yaml-syntax",
		tr("the text must begin in the line below '|'"));
	return true;
}

static bool hint_document(struct hint *hint)
{
	struct place place = place_in(hint, hint->fault->line, 1);

	if (!problem_is(hint, "document start"))
		return false;
	report_error(hint->input->report, &place, "yaml-syntax",
		tr("the file should have ended before this line; is it indented less than it "
		   "should be?"));
	return true;
}

void yaml_hint_report(struct yaml_input *input, const struct yaml_fault *fault)
{
	struct hint hint = {.input = input, .fault = fault};
	struct place place = {.file = input->source->file,
		.line = fault->line ? fault->line : 1,
		.column = fault->column ? fault->column : 1};

	hint.parts = split(&hint, place.line);
	hint.at = yaml_offset(input, place.line, place.column) -
		  (size_t)(hint.parts.text - input->source->text);
	if (hint_quoted(&hint) || yaml_sign_report(input, fault, place.line, &hint.parts))
		return;
	if (hint_missing_dash_blank(&hint, place.line))
		return;
	if (problem_is(&hint, "mapping values") ? hint_colon(&hint) : hint_flow(&hint))
		return;
	if (problem_is(&hint, "expected ':'") && hint_no_key(&hint))
		return;
	if (hint_block_header(&hint))
		return;
	if (hint_missing_blank(&hint, place.line) || hint_indentation(&hint) ||
		hint_document(&hint))
		return;
	report_error(input->report, &place, "yaml-syntax",
		tr("the line cannot be read; look for a missing colon, wrong indentation or an "
		   "open "
		   "quotation mark here and above"));
}
