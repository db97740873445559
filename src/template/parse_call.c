#include "template/parse.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/parameter.h"

#include <string.h>

static void parse_keyword(struct parser *parser, struct arguments *arguments, size_t *capacity)
{
	struct value_text name = parser_token(parser)->text;
	size_t names_capacity = *capacity;
	parser_check_count(parser, arguments->keyword_count);
	arguments->names = arena_grow(parser->arena, arguments->names, arguments->keyword_count,
		&names_capacity, sizeof *arguments->names);
	arguments->keywords = arena_grow(parser->arena, arguments->keywords,
		arguments->keyword_count, capacity, sizeof *arguments->keywords);
	for (size_t i = 0; i < arguments->keyword_count; i++) {
		if (arguments->names[i].length == name.length &&
			memcmp(arguments->names[i].bytes, name.bytes, name.length) == 0)
			parser_error(parser, parser_token(parser), tr("'%.*s' is given twice"),
				(int)name.length, name.bytes);
	}
	parser_advance(parser);
	parser_advance(parser);
	arguments->names[arguments->keyword_count] = name;
	arguments->keywords[arguments->keyword_count++] = parse_expression(parser, true);
}

static void parse_argument(
	struct parser *parser, struct arguments *arguments, size_t *capacity, size_t *keywords)
{
	const struct token *token = parser_token(parser);
	if (arguments->more_keywords != NULL)
		parser_error(parser, token, tr("nothing may follow '**' and its value"));
	else if (parser_skip_sign(parser, SIGN_POWER))
		arguments->more_keywords = parse_expression(parser, true);
	else if (token_is_sign(token, '*') && arguments->more == NULL) {
		parser_advance(parser);
		arguments->more = parse_expression(parser, true);
	} else if (token->kind == TOKEN_NAME && token_is_sign(parser_next_token(parser), '='))
		parse_keyword(parser, arguments, keywords);
	else if (arguments->keyword_count > 0 || arguments->more != NULL)
		parser_error(parser, token,
			tr("an argument without a name cannot stand after one with a name"));
	else {
		arguments->positional = arena_grow(parser->arena, arguments->positional,
			arguments->count, capacity, sizeof *arguments->positional);
		arguments->positional[arguments->count++] = parse_expression(parser, true);
	}
}

struct arguments *parse_arguments(struct parser *parser)
{
	struct arguments *arguments = arena_alloc(parser->arena, sizeof *arguments);
	size_t capacity = 0, keywords = 0;
	parser_expect_sign(parser, '(');
	while (!parser->failed && !token_is_sign(parser_token(parser), ')')) {
		parse_argument(parser, arguments, &capacity, &keywords);
		if (!parser_skip_sign(parser, ','))
			break;
	}
	parser_expect_sign(parser, ')');
	return arguments;
}

static void report_unknown(struct parser *parser, const struct expr *expr)
{
	bool test = expr->kind == EXPR_TEST;
	size_t count;
	const char *const *names =
		test ? test_names(parser->arena, &count) : filter_names(parser->arena, &count);
	const char *name = arena_strndup(parser->arena, expr->name.bytes, expr->name.length);
	const char *nearest = utf8_nearest(name, names, count);
	struct place place =
		source_place(report_arena(parser->report), parser->source, expr->offset);
	if (test && nearest)
		report_error(parser->report, &place, "unknown-test",
			tr("unknown test '%s'; did you mean '%s'?"), name, nearest);
	else if (test)
		report_error(parser->report, &place, "unknown-test", tr("unknown test '%s'"), name);
	else if (nearest)
		report_error(parser->report, &place, "unknown-filter",
			tr("unknown filter '%s'; did you mean '%s'?"), name, nearest);
	else
		report_error(
			parser->report, &place, "unknown-filter", tr("unknown filter '%s'"), name);
}

