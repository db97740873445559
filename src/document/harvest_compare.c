#include "base/utf8.h"
#include "document/harvest_stretch.h"

#include <string.h>

/*
 * What somebody has typed around the fields. The letters that a stretch has more than when it was
 * written, taken out in one piece where they were put in, leave its hash as it was.
 */

/* Of a longer stretch it is only said that it is another one. */
enum { MOST_LETTERS = 1 << 20 };

/* What a letter is the first of. */
enum begins { BEGINS_NOTHING, BEGINS_WORD, BEGINS_LINE };

struct letter {
	size_t token, byte, behind; /* where it stands, and the byte behind it */
	uint32_t point;
	uint32_t before; /* hash of all letters before it */
	uint32_t power;  /* stretch_power() of their number */
	enum begins begins;
};

struct comparing {
	const struct harvest *harvest;
	const struct stretch_span *span;
	const struct stretch_record *written;
	struct letter *letters; /* and one behind the last, which is none */
	size_t count;
	size_t tail, lead; /* how many stand there */
};

/* Some of the letters. */
struct range {
	size_t from, to;
};

static void read_letters(struct comparing *comparing)
{
	const struct stretch_span *span = comparing->span;
	enum begins begins = BEGINS_LINE;
	for (size_t i = span->from; i < span->to; i++) {
		const struct token *token = &comparing->harvest->tokens[i];
		if (token->kind != TOKEN_TEXT)
			begins = BEGINS_LINE;
		for (size_t at = 0; token->kind == TOKEN_TEXT && at < token->length;) {
			struct letter letter = {.token = i, .byte = at, .begins = begins};
			at += utf8_decode(token->text + at, token->length - at, &letter.point);
			letter.behind = at;
			if (utf8_is_letter(letter.point)) {
				comparing->letters[comparing->count++] = letter;
				comparing->tail += i < span->tail ? 1 : 0;
				comparing->lead += i >= span->lead ? 1 : 0;
				begins = BEGINS_NOTHING;
			} else if (begins == BEGINS_NOTHING) {
				begins = BEGINS_WORD;
			}
		}
	}
	comparing->letters[comparing->count] =
		(struct letter){.token = span->to, .begins = BEGINS_LINE};
	uint32_t hash = 0, power = 1, base = stretch_power(1);
	for (size_t i = 0; i <= comparing->count; i++) {
		struct letter *letter = &comparing->letters[i];
		letter->before = hash;
		letter->power = power;
		hash = stretch_hash(hash, letter->point);
		power = stretch_follow(power, base, 0);
	}
}

static uint32_t hash_of(const struct comparing *comparing, size_t from, size_t to)
{
	const struct letter *letters = comparing->letters;
	return stretch_rest(letters[to].before, letters[from].before, letters[to - from].power);
}

/*
 * Whether some letters are what was written and one piece more, which may be nothing. Where it
 * begins as what stands behind it does, several pieces would do: one that begins a line is best.
 */
static bool find_inserted(
	const struct comparing *comparing, size_t from, size_t to, struct range *inserted)
{
	size_t there = comparing->written->letters;
	bool found = false;
	if (to - from < there)
		return false;
	size_t more = to - from - there;
	for (size_t i = from; i <= from + there; i++) {
		const struct letter *letter = &comparing->letters[i];
		if (found &&
			(more == 0 || letter->begins <= comparing->letters[inserted->from].begins))
			continue;
		uint32_t hash = stretch_follow(hash_of(comparing, from, i),
			comparing->letters[to - i - more].power, hash_of(comparing, i + more, to));
		if (hash != comparing->written->hash)
			continue;
		found = true;
		*inserted = (struct range){i, i + more};
	}
	return found;
}

static bool is_text(const struct comparing *comparing, size_t token)
{
	return comparing->harvest->tokens[token].kind == TOKEN_TEXT;
}

/* The byte of a token behind what ends a sentence or part of one there. */
static size_t behind_signs(const struct comparing *comparing, size_t token, size_t byte)
{
	const struct token *text = &comparing->harvest->tokens[token];
	while (byte < text->length && strchr(".,;:!?)", text->text[byte]) != NULL)
		byte++;
	return byte;
}

/*
 * Some letters and what stands around them, within the tokens of a place: all of the lines that they
 * begin or end, elsewhere no more than the signs of their sentence.
 */
