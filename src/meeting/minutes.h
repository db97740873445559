#ifndef REFERENT_MEETING_MINUTES_H
#define REFERENT_MEETING_MINUTES_H

#include "meeting/ballot.h"
#include "meeting/phrase.h"
#include "meeting/values.h"

/*
 * What minutes tell of those who were there and of what they decided: as values, and as the
 * sentences that the decision's text begins and ends with.
 */

/* What is needed of a meeting for that; for one document. */
struct minutes *minutes_create(struct arena *arena, const struct meeting *meeting);

struct attendance_book *minutes_book(const struct minutes *minutes);
struct ballot_box *minutes_box(const struct minutes *minutes);

/* møde.deltagere: substitutes in the places of those who sent apologies. */
struct value minutes_participants(const struct values *values);

/* signers.c: møde.underskrivere, the members who were there at any item, and their substitutes. */
struct value minutes_signers(const struct values *values);

/* Lists of names: away from the meeting, away in an item. None where nothing is said of it. */
struct value minutes_absent(const struct values *values);
struct value minutes_item_absent(const struct values *values, const struct item *item);

/* Who came and left at an item, or none. */
struct value minutes_passages(const struct values *values, const struct item *item);
/* The same as sentences. */
void minutes_tell_passages(
	const struct values *values, const struct item *item, struct texts_chain *paragraph);

/* Adds what a phrase says with these names; to the paragraph that the chain ends with, if both are
 * one. */
void minutes_say(const struct values *values, const struct value_map *names, enum phrase phrase,
	struct texts_chain *chain);

/* field_values.c: whether an item's decision is for a person to fill in; the blocks of its fields,
 * which values->fields is told of. */
bool field_is_open(const struct values *values, const struct item *item);
struct markup_block *field_blocks(const struct values *values, const struct item *item);

/* The decision as it is printed, sentences included; NULL where nothing is said. */
struct markup_block *minutes_decision(const struct values *values, const struct item *item);
/* The same for another meeting's document, which does not tell who came and left. */
struct markup_block *minutes_decision_elsewhere(
	const struct values *values, const struct item *item);

/* Sets what the decision says under keys of its own. */
void minutes_set_decision(
	const struct values *values, struct value_map *map, const struct item *item);

#endif
