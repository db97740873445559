#include "document/docx.h"
#include "document/fillable.h"

#include <stdlib.h>
#include <string.h>

/* Title, dates and the stamp: docProps/core.xml and docProps/custom.xml. */

static const struct xml_namespace core_spaces[] = {
	{"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://purl.org/dc/terms/", "dcterms"},
	{"http://purl.org/dc/dcmitype/", "dcmitype"},
	{"http://www.w3.org/2001/XMLSchema-instance", "xsi"},
};
enum { CORE_SPACES = sizeof core_spaces / sizeof core_spaces[0] };

static const struct xml_namespace custom_spaces[] = {
	{"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "op"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "vt"},
};
enum { CUSTOM_SPACES = sizeof custom_spaces / sizeof custom_spaces[0] };

static const char core_type[] = "application/vnd.openxmlformats-package.core-properties+xml";
static const char custom_type[] =
	"application/vnd.openxmlformats-officedocument.custom-properties+xml";

/* The part as it is so far, parsed with prefixes that are known here; NULL if there is none. */
static struct xml_document *parse_part(struct output *output, const char *name,
	const struct xml_namespace *spaces, size_t space_count)
{
	struct name *written = names_find(&output->part_names, name, strlen(name));
	if (written == NULL || written->object == NULL)
		return document_parse(output->document, name, spaces, space_count);
	const struct output_part *part = written->object;
	return xml_parse(output->arena, output->report, output->document->file, name,
		part->buf.data, part->buf.length, spaces, space_count);
}

/* Copies the properties that stay; true if a title is among them. */
static bool copy_core(struct buf *out, const struct xml_document *xml)
{
	static const char *const replaced[] = {"dcterms:created", "dcterms:modified",
		"cp:lastModifiedBy", "cp:revision", "cp:lastPrinted"};
	bool title = false;
	for (size_t i = 1; i + 1 < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		bool stays = true;
		for (size_t j = 0; j < sizeof replaced / sizeof replaced[0]; j++)
			stays = stays && !xml_is(event, replaced[j]);
		if (xml_is(event, "dc:title")) {
			stays = fragment_has_text(xml, i);
			title = title || stays;
		}
		if (stays)
			fragment_write(out, xml, i, event->other + 1, NULL);
		i = event->other;
	}
	return title;
}

static void finish_core(struct output *output)
{
	const char *name = docx_related(output, "", "core-properties");
	const struct output_settings *settings = &output->settings;
	if (name == NULL) {
		name = "docProps/core.xml";
		docx_relate(output, "", "core-properties", name, false);
	}
	docx_content_type(output, arena_printf(output->arena, "part /%s", name), core_type);
	const struct xml_document *xml = parse_part(output, name, core_spaces, CORE_SPACES);
	struct buf out;
	buf_init(&out, output->arena);
	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<cp:coreProperties");
	for (size_t i = 0; i < CORE_SPACES; i++)
		xml_put_namespace(&out, &core_spaces[i]);
	buf_putc(&out, '>');
	bool titled = xml != NULL && copy_core(&out, xml);
	if (!titled && settings->title != NULL) {
		buf_puts(&out, "<dc:title>");
		xml_escape(&out, settings->title, strlen(settings->title));
		buf_puts(&out, "</dc:title>");
	}
	static const char *const dates[] = {"created", "modified"};
	for (size_t i = 0; i < 2; i++)
		buf_printf(&out,
			"<dcterms:%s "
			"xsi:type=\"dcterms:W3CDTF\">%04d-%02d-%02dT12:00:00Z</dcterms:%s>",
			dates[i], settings->modified.year, settings->modified.month,
			settings->modified.day, dates[i]);
	buf_puts(&out, "</cp:coreProperties>");
	output_part_at(output, name)->buf = out;
}

/* Copies all custom properties but the stamp; returns the highest pid. */
static unsigned copy_custom(struct buf *out, const struct xml_document *xml)
{
	unsigned long highest = 1;
	for (size_t i = 1; i + 1 < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		const char *name = xml_attribute(event, "name");
		const char *pid = xml_attribute(event, "pid");
		unsigned long number = pid == NULL ? 0 : strtoul(pid, NULL, 10);
		if (number > highest && number < 1000000000)
			highest = number;
		if (name == NULL || (strcmp(name, "referent") != 0 && !fillable_is_property(name)))
			fragment_write(out, xml, i, event->other + 1, "op");
		i = event->other;
	}
	return (unsigned)highest;
}

static void begin_property(struct buf *out, unsigned pid, const char *name)
{
	buf_printf(out,
		"<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%u\" "
		"name=\"%s\"><vt:lpwstr>",
		pid, name);
}

static void finish_custom(struct output *output)
{
	const char *name = docx_related(output, "", "custom-properties");
	const char *stamp = output->settings.stamp;
	if (stamp == NULL)
		return;
	if (name == NULL) {
		name = stamp_part(DOCUMENT_DOCX);
		docx_relate(output, "", "custom-properties", name, false);
	}
	docx_content_type(output, arena_printf(output->arena, "part /%s", name), custom_type);
	const struct xml_document *xml = parse_part(output, name, custom_spaces, CUSTOM_SPACES);
	struct buf out;
	buf_init(&out, output->arena);
	buf_printf(&out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<Properties xmlns=\"%s\" xmlns:vt=\"%s\">",
		custom_spaces[0].uri, custom_spaces[1].uri);
	unsigned highest = xml == NULL ? 1 : copy_custom(&out, xml);
	begin_property(&out, ++highest, "referent");
	xml_escape(&out, stamp, strlen(stamp));
	buf_puts(&out, " " STAMP_BLANK "</vt:lpwstr></property>");
	const char *fields = fillable_text(output);
	for (unsigned i = 1; fields != NULL && *fields != '\0'; i++) {
		begin_property(&out, ++highest, fillable_property(output->arena, i));
		bytes_put(&out, fillable_piece(&fields));
		buf_puts(&out, "</vt:lpwstr></property>");
	}
	buf_puts(&out, "</Properties>");
	output_part_at(output, name)->buf = out;
}

void docx_properties_finish(struct output *output)
{
	finish_core(output);
	finish_custom(output);
}
