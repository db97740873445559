#ifndef REFERENT_DOCUMENT_HARVEST_STRETCH_H
#define REFERENT_DOCUMENT_HARVEST_STRETCH_H

#include "document/harvest.h"

/*
 * The text around the fields of a document, in stretches: before the first field, and behind each up
 * to the next. Only letters are compared with what the document was written with, for programs
 * compute numbers and change blanks.
 */

struct stretch_span {
	size_t from, to;   /* its tokens */
	size_t tail, lead; /* up to the one stands what ends the paragraph of the field before, from
	                      the other on what begins that of the field behind */
};

/* What was there when the document was written. */
struct stretch_record {
	size_t letters;
	uint32_t hash;   /* of them */
	bool tail, lead; /* something stood there, be it no letter */
};

struct stretch_span stretch_span(const struct harvest *harvest, size_t from, size_t to);
struct stretch_record stretch_measure(
	const struct harvest *harvest, const struct stretch_span *span);

/* Two that have become one, for the field between them is gone; and what is behind the first in the
 * whole. */
struct stretch_record stretch_join(struct stretch_record first, struct stretch_record second);
struct stretch_record stretch_without(struct stretch_record whole, struct stretch_record first);

/* As one word, which can be parted anywhere in fillable_piece(): "00", or the letters and their hash
 * "1a3.0f2b9c11", and "t", "l". */
void stretch_print(struct buf *out, const struct stretch_record *record);
/* False if the word is none of these. */
bool stretch_parse(const char *word, size_t length, struct stretch_record *record);

/* Part of a document's text: from a byte of one token to before a byte of another. */
struct stretch_piece {
	size_t from, from_byte, to, to_byte;
};

/* What is more in a stretch than there was. */
struct stretch_change {
	bool tail, lead; /* there are the pieces that somebody has typed there */
	struct stretch_piece tail_piece, lead_piece;
	bool elsewhere; /* somewhere else something was typed, or something is gone … */
	bool found;     /* … and this is what was typed */
	struct stretch_piece piece;
};

struct stretch_change stretch_compare(const struct harvest *harvest,
	const struct stretch_span *span, const struct stretch_record *written);

/* The hash of a text and one more letter; of two texts that follow each other; and of what follows
 * the first in a whole. The power is stretch_power() of the letters of the second. */
uint32_t stretch_hash(uint32_t hash, uint32_t letter);
uint32_t stretch_power(size_t letters);
uint32_t stretch_follow(uint32_t first, uint32_t power, uint32_t second);
uint32_t stretch_rest(uint32_t whole, uint32_t first, uint32_t power);

#endif
