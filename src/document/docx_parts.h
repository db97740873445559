#ifndef REFERENT_DOCUMENT_DOCX_PARTS_H
#define REFERENT_DOCUMENT_DOCX_PARTS_H

#include "document/internal.h"

/* What is in a DOCX that is read: its parts by their relationships, its styles. */

void docx_find_parts(struct document *document, struct report *report);

/* The name of the entry that a target in the relationships of a source means, or NULL. */
char *docx_resolve(struct arena *arena, const char *source, const char *target);

/* The entry that holds the relationships of another one; "" stands for the package itself. */
const char *docx_relations_entry(struct document *document, const char *source);

/* The relationships in such an entry, elements rel:Relationship. NULL without one or after an error. */
struct xml_document *docx_relations(struct document *document, const char *entry);

/* True for a relationship that leads out of the package; LibreOffice does not mind the case. */
bool docx_is_external(const struct xml_event *relation);

/* The target of a part's relationship to something outside of the package, or NULL. */
const char *docx_external_target(struct part *part, const char *id);

/* The entry that the main part is related to by a type, "numbering"; or NULL. */
const char *docx_related_part(struct document *document, const char *type);

/* The outline level (1 to 9, 0 for body text) that the value of a w:outlineLvl means. */
unsigned docx_outline_level(const char *value);

/* The outline level of a paragraph style by its w:styleId. */
unsigned docx_style_level(const struct document *document, const char *style);

#endif
