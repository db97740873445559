#ifndef REFERENT_MEETING_MEETING_H
#define REFERENT_MEETING_MEETING_H

#include "base/arena.h"
#include "base/date.h"
#include "base/report.h"
#include "template/value.h"

#include <stdbool.h>

/*
 * A meeting goes down one road: load (read, inherit, validate, ids, numbers, schedule), redact,
 * then values (expressions, Markdown). Each step takes what the one before it made.
 */
struct meeting;
struct field_record;

enum meeting_document { MEETING_AGENDA, MEETING_MINUTES };
enum meeting_edition { MEETING_PUBLIC, MEETING_INTERNAL };

/* How much of the meeting a document is about. */
enum meeting_extent {
	MEETING_WHOLE,
	MEETING_SUPPLEMENT, /* what came onto the agenda after it was sent out */
	MEETING_EXTRACT     /* single items */
};

/*
 * Reads the meeting at path ("-" is standard input, with paths relative to the current folder; a
 * folder stands for its møde.yaml) with the organ, kommune, items, standing items and decisions
 * that belong to it, and reports every fault in them. NULL when the meeting's own file could not
 * be read; after other errors the meeting without what is faulty, good for checking the rest of it
 * in the same run and for nothing else. quoting says whether messages may say what is closed; with a
 * public document they may not.
 */
struct meeting *meeting_load(
	struct arena *arena, struct report *report, const char *path, bool quoting);

/* The same for minutes that are to be published: where decisions and meeting disagree on who was away, or
 * name nobody [absence-differs] [unknown-person], that is an error. Quotes closed items too. */
struct meeting *meeting_load_final(struct arena *arena, struct report *report, const char *path);

/*
 * Reads a body's file, or that of the folder that holds organ.yaml, with its kommune: a meeting
 * without items and date. NULL after an error.
 */
struct meeting *meeting_load_body(struct arena *arena, struct report *report, const char *path);

/*
 * Releases the files that a meeting was read from, and so the places of what it says: once its
 * values are made there is no use for them. Nothing but its name and folder may be asked for
 * afterwards, of what was made from it neither.
 */
void meeting_release_files(struct meeting *meeting);

/* What a new meeting is to be. */
struct meeting_wishes {
	const char *organ;  /* the organ's file, or the folder that holds organ.yaml */
	const char *date;   /* "2024-11-13" */
	const char *after;  /* the meeting before: what was postponed there comes again; or NULL */
	const char *folder; /* for it; NULL: one named by the date beside the organ's file */
};

/*
 * Appends the møde.yaml of the next meeting of a body to out: its skeleton, what the meeting before
 * left over, comments where something is for the secretary. Returns its path; NULL after an error:
 * those of the files, [bad-date], and [meeting-exists] for one that is there. Warns of a day that is no
 * weekday [meeting-day].
 */
const char *meeting_new(struct arena *arena, struct report *report,
	const struct meeting_wishes *wishes, struct buf *out);

/*
 * Warns of what kommunestyrelsesloven asks of a political body's agenda or minutes and the meeting does
 * not have: for an agenda [agenda-late] and [supplement-late] (§ 8), for minutes [no-signatures] (§ 13) and
 * [no-quorum] (§ 11), always [closed-no-ground] (§ 10). Says nothing of what is closed. The meeting as loaded.
 */
void meeting_check_law(
	struct report *report, const struct meeting *meeting, bool agenda, bool minutes);

/*
 * Warns of items of minutes that wait for a decision [open-decision]: something is recommended in
 * them. Says nothing of what is closed but the number.
 */
void meeting_check_open(struct arena *arena, struct report *report, const struct meeting *meeting);

/*
 * Reports what keeps minutes from being published, as errors: [open-decision] (any item that says
 * nothing of one), [absence-unsaid], [outcome-words], [vote-sum], [postponed-no-date],
 * [unknown-point]; warns of [agenda-unsent]. Quotes closed items too. The meeting as loaded.
 */
void meeting_check_final(struct arena *arena, struct report *report, const struct meeting *meeting);

/*
 * Warns of what somebody meant to write later and what the document would show: "…", "xxx", "???" and
 * the like [unfinished-text]; as errors where it is final. Quotes what the meeting has, which may be
 * redacted.
 */
void meeting_check_unfinished(struct arena *arena, struct report *report,
	const struct meeting *meeting, enum meeting_document document, bool final);

