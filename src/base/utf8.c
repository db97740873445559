typedef int utf8_not_written_yet;
