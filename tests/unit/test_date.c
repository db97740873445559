#include "base/date.h"
#include "check.h"

static struct arena *arena;

static const char *iso(const char *text)
{
	struct date date;

	if (!date_parse(text, &date))
		return "no";
	return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void check_parsing(void)
{
	static const char *const bad[] = {"", "2024", "2024-13-01", "2024-02-30", "2023-02-29",
		"1900-02-29", "2024-11-06 ", " 2024-11-06", "2024-11-6x", "06.11.2024", "6/11-2024",
		"0000-01-01", "00-01-2024", "2024-00-10", "20241106", "12024-11-06", "6-11-24",
		"-1-2-2024", "2024--1-2"};

	CHECK_TEXT(iso("2024-11-06"), "2024-11-06");
	CHECK_TEXT(iso("06-11-2024"), "2024-11-06");
	CHECK_TEXT(iso("6-11-2024"), "2024-11-06");
	CHECK_TEXT(iso("2024-02-29"), "2024-02-29");
	CHECK_TEXT(iso("2000-02-29"), "2000-02-29");
	CHECK_TEXT(iso("0001-01-01"), "0001-01-01");
	CHECK_TEXT(iso("9999-12-31"), "9999-12-31");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_TEXT(iso(bad[i]), "no");
}

static void check_calendar(void)
{
	struct date date = {1, 1, 1};
	long first = date_to_days(date);
	int weekday = 1; /* 0001-01-01 was a Monday */
	bool right = true;
	long last = date_to_days((struct date){9999, 12, 31});

	CHECK_INT(first, -719162);
	CHECK_INT(last, 2932896);
	CHECK_INT(date_to_days((struct date){1970, 1, 1}), 0);
	for (long days = first; days <= last; days++) {
		struct date next = date_from_days(days);

		right = right && date_to_days(next) == days && date_weekday(next) == weekday &&
			(days == first || date_compare(date, next) < 0);
		weekday = weekday % 7 + 1;
		date = next;
	}
	CHECK(right);
	CHECK_INT(date_compare(date, date), 0);
	CHECK_INT(date_compare((struct date){2024, 1, 2}, (struct date){2024, 2, 1}), -1);
	CHECK_INT(date_compare((struct date){2025, 1, 2}, (struct date){2024, 2, 1}), 1);
}

static int week(const char *text, int *year)
{
	struct date date;

	CHECK(date_parse(text, &date));
	return date_week(date, year);
}

static void check_weeks(void)
{
	int year = 0;

	CHECK_INT(week("2024-11-06", NULL), 45);
	CHECK_INT(week("2021-01-03", &year), 53);
	CHECK_INT(year, 2020);
	CHECK_INT(week("2021-01-04", &year), 1);
	CHECK_INT(year, 2021);
	CHECK_INT(week("2024-12-30", &year), 1);
	CHECK_INT(year, 2025);
	CHECK_INT(week("2026-12-31", &year), 53);
	CHECK_INT(year, 2026);
}

static int minutes_of(const char *text)
{
	int minutes = -1;

	return time_parse(text, &minutes) ? minutes : -1;
}

static int duration_of(const char *text)
{
	int minutes = -1;

	return duration_parse(text, &minutes) ? minutes : -1;
}

static void check_clock(void)
{
	static const char *const bad[] = {"", "9", "9.0", "9.000", "9.60", "24.01", "25.00", ".30",
		"9,00", "9.00 ", " 9.00", "9-00", "109.00", "9.00-10.00", "-1.00"};
	int start = -2;
	int end = -2;

	CHECK_INT(minutes_of("9.00"), 540);
	CHECK_INT(minutes_of("9:05"), 545);
	CHECK_INT(minutes_of("09:00"), 540);
	CHECK_INT(minutes_of("0.00"), 0);
	CHECK_INT(minutes_of("24.00"), 1440);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(minutes_of(bad[i]), -1);
	CHECK(time_range_parse("9.00-9.30", &start, &end) && start == 540 && end == 570);
	CHECK(time_range_parse("08:15 – 08:30", &start, &end) && start == 495 && end == 510);
	CHECK(time_range_parse("9.00", &start, &end) && start == 540 && end == -1);
	CHECK(!time_range_parse("9.00-", &start, &end));
	CHECK(!time_range_parse("9.00-9.30x", &start, &end));
	CHECK(!time_range_parse("9.00 9.30", &start, &end));
	CHECK(!time_range_parse("-9.30", &start, &end));
}

static void check_durations(void)
{
	static const char *const bad[] = {"", "30", "min", "0 min", "1441 min", "25 t",
		"15 min 1 t", "1 t 1 t", "1,5 min", "1,01 t", "1, t", ",5 t", "1 t,", "1 år",
		"99999 min", "-5 min"};

	CHECK_INT(duration_of("30 min"), 30);
	CHECK_INT(duration_of("30min."), 30);
	CHECK_INT(duration_of("30 minutter"), 30);
	CHECK_INT(duration_of("1 t"), 60);
	CHECK_INT(duration_of("1 t 15 min"), 75);
	CHECK_INT(duration_of("2 timer 5 minutter"), 125);
	CHECK_INT(duration_of("1,5 t"), 90);
	CHECK_INT(duration_of("1.25 time"), 75);
	CHECK_INT(duration_of("1\xC2\xA0t"), 60);
	CHECK_INT(duration_of("24 t"), 1440);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(duration_of(bad[i]), -1);
}

static const char *format(const char *letters, const char *day, int minutes, bool known)
{
	struct buf out;
	struct date date;

	buf_init(&out, arena);
	CHECK(date_parse(day, &date));
	CHECK(date_format(&out, letters, date, minutes) == known);
	return buf_copy(&out, arena);
}

static void check_formats(void)
{
	CHECK_TEXT(
		format("%A den %-d. %B %Y", "2024-11-06", -1, true), "onsdag den 6. november 2024");
	CHECK_TEXT(format("%a %d-%m-%y %b", "2024-03-02", -1, true), "lør 02-03-24 mar");
	CHECK_TEXT(format("%e/%-m %F %j %u", "2024-11-06", -1, true), " 6/11 2024-11-06 311 3");
	CHECK_TEXT(format("%H.%M %-H:%M:%S %p", "2024-11-06", 545, true), "09.05 9:05:00 AM");
	CHECK_TEXT(format("%p%H", "2024-11-06", 780, true), "PM13");
	CHECK_TEXT(format("uge %V %-V", "2025-01-02", -1, true), "uge 01 1");
	CHECK_TEXT(format("100 %% %H", "2024-11-06", -1, true), "100 % 00");
	CHECK_TEXT(format("%Q %-Q %-", "2024-11-06", -1, false), "%Q %-Q %-");
	CHECK_TEXT(format("%", "2024-11-06", -1, false), "%");
	CHECK_TEXT(format("", "2024-11-06", -1, true), "");
	CHECK_TEXT(date_month_name(8), "august");
	CHECK_TEXT(date_weekday_name(7), "søndag");
}

static size_t prefix(const char *text)
{
	return date_danish_prefix(text, strlen(text));
}

static void check_danish_days(void)
{
	static const char *const whole[] = {"13. nov.", "6. november 2024", "13. og 14. november",
		"27.-28. januar", "27. – 28. januar 2025", "1. maj", "06. juni", "31. dec",
		"3. sept.", "13.\xC2\xA0nov."};
	static const char *const none[] = {"", "13", "13.", "13. ", "1. kvartal", "2. behandling",
		"32. maj", "0. maj", "013. maj", "13. Nov.", "13. novelle", "13 nov.", "13.nov.",
		"13) nov.", "1. marts2", "1. decemberferie", "13. og november"};

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		if (prefix(whole[i]) != strlen(whole[i]))
			CHECK_TEXT(whole[i], "taken whole");
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		if (prefix(none[i]) != 0)
			CHECK_TEXT(none[i], "no day");
	}
	CHECK_INT(prefix("13. nov., kl. 9"), 8);
	CHECK_INT(prefix("6. november 20245"), 11);
	CHECK_INT(prefix("30. november-1. december"), 12);
	CHECK_INT(date_danish_prefix("13. november", 6), 0);
	CHECK_INT(date_danish_prefix("13. november", 7), 7);
}

