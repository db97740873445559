#include "document/odt_flat.h"

#include "document/base64.h"
#include "document/internal.h"
#include "document/output.h"
#include "document/text_stamp.h"

#include <string.h>

/* A package put together as one file. */

enum { CONTENT, STYLES, META, SETTINGS, PARTS };

struct fold {
	struct arena *arena;
	struct report *report;
	struct zip_reader *zip;
	const struct xml_document *parts[PARTS];
	struct names spaces;  /* prefix → the URI that the root declares */
	struct names renamed; /* automatic styles of STYLES → what they are called in the result */
	struct buf *out;
};

static const struct xml_document *read_part(struct fold *fold, const char *name)
{
	struct file_bytes bytes;
	size_t entry = zip_reader_find(fold->zip, name);
	if (entry == SIZE_MAX ||
		!zip_reader_read(fold->zip, fold->arena, fold->report, entry, &bytes))
		return NULL;
	return xml_parse(fold->arena, fold->report, bytes.path, name, bytes.data, bytes.size,
		odt_reader.namespaces, odt_reader.namespace_count);
}

/* The archive's entry that an element shows (a picture), or SIZE_MAX. */
static size_t picture_of(const struct fold *fold, const struct xml_event *start)
{
	static const char *const holders[] = {
		"draw:image", "style:background-image", "draw:fill-image"};
	const char *address = xml_attribute(start, "xlink:href");
	bool holds = false;
	for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++)
		holds = holds || xml_is(start, holders[i]);
	if (!holds || address == NULL)
		return SIZE_MAX;
	return zip_reader_find(fold->zip, strncmp(address, "./", 2) == 0 ? address + 2 : address);
}

static void put_picture(struct fold *fold, size_t entry)
{
	struct file_bytes bytes;
	if (!zip_reader_read(fold->zip, fold->arena, fold->report, entry, &bytes))
		return;
	buf_puts(fold->out, "<office:binary-data>");
	base64_put(fold->out, bytes.data, bytes.size);
	buf_puts(fold->out, "</office:binary-data>");
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);
	return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* True for an attribute that may name an automatic style. */
static bool names_style(const char *name)
{
	if (strcmp(name, "style:parent-style-name") == 0 ||
		strcmp(name, "style:next-style-name") == 0)
		return false;
	return ends_with(name, "style-name") || strcmp(name, "style:page-layout-name") == 0 ||
	       strcmp(name, "style:name") == 0;
}

/* A start tag without its end. Names of styles are changed where they have to be. */
static void put_start(struct fold *fold, const struct xml_event *start, bool renames, bool picture)
{
	buf_printf(fold->out, "<%s", start->name);
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		const struct name *renamed = NULL;
		if (picture && strncmp(attribute->name, "xlink:", 6) == 0)
			continue;
		if (renames && names_style(attribute->name))
			renamed = names_find(&fold->renamed, attribute->value, attribute->length);
		if (renamed != NULL && renamed->object != NULL)
			xml_put_attribute(fold->out, attribute->name, renamed->object,
				strlen(renamed->object));
		else
			xml_put_attribute(
				fold->out, attribute->name, attribute->value, attribute->length);
	}
}

static void put_events(
	struct fold *fold, const struct xml_document *xml, size_t from, size_t to, bool renames)
{
	for (size_t i = from; i < to; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind == XML_TEXT) {
			xml_escape(fold->out, event->text, event->length);
		} else if (event->kind == XML_END) {
			buf_printf(fold->out, "</%s>", event->name);
		} else {
			size_t picture = picture_of(fold, event);
			put_start(fold, event, renames, picture != SIZE_MAX);
			if (picture == SIZE_MAX && event->other == i + 1) {
				buf_puts(fold->out, "/>");
				i++;
				continue;
			}
			buf_putc(fold->out, '>');
			if (picture != SIZE_MAX)
				put_picture(fold, picture);
		}
	}
}

