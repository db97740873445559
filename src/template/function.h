#ifndef REFERENT_TEMPLATE_FUNCTION_H
#define REFERENT_TEMPLATE_FUNCTION_H

#include "template/syntax.h"
#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>

/* What can be called, and the objects that only the engine makes. */

struct run;
struct node;
struct scope;
struct loop;
struct value_function;

/* One call: function(arguments). */
struct call {
	struct run *run;
	const struct expr *where;
	const struct value *arguments;
	size_t count;
	const struct value_map *keywords; /* NULL for none */
	struct value receiver;            /* of a method */
};

/* A function or method that is built in: a table row, its arguments bound as a filter's. */
struct builtin {
	const char *name;
	const char *parameters; /* names with a blank between; NULL: takes what it is given */
	unsigned required;
	struct value (*call)(const struct call *call);
};

enum function_kind {
	FUNCTION_MACRO,
	FUNCTION_BUILTIN,   /* range … */
	FUNCTION_METHOD,    /* of a text, list, map or date */
	FUNCTION_LOOP,      /* the object `loop` */
	FUNCTION_CYCLE,     /* loop.cycle */
	FUNCTION_CHANGED,   /* loop.changed */
	FUNCTION_NAMESPACE, /* namespace(): the one thing whose attributes can be set */
	FUNCTION_CYCLER,    /* cycler(): .next(), .reset(), .current */
	FUNCTION_JOINER     /* joiner(): empty the first time */
};

struct macro {
	const struct node *node;
	const struct parameters *parameters; /* may be NULL */
	struct scope *scope;                 /* where it was defined */
};

struct cycler {
	const struct value *items;
	size_t count;
	size_t at;
};

struct value_function {
	enum function_kind kind;
	struct value_text name;
	union {
		struct macro macro;
		const struct builtin *builtin;
		struct {
			const struct builtin *row;
			struct value receiver;
		} method;
		struct loop *loop;
		struct value_map *map; /* FUNCTION_NAMESPACE */
		struct cycler *cycler;
		struct {
			struct value_text between;
			bool *used;
		} joiner;
	};
};

/* What such an object prints. */
void function_append(struct buf *out, const struct value_function *function);

/* An attribute of such an object; VALUE_UNDEFINED where it has none. */
struct value function_attribute(
	struct run *run, const struct value_function *function, struct value_text name);

/* range, dict, namespace, cycler, joiner; false if there is none of that name. */
bool function_global(struct arena *arena, struct value_text name, struct value *value);
const char *const *function_global_names(struct arena *arena, size_t *count);

/* A method of a text, list, map or date, bound to it; VALUE_UNDEFINED where it has none. */
struct value method_of(struct run *run, struct value receiver, struct value_text name);

/* Calls whatever can be called. Errors: [bad-call] for anything else, [bad-arguments],
 * [bad-value], [template-limit]. */
struct value function_call(struct call *call, struct value function);

#endif