static struct date day(const char *text)
{
	struct date date = {0};
	CHECK(date_parse(text, &date));
	return date;
}

static void check_holidays(void)
{
	static const char *const holidays[] = {"2024-01-01", "2024-03-28", "2024-03-29",
		"2024-03-31", "2024-04-01", "2023-05-05", "2024-05-09", "2024-05-19", "2024-05-20",
		"2024-12-25", "2024-12-26", "2025-04-20", "2000-04-23", "1961-04-02", "2038-04-25"};
	static const char *const none[] = {"2024-04-26", "2024-12-24", "2024-06-05", "2024-03-27",
		"2024-04-02", "2024-12-27", "2025-01-02", "2024-05-08"};
	for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++)
		if (!date_is_holiday(day(holidays[i])))
			CHECK_TEXT(holidays[i], "a holiday");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (date_is_holiday(day(none[i])))
			CHECK_TEXT(none[i], "no holiday");
}

static const char *before(const char *text, int count, bool saturday)
{
	struct date date = date_working_days_before(day(text), count, saturday);
	return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void check_working_days(void)
{
	CHECK_TEXT(before("2024-11-06", 4, false), "2024-10-31");
	CHECK_TEXT(before("2024-11-06", 4, true), "2024-11-01");
	CHECK_TEXT(before("2024-04-03", 4, false), "2024-03-25");
	CHECK_TEXT(before("2024-04-03", 0, false), "2024-04-03");
	CHECK_TEXT(before("2025-01-02", 4, false), "2024-12-24");
	CHECK_TEXT(before("0001-01-02", 4, false), "0001-01-01");
}

int main(void)
{
	arena = arena_create(16 * 1024 * 1024);
	check_parsing();
	check_calendar();
	check_weeks();
	check_clock();
	check_durations();
	check_formats();
	check_danish_days();
	check_holidays();
	check_working_days();
	arena_destroy(arena);
	return check_failures != 0;
}
