typedef int zip_not_written_yet;
