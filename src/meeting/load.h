#ifndef REFERENT_MEETING_LOAD_H
#define REFERENT_MEETING_LOAD_H

#include "base/arena.h"
#include "base/report.h"
#include "io/yaml.h"
#include "meeting/model.h"
#include "meeting/read.h"

#include <stdbool.h>
#include <stddef.h>

/* Limits on one meeting; passing one is an error [meeting-limit]. */
enum {
	LOAD_MAX_FILES = 1000,
	LOAD_MAX_CARRIED = 64, /* meetings that one item goes back through */
	LOAD_MAX_ITEMS = 10000,
	LOAD_MAX_PEOPLE = 1000,
	LOAD_MAX_DECLARED = 200, /* parts, fields and standing items, each */
	LOAD_MAX_COLUMNS = 63
};

/* A standing item: where `fast: key` finds what it stands for. */
struct standing {
	const char *key;
	const struct yaml_node *named; /* the scalar with the path */
	const char *path;              /* NULL if it is no file that may be read */
	const struct yaml_node *mapping;
	bool loaded; /* mapping is final; NULL then means that the file is faulty */
};

/* A key that an unknown key was probably meant to be. */
struct load_suggestion {
	const struct yaml_node *mapping;
	const char *key;
	struct load_suggestion *next;
};

struct identity;
struct roster;
struct attendance_book;

struct carried;

/* What a meeting has in common with those that its items are taken over from. */
struct load_family {
	struct arena *files; /* for them and their trees; a child of the meetings' arena */
	struct carried *carried;
	size_t depth;
	size_t read_again; /* how often one of them was, at most LOAD_MAX_CARRIED times */
	size_t file_count;
	bool quoting; /* messages may say what is closed */
	bool final;   /* what keeps minutes from being published is an error */
};

/* What is known while a meeting is being read. */
struct loader {
	struct arena *arena;
	struct report *report;
	struct meeting *meeting;
	const char *here; /* the folder of the meeting's file, "." for standard input */
	const char *root; /* real path; NULL until it is known */
	struct load_family *family;
	size_t item_total;
	/* The meeting's own file is no YAML: only what is found beside it is read. */
	bool broken;
	/* What stands in for beslutninger.yaml, or NULL: decisions of items that are not there any more
	 * are no fault in it. */
	const struct file_bytes *decisions;
	/* The organ or the kommune could not be read whole: what they declare is not known, so
	 * nothing is said about names that are missing from it. */
	bool incomplete;
	struct standing *standing;
	size_t standing_count, standing_capacity;
	const struct yaml_node *layout;       /* skabelon, where the nearest is a path */
	const struct yaml_node *agenda;       /* punkter */
	const struct yaml_node *previous;     /* forrige */
	bool asks_previous;                   /* a file speaks of forrige */
	const struct yaml_node *skeleton_key; /* dagsorden */
	const struct yaml_node *skeleton;
	struct load_suggestion *suggestions;
	struct identity *identities; /* every item, sorted by id */
	size_t identity_count, identity_capacity;
	const char **ids;   /* theirs, once asked for */
	const char **names; /* of declared parts and fields, for suggestions */
	size_t name_count;
	const char **sub_names;
	size_t sub_name_count;
};

/*
 * The path that a scalar names, relative to the file that it stands in; as short as it can be
 * without meaning another file. NULL and an error when the scalar is no text.
 */
const char *load_path(struct loader *loader, const struct yaml_node *named);

/* The same for a path that is a part of what the scalar says. */
const char *load_path_of(struct loader *loader, const struct yaml_node *named, const char *written);

/* A path without detours, as short as it can be without meaning another file. */
const char *load_shorten(struct arena *arena, const char *path);

/* Whether what keeps minutes from being published is an error in this meeting. */
bool load_is_final(const struct loader *loader);

/* A meeting of which nothing has been read. */
struct meeting *load_empty(struct arena *arena);

/* Reads an organ's file, or that of a folder, with its kommune, as a meeting beside it without items
 * would. False after an error. */
bool load_organ(struct loader *loader, const char *path);

/*
 * As meeting_load(), with what shall become its beslutninger.yaml in place of what that is. It may
 * hold decisions of items that the meeting has no longer.
 */
struct meeting *load_decided(struct arena *arena, struct report *report, const char *path,
	const struct file_bytes *decisions);

