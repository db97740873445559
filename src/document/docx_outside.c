#include "document/docx_parts.h"
#include "document/names.h"
#include "document/outside.h"

#include <string.h>
#include <strings.h>

/* Relationships that lead out of the package, and fields that fetch something. */

static bool is_of_type(const struct xml_event *relation, const char *type)
{
	const char *whole = xml_attribute(relation, "Type");
	const char *slash = whole == NULL ? NULL : strrchr(whole, '/');
	return slash != NULL && strcmp(slash + 1, type) == 0;
}

/* Relationships that lead out of the package, by their ids. */
static void find_foreign(struct names *foreign, const struct xml_document *relations)
{
	for (size_t i = 0; i < relations->count; i++) {
		const struct xml_event *event = &relations->events[i];
		const char *id, *target;
		if (event->kind == XML_START && docx_is_external(event) &&
			(id = xml_attribute(event, "Id")) != NULL &&
			(target = xml_attribute(event, "Target")) != NULL)
			names_add(foreign, id, strlen(id))->object = (void *)(uintptr_t)target;
	}
}

/*
 * What a link leads to is only fetched for who clicks on it; a template that the one at hand was made
 * with only where the main settings name it, which is not written.
 */
static bool is_left_alone(const struct xml_event *start)
{
	return xml_is(start, "w:hyperlink") || strncmp(start->name, "a:hlink", 7) == 0 ||
	       xml_is(start, "w:attachedTemplate");
}

/* Says so where anything else refers to one of them, once of each; whatever its type is. */
static void report_references(struct document *document, const char *entry, const struct part *part,
	const struct xml_document *xml, const struct names *foreign)
{
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || is_left_alone(event))
			continue;
		for (size_t k = 0; k < event->attribute_count; k++) {
			const struct xml_attribute *attribute = &event->attributes[k];
			bool refers = strncmp(attribute->name, "r:", 2) == 0 ||
				      strcmp(attribute->name, "o:relid") == 0;
			struct name *relation =
				refers ? names_find(foreign, attribute->value, attribute->length)
				       : NULL;
			if (relation != NULL && relation->number++ == 0)
				outside_report(document, entry, part, i, relation->object);
		}
	}
}

/* "word/document.xml" of "word/_rels/document.xml.rels". */
static const char *source_of(struct document *document, const char *relations)
{
	const char *slash = strrchr(relations, '/');
	const char *file = slash == NULL ? relations : slash + 1;
	size_t folder = (size_t)(file - relations), ending = strlen(".rels");
	folder -= folder < strlen("_rels/") ? folder : strlen("_rels/");
	return arena_printf(document->arena, "%.*s%.*s", (int)folder, relations,
		(int)(strlen(file) - ending), file);
}

static const struct part *part_of(const struct document *document, const char *name)
{
	for (size_t i = 0; i < document->part_count; i++)
		if (strcmp(document->parts[i]->name, name) == 0)
			return document->parts[i];
	return NULL;
}

static void check_relations(struct document *document, const char *entry)
{
	const struct xml_document *relations = docx_relations(document, entry);
	struct names foreign;
	names_init(&foreign, document->arena);
	if (relations != NULL)
		find_foreign(&foreign, relations);
	if (foreign.count == 0)
		return;
	const char *source = source_of(document, entry);
	const struct part *part = part_of(document, source);
	const struct xml_document *xml =
		part != NULL ? part->xml
			     : document_parse(document, source, docx_reader.namespaces,
				       docx_reader.namespace_count);
	if (xml != NULL)
		report_references(document, source, part, xml, &foreign);
	for (size_t i = 0; i < relations->count; i++) {
		const struct xml_event *event = &relations->events[i];
		const char *id = event->kind == XML_START ? xml_attribute(event, "Id") : NULL;
		struct name *relation = id == NULL ? NULL : names_find(&foreign, id, strlen(id));
		if (relation != NULL && !is_of_type(event, "hyperlink") &&
			!is_of_type(event, "attachedTemplate") && relation->number++ == 0)
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
	const char *settings = docx_related_part(document, "settings");
	if (settings != NULL)
		settings = docx_relations_entry(document, settings);
	for (size_t i = 0; i < document->part_count; i++)
		if (!document->parts[i]->property)
			check_fields(document->parts[i]);
	for (size_t i = 0; i < zip_reader_count(document->zip); i++) {
		const char *name = zip_reader_name(document->zip, i);
		const char *dot = strrchr(name, '.');
		/* what the settings refer to is not written (docx_package.c) */
		if (dot != NULL && strcmp(dot, ".rels") == 0 &&
			(settings == NULL || strcmp(name, settings) != 0))
			check_relations(document, name);
	}
}
