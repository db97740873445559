#include "document/docx_parts.h"

#include "base/i18n.h"
#include "document/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Which entries of a package hold what (ISO/IEC 29500-2, Open Packaging Conventions). */

static const struct xml_namespace types_namespaces[] = {
	{"http://schemas.openxmlformats.org/package/2006/content-types", "ct"}};
static const struct xml_namespace relation_namespaces[] = {
	{"http://schemas.openxmlformats.org/package/2006/relationships", "rel"}};

#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define CORE "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

struct style {
	const char *based_on;
	unsigned level; /* 0 for none */
	bool has_level;
};

struct docx_state {
	struct names styles; /* w:styleId → struct style */
};

char *docx_resolve(struct arena *arena, const char *source, const char *target)
{
	struct buf path;
	buf_init(&path, arena);
	if (*target == '/') {
		target++;
	} else {
		const char *slash = strrchr(source, '/');
		if (slash != NULL)
			buf_append(&path, source, (size_t)(slash - source) + 1);
	}
	while (*target != '\0') {
		size_t length = strcspn(target, "/");
		bool last = target[length] == '\0';
		if (length == 2 && memcmp(target, "..", 2) == 0) {
			if (path.length == 0)
				return NULL;
			buf_truncate(&path, path.length - 1);
			while (path.length > 0 && path.data[path.length - 1] != '/')
				buf_truncate(&path, path.length - 1);
		} else if (length != 0 && !(length == 1 && *target == '.')) {
			buf_append(&path, target, length);
			if (!last)
				buf_putc(&path, '/');
		}
		target += length + (last ? 0 : 1);
	}
	return path.length == 0 ? NULL : buf_copy(&path, arena);
}

const char *docx_relations_entry(struct document *document, const char *source)
{
	const char *slash = strrchr(source, '/');
	int folder = slash == NULL ? 0 : (int)(slash - source) + 1;
	return arena_printf(document->arena, "%.*s_rels/%s.rels", folder, source, source + folder);
}

struct xml_document *docx_relations(struct document *document, const char *entry)
{
	return document_parse(document, entry, relation_namespaces, 1);
}

/* The relationships of an entry, "" for those of the package. */
static struct xml_document *relations_of(struct document *document, const char *source)
{
	return docx_relations(document, docx_relations_entry(document, source));
}

bool docx_is_external(const struct xml_event *relation)
{
	const char *mode = xml_attribute(relation, "TargetMode");
	return mode != NULL && strcasecmp(mode, "External") == 0;
}

/* The relationship of an event if it leads into the package; its type and target. */
static bool is_relation(const struct xml_event *event, const char **type, const char **target)
{
	if (event->kind != XML_START || !xml_is(event, "rel:Relationship"))
		return false;
	*type = xml_attribute(event, "Type");
	*target = xml_attribute(event, "Target");
	return *type != NULL && *target != NULL && !docx_is_external(event);
}

/* The entry that a source is related to by a type, or NULL. */
static char *find_related(struct document *document, const struct xml_document *relations,
	const char *source, const char *wanted)
{
	const char *type, *target;
	for (size_t i = 0; relations != NULL && i < relations->count; i++)
		if (is_relation(&relations->events[i], &type, &target) && strcmp(type, wanted) == 0)
			return docx_resolve(document->arena, source, target);
	return NULL;
}

/* The content type of an entry: by its own name, else by its ending. "" for none. */
static const char *content_type(const struct xml_document *types, const char *name)
{
	const char *found = "";
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; i < types->count; i++) {
		const struct xml_event *event = &types->events[i];
		if (event->kind != XML_START)
			continue;
		const char *type = xml_attribute(event, "ContentType");
		if (type == NULL)
			continue;
		const char *part = xml_attribute(event, "PartName");
		const char *extension = xml_attribute(event, "Extension");
		if (xml_is(event, "ct:Override") && part != NULL && *part == '/' &&
			strcasecmp(part + 1, name) == 0)
			return type;
		if (xml_is(event, "ct:Default") && extension != NULL && dot != NULL &&
			strcasecmp(extension, dot + 1) == 0)
			found = type;
	}
	return found;
}

