#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Marks a text for translation where it stands; cli_tr() translates it where it is printed. */
#define N_(text) text

static const struct cli_command commands[] = {
	{"dagsorden", "MØDE.yaml [-o FILE]", N_("Write the agenda."), 1, 1, cli_agenda},
	{"referat", "MØDE.yaml [-o FILE]", N_("Write the minutes."), 1, 1, cli_minutes},
	{"check", "MØDE.yaml…", N_("Report every problem in the files; nothing is written."), 1, -1,
		cli_check},
	{"render", "TEMPLATE DATA.yaml|json [-o FILE]", N_("Fill any template with any data."), 2,
		2, cli_render},
	{"inspect", "TEMPLATE",
		N_("Report every fault of a template, without data, and show what it asks for."), 1,
		1, cli_inspect},
	{"schema", "", N_("Print the JSON Schema of the YAML files, for editors."), 0, 0,
		cli_schema},
	{"udskrift", "MØDE.yaml PUNKT… [-o FILE]", N_("Not available yet."), 0, -1, cli_not_yet},
	{"new", "ORGAN.yaml --date DATE [DIR]", N_("Not available yet."), 0, -1, cli_not_yet},
	{"collect", "FILE [-o beslutninger.yaml]", N_("Not available yet."), 0, -1, cli_not_yet},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

int cli_not_yet(const struct cli_command *command, struct cli_options *options)
{
	(void)options;
	return cli_usage_fault(cli_tr("the command '%s' is not available yet"), command->name);
}

static int print_overview(FILE *stream)
{
	fputs(cli_tr("referent makes agendas and minutes from YAML through templates.\n\n"),
		stream);
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].run != cli_not_yet)
			fprintf(stream, "  referent %s %s\n      %s\n", commands[i].name,
				commands[i].usage, cli_tr(commands[i].summary));
	fputs(cli_tr("\n'referent COMMAND --help' shows the options; 'man referent' tells more.\n"),
		stream);
	return stream == stdout ? REFERENT_OK : REFERENT_USAGE;
}

static int run_command(int argc, char **argv)
{
	if (argc < 2)
		return print_overview(stderr);
	const char *name = argv[1];
	if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0)
		return print_overview(stdout);
	if (strcmp(name, "-V") == 0 || strcmp(name, "--version") == 0) {
		printf("referent %s\n", referent_version());
		return REFERENT_OK;
	}
	for (int i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		struct cli_options options;
		if (commands[i].run == cli_not_yet)
			return cli_not_yet(&commands[i], NULL);
		int status = cli_parse(&commands[i], argc - 1, argv + 1, &options);
		return status >= 0 ? status : commands[i].run(&commands[i], &options);
	}
	return cli_usage_fault(cli_tr("there is no command '%s'; see 'referent --help'"), name);
}

int cli_run(int argc, char **argv)
{
	cli_choose_language();
	/* A file that may not grow is an error to report, no reason to die and leave half of one. */
	signal(SIGXFSZ, SIG_IGN);
	int status = run_command(argc, argv);
	/* What was printed may still be on its way to a full disk. */
	if (fflush(stdout) != 0 && status == REFERENT_OK) {
		perror("referent");
		return REFERENT_SYSTEM;
	}
	return status;
}
