#include "template/parse.h"

#include "base/buf.h"
#include "base/i18n.h"

#include <string.h>

void parser_init(struct parser *parser, struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end)
{
	*parser = (struct parser){.arena = arena, .report = report, .source = source};
	parser->tokens = lex(arena, report, source, start, end, &parser->count);
	for (size_t i = 0; i < parser->count && !parser->failed; i++)
		parser->failed = parser->tokens[i].kind == TOKEN_BAD;
}

const struct token *parser_token(const struct parser *parser)
{
	return &parser->tokens[parser->failed ? parser->count - 1 : parser->at];
}

const struct token *parser_next_token(const struct parser *parser)
{
	bool last = parser->failed || parser->at + 1 >= parser->count;
	return &parser->tokens[last ? parser->count - 1 : parser->at + 1];
}

void parser_advance(struct parser *parser)
{
	if (parser->at + 1 < parser->count)
		parser->at++;
}

bool token_is_sign(const struct token *token, int sign)
{
	return token->kind == TOKEN_SIGN && token->sign == sign;
}

bool token_is_name(const struct token *token, const char *name)
{
	return token->kind == TOKEN_NAME && token->text.length == strlen(name) &&
	       memcmp(token->text.bytes, name, token->text.length) == 0;
}

bool parser_skip_sign(struct parser *parser, int sign)
{
	if (!token_is_sign(parser_token(parser), sign))
		return false;
	parser_advance(parser);
	return true;
}

bool parser_skip_name(struct parser *parser, const char *name)
{
	if (!token_is_name(parser_token(parser), name))
		return false;
	parser_advance(parser);
	return true;
}

void parser_error(struct parser *parser, const struct token *token, const char *format, ...)
{
	if (parser->failed)
		return;
	struct buf message;
	va_list arguments;
	buf_init(&message, parser->arena);
	va_start(arguments, format);
	buf_vprintf(&message, format, arguments);
	va_end(arguments);
	struct place place =
		source_place(report_arena(parser->report), parser->source, token->offset);
	report_error(parser->report, &place, "tag-syntax", "%s", buf_text(&message));
	parser->failed = true;
}

void parser_check_count(struct parser *parser, size_t count)
{
	if (count >= PARSE_MOST)
		parser_error(parser, parser_token(parser), tr("more than %d of these are too many"),
			PARSE_MOST);
}

void parser_expected(struct parser *parser, const char *what)
{
	const struct token *token = parser_token(parser);
	if (token->kind == TOKEN_END)
		parser_error(parser, token, tr("expected %s before the tag's end"), what);
	else if (token->kind == TOKEN_TEXT)
		parser_error(
			parser, token, tr("expected %s before the text in quotation marks"), what);
	else
		parser_error(parser, token, tr("expected %s, not '%.*s'"), what,
			(int)token->text.length, token->text.bytes);
}

bool parser_expect_sign(struct parser *parser, char sign)
{
	const char what[] = {'\'', sign, '\'', '\0'};
	if (parser_skip_sign(parser, sign))
		return true;
	parser_expected(parser, what);
	return false;
}

bool parser_expect_end(struct parser *parser)
{
	if (parser_token(parser)->kind == TOKEN_END)
		return !parser->failed;
	parser_expected(parser, tr("an operator or the tag's end"));
	return false;
}

struct value_text parser_expect_name(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	if (token->kind != TOKEN_NAME) {
		parser_expected(parser, tr("a name"));
		return (struct value_text){NULL, 0};
	}
	parser_advance(parser);
	return token->text;
}

struct expr *expr_open(struct parser *parser, enum expr_kind kind, const struct token *token)
{
	struct expr *expr = arena_alloc(parser->arena, sizeof *expr);
	expr->kind = kind;
	expr->offset = token->offset;
	expr->source = parser->source;
	return expr;
}

static void count_depth(struct expr *expr, const struct expr *child)
{
	if (child != NULL && child->depth >= expr->depth)
		expr->depth = child->depth + 1;
}

