#ifndef REFERENT_MEETING_SCHEMA_WORDS_H
#define REFERENT_MEETING_SCHEMA_WORDS_H

#include "meeting/load.h"

/* What the schema says of the files beyond the names of their keys. The descriptions are part of the
 * format's documentation and Danish, as the keys are. */

struct schema_key {
	const char *key;
	const char *shape; /* a definition that the value follows */
	const char *says;
};

/* A definition of what a mapping holds. */
struct schema_mapping {
	const char *name;
	const char *says;
	const struct read_rules *rules;
	const struct schema_key *keys; /* ends with a key of NULL */
	const char *more; /* further members of the definition, ", …" in JSON; or "" */
	const char *rest; /* what any other key follows; NULL where there are none */
};

/* A definition as it stands. */
struct schema_shape {
	const char *name;
	const char *json; /* '#name' in a "$ref" stands for the definition of that name */
};

/* End with a name of NULL. */
extern const struct schema_mapping schema_mappings[];
extern const struct schema_shape schema_shapes[];

/* What a key of a mapping is, or NULL where nothing is said of it. */
const struct schema_key *schema_find(const struct schema_mapping *mapping, const char *key);

#endif
