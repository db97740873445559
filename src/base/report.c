typedef int report_not_written_yet;
