#include "cli/cli.h"

#include <string.h>

int cli_new(const struct cli_command *command, struct cli_options *options)
{
	if (options->date == NULL)
		return cli_usage_fault(
			cli_tr("say the day of the meeting with --date; see 'referent %s --help'"),
			command->name);
	/* The paths in the file are those of its folder. */
	if (options->output != NULL && strcmp(options->output, "-") != 0)
		return cli_usage_fault(cli_tr("name the folder of a new meeting behind the organ; "
					      "only '-o -', standard output, is for it"));
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	const char *folder = options->operand_count > 1 ? options->operands[1] : NULL;
	struct referent_result *result;
	enum referent_status status = referent_new_meeting(
		referent, options->operands[0], options->date, options->after, folder, &result);
	return cli_deliver(referent, status, result, options);
}
