#include "template/statement.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "template/parse.h"

#include <string.h>

typedef void parse_function(struct parser *parser, struct statement *statement);

static void parse_if(struct parser *parser, struct statement *statement)
{
	statement->expr = parse_tuple(parser, false);
}

static void parse_for(struct parser *parser, struct statement *statement)
{
	statement->target = parse_target(parser, false);
	if (!parser_skip_name(parser, "in"))
		parser_expected(parser, "'in'");
	statement->expr = parse_tuple(parser, false);
	if (parser_skip_name(parser, "if"))
		statement->condition = parse_expression(parser, true);
	statement->recursive = parser_skip_name(parser, "recursive");
}

static void parse_set(struct parser *parser, struct statement *statement)
{
	statement->target = parse_target(parser, true);
	if (parser_skip_sign(parser, '=')) {
		statement->expr = parse_tuple(parser, true);
		return;
	}
	if (parser->failed)
		return;
	statement->kind = STATEMENT_SET_BLOCK;
	statement->expr = parse_filters(parser, NULL, false);
}

static void parse_with(struct parser *parser, struct statement *statement)
{
	size_t capacity = 0, values = 0;
	while (parser_token(parser)->kind != TOKEN_END) {
		if (statement->target_count > 0 && !parser_expect_sign(parser, ','))
			return;
		statement->targets = arena_grow(parser->arena, statement->targets,
			statement->target_count, &capacity, sizeof *statement->targets);
		statement->values = arena_grow(parser->arena, statement->values,
			statement->target_count, &values, sizeof(struct expr *));
		size_t at = statement->target_count++;
		statement->targets[at] = *parse_target(parser, false);
		parser_expect_sign(parser, '=');
		statement->values[at] = parse_expression(parser, true);
	}
}

static struct parameters *parse_parameters(struct parser *parser)
{
	struct parameters *parameters = arena_alloc(parser->arena, sizeof *parameters);
	size_t capacity = 0, defaults = 0;
	bool has_default = false;
	parser_expect_sign(parser, '(');
	while (!parser->failed && !token_is_sign(parser_token(parser), ')')) {
		const struct token *token = parser_token(parser);
		parameters->names = arena_grow(parser->arena, parameters->names, parameters->count,
			&capacity, sizeof *parameters->names);
		parameters->defaults = arena_grow(parser->arena, parameters->defaults,
			parameters->count, &defaults, sizeof(struct expr *));
		size_t at = parameters->count++;
		parser_check_count(parser, at);
		parameters->names[at] = parser_expect_name(parser);
		parameters->defaults[at] = NULL;
		if (parser_skip_sign(parser, '=')) {
			parameters->defaults[at] = parse_expression(parser, true);
			has_default = true;
		} else if (has_default)
			parser_error(parser, token,
				tr("a parameter without a default cannot stand after one with a "
				   "default"));
		if (!parser_skip_sign(parser, ','))
			break;
	}
	parser_expect_sign(parser, ')');
	return parameters;
}

static void parse_macro(struct parser *parser, struct statement *statement)
{
	statement->name = parser_expect_name(parser);
	statement->parameters = parse_parameters(parser);
}

static void parse_call(struct parser *parser, struct statement *statement)
{
	if (token_is_sign(parser_token(parser), '('))
		statement->parameters = parse_parameters(parser);
	const struct token *token = parser_token(parser);
	statement->expr = parse_expression(parser, true);
	if (statement->expr != NULL && statement->expr->kind != EXPR_CALL) {
		parser_error(parser, token,
			tr("'call' needs the call of a macro: {%% call name(…) %%}"));
		statement->expr = NULL;
	}
}

static void parse_filter(struct parser *parser, struct statement *statement)
{
	statement->expr = parse_filters(parser, NULL, true);
}

static void parse_block(struct parser *parser, struct statement *statement)
{
	parser_expect_name(parser);
	if (!parser_skip_name(parser, "scoped"))
		parser_skip_name(parser, "required");
}

