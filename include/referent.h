/*
 * referent: agendas and minutes from YAML through templates.
 *
 * A context gathers the diagnostics of the calls made with it. Calls return REFERENT_OK exactly
 * when they added no error. Strings that the library returns belong to the context or to the
 * result they were found in and are valid until that is destroyed. A context is used by one thread
 * at a time; several contexts are independent of each other. The library prints nothing, never
 * exits and keeps no state outside its contexts. Messages are in the language that the process's
 * locale (LC_MESSAGES) asks of gettext at the time of the call.
 */
#ifndef REFERENT_H
#define REFERENT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define REFERENT_API __attribute__((visibility("default")))
#else
#define REFERENT_API
#endif

/* Outcome of a call; the values are the program's exit statuses. */
enum referent_status {
	REFERENT_OK = 0,
	REFERENT_INPUT = 1, /* a fault in the files that were read, or a limit passed */
	REFERENT_USAGE = 2, /* the call makes no sense as it is */
	REFERENT_SYSTEM = 3 /* a file that cannot be opened or written, no memory, no LibreOffice */
};

enum referent_document {
	REFERENT_AGENDA,     /* dagsorden: no decisions, no absentees */
	REFERENT_MINUTES,    /* referat */
	REFERENT_SUPPLEMENT, /* tillægsdagsorden: of what was added later, alone */
	REFERENT_EXTRACT /* protokoludskrift: single items of the minutes, and nothing of others */
};

enum referent_edition {
	REFERENT_PUBLIC,  /* closed content is removed before anything is rendered */
	REFERENT_INTERNAL /* everything, marked INTERN */
};

enum referent_format {
	REFERENT_DOCX,
	REFERENT_ODT,
	REFERENT_PDF,
	REFERENT_FODT, /* ODT in one XML file */
	REFERENT_HTML,
	REFERENT_MD,
	REFERENT_TXT /* any other plain text, also .ics and .csv templates */
};

enum referent_severity { REFERENT_WARNING, REFERENT_ERROR };

/* One fault that was found. Absent strings are NULL, absent numbers 0. */
struct referent_diagnostic {
	enum referent_severity severity;
	const char *id;      /* stable name of the kind of fault, "unknown-key" */
	const char *message; /* one line, in the user's language */
	const char *file;
	unsigned line, column;                /* 1-based, column in characters */
	const char *part;                     /* for templates: "word/document.xml" */
	unsigned paragraph, table, row, cell; /* 1-based, within the part; cell within its row */
	const char *visible;                  /* the paragraph's text around the fault */
	unsigned caret;   /* 1-based column of the fault in visible, in characters */
	const char *item; /* what was being rendered when it happened, "punkt 3" */
};

/* How a document is to be made. Zero it, then set what matters. */
struct referent_options {
	enum referent_document document;
	enum referent_edition edition;
	enum referent_format format;
	const char
		*template_name; /* a layout's name or a file; NULL: what the meeting's files say */
	const char *template_folder; /* where layouts by name are looked for first; NULL for none */
	/* REFERENT_SUPPLEMENT: the day on which they were added, "2024-11-04"; NULL for all. */
	const char *added_on;
	/* REFERENT_EXTRACT: which items, each by its number as printed or its id, one within an item
	 * as "parent/own"; at least one. */
	const char *const *items;
	size_t item_count;
	/* Date of the document's properties and archive entries, "2024-11-06"; NULL: the meeting's,
	 * else 1980-01-01. */
	const char *modified;
	/* The page numbers in contents as LibreOffice lays the document out (DOCX, ODT and flat ODT);
	 * they are what Word shows until somebody updates the fields. */
	bool measure;
	/* Fields to type decisions into, for all open items of an agenda and for the undecided ones of
	 * minutes; DOCX and ODT only. */
	bool fillable;
	/* referent_check_meeting(): what keeps the minutes from being published is an error. */
	bool final;
	bool strict; /* warnings count as errors */
	bool lax;    /* templates: an unknown name prints nothing, as in Jinja */
};

/* Which of the two is right where a filled-in document and the file of decisions differ. */
enum referent_choice { REFERENT_ASK, REFERENT_KEEP_FILE, REFERENT_USE_DOCUMENT };

/* What becomes of a field that somebody has typed into. */
enum referent_outcome {
	REFERENT_FIELD_NEW,       /* the file had nothing */
	REFERENT_FIELD_REPLACED,  /* the file had something else: REFERENT_USE_DOCUMENT */
	REFERENT_FIELD_UNCHANGED, /* the file says the same already */
	REFERENT_FIELD_KEPT       /* the file says something else: REFERENT_KEEP_FILE */
};

