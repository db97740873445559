#include "template/parse.h"

#include "base/buf.h"
#include "base/i18n.h"

#include <string.h>

static bool is_reserved(const struct token *token)
{
	static const char *const words[] = {"and", "or", "not", "in", "is", "if", "else"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (token_is_name(token, words[i]))
			return true;
	}
	return false;
}

static struct expr *literal(struct parser *parser, const struct token *token, struct value value)
{
	struct expr *expr = expr_open(parser, EXPR_LITERAL, token);
	expr->literal = value;
	return expr_close(parser, expr);
}

/* Names that always mean the same. */
static const struct {
	const char *name;
	enum value_kind kind;
	bool boolean;
} constants[] = {{"true", VALUE_BOOL, true}, {"True", VALUE_BOOL, true},
	{"false", VALUE_BOOL, false}, {"False", VALUE_BOOL, false}, {"none", VALUE_NONE, false},
	{"None", VALUE_NONE, false}};

static const size_t constant_count = sizeof constants / sizeof constants[0];

static struct expr *parse_name(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	if (is_reserved(token)) {
		parser_expected(parser, tr("a value"));
		return NULL;
	}
	parser_advance(parser);
	for (size_t i = 0; i < constant_count; i++) {
		if (token_is_name(token, constants[i].name))
			return literal(parser, token,
				(struct value){.kind = constants[i].kind,
					.boolean = constants[i].boolean});
	}
	if (token_is_name(token, "caller"))
		parser->uses |= USES_CALLER;
	else if (token_is_name(token, "varargs"))
		parser->uses |= USES_VARARGS;
	else if (token_is_name(token, "kwargs"))
		parser->uses |= USES_KWARGS;
	struct expr *expr = expr_open(parser, EXPR_NAME, token);
	expr->name = token->text;
	return expr_close(parser, expr);
}

/* Texts that follow each other are one. */
static struct expr *parse_texts(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	struct value_text text = token->text;
	parser_advance(parser);
	if (parser_token(parser)->kind == TOKEN_TEXT) {
		struct buf joined;
		buf_init(&joined, parser->arena);
		buf_append(&joined, text.bytes, text.length);
		for (; parser_token(parser)->kind == TOKEN_TEXT; parser_advance(parser))
			buf_append(&joined, parser_token(parser)->text.bytes,
				parser_token(parser)->text.length);
		text = (struct value_text){buf_text(&joined), joined.length};
	}
	return literal(parser, token, value_text_n(text.bytes, text.length));
}

static struct expr *parse_list(struct parser *parser)
{
	struct expr *expr = expr_open(parser, EXPR_LIST, parser_token(parser));
	size_t capacity = 0;
	parser_advance(parser);
	while (!parser->failed && !token_is_sign(parser_token(parser), ']')) {
		expr_push(parser, expr, &capacity, parse_expression(parser, true));
		if (!parser_skip_sign(parser, ','))
			break;
	}
	parser_expect_sign(parser, ']');
	return expr_close(parser, expr);
}

static struct expr *parse_map(struct parser *parser)
{
	struct expr *expr = expr_open(parser, EXPR_MAP, parser_token(parser));
	size_t capacity = 0;
	parser_advance(parser);
	while (!parser->failed && !token_is_sign(parser_token(parser), '}')) {
		expr_push(parser, expr, &capacity, parse_expression(parser, true));
		parser_expect_sign(parser, ':');
		expr_push(parser, expr, &capacity, parse_expression(parser, true));
		if (!parser_skip_sign(parser, ','))
			break;
	}
	parser_expect_sign(parser, '}');
	return expr_close(parser, expr);
}

/* What may end a tuple without parentheses after a comma. */
static bool ends_tuple(const struct token *token)
{
	return token->kind == TOKEN_END || token_is_sign(token, ')') ||
	       token_is_name(token, "in") || token_is_name(token, "if") ||
	       token_is_name(token, "recursive");
}

struct expr *parse_tuple(struct parser *parser, bool condition)
{
	const struct token *token = parser_token(parser);
	struct expr *first = parse_expression(parser, condition);
	size_t capacity = 0;
	if (!token_is_sign(parser_token(parser), ','))
		return first;
	struct expr *expr = expr_open(parser, EXPR_TUPLE, token);
	expr_push(parser, expr, &capacity, first);
	while (parser_skip_sign(parser, ',') && !ends_tuple(parser_token(parser)))
		expr_push(parser, expr, &capacity, parse_expression(parser, condition));
	return expr_close(parser, expr);
}

static struct expr *parse_parentheses(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	struct expr *expr;
	parser_advance(parser);
	if (token_is_sign(parser_token(parser), ')'))
		expr = expr_close(parser, expr_open(parser, EXPR_TUPLE, token));
	else
		expr = parse_tuple(parser, true);
	parser_expect_sign(parser, ')');
	return expr;
}