struct expr *expr_close(struct parser *parser, struct expr *expr)
{
	expr->depth = 1;
	count_depth(expr, expr->left);
	count_depth(expr, expr->right);
	count_depth(expr, expr->condition);
	for (size_t i = 0; i < expr->count; i++)
		count_depth(expr, expr->items[i]);
	for (size_t i = 0; expr->arguments != NULL && i < expr->arguments->count; i++)
		count_depth(expr, expr->arguments->positional[i]);
	for (size_t i = 0; expr->arguments != NULL && i < expr->arguments->keyword_count; i++)
		count_depth(expr, expr->arguments->keywords[i]);
	if (expr->depth > TEMPLATE_MAX_DEPTH && !parser->failed) {
		struct place place =
			source_place(report_arena(parser->report), parser->source, expr->offset);
		report_error(parser->report, &place, "template-limit",
			tr("the expression is nested more than %d deep; divide it with 'set'"),
			TEMPLATE_MAX_DEPTH);
		parser->failed = true;
	}
	return expr;
}

void expr_push(struct parser *parser, struct expr *expr, size_t *capacity, struct expr *item)
{
	expr->items = arena_grow(
		parser->arena, expr->items, expr->count, capacity, sizeof(struct expr *));
	expr->items[expr->count++] = item;
}

static struct expr *operation(struct parser *parser, enum expr_kind kind, const struct token *token,
	struct expr *left, struct expr *right)
{
	struct expr *expr = expr_open(parser, kind, token);
	expr->left = left;
	expr->right = right;
	return expr_close(parser, expr);
}

/* The operator of a token at a level of precedence, as EXPR_BINARY stores it, or 0. */
static char operator_of(const struct token *token, const char *level)
{
	if (token->kind != TOKEN_SIGN)
		return '\0';
	char op = token->sign == SIGN_POWER   ? 'p'
		  : token->sign == SIGN_FLOOR ? 'f'
		  : token->sign < 128         ? (char)token->sign
					      : '?';
	return strchr(level, op) != NULL ? op : '\0';
}

/* Left-associative operators of one level over operands of the next. */
static struct expr *parse_level(
	struct parser *parser, const char *level, struct expr *(*operand)(struct parser *parser))
{
	struct expr *left = operand(parser);
	char op;
	while ((op = operator_of(parser_token(parser), level)) != '\0') {
		const struct token *token = parser_token(parser);
		parser_advance(parser);
		struct expr *right = operand(parser);
		left = operation(parser, EXPR_BINARY, token, left, right);
		left->op = op;
	}
	return left;
}

static struct expr *parse_operand(struct parser *parser)
{
	return parse_unary(parser, true);
}

static struct expr *parse_power(struct parser *parser)
{
	return parse_level(parser, "p", parse_operand);
}

static struct expr *parse_product(struct parser *parser)
{
	return parse_level(parser, "*/f%", parse_power);
}

static struct expr *parse_concat(struct parser *parser)
{
	struct expr *first = parse_product(parser);
	size_t capacity = 0;
	const struct token *token = parser_token(parser);
	if (!token_is_sign(token, '~'))
		return first;
	struct expr *expr = expr_open(parser, EXPR_CONCAT, token);
	expr_push(parser, expr, &capacity, first);
	while (parser_skip_sign(parser, '~'))
		expr_push(parser, expr, &capacity, parse_product(parser));
	return expr_close(parser, expr);
}

static struct expr *parse_sum(struct parser *parser)
{
	return parse_level(parser, "+-", parse_concat);
}

/* Passes over a comparison; false if none stands here. */
static bool take_comparison(struct parser *parser, enum comparison *comparison)
{
	static const struct {
		int sign;
		enum comparison comparison;
	} signs[] = {{SIGN_EQUAL, COMPARE_EQUAL}, {SIGN_UNEQUAL, COMPARE_UNEQUAL},
		{'<', COMPARE_LESS}, {SIGN_LESS_EQUAL, COMPARE_LESS_EQUAL}, {'>', COMPARE_GREATER},
		{SIGN_GREATER_EQUAL, COMPARE_GREATER_EQUAL}};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (parser_skip_sign(parser, signs[i].sign)) {
			*comparison = signs[i].comparison;
			return true;
		}
	}
	*comparison = COMPARE_IN;
	if (parser_skip_name(parser, "in"))
		return true;
	if (!token_is_name(parser_token(parser), "not") ||
		!token_is_name(parser_next_token(parser), "in"))
		return false;
	parser_advance(parser);
	parser_advance(parser);
	*comparison = COMPARE_NOT_IN;
	return true;
}

