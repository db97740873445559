#include "document/docx_parts.h"
#include "document/names.h"
#include "document/outside.h"

#include <string.h>
#include <strings.h>

/* Relationships that lead out of the package, and fields that fetch something. */

/* True for what is fetched without anybody's asking for it. */
static bool is_fetched(const struct xml_event *relation)
{
	const char *mode = xml_attribute(relation, "TargetMode");
	const char *type = xml_attribute(relation, "Type");
	const char *slash = type == NULL ? NULL : strrchr(type, '/');
	return mode != NULL && strcmp(mode, "External") == 0 && slash != NULL &&
	       strcmp(slash, "/hyperlink") != 0;
}

/* Says so where a part refers to one of the relationships that are fetched, once of each. */
static void report_references(const struct part *part, struct names *fetched)
{
	for (size_t i = 0; i < part->xml->count; i++) {
		const struct xml_event *event = &part->xml->events[i];
		for (size_t k = 0; event->kind == XML_START && k < event->attribute_count; k++) {
			const struct xml_attribute *attribute = &event->attributes[k];
			struct name *relation =
				names_find(fetched, attribute->value, attribute->length);
			if (strncmp(attribute->name, "r:", 2) != 0 || relation == NULL ||
				relation->number++ > 0)
				continue;
			outside_report(part->document, part->name, part, i, relation->object);
		}
	}
}

static void check_relations(struct document *document, const char *entry, const struct part *part)
{
	const struct xml_document *xml = docx_relations(document, entry);
	struct names fetched;
	names_init(&fetched, document->arena);
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		const char *id, *target;
		if (event->kind == XML_START && is_fetched(event) &&
			(id = xml_attribute(event, "Id")) != NULL &&
			(target = xml_attribute(event, "Target")) != NULL)
			names_add(&fetched, id, strlen(id))->object = (void *)(uintptr_t)target;
	}
	if (fetched.count > 0 && part != NULL)
		report_references(part, &fetched);
	for (size_t i = 0; fetched.count > 0 && i < xml->count; i++) {
		const char *id = xml->events[i].kind == XML_START
					 ? xml_attribute(&xml->events[i], "Id")
					 : NULL;
		struct name *relation = id == NULL ? NULL : names_find(&fetched, id, strlen(id));
		if (relation != NULL && relation->number++ == 0)
			outside_report(document, entry, NULL, 0, relation->object);
	}
}

/* Says so of the code of a field that fetches something (ISO/IEC 29500-1, 17.16.5). */
static void check_code(const struct part *part, size_t event, const char *code)
{
	static const char *const names[] = {"INCLUDE", "DDE", "LINK", "IMPORT", "DATABASE", "RD "};
	code += strspn(code, " \t\r\n");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(code, names[i], strlen(names[i])) == 0)
			outside_report(part->document, part->name, part, event, code);
}

static void check_fields(const struct part *part)
{
	struct buf code;
	buf_init(&code, part->document->arena);
	for (size_t i = 0; i < part->xml->count; i++) {
		const struct xml_event *event = &part->xml->events[i];
		if (event->kind != XML_START)
			continue;
		const char *simple = xml_is(event, docx_reader.field_element)
					     ? xml_attribute(event, docx_reader.field_attribute)
					     : NULL;
		if (simple != NULL)
			check_code(part, i, simple);
		int field = docx_reader.field(event);
		if (field == 2 && event[1].kind == XML_TEXT)
			buf_append(&code, event[1].text, event[1].length);
		if (field == 0 || field == 2)
			continue;
		check_code(part, i, buf_text(&code));
		buf_truncate(&code, 0);
	}
}

void docx_check_outside(struct document *document)
{
	struct names sources; /* of entries with relationships */
	names_init(&sources, document->arena);
	for (size_t i = 0; i < document->part_count; i++) {
		struct part *part = document->parts[i];
		const char *entry = docx_relations_entry(document, part->name);
		names_add(&sources, entry, strlen(entry))->object = part;
		if (!part->property)
			check_fields(part);
	}
	const char *settings = docx_related_part(document, "settings");
	if (settings != NULL)
		settings = docx_relations_entry(document, settings);
	for (size_t i = 0; i < zip_reader_count(document->zip); i++) {
		const char *name = zip_reader_name(document->zip, i);
		const char *dot = strrchr(name, '.');
		const struct name *source = names_find(&sources, name, strlen(name));
		/* what the settings refer to is not written (docx_package.c) */
		if (dot != NULL && strcmp(dot, ".rels") == 0 &&
			(settings == NULL || strcmp(name, settings) != 0))
			check_relations(document, name, source == NULL ? NULL : source->object);
	}
}
