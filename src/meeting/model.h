#ifndef REFERENT_MEETING_MODEL_H
#define REFERENT_MEETING_MODEL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/report.h"
#include "io/yaml.h"
#include "meeting/meeting.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The meeting as the files say it, checked. Everything lives in the meeting's arena. A copy for the
 * public edition has the same shape.
 */

/* A text as typed, expressions and Markdown not yet read. bytes is NULL where there is none. */
struct text {
	const char *bytes; /* terminated, composed (NFC) */
	size_t length;
	const struct yaml_node *node; /* the scalar that it was typed in, or NULL for one made up */
};

struct texts {
	struct text *items;
	size_t count;
	bool stated; /* the key was there, perhaps with an empty list */
	bool single; /* typed as one text, not as a list */
};

struct person {
	struct text name; /* as typed; the whole where a person is one text */
	struct text title, role, party;
	struct text shown; /* title and name, one text; what names are matched against */
	bool has_from, has_to;
	struct date from, to; /* of membership, both included */
};

struct people {
	struct person *items;
	size_t count;
	bool stated;
	bool single; /* typed as one text, which may name several */
};

/* A time as written and as understood. */
struct clock {
	int minutes;                  /* since midnight; -1 for none */
	const char *written;          /* NULL for a computed one */
	const struct yaml_node *node; /* the scalar that it was typed in, or NULL */
};

/* When somebody came or left, and from which item on. */
struct passage {
	struct clock clock; /* minutes is -1 for none */
	unsigned at;        /* the item's sequence; 0 where none is left */
	/* The first open item from there on: where the public edition speaks of it. 0 for none. */
	unsigned public_at;
	bool closed_only; /* from here to the next passage only closed items were treated */
	bool untold;      /* it is true, but this edition does not say it */
};

/* fremmøde: somebody who was not there all the time. */
struct attendance_row {
	struct text name;
	bool excused;           /* afbud: not there at all */
	struct text substitute; /* who sat in for the time */
	struct passage left, arrived;
	struct text from_item; /* fra_punkt as typed */
	struct place place;
};

struct attendance_rows {
	struct attendance_row *items;
	size_t count;
	bool stated;
};

/* One of the blocks that a part is made of. */
struct part_block {
	bool is_table;
	struct text text; /* Markdown */
	/* Tables; every cell is Markdown of its own. */
	struct texts columns; /* stated: the table has a heading row */
	bool headless;        /* it says that it has none */
	struct texts *rows;
	size_t row_count;
	size_t column_count;
};

/* A declared part of an item. */
struct part_text {
	const char *key;
	bool has_heading; /* it says its own; an empty one leaves the heading out */
	struct text heading;
	struct part_block *blocks;
	size_t block_count;
	bool closed;
	struct text public_text; /* offentlig_tekst: what may be said of a closed one */
	struct place place;
};

/* afsnit, underafsnit: what an item is made of, in order. */
struct part_declaration {
	const char *key;
	struct text heading; /* bytes NULL or empty: no heading */
	struct place place;
};

struct part_declarations {
	struct part_declaration *items;
	size_t count;
	bool stated;
};

/* felter: key and label of a short fact; hjælpetekster: key of a field and its text. */
struct field_declaration {
	const char *key;
	struct text label;
	struct place place;
	bool farther; /* a help text that may be for a part of other bodies */
};

struct field {
	const struct field_declaration *declaration;
	struct text value;
};

struct attachment {
	unsigned number; /* 1-based, within its item */
	struct text title;
	struct text doknr;
	const char *file;           /* its path from the meeting's folder, or NULL */
	const char *path;           /* where it is, checked against the root; or NULL */
	const char *address;        /* of a link to it from the meeting's folder, or NULL */
	bool closed, closed_stated; /* closed_stated: the key lukket was there */
	bool withheld; /* its content was removed: the public edition of a closed one */
	struct place place;
};

/* A row of a timetable. */
struct timetable_row {
	bool has_date;
	struct date date;
	struct clock start, end;
	struct text time; /* tid as written, a range whole */
	struct text text;
	struct text responsible;
	unsigned number;   /* of the item it stands for; 0 for none */
	size_t item_index; /* + 1, of that item or pause among the meeting's; 0 for none */
	bool pause;
	bool closed;
	struct text public_text; /* offentlig_tekst: what may be said of a closed one */
};

struct timetable {
	struct timetable_row *rows;
	size_t count;
	bool of_meeting; /* the word `møde`: the meeting's own schedule goes here */
	bool stated;
};

