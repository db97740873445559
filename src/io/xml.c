typedef int xml_not_written_yet;
