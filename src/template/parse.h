#ifndef REFERENT_TEMPLATE_PARSE_H
#define REFERENT_TEMPLATE_PARSE_H

#include "template/lex.h"
#include "template/syntax.h"

/* Most arguments of a call, parameters of a macro, names in an assignment. */
enum { PARSE_MOST = 1000 };

/*
 * Expressions, with the grammar and the precedence of Jinja2 3.1. The first fault in a tag is
 * reported [tag-syntax]; from then on the parser stands at the tag's end and what it returns is
 * NULL or incomplete. Unknown filters and tests and wrong numbers of arguments are reported too,
 * but do not end the parsing.
 */
struct parser {
	struct arena *arena;
	struct report *report;
	const struct source *source;
	struct token *tokens;
	size_t count;
	size_t at;
	unsigned depth;
	unsigned uses; /* of enum statement_uses */
	bool failed;
};

/* Begins with the tag's inside [start, end). */
void parser_init(struct parser *parser, struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end);

const struct token *parser_token(const struct parser *parser);
/* The token after it. */
const struct token *parser_next_token(const struct parser *parser);
void parser_advance(struct parser *parser);

bool token_is_sign(const struct token *token, int sign);
bool token_is_name(const struct token *token, const char *name);

/* Passes over the token if it is this one. */
bool parser_skip_sign(struct parser *parser, int sign);
bool parser_skip_name(struct parser *parser, const char *name);

/* As these, but anything else is an error. */
bool parser_expect_sign(struct parser *parser, char sign);
bool parser_expect_end(struct parser *parser);
/* Any name; its text, or bytes NULL after an error. */
struct value_text parser_expect_name(struct parser *parser);

/* Reports [tag-syntax] at the token and ends the parsing; silent after the first. */
void parser_error(struct parser *parser, const struct token *token, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* As this when there are count of something and no room for one more. */
void parser_check_count(struct parser *parser, size_t count);
/* "expected …, not 'x'" at the current token. */
void parser_expected(struct parser *parser, const char *what);

/* A whole expression; without `condition` no inline if is taken. */
struct expr *parse_expression(struct parser *parser, bool condition);
/* Several with commas between are a tuple. */
struct expr *parse_tuple(struct parser *parser, bool condition);
/* `| name(…) | …`, or with `bare` the first without its bar, applied to left (may be NULL). */
struct expr *parse_filters(struct parser *parser, struct expr *left, bool bare);
/* What is assigned to; with `space` also ns.name. */
struct target *parse_target(struct parser *parser, bool space);

/* The rest is between parse.c, parse_value.c and parse_call.c. */

struct expr *parse_unary(struct parser *parser, bool filters);
/* literals, names, lists …; with what stands right behind them: .name [item] (call) */
struct expr *parse_primary(struct parser *parser);
struct expr *parse_postfix(struct parser *parser, struct expr *expr);
struct arguments *parse_arguments(struct parser *parser);
struct expr *parse_filter_chain(struct parser *parser, struct expr *expr);

/* Makes a node; finish it with expr_close() once its children are set. */
struct expr *expr_open(struct parser *parser, enum expr_kind kind, const struct token *token);
struct expr *expr_close(struct parser *parser, struct expr *expr);
void expr_push(struct parser *parser, struct expr *expr, size_t *capacity, struct expr *item);

#endif
