#include "template/filter_rows.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "template/number.h"

#include <math.h>
#include <string.h>

/* A blank that no line breaks at. */
static const char no_break_space[] = "\xc2\xa0";

static struct value taken(struct buf *out)
{
	return value_text_n(buf_text(out), out->length);
}

/* The input as a day (and a time, or -1): a date, or text that holds one. */
static bool input_date(const struct filter_call *call, struct date *date, int *minutes)
{
	struct value_text text;
	*minutes = -1;
	if (call->input.kind == VALUE_DATE) {
		*date = call->input.date;
		return true;
	}
	if (!value_is_text(call->arena, call->input, &text))
		return false;
	char *copy = arena_strndup(call->arena, text.bytes, text.length);
	char *rest = strpbrk(copy, " T");
	if (rest != NULL) {
		*rest++ = '\0';
		/* Seconds, as in 2024-11-06T09:30:00, say nothing to a reader. */
		if (strlen(rest) == 8 && rest[5] == ':')
			rest[5] = '\0';
		if (!time_parse(rest, minutes))
			return false;
	}
	return date_parse(copy, date);
}

/* How much of a value a message shows, bytes, whole characters. */
static int shown_length(struct value_text text)
{
	size_t shown = 0;
	uint32_t point;
	while (shown < text.length && shown < 60)
		shown += utf8_decode(text.bytes + shown, text.length - shown, &point);
	return (int)shown;
}

static struct value no_date(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	return filter_error(call, "bad-value",
		tr("'%s' takes a date such as 2024-11-06, not '%.*s'"), call->name,
		shown_length(text), text.bytes);
}

/* True if a format has one of the letters, as %d or %-d. */
static bool asks_for(struct value_text format, const char *letters)
{
	for (size_t i = 0; i + 1 < format.length; i++) {
		if (format.bytes[i] != '%')
			continue;
		i++;
		if (format.bytes[i] == '-' && i + 1 < format.length)
			i++;
		if (strchr(letters, format.bytes[i]) != NULL)
			return true;
	}
	return false;
}

static struct value apply_dato(const struct filter_call *call)
{
	struct value_text format;
	struct date date = {1970, 1, 1};
	int minutes;
	if (!filter_text(call, 0, "%-d. %B %Y", &format))
		return value_failed();
	if (call->input.kind == VALUE_NONE || call->input.kind == VALUE_UNDEFINED)
		return value_none();
	if (call->input.kind == VALUE_TIME)
		minutes = call->input.time.minutes;
	else if (!input_date(call, &date, &minutes))
		return no_date(call);
	struct buf out;
	buf_init(&out, call->arena);
	bool there = call->input.kind == VALUE_TIME ? !asks_for(format, "AaBbdemYyVjuF")
						    : minutes >= 0 || !asks_for(format, "HMSp");
	if (!there || !date_format(&out, arena_strndup(call->arena, format.bytes, format.length),
			      date, minutes))
		return filter_error(call, "bad-value",
			tr("'%.*s' has a letter that 'dato' does not know, or asks for a time that "
			   "is not there; use %%A %%d %%-d %%B %%m %%Y %%H %%M"),
			(int)format.length, format.bytes);
	return taken(&out);
}

static struct value apply_uge(const struct filter_call *call)
{
	struct date date;
	int minutes;
	if (!input_date(call, &date, &minutes))
		return no_date(call);
	return value_int(date_week(date, NULL));
}

/* "6. november 2024" without what the end of the period says again. */
static void append_period(struct buf *out, struct date from, struct date to)
{
	bool same_year = from.year == to.year, same_month = same_year && from.month == to.month;
	if (date_compare(from, to) == 0) {
		date_format(out, "%-d. %B %Y", to, -1);
		return;
	}
	date_format(out, same_month ? "%-d." : same_year ? "%-d. %B" : "%-d. %B %Y", from, -1);
	buf_puts(out, same_month ? "–" : " – ");
	date_format(out, "%-d. %B %Y", to, -1);
}

static struct value apply_periode(const struct filter_call *call)
{
	struct filter_call from = *call, to = *call;
	if (filter_given(call, 0)) {
		to.input = call->arguments[0];
	} else {
		const struct value_list *items = filter_input_items(call);
		if (items == NULL)
			return value_failed();
		if (items->count == 0)
			return value_none();
		from.input = items->items[0];
		to.input = items->items[items->count - 1];
	}
	struct date first, last;
	int minutes;
	if (!input_date(&from, &first, &minutes))
		return no_date(&from);
	if (!input_date(&to, &last, &minutes))
		return no_date(&to);
	struct buf out;
	buf_init(&out, call->arena);
	append_period(&out, first, last);
	return taken(&out);
}

static struct value apply_stort(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	struct buf out;
	uint32_t point;
	if (text.length == 0)
		return value_text("");
	size_t first = utf8_decode(text.bytes, text.length, &point);
	buf_init(&out, call->arena);
	buf_put_utf8(&out, utf8_to_upper(point));
	buf_append(&out, text.bytes + first, text.length - first);
	return taken(&out);
}

/* True if full stops stand where Danish groups thousands: 1.234.567. */
static bool is_grouped(const char *text, size_t length)
{
	const char *dot = memchr(text, '.', length);
	if (dot == NULL || dot == text || dot - text > 3)
		return false;
	size_t rest = length - (size_t)(dot - text);
	if (rest % 4 != 0)
		return false;
	for (size_t i = 0; i < rest; i++)
		if (i % 4 == 0 ? dot[i] != '.' : dot[i] < '0' || dot[i] > '9')
			return false;
	return true;
}