/* True if there are macros somewhere, whatever the main part says of itself. */
static bool has_macros(const struct xml_document *types)
{
	for (size_t i = 0; i < types->count; i++) {
		const struct xml_event *event = &types->events[i];
		const char *type =
			event->kind == XML_START ? xml_attribute(event, "ContentType") : NULL;
		if (type != NULL && (strcasestr(type, ".macroEnabled") != NULL ||
					    strcasestr(type, "ms-office.vbaProject") != NULL))
			return true;
	}
	return false;
}

static bool is_word(const char *type)
{
	static const char start[] =
		"application/vnd.openxmlformats-officedocument.wordprocessingml.";
	if (strncasecmp(type, start, strlen(start)) != 0)
		return false;
	type += strlen(start);
	return strcasecmp(type, "document.main+xml") == 0 ||
	       strcasecmp(type, "template.main+xml") == 0;
}

static void report_strict(const struct document *document, struct report *report)
{
	struct place place = {.file = document->file};
	report_error(report, &place, "template-strict",
		tr("this is a 'Strict Open XML' document; save it as an ordinary Word document "
		   "(.docx)"));
}

/* True if the namespaces are those of ISO/IEC 29500's strict variant. */
static bool is_strict(const struct xml_document *xml)
{
	static const char start[] = "http://purl.oclc.org/ooxml/";
	for (size_t i = 0; i < xml->declared_count; i++)
		if (strncmp(xml->declared[i].uri, start, strlen(start)) == 0)
			return true;
	return false;
}

/* The main part, or NULL and an error. */
static const char *find_main(
	struct document *document, struct report *report, const struct xml_document *relations)
{
	struct place place = {.file = document->file};
	struct xml_document *types =
		document_parse(document, "[Content_Types].xml", types_namespaces, 1);
	if (types == NULL || relations == NULL) {
		if (!document_failed(document))
			report_error(report, &place, "not-a-document",
				tr("this is no DOCX or ODT document; save the template as one of "
				   "them"));
		return NULL;
	}
	if (find_related(document, relations, "", STRICT "officeDocument") != NULL) {
		report_strict(document, report);
		return NULL;
	}
	if (has_macros(types)) {
		report_error(report, &place, "template-macro",
			tr("the template holds macros; save it without them, as .docx"));
		return NULL;
	}
	const char *main = find_related(document, relations, "", OFFICE "officeDocument");
	if (main == NULL || !is_word(content_type(types, main))) {
		report_error(report, &place, "not-a-document",
			tr("this is no text document; save the template as .docx or .odt"));
		return NULL;
	}
	return main;
}

unsigned docx_outline_level(const char *value)
{
	if (value[0] < '0' || value[0] > '8' || value[1] != '\0')
		return 0;
	return (unsigned)(value[0] - '0') + 1;
}

/* "heading 3" is what the file calls it in every language. */
static unsigned level_of_name(const char *name)
{
	if (name == NULL || strncasecmp(name, "heading ", 8) != 0 || name[8] < '1' ||
		name[8] > '9' || name[9] != '\0')
		return 0;
	return (unsigned)(name[8] - '0');
}

static void read_style(struct docx_state *state, const struct xml_document *xml, size_t event)
{
	const struct xml_event *events = xml->events;
	const char *id = xml_attribute(&events[event], "w:styleId");
	const char *type = xml_attribute(&events[event], "w:type");
	if (id == NULL || (type != NULL && strcmp(type, "paragraph") != 0))
		return;
	struct name *entry = names_add(&state->styles, id, strlen(id));
	if (entry->object != NULL)
		return;
	struct style *style = arena_alloc(state->styles.arena, sizeof *style);
	entry->object = style;
	unsigned named = 0;
	for (size_t i = event + 1; i < events[event].other; i++) {
		if (events[i].kind != XML_START)
			continue;
		const char *value = xml_attribute(&events[i], "w:val");
		if (value == NULL)
			continue;
		if (xml_is(&events[i], "w:name")) {
			named = level_of_name(value);
		} else if (xml_is(&events[i], "w:basedOn")) {
			style->based_on = value;
		} else if (xml_is(&events[i], "w:outlineLvl")) {
			style->level = docx_outline_level(value);
			style->has_level = true;
		}
	}
	if (!style->has_level && named > 0) {
		style->level = named;
		style->has_level = true;
	}
}

