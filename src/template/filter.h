#ifndef REFERENT_TEMPLATE_FILTER_H
#define REFERENT_TEMPLATE_FILTER_H

#include "base/arena.h"
#include "base/report.h"
#include "template/template.h"
#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Filters (`x | name(arguments)`) and tests (`x is name(arguments)`), one table row each. A new one
 * is a function and a row; the engine checks names and numbers of arguments when it compiles.
 */

struct run;  /* a template on its way, run.h */
struct expr; /* an expression, syntax.h */

/* One application of a filter or test. */
struct filter_call {
	struct arena *arena; /* for results */
	struct report *report;
	enum template_mode mode;
	const char *name; /* as written in the template */
	struct value input;
	/*
	 * The row's parameters in order, keyword arguments put at their places; one that was not given
	 * fails filter_given(). With FILTER_REST more positional ones may follow.
	 */
	const struct value *arguments;
	size_t count; /* at least the number of parameters */
	const struct value_map
		*keywords;        /* FILTER_REST: keyword arguments that are no parameters */
	struct run *run;          /* for the functions below */
	const struct expr *where; /* the filter in its tag, for messages */
};

enum filter_flags {
	/* Takes any arguments after its parameters, for another filter or test. */
	FILTER_REST = 1,
	/*
	 * Is called for an input that is VALUE_UNDEFINED in the strict mode too. Without it the engine
	 * reports the unknown name and does not call. In the lax mode every filter gets it, and an
	 * undefined value is empty: value_print(), value_items() and value_truth() see to that.
	 */
	FILTER_TAKES_UNDEFINED = 2
};

struct filter {
	const char *name;
	/* Names of the parameters with a blank between, "default_value boolean"; "" for none. */
	const char *parameters;
	unsigned required; /* how many of them must be given */
	unsigned flags;    /* of enum filter_flags */
	/* The result; value_failed() after reporting an error. A test gives VALUE_BOOL. */
	struct value (*apply)(const struct filter_call *call);
};

/* NULL if there is none of that name. */
const struct filter *filter_find(const char *name, size_t length);
const struct filter *test_find(const char *name, size_t length);

/* All names, for suggestions. */
const char *const *filter_names(struct arena *arena, size_t *count);
const char *const *test_names(struct arena *arena, size_t *count);

/* What the engine does for filters (filter_call.c): true if the argument was given. */
bool filter_given(const struct filter_call *call, size_t index);

/*
 * An argument of a wanted kind, or the fallback where it was not given. Another kind is reported
 * [bad-value] and false returned: the filter then returns value_failed().
 */
bool filter_integer(
	const struct filter_call *call, size_t index, int64_t fallback, int64_t *integer);
bool filter_text(const struct filter_call *call, size_t index, const char *fallback,
	struct value_text *text);
bool filter_boolean(const struct filter_call *call, size_t index, bool fallback);

/*
 * Reports an error at the filter's place and returns value_failed(). The usual id is "bad-value":
 * a value that the filter cannot work on.
 */
struct value filter_error(const struct filter_call *call, const char *id, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * For a value that is printed or computed with, an item of a list for instance: in the strict mode
 * VALUE_UNDEFINED is reported as an unknown name and false returned. A failed value gives false.
 */
bool filter_defined(const struct filter_call *call, struct value value);

/* The input as text: what it prints. */
struct value_text filter_input_text(const struct filter_call *call);

/* The input's items, or NULL after reporting that it cannot be looped over. */
const struct value_list *filter_input_items(const struct filter_call *call);

/* Applies a filter by its name, as `map` does, with the rest of call's arguments from first on and
 * its keywords. An unknown one is reported [unknown-filter], wrong arguments [bad-arguments]. */
struct value filter_apply(
	const struct filter_call *call, struct value_text name, struct value input, size_t first);
/* Likewise a test, as `select` does. *holds receives the answer; false after an error. */
bool filter_test(const struct filter_call *call, struct value_text name, struct value input,
	size_t first, bool *holds);

/*
 * The attribute of a value that `sort`, `map`, `selectattr` … mean: an index, or names and indexes
 * with dots between ("ejer.navn", "0.titel"). VALUE_UNDEFINED where there is none.
 */
struct value filter_attribute(
	const struct filter_call *call, struct value value, struct value attribute);

#endif
