#include "cli/cli.h"

int cli_new(const struct cli_command *command, struct cli_options *options)
{
	if (options->date == NULL)
		return cli_usage_fault(
			cli_tr("say the day of the meeting with --date; see 'referent %s --help'"),
			command->name);
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	const char *folder = options->operand_count > 1 ? options->operands[1] : NULL;
	struct referent_result *result;
	enum referent_status status = referent_new_meeting(
		referent, options->operands[0], options->date, options->after, folder, &result);
	return cli_deliver(referent, status, result, options);
}