static void parse_autoescape(struct parser *parser, struct statement *statement)
{
	parse_expression(parser, true);
}

static void parse_print(struct parser *parser, struct statement *statement)
{
	size_t capacity = 0;
	do {
		statement->prints = arena_grow(parser->arena, statement->prints,
			statement->print_count, &capacity, sizeof(struct expr *));
		statement->prints[statement->print_count++] = parse_expression(parser, true);
	} while (parser_skip_sign(parser, ','));
}

static void parse_end_block(struct parser *parser, struct statement *statement)
{
	if (parser_token(parser)->kind == TOKEN_NAME)
		parser_advance(parser);
}

static const struct keyword {
	const char *name;
	enum statement_kind kind, closes;
	parse_function *parse;
} keywords[] = {
	{"for", STATEMENT_FOR, 0, parse_for},
	{"endfor", STATEMENT_END, STATEMENT_FOR, NULL},
	{"if", STATEMENT_IF, 0, parse_if},
	{"elif", STATEMENT_ELIF, 0, parse_if},
	{"else", STATEMENT_ELSE, 0, NULL},
	{"endif", STATEMENT_END, STATEMENT_IF, NULL},
	{"set", STATEMENT_SET, 0, parse_set},
	{"endset", STATEMENT_END, STATEMENT_SET_BLOCK, NULL},
	{"with", STATEMENT_WITH, 0, parse_with},
	{"endwith", STATEMENT_END, STATEMENT_WITH, NULL},
	{"macro", STATEMENT_MACRO, 0, parse_macro},
	{"endmacro", STATEMENT_END, STATEMENT_MACRO, NULL},
	{"call", STATEMENT_CALL, 0, parse_call},
	{"endcall", STATEMENT_END, STATEMENT_CALL, NULL},
	{"filter", STATEMENT_FILTER, 0, parse_filter},
	{"endfilter", STATEMENT_END, STATEMENT_FILTER, NULL},
	{"block", STATEMENT_BLOCK, 0, parse_block},
	{"endblock", STATEMENT_END, STATEMENT_BLOCK, parse_end_block},
	{"autoescape", STATEMENT_BLOCK, 0, parse_autoescape},
	{"endautoescape", STATEMENT_END, STATEMENT_BLOCK, NULL},
	{"print", STATEMENT_PRINT, 0, parse_print},
	{"colspan", STATEMENT_COLSPAN, 0, parse_if},
	{"cellbg", STATEMENT_CELLBG, 0, parse_if},
	{"vm", STATEMENT_VM, 0, NULL},
	{"hm", STATEMENT_HM, 0, NULL},
};

enum { KEYWORDS = sizeof keywords / sizeof keywords[0] };

static bool is_unsupported(const struct token *token)
{
	static const char *const names[] = {"include", "import", "from", "extends", "do", "break",
		"continue", "trans", "endtrans", "debug"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (token_is_name(token, names[i]))
			return true;
	}
	return false;
}

/* Returns the keyword that was probably meant, or NULL. */
static const struct keyword *report_keyword(struct parser *parser, const struct token *token)
{
	const char *names[KEYWORDS + 2];
	size_t count = 0;
	for (; count < KEYWORDS; count++)
		names[count] = keywords[count].name;
	names[count++] = "raw";
	names[count++] = "endraw";
	struct place place =
		source_place(report_arena(parser->report), parser->source, token->offset);
	const char *word = arena_strndup(parser->arena, token->text.bytes, token->text.length);
	const char *nearest = utf8_nearest(word, names, count);
	if (is_unsupported(token))
		report_error(parser->report, &place, "tag-unsupported",
			tr("the tag '%s' is not available"), word);
	else if (strcmp(word, "endraw") == 0)
		report_error(parser->report, &place, "tag-close",
			tr("'%s' closes nothing: '%s' is missing before it"), word, "raw");
	else if (nearest != NULL)
		report_error(parser->report, &place, "unknown-tag",
			tr("unknown tag '%s'; did you mean '%s'?"), word, nearest);
	else
		report_error(parser->report, &place, "unknown-tag", tr("unknown tag '%s'"), word);
	for (size_t i = 0; i < KEYWORDS && nearest != NULL; i++) {
		if (keywords[i].name == nearest && !is_unsupported(token))
			return &keywords[i];
	}
	return NULL;
}

