typedef int yaml_not_written_yet;
