#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct cli_command commands[] = {
	{"dagsorden", N_("MØDE.yaml [-o FILE] | ORGAN.yaml --form [-o FILE]"),
		N_("Write the agenda, or the form in which case officers write an item."), 1, 1,
		CLI_AGENDA, cli_agenda},
	{"referat", N_("MØDE.yaml [-o FILE]"), N_("Write the minutes."), 1, 1, CLI_MINUTES,
		cli_minutes},
	{"udskrift", N_("MØDE.yaml ITEM… [-o FILE]"),
		N_("Write an extract of the minutes: single items, by number or id."), 2, -1,
		CLI_EXTRACT, cli_extract},
	{"check", "MØDE.yaml…", N_("Report every problem in the files; nothing is written."), 1, -1,
		CLI_CHECK, cli_check},
	{"render", N_("TEMPLATE DATA.yaml|json [-o FILE]"), N_("Fill any template with any data."),
		2, 2, CLI_RENDER, cli_render},
	{"inspect", N_("TEMPLATE"),
		N_("Report every fault of a template, without data, and show what it asks for."), 1,
		1, CLI_INSPECT, cli_inspect},
	{"schema", "", N_("Print the JSON Schema of the YAML files, for editors."), 0, 0,
		CLI_SCHEMA, cli_schema},
	{"new", N_("ORGAN.yaml --date DATE [--after MØDE.yaml] [FOLDER]"),
		N_("Begin the next meeting of a body."), 1, 2, CLI_NEW, cli_new},
	{"opfølgning", N_("MEETING|FOLDER… [-f csv|docx …] [-o FILE]"),
		N_("List who owes what until when, over all these meetings."), 1, -1, CLI_FOLLOW_UP,
		cli_follow_up},
	{"collect", N_("FILE.docx|odt [-o FILE.yaml]"),
		N_("Read what was typed into a filled-in document back: decisions, or an item."), 1,
		1, CLI_COLLECT, cli_collect},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static int run_command(int argc, char **argv)
{
	if (argc < 2)
		return cli_print_overview(stderr, commands, COMMAND_COUNT);
	const char *name = argv[1];
	if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0)
		return cli_print_overview(stdout, commands, COMMAND_COUNT);
	if (strcmp(name, "-V") == 0 || strcmp(name, "--version") == 0) {
		printf("referent %s\n", referent_version());
		return REFERENT_OK;
	}
	for (int i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		struct cli_options options;
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
