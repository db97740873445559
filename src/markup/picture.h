#ifndef REFERENT_MARKUP_PICTURE_H
#define REFERENT_MARKUP_PICTURE_H

#include "markup/markup.h"

/* Reads the size of an SVG (SVG 1.1, 5.1.2 and 7.8); false if it is none, has declarations of
 * its own (entities) or has no end. */
bool picture_read_svg(struct markup_picture *picture, const char *data, size_t size);

#endif
