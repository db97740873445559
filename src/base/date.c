typedef int date_not_written_yet;
