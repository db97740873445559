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
	OPTION_FILLABLE,
	OPTION_STRICT,
	OPTION_JSON,
	OPTION_FORCE,
	OPTION_LAX
};

static const struct option long_options[] = {
	{"output", required_argument, NULL, 'o'},
	{"template", required_argument, NULL, 't'},
	{"format", required_argument, NULL, 'f'},
	{"internal", no_argument, NULL, OPTION_INTERNAL},
	{"fillable", no_argument, NULL, OPTION_FILLABLE},
	{"strict", no_argument, NULL, OPTION_STRICT},
	{"json", no_argument, NULL, OPTION_JSON},
	{"force", no_argument, NULL, OPTION_FORCE},
	{"lax", no_argument, NULL, OPTION_LAX},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

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

static int print_help(const struct cli_command *command)
{
	printf(cli_tr("Usage: referent %s %s\n\n%s\n\n"), command->name, command->usage,
		cli_tr(command->summary));
	fputs(cli_tr("Options:\n"
		     "  -o, --output FILE        where to write; - is standard output\n"
		     "  -t, --template NAME|FILE the layout\n"
		     "  -f, --format FORMAT      docx, odt, pdf, fodt, html, md or txt; else from "
		     "FILE's\n"
		     "                           ending, else docx\n"
		     "      --internal           the full edition, marked INTERN; else the public "
		     "one\n"
		     "      --strict             warnings count as errors\n"
		     "      --force              replace a file that has been changed by hand\n"
		     "      --lax                (render) an unknown name prints nothing\n"
		     "      --json               diagnostics as JSON, one object a line\n"
		     "  -q, --quiet              say nothing when all is well\n"
		     "  -h, --help               this text\n"
		     "  -V, --version            the version\n"),
		stdout);
	return REFERENT_OK;
}

/* The day of SOURCE_DATE_EPOCH, "2024-11-06", in buffer; NULL if it is not set. */
static const char *source_date(char buffer[16])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (epoch == NULL || epoch[0] == '\0')
		return NULL;
	char *end;
	errno = 0;
	long long seconds = strtoll(epoch, &end, 10);
	time_t moment = (time_t)seconds;
	struct tm day;
	if (errno != 0 || *end != '\0' || seconds < 0 || gmtime_r(&moment, &day) == NULL ||
		strftime(buffer, 16, "%Y-%m-%d", &day) == 0)
		return NULL;
	return buffer;
}

/* Takes one option; returns as cli_parse(). */
static int take_option(const struct cli_command *command, struct cli_options *options, int option,
	const char *word)
{
	switch (option) {
	case 'o':
		options->output = optarg;
		return -1;
	case 't':
		options->render.template_name = optarg;
		return -1;
	case 'f':
		options->format_given = true;
		if (find_format(optarg, &options->render.format))
			return -1;
		return cli_usage_fault(
			cli_tr("there is no format '%s'; choose docx, odt, pdf, fodt, html, md or "
			       "txt"),
			optarg);
	case OPTION_INTERNAL:
		options->render.edition = REFERENT_INTERNAL;
		return -1;
	case OPTION_STRICT:
		options->render.strict = true;
		return -1;
	case OPTION_JSON:
		options->json = true;
		return -1;
	case OPTION_FORCE:
		options->force = true;
		return -1;
	case OPTION_LAX:
		options->render.lax = true;
		return -1;
	case 'q':
		options->quiet = true;
		return -1;
	case 'h':
		return print_help(command);
	case 'V':
		printf("referent %s\n", referent_version());
		return REFERENT_OK;
	case OPTION_FILLABLE:
		return cli_usage_fault(cli_tr("--fillable is not available yet"));
	case ':':
		return cli_usage_fault(
			cli_tr("the option %s needs a value; see 'referent %s --help'"), word,
			command->name);
	default:
		return cli_usage_fault(cli_tr("there is no option %s; see 'referent %s --help'"),
			word, command->name);
	}
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

int cli_parse(const struct cli_command *command, int argc, char **argv, struct cli_options *options)
{
	static char day[16];
	*options = (struct cli_options){.render = {.template_folder = getenv("REFERENT_TEMPLATES"),
						.modified = source_date(day)}};
	opterr = 0;
	optopt = 0;
	optind = 1;
	for (;;) {
		int option = getopt_long(argc, argv, ":o:t:f:qhV", long_options, NULL);
		if (option == -1)
			break;
		char letter[3];
		int status = take_option(command, options, option, option_word(argv, letter));
		if (status >= 0)
			return status;
	}
	options->operands = argv + optind;
	options->operand_count = argc - optind;
	if (options->operand_count < command->min_operands ||
		(command->max_operands >= 0 && options->operand_count > command->max_operands))
		return cli_usage_fault(
			cli_tr("usage: referent %s %s"), command->name, command->usage);
	return settle_format(options);
}
