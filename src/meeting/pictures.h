#ifndef REFERENT_MEETING_PICTURES_H
#define REFERENT_MEETING_PICTURES_H

#include "meeting/texts.h"

/* The pictures that a meeting's files name, each read once however often it shows. */
struct pictures;

struct pictures *pictures_create(struct arena *arena);

/*
 * The picture in the file at path; name is what the text calls it, place where. Beside an SVG a PNG
 * of the same name is taken for readers that know no SVG. NULL after an error: what file_read()
 * reports, [picture-unknown], [picture-reaches-out].
 */
struct markup_picture *pictures_load(const struct texts_context *context, const char *path,
	const char *name, const char *alt, const struct place *place);

/* The organ's logo as a paragraph with a picture no larger than 6 by 2 cm; none without one. */
struct value pictures_logo(const struct texts_context *context);

#endif
