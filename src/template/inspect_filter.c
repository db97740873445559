#include "template/inspector.h"

#include <string.h>

/* What a filter or method gives, of the value that it takes. */
enum gives {
	GIVES_OTHER,   /* nothing of the data */
	GIVES_SAME,    /* the value */
	GIVES_DEFAULT, /* the value, which need not be there */
	GIVES_LIST,    /* the list, in another order or less of it */
	GIVES_ENTRY,   /* one of the list */
	GIVES_TEXT,    /* nothing, of a list whose entries print */
	GIVES_MAPPED,  /* a list of an attribute of the entries */
	GIVES_GROUPS,  /* pairs of a value and a list */
	GIVES_ROWS,    /* lists of the entries */
	GIVES_PAIRS,   /* keys and values of a mapping */
	GIVES_VALUES,  /* the values of a mapping */
	GIVES_KEYS,    /* its keys */
	GIVES_GET      /* the value of the key that is the first argument */
};

struct knowledge {
	const char *name;
	enum gives gives;
	enum asked_type type; /* of the value */
	int attribute;        /* the argument that names an attribute of the entries; -1 for none */
};

static const struct knowledge filters[] = {
	{"dato", GIVES_OTHER, ASKED_DATE, -1},
	{"uge", GIVES_OTHER, ASKED_DATE, -1},
	{"periode", GIVES_OTHER, ASKED_DATE, -1},
	{"kr", GIVES_OTHER, ASKED_NUMBER, -1},
	{"tal", GIVES_OTHER, ASKED_NUMBER, -1},
	{"procent", GIVES_OTHER, ASKED_NUMBER, -1},
	{"abs", GIVES_OTHER, ASKED_NUMBER, -1},
	{"round", GIVES_OTHER, ASKED_NUMBER, -1},
	{"int", GIVES_OTHER, ASKED_NUMBER, -1},
	{"float", GIVES_OTHER, ASKED_NUMBER, -1},
	{"janej", GIVES_OTHER, ASKED_YES_NO, -1},
	{"md", GIVES_OTHER, ASKED_MARKDOWN, -1},
	{"stort", GIVES_OTHER, ASKED_TEXT, -1},
	{"upper", GIVES_OTHER, ASKED_TEXT, -1},
	{"lower", GIVES_OTHER, ASKED_TEXT, -1},
	{"capitalize", GIVES_OTHER, ASKED_TEXT, -1},
	{"title", GIVES_OTHER, ASKED_TEXT, -1},
	{"trim", GIVES_OTHER, ASKED_TEXT, -1},
	{"truncate", GIVES_OTHER, ASKED_TEXT, -1},
	{"wordcount", GIVES_OTHER, ASKED_TEXT, -1},
	{"replace", GIVES_OTHER, ASKED_TEXT, -1},
	{"indent", GIVES_OTHER, ASKED_TEXT, -1},
	{"center", GIVES_OTHER, ASKED_TEXT, -1},
	{"default", GIVES_DEFAULT, ASKED_ANY, -1},
	{"d", GIVES_DEFAULT, ASKED_ANY, -1},
	{"e", GIVES_SAME, ASKED_ANY, -1},
	{"escape", GIVES_SAME, ASKED_ANY, -1},
	{"safe", GIVES_SAME, ASKED_ANY, -1},
	{"sort", GIVES_LIST, ASKED_ANY, 2},
	{"unique", GIVES_LIST, ASKED_ANY, 1},
	{"reverse", GIVES_LIST, ASKED_ANY, -1},
	{"list", GIVES_LIST, ASKED_ANY, -1},
	{"select", GIVES_LIST, ASKED_ANY, -1},
	{"reject", GIVES_LIST, ASKED_ANY, -1},
	{"selectattr", GIVES_LIST, ASKED_ANY, 0},
	{"rejectattr", GIVES_LIST, ASKED_ANY, 0},
	{"first", GIVES_ENTRY, ASKED_ANY, -1},
	{"last", GIVES_ENTRY, ASKED_ANY, -1},
	{"min", GIVES_ENTRY, ASKED_ANY, 1},
	{"max", GIVES_ENTRY, ASKED_ANY, 1},
	{"join", GIVES_TEXT, ASKED_ANY, 1},
	{"join_og", GIVES_TEXT, ASKED_ANY, 0},
	{"sum", GIVES_TEXT, ASKED_NUMBER, 0},
	{"map", GIVES_MAPPED, ASKED_ANY, INT8_MAX},
	{"groupby", GIVES_GROUPS, ASKED_ANY, 0},
	{"batch", GIVES_ROWS, ASKED_ANY, -1},
	{"slice", GIVES_ROWS, ASKED_ANY, -1},
	{"items", GIVES_PAIRS, ASKED_ANY, -1},
	{"dictsort", GIVES_PAIRS, ASKED_ANY, -1},
	{NULL, GIVES_OTHER, ASKED_ANY, -1},
};

