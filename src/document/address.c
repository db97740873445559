#include "document/output.h"

#include <string.h>

/* Addresses of links, as far as a document can hold them (RFC 3986). */

static const char *scheme_end(const char *address)
{
	const char *at = address;
	while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))
		at++;
	while (at > address &&
		((*at >= '0' && *at <= '9') || *at == '+' || *at == '-' || *at == '.'))
		at++;
	return at > address && *at == ':' ? at + 1 : NULL;
}

bool address_usable(const char *address)
{
	if (address == NULL || address[0] == '\0')
		return false;
	const char *rest = scheme_end(address);
	if (rest == NULL || strncmp(rest, "//", 2) != 0)
		return rest == NULL || rest[0] != '\0';
	/* an authority is a host and at most a port; what else some program reads into it is not
	 * worth a document that Word calls damaged */
	const char *host = rest + 2;
	size_t length = strcspn(host, "/?#");
	const char *at = memrchr(host, '@', length);
	if (at != NULL) {
		length -= (size_t)(at + 1 - host);
		host = at + 1;
	}
	const char *colon = memchr(host, ':', length);
	size_t host_length = colon == NULL ? length : (size_t)(colon - host);
	if (host_length == 0 || host_length > 255 ||
		strcspn(host, " \"'<>[]\\^`{|}%") < host_length)
		return strncmp(address, "file:", 5) == 0 && length == 0;
	if (colon == NULL)
		return true;
	size_t digits = strspn(colon + 1, "0123456789");
	return digits <= 4 && digits == length - host_length - 1;
}

bool address_is_relative(const char *address)
{
	return scheme_end(address) == NULL && address[0] != '/' && address[0] != '#';
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
	       (byte >= 'A' && byte <= 'F');
}

void address_put(struct buf *out, const char *address)
{
	bool fragment = false;
	for (const char *at = address; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		bool escape = byte <= ' ' || byte == 0x7f ||
			      strchr("\"<>[]\\^`{|}", byte) != NULL ||
			      (byte == '%' && !(is_hex(at[1]) && is_hex(at[2]))) ||
			      (byte == '#' && fragment);
		fragment = fragment || byte == '#';
		if (escape)
			buf_printf(out, "%%%02X", byte);
		else
			buf_putc(out, (char)byte);
	}
}
