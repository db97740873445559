#ifndef REFERENT_TESTS_FUZZ_DOCUMENTS_H
#define REFERENT_TESTS_FUZZ_DOCUMENTS_H

#include "base/date.h"
#include "document/document.h"
#include "fuzz.h"
#include "io/xml.h"
#include "io/yaml.h"
#include "io/zip.h"
#include "template/data.h"
#include "template/inspect.h"
#include "template/template.h"

#include <string.h>

/*
 * A whole document as a template, from a text of lines "=== name" and what follows each: the
 * document's parts, and the data. A part that has no beginning of its own ("<?") gets its root
 * element with all namespaces around it, so that no round is lost on them.
 */

struct fuzz_part {
	const char *name;
	const char *data;
	size_t size;
};

enum { FUZZ_MAX_PARTS = 16 };

struct fuzz_parts {
	struct fuzz_part parts[FUZZ_MAX_PARTS];
	size_t count;
};

/* How a part of this name is packed. */
struct fuzz_root {
	const char *name; /* in the input */
	const char *entry, *element, *namespaces;
};

/* A pair of elements that a well-made document does not have: one right inside the other. */
struct fuzz_nesting {
	const char *outer, *inner;
};

/* An attribute whose value no two elements of a part may have, the names' prefixes being these. */
struct fuzz_identity {
	const char *element, *attribute;
};

/* What the two formats differ in. */
struct fuzz_format {
	const struct fuzz_root *roots;
	size_t root_count;
	/* Adds the entries that make a package of the parts. */
	void (*complete)(
		struct fuzz_run *run, struct zip_writer *zip, const struct fuzz_parts *parts);
	const struct fuzz_nesting *nestings;
	size_t nesting_count;
	const struct fuzz_identity *identities;
	size_t identity_count;
	/* The last element in a cell is one of these, and a row has one of those. */
	const char *cell, *cell_ends, *row, *row_holds;
};

static inline struct fuzz_parts fuzz_split(struct fuzz_run *run)
{
	static const char mark[] = "\n=== ";
	struct fuzz_parts parts = {.count = 0};
	const char *end = run->data + run->size;
	const char *at = run->data;
	if (run->size < 4 || memcmp(at, mark + 1, 4) != 0)
		return parts;
	at += 4;
	while (parts.count < FUZZ_MAX_PARTS) {
		struct fuzz_part *part = &parts.parts[parts.count++];
		const char *line = memchr(at, '\n', (size_t)(end - at));
		if (line == NULL)
			line = end;
		part->name = arena_strndup(run->arena, at, (size_t)(line - at));
		part->data = line < end ? line + 1 : end;
		const char *next = memmem(line, (size_t)(end - line), mark, sizeof mark - 1);
		if (next == line)
			part->data = next; /* an empty one */
		part->size = (size_t)((next == NULL ? end : next) - part->data);
		if (next == NULL)
			break;
		at = next + sizeof mark - 1;
	}
	return parts;
}

static inline const struct fuzz_part *fuzz_part(const struct fuzz_parts *parts, const char *name)
{
	for (size_t i = 0; i < parts->count; i++)
		if (strcmp(parts->parts[i].name, name) == 0)
			return &parts->parts[i];
	return NULL;
}

static inline struct file_bytes fuzz_wrap(
	struct fuzz_run *run, const struct fuzz_root *root, const struct fuzz_part *part)
{
	struct file_bytes bytes = {.path = root->entry, .data = part->data, .size = part->size};
	struct buf out;
	if (part->size >= 2 && memcmp(part->data, "<?", 2) == 0)
		return bytes;
	buf_init(&out, run->arena);
	buf_printf(&out, "<%s%s>", root->element, root->namespaces);
	buf_append(&out, part->data, part->size);
	buf_printf(&out, "</%s>", root->element);
	bytes.data = buf_text(&out);
	bytes.size = out.length;
	return bytes;
}