struct referent_field {
	/* The item's id, "parent/own" for one within an item; NULL in a form, which is of one item. */
	const char *item;
	const char *key; /* of its decision: "tekst", "udfald", "fraværende"; of the item */
	enum referent_outcome outcome;
};

/* Which tasks a list of what is to be done holds. Zero it, then set what matters. */
struct referent_tasks {
	const char *today;       /* "2024-11-13": older deadlines are late; NULL: none is */
	const char *responsible; /* the person's whole name or an ending of it; NULL: everybody */
	bool done;               /* those that are done too */
	bool csv;                /* REFERENT_TXT: separated values rather than a table */
};

/* A library's context; everything made with it lives until referent_destroy(). */
struct referent;

/* A finished document. Owned by the context. */
struct referent_result;

/* The library's version, "0.1.0". */
REFERENT_API const char *referent_version(void);

/* Makes a context; NULL when there is no memory. */
REFERENT_API struct referent *referent_create(void);

/* Releases a context with all results and strings that came from it. NULL is fine. */
REFERENT_API void referent_destroy(struct referent *referent);

/*
 * Reads the meeting at path (a YAML file, or a folder that holds møde.yaml; "-" is standard input)
 * and makes the document that options ask for. *result receives it, or NULL after an error.
 * Fails with REFERENT_INPUT for faults in the meeting, its files or the template, for a supplement of
 * nothing [no-supplement], and for an extract of an item that is not there [unknown-item] or that
 * the public edition does not show [item-closed]; with REFERENT_USAGE for an extract of no items, and for a
 * fillable document that is an extract or neither DOCX nor ODT.
 */
REFERENT_API enum referent_status referent_render_meeting(struct referent *referent,
	const char *path, const struct referent_options *options, struct referent_result **result);

/*
 * Makes the form in which a case officer writes one item of a body in a word processor: a fillable
 * DOCX or ODT with the parts and help texts of the organ's file (or the folder of that), through the
 * layout "formular", looked for as a meeting's own, or the one that options name. *result receives
 * it, or NULL after an error; its path is beside the organ's file. Fails with REFERENT_INPUT for
 * faults in the files and with REFERENT_USAGE for another format. Of options template, format, modified
 * and strict count.
 */
REFERENT_API enum referent_status referent_render_form(struct referent *referent, const char *organ,
	const struct referent_options *options, struct referent_result **result);

/*
 * Reads the meeting at path and everything that rendering it in both formats and editions would
 * read, and reports every problem. Nothing is made. The messages may quote what is closed.
 */
REFERENT_API enum referent_status referent_check_meeting(
	struct referent *referent, const char *path, const struct referent_options *options);

/*
 * Renders a template with any data: template_path is a DOCX, ODT, flat ODT or a text (.html, .md,
 * .txt, .ics, .csv), data_path a YAML or JSON mapping ("-" is standard input). The format must be the
 * template's own; ODT and flat ODT make each other, and a DOCX or ODT a PDF.
 */
REFERENT_API enum referent_status referent_render_template(struct referent *referent,
	const char *template_path, const char *data_path, const struct referent_options *options,
	struct referent_result **result);

/*
 * Looks for the faults of a template, without data, and tells what it asks of its data: the names
 * that it does not set itself, their keys, which of them are lists and which may be missing.
 * *result receives that as text in the user's language, a line for each name, or as one JSON
 * document; it has no path. NULL after an error.
 */
REFERENT_API enum referent_status referent_inspect_template(struct referent *referent,
	const char *template_path, bool json, const struct referent_options *options,
	struct referent_result **result);

/*
 * Reads what was typed into the fields of a fillable document (DOCX or ODT, also one that another
 * program has saved as the other of the two) back into the file at target: decisions into that of the
 * meeting that lies beside it, NULL for beslutninger.yaml beside the document; a form into the file of
 * an item, NULL for the document's name with .yaml. *result receives the file as it shall become,
 * everything that is not changed byte for byte, and what became of each field that was typed into;
 * nothing is written. Its path is the target, NULL where the file says everything already. Fails with
 * REFERENT_INPUT, for all fields at once, where a field differs from what the file says and choice is
 * REFERENT_ASK [collect-conflict], where the decision stands at the item itself [decision-elsewhere],
 * where fields were mixed up [field-mixed], where the help text of a form still stands
 * [help-text-left], and for a document that has no fields [not-fillable] or belongs to another meeting
 * [other-meeting]. Of options only strict counts.
 */
