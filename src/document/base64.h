#ifndef REFERENT_DOCUMENT_BASE64_H
#define REFERENT_DOCUMENT_BASE64_H

#include "base/buf.h"

/* Appends bytes in base 64 (RFC 4648, section 4), on one line. */
void base64_put(struct buf *out, const char *data, size_t size);

/* Appends the bytes that base64 text stands for, up to its "=" or end; other characters are skipped. */
void base64_take(struct buf *out, const char *text, size_t length);

#endif