static inline struct file_bytes fuzz_pack(
	struct fuzz_run *run, const struct fuzz_format *format, const struct fuzz_parts *parts)
{
	struct zip_writer *zip = zip_writer_create(run->arena, (struct date){2024, 11, 6});
	struct file_bytes bytes = {0};
	format->complete(run, zip, parts);
	for (size_t i = 0; i < parts->count; i++) {
		const struct fuzz_part *part = &parts->parts[i];
		struct file_bytes content = {
			.path = part->name, .data = part->data, .size = part->size};
		for (size_t k = 0; k < format->root_count; k++)
			if (strcmp(format->roots[k].name, part->name) == 0)
				content = fuzz_wrap(run, &format->roots[k], part);
		if (strcmp(part->name, "data") != 0)
			zip_writer_add(zip, content.path, content.data, content.size, true);
	}
	if (!zip_writer_end(zip, run->arena, run->report, &bytes))
		return (struct file_bytes){0};
	return bytes;
}

static inline const struct markup_picture *fuzz_picture(
	void *user, const char *path, const char *alt, const struct place *place)
{
	static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" "
				  "height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
	struct fuzz_run *run = user;
	struct markup_picture *picture = arena_alloc(run->arena, sizeof *picture);
	(void)path;
	(void)place;
	fuzz_check(picture_read(picture, svg, sizeof svg - 1));
	picture->alt = alt;
	return picture;
}

static inline struct value fuzz_rich(struct fuzz_run *run, const char *text)
{
	struct markup_source source = {.load = fuzz_picture, .user = run};
	return value_rich(markup_parse(run->arena, run->report, text, strlen(text), &source));
}

/* Memory for one input. One in eight gets so little that it ends somewhere on the way. */
static inline size_t fuzz_limit(const uint8_t *data, size_t size)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 16777619u;
	return hash % 8 == 0 ? 65536 + (hash >> 3) % 2000000 : (size_t)64 * 1024 * 1024;
}

/* Every kind of value, and what the input's own data say. */
static inline const struct value_map *fuzz_globals(
	struct fuzz_run *run, const struct fuzz_parts *parts)
{
	static const char *const known[] = {"tekst", "slut", NULL};
	static const char *const titles[] = {"Kloak i \xc3\x85rup", "Salg & <leje>", "\n\ta\r\1"};
	struct value_map *globals = value_map_create(run->arena);
	struct value_list *items = value_list_create(run->arena);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct value_map *item = value_map_create(run->arena);
		item->known = known;
		item->anchor = i == 0 ? "ref_0123456789ab" : i == 1 ? "ref_ba9876543210" : NULL;
		item->label = "punkt";
		value_map_set(run->arena, item, "nr", value_int((int64_t)i));
		value_map_set(run->arena, item, "t", value_text(titles[i]));
		value_list_push(run->arena, items, value_map(item));
	}
	value_map_set(run->arena, globals, "xs", value_list(items));
	value_map_set(run->arena, globals, "p", items->items[0]);
	value_map_set(run->arena, globals, "n", value_int(3));
	value_map_set(run->arena, globals, "s", value_text("a b \xc3\xa6"));
	value_map_set(run->arena, globals, "dag", value_date((struct date){2024, 11, 6}));
	value_map_set(run->arena, globals, "kl", value_time(540, NULL));
	value_map_set(run->arena, globals, "link",
		value_link(run->arena, "se her", "https://example.org/?a=1&b=\"2\""));
	value_map_set(run->arena, globals, "rig",
		fuzz_rich(run,
			"## Et\n\nto *tre* [fire](https://example.org/a)\n\n- fem\n  1. seks\n\n"
			"| a | b |\n|---|--:|\n| 7 | **8** |\n\n> ni\n\n![ti](b.svg)\n"));
	value_map_set(run->arena, globals, "kort", fuzz_rich(run, "*et* ord"));
	value_map_set(run->arena, globals, "tom", fuzz_rich(run, ""));
	const struct fuzz_part *data = fuzz_part(parts, "data");
	if (data == NULL)
		return globals;
	struct file_bytes bytes = {.path = "data.yaml", .size = data->size};
	struct report *report = report_create(run->arena);
	bytes.data = arena_strndup(run->arena, data->data, data->size);
	const struct yaml_node *root = yaml_parse(run->arena, report, &bytes);
	const struct value_map *own = root == NULL ? NULL : data_values(run->arena, report, root);
	for (size_t i = 0; own != NULL && i < own->count; i++)
		value_map_set_n(run->arena, globals, own->keys[i].bytes, own->keys[i].length,
			own->values[i]);
	return globals;
}

