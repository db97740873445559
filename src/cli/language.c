#include "cli/cli.h"
#include "config.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "referent";

const char *cli_tr(const char *message)
{
	/* gettext gives the catalogue's head for the empty text. */
	return message[0] != '\0' ? dgettext(domain, message) : message;
}

/* The language that the environment asks for, "da_DK.UTF-8", or NULL. */
static const char *wanted_language(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return value;
	}
	return NULL;
}

static bool is_neutral(const char *language)
{
	return strcmp(language, "C") == 0 || strcmp(language, "POSIX") == 0 ||
	       strncmp(language, "C.", 2) == 0;
}

void cli_choose_language(void)
{
	/* Only these two: a comma-decimal locale must not change what is written. */
	setlocale(LC_CTYPE, "");
	const char *language = wanted_language();
	if (setlocale(LC_MESSAGES, "") == NULL && language != NULL && !is_neutral(language) &&
		setlocale(LC_MESSAGES, "C.UTF-8") != NULL) {
		/* The system lacks the locale: gettext still looks for the language by its name. */
		setlocale(LC_CTYPE, "C.UTF-8");
		setenv("LANGUAGE", language, 0);
	}
	const char *folder = getenv("REFERENT_LOCALES");
	bindtextdomain(domain, folder != NULL && folder[0] != '\0' ? folder : REFERENT_LOCALES);
	bind_textdomain_codeset(domain, "UTF-8");
}
