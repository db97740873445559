#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	OPTION_INTERNAL = 256,
	OPTION_SUPPLEMENT,
	OPTION_MEASURE,
	OPTION_DATE,
	OPTION_AFTER,
	OPTION_RESPONSIBLE,
	OPTION_ALL,
	OPTION_FILLABLE,
	OPTION_FORM,
	OPTION_FINAL,
	OPTION_KEEP_FILE,
	OPTION_USE_DOCUMENT,
	OPTION_STRICT,
	OPTION_JSON,
	OPTION_FORCE,
	OPTION_LAX
};

/* The commands that write documents, those that write at all, those that read a meeting. */
enum {
	DOCUMENTS = CLI_AGENDA | CLI_MINUTES | CLI_EXTRACT | CLI_RENDER | CLI_FOLLOW_UP,
	WRITING = DOCUMENTS | CLI_INSPECT | CLI_SCHEMA,
	MEETINGS = CLI_AGENDA | CLI_MINUTES | CLI_EXTRACT | CLI_CHECK,
	READING = DOCUMENTS | CLI_CHECK | CLI_INSPECT | CLI_COLLECT,
	ALL = MEETINGS | WRITING | CLI_NEW | CLI_COLLECT
};

const struct cli_option cli_option_table[] = {
	{"output", 'o', N_("FILE"), WRITING | CLI_NEW | CLI_COLLECT,
		N_("where to write; - is standard output")},
	{"template", 't', N_("NAME|FILE"), MEETINGS | CLI_FOLLOW_UP, N_("the layout")},
	{"format", 'f', N_("FORMAT"), DOCUMENTS,
		N_("docx, odt, pdf, fodt, html, md or txt; a list also as csv")},
	{"internal", OPTION_INTERNAL, NULL, DOCUMENTS & ~CLI_RENDER,
		N_("the full edition, marked INTERN; else the public one")},
	{"supplement", OPTION_SUPPLEMENT, N_("DATE"), CLI_AGENDA,
		N_("only the items that were added later, or on that day"), .optional = true,
		.only = true},
	{"measure", OPTION_MEASURE, NULL, DOCUMENTS & ~CLI_FOLLOW_UP,
		N_("page numbers in the contents as LibreOffice finds them"), .only = true},
	{"date", OPTION_DATE, N_("DATE"), CLI_NEW | CLI_FOLLOW_UP,
		N_("the day, of the meeting or on which a task is late: 2024-11-13"), .only = true},
	{"ansvarlig", OPTION_RESPONSIBLE, N_("NAME"), CLI_FOLLOW_UP,
		N_("only what this person has to do"), .only = true},
	{"all", OPTION_ALL, NULL, CLI_FOLLOW_UP, N_("also what is done"), .only = true},
	{"after", OPTION_AFTER, N_("MØDE.yaml"), CLI_NEW,
		N_("the meeting before, whose unfinished business comes again"), .only = true},
	{"fillable", OPTION_FILLABLE, NULL, CLI_AGENDA | CLI_MINUTES,
		N_("with fields to type the decisions into; docx or odt"), .only = true},
	{"form", OPTION_FORM, NULL, CLI_AGENDA,
		N_("an empty item to fill in, of ORGAN.yaml; docx or odt"), .only = true},
	{"keep-file", OPTION_KEEP_FILE, NULL, CLI_COLLECT,
		N_("where document and file differ, the file is right"), .only = true},
	{"use-document", OPTION_USE_DOCUMENT, NULL, CLI_COLLECT,
		N_("where document and file differ, the document is right"), .only = true},
	{"final", OPTION_FINAL, NULL, CLI_CHECK,
		N_("what keeps the minutes from being published is an error"), .only = true},
	{"strict", OPTION_STRICT, NULL, READING, N_("warnings count as errors")},
	{"force", OPTION_FORCE, NULL, DOCUMENTS,
		N_("replace a file that has been changed by hand")},
	{"lax", OPTION_LAX, NULL, CLI_RENDER, N_("an unknown name prints nothing"), .only = true},
	{"json", OPTION_JSON, NULL, READING | CLI_NEW,
		N_("diagnostics as JSON, one object a line")},
	{"quiet", 'q', NULL, MEETINGS | DOCUMENTS | CLI_NEW | CLI_COLLECT,
		N_("say nothing when all is well")},
	{"help", 'h', NULL, ALL, N_("this text")},
	{"version", 'V', NULL, ALL, N_("the version")},
};

enum { OPTION_COUNT = sizeof cli_option_table / sizeof *cli_option_table };

