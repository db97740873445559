#include "cli/cli.h"

#include <string.h>

int cli_show(struct referent *referent, enum referent_status status,
	const struct referent_result *result, const struct cli_options *options)
{
	bool file = options->output != NULL && strcmp(options->output, "-") != 0;
	if (status == REFERENT_OK)
		status = file ? referent_save(
					referent, result, options->output, REFERENT_REPLACE_ANY)
			      : referent_print(referent, result);
	cli_print_diagnostics(referent, options);
	referent_destroy(referent);
	return (int)status;
}

int cli_inspect(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	struct referent_result *result;
	enum referent_status status = referent_inspect_template(
		referent, options->operands[0], options->json, &options->render, &result);
	return cli_show(referent, status, result, options);
}
