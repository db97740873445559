#include "document/odt_flat.h"

#include "base/i18n.h"
#include "document/internal.h"
#include "document/output.h"

#include <string.h>

static const char media_type[] = "application/vnd.oasis.opendocument.text";

bool odt_flat_is(const struct file_bytes *bytes)
{
	size_t at = 0;
	if (bytes->size >= 3 && memcmp(bytes->data, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	while (at < bytes->size && strchr(" \t\r\n", bytes->data[at]) != NULL &&
		bytes->data[at] != '\0')
		at++;
	return at < bytes->size && bytes->data[at] == '<';
}

size_t odt_flat_child(const struct xml_document *xml, const char *name)
{
	for (size_t i = 1; xml != NULL && i + 1 < xml->count; i++) {
		if (xml->events[i].kind != XML_START)
			continue;
		if (xml_is(&xml->events[i], name))
			return i;
		i = xml->events[i].other;
	}
	return SIZE_MAX;
}

/* Writes a package's part with some of the flat document's sections. */
static void add_part(struct zip_writer *zip, struct arena *arena, const struct xml_document *xml,
	const char *file, const char *root, const char *const *sections)
{
	const char *version = xml_attribute(&xml->events[0], "office:version");
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s", root);
	for (size_t i = 0; i < xml->declared_count; i++)
		xml_put_namespace(&out, &xml->declared[i]);
	version = version == NULL ? "1.3" : version;
	xml_put_attribute(&out, "office:version", version, strlen(version));
	buf_putc(&out, '>');
	for (; *sections != NULL; sections++) {
		size_t section = odt_flat_child(xml, *sections);
		if (section != SIZE_MAX)
			fragment_write(&out, xml, section, xml->events[section].other + 1, NULL);
	}
	buf_printf(&out, "</%s>", root);
	zip_writer_add(zip, file, buf_text(&out), out.length, true);
}

/* LibreOffice always writes an office:script with a library that holds nothing. */
static bool is_macro(const struct xml_event *start)
{
	static const char *const names[] = {"ooo:module", "ooo:source-code", "script:module"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (xml_is(start, names[i]))
			return true;
	}
	return false;
}

static bool check_flat(
	struct report *report, const struct file_bytes *bytes, const struct xml_document *xml)
{
	struct place place = {.file = bytes->path};
	const char *type = xml_attribute(&xml->events[0], "office:mimetype");
	if (!xml_is(&xml->events[0], "office:document") ||
		(type != NULL && strncmp(type, media_type, sizeof media_type - 1) != 0)) {
		report_error(report, &place, "not-a-document",
			tr("this is no text document; save the template as .docx or .odt"));
		return false;
	}
	for (size_t i = 0; i < xml->count; i++) {
		if (xml->events[i].kind == XML_START && is_macro(&xml->events[i])) {
			report_error(report, &place, "template-macro",
				tr("the template holds macros; save it without them"));
			return false;
		}
	}
	return true;
}

bool odt_flat_unfold(struct arena *arena, struct report *report, const struct file_bytes *bytes,
	struct file_bytes *package)
{
	static const char *const content[] = {
		"office:font-face-decls", "office:automatic-styles", "office:body", NULL};
	static const char *const styles[] = {"office:font-face-decls", "office:styles",
		"office:automatic-styles", "office:master-styles", NULL};
	static const char *const meta[] = {"office:meta", NULL};
	static const char *const settings[] = {"office:settings", NULL};
	struct xml_document *xml = xml_parse(arena, report, bytes->path, NULL, bytes->data,
		bytes->size, odt_reader.namespaces, odt_reader.namespace_count);
	if (xml == NULL || xml->count == 0 || !check_flat(report, bytes, xml))
		return false;
	struct zip_writer *zip = zip_writer_create(arena, (struct date){1980, 1, 1});
	zip_writer_add(zip, "mimetype", media_type, sizeof media_type - 1, true);
	add_part(zip, arena, xml, "content.xml", "office:document-content", content);
	add_part(zip, arena, xml, "styles.xml", "office:document-styles", styles);
	add_part(zip, arena, xml, "meta.xml", "office:document-meta", meta);
	if (odt_flat_child(xml, settings[0]) != SIZE_MAX)
		add_part(zip, arena, xml, "settings.xml", "office:document-settings", settings);
	if (!zip_writer_end(zip, arena, report, package))
		return false;
	package->path = bytes->path;
	return true;
}