/* Prefixes that the root declares for another part with another meaning. */
static void declare_own(struct fold *fold, const struct xml_document *xml)
{
	for (size_t i = 0; i < xml->declared_count; i++) {
		const struct xml_namespace *space = &xml->declared[i];
		const struct name *known =
			names_find(&fold->spaces, space->prefix, strlen(space->prefix));
		if (known != NULL && strcmp(known->object, space->uri) != 0) {
			xml_put_namespace(fold->out, space);
		}
	}
}

/* A section of one part as it is. */
static void put_section(struct fold *fold, int part, const char *name)
{
	/* what the master pages hold refers to automatic styles */
	bool renames = part == STYLES && strcmp(name, "office:master-styles") == 0;
	const struct xml_document *xml = fold->parts[part];
	size_t section = odt_flat_child(xml, name);
	if (section == SIZE_MAX)
		return;
	put_start(fold, &xml->events[section], false, false);
	declare_own(fold, xml);
	buf_putc(fold->out, '>');
	put_events(fold, xml, section + 1, xml->events[section].other, renames);
	buf_printf(fold->out, "</%s>", name);
}

/* The element that stands at an event or next behind it, within the same one; SIZE_MAX at its end. */
static size_t next_child(const struct xml_document *xml, size_t at)
{
	while (xml->events[at].kind == XML_TEXT)
		at++;
	return xml->events[at].kind == XML_START ? at : SIZE_MAX;
}

/* What tells a named child of a section from the others. */
static const char *key_of(struct fold *fold, const struct xml_event *start)
{
	const char *family = xml_attribute(start, "style:family");
	const char *name = xml_attribute(start, "style:name");
	return arena_printf(fold->arena, "%s|%s|%s", start->name, family != NULL ? family : "",
		name != NULL ? name : "");
}

static const char *serialised(struct fold *fold, const struct xml_document *xml, size_t start)
{
	struct buf out, *before = fold->out;
	buf_init(&out, fold->arena);
	fold->out = &out;
	put_events(fold, xml, start, xml->events[start].other + 1, false);
	fold->out = before;
	return buf_text(&out);
}

/* The children of a section by their keys, with their bytes. */
static void note_children(
	struct fold *fold, struct names *known, const struct xml_document *xml, size_t section)
{
	for (size_t i = next_child(xml, section + 1); i != SIZE_MAX;
		i = next_child(xml, xml->events[i].other + 1)) {
		const char *key = key_of(fold, &xml->events[i]);
		names_add(known, key, strlen(key))->object =
			(void *)(uintptr_t)serialised(fold, xml, i);
	}
}

static void note_names(struct names *names, const struct xml_document *xml, size_t section)
{
	for (size_t i = section; i < xml->events[section].other; i++) {
		const char *name = xml->events[i].kind == XML_START
					   ? xml_attribute(&xml->events[i], "style:name")
					   : NULL;
		if (name != NULL)
			names_add(names, name, strlen(name));
	}
}

/* Finds the styles that the two parts call the same and that are not: those of STYLES get another
 * name. */
static void rename_styles(struct fold *fold, const struct names *first, size_t mine, size_t theirs)
{
	const struct xml_document *xml = fold->parts[STYLES];
	struct names used;
	names_init(&used, fold->arena);
	if (mine != SIZE_MAX)
		note_names(&used, fold->parts[CONTENT], mine);
	note_names(&used, xml, theirs);
	for (size_t i = next_child(xml, theirs + 1); i != SIZE_MAX;
		i = next_child(xml, xml->events[i].other + 1)) {
		const char *key = key_of(fold, &xml->events[i]);
		const struct name *same = names_find(first, key, strlen(key));
		const char *name = xml_attribute(&xml->events[i], "style:name");
		if (same == NULL || name == NULL ||
			strcmp(same->object, serialised(fold, xml, i)) == 0)
			continue;
		const char *other = name;
		for (unsigned number = 1; names_find(&used, other, strlen(other)) != NULL; number++)
			other = arena_printf(fold->arena, "%s_%u", name, number);
		names_add(&used, other, strlen(other));
		names_add(&fold->renamed, name, strlen(name))->object = (void *)(uintptr_t)other;
	}
}

