#include "template/parameter.h"

#include <string.h>

size_t parameter_count(const char *parameters)
{
	size_t count = *parameters != '\0';
	for (const char *c = parameters; *c != '\0'; c++)
		count += *c == ' ';
	return count;
}

size_t parameter_find(const char *parameters, struct value_text name)
{
	size_t at = 0;
	for (const char *c = parameters; *c != '\0'; at++) {
		size_t length = strcspn(c, " ");
		if (length == name.length && memcmp(c, name.bytes, length) == 0)
			return at;
		c += length;
		c += *c == ' ';
	}
	return at;
}
