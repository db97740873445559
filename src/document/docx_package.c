#include "document/docx.h"
#include "document/docx_parts.h"

#include <string.h>

/*
 * Relationships and content types (ISO/IEC 29500-2). The package itself is the part "".
 */

static const struct xml_namespace relationship_space[] = {
	{"http://schemas.openxmlformats.org/package/2006/relationships", "pr"}};
static const struct xml_namespace type_space[] = {
	{"http://schemas.openxmlformats.org/package/2006/content-types", "ct"}};

static const char types_part[] = "[Content_Types].xml";
static const char relationship_type[] =
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
static const char main_type[] =
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/* "word/" of "word/document.xml". */
static const char *folder_of(struct arena *arena, const char *part)
{
	const char *slash = strrchr(part, '/');
	return slash == NULL ? "" : arena_strndup(arena, part, (size_t)(slash + 1 - part));
}

static struct docx_relationships *relationships_of(struct output *output, const char *part)
{
	struct docx *docx = docx_of(output);
	struct name *entry = names_add(&docx->relationships, part, strlen(part));
	if (entry->object != NULL)
		return entry->object;
	struct docx_relationships *list = arena_alloc(output->arena, sizeof *list);
	list->name = docx_relations_entry(output->document, part);
	list->xml = document_parse(output->document, list->name, relationship_space, 1);
	list->next = 1;
	names_init(&list->ids, output->arena);
	names_init(&list->targets, output->arena);
	buf_init(&list->added, output->arena);
	for (size_t i = 0; list->xml != NULL && i < list->xml->count; i++) {
		const char *id = list->xml->events[i].kind == XML_START
					 ? xml_attribute(&list->xml->events[i], "Id")
					 : NULL;
		if (id != NULL)
			names_add(&list->ids, id, strlen(id));
	}
	entry->object = list;
	docx->relationship_lists =
		arena_grow(output->arena, docx->relationship_lists, docx->relationship_count,
			&docx->relationship_capacity, sizeof(struct docx_relationships *));
	docx->relationship_lists[docx->relationship_count++] = list;
	return list;
}

/* True if a relationship's type ends in "/kind": strict files have another beginning. */
static bool is_kind(const char *type, const char *kind)
{
	const char *slash = type == NULL ? NULL : strrchr(type, '/');
	return slash != NULL && strcmp(slash + 1, kind) == 0;
}

const char *docx_related(struct output *output, const char *part, const char *kind)
{
	const struct docx_relationships *list = relationships_of(output, part);
	for (size_t i = 0; list->xml != NULL && i < list->xml->count; i++) {
		const struct xml_event *event = &list->xml->events[i];
		if (event->kind != XML_START || !is_kind(xml_attribute(event, "Type"), kind))
			continue;
		const char *target = xml_attribute(event, "Target");
		if (target != NULL && !docx_is_external(event))
			return docx_resolve(output->arena, part, target);
	}
	return NULL;
}

/* The target as it is written in a part's relationships. */
static const char *target_from(struct output *output, const char *part, const char *target)
{
	const char *folder = folder_of(output->arena, part);
	size_t length = strlen(folder);
	if (strncmp(target, folder, length) == 0)
		return target + length;
	return arena_printf(output->arena, "/%s", target);
}

const char *docx_relate(struct output *output, const char *part, const char *kind,
	const char *target, bool external)
{
	struct docx_relationships *list = relationships_of(output, part);
	const char *key = arena_printf(output->arena, "%s %s", kind, target);
	struct name *known = names_add(&list->targets, key, strlen(key));
	if (known->object != NULL)
		return known->object;
	const char *id;
	do
		id = arena_printf(output->arena, "rIdR%u", list->next++);
	while (names_find(&list->ids, id, strlen(id)) != NULL);
	known->object = (void *)(uintptr_t)id;
	const char *type =
		strcmp(kind, "core-properties") == 0
			? "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
			: relationship_type;
	buf_printf(&list->added, "<Relationship Id=\"%s\" Type=\"%s%s\" Target=\"", id, type, kind);
	const char *shown = external ? target : target_from(output, part, target);
	xml_escape_attribute(&list->added, shown, strlen(shown));
	buf_puts(&list->added, external ? "\" TargetMode=\"External\"/>" : "\"/>");
	return id;
}

void docx_content_type(struct output *output, const char *key, const char *type)
{
	struct docx *docx = docx_of(output);
	struct name *known = names_add(&docx->types, key, strlen(key));
	if (known->object != NULL)
		return;
	known->object = (void *)(uintptr_t)type;
	docx->type_keys = arena_grow(output->arena, docx->type_keys, docx->type_count,
		&docx->type_capacity, sizeof *docx->type_keys);
	docx->type_values = arena_grow(output->arena, docx->type_values, docx->type_count,
		&docx->type_value_capacity, sizeof *docx->type_values);
	docx->type_keys[docx->type_count] = known->text;
	docx->type_values[docx->type_count++] = type;
}