REFERENT_API enum referent_status referent_collect(struct referent *referent, const char *document,
	const char *target, enum referent_choice choice, const struct referent_options *options,
	struct referent_result **result);

/* The fields that somebody has typed into, of a result of referent_collect(). */
REFERENT_API size_t referent_field_count(const struct referent_result *result);
REFERENT_API const struct referent_field *referent_field(
	const struct referent_result *result, size_t index);
/* How the meeting beside the file of a collected form names that under `punkter`; NULL where there is
 * no meeting, where it does so already, and for other results. */
REFERENT_API const char *referent_agenda_entry(const struct referent_result *result);

/*
 * The JSON Schema (2020-12) of the YAML files that a meeting is made of. It goes for all of them at
 * once; each kind of file is a definition of its own in "$defs": møde, organ, kommune, punkt,
 * beslutninger. The result has no path.
 */
REFERENT_API enum referent_status referent_schema(
	struct referent *referent, struct referent_result **result);

/*
 * Begins the next meeting of a body: the møde.yaml that its organ's file (or the folder of that) gives
 * for a date, "2024-11-13". after is the meeting before, from which comes again what was postponed and
 * what is still to be done; or NULL. folder is the meeting's; NULL for one named by the date beside
 * the organ's file. Fails with REFERENT_INPUT for faults in the files and [meeting-exists].
 */
REFERENT_API enum referent_status referent_new_meeting(struct referent *referent, const char *organ,
	const char *date, const char *after, const char *folder, struct referent_result **result);

/*
 * Lists who owes what until when (opfølgning) over the meetings at paths. A folder that holds no
 * meeting stands for those in the folders below it. What several meetings of a body say of a task is
 * one row; rows are sorted by deadline, then by body. REFERENT_TXT is a table with columns, or
 * separated values with semicolons as spreadsheets read them; every other format goes through the
 * layout "opfoelgning", looked for as a meeting's own, or the one that options name. The result has a
 * path where paths is one folder. Fails with REFERENT_INPUT for faults in any of the meetings,
 * [no-meetings] and [bad-date].
 */
REFERENT_API enum referent_status referent_follow_up(struct referent *referent,
	const char *const *paths, size_t count, const struct referent_tasks *tasks,
	const struct referent_options *options, struct referent_result **result);

/* The document's bytes. */
REFERENT_API const void *referent_result_data(const struct referent_result *result, size_t *size);

/*
 * Where the document goes without other wishes: beside the meeting,
 * "…/2024-11-06-direktionen-dagsorden.docx", or beside a bare template's data. NULL when that came
 * from standard input, and for an extract of so many items that a name cannot tell them.
 */
REFERENT_API const char *referent_result_path(const struct referent_result *result);

/* How referent_save() treats a file that is there already. */
enum referent_replace {
	/* Only one that referent wrote, of the same edition, and that nobody has changed since. */
	REFERENT_REPLACE_UNCHANGED,
	/* Any file that is not of the other edition, nor a fillable document that somebody has changed
	 * since. Markdown and plain text tell no edition: there only a file that already says what
	 * would be written. */
	REFERENT_REPLACE_SAME_EDITION,
	/* Any file but one that is known to be of the other edition. */
	REFERENT_REPLACE_ANY
};

/*
 * Writes the result to a file, whole or not at all. A file that replace protects is a fault
 * [file-changed] or [other-edition] (REFERENT_INPUT); what cannot be written is REFERENT_SYSTEM. The
 * folder of a new meeting is made.
 */
REFERENT_API enum referent_status referent_save(struct referent *referent,
	const struct referent_result *result, const char *path, enum referent_replace replace);

/* Writes the result to standard output. */
REFERENT_API enum referent_status referent_print(
	struct referent *referent, const struct referent_result *result);

/* The context's diagnostics, in order of file and line. The library keeps at most 100. */
REFERENT_API size_t referent_diagnostic_count(const struct referent *referent);
REFERENT_API const struct referent_diagnostic *referent_diagnostic(
	const struct referent *referent, size_t index);
/* How many more there were than are kept. */
REFERENT_API size_t referent_diagnostics_dropped(const struct referent *referent);

#ifdef __cplusplus
}
#endif

#endif
