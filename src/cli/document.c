#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

int cli_deliver(struct referent *referent, enum referent_status status,
	const struct referent_result *result, const struct cli_options *options)
{
	const char *path = options->output;
	bool standard_output = path != NULL && strcmp(path, "-") == 0;
	enum referent_replace replace = options->force ? REFERENT_REPLACE_ANY
					: path != NULL ? REFERENT_REPLACE_SAME_EDITION
						       : REFERENT_REPLACE_UNCHANGED;
	if (status == REFERENT_OK && path == NULL)
		path = referent_result_path(result);
	if (status == REFERENT_OK && path == NULL)
		status = (enum referent_status)cli_usage_fault(
			cli_tr("this document has no name of its own; give it one with -o FILE"));
	else if (status == REFERENT_OK)
		status = standard_output ? referent_print(referent, result)
					 : referent_save(referent, result, path, replace);
	cli_print_diagnostics(referent, options);
	if (status == REFERENT_OK && !standard_output && !options->quiet && !options->json)
		printf("%s\n", path);
	referent_destroy(referent);
	return (int)status;
}

static int make_document(struct cli_options *options, enum referent_document document)
{
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	options->render.document = document;
	struct referent_result *result;
	enum referent_status status =
		referent_render_meeting(referent, options->operands[0], &options->render, &result);
	return cli_deliver(referent, status, result, options);
}

static int make_form(const struct cli_options *options)
{
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	struct referent_result *result;
	enum referent_status status =
		referent_render_form(referent, options->operands[0], &options->render, &result);
	return cli_deliver(referent, status, result, options);
}

int cli_agenda(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	if (options->form)
		return make_form(options);
	return make_document(options, options->supplement ? REFERENT_SUPPLEMENT : REFERENT_AGENDA);
}

int cli_minutes(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	return make_document(options, REFERENT_MINUTES);
}

int cli_extract(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	options->render.items = (const char *const *)options->operands + 1;
	options->render.item_count = (size_t)options->operand_count - 1;
	return make_document(options, REFERENT_EXTRACT);
}
