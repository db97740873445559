#ifndef REFERENT_MEETING_LAYOUT_H
#define REFERENT_MEETING_LAYOUT_H

#include "meeting/meeting.h"
#include "template/template.h"

/* Where a meeting's template is looked for. */
struct layout_search {
	const char *
		name; /* a layout's name or a file, from the command line; NULL: as the files say */
	const char *folder; /* looked in first for layouts by name; NULL for none */
	const char *data;   /* the installed data folder */
};

/* True if the name means a file rather than a layout. */
bool layout_is_file(const char *name);

/* True if a template of the one kind makes the other: its own, and ODT and flat ODT each other. */
bool layout_kind_makes(enum document_kind kind, enum document_kind wanted);

/* The name that counts: the search's, the meeting's, else "standard". */
const char *layout_name(const struct layout_search *search, const struct meeting *meeting);

/*
 * Finds and compiles the meeting's template. A layout by name is taken in the kind asked for, with
 * any_kind as DOCX where it is not there in it. A file must be of that kind, unless any_kind is set. Errors: [unknown-layout], [template-format],
 * and those of reading and compiling. NULL after an error.
 */
struct template *layout_compile(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, enum document_kind kind,
	bool any_kind);

/* A layout in one format. */
struct layout {
	struct template *template;
	const char *path;
	bool own; /* the municipality's, not one that comes with the program */
};

/*
 * Finds and compiles all that the meeting's layout is there as: the file, or the layout by that name in
 * each format. layouts has room for DOCUMENT_KINDS; returns how many could be compiled. Errors as
 * above; [unknown-layout] where there is no format of it.
 */
size_t layout_compile_all(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, struct layout *layouts);

/* Reads and compiles one template file. */
struct template *layout_compile_file(
	struct arena *arena, struct report *report, const struct place *place, const char *path);

#endif
