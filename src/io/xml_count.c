#include "io/xml_internal.h"

#include <string.h>

const char *xml_find(const char *at, const char *end, const char *wanted)
{
	const char *found = memmem(at, (size_t)(end - at), wanted, strlen(wanted));

	return found ? found + strlen(wanted) : end;
}

/* Passes over a start tag and counts its quoted values. */
static const char *count_tag(const char *at, const char *end, struct xml_counts *counts)
{
	size_t values = 0;

	while (at < end && *at != '>') {
		if (*at == '"' || *at == '\'') {
			const char *closing = memchr(at + 1, *at, (size_t)(end - at - 1));

			values++;
			if (closing == NULL)
				return end;
			at = closing;
		}
		at++;
	}
	counts->events += 2;
	counts->attributes += values;
	if (values > counts->most_attributes)
		counts->most_attributes = values;
	return at < end ? at + 1 : end;
}

struct xml_counts xml_count(const char *bytes, size_t size)
{
	struct xml_counts counts = {0};
	const char *end = bytes + size;
	const char *at = bytes;

	while (at < end) {
		const char *tag = memchr(at, '<', (size_t)(end - at));

		if (tag != at)
			counts.events++;
		if (tag == NULL || tag + 1 == end)
			break;
		at = tag + 1;
		if (*at == '/') {
			at = xml_find(at, end, ">");
		} else if (*at == '?') {
			at = xml_find(at, end, "?>");
		} else if (*at != '!') {
			at = count_tag(at, end, &counts);
		} else if (end - at >= 3 && memcmp(at, "!--", 3) == 0) {
			at = xml_find(at + 3, end, "-->");
		} else {
			counts.events++;
			at = xml_find(at, end, "]]>");
		}
	}
	return counts;
}
