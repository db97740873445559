#ifndef REFERENT_DOCUMENT_TEXT_STAMP_H
#define REFERENT_DOCUMENT_TEXT_STAMP_H

#include "document/document.h"

/* Puts the hash of everything else in a text in place of the digits at an offset. */
void text_stamp_fill(char *bytes, size_t length, size_t digits);

/* As document_read_stamp(), for a document that is no archive. */
bool text_read_stamp(
	struct arena *arena, const struct file_bytes *bytes, struct document_stamp *stamp);

#endif
