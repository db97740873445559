#include "template/program.h"

#include "base/i18n.h"

#include <string.h>

/* A statement that waits for its end. */
struct open {
	struct node *node;
	const struct statement *statement;
	struct block *into;    /* where nodes go now */
	struct branch *branch; /* the last of NODE_IF */
	bool has_else;
	unsigned mark;                   /* of the latest of its tags */
	const struct statement *section; /* that tag */
	struct open *outer;
};

struct builder {
	struct arena *arena;
	struct report *report;
	const struct part *part;
	struct block program;
	struct open *open;
	unsigned depth;
};

struct builder *builder_create(struct arena *arena, struct report *report, const struct part *part)
{
	struct builder *builder = arena_alloc(arena, sizeof *builder);
	builder->arena = arena;
	builder->report = report;
	builder->part = part;
	return builder;
}

struct node *builder_add(struct builder *builder, enum node_kind kind)
{
	struct node *node = arena_alloc(builder->arena, sizeof *node);
	struct block *into = builder->open ? builder->open->into : &builder->program;
	node->kind = kind;
	if (into->last != NULL)
		into->last->next = node;
	else
		into->first = node;
	into->last = node;
	return node;
}

static struct place place_of(const struct builder *builder, const struct statement *statement)
{
	return source_place(report_arena(builder->report), statement->source, statement->offset);
}

/* Checks what lies between the latest tag of the open statement and this one. */
static void check_balance(struct builder *builder, const struct statement *statement, unsigned mark)
{
	const struct open *open = builder->open;
	if (builder->part == NULL || open->mark == 0 || mark == 0 ||
		part_balanced(builder->part, open->mark, mark))
		return;
	struct place place = place_of(builder, open->section);
	report_error(builder->report, &place, "tag-unbalanced",
		tr("'%s' stands in one paragraph, cell or table and its '%s' in another; put both "
		   "in "
		   "paragraphs of their own, or write {%%p, {%%tr or {%%tc"),
		open->section->keyword, statement->keyword);
}

static struct open *push(struct builder *builder, struct node *node,
	const struct statement *statement, unsigned mark)
{
	struct open *open = arena_alloc(builder->arena, sizeof *open);
	open->node = node;
	open->statement = open->section = statement;
	open->into = &node->body;
	open->mark = mark;
	open->outer = builder->open;
	builder->open = open;
	if (++builder->depth == TEMPLATE_MAX_DEPTH) {
		struct place place = place_of(builder, statement);
		report_error(builder->report, &place, "template-limit",
			tr("tags are nested more than %d deep"), TEMPLATE_MAX_DEPTH);
	}
	return open;
}

static void pop(struct builder *builder)
{
	builder->open = builder->open->outer;
	builder->depth--;
}

static struct branch *add_branch(struct builder *builder, const struct statement *statement)
{
	struct open *open = builder->open;
	struct branch *branch = arena_alloc(builder->arena, sizeof *branch);
	branch->statement = statement;
	if (open->branch != NULL)
		open->branch->next = branch;
	else
		open->node->branches = branch;
	open->branch = branch;
	open->into = &branch->body;
	return branch;
}

static enum statement_kind opener(const struct open *open)
{
	return open->statement->kind;
}

/* What is open in the table cell at hand; a cell's own node ends the search. */
static struct open *find_open(const struct builder *builder, enum statement_kind closes)
{
	struct open *open = builder->open;
	while (open != NULL && open->node->kind != NODE_CELL && opener(open) != closes)
		open = open->outer;
	return open != NULL && open->node->kind == NODE_CELL ? NULL : open;
}

static const char *end_of(const struct builder *builder, const struct statement *statement)
{
	return arena_printf(builder->arena, "end%s", statement->keyword);
}

static void report_unclosed(struct builder *builder)
{
	const struct statement *statement = builder->open->statement;
	struct place place = place_of(builder, statement);
	report_error(builder->report, &place, "tag-open", tr("'%s' is not closed: '%s' is missing"),
		statement->keyword, end_of(builder, statement));
	pop(builder);
}

