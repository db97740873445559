#ifndef REFERENT_TEMPLATE_SCAN_H
#define REFERENT_TEMPLATE_SCAN_H

#include "template/syntax.h"

/* Finds the tags in a text. */

enum tag_kind {
	TAG_PRINT,     /* {{ … }} */
	TAG_STATEMENT, /* {% … %} */
	TAG_COMMENT,   /* {# … #} */
	TAG_LITERAL,   /* {_{ }_} {_% %_}, which print delimiters */
	TAG_RAW,       /* {% raw %}, {% endraw %} */
	TAG_BAD        /* an opening delimiter without its end; reported */
};

/* What a tag asks to be lifted to by a letter after its delimiter; documents only. */
enum tag_lift { TAG_LIFT_NONE, TAG_LIFT_PARAGRAPH, TAG_LIFT_ROW, TAG_LIFT_CELL, TAG_LIFT_RUN };

struct tag {
	enum tag_kind kind;
	enum tag_lift lift;
	size_t start, end;   /* with the delimiters */
	size_t inside, stop; /* without delimiters, lift and trim signs */
	char before, after;  /* '-' or '+' at either end, or NUL */
	const char *literal; /* TAG_LITERAL */
};

struct scanner {
	struct arena *arena;
	struct report *report;
	const struct source *source;
	bool document;  /* knows the lifting letters */
	bool raw;       /* inside {% raw %}; carry it on from paragraph to paragraph */
	size_t at;      /* where to look next */
	unsigned fails; /* tags without an end so far */
	const struct source *raw_source; /* where the latest {% raw %} stands */
	size_t raw_at;
};

/* The next tag, or false when there is none. Errors: [tag-open]; a closing delimiter that belongs
 * to no tag is a warning [tag-close] in documents. */
bool scan_next(struct scanner *scanner, struct tag *tag);

/* Once all texts have been looked through: reports [tag-open] for a raw that is never ended. */
void scan_finish(struct scanner *scanner);

/* True if the text has an opening delimiter anywhere. */
bool scan_needed(const char *text, size_t length);

#endif