/* A number, or text that is one as Danes or programs write it: 1.234,50 or 1234.5. */
static bool input_number(const struct filter_call *call, double *real)
{
	struct value_text text;
	if (value_is_number(call->input, real))
		return true;
	if (!value_is_text(call->arena, call->input, &text))
		return false;
	const char *comma = memchr(text.bytes, ',', text.length);
	size_t whole = comma != NULL ? (size_t)(comma - text.bytes) : text.length;
	size_t sign = whole > 0 && text.bytes[0] == '-' ? 1 : 0;
	bool grouped = is_grouped(text.bytes + sign, whole - sign);
	struct buf plain;
	buf_init(&plain, call->arena);
	for (size_t i = 0; i < text.length; i++) {
		if (i < whole && grouped && text.bytes[i] == '.')
			continue;
		buf_putc(&plain, i == whole ? '.' : text.bytes[i]);
	}
	return number_parse_real(buf_text(&plain), plain.length, real);
}

static struct value no_number(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	return filter_error(call, "bad-value", tr("'%s' takes a number, not '%.*s'"), call->name,
		shown_length(text), text.bytes);
}

/* What follows the full stop in the shortest text for a number: "5" of 2.5, "" of 2.0. */
static const char *decimals_of(struct arena *arena, double real)
{
	struct buf text;
	buf_init(&text, arena);
	number_append_real(&text, real);
	const char *dot = strchr(buf_text(&text), '.');
	return dot == NULL || strcmp(dot, ".0") == 0 ? "" : dot + 1;
}

/* Appends 1234567.5 as 1.234.567,50. A half goes away from zero, as in sums of money. */
static void append_grouped(struct buf *out, double real, int decimals)
{
	struct buf digits;
	const char *all = decimals_of(out->arena, real);
	/* 2.675 is kept a little below the half that it was written as. */
	if (strlen(all) == (size_t)decimals + 1 && all[decimals] == '5')
		real = nextafter(real, real < 0 ? -INFINITY : INFINITY);
	buf_init(&digits, out->arena);
	number_append_fixed(&digits, real, decimals);
	const char *text = buf_text(&digits);
	if (*text == '-') {
		/* No minus before what rounds to nothing. */
		if (strspn(text, "-0.") != digits.length)
			buf_putc(out, '-');
		text++;
	}
	size_t whole = strcspn(text, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buf_putc(out, '.');
		buf_putc(out, text[i]);
	}
	if (text[whole] == '.') {
		buf_putc(out, ',');
		buf_puts(out, text + whole + 1);
	}
	buf_finish(&digits);
}

/* The number of decimals: the argument, else as many as the number has, at most two. */
static bool decimals_wanted(const struct filter_call *call, double real, int *decimals)
{
	int64_t wanted;
	size_t own = strlen(decimals_of(call->arena, real));
	if (!filter_integer(call, 0, own < 2 ? (int64_t)own : 2, &wanted))
		return false;
	if (wanted < 0 || wanted > 20) {
		filter_error(call, "bad-value", tr("'%s' takes 0 to 20 decimals"), call->name);
		return false;
	}
	*decimals = (int)wanted;
	return true;
}

static struct value grouped_number(const struct filter_call *call, const char *unit, bool money)
{
	double real;
	int decimals;
	if (call->input.kind == VALUE_NONE || call->input.kind == VALUE_UNDEFINED)
		return value_none();
	if (!input_number(call, &real) || real > 9e15 || real < -9e15)
		return no_number(call);
	if (!decimals_wanted(call, real, &decimals))
		return value_failed();
	/* Money has no single decimal. */
	if (money && !filter_given(call, 0) && decimals == 1)
		decimals = 2;
	struct buf out;
	buf_init(&out, call->arena);
	append_grouped(&out, real, decimals);
	if (unit != NULL)
		buf_printf(&out, "%s%s", no_break_space, unit);
	return taken(&out);
}

static struct value apply_kr(const struct filter_call *call)
{
	return grouped_number(call, "kr.", true);
}

static struct value apply_tal(const struct filter_call *call)
{
	return grouped_number(call, NULL, false);
}

static struct value apply_procent(const struct filter_call *call)
{
	return grouped_number(call, "%", false);
}

static struct value apply_join_og(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct buf out;
	buf_init(&out, call->arena);
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		if (filter_given(call, 0))
			item = filter_attribute(call, item, call->arguments[0]);
		if (!filter_defined(call, item))
			return value_failed();
		if (i > 0)
			buf_puts(&out, i + 1 == items->count ? " og " : ", ");
		value_append(&out, item);
	}
	return taken(&out);
}

static struct value apply_janej(const struct filter_call *call)
{
	return value_text(value_truth(call->input) ? "ja" : "nej");
}

const struct filter filter_danish_rows[] = {
	{"dato", "format", 0, 0, apply_dato},
	{"janej", "", 0, 0, apply_janej},
	{"join_og", "attribute", 0, 0, apply_join_og},
	{"kr", "decimaler", 0, 0, apply_kr},
	{"periode", "til", 0, 0, apply_periode},
	{"procent", "decimaler", 0, 0, apply_procent},
	{"stort", "", 0, 0, apply_stort},
	{"tal", "decimaler", 0, 0, apply_tal},
	{"uge", "", 0, 0, apply_uge},
	{0},
};