/* elif, else */
static void next_section(struct builder *builder, const struct statement *statement, unsigned mark)
{
	struct open *open = builder->open;
	bool condition = statement->kind == STATEMENT_ELIF;
	struct place place = place_of(builder, statement);
	if (open == NULL ||
		(open->node->kind != NODE_IF && (condition || open->node->kind != NODE_FOR))) {
		report_error(builder->report, &place, "tag-close",
			tr("'%s' belongs to nothing: '%s' is missing before it"),
			statement->keyword, "if");
		return;
	}
	if (open->has_else) {
		report_error(builder->report, &place, "tag-close",
			tr("'%s' cannot stand after 'else'; '%s' is missing before it"),
			statement->keyword, end_of(builder, open->statement));
		return;
	}
	check_balance(builder, statement, mark);
	open->mark = mark;
	open->section = statement;
	open->has_else = !condition;
	if (open->node->kind == NODE_FOR)
		open->into = &open->node->otherwise;
	else
		add_branch(builder, condition ? statement : NULL);
}

static void close_statement(
	struct builder *builder, const struct statement *statement, unsigned mark)
{
	struct open *open = find_open(builder, statement->closes);
	if (open == NULL) {
		struct place place = place_of(builder, statement);
		report_error(builder->report, &place, "tag-close",
			tr("'%s' closes nothing: '%s' is missing before it"), statement->keyword,
			statement->keyword + strlen("end"));
		return;
	}
	while (builder->open != open)
		report_unclosed(builder);
	check_balance(builder, statement, mark);
	pop(builder);
}

/* Text has no tables. */
static void report_no_cell(struct builder *builder, const struct statement *statement)
{
	struct place place = place_of(builder, statement);
	report_error(builder->report, &place, "tag-lift",
		tr("'%s' stands in no table; it changes the cell that it stands in"),
		statement->keyword);
}

void builder_statement(struct builder *builder, const struct statement *statement,
	const struct piece *mark, enum mark_lift lift)
{
	static const enum node_kind kinds[] = {
		[STATEMENT_PRINT] = NODE_PRINT,
		[STATEMENT_LITERAL] = NODE_PRINT,
		[STATEMENT_IF] = NODE_IF,
		[STATEMENT_FOR] = NODE_FOR,
		[STATEMENT_SET] = NODE_SET,
		[STATEMENT_SET_BLOCK] = NODE_SET_BLOCK,
		[STATEMENT_WITH] = NODE_WITH,
		[STATEMENT_MACRO] = NODE_MACRO,
		[STATEMENT_CALL] = NODE_CALL,
		[STATEMENT_FILTER] = NODE_FILTER,
		[STATEMENT_BLOCK] = NODE_BLOCK,
	};
	unsigned id = mark ? mark->mark : 0;
	for (struct open *open = builder->open; open != NULL && statement->uses; open = open->outer)
		open->node->uses |= statement->uses;
	switch (statement->kind) {
	case STATEMENT_NONE:
		return;
	case STATEMENT_COLSPAN:
	case STATEMENT_CELLBG:
	case STATEMENT_VM:
	case STATEMENT_HM:
		report_no_cell(builder, statement);
		return;
	case STATEMENT_ELIF:
	case STATEMENT_ELSE:
		next_section(builder, statement, id);
		return;
	case STATEMENT_END:
		close_statement(builder, statement, id);
		return;
	default:
		break;
	}
	struct node *node = builder_add(builder, kinds[statement->kind]);
	node->statement = statement;
	node->piece = mark;
	node->lift = lift;
	if (node->kind == NODE_PRINT || node->kind == NODE_SET)
		return;
	push(builder, node, statement, id);
	if (node->kind == NODE_IF)
		add_branch(builder, statement);
}

void builder_cell_begin(struct builder *builder, const struct piece *piece,
	const struct statement **statements, size_t count)
{
	struct node *node = builder_add(builder, NODE_CELL);
	node->piece = piece;
	node->cell = statements;
	node->cell_count = count;
	push(builder, node, statements[0], 0);
}

void builder_cell_end(struct builder *builder)
{
	while (builder->open != NULL && builder->open->node->kind != NODE_CELL)
		report_unclosed(builder);
	if (builder->open != NULL)
		pop(builder);
}

struct block builder_finish(struct builder *builder)
{
	while (builder->open != NULL)
		report_unclosed(builder);
	return builder->program;
}
