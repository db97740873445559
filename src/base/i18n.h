#ifndef REFERENT_BASE_I18N_H
#define REFERENT_BASE_I18N_H

#include <libintl.h>

/* The translation of a message in the user's language; the message itself where there is none. */
static inline const char *__attribute__((format_arg(1))) tr(const char *message)
{
	return dgettext("referent", message);
}

/* As tr(), with the plural form that count asks for. */
static inline const char *__attribute__((format_arg(1), format_arg(2)))
trn(const char *singular, const char *plural, unsigned long count)
{
	return dngettext("referent", singular, plural, count);
}

#endif
