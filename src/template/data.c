#include "template/data.h"

#include "base/i18n.h"
#include "template/number.h"

#include <string.h>

static bool is_one_of(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

/* 0o17 and 0x1F. */
static bool parse_prefixed(const char *text, int64_t *integer)
{
	int base = strncmp(text, "0o", 2) == 0 ? 8 : strncmp(text, "0x", 2) == 0 ? 16 : 0;
	if (base == 0 || text[2] == '\0')
		return false;
	*integer = 0;
	for (text += 2; *text != '\0'; text++) {
		int digit = *text >= '0' && *text <= '9' ? *text - '0'
			    : (*text | 0x20) >= 'a' && (*text | 0x20) <= 'f'
				    ? (*text | 0x20) - 'a' + 10
				    : 99;
		if (digit >= base || __builtin_mul_overflow(*integer, base, integer) ||
			__builtin_add_overflow(*integer, digit, integer))
			return false;
	}
	return true;
}

/* The digits that YAML's core schema takes for a number; Python takes more. */
static bool looks_like_number(const char *text)
{
	if (*text == '-' || *text == '+')
		text++;
	size_t digits = strspn(text, "0123456789");
	text += digits;
	if (*text == '.') {
		size_t decimals = strspn(++text, "0123456789");
		digits += decimals;
		text += decimals;
	}
	if (digits == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		if (*text == '-' || *text == '+')
			text++;
		size_t exponent = strspn(text, "0123456789");
		text += exponent;
		if (exponent == 0)
			return false;
	}
	return *text == '\0';
}

/* YAML 1.2, section 10.3.2. */
static struct value plain_value(const struct yaml_node *node)
{
	static const char *const nulls[] = {"", "null", "Null", "NULL", "~", NULL};
	static const char *const trues[] = {"true", "True", "TRUE", NULL};
	static const char *const falses[] = {"false", "False", "FALSE", NULL};
	int64_t integer;
	double real;
	if (is_one_of(node->text, nulls))
		return value_none();
	if (is_one_of(node->text, trues))
		return value_bool(true);
	if (is_one_of(node->text, falses))
		return value_bool(false);
	if (parse_prefixed(node->text, &integer))
		return value_int(integer);
	if (looks_like_number(node->text)) {
		if (number_parse_integer(node->text, node->length, &integer))
			return value_int(integer);
		if (number_parse_real(node->text, node->length, &real))
			return value_float(real);
	}
	return value_text_n(node->text, node->length);
}

static const struct value_map *map_of(struct arena *arena, const struct yaml_node *node);

/* The reader of YAML bounds the depth. */
static struct value value_of(struct arena *arena, const struct yaml_node *node)
{
	if (node->kind == YAML_MAPPING)
		return value_map(map_of(arena, node));
	if (node->kind == YAML_SCALAR)
		return node->style == YAML_PLAIN ? plain_value(node)
						 : value_text_n(node->text, node->length);
	struct value_list *list = value_list_create_for(arena, node->count);
	for (size_t i = 0; i < node->count; i++)
		value_list_push(arena, list, value_of(arena, node->items[i]));
	return value_list(list);
}

static const struct value_map *map_of(struct arena *arena, const struct yaml_node *node)
{
	struct value_map *map = value_map_create_for(arena, node->count);
	for (size_t i = 0; i < node->count; i++)
		value_map_set_n(arena, map, node->keys[i]->text, node->keys[i]->length,
			value_of(arena, node->items[i]));
	return map;
}

const struct value_map *data_values(
	struct arena *arena, struct report *report, const struct yaml_node *root)
{
	if (root->kind == YAML_MAPPING)
		return map_of(arena, root);
	struct place place = yaml_place(root);
	report_error(report, &place, "data-no-mapping",
		tr("the data must be a mapping: names with values, 'name: value'"));
	return NULL;
}
