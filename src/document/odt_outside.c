#include "document/outside.h"

#include "base/i18n.h"
#include "document/base64.h"
#include "document/reading.h"

#include <string.h>

/* Addresses that are followed while a document is laid out, and macros that are called (ODF 1.3). */

static bool is_macro(const struct xml_event *start)
{
	static const char *const names[] = {"ooo:module", "ooo:source-code",
		"script:event-listener", "presentation:event-listener", "text:execute-macro",
		"text:script"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(start, names[i]))
			return true;
	return false;
}

/* What another program is asked for, or whom, as far as it is said. */
static const char *asked_by(const struct xml_event *start)
{
	static const char *const names[] = {
		"office:dde-item", "office:dde-topic", "office:dde-application"};
	const char *found = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && found == NULL; i++)
		found = xml_attribute(start, names[i]);
	return found != NULL ? found : start->name;
}

/* An address that is nobody's to follow: of the document around a chart, and one that is not written
 * (odt_package.c). */
static bool is_followed(const struct xml_event *start)
{
	return !xml_is(start, "chart:chart") && !xml_is(start, "meta:template");
}

/* What an element has fetched, or NULL; links are followed only by who clicks on them. */
static const char *fetched_by(const struct xml_event *start)
{
	if (xml_is(start, "office:dde-source") || xml_is(start, "text:dde-connection-decl"))
		return asked_by(start);
	const char *address = xml_attribute(start, odt_reader.address_attribute);
	if (address == NULL || odt_reader.address(NULL, start, address) != NULL)
		address = xml_attribute(start, "form:image-data");
	return address != NULL && is_followed(start) && outside_leads_there(address) ? address
										     : NULL;
}

/* A picture that stands in the XML itself. */
static void check_picture(
	struct document *document, const struct place *place, const struct xml_event *text)
{
	struct arena *scratch = arena_create_child(document->arena);
	struct buf bytes;
	buf_init(&bytes, scratch);
	if (text->kind == XML_TEXT)
		base64_take(&bytes, text->text, text->length);
	outside_check_picture(document, place, "", (struct bytes){buf_text(&bytes), bytes.length});
	arena_destroy(scratch);
}

/* part is NULL for what an embedded object holds. */
static void check_xml(struct document *document, const struct xml_document *xml, const char *entry,
	const struct part *part)
{
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *start = &xml->events[i];
		if (start->kind != XML_START)
			continue;
		struct place place = {.file = document->file, .part = entry};
		if (part != NULL && (is_macro(start) || xml_is(start, "office:binary-data")))
			place = part_place(part, i);
		if (xml_is(start, "office:binary-data"))
			check_picture(document, &place, start + 1);
		if (is_macro(start)) {
			report_error(document->report, &place, "template-macro",
				tr("a macro is called here; remove it from the template (in "
				   "LibreOffice: Tools > Customize > Events, or the object's own "
				   "properties)"));
			continue;
		}
		const char *address = fetched_by(start);
		if (address != NULL)
			outside_report(document, entry, part, i, address);
	}
}

/* True for an entry that LibreOffice reads like the document's own part of that name. */
static bool is_of_object(const char *entry)
{
	const char *slash = strrchr(entry, '/');
	return slash != NULL &&
	       (strcmp(slash, "/content.xml") == 0 || strcmp(slash, "/styles.xml") == 0);
}

void odt_check_outside(struct document *document)
{
	for (size_t i = 0; i < document->part_count; i++) {
		const struct part *part = document->parts[i];
		check_xml(document, part->xml, part->name, part);
	}
	for (size_t i = 0; i < zip_reader_count(document->zip); i++) {
		const char *name = zip_reader_name(document->zip, i);
		const struct xml_document *xml = NULL;
		if (is_of_object(name))
			xml = document_parse(
				document, name, odt_reader.namespaces, odt_reader.namespace_count);
		if (xml != NULL)
			check_xml(document, xml, name, NULL);
	}
}
