#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool colour_wanted(void)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return isatty(STDERR_FILENO) && (no_color == NULL || no_color[0] == '\0') &&
	       (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* " (word/document.xml, paragraph 14, table 2 row 3)". */
static void print_part(const struct referent_diagnostic *diagnostic)
{
	if (diagnostic->part == NULL && diagnostic->paragraph == 0)
		return;
	fprintf(stderr, " (%s", diagnostic->part != NULL ? diagnostic->part : "");
	if (diagnostic->paragraph != 0)
		fprintf(stderr, cli_tr(", paragraph %u"), diagnostic->paragraph);
	if (diagnostic->table != 0)
		fprintf(stderr, cli_tr(", table %u"), diagnostic->table);
	if (diagnostic->row != 0)
		fprintf(stderr, cli_tr(" row %u"), diagnostic->row);
	if (diagnostic->cell != 0)
		fprintf(stderr, cli_tr(" cell %u"), diagnostic->cell);
	fputc(')', stderr);
}

static void print_line(const struct referent_diagnostic *diagnostic, bool as_error, bool colour)
{
	fputs(diagnostic->file != NULL ? diagnostic->file : "referent", stderr);
	if (diagnostic->line != 0)
		fprintf(stderr, ":%u:%u", diagnostic->line, diagnostic->column);
	print_part(diagnostic);
	const char *word = as_error ? cli_tr("error") : cli_tr("warning");
	const char *begin = as_error ? "\033[31;1m" : "\033[33;1m";
	fprintf(stderr, ": %s%s%s: %s", colour ? begin : "", word, colour ? "\033[0m" : "",
		diagnostic->message);
	if (diagnostic->item != NULL)
		fprintf(stderr, " (%s)", diagnostic->item);
	fprintf(stderr, " [%s]\n", diagnostic->id);
	if (diagnostic->visible == NULL || diagnostic->visible[0] == '\0')
		return;
	fprintf(stderr, "    %s\n", diagnostic->visible);
	if (diagnostic->caret != 0)
		fprintf(stderr, "    %*s^\n", (int)diagnostic->caret - 1, "");
}

static void print_json_text(const char *key, const char *text)
{
	if (text == NULL)
		return;
	fprintf(stderr, ",\"%s\":\"", key);
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte == '"' || byte == '\\')
			fputc('\\', stderr);
		if (byte < 0x20)
			fprintf(stderr, "\\u%04x", byte);
		else
			fputc(byte, stderr);
	}
	fputc('"', stderr);
}

static void print_json_number(const char *key, unsigned number)
{
	if (number != 0)
		fprintf(stderr, ",\"%s\":%u", key, number);
}

static void print_json(const struct referent_diagnostic *diagnostic, bool as_error)
{
	fprintf(stderr, "{\"severity\":\"%s\"", as_error ? "error" : "warning");
	print_json_text("id", diagnostic->id);
	print_json_text("message", diagnostic->message);
	print_json_text("file", diagnostic->file);
	print_json_number("line", diagnostic->line);
	print_json_number("column", diagnostic->column);
	print_json_text("part", diagnostic->part);
	print_json_number("paragraph", diagnostic->paragraph);
	print_json_number("table", diagnostic->table);
	print_json_number("row", diagnostic->row);
	print_json_number("cell", diagnostic->cell);
	print_json_text("visible", diagnostic->visible);
	print_json_number("caret", diagnostic->caret);
	print_json_text("item", diagnostic->item);
	fputs("}\n", stderr);
}

void cli_print_diagnostics(const struct referent *referent, const struct cli_options *options)
{
	bool colour = colour_wanted();
	size_t count = referent_diagnostic_count(referent);
	for (size_t i = 0; i < count; i++) {
		const struct referent_diagnostic *diagnostic = referent_diagnostic(referent, i);
		bool as_error = diagnostic->severity == REFERENT_ERROR || options->render.strict;
		if (options->json)
			print_json(diagnostic, as_error);
		else
			print_line(diagnostic, as_error, colour);
	}
	size_t dropped = referent_diagnostics_dropped(referent);
	if (dropped > 0 && !options->json)
		fprintf(stderr, cli_tr("referent: and %zu more\n"), dropped);
}

int cli_no_memory(void)
{
	fprintf(stderr, cli_tr("referent: error: there is not enough memory [no-memory]\n"));
	return REFERENT_SYSTEM;
}