struct expr *parse_primary(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	switch (token->kind) {
	case TOKEN_NAME:
		return parse_name(parser);
	case TOKEN_TEXT:
		return parse_texts(parser);
	case TOKEN_INTEGER:
		parser_advance(parser);
		return literal(parser, token, value_int(token->integer));
	case TOKEN_REAL:
		parser_advance(parser);
		return literal(parser, token, value_float(token->real));
	default:
		if (token_is_sign(token, '('))
			return parse_parentheses(parser);
		if (token_is_sign(token, '['))
			return parse_list(parser);
		if (token_is_sign(token, '{'))
			return parse_map(parser);
		parser_expected(parser, tr("a value"));
		return NULL;
	}
}

static struct expr *parse_attribute(struct parser *parser, struct expr *left)
{
	parser_advance(parser);
	const struct token *token = parser_token(parser);
	if (token->kind == TOKEN_INTEGER) {
		struct expr *expr = expr_open(parser, EXPR_ITEM, token);
		parser_advance(parser);
		expr->left = left;
		expr->right = literal(parser, token, value_int(token->integer));
		return expr_close(parser, expr);
	}
	struct expr *expr = expr_open(parser, EXPR_ATTRIBUTE, token);
	expr->left = left;
	expr->name = parser_expect_name(parser);
	return expr_close(parser, expr);
}

/* One of the three parts of a slice, or NULL where it is left out. */
static struct expr *parse_bound(struct parser *parser)
{
	const struct token *token = parser_token(parser);
	if (token_is_sign(token, ':') || token_is_sign(token, ']'))
		return NULL;
	return parse_expression(parser, true);
}

static struct expr *parse_item(struct parser *parser, struct expr *left)
{
	const struct token *token = parser_token(parser);
	parser_advance(parser);
	struct expr *first = parse_bound(parser);
	size_t capacity = 0;
	if (!token_is_sign(parser_token(parser), ':')) {
		struct expr *expr = expr_open(parser, EXPR_ITEM, token);
		if (first == NULL)
			parser_expected(parser, tr("a value"));
		expr->left = left;
		expr->right = first;
		parser_expect_sign(parser, ']');
		return expr_close(parser, expr);
	}
	struct expr *expr = expr_open(parser, EXPR_SLICE, token);
	expr->left = left;
	expr_push(parser, expr, &capacity, first);
	for (int i = 0; i < 2; i++)
		expr_push(parser, expr, &capacity,
			parser_skip_sign(parser, ':') ? parse_bound(parser) : NULL);
	parser_expect_sign(parser, ']');
	return expr_close(parser, expr);
}

static struct expr *parse_call(struct parser *parser, struct expr *left)
{
	struct expr *expr = expr_open(parser, EXPR_CALL, parser_token(parser));
	expr->left = left;
	if (left != NULL)
		expr->offset = left->offset;
	expr->arguments = parse_arguments(parser);
	return expr_close(parser, expr);
}

struct expr *parse_postfix(struct parser *parser, struct expr *expr)
{
	while (!parser->failed) {
		const struct token *token = parser_token(parser);
		if (token_is_sign(token, '.'))
			expr = parse_attribute(parser, expr);
		else if (token_is_sign(token, '['))
			expr = parse_item(parser, expr);
		else if (token_is_sign(token, '('))
			expr = parse_call(parser, expr);
		else
			break;
	}
	return expr;
}

static void parse_target_name(struct parser *parser, struct target *target, bool space)
{
	const struct token *token = parser_token(parser);
	bool constant = false;
	for (size_t i = 0; i < constant_count; i++)
		constant = constant || token_is_name(token, constants[i].name);
	if (constant || is_reserved(token)) {
		parser_expected(parser, tr("a name"));
		return;
	}
	target->name = parser_expect_name(parser);
	if (space && parser_skip_sign(parser, '.'))
		target->attribute = parser_expect_name(parser);
}

static void parse_target_list(struct parser *parser, struct target *target, bool space);

static void parse_target_part(struct parser *parser, struct target *target, bool space)
{
	target->offset = parser_token(parser)->offset;
	target->source = parser->source;
	if (!parser_skip_sign(parser, '(')) {
		parse_target_name(parser, target, space);
		return;
	}
	if (++parser->depth > 2 * TEMPLATE_MAX_DEPTH)
		parser_expected(parser, tr("a name"));
	parse_target_list(parser, target, false);
	parser->depth--;
	parser_expect_sign(parser, ')');
}

static void parse_target_list(struct parser *parser, struct target *target, bool space)
{
	struct target first = {0};
	size_t capacity = 0;
	parse_target_part(parser, &first, space);
	if (!token_is_sign(parser_token(parser), ',')) {
		*target = first;
		return;
	}
	target->offset = first.offset;
	target->source = parser->source;
	target->items = arena_grow(parser->arena, NULL, 0, &capacity, sizeof *target->items);
	target->items[target->count++] = first;
	while (parser_skip_sign(parser, ',') && !ends_tuple(parser_token(parser)) &&
		!token_is_sign(parser_token(parser), '=')) {
		target->items = arena_grow(parser->arena, target->items, target->count, &capacity,
			sizeof *target->items);
		target->items[target->count] = (struct target){0};
		parser_check_count(parser, target->count);
		parse_target_part(parser, &target->items[target->count++], false);
	}
}

struct target *parse_target(struct parser *parser, bool space)
{
	struct target *target = arena_alloc(parser->arena, sizeof *target);
	parse_target_list(parser, target, space);
	return target;
}
