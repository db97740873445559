#ifndef REFERENT_MEETING_COLLECTING_H
#define REFERENT_MEETING_COLLECTING_H

#include "document/field.h"
#include "document/names.h"
#include "io/yaml.h"
#include "meeting/collect.h"
#include "meeting/model.h"

/* What is known while a document is collected. Only collect.c and collect_marks.c include it. */

/* What the file shall say of one item; it has one field of each kind. */
struct written {
	const char *path;
	struct collect_value values[3];
	size_t count;
	struct written *next;
};

struct collecting {
	struct arena *arena;
	struct report *report;
	const char *document; /* its file, for messages */
	enum collect_choice choice;
	const char *path; /* of the meeting */
	struct file_bytes old;
	const struct yaml_node *root;  /* of the decisions' file; NULL: there is none */
	const struct meeting *meeting; /* without what stands in that file */
	const struct roster *roster;
	const struct field_record *record;
	struct names items;   /* path → struct item */
	struct names entries; /* name of a field → struct field_entry */
	struct names filed;   /* path → struct yaml_node: what the file says */
	struct names written; /* path → struct written */
	struct written *first_written, **last_written;
	struct collection *collection;
};

/* The object of a name, or NULL. */
void *collecting_find(const struct names *names, const char *text);

/* The place of an item's field in messages. */
struct place collecting_place(const struct collecting *collecting, const char *path);

/*
 * collect_marks.c: what an editor has done to the marks. Fields that stand in another order than
 * they were written in become FILLED_MIXED.
 */
void collecting_find_moved(struct collecting *collecting, struct filled *filled);
/* Reports a field that is not whole [field-mixed] [field-cut], and one of another document. */
void collecting_report_disorder(
	struct collecting *collecting, const struct filled_field *field, const char *path);
void collecting_report_foreign(struct collecting *collecting);
/* Warns of fields that have left no mark [field-gone]; seen has the names of those that have. */
void collecting_report_gone(struct collecting *collecting, const struct names *seen);

#endif