/* Parses a file that must hold a mapping; NULL after an error. */
const struct yaml_node *load_parse(struct loader *loader, const struct file_bytes *bytes);

/* Reads a meeting that belongs to a family. NULL where the file itself cannot be read. */
struct meeting *load_meeting(
	struct arena *arena, struct report *report, const char *path, struct load_family *family);

/*
 * Reads and parses a YAML file; a mapping is expected. named is the scalar that names it, or NULL
 * for a file found by its usual name. NULL after an error.
 */
const struct yaml_node *load_file(
	struct loader *loader, const struct yaml_node *named, const char *path);

/*
 * Checks that a file is regular and inside the root without reading it. Returns its path, NULL
 * after an error.
 */
const char *load_checked_path(struct loader *loader, const struct yaml_node *named);

/* settings.c: reads a kommune's, organ's or meeting's mapping over what was read before. */
void settings_read_kommune(struct loader *loader, const struct yaml_node *mapping);
void settings_read_organ(struct loader *loader, const struct yaml_node *mapping);
void settings_read_meeting(struct loader *loader, const struct yaml_node *mapping);
/* Fills in what all three left open and checks what they say together. */
void settings_finish(struct loader *loader);

/* declare.c: readers of afsnit, felter and hjælpetekster. */
read_value declare_parts;
read_value declare_fields;
read_value declare_helps;
/* A kommune that leaves the parts to the bodies may help with those of any of them. */
void declare_finish_kommune(struct loader *loader);
/* The usual parts where none are declared; keys declared as both part and field; help texts of fields
 * that the form does not have [unknown-help-key]. */
void declare_finish(struct loader *loader);

/* person.c: readers of lists of people; a person's text is checked against them at the end. */
read_value person_read_members;
read_value person_read_participants;
/* fraværende: names, into a struct texts; "Ingen" is an empty list. */
read_value person_read_absent;
/* The members on the day of the meeting. */
void person_default_participants(struct loader *loader);
/* What to say of a name that nobody has, with the nearest of those that are known. */
const char *person_unknown(
	struct loader *loader, const char *name, const char *const *known, size_t count);
/* Reports the names in the meeting that nobody has; in a decision's fraværende that is an error where
 * the minutes are final. */
void person_check_names(struct loader *loader, const struct roster *roster);

/* standing.c */
read_value standing_read;
/* The mapping that `fast: key` stands for; NULL after an error. */
const struct yaml_node *standing_find(struct loader *loader, const struct yaml_node *named);
/* Checks the skeleton of new meetings. */
void standing_check_skeleton(struct loader *loader);

/* item.c: reads the list of items below key; closed if what they belong to is. */
void item_read_agenda(struct loader *loader, const struct yaml_node *list);
/* Reads one entry of such a list; parent is NULL for an item of the agenda. False if there is no
 * item to be had from it. */
bool item_read_entry(struct loader *loader, const struct yaml_node *entry,
	const struct item *parent, bool in_file, struct item *item);

/*
 * carry.c: fills an item with what `fra` names in another meeting: what the case is, and what was
 * decided there as an earlier decision. False after an error: [bad-origin], [unknown-origin],
 * [faulty-origin], [origin-circle].
 */
bool carry_item(struct loader *loader, const struct yaml_node *value, struct item *item);
/* Reads another meeting of the same root, which path leads to; NULL after an error. */
const struct meeting *carry_meeting(
	struct loader *loader, const struct place *place, const char *path);

/* previous.c: finds the meeting before. */
void previous_find(struct loader *loader);

/* part.c: reads a declared part into the item; an empty one takes it away. */
void part_read_into(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, const char *part_key, struct item *item);

/* material.c: what lies beside an item's text. */
read_value material_read_attachments;
/* Says how an attachment's file is reached from the meeting's folder. */
void material_find_attachment(struct loader *loader, struct attachment *attachment);
read_value material_read_earlier;
read_value material_read_timetable;

/* decision.c: into a struct decision. */
read_value decision_read;
/* The outcome that a scalar names, or NULL after an error. */
const char *decision_outcome(struct loader *loader, const struct yaml_node *value);
/* standardtekster, into a struct organ. */
read_value decision_read_standard_texts;
/* Reads beslutninger.yaml, where there is one. */
void decision_read_file(struct loader *loader);

