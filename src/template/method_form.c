#include "template/method.h"

#include "base/utf8.h"
#include "template/run.h"

#include <string.h>

/* Methods of texts that fill them up or ask what they are made of. */

/* Fills up to a width: where says how much of the filling goes to the left, 0 to 2 halves. */
static struct value fill(const struct call *call, const char *filling, int halves)
{
	struct value_text text = call->receiver.text, with;
	int64_t width;
	struct buf out;
	if (!method_integer(call, 0, 0, &width) || !method_text(call, 1, filling, &with))
		return value_failed();
	int64_t missing = width - (int64_t)utf8_length(text.bytes, text.length);
	if (missing <= 0 || width > 100000)
		return call->receiver;
	/* Where an odd one goes: as Python's center. */
	int64_t left = halves == 1 ? missing / 2 + (missing & width & 1) : missing * halves / 2;
	buf_init(&out, call->run->arena);
	for (int64_t i = 0; i < missing; i++) {
		if (i == left)
			buf_append(&out, text.bytes, text.length);
		buf_append(&out, with.bytes, with.length);
	}
	if (left == missing)
		buf_append(&out, text.bytes, text.length);
	return method_result(&out);
}

static struct value text_ljust(const struct call *call)
{
	return fill(call, " ", 0);
}

static struct value text_rjust(const struct call *call)
{
	return fill(call, " ", 2);
}

static struct value text_center(const struct call *call)
{
	return fill(call, " ", 1);
}

static struct value text_zfill(const struct call *call)
{
	struct value_text text = call->receiver.text;
	int64_t width;
	struct buf out;
	if (!method_integer(call, 0, 0, &width))
		return value_failed();
	int64_t missing = width - (int64_t)utf8_length(text.bytes, text.length);
	size_t sign = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
	if (missing <= 0 || width > 100000)
		return call->receiver;
	buf_init(&out, call->run->arena);
	buf_append(&out, text.bytes, sign);
	for (int64_t i = 0; i < missing; i++)
		buf_putc(&out, '0');
	buf_append(&out, text.bytes + sign, text.length - sign);
	return method_result(&out);
}

/* True if there is a character and all of them are of the kind. */
static struct value all_are(const struct call *call, bool (*is)(uint32_t code_point))
{
	struct value_text text = call->receiver.text;
	uint32_t code_point;
	for (size_t i = 0; i < text.length;) {
		i += utf8_decode(text.bytes + i, text.length - i, &code_point);
		if (!is(code_point))
			return value_bool(false);
	}
	return value_bool(text.length > 0);
}

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

static bool is_letter_or_digit(uint32_t code_point)
{
	return is_digit(code_point) || utf8_is_letter(code_point);
}

static struct value text_isdigit(const struct call *call)
{
	return all_are(call, is_digit);
}

static struct value text_isalpha(const struct call *call)
{
	return all_are(call, utf8_is_letter);
}

static struct value text_isalnum(const struct call *call)
{
	return all_are(call, is_letter_or_digit);
}

static bool is_ascii(uint32_t code_point)
{
	return code_point < 0x80;
}

/* The empty text is, too. */
static struct value text_isascii(const struct call *call)
{
	return call->receiver.text.length == 0 ? value_bool(true) : all_are(call, is_ascii);
}

static struct value text_isspace(const struct call *call)
{
	return all_are(call, utf8_is_space);
}

/* True if there is a letter with case and none of the other case. */
static struct value one_case(const struct call *call, uint32_t (*to_other)(uint32_t code_point),
	uint32_t (*to_this)(uint32_t code_point))
{
	struct value_text text = call->receiver.text;
	uint32_t code_point;
	bool any = false;
	for (size_t i = 0; i < text.length;) {
		i += utf8_decode(text.bytes + i, text.length - i, &code_point);
		if (to_this(code_point) != code_point)
			return value_bool(false);
		any = any || to_other(code_point) != code_point;
	}
	return value_bool(any);
}

static struct value text_isupper(const struct call *call)
{
	return one_case(call, utf8_to_lower, utf8_to_upper);
}

static struct value text_islower(const struct call *call)
{
	return one_case(call, utf8_to_upper, utf8_to_lower);
}

const struct builtin method_form_rows[] = {
	{"ljust", "width fillchar", 1, text_ljust},
	{"rjust", "width fillchar", 1, text_rjust},
	{"center", "width fillchar", 1, text_center},
	{"zfill", "width", 1, text_zfill},
	{"isdigit", "", 0, text_isdigit},
	{"isnumeric", "", 0, text_isdigit},
	{"isdecimal", "", 0, text_isdigit},
	{"isascii", "", 0, text_isascii},
	{"isalpha", "", 0, text_isalpha},
	{"isalnum", "", 0, text_isalnum},
	{"isspace", "", 0, text_isspace},
	{"isupper", "", 0, text_isupper},
	{"islower", "", 0, text_islower},
	{NULL, NULL, 0, NULL},
};
