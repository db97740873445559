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

enum meeting_document { MEETING_AGENDA, MEETING_MINUTES };
enum meeting_edition { MEETING_PUBLIC, MEETING_INTERNAL };

/*
 * Reads the meeting at path ("-" is standard input, with paths relative to the current folder; a
 * folder stands for its møde.yaml) with the organ, kommune, items, standing items and decisions
 * that belong to it, and reports every fault in them. NULL when the meeting's own file could not
 * be read; after other errors the meeting without what is faulty, good for checking the rest of it
 * in the same run and for nothing else.
 */
struct meeting *meeting_load(struct arena *arena, struct report *report, const char *path);

/*
 * The meeting as this edition may show it. The public one is a copy in which closed content does
 * not exist; the internal one is the meeting itself.
 */
struct meeting *meeting_redact(
	struct arena *arena, struct meeting *meeting, enum meeting_edition edition);

/*
 * What a template sees of a redacted meeting: the global names. Expressions in its texts are
 * evaluated, Markdown is read, pictures are loaded. NULL after an error. Warnings about texts that
 * would surprise come from here, so check calls it for every edition and document.
 */
const struct value_map *meeting_values(struct arena *arena, struct report *report,
	const struct meeting *meeting, enum meeting_document document);

/* "dagsorden" or "referat". */
const char *meeting_document_name(enum meeting_document document);

/* The layout that the files ask for: a name or the path of a file (resolved, checked against the
 * root); NULL where they are silent. */
const char *meeting_template(const struct meeting *meeting);

/* The place where the layout is named, for messages; NULL where it is not. */
const struct place *meeting_template_place(const struct meeting *meeting);

/* The folder of the organ's file (or of the meeting's, where the organ is inline). */
const char *meeting_organ_folder(const struct meeting *meeting);

struct date meeting_date(const struct meeting *meeting);

/* "2024-11-06-direktionen": the beginning of a document's name; the letters æøå are kept. */
const char *meeting_file_stem(const struct meeting *meeting);

/* The folder that the meeting's file lies in; NULL for standard input. */
const char *meeting_folder(const struct meeting *meeting);

#endif
