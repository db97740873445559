#ifndef REFERENT_MEETING_PHRASE_H
#define REFERENT_MEETING_PHRASE_H

#include "meeting/model.h"

/* What minutes usually say: phrases with expressions of the template language, each with names of
 * its own (examples/README.md). */

/* The organ's phrase, or the usual one. */
const struct text *phrase_text(const struct organ *organ, enum phrase phrase);

#endif
