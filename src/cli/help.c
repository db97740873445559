#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { HELP_COLUMN = 29 };

/* Characters, not bytes, of a UTF-8 text. */
static int width_of(const char *text)
{
	int width = 0;
	for (; *text != '\0'; text++)
		width += ((unsigned char)*text & 0xc0) != 0x80;
	return width;
}

/* "  -o, --output FILE" and, from a column of its own, what it is for. */
static void print_option(const struct cli_option *option)
{
	const char *value = option->value != NULL ? cli_tr(option->value) : "";
	const char *between = option->value == NULL ? "" : option->optional ? "[=" : " ";
	const char *after = option->optional ? "]" : "";
	bool letter = option->letter <= '~';
	printf("  %c%c%c --%s%s%s%s", letter ? '-' : ' ', letter ? option->letter : ' ',
		letter ? ',' : ' ', option->name, between, value, after);
	int width = 8 + (int)strlen(option->name) + width_of(between) + width_of(value) +
		    width_of(after);
	if (width >= HELP_COLUMN)
		fputs(" ", stdout);
	printf("%*s%s\n", width < HELP_COLUMN ? HELP_COLUMN - width : 0, "", cli_tr(option->help));
}

int cli_print_help(const struct cli_command *command)
{
	printf(cli_tr("Usage: referent %s %s\n\n%s\n\n"), command->name, cli_tr(command->usage),
		cli_tr(command->summary));
	fputs(cli_tr("Options:\n"), stdout);
	for (size_t i = 0; i < cli_option_count; i++)
		if ((cli_option_table[i].commands & command->mask) != 0)
			print_option(&cli_option_table[i]);
	return REFERENT_OK;
}

int cli_print_overview(FILE *stream, const struct cli_command *commands, size_t count)
{
	fputs(cli_tr("referent makes agendas and minutes from YAML through templates.\n\n"),
		stream);
	for (size_t i = 0; i < count; i++)
		fprintf(stream, "  referent %s %s\n      %s\n", commands[i].name,
			cli_tr(commands[i].usage), cli_tr(commands[i].summary));
	fputs(cli_tr("\n'referent COMMAND --help' shows the options; 'man referent' tells more.\n"),
		stream);
	return stream == stdout ? REFERENT_OK : REFERENT_USAGE;
}