/*
 * Warns of open items that speak of something closed [closed-mentioned]: a house, a case number, a
 * name of several words or the whole title. quoting says whether the message may say what; with a
 * public document it may not. The meeting as loaded.
 */
void meeting_check_mentions(
	struct arena *arena, struct report *report, const struct meeting *meeting, bool quoting);

/*
 * Reports the files of closed attachments that something open would publish, an attachment, a link or
 * a picture [closed-file]: an error, but a warning where only the item is closed that they are attached
 * to. Names nothing that is closed but numbers. The meeting as loaded, and as much of it as the document
 * is about.
 */
void meeting_check_closed_files(struct arena *arena, struct report *report,
	const struct meeting *meeting, const struct meeting *wanted);

/* Whether something was decided already, so that there are minutes to make. */
bool meeting_was_held(const struct meeting *meeting);

/*
 * The meeting as this edition may show it. The public one is a copy in which closed content does
 * not exist; the internal one is the meeting itself.
 */
struct meeting *meeting_redact(
	struct arena *arena, const struct meeting *meeting, enum meeting_edition edition);

/*
 * The meeting with nothing but the items that came onto the agenda after it was sent out (or on one
 * day of that, "2024-11-04"; NULL for all), with their numbers, the headings that they stand under
 * and their rows of the schedule. NULL after an error [no-supplement]. Before meeting_redact().
 */
struct meeting *meeting_supplement(
	struct arena *arena, struct report *report, const struct meeting *meeting, const char *day);

/*
 * The meeting with nothing but these items: numbers as printed or ids, "parent/own" for one within
 * an item, which leaves number, title and case number of the parent. They keep their order and
 * numbers; no headings, no signatures. NULL after an error: [unknown-item], and [item-closed] for an
 * item that the edition does not show; no message says the id of one. Warns of an item without a
 * decision [extract-undecided]. Before meeting_redact().
 */
struct meeting *meeting_extract(struct arena *arena, struct report *report,
	const struct meeting *meeting, const char *const *names, size_t count,
	enum meeting_edition edition);

/*
 * What a template sees of a redacted meeting: the global names. Expressions in its texts are
 * evaluated, Markdown is read, pictures are loaded. NULL after an error. Warnings about texts that
 * would surprise come from here, so check calls it for every edition and document.
 *
 * With fields (else NULL) there are fields in place of what is not decided, which are added to the
 * record; in an agenda for all open items. Warns of closed ones that the public edition has no
 * fields for [closed-without-field].
 */
const struct value_map *meeting_values(struct arena *arena, struct report *report,
	const struct meeting *meeting, enum meeting_document document, struct field_record *fields);

/*
 * Reports what a DOCX cannot show of the SVG pictures that meeting_values() has loaded so far
 * [picture-svg-docx].
 */
void meeting_check_pictures(
	struct arena *arena, struct report *report, const struct meeting *meeting);

/* "dagsorden" or "referat". */
const char *meeting_document_name(enum meeting_document document);

/* What the document calls itself: "Dagsorden", "Referat", "Tillægsdagsorden", "Protokoludskrift"; of
 * an extraordinary meeting "Dagsorden til ekstraordinært møde", and so on. */
const char *meeting_document_title(const struct meeting *meeting, enum meeting_document document);

/* The layout that the files ask for: a name or the path of a file (resolved, checked against the
 * root); NULL where they are silent. */
const char *meeting_template(const struct meeting *meeting);

/* The place where the layout is named, for messages; NULL where it is not. */
const struct place *meeting_template_place(const struct meeting *meeting);

/* The folder of the organ's file (or of the meeting's, where the organ is inline). */
const char *meeting_organ_folder(const struct meeting *meeting);

struct date meeting_date(const struct meeting *meeting);

/*
 * The document's name without edition and ending: "2024-11-06-direktionen-dagsorden",
 * "…-tillægsdagsorden", "…-punkt-3-udskrift"; the letters æøå are kept. NULL for an extract of so
 * many items that a name cannot tell them.
 */
const char *meeting_file_name(const struct meeting *meeting, enum meeting_document document);

/* The name of the form for a body's items, without ending: "direktionen-formular". */
const char *meeting_form_name(const struct meeting *body);

/* The folder that the meeting's file lies in; NULL for standard input. */
const char *meeting_folder(const struct meeting *meeting);

#endif
