#ifndef REFERENT_BASE_UTF8_H
#define REFERENT_BASE_UTF8_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decodes the code point at text, of which length bytes are left (at least 1). Returns how many
 * bytes it takes. Bytes that are no UTF-8 decode as U+FFFD, one byte at a time.
 */
size_t utf8_decode(const char *text, size_t length, uint32_t *code_point);

/* Writes up to four bytes and returns how many. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* How many bytes at the beginning are printable ASCII: most of most texts, passed over quickly. */
size_t utf8_printable(const char *text, size_t length);

/* The offset of the first byte that is not valid UTF-8 (RFC 3629), or length. */
size_t utf8_valid(const char *text, size_t length);

/* How many code points there are. */
size_t utf8_length(const char *text, size_t length);

/* Case mapping of the Latin, Greek and Cyrillic letters of Unicode, one code point to one. */
uint32_t utf8_to_lower(uint32_t code_point);
uint32_t utf8_to_upper(uint32_t code_point);
/* Whole texts; here the German double s becomes SS. */
char *utf8_lower(struct arena *arena, const char *text, size_t length);
char *utf8_upper(struct arena *arena, const char *text, size_t length);

bool utf8_is_letter(uint32_t code_point);
/* Any blank of Unicode, line breaks and the no-break and thin spaces included. */
bool utf8_is_space(uint32_t code_point);
/* Takes no room: soft hyphen, zero-width space and joiners, word joiner, byte order mark. */
bool utf8_is_invisible(uint32_t code_point);

/*
 * The text with base letter and combining accent (U+0300 to U+0331) composed where Unicode has a
 * letter for the pair (NFC for the Latin letters). Returns text itself when nothing changes.
 */
const char *utf8_compose(struct arena *arena, const char *text, size_t length);

/* A Latin letter without its accents, é as e; other code points as they are. */
uint32_t utf8_base_letter(uint32_t code_point);

/*
 * Compares as Danish sorts: case apart, æ ø å after z in this order, aa as å, ä as æ, ö as ø,
 * ü as y, other accents as their base letter; ties broken by code point. <0, 0, >0.
 */
int utf8_collate(const char *a, const char *b);

/*
 * Of the candidates the one nearest to word (case apart, at most a third of its letters wrong,
 * two neighbours swapped count as one), or NULL. For "did you mean".
 */
const char *utf8_nearest(const char *word, const char *const *candidates, size_t count);

#endif