static const char *relate_picture(struct output *output, const struct output_picture *entry)
{
	static const char *const keys[] = {[PICTURE_PNG] = "default png",
		[PICTURE_JPEG] = "default jpeg",
		[PICTURE_SVG] = "default svg"};
	const struct markup_picture *picture = entry->picture;
	const char *name =
		arena_printf(output->arena, "%smedia/%s", docx_of(output)->folder, entry->name);
	struct output_part *part = output_part_at(output, name);
	part->raw = (struct bytes){picture->data, picture->size};
	part->stored = picture->type != PICTURE_SVG;
	docx_content_type(output, keys[picture->type], picture_media_type(picture->type));
	return docx_relate(output, output->part->name, "image", name, false);
}

bool docx_picture(
	struct output *output, const struct markup_picture *picture, struct docx_picture *added)
{
	struct output_picture *entry = output_picture(output, picture);
	*added = (struct docx_picture){.entry = entry};
	if (picture->type == PICTURE_SVG) {
		if (entry->png == NULL)
			entry->png = picture_png(
				output->arena, output->report, picture, &output->png_left_ms);
		if (entry->png == NULL)
			return false;
		added->svg = relate_picture(output, entry);
		added->entry = output_picture(output, entry->png);
	}
	added->relationship = relate_picture(output, added->entry);
	return true;
}

void docx_package_begin(struct output *output)
{
	struct docx *docx = docx_of(output);
	names_init(&docx->relationships, output->arena);
	names_init(&docx->types, output->arena);
	docx->main = output->document->part_count > 0 ? output->document->parts[0]->name
						      : "word/document.xml";
	docx->folder = folder_of(output->arena, docx->main);
	docx->styles_part = docx_related(output, docx->main, "styles");
	docx->numbering_part = docx_related(output, docx->main, "numbering");
}

/*
 * Relationships of what must not outlive a change of the document, and those to addresses with tags
 * in them, in whose place others have come.
 */
static bool is_stale(const struct xml_event *relationship, const struct names *replaced)
{
	const char *type = xml_attribute(relationship, "Type");
	const char *id = xml_attribute(relationship, "Id");
	if (replaced != NULL)
		return id != NULL && names_find(replaced, id, strlen(id)) != NULL;
	return is_kind(type, "thumbnail") || is_kind(type, "origin");
}

static void drop_stale(
	struct output *output, struct docx_relationships *list, const struct names *replaced)
{
	bool stale = false;
	for (size_t i = 0; list->xml != NULL && i < list->xml->count; i++) {
		const struct xml_event *event = &list->xml->events[i];
		const char *target;
		if (event->kind != XML_START || !is_stale(event, replaced) ||
			(target = xml_attribute(event, "Target")) == NULL)
			continue;
		const char *entry =
			replaced == NULL ? docx_resolve(output->arena, "", target) : NULL;
		if (entry != NULL)
			output_part_at(output, entry)->dropped = true;
		stale = true;
	}
	if (!stale)
		return;
	/* written anew without them */
	struct output_part *part = output_part_at(output, list->name);
	struct xml_document *xml = list->xml;
	fragment_write(&part->buf, xml, 0, 1, "pr");
	for (size_t i = 1; i + 1 < xml->count; i++) {
		size_t end = xml->events[i].kind == XML_START ? xml->events[i].other + 1 : i + 1;
		if (xml->events[i].kind != XML_START || !is_stale(&xml->events[i], replaced))
			fragment_write(&part->buf, xml, i, end, "pr");
		i = end - 1;
	}
	fragment_write(&part->buf, xml, xml->count - 1, xml->count, "pr");
}

/* The relationships of the settings that lead out of the package. */
static struct names *foreign_settings(struct output *output, const struct docx_relationships *list)
{
	struct names *foreign = arena_alloc(output->arena, sizeof *foreign);
	names_init(foreign, output->arena);
	for (size_t i = 0; list->xml != NULL && i < list->xml->count; i++) {
		const struct xml_event *event = &list->xml->events[i];
		const char *id = event->kind == XML_START ? xml_attribute(event, "Id") : NULL;
		if (id != NULL && docx_is_external(event))
			names_add(foreign, id, strlen(id));
	}
	return foreign;
}

/* True if an element or one in it refers to one of these relationships. */
static bool refers_to(const struct xml_document *xml, size_t element, const struct names *ids)
{
	for (size_t i = element; i < xml->events[element].other; i++) {
		const char *id = xml->events[i].kind == XML_START
					 ? xml_attribute(&xml->events[i], "r:id")
					 : NULL;
		if (id != NULL && names_find(ids, id, strlen(id)) != NULL)
			return true;
	}
	return false;
}

/*
 * What ties the settings to files of whoever made the template goes: the template that it was made
 * with itself, which Word would open, the source of a mail merge, a stylesheet.
 */