static struct expr *parse_compare(struct parser *parser)
{
	const struct token *token;
	struct expr *left = parse_sum(parser), *expr = NULL;
	enum comparison comparison;
	size_t item_capacity = 0, capacity = 0;
	while (token = parser_token(parser), take_comparison(parser, &comparison)) {
		if (expr == NULL) {
			expr = expr_open(parser, EXPR_COMPARE, token);
			expr->left = left;
		}
		expr->comparisons = arena_grow(parser->arena, expr->comparisons, expr->count,
			&capacity, sizeof *expr->comparisons);
		expr->comparisons[expr->count] = comparison;
		expr_push(parser, expr, &item_capacity, parse_sum(parser));
	}
	return expr ? expr_close(parser, expr) : left;
}

/* True while there is room for one more level of recursion; reports when there is none. */
static bool descend(struct parser *parser)
{
	if (++parser->depth <= 2 * TEMPLATE_MAX_DEPTH || parser->failed)
		return !parser->failed;
	struct place place = source_place(
		report_arena(parser->report), parser->source, parser_token(parser)->offset);
	report_error(parser->report, &place, "template-limit",
		tr("the expression is nested more than %d deep; divide it with 'set'"),
		TEMPLATE_MAX_DEPTH);
	parser->failed = true;
	return false;
}

static struct expr *parse_not(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	if (!token_is_name(token, "not"))
		return parse_compare(parser);
	struct expr *expr = NULL;
	parser_advance(parser);
	if (descend(parser))
		expr = operation(parser, EXPR_NOT, token, parse_not(parser), NULL);
	parser->depth--;
	return expr;
}

static struct expr *parse_and(struct parser *parser)
{
	struct expr *left = parse_not(parser);
	const struct token *token;
	while (token = parser_token(parser), parser_skip_name(parser, "and"))
		left = operation(parser, EXPR_AND, token, left, parse_not(parser));
	return left;
}

static struct expr *parse_or(struct parser *parser)
{
	struct expr *left = parse_and(parser);
	const struct token *token;
	while (token = parser_token(parser), parser_skip_name(parser, "or"))
		left = operation(parser, EXPR_OR, token, left, parse_and(parser));
	return left;
}

struct expr *parse_expression(struct parser *parser, bool condition)
{
	struct expr *expr = NULL;
	const struct token *token;
	if (descend(parser)) {
		expr = parse_or(parser);
		while (condition &&
			(token = parser_token(parser), parser_skip_name(parser, "if"))) {
			struct expr *choice = expr_open(parser, EXPR_IF, token);
			choice->left = expr;
			choice->condition = parse_or(parser);
			if (parser_skip_name(parser, "else"))
				choice->right = parse_expression(parser, true);
			expr = expr_close(parser, choice);
		}
	}
	parser->depth--;
	return expr;
}

struct expr *parse_unary(struct parser *parser, bool filters)
{
	const struct token *token = parser_token(parser);
	struct expr *expr = NULL;
	if (descend(parser)) {
		if (parser_skip_sign(parser, '-'))
			expr = operation(
				parser, EXPR_NEGATE, token, parse_unary(parser, false), NULL);
		else if (parser_skip_sign(parser, '+'))
			expr = operation(
				parser, EXPR_PLUS, token, parse_unary(parser, false), NULL);
		else
			expr = parse_primary(parser);
		expr = parse_postfix(parser, expr);
		if (filters)
			expr = parse_filter_chain(parser, expr);
	}
	parser->depth--;
	return expr;
}
