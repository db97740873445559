#ifndef REFERENT_MEETING_FIELD_CODE_H
#define REFERENT_MEETING_FIELD_CODE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How a fillable document says in a property which fields it has: words apart by blanks, in which
 * every text is percent-encoded (RFC 3986, 2.1), for Word and LibreOffice keep no other characters
 * for certain.
 */

/* The name of a field: twelve hexadecimal digits of a text and the letter of its kind. */
const char *field_code_name(struct arena *arena, const char *text, char kind);
/* True if the bytes are a name of one of the kinds. */
bool field_code_is_name(const char *word, size_t length, const char *kinds);
bool field_code_is_hash(const char *word, size_t length);

void field_code_put(struct buf *out, const char *text);
/* The text of what field_code_put() wrote; NULL for what it never writes. */
const char *field_code_decode(struct arena *arena, const char *text, size_t length);

#endif
