typedef int process_not_written_yet;
