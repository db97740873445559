#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static void print_fields(const struct referent_result *result)
{
	static const char *const outcomes[] = {[REFERENT_FIELD_NEW] = N_("new"),
		[REFERENT_FIELD_REPLACED] = N_("replaced"),
		[REFERENT_FIELD_UNCHANGED] = N_("unchanged"),
		[REFERENT_FIELD_KEPT] = N_("the file's is kept")};
	size_t count = referent_field_count(result);
	bool kept = false;
	for (size_t i = 0; i < count; i++) {
		const struct referent_field *field = referent_field(result, i);
		kept = kept || field->outcome == REFERENT_FIELD_KEPT;
		if (field->item != NULL)
			printf("%s, ", field->item);
		printf("%s: %s\n", field->key, cli_tr(outcomes[field->outcome]));
	}
	if (count == 0)
		puts(cli_tr("nobody has typed anything into the fields"));
	else if (referent_result_path(result) == NULL)
		puts(kept ? cli_tr("the file is left as it is")
			  : cli_tr("the file says all of it already"));
}

int cli_collect(const struct cli_command *command, struct cli_options *options)
{
	(void)command;
	if (options->keep_file && options->use_document)
		return cli_usage_fault(cli_tr("--keep-file and --use-document exclude each other"));
	struct referent *referent = referent_create();
	if (referent == NULL)
		return cli_no_memory();
	bool standard_output = options->output != NULL && strcmp(options->output, "-") == 0;
	enum referent_choice choice = options->keep_file      ? REFERENT_KEEP_FILE
				      : options->use_document ? REFERENT_USE_DOCUMENT
							      : REFERENT_ASK;
	struct referent_result *result;
	enum referent_status status = referent_collect(referent, options->operands[0],
		standard_output ? NULL : options->output, choice, &options->render, &result);
	const char *path = status == REFERENT_OK ? referent_result_path(result) : NULL;
	if (status == REFERENT_OK && standard_output)
		status = referent_print(referent, result);
	else if (path != NULL)
		status = referent_save(referent, result, path, REFERENT_REPLACE_ANY);
	cli_print_diagnostics(referent, options);
	if (status == REFERENT_OK && !standard_output && !options->quiet && !options->json) {
		print_fields(result);
		if (path != NULL)
			printf("%s\n", path);
		if (referent_agenda_entry(result) != NULL) {
			printf(cli_tr("to have it on the agenda, write '- %s' below 'punkter:' in "
				      "møde.yaml"),
				referent_agenda_entry(result));
			putchar('\n');
		}
	}
	referent_destroy(referent);
	return (int)status;
}