const size_t cli_option_count = OPTION_COUNT;

int cli_usage_fault(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("referent: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	return REFERENT_USAGE;
}

static const char *const formats[] = {"docx", "odt", "pdf", "fodt", "html", "md", "txt"};

static bool find_format(const char *name, enum referent_format *format)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(name, formats[i]) == 0) {
			*format = (enum referent_format)i;
			return true;
		}
	return false;
}

/* Other endings of those formats. */
static const struct {
	const char *ending;
	enum referent_format format;
} others[] = {{"htm", REFERENT_HTML}, {"ics", REFERENT_TXT}, {"csv", REFERENT_TXT}};

bool cli_format_of(const char *path, enum referent_format *format)
{
	const char *dot = strrchr(path, '.');
	if (dot == NULL || strchr(dot, '/') != NULL)
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(dot + 1, others[i].ending) == 0) {
			*format = others[i].format;
			return true;
		}
	return find_format(dot + 1, format);
}

/*
 * The day of SOURCE_DATE_EPOCH, "2024-11-06", in buffer: *day, NULL if it is not set. Returns -1,
 * or the exit status where nobody can read it.
 */
static int source_date(char buffer[16], const char **day)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	*day = NULL;
	if (epoch == NULL || epoch[0] == '\0')
		return -1;
	char *end;
	errno = 0;
	long long seconds = strtoll(epoch, &end, 10);
	time_t moment = (time_t)seconds;
	struct tm broken;
	if (errno != 0 || *end != '\0' || seconds < 0 || gmtime_r(&moment, &broken) == NULL ||
		broken.tm_year > 9999 - 1900 || strftime(buffer, 16, "%Y-%m-%d", &broken) == 0)
		return cli_usage_fault(cli_tr("SOURCE_DATE_EPOCH is '%s', which is no number of "
					      "seconds since 1970; correct it or unset it"),
			epoch);
	*day = buffer;
	return -1;
}

static int take_format(const struct cli_command *command, struct cli_options *options)
{
	options->format_given = true;
	options->csv = (command->mask & CLI_FOLLOW_UP) != 0 && strcmp(optarg, "csv") == 0;
	if (options->csv) {
		options->render.format = REFERENT_TXT;
		return -1;
	}
	if (find_format(optarg, &options->render.format))
		return -1;
	if ((command->mask & CLI_FOLLOW_UP) != 0)
		return cli_usage_fault(cli_tr("there is no format '%s'; choose docx, odt, pdf, "
					      "fodt, html, md, txt or csv"),
			optarg);
	return cli_usage_fault(
		cli_tr("there is no format '%s'; choose docx, odt, pdf, fodt, html, md or txt"),
		optarg);
}

/* Takes one option that takes effect; returns as cli_parse(). */
static int take_option(const struct cli_command *command, struct cli_options *options, int option)
{
	struct referent_options *render = &options->render;
	switch (option) {
	case 'o':
		options->output = optarg;
		break;
	case 't':
		render->template_name = optarg;
		break;
	case 'f':
		return take_format(command, options);
	case OPTION_INTERNAL:
		render->edition = REFERENT_INTERNAL;
		break;
	case OPTION_SUPPLEMENT:
		options->supplement = true;
		render->added_on = optarg;
		break;
	case OPTION_MEASURE:
		render->measure = true;
		break;
	case OPTION_DATE:
		options->date = optarg;
		break;
	case OPTION_AFTER:
		options->after = optarg;
		break;
	case OPTION_RESPONSIBLE:
		options->responsible = optarg;
		break;
	case OPTION_ALL:
		options->all = true;
		break;
	case OPTION_FILLABLE:
		render->fillable = true;
		break;
	case OPTION_FORM:
		options->form = true;
		break;
	case OPTION_KEEP_FILE:
		options->keep_file = true;
		break;
	case OPTION_USE_DOCUMENT:
		options->use_document = true;
		break;
	case OPTION_FINAL:
		render->final = true;
		break;
	case OPTION_STRICT:
		render->strict = true;
		break;
	case OPTION_JSON:
		options->json = true;
		break;
	case OPTION_FORCE:
		options->force = true;
		break;
	case OPTION_LAX:
		render->lax = true;
		break;
	case 'q':
		options->quiet = true;
		break;
	case 'h':
		return cli_print_help(command);
	case 'V':
		printf("referent %s\n", referent_version());
		return REFERENT_OK;
	}
	return -1;
}