unsigned docx_style_level(const struct document *document, const char *id)
{
	const struct docx_state *state = document->format_state;
	enum { LONGEST_CHAIN = 32 };
	for (unsigned i = 0; id != NULL && i < LONGEST_CHAIN; i++) {
		const struct name *entry = names_find(&state->styles, id, strlen(id));
		if (entry == NULL)
			return 0;
		const struct style *style = entry->object;
		if (style->has_level)
			return style->level;
		id = style->based_on;
	}
	return 0;
}

static void read_styles(
	struct document *document, const struct xml_document *relations, const char *main)
{
	struct docx_state *state = document->format_state;
	const char *name = find_related(document, relations, main, OFFICE "styles");
	struct xml_document *xml = NULL;
	if (name != NULL)
		xml = document_parse(
			document, name, docx_reader.namespaces, docx_reader.namespace_count);
	for (size_t i = 0; xml != NULL && i < xml->count; i++)
		if (xml->events[i].kind == XML_START && xml_is(&xml->events[i], "w:style"))
			read_style(state, xml, i);
}

const char *docx_related_part(struct document *document, const char *type)
{
	const char *source = document->parts[0]->name;
	return find_related(document, relations_of(document, source), source,
		arena_printf(document->arena, OFFICE "%s", type));
}

const char *docx_external_target(struct part *part, const char *id)
{
	struct names *targets = part->format_state;
	if (targets == NULL) {
		part->format_state = targets = arena_alloc(part->document->arena, sizeof *targets);
		names_init(targets, part->document->arena);
		part->replaced = arena_alloc(part->document->arena, sizeof *part->replaced);
		names_init(part->replaced, part->document->arena);
		const struct xml_document *relations = relations_of(part->document, part->name);
		for (size_t i = 0; relations != NULL && i < relations->count; i++) {
			const struct xml_event *event = &relations->events[i];
			const char *type, *target = NULL;
			const char *key =
				event->kind == XML_START ? xml_attribute(event, "Id") : NULL;
			if (key != NULL && !is_relation(event, &type, &target) && target != NULL)
				names_add(targets, key, strlen(key))->object =
					(void *)(uintptr_t)target;
		}
	}
	const struct name *found = names_find(targets, id, strlen(id));
	return found == NULL ? NULL : found->object;
}

/* Adds the parts that a source is related to in one of some ways, in the order of the ways. */
static void add_related(struct document *document, const struct xml_document *relations,
	const char *source, const char *const *wanted, size_t count, bool property)
{
	for (size_t kind = 0; relations != NULL && kind < count; kind++) {
		for (size_t i = 0; i < relations->count; i++) {
			const char *type, *target;
			if (!is_relation(&relations->events[i], &type, &target) ||
				strcmp(type, wanted[kind]) != 0)
				continue;
			const char *name = docx_resolve(document->arena, source, target);
			if (name != NULL)
				document_add_part(document, name, property);
		}
	}
}

void docx_find_parts(struct document *document, struct report *report)
{
	static const char *const texts[] = {OFFICE "header", OFFICE "footer", OFFICE "footnotes",
		OFFICE "endnotes", OFFICE "comments"};
	static const char *const properties[] = {
		CORE, OFFICE "extended-properties", OFFICE "custom-properties"};
	struct docx_state *state = arena_alloc(document->arena, sizeof *state);
	names_init(&state->styles, document->arena);
	document->format_state = state;
	const struct xml_document *package = relations_of(document, "");
	const char *main = find_main(document, report, package);
	if (main == NULL)
		return;
	struct part *part = document_add_part(document, main, false);
	if (part == NULL || !xml_is(&part->xml->events[0], "w:document")) {
		struct place place = {.file = document->file, .part = main};
		if (part != NULL && is_strict(part->xml))
			report_strict(document, report);
		else if (!document_failed(document))
			report_error(report, &place, "not-a-document",
				tr("the document's text is missing; save the document anew"));
		return;
	}
	const struct xml_document *relations = relations_of(document, main);
	read_styles(document, relations, main);
	add_related(document, relations, main, texts, sizeof texts / sizeof *texts, false);
	add_related(
		document, package, "", properties, sizeof properties / sizeof *properties, true);
}
