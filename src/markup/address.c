#include "markup/internal.h"

#include "base/utf8.h"

#include <string.h>

/* The addresses of links and pictures. */

static bool starts_with(const char *text, const char *lower)
{
	for (; *lower; text++, lower++)
		if (*text != *lower && (*text < 'A' || *text > 'Z' || (*text | 0x20) != *lower))
			return false;
	return true;
}

const char *address_of_link(const struct reader *reader, const struct event *event)
{
	struct buf address;
	struct buf out;

	buf_init(&address, reader->scratch);
	decode_text(reader, event->text, event->length, " ", &address);
	buf_init(&out, reader->scratch);
	for (size_t i = 0; i < address.length; i++) {
		if (address.data[i] == ' ')
			buf_puts(&out, "%20");
		else if (address.data[i] != '\n')
			buf_putc(&out, address.data[i]);
	}
	return buf_copy(&out, reader->arena);
}

/*
 * Whether a program may take the beginning of an address for a scheme. No colon stands in the first
 * segment of a relative one (RFC 3986, 4.2); ".uno:Save" is a command to LibreOffice.
 */
static bool may_have_scheme(const char *address)
{
	return address[strcspn(address, ":/?#")] == ':';
}

bool address_is_link(const char *address)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (starts_with(address, schemes[i]))
			return address[strlen(schemes[i])] != '\0';
	return !may_have_scheme(address) && *address && !strchr("/\\#?", *address) &&
	       !starts_with(address, "www.");
}

static int hex_value(char byte)
{
	static const char digits[] = "00112233445566778899aAbBcCdDeEfF";
	const char *found = byte ? strchr(digits, byte) : NULL;

	return found ? (int)(found - digits) / 2 : -1;
}

const char *address_decode(struct arena *arena, const char *address, size_t length)
{
	struct buf path;

	buf_init(&path, arena);
	for (size_t i = 0; i < length; i++) {
		int high = i + 2 < length ? hex_value(address[i + 1]) : -1;
		int low = high >= 0 ? hex_value(address[i + 2]) : -1;

		if (address[i] == '%' && low >= 0 && 16 * high + low >= 0x20) {
			buf_putc(&path, (char)(16 * high + low));
			i += 2;
		} else {
			buf_putc(&path, address[i]);
		}
	}
	/* What is no text was no escape either. */
	if (utf8_valid(buf_text(&path), path.length) != path.length)
		return arena_strndup(arena, address, length);
	return buf_text(&path);
}

const char *address_of_picture(const struct reader *reader, const struct event *event)
{
	struct buf address;

	buf_init(&address, reader->scratch);
	decode_text(reader, event->text, event->length, " ", &address);
	return address_decode(reader->arena, buf_text(&address), address.length);
}

bool address_is_file(const char *address)
{
	return !strstr(address, "://") && !starts_with(address, "data:");
}
