#include "document/fillable.h"
#include "document/odt.h"

#include <string.h>

/* The package (OpenDocument 1.3, part 2): pictures, properties, manifest. */

static const struct xml_namespace meta_spaces[] = {
	{"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
	{"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://www.w3.org/1999/xlink", "xlink"},
};
enum { META_SPACES = sizeof meta_spaces / sizeof meta_spaces[0] };

static const struct xml_namespace manifest_space[] = {
	{"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"}};

static const char text_type[] = "application/vnd.oasis.opendocument.text";
static const char manifest_part[] = "META-INF/manifest.xml";

const char *odt_picture(
	struct output *output, const struct markup_picture *picture, struct output_picture **added)
{
	*added = output_picture(output, picture);
	const char *name = arena_printf(output->arena, "Pictures/%s", (*added)->name);
	struct output_part *part = output_part_at(output, name);
	part->raw = (struct bytes){picture->data, picture->size};
	part->stored = picture->type != PICTURE_SVG;
	return name;
}

static struct xml_document *parse_meta(struct output *output)
{
	struct name *written = names_find(&output->part_names, "meta.xml", 8);
	if (written == NULL || written->object == NULL)
		return document_parse(output->document, "meta.xml", meta_spaces, META_SPACES);
	const struct output_part *part = written->object;
	return xml_parse(output->arena, output->report, output->document->file, "meta.xml",
		part->buf.data, part->buf.length, meta_spaces, META_SPACES);
}

/* What is known of the document's past is not of the one that is written. */
static bool is_replaced(const struct xml_event *event)
{
	static const char *const names[] = {"meta:creation-date", "dc:date", "dc:creator",
		"meta:editing-cycles", "meta:editing-duration", "meta:print-date",
		"meta:printed-by", "meta:document-statistic", "meta:template"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (xml_is(event, names[i]))
			return true;
	}
	const char *property =
		xml_is(event, "meta:user-defined") ? xml_attribute(event, "meta:name") : NULL;
	return property != NULL &&
	       (strcmp(property, "referent") == 0 || fillable_is_property(property));
}

struct meta_found {
	bool title, generator;
};

static struct meta_found copy_meta(struct buf *out, const struct xml_document *xml)
{
	struct meta_found found = {false, false};
	for (size_t i = 1; i + 1 < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || xml_is(event, "office:meta"))
			continue;
		bool stays = !is_replaced(event);
		if (xml_is(event, "dc:title")) {
			stays = fragment_has_text(xml, i);
			found.title = found.title || stays;
		}
		found.generator = found.generator || xml_is(event, "meta:generator");
		if (stays)
			fragment_write(out, xml, i, event->other + 1, NULL);
		i = event->other;
	}
	return found;
}

static void put_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	xml_escape(out, text, strlen(text));
	buf_printf(out, "</%s>", name);
}

static void begin_property(struct buf *out, const char *name)
{
	buf_printf(out, "<meta:user-defined meta:name=\"%s\" meta:value-type=\"string\">", name);
}

static void finish_meta(struct output *output)
{
	const struct output_settings *settings = &output->settings;
	const struct xml_document *xml = parse_meta(output);
	const char *version = xml == NULL || xml->count == 0
				      ? NULL
				      : xml_attribute(&xml->events[0], "office:version");
	struct buf out;
	buf_init(&out, output->arena);
	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta");
	for (size_t i = 0; xml == NULL && i < META_SPACES; i++)
		xml_put_namespace(&out, &meta_spaces[i]);
	for (size_t i = 0; xml != NULL && i < xml->declared_count; i++)
		xml_put_namespace(&out, &xml->declared[i]);
	version = version == NULL ? "1.3" : version;
	xml_put_attribute(&out, "office:version", version, strlen(version));
	buf_puts(&out, "><office:meta>");
	struct meta_found found = {false, false};
	if (xml != NULL)
		found = copy_meta(&out, xml);
	if (!found.generator)
		put_element(&out, "meta:generator", "referent");
	if (!found.title && settings->title != NULL)
		put_element(&out, "dc:title", settings->title);
	const char *date = arena_printf(output->arena, "%04d-%02d-%02dT12:00:00",
		settings->modified.year, settings->modified.month, settings->modified.day);
	put_element(&out, "meta:creation-date", date);
	put_element(&out, "dc:date", date);
	if (settings->stamp != NULL) {
		begin_property(&out, "referent");
		xml_escape(&out, settings->stamp, strlen(settings->stamp));
		buf_puts(&out, " " STAMP_BLANK "</meta:user-defined>");
	}
	const char *fields = fillable_text(output);
	for (unsigned i = 1; fields != NULL && *fields != '\0'; i++) {
		begin_property(&out, fillable_property(output->arena, i));
		bytes_put(&out, fillable_piece(&fields));
		buf_puts(&out, "</meta:user-defined>");
	}
	buf_puts(&out, "</office:meta></office:document-meta>");
	for (size_t i = 0; i < META_SPACES; i++)
		fragment_declare(&out, meta_spaces[i].prefix, meta_spaces[i].uri);
	output_part_at(output, "meta.xml")->buf = out;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t length = strlen(name), ending_length = strlen(ending);
	return length >= ending_length && strcasecmp(name + length - ending_length, ending) == 0;
}

