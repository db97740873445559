#ifndef REFERENT_TEMPLATE_RUN_H
#define REFERENT_TEMPLATE_RUN_H

#include "base/buf.h"
#include "document/document.h"
#include "document/text_output.h"
#include "template/function.h"
#include "template/program.h"
#include "template/scope.h"
#include "template/strip.h"
#include "template/syntax.h"

/* The names at the beginning of a paragraph, for its end. */
struct around {
	const char *anchor, *reference;
	struct around *outer;
};

/* A table cell that was written, with which those of later rounds are merged. */
struct merged {
	const struct node *cell;
	struct merged *next;
};

/* A loop on its way; what `loop` gives an account of. */
struct loop {
	const struct node *node;
	const struct value_list *items;
	size_t at;           /* 0-based */
	unsigned level;      /* of a recursive loop, 0-based */
	struct value latest; /* what loop.changed() was given last */
	bool has_latest;
	struct merged *merged; /* cells that vm or hm have written in one of its rounds */
	struct scope *scope;   /* around the loop, for loop(…) */
	struct value_function self;
};

/* One template on its way. */
struct run {
	struct arena *arena;
	struct report *report;
	enum template_mode mode;
	const struct value_map *globals;
	struct scope *scope;
	struct scope_pool scopes;
	struct loop *loop; /* innermost */
	unsigned depth;    /* of everything nested */
	unsigned calls;    /* of macros and recursive loops */
	size_t rounds;
	bool stopped; /* a limit was passed */
	/* Where output goes: text is appended to a buffer; without one it goes into the document. */
	struct buf *text;
	struct buf
		*main; /* of a text template: the buffer that is no capture, where put is asked */
	struct output *output;
	struct buf printed; /* what a value prints, on its way into the output */
	enum document_kind kind;
	struct strip strip;         /* of the document's bytes that are being captured as text */
	struct around *around;      /* the paragraphs with anchors that are being written */
	struct text_output *values; /* of a template of HTML, Markdown or plain text */
	void (*put)(void *user, struct buf *out, struct value value);
	void *put_user;
	/* The latest key that a value did not have, and the value if it is a map: for suggestions. */
	const char *missing;
	const struct value_map *missing_from;
};

void run_block(struct run *run, const struct block *block);

/* Runs a block with its output kept as text. */
struct value run_captured(struct run *run, const struct block *block);

/* The place of an expression, with the item of the innermost loop. */
struct place run_place(struct run *run, const struct source *source, size_t offset);

/* Reports an error at an expression and gives value_failed(). */
struct value run_error(struct run *run, const struct expr *where, const char *id,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * True if the value may be used. One that is undefined is reported [undefined-name] with the
 * nearest name: when it is computed with always, when printed or looped over in the strict mode.
 */
bool run_usable(struct run *run, const struct expr *where, struct value value, bool computed);

/*
 * Whether the value of an expression counts as true. In the strict mode one that is undefined is a
 * warning [undefined-name] where it is no key of a map whose keys are known, but nearly one.
 */
bool run_truth(struct run *run, const struct expr *where, struct value value);

/* Goes one level deeper; false, reported [template-limit], when that is too deep. */
bool run_enter(struct run *run, const struct expr *where);
void run_leave(struct run *run);
/* Counts the time that something going through all of a value takes, by its size, as rounds of a
 * loop; false, reported [template-limit], once there have been too many. */
bool run_charge(struct run *run, const struct expr *where, struct value value);
/* Reports a limit that was passed and stops the run. */
void run_stop(struct run *run, const struct place *place, const char *message);

/* eval.c, operate.c, attribute.c */
struct value eval(struct run *run, const struct expr *expr);
/* As eval() for an expression that is printed at the node: a macro may write where output goes;
 * then *streamed. */
struct value eval_printed(
	struct run *run, const struct expr *expr, const struct node *node, bool *streamed);
struct value operate(
	struct run *run, const struct expr *expr, struct value left, struct value right);
bool compare(struct run *run, const struct expr *expr, enum comparison comparison,
	struct value left, struct value right, bool *holds);
struct value attribute_of(struct run *run, const struct expr *where, struct value value,
	struct value_text name, bool call);
struct value item_of(
	struct run *run, const struct expr *where, struct value value, struct value key);
struct value slice_of(struct run *run, const struct expr *expr);

/* What is called and with what; false after an error. */
bool eval_call_parts(
	struct run *run, const struct expr *expr, struct call *call, struct value *function);
/* True if what the function writes may go straight into the output at the node. */
bool eval_may_stream(const struct run *run, struct value function, const struct node *node);

/* call.c: arguments evaluated; a filter or test applied to a value. */
bool eval_arguments(struct run *run, const struct arguments *arguments, struct call *call);
struct value apply_filter(struct run *run, const struct expr *expr, struct value input);
/* Likewise with arguments that have been evaluated. */
struct value apply_evaluated(
	const struct call *call, const struct filter *filter, struct value input);
/*
 * Puts positional and keyword arguments at their parameters' places: `bound` has room for
 * parameter_count() of them or, with rest, for call->count if that is more.
 */
bool bind_arguments(const struct call *call, const char *name, const char *parameters,
	unsigned required, bool rest, struct value *bound, struct value_map *others);

/* Runs a macro; with `stream` its output goes where output goes, else it is the result. */
struct value macro_call(
	const struct call *call, const struct value_function *function, bool stream);
/* A recursive loop called with new items. */
struct value loop_call(const struct call *call, struct loop *loop, bool stream);
/* loop.changed(…) */
struct value loop_changed(const struct call *call, struct loop *loop);
/* Goes through a list with the loop's own body. */
void run_loop(
	struct run *run, const struct node *node, const struct value_list *items, unsigned level);

/* emit.c: prints a value at a node. */
void emit_value(struct run *run, const struct node *node, struct value value);
void emit_around_begin(struct run *run, const struct node *node);
void emit_around_end(struct run *run);
void emit_piece(struct run *run, const struct piece *piece);

/* cell.c: a table cell that colspan, cellbg, vm or hm stand in. */
void run_cell(struct run *run, const struct node *node);

/* assign.c: what `set`, `for` and `with` do. */
void assign(struct run *run, const struct target *target, struct value value);

#endif
