#ifndef REFERENT_BASE_DATE_H
#define REFERENT_BASE_DATE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A day in the Gregorian calendar. */
struct date {
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* Reads 2024-11-06 or 06-11-2024 (also 6-11-2024); anything else or no such day is false. */
bool date_parse(const char *text, struct date *date);

/* Days since 1970-01-01. */
long date_to_days(struct date date);
struct date date_from_days(long days);

/* 1 is Monday, 7 is Sunday. */
int date_weekday(struct date date);

/* Week number of ISO 8601; *year receives the year that the week belongs to (may be NULL). */
int date_week(struct date date, int *year);

int date_compare(struct date a, struct date b);

/* Whether a day is a public holiday in Denmark (helligdag; store bededag until 2023). */
bool date_is_holiday(struct date date);

/* Whether a day is a weekday (hverdag): no Sunday, no holiday; a Saturday where that counts. */
bool date_is_working_day(struct date date, bool saturday);

/* The day that lies count weekdays before another. */
struct date date_working_days_before(struct date date, int count, bool saturday);

/*
 * Reads a time of day: 9.00, 9:00, 09:00 (0.00 to 24.00). *minutes receives minutes since
 * midnight.
 */
bool time_parse(const char *text, int *minutes);

/* Reads 9.00-9.30 or a single time; *end_min is -1 for a single one. Hyphen or en dash. */
bool time_range_parse(const char *text, int *start_min, int *end_min);

/* Reads 30 min, 1 t, 1 t 15 min, 1,5 t. *minutes receives the sum, 1 to 1440. */
bool duration_parse(const char *text, int *minutes);

/* Appends a date and a time of day (minutes, or -1 for none) by strftime letters with Danish
 * names, lower-case: %A %a %B %b %d %-d %e %m %-m %Y %y %H %-H %M %V %-V %j %u %p %S %F %%.
 * Unknown letters stay as typed; then false is returned.
 */
bool date_format(struct buf *out, const char *format, struct date date, int minutes);

/* Danish names, lower-case; month 1 to 12, weekday 1 to 7 from Monday. */
const char *date_month_name(int month);
const char *date_weekday_name(int weekday);

/*
 * Length of a Danish day of the month that text begins with, "13. nov.", "6. november 2024",
 * "13. og 14. november", "27.-28. januar", or 0. Day 1 to 31, full stop, optionally a second day
 * and its stop, then a lower-case month name or abbreviation that ends at a word's end.
 */
size_t date_danish_prefix(const char *text, size_t length);

#endif
