#ifndef REFERENT_MEETING_COLLECTING_H
#define REFERENT_MEETING_COLLECTING_H

#include "document/field.h"
#include "document/names.h"
#include "io/yaml_edit.h"
#include "meeting/collect.h"

/*
 * What is known while a document is collected, whether it holds the decisions of a meeting or an
 * item. Only the files that collect include it.
 */

/* A field that the document says it has. */
struct collecting_entry {
	const char *name;
	size_t turn;         /* those of one item have the same, which grows through the document */
	const char *subject; /* "kloak, udfald", of a form its label: for messages about others */
	const char *item;    /* its path, or NULL in a form */
	const char *key;     /* in the file */
	struct place place;  /* of the field, in messages */
	const void *object;  /* struct field_entry or struct form_field */
};

struct collecting {
	struct arena *arena;
	struct report *report;
	const char *document; /* its file, for messages */
	enum collect_choice choice;
	const char *target; /* as wished for, or NULL */
	struct filled *filled;
	struct file_bytes old;
	const struct yaml_node *root; /* of the file that is there; NULL: there is none */
	struct names filed;           /* its keys → struct yaml_node: what it says */
	struct collecting_entry *entries;
	size_t count;
	struct names names; /* of a field → struct collecting_entry */
	struct collection *collection;
};

/* collect_decisions.c and form_collect.c: the two kinds of documents. Each finds the target. */
struct field_record;
struct form;
bool collect_decisions(struct collecting *collecting, const struct field_record *record);
bool collect_form(struct collecting *collecting, const struct form *form);

/* Says which fields there are: how many, then each. */
void collecting_begin(struct collecting *collecting, size_t count);
void collecting_add(struct collecting *collecting, struct collecting_entry entry);

/* The object of a name, or NULL. */
void *collecting_find(const struct names *names, const char *text);

/* Reads the target if it is there, root, old and filed; it must be a mapping. False after an
 * error. */
bool collecting_read_target(struct collecting *collecting);

/*
 * Calls each() for every field that is whole and the document's own, in its order; what else there
 * is of fields and around them is reported.
 */
typedef void collecting_each(
	void *user, const struct filled_field *field, const struct collecting_entry *entry);
void collecting_walk(struct collecting *collecting, collecting_each *each, void *user);

/* What document and file say of one key. */
struct claim {
	const struct collecting_entry *entry;
	const struct yaml_node *node; /* in the file, where it says something */
	const char *typed, *filed;    /* the words, for messages; NULL: the file says nothing */
	bool same;                    /* both mean the same */
};

/* Notes what becomes of the field; true if the document's is to be written. Where the two differ
 * and nobody has chosen it is reported [collect-conflict]. */
bool collecting_settle(struct collecting *collecting, const struct claim *claim);
void collecting_add_row(struct collecting *collecting, const struct collecting_entry *entry,
	enum collect_outcome outcome);

/* Somebody has taken away what stood in the field: warns if the file says something. */
void collecting_report_cleared(
	struct collecting *collecting, const struct collecting_entry *entry, const char *filed);

/*
 * collect_marks.c: what an editor has done to the marks. Fields that stand in another order than
 * they were written in become FILLED_MIXED.
 */
void collecting_find_moved(struct collecting *collecting);
/* Reports a field that is not whole [field-mixed] [field-cut], and one of another document. */
void collecting_report_disorder(struct collecting *collecting, const struct filled_field *field,
	const struct collecting_entry *entry);
void collecting_report_foreign(struct collecting *collecting);
/* Warns of fields that have left no mark [field-gone]; seen has the names of those that have. */
void collecting_report_gone(struct collecting *collecting, const struct names *seen);

/* collect_outside.c: warns of what was typed where no field is [typed-outside]. */
void collecting_report_outside(struct collecting *collecting);

/*
 * collect_text.c: what was typed as texts for a file. Words that the template language would take
 * for expressions are no expressions afterwards.
 */
/* Markdown; warns where that cannot say how it looks [field-format]. */
const char *collect_markdown(struct arena *arena, struct report *report, const struct place *place,
	struct markup_block *blocks);
/* Plain text. */
const char *collect_plain(struct arena *arena, const char *text);
/* Whether two texts are the same Markdown, however it is written. */
bool collect_is_same_markdown(struct arena *arena, const char *a, const char *b);
/* A text on one line, a single blank between its words. */
const char *collect_line(struct arena *arena, const char *text);
/* A text without the blanks and line breaks at its ends. */
const char *collect_trimmed(struct arena *arena, const char *text, size_t length);

#endif