/* Warns of decisions of withdrawn items, which no document shows [withdrawn-decision]. */
void decision_check_withdrawn(struct loader *loader);

/* vote.c, point_outcome.c and follow_up.c: into a struct decision. */
read_value vote_read;
read_value vote_read_dissents;
read_value vote_read_disqualified;
read_value point_outcome_read;
read_value follow_up_read;
/* Into a struct meeting. */
read_value follow_up_read_carried;
read_value follow_up_read_postponed;

/* attendance_read.c: fremmøde, into a struct attendance_rows. */
read_value attendance_read;
/* Counts the items, and finds those from which arrivals and departures hold [attendance-item]
 * [attendance-unplaced]. After the schedule has been computed. */
void attendance_place(struct loader *loader);
/* Reports people whom nobody knows [unknown-person] and rows that cannot be true together
 * [attendance-conflict]; finds those who came or went for closed items only. */
void attendance_check(struct loader *loader, const struct roster *roster);

/* ballot_check.c: reports votes, dissents and disqualifications that cannot be true: [not-present],
 * [vote-twice], [attendance-conflict]; warns of [vote-outcome] and [unknown-person]. */
void ballot_check_all(struct loader *loader, struct attendance_book *book);

/* absence_check.c: reports a decision's own fraværende that does not agree with the meeting's
 * fraværende or fremmøde [absence-differs]; an error where the minutes are final. */
void absence_check_all(struct loader *loader, struct attendance_book *book);

/* phrase.c: vendinger, into a struct phrases. */
read_value phrase_read;
/* Reports names in them that they will not see [undefined-name], said or not. */
void phrase_check(struct loader *loader);

/* law.c: regler, into a struct rules; and what goes where they are silent. */
read_value law_read_rules;
extern const struct rules law_usual_rules;
/* The last day for sending out the agenda of a meeting on a day. */
struct date law_last_day(const struct rules *rules, struct date meeting);

/* quorum.c: warns of items that fewer than half of the members decided [no-quorum]. */
void quorum_check(struct report *report, const struct meeting *meeting);

/* identity.c: ids and numbers for all items; reports ids that stand twice. */
void identity_assign(struct loader *loader);
/* The item with an id ("parent/own" for one within an item), or NULL. */
struct item *identity_find(struct loader *loader, const char *id);
/* Every id of the meeting, in order; *count receives how many. */
const char *const *identity_all(struct loader *loader, size_t *count);

/* The keys of each mapping in the files, which the schema is made from. */
extern const struct read_rules settings_kommune_rules;
extern const struct read_rules settings_organ_rules; /* kommune's follow */
extern const struct read_rules settings_meeting_rules;
extern const struct read_rules settings_closed_rules;
extern const struct read_rules item_point_rules; /* and the declared ones */
extern const struct read_rules item_pause_rules;
extern const struct read_rules item_heading_rules;
extern const struct read_rules item_ground_rules;
extern const struct read_rules material_attachment_rules;
extern const struct read_rules material_earlier_rules;
extern const struct read_rules material_row_rules;
extern const struct read_rules part_rules;
extern const struct read_rules part_block_rules;
extern const struct read_rules part_table_rules;
extern const struct read_rules decision_rules;
extern const struct read_rules person_rules;
extern const struct read_rules attendance_rules;
extern const struct read_rules vote_rules;
extern const struct read_rules vote_dissent_rules;
extern const struct read_rules vote_disqualified_rules;
extern const struct read_rules follow_up_rules;
extern const struct read_rules follow_up_carried_rules; /* follow_up_rules follow */
extern const struct read_rules phrase_rules;
extern const struct read_rules law_rules;

/* mistakes.c */
/* True if a key has no value because all of it stands behind a '#' and looks like text. The file's
 * reader has reported that. */
bool mistakes_comment_swallowed(const struct yaml_node *value);
/* Warns of a text for the public where nothing is closed, so that nobody will read it. */
void mistakes_check_public(
	struct loader *loader, const struct text *text, const char *key, bool closed);
/* Warns of keys that slipped into a text, where they would close nothing [key-in-text]. */
void mistakes_check_text(struct loader *loader, const struct text *text);
/* Open items whose title, or the heading above them, says that the doors are closed. */
void mistakes_check_doors(struct loader *loader);

#endif