static struct stretch_piece piece_of(
	const struct comparing *comparing, struct range range, size_t begin, size_t end)
{
	const struct letter *first = &comparing->letters[range.from];
	const struct letter *behind = &comparing->letters[range.to], *last = behind - 1;
	struct stretch_piece piece = {.from = first->token, .to = last->token + 1};
	if (range.from > 0 && first->begins != BEGINS_LINE) {
		piece.from = first[-1].token;
		piece.from_byte = behind_signs(comparing, piece.from, first[-1].behind);
	} else {
		while (piece.from > begin && is_text(comparing, piece.from - 1))
			piece.from--;
	}
	if (range.to < comparing->count && behind->begins != BEGINS_LINE) {
		piece.to = last->token;
		piece.to_byte = behind_signs(comparing, last->token, last->behind);
	} else {
		while (piece.to < end && is_text(comparing, piece.to))
			piece.to++;
	}
	return piece;
}

static void take_tail(struct stretch_change *change, const struct stretch_span *span)
{
	change->tail = true;
	change->tail_piece = (struct stretch_piece){.from = span->from, .to = span->tail};
}

static void take_lead(struct stretch_change *change, const struct stretch_span *span)
{
	change->lead = true;
	change->lead_piece = (struct stretch_piece){.from = span->lead, .to = span->to};
}

/* More than one change: what stands in the fields' own lines is theirs if the rest is long enough to be
 * all that was there. */
static void guess_change(const struct comparing *comparing, struct stretch_change *change)
{
	const struct stretch_record *written = comparing->written;
	size_t rest = comparing->count - comparing->tail - comparing->lead;
	bool enough = rest >= written->letters;
	change->elsewhere = true;
	if (enough && comparing->tail > 0 && !written->tail)
		take_tail(change, comparing->span);
	if (enough && comparing->lead > 0 && !written->lead)
		take_lead(change, comparing->span);
}

/* Finds what has been typed, first as if all that stands in the fields' own lines were. */
static void find_change(const struct comparing *comparing, struct stretch_change *change)
{
	const struct stretch_span *span = comparing->span;
	size_t count = comparing->count;
	for (unsigned without = 4; without-- > 0;) {
		bool tail = (without & 1) != 0, lead = (without & 2) != 0;
		struct range inserted;
		size_t from = tail ? comparing->tail : 0;
		size_t to = lead ? count - comparing->lead : count;
		if ((tail && comparing->tail == 0) || (lead && comparing->lead == 0) ||
			!find_inserted(comparing, from, to, &inserted))
			continue;
		if (tail)
			take_tail(change, span);
		if (lead)
			take_lead(change, span);
		if (inserted.from == inserted.to)
			return;
		if (!tail && inserted.to <= comparing->tail) {
			change->tail = true;
			change->tail_piece = piece_of(comparing, inserted, span->from, span->tail);
		} else if (!lead && inserted.from >= count - comparing->lead) {
			change->lead = true;
			change->lead_piece = piece_of(comparing, inserted, span->lead, span->to);
		} else {
			change->elsewhere = change->found = true;
			change->piece = piece_of(comparing, inserted, span->from, span->to);
		}
		return;
	}
	guess_change(comparing, change);
}

struct stretch_change stretch_compare(const struct harvest *harvest,
	const struct stretch_span *span, const struct stretch_record *written)
{
	struct stretch_change change = {0};
	struct stretch_record now = stretch_measure(harvest, span);
	struct comparing comparing = {.harvest = harvest, .span = span, .written = written};
	bool same = now.letters == written->letters && now.hash == written->hash;
	if (same && (now.tail == written->tail || written->tail) &&
		(now.lead == written->lead || written->lead))
		return change;
	if (now.letters > MOST_LETTERS) {
		change.elsewhere = !same;
		return change;
	}
	struct arena *passing = arena_create_child(harvest->arena);
	comparing.letters = arena_array(passing, now.letters + 1, sizeof *comparing.letters);
	read_letters(&comparing);
	/* a number alone */
	if (now.tail && !written->tail && comparing.tail == 0)
		take_tail(&change, span);
	if (now.lead && !written->lead && comparing.lead == 0)
		take_lead(&change, span);
	if (!same)
		find_change(&comparing, &change);
	arena_destroy(passing);
	return change;
}
