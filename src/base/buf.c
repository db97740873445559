typedef int buf_not_written_yet;