/* What was decided before. */
struct earlier {
	/* Where it was decided, if an item was taken over from there; text is then none. */
	const struct meeting *meeting;
	const struct item *item;
	bool has_heading;
	struct text heading;
	struct text organ;
	bool has_date;
	struct date date;
	struct text number;
	struct text text;
	bool closed;
	struct text public_text;
	struct place place;
};

/* indstillingspunkter: what became of some points of the recommendation. */
struct point_outcome {
	struct text points; /* as typed: "1-4" */
	const char *outcome;
};

/* A vote; who took part are members or parties, as typed. */
struct vote {
	struct text about; /* om */
	struct texts in_favour, against, abstained;
	struct text outcome;
	struct place place;
};

/* mindretalsudtalelser: what a minority wants to have said. */
struct dissent {
	struct texts by; /* members or parties */
	struct text text;
};

/* inhabile: who has to leave the table while an item is treated. */
struct disqualified {
	struct text name, substitute;
};

/* opfølgning: what somebody has to do about a decision. */
struct follow_up {
	struct text task, responsible;
	struct text item; /* carried over: the title of the item that it follows from */
	bool carried;     /* from a meeting before */
	bool has_deadline, done, closed;
	struct date deadline, done_on;
};

struct decision {
	bool stated; /* there is a decision at all */
	struct text text;
	const char *outcome; /* udfald, or NULL */
	struct point_outcome *points;
	size_t point_count;
	bool postponed; /* udsat_til: has a date */
	struct date postponed_to;
	struct texts absent; /* stated: the decision says */
	struct place absent_place;
	struct vote *votes;
	size_t vote_count;
	struct dissent *dissents;
	size_t dissent_count;
	struct disqualified *disqualified;
	size_t disqualified_count;
	struct follow_up *follow_ups;
	size_t follow_up_count;
	struct place place;
};

enum item_kind {
	ITEM_POINT,  /* on the agenda, numbered */
	ITEM_PAUSE,  /* on the schedule only */
	ITEM_HEADING /* a heading over the items that follow */
};

struct item {
	enum item_kind kind;
	struct text caption; /* the pause's or heading's text */
	struct place place;  /* of the item's beginning */
	const char *id;      /* unique within its list; "parent/own" is unique within the meeting */
	const struct yaml_node *id_node; /* where it was typed, or NULL */
	unsigned number;                 /* as printed; 0 for pauses and headings */
	unsigned sequence; /* counts the meeting's items and those within them, from 1; else 0 */
	struct text title;
	struct text sagsnr, doknr, jnr, sagstype;
	struct texts sagsgang;
	/* It is taken over from a meeting that was still being read: nothing of it is known. */
	bool unresolved;
	struct field *fields;
	size_t field_count;

	bool closed;
	bool withheld;      /* its content was removed: the public edition of a closed one */
	struct text ground; /* lukket: {grund} */
	struct text public_title, public_decision;
	bool closed_stated; /* the key lukket was there */

	struct clock start, end; /* tid, as written; then the schedule's */
	struct text time;        /* tid as written, a range whole */
	struct clock scheduled_start, scheduled_end;
	int duration_min;     /* -1 for none */
	struct text duration; /* as written */

	struct part_text *parts; /* declared parts, in the order of the file */
	size_t part_count;
	struct texts participants; /* deltagere: Markdown, one text for each entry */
	struct timetable timetable;
	struct attachment *attachments;
	size_t attachment_count;
	struct earlier *earlier;
	size_t earlier_count;
	struct item *items; /* underpunkter: points and pauses */
	size_t item_count;
	bool frame; /* it is there only to tell the case of the items within it */
	struct decision decision;

	bool added; /* tillæg */
	struct date added_on;
	struct text urgent;    /* haster: why it cannot wait */
	struct text withdrawn; /* udgår */
};

/* vendinger: what stands for the usual words of minutes, by name. bytes is NULL for the usual. */
enum phrase {
	PHRASE_EXCUSED,
	PHRASE_SUBSTITUTE,
	PHRASE_PARTICIPANT_LEFT,
	PHRASE_PARTICIPANT_ARRIVED,
	PHRASE_LEFT,
	PHRASE_LEFT_SUBSTITUTE,
	PHRASE_ARRIVED,
	PHRASE_ARRIVED_SUBSTITUTE,
	PHRASE_DISQUALIFIED,
	PHRASE_DISQUALIFIED_SEVERAL,
	PHRASE_DISQUALIFIED_SUBSTITUTE,
	PHRASE_POINT,
	PHRASE_POINTS,
	PHRASE_POSTPONED,
	PHRASE_PARTY,
	PHRASE_IN_FAVOUR,
	PHRASE_AGAINST,
	PHRASE_ABSTAINED,
	PHRASE_VOTED,
	PHRASE_UNANIMOUS,
	PHRASE_DISSENT,
	PHRASE_COUNT
};

