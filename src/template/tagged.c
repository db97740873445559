#include "template/tagged.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* What a paragraph's tags make of it as a whole. */

enum mark_nesting statement_nests(const struct statement *statement)
{
	if (statement == NULL)
		return NESTS_NOT;
	switch (statement->kind) {
	case STATEMENT_IF:
	case STATEMENT_FOR:
	case STATEMENT_SET_BLOCK:
	case STATEMENT_WITH:
	case STATEMENT_MACRO:
	case STATEMENT_CALL:
	case STATEMENT_FILTER:
	case STATEMENT_BLOCK:
		return NESTS_OPENS;
	case STATEMENT_ELIF:
	case STATEMENT_ELSE:
		return NESTS_DIVIDES;
	case STATEMENT_END:
		return NESTS_CLOSES;
	default:
		return NESTS_NOT;
	}
}

static void report_attribute(const struct tagged *tagged, size_t at, const char *message)
{
	struct place place = source_place(report_arena(tagged->report), tagged->source, at);
	report_error(tagged->report, &place, "tag-attribute", "%s", message);
}

/* True if the offset is between the quotation marks of a field's code. */
static bool is_quoted(const struct tagged *tagged, size_t offset)
{
	bool quoted = false;
	for (size_t i = 0; i < offset; i++) {
		if (tagged->paragraph->text[i] == '\\')
			i++;
		else if (tagged->paragraph->text[i] == '"')
			quoted = !quoted;
	}
	return quoted;
}

/* Fields that bring something from outside of the document, and others that a value must not make. */
static bool is_open_field(const struct part_paragraph *paragraph)
{
	static const char *const names[] = {"INCLUDE", "DDE", "LINK", "IMPORT", "EMBED", "RD",
		"DATABASE", "MACROBUTTON", "CONTROL", "PRINT", "="};
	const char *text = paragraph->text + strspn(paragraph->text, " \t\n");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(text, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

void tagged_check_plain(const struct tagged *tagged)
{
	for (size_t i = 0; i < tagged->count; i++) {
		const struct tag *tag = &tagged->tags[i];
		const struct statement *statement = tagged->statements[i];
		if (tagged->paragraph->kind == PARAGRAPH_FIXED)
			report_attribute(tagged, tag->start,
				tr("no tag can stand in a name or a setting; write it in the "
				   "text"));
		else if (tagged->paragraph->kind == PARAGRAPH_FIELD &&
			 is_open_field(tagged->paragraph))
			report_attribute(tagged, tag->start,
				tr("no tag can stand in the code of a field that fetches "
				   "something; put the value itself in the text"));
		else if (tagged->paragraph->kind == PARAGRAPH_FIELD && tag->kind == TAG_PRINT &&
			 !is_quoted(tagged, tag->start))
			report_attribute(tagged, tag->start,
				tr("in the code of a field a value stands between quotation marks: "
				   "HYPERLINK \"{{ … }}\""));
		else if (statement != NULL && (statement->kind == STATEMENT_SET_BLOCK ||
						      statement->kind == STATEMENT_MACRO ||
						      statement->kind == STATEMENT_CALL ||
						      statement->kind == STATEMENT_FILTER ||
						      statement->kind == STATEMENT_BLOCK))
			report_attribute(tagged, tag->start,
				tr("here stands no text of the document, so only values, 'if' and "
				   "'for' can be in it"));
	}
}

static bool is_blank(const struct tagged *tagged, size_t from, size_t to)
{
	uint32_t code_point;
	while (from < to) {
		from += utf8_decode(tagged->paragraph->text + from, to - from, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			return false;
	}
	return true;
}

/* True if the statement prints nothing where it stands, nor does what it holds. */
static bool is_definition(const struct statement *statement)
{
	return statement == NULL || statement->kind == STATEMENT_SET ||
	       statement->kind == STATEMENT_SET_BLOCK || statement->kind == STATEMENT_MACRO;
}

bool tagged_only_defines(const struct tagged *tagged)
{
	enum { MOST = 64 };
	enum statement_kind open[MOST];
	size_t depth = 0, end = 0;
	bool holds = false;
	if (tagged->paragraph->kind != PARAGRAPH_TEXT)
		return false;
	for (size_t i = 0; i < tagged->count; i++) {
		const struct tag *tag = &tagged->tags[i];
		const struct statement *statement = tagged->statements[i];
		if (tag->kind == TAG_BAD || tag->kind == TAG_RAW || tag->lift != TAG_LIFT_NONE)
			return false;
		if (depth == 0 && (!is_blank(tagged, end, tag->start) || !is_definition(statement)))
			return false;
		end = tag->end;
		if (statement == NULL)
			continue;
		if (statement_nests(statement) == NESTS_OPENS) {
			if (depth == MOST)
				return false;
			open[depth++] = statement->kind;
			holds = true;
		} else if (statement_nests(statement) == NESTS_CLOSES) {
			if (depth == 0 || open[--depth] != statement->closes)
				return false;
		}
	}
	return holds && depth == 0 && is_blank(tagged, end, tagged->paragraph->length);
}
