#ifndef REFERENT_MEETING_IDENTITY_H
#define REFERENT_MEETING_IDENTITY_H

#include "base/arena.h"

#include <stddef.h>

/*
 * A text as the name of something: lower case, letters and digits, every other run one hyphen,
 * none at the ends. "" where the text has neither.
 */
const char *identity_slug(struct arena *arena, const char *text, size_t length);

#endif
