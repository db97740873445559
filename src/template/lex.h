#ifndef REFERENT_TEMPLATE_LEX_H
#define REFERENT_TEMPLATE_LEX_H

#include "template/syntax.h"

/* The words and signs inside a tag. */

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_TEXT,
	TOKEN_INTEGER,
	TOKEN_REAL,
	TOKEN_SIGN, /* sign holds it: one character, or one of the SIGN_ */
	TOKEN_BAD   /* reported */
};

enum {
	SIGN_POWER = 256, /* ** */
	SIGN_FLOOR,       /* // */
	SIGN_EQUAL,
	SIGN_UNEQUAL,
	SIGN_LESS_EQUAL,
	SIGN_GREATER_EQUAL
};

struct token {
	enum token_kind kind;
	int sign;
	struct value_text text; /* TOKEN_NAME, TOKEN_TEXT (its value), else as written */
	int64_t integer;
	double real;
	uint32_t offset; /* in the source */
};

/* Reads the tokens of [start, end) of the source. A character that begins no token, a text without
 * an end, a number too large are reported [tag-syntax] and come as TOKEN_BAD. The last token is
 * TOKEN_END. */
struct token *lex(struct arena *arena, struct report *report, const struct source *source,
	size_t start, size_t end, size_t *count);

/* True for a minus, and for the hyphens and dashes that a word processor makes of one. */
bool lex_is_minus(uint32_t code_point);
/* What a quotation mark that begins a text may be closed by. */
bool lex_is_quote(uint32_t code_point);
/* The offset behind the text literal that begins at offset, or end if it is never closed. */
size_t lex_skip_text(const char *text, size_t offset, size_t end);

#endif