static const struct knowledge methods[] = {
	{"items", GIVES_PAIRS, ASKED_ANY, -1},
	{"values", GIVES_VALUES, ASKED_ANY, -1},
	{"keys", GIVES_KEYS, ASKED_ANY, -1},
	{"get", GIVES_GET, ASKED_ANY, -1},
	{"strftime", GIVES_OTHER, ASKED_DATE, -1},
	{"isoformat", GIVES_OTHER, ASKED_DATE, -1},
	{"isoweekday", GIVES_OTHER, ASKED_DATE, -1},
	{"weekday", GIVES_OTHER, ASKED_DATE, -1},
	{"upper", GIVES_OTHER, ASKED_TEXT, -1},
	{"lower", GIVES_OTHER, ASKED_TEXT, -1},
	{"title", GIVES_OTHER, ASKED_TEXT, -1},
	{"capitalize", GIVES_OTHER, ASKED_TEXT, -1},
	{"strip", GIVES_OTHER, ASKED_TEXT, -1},
	{"split", GIVES_OTHER, ASKED_TEXT, -1},
	{"splitlines", GIVES_OTHER, ASKED_TEXT, -1},
	{"replace", GIVES_OTHER, ASKED_TEXT, -1},
	{"startswith", GIVES_OTHER, ASKED_TEXT, -1},
	{"endswith", GIVES_OTHER, ASKED_TEXT, -1},
	{NULL, GIVES_OTHER, ASKED_ANY, -1},
};

static bool is(struct value_text name, const char *word)
{
	return name.length == strlen(word) && memcmp(name.bytes, word, name.length) == 0;
}

static const struct knowledge *find(const struct knowledge *rows, struct value_text name)
{
	while (rows->name != NULL && !is(name, rows->name))
		rows++;
	return rows;
}

/* The literal that names an attribute: by its place among the arguments or by its keyword. */
static bool find_attribute(const struct arguments *arguments, int at, struct value_text *attribute)
{
	if (arguments == NULL || at < 0)
		return false;
	if ((size_t)at < arguments->count)
		return inspect_literal(arguments->positional[at], attribute);
	for (size_t i = 0; i < arguments->keyword_count; i++) {
		if (is(arguments->names[i], "attribute"))
			return inspect_literal(arguments->keywords[i], attribute);
	}
	return false;
}

/* "ejer.navn": a key of a key. */
static struct asked *follow(struct inspector *inspector, const struct expr *expr,
	struct asked *asked, struct value_text path)
{
	struct place place = inspect_place(inspector, expr);
	while (path.length > 0 && asked != NULL) {
		const char *dot = memchr(path.bytes, '.', path.length);
		size_t length = dot != NULL ? (size_t)(dot - path.bytes) : path.length;
		asked = asked_key(
			&inspector->asking, asked, (struct value_text){path.bytes, length}, place);
		length += dot != NULL;
		path.bytes += length;
		path.length -= length;
	}
	return asked;
}

/* What a default is tells what the value would be. */
static void learn_from_default(struct asked *value, const struct arguments *arguments)
{
	if (arguments == NULL || arguments->count == 0)
		return;
	const struct expr *given = arguments->positional[0];
	if (given->kind == EXPR_LIST)
		asked_is_list(value);
	else if (given->kind == EXPR_LITERAL &&
		 (given->literal.kind == VALUE_INT || given->literal.kind == VALUE_FLOAT))
		asked_is(value, ASKED_NUMBER);
}

/* The entries of a list that is used as one. */
static struct asked *list_entries(struct inspector *inspector, struct asked *value)
{
	asked_is_list(value);
	return asked_entries(&inspector->asking, value);
}

static struct asked *mapping_entries(struct inspector *inspector, struct asked *value)
{
	asked_is_mapping(value);
	return asked_entries(&inspector->asking, value);
}

static struct asked *give(struct inspector *inspector, const struct expr *expr,
	const struct knowledge *known, struct asked *value)
{
	struct asking *asking = &inspector->asking;
	struct value_text path;
	struct asked *attribute = NULL;
	struct asked *entries = NULL;
	bool named = find_attribute(expr->arguments, known->attribute, &path);
	if (known->gives >= GIVES_LIST && known->gives <= GIVES_ROWS)
		entries = list_entries(inspector, value);
	if (named) {
		attribute = follow(inspector, expr, entries, path);
		asked_use(attribute);
	}
	switch (known->gives) {
	case GIVES_SAME:
	case GIVES_LIST:
		return value;
	case GIVES_DEFAULT:
		learn_from_default(value, expr->arguments);
		return asked_maybe(asking, value);
	case GIVES_ENTRY:
		return entries;
	case GIVES_TEXT:
		asked_is(named ? attribute : entries, known->type);
		return NULL;
	case GIVES_MAPPED:
		return asked_list_of(asking, attribute);
	case GIVES_GROUPS:
		return asked_list_of(asking, asked_pair(asking, attribute, value));
	case GIVES_ROWS:
		return asked_list_of(asking, value);
	case GIVES_PAIRS:
		return asked_list_of(
			asking, asked_pair(asking, NULL, mapping_entries(inspector, value)));
	case GIVES_VALUES:
		return asked_list_of(asking, mapping_entries(inspector, value));
	case GIVES_KEYS:
		asked_is_mapping(value);
		return NULL;
	case GIVES_GET:
		if (expr->arguments->count == 0 ||
			!inspect_literal(expr->arguments->positional[0], &path))
			return NULL;
		return asked_maybe(
			asking, asked_key(asking, value, path, inspect_place(inspector, expr)));
	case GIVES_OTHER:
		asked_is(value, known->type);
		return NULL;
	}
	return NULL;
}

struct asked *inspect_filter(struct inspector *inspector, const struct expr *expr)
{
	struct asked *value = inspect_value(inspector, expr->left);
	const struct knowledge *known = find(filters, expr->name);
	inspect_arguments(inspector, expr->arguments);
	if (known->gives != GIVES_DEFAULT)
		asked_use(value);
	return give(inspector, expr, known, value);
}

struct asked *inspect_method(struct inspector *inspector, const struct expr *expr)
{
	struct asked *value = inspect_used(inspector, expr->left->left);
	inspect_arguments(inspector, expr->arguments);
	return give(inspector, expr, find(methods, expr->left->name), value);
}
