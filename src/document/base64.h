#ifndef REFERENT_DOCUMENT_BASE64_H
#define REFERENT_DOCUMENT_BASE64_H

#include "base/buf.h"

/* Appends bytes in base 64 (RFC 4648, section 4), on one line. */
void base64_put(struct buf *out, const char *data, size_t size);

#endif