static void untie_settings(struct output *output)
{
	const char *name = docx_related(output, docx_of(output)->main, "settings");
	if (name == NULL)
		return;
	struct docx_relationships *list = relationships_of(output, name);
	const struct names *foreign = foreign_settings(output, list);
	const struct xml_document *xml = NULL;
	if (foreign->count > 0)
		xml = document_parse(output->document, name, docx_reader.namespaces,
			docx_reader.namespace_count);
	if (xml == NULL)
		return;
	struct output_part *part = output_part_at(output, name);
	fragment_write(&part->buf, xml, 0, 1, NULL);
	for (size_t i = 1; i + 1 < xml->count; i++) {
		if (xml->events[i].kind != XML_START)
			continue;
		if (!refers_to(xml, i, foreign))
			fragment_write(&part->buf, xml, i, xml->events[i].other + 1, NULL);
		i = xml->events[i].other;
	}
	fragment_write(&part->buf, xml, xml->count - 1, xml->count, NULL);
	drop_stale(output, list, foreign);
}

static void relationships_finish(struct output *output)
{
	struct docx *docx = docx_of(output);
	drop_stale(output, relationships_of(output, ""), NULL);
	untie_settings(output);
	for (size_t i = 0; i < output->document->part_count; i++) {
		const struct part *part = output->document->parts[i];
		if (part->replaced != NULL && part->replaced->count > 0)
			drop_stale(output, relationships_of(output, part->name), part->replaced);
	}
	for (size_t i = 0; i < docx->relationship_count; i++) {
		const struct docx_relationships *list = docx->relationship_lists[i];
		if (list->added.length == 0)
			continue;
		struct output_part *part =
			output_part_loaded(output, list->name, relationship_space, 1, "pr");
		if (part == NULL) {
			part = output_part_at(output, list->name);
			buf_puts(&part->buf, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
					     "standalone=\"yes\"?>\n<Relationships xmlns=\"");
			buf_puts(&part->buf, relationship_space[0].uri);
			buf_puts(&part->buf, "\"/>");
		}
		fragment_append_child(&part->buf, "Relationships",
			(struct bytes){list->added.data, list->added.length});
	}
}

/* Takes what the template declares already out of what has to be added. */
static void note_declared_type(struct docx *docx, const struct xml_event *event)
{
	bool by_extension = xml_is(event, "ct:Default");
	const char *value = xml_attribute(event, by_extension ? "Extension" : "PartName");
	if (value == NULL || (!by_extension && !xml_is(event, "ct:Override")))
		return;
	for (size_t i = 0; i < docx->type_count; i++) {
		const char *key = docx->type_keys[i];
		const char *name = strchr(key, ' ') + 1;
		if ((strncmp(key, "default", 7) == 0) == by_extension &&
			strcasecmp(name, value) == 0)
			docx->type_values[i] = NULL;
	}
}

static bool is_template_type(const char *type)
{
	return type != NULL && strstr(type, "wordprocessingml.template.main+xml") != NULL;
}

/* The attributes of an override with the template's type replaced by the document's. */
static void as_document(struct arena *arena, struct xml_event *event)
{
	struct xml_attribute *attributes =
		arena_array(arena, event->attribute_count, sizeof *attributes);
	memcpy(attributes, event->attributes, event->attribute_count * sizeof *attributes);
	for (size_t i = 0; i < event->attribute_count; i++) {
		if (strcmp(attributes[i].name, "ContentType") == 0) {
			attributes[i].value = main_type;
			attributes[i].length = strlen(main_type);
		}
	}
	event->attributes = attributes;
}

static void put_type(
	struct buf *out, const char *element, const char *key, const char *name, const char *type)
{
	buf_printf(out, "<%s", element);
	xml_put_attribute(out, key, name, strlen(name));
	xml_put_attribute(out, "ContentType", type, strlen(type));
	buf_puts(out, "/>");
}

static void types_finish(struct output *output)
{
	struct docx *docx = docx_of(output);
	struct xml_document *xml = document_parse(output->document, types_part, type_space, 1);
	if (xml == NULL)
		return;
	bool template = false;
	for (size_t i = 0; i < xml->count; i++) {
		struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		note_declared_type(docx, event);
		if (is_template_type(xml_attribute(event, "ContentType"))) {
			as_document(output->arena, event);
			template = true;
		}
	}
	struct buf defaults, overrides;
	buf_init(&defaults, output->arena);
	buf_init(&overrides, output->arena);
	for (size_t i = 0; i < docx->type_count; i++) {
		const char *name = strchr(docx->type_keys[i], ' ') + 1;
		if (docx->type_values[i] == NULL)
			continue;
		if (strncmp(docx->type_keys[i], "default", 7) == 0)
			put_type(&defaults, "Default", "Extension", name, docx->type_values[i]);
		else
			put_type(&overrides, "Override", "PartName", name, docx->type_values[i]);
	}
	if (!template && defaults.length + overrides.length == 0)
		return;
	struct output_part *part = output_part_at(output, types_part);
	fragment_write(&part->buf, xml, 0, xml->count, "ct");
	bytes_put(&defaults, (struct bytes){overrides.data, overrides.length});
	fragment_append_child(&part->buf, "Types", (struct bytes){defaults.data, defaults.length});
}

void docx_package_finish(struct output *output)
{
	relationships_finish(output);
	types_finish(output);
}
