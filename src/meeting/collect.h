#ifndef REFERENT_MEETING_COLLECT_H
#define REFERENT_MEETING_COLLECT_H

#include "base/buf.h"
#include "base/report.h"
#include "io/file.h"

#include <stdbool.h>
#include <stddef.h>

/* What was typed into a fillable document, read back into beslutninger.yaml or an item's file. */

/* Which of the two is right where both say something. */
enum collect_choice { COLLECT_ASK, COLLECT_FILE, COLLECT_DOCUMENT };

enum collect_outcome {
	COLLECT_NEW,       /* the file had nothing */
	COLLECT_REPLACED,  /* the file had something else */
	COLLECT_UNCHANGED, /* the file says the same already */
	COLLECT_KEPT       /* the file says something else and is left as it is */
};

/* What became of one field that somebody has typed into. */
struct collect_row {
	const char *item; /* its path, "id" or "parent/own"; NULL in a form, which is of one item */
	const char *key;  /* in the decision or the item: tekst, udfald, titel … */
	enum collect_outcome outcome;
};

struct collection {
	struct collect_row *rows;
	size_t count, capacity;
	bool changed;       /* text is not what the file is */
	const char *target; /* the file */
	struct buf text;    /* as it shall become */
	const char *entry;  /* the line that puts an item on the agenda of the meeting beside it, or
	                       NULL where there is no such meeting or it has that line */
};

/*
 * Reads the fields of a document back: of a fillable agenda into the decisions' file at target (NULL:
 * beslutninger.yaml beside the document) of the meeting beside that, of a form into an item's file
 * (NULL: the document's name with .yaml). The file need not exist. Nothing is written. NULL after an
 * error: [not-fillable], [field-mixed] and [field-cut] for fields whose marks an editor has left in
 * disorder, [collect-conflict] where document and file differ and choice is COLLECT_ASK,
 * [cannot-edit]; of decisions [other-meeting], [bad-outcome] and [decision-elsewhere] where one stands
 * at the item itself; of forms [help-text-left], [missing-key] for one without a title,
 * [bad-yes-no], [bad-duration] and [not-an-item] for a target that is another kind of file. Warns of
 * [other-agenda], [item-gone], [field-gone], [field-cleared], [field-picture], [field-format],
 * [typed-outside] and, of forms, [closed-dropped].
 */
struct collection *collect(struct arena *arena, struct report *report,
	const struct file_bytes *document, const char *target, enum collect_choice choice);

#endif