/* A section that two parts have, as one. */
static void put_merged(struct fold *fold, const char *name, bool rename)
{
	size_t sections[] = {odt_flat_child(fold->parts[CONTENT], name),
		odt_flat_child(fold->parts[STYLES], name)};
	struct names first;
	names_init(&first, fold->arena);
	if (sections[0] == SIZE_MAX && sections[1] == SIZE_MAX)
		return;
	if (sections[0] != SIZE_MAX)
		note_children(fold, &first, fold->parts[CONTENT], sections[0]);
	if (rename && sections[1] != SIZE_MAX)
		rename_styles(fold, &first, sections[0], sections[1]);
	buf_printf(fold->out, "<%s>", name);
	for (int part = CONTENT; part <= STYLES; part++) {
		const struct xml_document *xml = fold->parts[part];
		size_t section = sections[part];
		for (size_t i = section == SIZE_MAX ? SIZE_MAX : next_child(xml, section + 1);
			i != SIZE_MAX; i = next_child(xml, xml->events[i].other + 1)) {
			const char *key = key_of(fold, &xml->events[i]);
			const struct name *same = names_find(&first, key, strlen(key));
			bool twice =
				part == STYLES && same != NULL &&
				(!rename || strcmp(same->object, serialised(fold, xml, i)) == 0);
			if (!twice)
				put_events(fold, xml, i, xml->events[i].other + 1,
					rename && part == STYLES);
		}
	}
	buf_printf(fold->out, "</%s>", name);
}

static void put_root(struct fold *fold)
{
	buf_puts(fold->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document");
	for (int part = 0; part < PARTS; part++) {
		const struct xml_document *xml = fold->parts[part];
		for (size_t i = 0; xml != NULL && i < xml->declared_count; i++) {
			const struct xml_namespace *space = &xml->declared[i];
			struct name *known =
				names_add(&fold->spaces, space->prefix, strlen(space->prefix));
			if (known->object != NULL)
				continue;
			known->object = (void *)(uintptr_t)space->uri;
			xml_put_namespace(fold->out, space);
		}
	}
	const char *version = xml_attribute(&fold->parts[CONTENT]->events[0], "office:version");
	xml_put_attribute(fold->out, "office:version", version != NULL ? version : "1.3",
		strlen(version != NULL ? version : "1.3"));
	buf_puts(fold->out, " office:mimetype=\"application/vnd.oasis.opendocument.text\">\n");
}

bool odt_flat_fold(struct arena *arena, struct report *report, const struct file_bytes *package,
	struct file_bytes *flat)
{
	static const char *const names[PARTS] = {
		"content.xml", "styles.xml", "meta.xml", "settings.xml"};
	struct buf *out = arena_alloc(arena, sizeof *out);
	struct fold fold = {.arena = arena, .report = report, .out = out};
	size_t errors = report_error_count(report);
	buf_init(out, arena);
	names_init(&fold.spaces, arena);
	names_init(&fold.renamed, arena);
	fold.zip = zip_reader_open(arena, report, package);
	for (int i = 0; fold.zip != NULL && i < PARTS; i++)
		fold.parts[i] = read_part(&fold, names[i]);
	if (report_error_count(report) > errors || fold.parts[CONTENT] == NULL)
		return false;
	put_root(&fold);
	put_section(&fold, META, "office:meta");
	put_section(&fold, SETTINGS, "office:settings");
	put_merged(&fold, "office:font-face-decls", false);
	put_section(&fold, STYLES, "office:styles");
	put_merged(&fold, "office:automatic-styles", true);
	put_section(&fold, STYLES, "office:master-styles");
	put_section(&fold, CONTENT, "office:body");
	buf_puts(out, "</office:document>\n");
	struct stamp_value stamp;
	if (stamp_find((struct bytes){out->data, out->length}, &stamp) && stamp.digits != SIZE_MAX)
		text_stamp_fill(out->data, out->length, stamp.digits);
	*flat = (struct file_bytes){package->path, out->data, out->length};
	return report_error_count(report) == errors;
}