static struct statement *new_statement(
	struct arena *arena, const struct source *source, size_t start)
{
	struct statement *statement = arena_alloc(arena, sizeof *statement);
	statement->source = source;
	statement->offset = (uint32_t)start;
	statement->keyword = "";
	return statement;
}

struct statement *statement_parse(struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end)
{
	struct parser parser;
	struct statement *statement = new_statement(arena, source, start);
	parser_init(&parser, arena, report, source, start, end);
	statement->tokens = parser.tokens;
	const struct token *token = &parser.tokens[0];
	if (token->kind != TOKEN_NAME) {
		parser_expected(&parser, tr("a word such as 'if' or 'for'"));
		return statement;
	}
	statement->offset = token->offset;
	const struct keyword *keyword = keywords;
	while (keyword < keywords + KEYWORDS && !token_is_name(token, keyword->name))
		keyword++;
	bool known = keyword < keywords + KEYWORDS;
	if (!known)
		keyword = report_keyword(&parser, token);
	if (keyword == NULL)
		return statement;
	/* Also a misspelt one, so that its end is not taken for a fault. */
	statement->kind = keyword->kind;
	statement->closes = keyword->closes;
	statement->keyword = keyword->name;
	if (!known)
		return statement;
	parser_advance(&parser);
	if (keyword->parse != NULL)
		keyword->parse(&parser, statement);
	parser_expect_end(&parser);
	statement->uses = parser.uses;
	if (parser.failed)
		statement->expr = NULL;
	return statement;
}

struct statement *statement_parse_print(struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end)
{
	struct parser parser;
	struct statement *statement = new_statement(arena, source, start);
	statement->kind = STATEMENT_PRINT;
	parser_init(&parser, arena, report, source, start, end);
	statement->tokens = parser.tokens;
	statement->expr = parse_tuple(&parser, true);
	parser_expect_end(&parser);
	statement->uses = parser.uses;
	if (statement->expr != NULL)
		statement->offset = statement->expr->offset;
	if (parser.failed)
		statement->expr = NULL;
	return statement;
}

/* No value that a text looks up lies deeper. */
enum { PATH_MOST = 4 };

static bool is_dot(const struct token *token)
{
	return token->kind == TOKEN_SIGN && token->sign == '.';
}

/* A name and the first attributes behind it; returns the last of them. */
static const struct token *add_path(
	struct arena *arena, const struct token *token, struct value_map *names)
{
	struct buf path;
	buf_init(&path, arena);
	buf_append(&path, token->text.bytes, token->text.length);
	value_map_set_n(arena, names, token->text.bytes, token->text.length, value_bool(true));
	for (size_t i = 1; i < PATH_MOST && is_dot(&token[1]) && token[2].kind == TOKEN_NAME; i++) {
		token += 2;
		struct value_text name = token->text;
		if (!value_map_has(names, name.bytes, name.length))
			value_map_set_n(arena, names, name.bytes, name.length, value_none());
		buf_putc(&path, '.');
		buf_append(&path, name.bytes, name.length);
		value_map_set(arena, names, arena_strndup(arena, path.data, path.length),
			value_bool(true));
	}
	return token;
}

void statement_names(
	struct arena *arena, const struct statement *statement, struct value_map *names)
{
	const struct token *token = statement->tokens;
	bool attribute = false;
	for (; token != NULL && token->kind != TOKEN_END; token++) {
		struct value_text name = token->text;
		if (token->kind == TOKEN_NAME && !attribute)
			token = add_path(arena, token, names);
		else if (token->kind == TOKEN_NAME &&
			 !value_map_has(names, name.bytes, name.length))
			value_map_set_n(arena, names, name.bytes, name.length, value_none());
		attribute = is_dot(token);
	}
}
