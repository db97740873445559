#ifndef REFERENT_IO_XML_INTERNAL_H
#define REFERENT_IO_XML_INTERNAL_H

#include "io/xml.h"

#include <libxml/xmlstring.h>

/* What the files that read XML share. */

/* Upper bounds of what a document holds. */
struct xml_counts {
	size_t events;
	size_t attributes;
	size_t most_attributes; /* of one element */
};

/* xml_count.c: counts from the bytes alone; right for well-formed XML, bounded for all else. */
struct xml_counts xml_count(const char *bytes, size_t size);

/* Just behind the first wanted at or after at, or end. */
const char *xml_find(const char *at, const char *end, const char *wanted);

/* A namespace of the document; uri is libxml2's own pointer while it parses. */
struct xml_space {
	const xmlChar *uri;
	const char *prefix;
	size_t prefix_length;
};

/* A name as libxml2 knows it (its pointers are unique) and as it is written. */
struct xml_name {
	const char *prefix;
	const xmlChar *local;
	const char *written;
};

/* xml_names.c: the names of a document. Nothing in it jumps out of libxml2's calls. */
struct xml_names {
	struct arena *arena;
	const struct xml_namespace *table;
	size_t table_count;
	struct xml_space *spaces;
	struct xml_namespace *declared;
	size_t space_count;
	struct xml_name *names; /* hash table by pointers */
	size_t capacity;
	size_t count;
	bool too_many; /* why the functions below failed */
	bool no_memory;
};

void xml_names_init(struct xml_names *names, struct arena *arena, const struct xml_namespace *table,
	size_t table_count);

/* Takes a declaration of a namespace in; false after a failure. */
bool xml_names_declare(struct xml_names *names, const xmlChar *prefix, const xmlChar *uri);

/* The name as it is written; NULL after a failure. */
const char *xml_names_get(
	struct xml_names *names, const xmlChar *prefix, const xmlChar *uri, const xmlChar *local);

#endif
