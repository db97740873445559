#include "cli/cli.h"

int cli_schema(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	struct referent_result *result;
	enum referent_status status = referent_schema(referent, &result);
	return cli_show(referent, status, result, options);
}
