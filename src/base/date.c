#include "base/date.h"

#include <string.h>

static const char *const month_names[] = {"januar", "februar", "marts", "april", "maj", "juni",
	"juli", "august", "september", "oktober", "november", "december"};
static const char *const weekday_names[] = {
	"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Reads min_digits to max_digits digits and moves on; false if there are fewer or more. */
static bool read_digits(const char **text, int min_digits, int max_digits, int *number)
{
	int count = 0;

	*number = 0;
	while ((*text)[count] >= '0' && (*text)[count] <= '9') {
		if (count == max_digits)
			return false;
		*number = *number * 10 + ((*text)[count] - '0');
		count++;
	}
	*text += count;
	return count >= min_digits;
}

static bool read_char(const char **text, char expected)
{
	if (**text != expected)
		return false;
	(*text)++;
	return true;
}

static bool is_valid(struct date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
	       date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

static bool parse_year_first(const char *text, struct date *date)
{
	return read_digits(&text, 4, 4, &date->year) && read_char(&text, '-') &&
	       read_digits(&text, 1, 2, &date->month) && read_char(&text, '-') &&
	       read_digits(&text, 1, 2, &date->day) && *text == '\0' && is_valid(*date);
}

static bool parse_day_first(const char *text, struct date *date)
{
	return read_digits(&text, 1, 2, &date->day) && read_char(&text, '-') &&
	       read_digits(&text, 1, 2, &date->month) && read_char(&text, '-') &&
	       read_digits(&text, 4, 4, &date->year) && *text == '\0' && is_valid(*date);
}

bool date_parse(const char *text, struct date *date)
{
	struct date found;

	if (!parse_year_first(text, &found) && !parse_day_first(text, &found))
		return false;
	*date = found;
	return true;
}

/*
 * Years are counted from March, so that the leap day is the last of its year and the months before
 * it have a regular pattern of lengths: 153 days in every five months.
 */
long date_to_days(struct date date)
{
	long year = date.month > 2 ? date.year : date.year - 1;
	long month = date.month > 2 ? date.month - 3 : date.month + 9;
	long days = 365 * year + year / 4 - year / 100 + year / 400;

	return days + (153 * month + 2) / 5 + date.day - 1 - 719468;
}

struct date date_from_days(long days)
{
	struct date date;
	long since_march = days + 719468; /* since 0000-03-01 */
	long year = since_march * 400 / 146097;
	long day;
	long month;

	/* The quotient is at most one too high. */
	day = since_march - (365 * year + year / 4 - year / 100 + year / 400);
	if (day < 0) {
		year--;
		day = since_march - (365 * year + year / 4 - year / 100 + year / 400);
	}
	month = (5 * day + 2) / 153;
	date.day = (int)(day - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(month < 10 ? year : year + 1);
	return date;
}

int date_weekday(struct date date)
{
	/* 1970-01-01 was a Thursday; 719468 days before it, made a multiple of 7, keep it positive. */
	return (int)((date_to_days(date) + 3 + 7L * 110000) % 7) + 1;
}

int date_week(struct date date, int *year)
{
	/* A week belongs to the year that has its Thursday. */
	struct date thursday = date_from_days(date_to_days(date) - date_weekday(date) + 4);
	struct date new_year = {thursday.year, 1, 1};

	if (year != NULL)
		*year = thursday.year;
	return (int)((date_to_days(thursday) - date_to_days(new_year)) / 7) + 1;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

const char *date_month_name(int month)
{
	return month_names[month - 1];
}

const char *date_weekday_name(int weekday)
{
	return weekday_names[weekday - 1];
}

static void put_weekday(struct buf *out, struct date date, bool whole)
{
	/* Three letters; the o-slash of lørdag and søndag takes two bytes. */
	static const char *const short_names[] = {"man", "tir", "ons", "tor", "fre", "lør", "søn"};
	int weekday = date_weekday(date);

	buf_puts(out, whole ? weekday_names[weekday - 1] : short_names[weekday - 1]);
}

static int day_of_year(struct date date)
{
	struct date new_year = {date.year, 1, 1};

	return (int)(date_to_days(date) - date_to_days(new_year)) + 1;
}

/* Appends what the letter stands for; false if it is no known one. */
static bool put_field(struct buf *out, char letter, struct date date, int minutes)
{
	int hour = minutes < 0 ? 0 : minutes / 60;

	switch (letter) {
	case 'A':
	case 'a':
		put_weekday(out, date, letter == 'A');
		return true;
	case 'B':
		buf_puts(out, date_month_name(date.month));
		return true;
	case 'b':
		buf_append(out, date_month_name(date.month), 3);
		return true;
	case 'd':
		buf_printf(out, "%02d", date.day);
		return true;
	case 'e':
		buf_printf(out, "%2d", date.day);
		return true;
	case 'm':
		buf_printf(out, "%02d", date.month);
		return true;
	case 'Y':
		buf_printf(out, "%04d", date.year);
		return true;
	case 'y':
		buf_printf(out, "%02d", date.year % 100);
		return true;
	case 'H':
		buf_printf(out, "%02d", hour);
		return true;
	case 'M':
		buf_printf(out, "%02d", minutes < 0 ? 0 : minutes % 60);
		return true;
	case 'S':
		buf_puts(out, "00");
		return true;
	case 'p':
		buf_puts(out, hour % 24 < 12 ? "AM" : "PM");
		return true;
	case 'V':
		buf_printf(out, "%02d", date_week(date, NULL));
		return true;
	case 'j':
		buf_printf(out, "%03d", day_of_year(date));
		return true;
	case 'u':
		buf_printf(out, "%d", date_weekday(date));
		return true;
	case 'F':
		buf_printf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
		return true;
	case '%':
		buf_putc(out, '%');
		return true;
	default:
		return false;
	}
}

/* The numbers that a hyphen before the letter strips of their leading zero. */
static bool put_plain_number(struct buf *out, char letter, struct date date, int minutes)
{
	switch (letter) {
	case 'd':
		buf_printf(out, "%d", date.day);
		return true;
	case 'm':
		buf_printf(out, "%d", date.month);
		return true;
	case 'H':
		buf_printf(out, "%d", minutes < 0 ? 0 : minutes / 60);
		return true;
	case 'V':
		buf_printf(out, "%d", date_week(date, NULL));
		return true;
	default:
		return false;
	}
}

bool date_format(struct buf *out, const char *format, struct date date, int minutes)
{
	bool all_known = true;

	while (*format != '\0') {
		size_t plain = strcspn(format, "%");

		buf_append(out, format, plain);
		format += plain;
		if (*format == '\0')
			break;
		if (format[1] == '-' && put_plain_number(out, format[2], date, minutes)) {
			format += 3;
		} else if (put_field(out, format[1], date, minutes)) {
			format += 2;
		} else {
			buf_putc(out, '%');
			format++;
			all_known = false;
		}
	}
	return all_known;
}
