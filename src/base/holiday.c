#include "base/date.h"

/* The day of Easter, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8). */
static long easter(int year)
{
	int golden = year % 19, century = year / 100, rest = year % 100;
	int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 +
			    15) %
		    30;
	int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
	int late = (golden + 11 * epact + 22 * weekday) / 451;
	int sum = epact + weekday - 7 * late + 114;
	return date_to_days((struct date){.year = year, .month = sum / 31, .day = sum % 31 + 1});
}

bool date_is_holiday(struct date date)
{
	/* From Maundy Thursday to Whit Monday, days after Easter. */
	static const int after_easter[] = {-3, -2, 0, 1, 39, 49, 50};
	enum { PRAYER_DAY = 26, LAST_PRAYER_YEAR = 2023 };
	if (date.month == 1 && date.day == 1)
		return true;
	if (date.month == 12 && (date.day == 25 || date.day == 26))
		return true;
	long days = date_to_days(date) - easter(date.year);
	for (size_t i = 0; i < sizeof after_easter / sizeof *after_easter; i++)
		if (days == after_easter[i])
			return true;
	return days == PRAYER_DAY && date.year <= LAST_PRAYER_YEAR;
}

bool date_is_working_day(struct date date, bool saturday)
{
	int weekday = date_weekday(date);
	return weekday != 7 && (weekday != 6 || saturday) && !date_is_holiday(date);
}

struct date date_working_days_before(struct date date, int count, bool saturday)
{
	long days = date_to_days(date);
	long first = date_to_days((struct date){.year = 1, .month = 1, .day = 1});
	while (count > 0 && days > first) {
		days--;
		count -= date_is_working_day(date_from_days(days), saturday);
	}
	return date_from_days(days);
}
