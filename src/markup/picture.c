typedef int picture_not_written_yet;
