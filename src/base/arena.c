typedef int arena_not_written_yet;
