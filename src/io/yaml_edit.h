#ifndef REFERENT_IO_YAML_EDIT_H
#define REFERENT_IO_YAML_EDIT_H

#include "base/buf.h"
#include "base/report.h"
#include "io/yaml.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Changes to a file that a person wrote: everything that is not changed stays byte for byte,
 * comments too. The file is a mapping. Either a key of it is set, or one below it, where the value is
 * a mapping or a text that stands for one with the key `tekst` alone.
 */
struct yaml_edit;

/*
 * Begins to edit what yaml_parse() made into root without an error. root is a mapping in block
 * style or an empty file; NULL for a file that is not there yet.
 */
struct yaml_edit *yaml_edit_create(struct arena *arena, const struct yaml_node *root);

/*
 * Sets a key of the mapping below outer to a text. What is not there yet is added at the end. Where
 * outer has a text, that becomes its key `tekst`, if need be. Each key is set at most once, those
 * of one outer in a row. All texts must stay until yaml_edit_finish().
 */
void yaml_edit_set(struct yaml_edit *edit, const char *outer, const char *key, const char *text,
	size_t length);

/* The same with a list of texts. */
void yaml_edit_set_list(struct yaml_edit *edit, const char *outer, const char *key,
	const char *const *texts, size_t count);

/*
 * What a key of the file itself is set to, in place of whatever is there: a text, a list of texts
 * with a line each, or a mapping of one key to a text. Where kept is not NULL, an entry of it that is
 * not NULL either is one of the list that is there, which stays as it was written.
 */
void yaml_edit_put(struct yaml_edit *edit, const char *key, const char *text);
void yaml_edit_put_list(struct yaml_edit *edit, const char *key, const char *const *texts,
	const struct yaml_node *const *kept, size_t count);
void yaml_edit_put_pair(
	struct yaml_edit *edit, const char *key, const char *inner, const char *text);

/*
 * Appends the changed file to out. It is read again and compared: false and an error [cannot-edit]
 * where a key would not be what it was or was set to, so that nothing is lost in a file of a shape
 * that nobody thought of.
 */
bool yaml_edit_finish(struct yaml_edit *edit, struct report *report, struct buf *out);

#endif
