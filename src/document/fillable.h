#ifndef REFERENT_DOCUMENT_FILLABLE_H
#define REFERENT_DOCUMENT_FILLABLE_H

#include "document/output.h"

/* What both formats do with the fields of a fillable document. */

/* True if the field is to be written: one of a name, the first one that is printed. */
bool fillable_take(struct output *output, const struct markup_field *field);

/* The names of the properties that say which fields there are all begin with this. */
#define FILLABLE_PROPERTY "referent-felter"
bool fillable_is_property(const char *name);

/* Stands in that text between the fields and what is said of the text around them. */
#define FILLABLE_AROUND " | "

/*
 * What the document says of its fields and of the text around them, or NULL if it has none. It goes
 * into as many properties as it has pieces, for Word cuts the text of one off after 255 characters.
 */
const char *fillable_text(const struct output *output);
/* The next piece of that text, at *text, which is moved on; nothing at its end. No piece begins or
 * ends with a blank. */
struct bytes fillable_piece(const char **text);
/* The name of a piece's property: the first one's is FILLABLE_PROPERTY, then come "…-2", "…-3". */
const char *fillable_property(struct arena *arena, unsigned number);

#endif
