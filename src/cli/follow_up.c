#include "cli/cli.h"

#include <string.h>
#include <time.h>

/* The day that it is here, "2024-11-06". */
static const char *today(char buffer[16])
{
	time_t now = time(NULL);
	struct tm broken;
	if (localtime_r(&now, &broken) == NULL || strftime(buffer, 16, "%Y-%m-%d", &broken) == 0)
		return NULL;
	return buffer;
}

/* A table, where neither -f nor the name says something else. */
static void settle_form(struct cli_options *options)
{
	const char *dot = options->output != NULL ? strrchr(options->output, '.') : NULL;
	if (!options->format_given)
		options->render.format = REFERENT_TXT;
	options->csv = options->csv || (dot != NULL && strcmp(dot, ".csv") == 0);
}

int cli_follow_up(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	char buffer[16];
	settle_form(options);
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	struct referent_tasks tasks = {
		.today = options->date,
		.responsible = options->responsible,
		.done = options->all,
		.csv = options->csv,
	};
	if (tasks.today == NULL)
		tasks.today = options->render.modified;
	if (tasks.today == NULL)
		tasks.today = today(buffer);
	struct referent_result *result;
	enum referent_status status =
		referent_follow_up(referent, (const char *const *)options->operands,
			(size_t)options->operand_count, &tasks, &options->render, &result);
	/* Without a name a table is for reading; a file that is there is guarded as documents are. */
	bool text = options->render.format == REFERENT_TXT && options->output == NULL;
	return text ? cli_show(referent, status, result, options)
		    : cli_deliver(referent, status, result, options);
}