/* The format from -f and from the ending of -o, which must agree. */
static int settle_format(struct cli_options *options)
{
	enum referent_format ending;
	if (options->output == NULL || strcmp(options->output, "-") == 0)
		return -1;
	if (!cli_format_of(options->output, &ending)) {
		if (options->format_given)
			return -1;
		return cli_usage_fault(
			cli_tr("the ending of '%s' is none of a format; say which with -f"),
			options->output);
	}
	if (options->format_given && ending != options->render.format)
		return cli_usage_fault(cli_tr("-f %s and the name '%s' do not agree"),
			formats[options->render.format], options->output);
	options->render.format = ending;
	options->format_given = true;
	return -1;
}

/* What fields are asked for: only some documents can have them, and a form is empty. */
static int settle_fields(const struct cli_options *options)
{
	const struct referent_options *render = &options->render;
	const char *with = options->supplement                  ? "--supplement"
			   : render->fillable                   ? "--fillable"
			   : render->measure                    ? "--measure"
			   : render->edition != REFERENT_PUBLIC ? "--internal"
								: NULL;
	if (options->form && with != NULL)
		return cli_usage_fault(cli_tr("%s has no meaning with --form, which makes an empty "
					      "item; leave one of them out"),
			with);
	if ((options->form || render->fillable) && render->format > REFERENT_ODT)
		return cli_usage_fault(cli_tr("only a docx or odt can be filled in; choose "
					      "-f docx or -f odt with %s"),
			options->form ? "--form" : "--fillable");
	return -1;
}

/* The option that getopt_long() has just read, as typed: a letter out of several by itself. */
static const char *option_word(char **argv, char letter[3])
{
	if (optopt <= 0 || optopt > '~')
		return argv[optind - 1];
	letter[0] = '-';
	letter[1] = (char)optopt;
	letter[2] = '\0';
	return letter;
}

/* The table in the shape that getopt_long() wants; letters has room for "x:" of each and more. */
static void fill_getopt(struct option *rows, char *letters)
{
	*letters++ = ':';
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct cli_option *option = &cli_option_table[i];
		rows[i] = (struct option){option->name,
			option->value == NULL ? no_argument
			: option->optional    ? optional_argument
					      : required_argument,
			NULL, option->letter};
		if (option->letter > '~')
			continue;
		*letters++ = (char)option->letter;
		if (option->value != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
	rows[OPTION_COUNT] = (struct option){0};
}

/* Complains about an option that no command has, that lacks its value, or that others have. */
static int check_option(const struct cli_command *command, int letter, const char *word)
{
	if (letter == ':')
		return cli_usage_fault(
			cli_tr("the option %s needs a value; see 'referent %s --help'"), word,
			command->name);
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct cli_option *option = &cli_option_table[i];
		if (option->letter != letter)
			continue;
		if (!option->only || (option->commands & command->mask) != 0)
			return -1;
		return cli_usage_fault(
			cli_tr("the option --%s is not for '%s'; see 'referent %s --help'"),
			option->name, command->name, command->name);
	}
	return cli_usage_fault(
		cli_tr("there is no option %s; see 'referent %s --help'"), word, command->name);
}

static int parse_options(
	const struct cli_command *command, int argc, char **argv, struct cli_options *options)
{
	struct option rows[OPTION_COUNT + 1];
	char letters[2 * OPTION_COUNT + 2];
	fill_getopt(rows, letters);
	opterr = 0;
	optopt = 0;
	optind = 1;
	for (;;) {
		int option = getopt_long(argc, argv, letters, rows, NULL);
		if (option == -1)
			return -1;
		char letter[3];
		int status = check_option(command, option, option_word(argv, letter));
		if (status < 0)
			status = take_option(command, options, option);
		if (status >= 0)
			return status;
	}
}

int cli_parse(const struct cli_command *command, int argc, char **argv, struct cli_options *options)
{
	static char day[16];
	*options =
		(struct cli_options){.render = {.template_folder = getenv("REFERENT_TEMPLATES")}};
	int status = parse_options(command, argc, argv, options);
	if (status >= 0)
		return status;
	options->operands = argv + optind;
	options->operand_count = argc - optind;
	if (options->operand_count < command->min_operands ||
		(command->max_operands >= 0 && options->operand_count > command->max_operands))
		return cli_usage_fault(
			cli_tr("usage: referent %s %s"), command->name, cli_tr(command->usage));
	status = source_date(day, &options->render.modified);
	if (status >= 0 || (command->mask & DOCUMENTS) == 0)
		return status;
	status = settle_format(options);
	return status < 0 ? settle_fields(options) : status;
}