struct phrases {
	struct text texts[PHRASE_COUNT];
};

/* What the public edition shows of a closed item. */
struct closed_rules {
	bool show_title, show_sagsnr;
	struct text text; /* "Lukket" */
};

/* regler: which rules are checked; those of the municipal code in political bodies only. */
struct rules {
	bool sending;      /* udsendelse: four weekdays before the meeting, § 8 */
	bool supplement;   /* tillæg: later than that only what cannot wait, § 8 */
	bool saturday;     /* lørdag: a Saturday is a weekday */
	bool ground;       /* lukkegrund: a closed item says why, § 10 */
	bool quorum;       /* beslutningsdygtighed: half of the members are there, § 11 */
	bool signatures;   /* underskrifter: everybody who was there signs, § 13 */
	bool dissent;      /* mindretal: from one who was there, § 13 */
	bool disqualified; /* inhabilitet: neither votes nor counts, § 14 */
	bool mention;      /* omtale: no open item speaks of a closed one; in all bodies */
};

struct organ {
	struct text name;
	bool political;
	struct text authority; /* myndighed */
	const char *layout;    /* skabelon: a layout's name or a checked path; NULL */
	struct place layout_place;
	const char *logo; /* checked path, or NULL */
	struct place logo_place;
	struct people members;
	struct part_declarations parts;     /* the default order where none is declared */
	struct part_declarations sub_parts; /* stated: underafsnit */
	struct field_declaration *fields;
	size_t field_count;
	struct field_declaration *helps; /* hjælpetekster; a label of NULL: no help text */
	size_t help_count;
	struct closed_rules closed;
	/* standardtekster: outcome and the text that stands for it */
	struct text *standard_texts;
	const char **standard_outcomes;
	size_t standard_count;
	struct phrases phrases; /* vendinger */
	struct rules rules;     /* regler */
	const char *folder;     /* of the organ's file, or of the meeting's */
};

struct meeting {
	struct arena *arena;
	struct arena *files; /* that of all nodes; NULL once it is gone */
	const char *file;    /* as it shows in messages */
	const char *folder;  /* NULL for standard input */
	const char *root;    /* real path that nothing leaves */
	struct organ organ;
	bool has_date;
	struct date date;
	struct clock start, end;
	struct text place_text;     /* sted */
	struct people participants; /* deltagere, else the members on that date */
	struct texts absent;
	struct attendance_rows attendance;
	bool signatures;
	bool extraordinary; /* called between the usual ones */
	bool sent;          /* udsendt: the agenda, on that day */
	struct date sent_on;
	struct place sent_place;
	unsigned first_number;
	bool numbers_on; /* it says with which number it begins: the year is numbered through */
	struct item *items;
	size_t item_count;
	struct follow_up *follow_ups; /* carried over from meetings before */
	size_t follow_up_count;
	struct timetable schedule;
	const struct meeting *previous; /* the one before, where anything asks for it; or NULL */
	struct pictures *pictures;      /* as its texts and logo are read */
	enum meeting_edition edition;   /* what it has been redacted to; internal as loaded */
	enum meeting_extent extent;     /* what it has been reduced to; whole as loaded */
	const char *extent_name;        /* what file names say of that: "punkt-3"; or NULL */
};

/* Whether a person of medlemmer is a member on the day of the meeting; all are where that is not said. */
bool person_is_member(const struct meeting *meeting, const struct person *person);

/* The declaration of a key, or NULL. */
const struct part_declaration *part_declaration_find(
	const struct part_declarations *order, const char *key);

/* The organ's field with a key, or NULL. */
const struct field_declaration *field_declaration_find(const struct organ *organ, const char *key);

/* "6", or "6.2" for an item within parent, else NULL. For messages. */
const char *item_number(struct arena *arena, const struct item *parent, const struct item *item);

/* The outcomes that udfald knows; ends with NULL. */
extern const char *const meeting_outcomes[];

/* The keys of an item that have a fixed meaning (declared parts and felter aside); ends with NULL. */
extern const char *const meeting_item_keys[];

/* The six keys that may be placed in afsnit without being parts; ends with NULL. */
extern const char *const meeting_placed_keys[];
bool meeting_is_placed_key(const char *key);

/*
 * Fills the meeting's schedule and the scheduled times of its items from their times and
 * durations: an item without a time begins where the one before it ends; the first at the
 * meeting's start. Items whose beginning cannot be known have none. Reports times that run
 * backwards [time-order] and an end of the meeting before its items' [time-end] as warnings.
 */
void schedule_compute(struct meeting *meeting, struct report *report);

#endif
