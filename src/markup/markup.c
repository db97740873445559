typedef int markup_not_written_yet;
