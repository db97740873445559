typedef int file_not_written_yet;
