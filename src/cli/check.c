#include "cli/cli.h"

#include <stdio.h>
#include <unistd.h>

/* From this many files on, a terminal is shown how far it has come. */
enum { MANY_FILES = 5 };

static void show_progress(int done, int all)
{
	fprintf(stderr, "\r[%d/%d]", done, all);
	fflush(stderr);
}

static int check_one(const char *path, struct cli_options *options)
{
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	enum referent_status status = referent_check_meeting(referent, path, &options->render);
	cli_print_diagnostics(referent, options);
	if (referent_diagnostic_count(referent) == 0 && !options->quiet && !options->json)
		printf(cli_tr("%s: no problems\n"), path);
	referent_destroy(referent);
	return (int)status;
}

int cli_check(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	int worst = REFERENT_OK;
	bool progress = options->operand_count >= MANY_FILES && !options->quiet && !options->json &&
			isatty(STDERR_FILENO);
	for (int i = 0; i < options->operand_count; i++) {
		int status = check_one(options->operands[i], options);
		if (status > worst)
			worst = status;
		if (progress)
			show_progress(i + 1, options->operand_count);
	}
	if (progress)
		fputs("\r\033[K", stderr);
	return worst;
}
