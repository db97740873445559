#ifndef REFERENT_TEMPLATE_SYNTAX_H
#define REFERENT_TEMPLATE_SYNTAX_H

#include "base/arena.h"
#include "base/report.h"
#include "template/filter.h"
#include "template/template.h"
#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The language as a tree: what scanning and parsing make and running walks. */

/* A text with tags in it: a paragraph of a document, or a whole text template. */
struct source {
	const char *text;
	size_t length;
	struct place place; /* of a paragraph, without visible text */
	const struct part_paragraph
		*paragraph;               /* it, if others may have been joined to it; or NULL */
	const struct text_source *locate; /* of a text template; NULL for a paragraph */
};

/*
 * The place of the byte at offset. For a paragraph with the text around it as a reader sees it, cut
 * to a line's length, and a caret.
 */
struct place source_place(struct arena *arena, const struct source *source, size_t offset);

enum expr_kind {
	EXPR_LITERAL,
	EXPR_NAME,
	EXPR_LIST,      /* items */
	EXPR_TUPLE,     /* items */
	EXPR_MAP,       /* items: key, value, key, value … */
	EXPR_ATTRIBUTE, /* left.name */
	EXPR_ITEM,      /* left[right] */
	EXPR_SLICE,     /* left[items[0]:items[1]:items[2]], each may be NULL */
	EXPR_CALL,      /* left(arguments) */
	EXPR_FILTER,    /* left | name(arguments); left is NULL where a block's text goes in */
	EXPR_TEST,      /* left is name(arguments) */
	EXPR_NOT,
	EXPR_NEGATE,
	EXPR_PLUS,
	EXPR_AND,
	EXPR_OR,
	EXPR_CONCAT,  /* items */
	EXPR_COMPARE, /* left, then comparisons[i] with items[i] */
	EXPR_BINARY,  /* left operator right */
	EXPR_IF       /* left if condition else right (NULL: undefined) */
};

enum comparison {
	COMPARE_EQUAL,
	COMPARE_UNEQUAL,
	COMPARE_LESS,
	COMPARE_LESS_EQUAL,
	COMPARE_GREATER,
	COMPARE_GREATER_EQUAL,
	COMPARE_IN,
	COMPARE_NOT_IN
};

/* What a call is given. */
struct arguments {
	struct expr **positional;
	size_t count;
	struct value_text *names; /* of the keyword arguments */
	struct expr **keywords;
	size_t keyword_count;
	struct expr *more;          /* *list, or NULL */
	struct expr *more_keywords; /* **mapping, or NULL */
};

struct expr {
	enum expr_kind kind;
	uint32_t depth;  /* of the tree below it, at least 1 */
	uint32_t offset; /* in the source, of what messages point at */
	const struct source *source;
	struct expr *left, *right, *condition;
	struct expr **items;
	size_t count;
	union {
		struct value literal;         /* EXPR_LITERAL */
		struct value_text name;       /* EXPR_NAME, _ATTRIBUTE, _FILTER, _TEST */
		enum comparison *comparisons; /* EXPR_COMPARE */
		char op;                      /* EXPR_BINARY: + - * / % ; 'f' is //, 'p' is ** */
	};
	const struct filter *filter; /* EXPR_FILTER, EXPR_TEST; NULL for an unknown one */
	struct arguments *arguments; /* EXPR_CALL, _FILTER, _TEST; may be NULL for the latter two */
};

/* What is assigned to: a name, ns.name, or several. */
struct target {
	struct value_text name;
	struct value_text attribute; /* of a namespace; bytes NULL for a plain name */
	struct target *items;        /* count of them: unpacks; then name is not set */
	size_t count;
	uint32_t offset;
	const struct source *source;
};

enum statement_kind {
	STATEMENT_NONE, /* a comment, or a tag with a fault that opens and closes nothing */
	STATEMENT_PRINT,
	STATEMENT_LITERAL, /* prints its text as it is: {_{ and friends */
	STATEMENT_IF,
	STATEMENT_ELIF,
	STATEMENT_ELSE,
	STATEMENT_FOR,
	STATEMENT_SET,       /* with a value */
	STATEMENT_SET_BLOCK, /* up to endset */
	STATEMENT_WITH,
	STATEMENT_MACRO,
	STATEMENT_CALL,
	STATEMENT_FILTER,
	STATEMENT_BLOCK,   /* a named block, autoescape: its content as it is */
	STATEMENT_COLSPAN, /* these four change the table cell that they stand in */
	STATEMENT_CELLBG,
	STATEMENT_VM,
	STATEMENT_HM,
	STATEMENT_END /* endif, endfor …; closes says which */
};

/* The parameters of a macro or call block. */
struct parameters {
	struct value_text *names;
	struct expr **defaults; /* NULL for one without */
	size_t count;
};

/* The names that mean something only in a macro. */
enum statement_uses { USES_CALLER = 1, USES_VARARGS = 2, USES_KWARGS = 4 };

struct token; /* lex.h */

/* The content of a tag. Which fields are set follows from the kind; expressions are NULL after a
 * fault in them. */
struct statement {
	enum statement_kind kind;
	enum statement_kind closes; /* STATEMENT_END */
	const char *keyword;        /* as messages name it */
	struct value_text text;     /* STATEMENT_LITERAL */
	struct target *target;      /* FOR, SET, SET_BLOCK */
	struct expr *expr;    /* PRINT, IF, ELIF, FOR, SET, CALL; filters of SET_BLOCK, FILTER */
	struct expr **prints; /* PRINT with several expressions: count of them */
	size_t print_count;
	struct expr *condition; /* FOR … if */
	bool recursive;         /* FOR … recursive */
	struct target *targets; /* WITH */
	struct expr **values;
	size_t target_count;
	struct value_text name; /* MACRO */
	struct parameters *parameters;
	unsigned uses;              /* of enum statement_uses */
	const struct token *tokens; /* all that stands in the tag */
	uint32_t offset;            /* of the tag in its source */
	const struct source *source;
};

#endif