/* True if the word is among those that blanks part. */
static inline bool fuzz_is_among(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
		if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	return false;
}

/* True unless an element has the same name or number as one before it. */
static inline bool fuzz_is_unique(struct fuzz_run *run, const struct fuzz_format *format,
	const struct xml_event *event, struct value_map *seen)
{
	for (size_t k = 0; k < format->identity_count; k++) {
		const struct fuzz_identity *identity = &format->identities[k];
		const char *own = xml_is(event, identity->element)
					  ? xml_attribute(event, identity->attribute)
					  : NULL;
		if (own == NULL)
			continue;
		const char *key = arena_printf(
			run->arena, "%s %s %s", identity->element, identity->attribute, own);
		if (value_map_has(seen, key, strlen(key)))
			return false;
		value_map_set(run->arena, seen, key, value_none());
	}
	return true;
}

/* True if nothing in a part stands where it must not, as far as these few rules go. */
static inline bool fuzz_is_sound(
	struct fuzz_run *run, const struct fuzz_format *format, const struct xml_document *xml)
{
	struct value_map *seen = value_map_create(run->arena);
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		if (!fuzz_is_unique(run, format, event, seen))
			return false;
		const char *outer =
			event->parent == SIZE_MAX ? "" : xml->events[event->parent].name;
		for (size_t k = 0; k < format->nesting_count; k++)
			if (strcmp(format->nestings[k].outer, outer) == 0 &&
				strcmp(format->nestings[k].inner, event->name) == 0)
				return false;
		if (xml_is(event, format->cell)) {
			size_t last = event->other - 1;
			while (last > i && xml->events[last].kind == XML_TEXT)
				last--;
			if (last == i || !fuzz_is_among(format->cell_ends, xml->events[last].name))
				return false;
		}
		if (xml_is(event, format->row)) {
			size_t held = 0;
			for (size_t k = i + 1; k < event->other; k++)
				held += xml->events[k].kind == XML_START &&
					fuzz_is_among(format->row_holds, xml->events[k].name);
			if (held == 0)
				return false;
		}
	}
	return true;
}

