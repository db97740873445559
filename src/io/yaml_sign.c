#include "io/yaml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

static void say_needs_quotes(
	struct yaml_input *input, unsigned line, const struct yaml_line_parts *parts)
{
	struct place place = {.file = input->source->file,
		.line = line,
		.column = (unsigned)utf8_length(parts->text, parts->value) + 1};
	const char *value = parts->text + parts->value;
	bool expression = *value == '{' && (value[1] == '{' || value[1] == '%');
	const char *fix = yaml_fix_line(input->arena, parts);

	if (expression && value[1] == '{')
		report_error(input->report, &place, "yaml-mapping-in-text",
			tr("put quotes around text that begins with '{{'; write %s"), fix);
	else
		report_error(input->report, &place,
			expression ? "yaml-mapping-in-text" : "yaml-needs-quotes",
			tr("text that begins with '%s' needs quotes; write %s"),
			arena_strndup(input->arena, value, expression ? 2 : 1), fix);
}

/* Where the quotes that a value begins with end, just behind, or the line's end. */
static size_t behind_quotes(const struct yaml_line_parts *parts)
{
	const char *text = parts->text;
	char quote = text[parts->value];
	size_t at = parts->value + 1;

	for (; at < parts->length; at++) {
		bool escape = quote == '"' ? text[at] == '\\'
					   : text[at] == quote && text[at + 1] == quote;

		if (!escape && text[at] == quote)
			return at + 1;
		at += escape;
	}
	return parts->length;
}

static size_t behind_brackets(const struct yaml_line_parts *parts)
{
	char opening = parts->text[parts->value];
	char closing = opening == '[' ? ']' : '}';
	size_t depth = 0;

	for (size_t at = parts->value; at < parts->length; at++) {
		if (parts->text[at] == opening)
			depth++;
		else if (parts->text[at] == closing && --depth == 0)
			return at + 1;
	}
	return parts->length;
}

bool yaml_sign_report(struct yaml_input *input, const struct yaml_fault *fault, unsigned line,
	const struct yaml_line_parts *parts)
{
	const char *value = parts->text + parts->value;
	size_t length = parts->length - parts->value;
	bool wrong = false;

	if (length == 0)
		return false;
	switch (*value) {
	case '{':
		wrong = length > 1 && (value[1] == '{' || value[1] == '%');
		wrong = wrong || behind_brackets(parts) < parts->length;
		break;
	case '[':
		wrong = behind_brackets(parts) < parts->length;
		break;
	case '"':
	case '\'':
		wrong = behind_quotes(parts) < parts->length;
		break;
	case '-':
		wrong = parts->key && yaml_is_blank_at(value, length, 1);
		break;
	case '>':
		wrong = fault->context != NULL && strstr(fault->context, "block scalar") != NULL;
		break;
	case '*':
	case '&':
	case '!':
	case '%':
	case '@':
	case '`':
	case ',':
	case ']':
	case '}':
	case '?':
	case ':':
		wrong = true;
		break;
	default:
		break;
	}
	if (wrong)
		say_needs_quotes(input, line, parts);
	return wrong;
}
