#ifndef REFERENT_MEETING_SCHEMA_H
#define REFERENT_MEETING_SCHEMA_H

#include "base/buf.h"

/*
 * Appends the JSON Schema (draft 2020-12) of the files that a meeting is made of. Which keys there
 * are comes from the tables that the files are read by.
 */
void schema_print(struct buf *out);

#endif
