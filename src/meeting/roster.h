#ifndef REFERENT_MEETING_ROSTER_H
#define REFERENT_MEETING_ROSTER_H

#include "meeting/model.h"

#include <stdint.h>

/*
 * Who is who: everybody that a meeting's files name as a person, numbered from 0. Another text means
 * the same person if it is the whole of the person's text or an ending of it that begins at a word
 * and that no other person has.
 */
struct roster;

#define ROSTER_NOBODY SIZE_MAX

/* The members (whenever they were), the participants and the substitutes. */
struct roster *roster_make(struct arena *arena, const struct meeting *meeting);

/* How many people there are. */
size_t roster_count(const struct roster *roster);

/* The number of the person that a name means, or ROSTER_NOBODY. */
size_t roster_find(const struct roster *roster, const char *name);

/* What a mistyped name may have been meant to be: the ways to name members and participants, none
 * of which is closed. *count receives how many; 0 where nobody is declared. */
const char *const *roster_known(const struct roster *roster, size_t *count);

/* Whether a text in place of names says that there is nobody: "Ingen", "ingen afbud.". */
bool roster_means_nobody(struct arena *arena, const char *text);

#endif
