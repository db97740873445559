#ifndef REFERENT_API_MAKE_H
#define REFERENT_API_MAKE_H

#include "base/date.h"
#include "api/call.h"
#include "template/template.h"

/* A template and values become the bytes of one document, in the format that was asked for. */

/* "docx": the format's name, which its files end in. */
const char *make_format_name(enum referent_format format);

/* Which kind of template makes the format; PDF is made from ODT, which LibreOffice knows best. */
enum document_kind make_template_kind(enum referent_format format);

/* True if a template of that kind can make the format. */
bool make_possible(enum document_kind kind, enum referent_format format);

/* What a document says of its edition, to be known again. */
const char *make_edition_stamp(enum referent_edition edition);

/* Reports a template that cannot make what was asked for, or would not say that it is internal. */
void make_check_template(struct call *call, const struct template *template);

/* What a document is made of, beside the options. */
struct making {
	struct template *template;
	const struct value_map *values;
	enum template_mode mode;
	const char *stamp;            /* one of the result_… */
	struct output_fields *fields; /* of a fillable document, or NULL */
	struct date modified;         /* where the options do not say */
};

/* How many of the fields the document that was made has no place for. */
size_t make_count_unwritten(const struct output_fields *fields);

/*
 * Makes the document and the call's result of it; path is where it goes without other wishes, or
 * NULL. Does nothing after an error but report it.
 */
void make_document(struct call *call, const struct making *making, const char *path);

#endif
