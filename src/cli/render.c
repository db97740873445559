#include "cli/cli.h"

int cli_render(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	/* Without other wishes the document has the template's own format. */
	if (!options->format_given && !cli_format_of(options->operands[0], &options->render.format))
		return cli_usage_fault(
			cli_tr("the ending of '%s' is none of a format; say which with -f"),
			options->operands[0]);
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	struct referent_result *result;
	enum referent_status status = referent_render_template(
		referent, options->operands[0], options->operands[1], &options->render, &result);
	return cli_deliver(referent, status, result, options);
}