/* Reads a part; well-formed it must be, though it may be too large by now. */
static inline const struct xml_document *fuzz_parse(
	struct fuzz_run *run, const char *name, const struct file_bytes *bytes)
{
	static const struct xml_namespace table[] = {
		{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
		{"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"},
		{"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
		{"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
		{"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"}};
	struct report *report = report_create(run->arena);
	const struct xml_document *xml = xml_parse(run->arena, report, name, NULL, bytes->data,
		bytes->size, table, sizeof table / sizeof *table);
	if (xml == NULL)
		fuzz_check(report_count(report) > 0 &&
			   strcmp(report_get(report, 0)->id, "xml-limit") == 0);
	return xml;
}

static inline bool fuzz_is_xml(const char *name)
{
	size_t length = strlen(name);
	return (length > 4 && strcmp(name + length - 4, ".xml") == 0) ||
	       (length > 5 && strcmp(name + length - 5, ".rels") == 0);
}

/* Every part of a result that is not the template's own is well-formed, and sound if all were. */
static inline void fuzz_check_result(struct fuzz_run *run, const struct fuzz_format *format,
	const struct file_bytes *template, const struct file_bytes *result)
{
	struct report *report = report_create(run->arena);
	struct zip_reader *before = zip_reader_open(run->arena, report, template);
	struct zip_reader *after = zip_reader_open(run->arena, report, result);
	struct file_bytes old, made;
	bool sound = true;
	fuzz_check(after != NULL);
	for (size_t i = 0; before != NULL && i < zip_reader_count(before); i++) {
		struct report *ignored = report_create(run->arena);
		if (!fuzz_is_xml(zip_reader_name(before, i)) ||
			!zip_reader_read(before, run->arena, ignored, i, &old))
			continue;
		const struct xml_document *xml =
			xml_parse(run->arena, ignored, "a", NULL, old.data, old.size, NULL, 0);
		sound = sound && xml != NULL && fuzz_parse(run, "a", &old) != NULL &&
			fuzz_is_sound(run, format, fuzz_parse(run, "a", &old));
	}
	for (size_t i = 0; i < zip_reader_count(after); i++) {
		const char *name = zip_reader_name(after, i);
		size_t was = before == NULL ? SIZE_MAX : zip_reader_find(before, name);
		if (!fuzz_is_xml(name))
			continue;
		fuzz_check(zip_reader_read(after, run->arena, report, i, &made));
		if (was != SIZE_MAX && zip_reader_crc(before, was) == zip_reader_crc(after, i) &&
			zip_reader_size(before, was) == zip_reader_size(after, i))
			continue;
		const struct xml_document *xml = fuzz_parse(run, name, &made);
		fuzz_check(!sound || xml == NULL || fuzz_is_sound(run, format, xml));
	}
}

/* A run's promises: a document or an error; one that says of itself that nobody changed it. */
static inline bool fuzz_render(struct fuzz_run *run, const struct fuzz_format *format,
	const struct file_bytes *bytes, struct template *template, const struct value_map *globals,
	enum template_mode mode)
{
	struct output_settings settings = {.title = "Referat",
		.language = "da-DK",
		.modified = {2024, 11, 6},
		.stamp = "offentlig",
		.limit = 1 << 22,
		.flat = template_kind(template) == DOCUMENT_FODT || run->size % 4 == 1};
	struct report *report = report_create(run->arena);
	struct file_bytes result;
	struct document_stamp stamp;
	bool made = template_run(template, run->arena, report, globals, mode, &settings, &result);
	fuzz_check(made != report_failed(report));
	if (!made)
		return false;
	fuzz_check(document_read_stamp(run->arena, &result, &stamp) && !stamp.changed &&
		   strcmp(stamp.words, "offentlig") == 0);
	if (result.size >= 2 && memcmp(result.data, "PK", 2) == 0)
		fuzz_check_result(run, format, bytes, &result);
	else
		fuzz_parse(run, "flat", &result);
	return true;
}

static inline void fuzz_document(struct fuzz_run *run, const struct fuzz_format *format)
{
	struct fuzz_parts parts = fuzz_split(run);
	const struct fuzz_part *flat = fuzz_part(&parts, "flat");
	struct file_bytes bytes = {0};
	struct buf out;
	if (parts.count == 0)
		return;
	if (flat != NULL)
		bytes = (struct file_bytes){.data = flat->data, .size = flat->size};
	else
		bytes = fuzz_pack(run, format, &parts);
	if (bytes.data == NULL)
		return; /* names that no archive can have */
	bytes.path = "skabelon";
	struct report *report = report_create(run->arena);
	struct template *template = template_compile(run->arena, report, &bytes);
	fuzz_check((template == NULL) == report_failed(report));
	if (template == NULL)
		return;
	buf_init(&out, run->arena);
	inspect_print(&out, template_inspect(run->arena, template));
	const struct value_map *globals = fuzz_globals(run, &parts);
	if (!fuzz_render(run, format, &bytes, template, globals, TEMPLATE_STRICT))
		fuzz_render(run, format, &bytes, template, globals, TEMPLATE_LAX);
}

#endif