/* The media type of an entry that the template's manifest does not know. */
static const char *media_type(const char *name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {{".xml", "text/xml"}, {".png", "image/png"}, {".jpeg", "image/jpeg"},
		{".jpg", "image/jpeg"}, {".svg", "image/svg+xml"}, {".rdf", "application/rdf+xml"}};
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (has_ending(name, types[i].ending))
			return types[i].type;
	}
	return "";
}

static void note_types(struct names *types, const struct xml_document *xml)
{
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		const char *path, *type;
		if (event->kind == XML_START && xml_is(event, "manifest:file-entry") &&
			(path = xml_attribute(event, "manifest:full-path")) != NULL &&
			(type = xml_attribute(event, "manifest:media-type")) != NULL)
			names_add(types, path, strlen(path))->object = (void *)(uintptr_t)type;
	}
}

static void put_entry(struct buf *out, const char *path, const char *type)
{
	buf_puts(out, "\n <manifest:file-entry manifest:full-path=\"");
	xml_escape_attribute(out, path, strlen(path));
	buf_puts(out, "\" manifest:media-type=\"");
	xml_escape_attribute(out, type, strlen(type));
	buf_puts(out, "\"/>");
}

static void finish_manifest(struct output *output)
{
	const struct xml_document *xml =
		document_parse(output->document, manifest_part, manifest_space, 1);
	const char *version = xml == NULL || xml->count == 0
				      ? NULL
				      : xml_attribute(&xml->events[0], "manifest:version");
	struct names types;
	names_init(&types, output->arena);
	note_types(&types, xml);
	struct output_part *part = output_part_at(output, manifest_part);
	struct buf *out = &part->buf;
	version = version == NULL ? "1.3" : version;
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest");
	xml_put_namespace(out, manifest_space);
	xml_put_attribute(out, "manifest:version", version, strlen(version));
	buf_puts(out, ">\n <manifest:file-entry manifest:full-path=\"/\"");
	xml_put_attribute(out, "manifest:version", version, strlen(version));
	buf_printf(out, " manifest:media-type=\"%s\"/>", text_type);
	size_t count;
	const struct archive_entry *entries = archive_entries(output, &count);
	for (size_t i = 0; i < count; i++) {
		const char *name = entries[i].name;
		if (strcmp(name, "mimetype") == 0 || strcmp(name, manifest_part) == 0)
			continue;
		const struct name *known = names_find(&types, name, strlen(name));
		put_entry(out, name, known != NULL ? known->object : media_type(name));
	}
	buf_puts(out, "\n</manifest:manifest>\n");
}

/* What no longer holds, or was only LibreOffice's own, once the document is another. */
static void drop_stale(struct output *output)
{
	const struct zip_reader *zip = output->document->zip;
	for (size_t i = 0; i < zip_reader_count(zip); i++) {
		const char *name = zip_reader_name(zip, i);
		bool signature =
			strncmp(name, "META-INF/", 9) == 0 && has_ending(name, "signatures.xml");
		bool own = strncmp(name, "Configurations2/", 16) == 0; /* menus, keys */
		if (signature || own || strncmp(name, "Thumbnails/", 11) == 0 ||
			strcmp(name, "layout-cache") == 0)
			output_part_at(output, name)->dropped = true;
	}
}

void odt_package_finish(struct output *output)
{
	struct output_part *mimetype = output_part_at(output, "mimetype");
	mimetype->raw = bytes_of(text_type);
	mimetype->stored = true;
	finish_meta(output);
	drop_stale(output);
	finish_manifest(output);
}
