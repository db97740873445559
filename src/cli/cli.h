#ifndef REFERENT_CLI_CLI_H
#define REFERENT_CLI_CLI_H

#include <referent.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Marks a text for translation where it stands; cli_tr() translates it where it is printed. */
#define N_(text) text

/* Runs the program; returns its exit status. */
int cli_run(int argc, char **argv);

/* What stood on the command line. */
struct cli_options {
	struct referent_options render;
	const char *output; /* -o, or NULL */
	bool format_given;
	bool supplement;
	bool form;               /* --form: of an item of the organ that is named */
	const char *date;        /* --date, or NULL */
	const char *after;       /* --after, or NULL */
	const char *responsible; /* --ansvarlig, or NULL */
	bool all;
	bool csv; /* separated values, in the format txt */
	bool keep_file, use_document;
	bool json;
	bool quiet;
	bool force;
	char **operands;
	int operand_count;
};

/* The commands, for saying which of them an option has a meaning for. */
enum cli_mask {
	CLI_AGENDA = 1,
	CLI_MINUTES = 2,
	CLI_EXTRACT = 4,
	CLI_CHECK = 8,
	CLI_RENDER = 16,
	CLI_INSPECT = 32,
	CLI_SCHEMA = 64,
	CLI_NEW = 128,
	CLI_FOLLOW_UP = 256,
	CLI_COLLECT = 512
};

/* One command of the program. */
struct cli_command {
	const char *name;
	const char *usage;              /* what follows the name, to be translated */
	const char *summary;            /* for --help, to be translated */
	int min_operands, max_operands; /* max -1: any number */
	unsigned mask;                  /* its own bit of enum cli_mask */
	int (*run)(const struct cli_command *command, struct cli_options *options);
};

/* One option. */
struct cli_option {
	const char *name;  /* without the dashes */
	int letter;        /* above '~' where it has no short form */
	const char *value; /* what it takes, to be translated; NULL for nothing */
	unsigned commands; /* of enum cli_mask: whose --help shows it */
	const char *help;  /* to be translated */
	bool optional;     /* the value may be left out, and else follows a '=' */
	bool only;         /* wrong usage with other commands, where the rest has no effect */
};

extern const struct cli_option cli_option_table[];
extern const size_t cli_option_count;

int cli_agenda(const struct cli_command *command, struct cli_options *options);
int cli_minutes(const struct cli_command *command, struct cli_options *options);
int cli_extract(const struct cli_command *command, struct cli_options *options);
int cli_check(const struct cli_command *command, struct cli_options *options);
int cli_render(const struct cli_command *command, struct cli_options *options);
int cli_inspect(const struct cli_command *command, struct cli_options *options);
int cli_collect(const struct cli_command *command, struct cli_options *options);
int cli_schema(const struct cli_command *command, struct cli_options *options);
int cli_new(const struct cli_command *command, struct cli_options *options);
int cli_follow_up(const struct cli_command *command, struct cli_options *options);

/*
 * Reads options and operands behind the command's name. Returns -1 to go on, or the exit status
 * to end with (after --help, or wrong usage, which it has printed).
 */
int cli_parse(
	const struct cli_command *command, int argc, char **argv, struct cli_options *options);

/* Prints what a command does and the options that it has; returns REFERENT_OK. */
int cli_print_help(const struct cli_command *command);

/* Prints all commands; returns REFERENT_OK, on standard error REFERENT_USAGE. */
int cli_print_overview(FILE *stream, const struct cli_command *commands, size_t count);

/* The format that a file name's ending asks for; false for any other ending. */
bool cli_format_of(const char *path, enum referent_format *format);

/* Prints a fault of usage with a pointer to --help; returns REFERENT_USAGE. */
int cli_usage_fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints a context's diagnostics to standard error, as lines or as JSON. */
void cli_print_diagnostics(const struct referent *referent, const struct cli_options *options);

/* Writes a result where the options say and tells so; prints the diagnostics, ends the context. */
int cli_deliver(struct referent *referent, enum referent_status status,
	const struct referent_result *result, const struct cli_options *options);

/* As cli_deliver() for what goes to standard output without -o. */
int cli_show(struct referent *referent, enum referent_status status,
	const struct referent_result *result, const struct cli_options *options);

/* Says that there is no memory for a context; returns REFERENT_SYSTEM. */
int cli_no_memory(void);

/* Chooses the language of messages from the environment. */
void cli_choose_language(void);

/* The translation of a message. */
const char *cli_tr(const char *message) __attribute__((format_arg(1)));

#endif
