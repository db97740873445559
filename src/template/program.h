#ifndef REFERENT_TEMPLATE_PROGRAM_H
#define REFERENT_TEMPLATE_PROGRAM_H

#include "document/document.h"
#include "template/syntax.h"

/* A compiled template: a tree of what to copy, print and decide. */

enum node_kind {
	NODE_TEXT,  /* text of a text template */
	NODE_PIECE, /* a piece of a document that is no mark */
	NODE_PRINT, /* statement->expr or prints; text of STATEMENT_LITERAL */
	NODE_IF,    /* branches */
	NODE_FOR,   /* body, otherwise */
	NODE_SET,
	NODE_SET_BLOCK,    /* body */
	NODE_WITH,         /* body */
	NODE_MACRO,        /* body */
	NODE_CALL,         /* body */
	NODE_FILTER,       /* body */
	NODE_BLOCK,        /* body */
	NODE_CELL,         /* body: a table cell that statements change */
	NODE_AROUND_BEGIN, /* begins the content of a paragraph that has an anchor or is a link */
	NODE_AROUND_END
};

struct node;

struct block {
	struct node *first, *last;
};

struct branch {
	const struct statement *statement; /* its expr is the condition; NULL for else */
	struct block body;
	struct branch *next;
};

struct node {
	enum node_kind kind;
	const struct statement *statement;
	const struct piece *piece; /* NODE_PIECE; the mark of NODE_PRINT in a document */
	enum mark_lift lift;       /* of that mark, or of the one that opens a macro */
	struct value_text text;    /* NODE_TEXT */
	const struct expr *anchor, *reference; /* NODE_AROUND_BEGIN; NULL where there is none */
	struct branch *branches;               /* NODE_IF */
	struct block body, otherwise;
	const struct statement **cell; /* NODE_CELL: cell_count of them */
	size_t cell_count;
	unsigned uses; /* NODE_MACRO, NODE_CALL: what its body names, of enum statement_uses */
	struct node *next;
};

/* Makes a program of tags as they come. */
struct builder;

/* part is given for a document, where what is repeated or left out has to be balanced. */
struct builder *builder_create(struct arena *arena, struct report *report, const struct part *part);

struct node *builder_add(struct builder *builder, enum node_kind kind);

/* Adds, opens or closes what a tag says. mark is NULL in a text template. */
void builder_statement(struct builder *builder, const struct statement *statement,
	const struct piece *mark, enum mark_lift lift);

/* A cell begins, changed by statements, or ends; what stands in between is its node's body. */
void builder_cell_begin(struct builder *builder, const struct piece *piece,
	const struct statement **statements, size_t count);
void builder_cell_end(struct builder *builder);

/*
 * The finished program. Errors: [tag-open] for what is not closed, [tag-close] (from
 * builder_statement()) for what was not opened, [tag-unbalanced], [template-limit].
 */
struct block builder_finish(struct builder *builder);

#endif
