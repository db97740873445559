#ifndef REFERENT_MEETING_SKELETON_H
#define REFERENT_MEETING_SKELETON_H

#include "io/yaml_write.h"
#include "meeting/model.h"

/* What is written from a body's skeleton into the file of a new meeting. */
struct skeleton_copy {
	struct arena *arena;
	struct yaml_writer *writer;
	const struct organ *organ;
	const char *folder; /* of the new file; it may not be there yet */
};

/*
 * Writes an item of the skeleton as it was typed, with every path in it, also those of links and
 * pictures in its texts, as seen from the new folder.
 */
void skeleton_write_item(const struct skeleton_copy *copy, const struct yaml_node *item);

#endif