/* What can be said of the arguments before they have values. */
static void check_arguments(struct parser *parser, const struct expr *expr)
{
	static const struct arguments none;
	const struct filter *filter = expr->filter;
	const struct arguments *arguments = expr->arguments ? expr->arguments : &none;
	size_t parameters = parameter_count(filter->parameters);
	bool rest = filter->flags & FILTER_REST;
	struct place place =
		source_place(report_arena(parser->report), parser->source, expr->offset);
	for (size_t i = 0; i < arguments->keyword_count && !rest; i++) {
		struct value_text name = arguments->names[i];
		if (parameter_find(filter->parameters, name) == parameters)
			report_error(parser->report, &place, "bad-arguments",
				tr("'%s' has no argument named '%.*s'"), filter->name,
				(int)name.length, name.bytes);
	}
	if (arguments->more != NULL || arguments->more_keywords != NULL)
		return;
	if (arguments->count > parameters && !rest)
		report_error(parser->report, &place, "bad-arguments",
			trn("'%s' takes at most %zu argument", "'%s' takes at most %zu arguments",
				parameters),
			filter->name, parameters);
	if (arguments->count + arguments->keyword_count < filter->required)
		report_error(parser->report, &place, "bad-arguments",
			trn("'%s' needs %u argument", "'%s' needs %u arguments", filter->required),
			filter->name, filter->required);
}

static void look_up(struct parser *parser, struct expr *expr)
{
	if (parser->failed)
		return;
	expr->filter = expr->kind == EXPR_TEST ? test_find(expr->name.bytes, expr->name.length)
					       : filter_find(expr->name.bytes, expr->name.length);
	if (expr->filter == NULL)
		report_unknown(parser, expr);
	else
		check_arguments(parser, expr);
}

struct expr *parse_filters(struct parser *parser, struct expr *left, bool bare)
{
	while (bare || token_is_sign(parser_token(parser), '|')) {
		if (!bare)
			parser_advance(parser);
		bare = false;
		struct expr *expr = expr_open(parser, EXPR_FILTER, parser_token(parser));
		expr->left = left;
		expr->name = parser_expect_name(parser);
		if (token_is_sign(parser_token(parser), '('))
			expr->arguments = parse_arguments(parser);
		look_up(parser, expr);
		left = expr_close(parser, expr);
	}
	return left;
}

/* True if the token begins the one argument that a test takes without parentheses. */
static bool begins_argument(const struct token *token)
{
	static const char *const others[] = {"else", "or", "and", "if", "in", "not", "is"};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		if (token_is_name(token, others[i]))
			return false;
	}
	return token->kind == TOKEN_NAME || token->kind == TOKEN_TEXT ||
	       token->kind == TOKEN_INTEGER || token->kind == TOKEN_REAL ||
	       token_is_sign(token, '[') || token_is_sign(token, '{');
}

static struct expr *parse_test(struct parser *parser, struct expr *left)
{
	parser_advance(parser);
	const struct token *token = parser_token(parser);
	bool negated = parser_skip_name(parser, "not");
	struct expr *expr = expr_open(parser, EXPR_TEST, parser_token(parser));
	size_t capacity = 0;
	expr->left = left;
	expr->name = parser_expect_name(parser);
	if (token_is_sign(parser_token(parser), '('))
		expr->arguments = parse_arguments(parser);
	else if (token_is_name(parser_token(parser), "is"))
		parser_error(parser, parser_token(parser),
			tr("a test cannot follow another; write 'and' between them"));
	else if (begins_argument(parser_token(parser))) {
		struct expr *argument = parse_postfix(parser, parse_primary(parser));
		expr->arguments = arena_alloc(parser->arena, sizeof *expr->arguments);
		expr->arguments->positional =
			arena_grow(parser->arena, NULL, 0, &capacity, sizeof(struct expr *));
		expr->arguments->positional[expr->arguments->count++] = argument;
	}
	look_up(parser, expr);
	expr_close(parser, expr);
	if (!negated)
		return expr;
	struct expr *opposite = expr_open(parser, EXPR_NOT, token);
	opposite->left = expr;
	return expr_close(parser, opposite);
}

struct expr *parse_filter_chain(struct parser *parser, struct expr *expr)
{
	while (!parser->failed) {
		const struct token *token = parser_token(parser);
		if (token_is_sign(token, '|'))
			expr = parse_filters(parser, expr, false);
		else if (token_is_name(token, "is"))
			expr = parse_test(parser, expr);
		else if (token_is_sign(token, '('))
			expr = parse_postfix(parser, expr);
		else
			break;
	}
	return expr;
}
