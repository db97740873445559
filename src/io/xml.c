#include "io/xml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>

/*
 * The parser calls back into this file for every element. A jump out of those calls would leave
 * libxml2 in the middle of its work, so nothing in them allocates but with arena_try_alloc(): a
 * first pass over the bytes counts what there is to come, and all room is made before.
 */

enum {
	MAX_ATTRIBUTES = 256, /* of one element; libxml2 compares each with each */
	MAX_DECLARED = 512,   /* declarations in force at one place; libxml2 searches all of them */
	LONGEST_DECLARATION = 256
};

struct parse {
	struct arena *arena;
	xmlParserCtxtPtr context;
	struct xml_document *document;
	struct xml_counts room;
	struct xml_names names;
	struct xml_attribute *attributes;
	size_t attribute_count;
	char *text; /* texts and values, one after the other, each with a NUL */
	size_t text_length;
	size_t text_room;
	size_t open[XML_MAX_DEPTH];
	bool preserve[XML_MAX_DEPTH + 1];
	unsigned declarations[XML_MAX_DEPTH];
	unsigned declaration_count;
	unsigned depth;
	bool doctype;
	bool too_much;
	bool no_memory;
	unsigned error_line;
	unsigned error_column;
	char error[200]; /* "" while there is none */
};

static void stop(struct parse *parse, bool *why)
{
	*why = true;
	xmlStopParser(parse->context);
}

static bool is_stopped(const struct parse *parse)
{
	return parse->doctype || parse->too_much || parse->no_memory;
}

/* Copies bytes behind the texts so far. What XML stands for never takes more room than the XML. */
static const char *keep(struct parse *parse, const void *bytes, size_t length)
{
	char *copy = parse->text + parse->text_length;

	if (length >= parse->text_room - parse->text_length) {
		stop(parse, &parse->too_much);
		return NULL;
	}
	memcpy(copy, bytes, length);
	copy[length] = '\0';
	parse->text_length += length + 1;
	return copy;
}

static void stop_for_names(struct parse *parse)
{
	if (parse->names.no_memory)
		stop(parse, &parse->no_memory);
	else if (parse->names.too_many)
		stop(parse, &parse->too_much);
}

static struct xml_event *add_event(struct parse *parse, enum xml_kind kind)
{
	struct xml_document *document = parse->document;
	struct xml_event *event;

	if (document->count == parse->room.events) {
		stop(parse, &parse->too_much);
		return NULL;
	}
	event = &document->events[document->count++];
	event->kind = kind;
	event->parent = parse->depth > 0 ? parse->open[parse->depth - 1] : SIZE_MAX;
	return event;
}

static void on_doctype(
	void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct parse *parse = user;

	(void)name;
	(void)external;
	(void)system;
	stop(parse, &parse->doctype);
}

/* libxml2 gives five pointers an attribute: name, prefix, namespace, value's begin and end. */
static void add_attributes(
	struct parse *parse, struct xml_event *event, size_t count, const xmlChar **attributes)
{
	struct xml_attribute *added = parse->attributes + parse->attribute_count;

	if (count > parse->room.attributes - parse->attribute_count) {
		stop(parse, &parse->too_much);
		return;
	}
	event->attributes = added;
	for (size_t i = 0; i < count; i++, attributes += 5) {
		added[i].length = (size_t)(attributes[4] - attributes[3]);
		added[i].name =
			xml_names_get(&parse->names, attributes[1], attributes[2], attributes[0]);
		added[i].value = added[i].name ? keep(parse, attributes[3], added[i].length) : NULL;
		if (added[i].value == NULL) {
			stop_for_names(parse);
			return;
		}
		if (strcmp(added[i].name, "xml:space") == 0)
			parse->preserve[parse->depth + 1] = strcmp(added[i].value, "preserve") == 0;
	}
	event->attribute_count = count;
	parse->attribute_count += count;
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	int declared_count, const xmlChar **declared, int attribute_count, int defaulted_count,
	const xmlChar **attributes)
{
	struct parse *parse = user;
	struct xml_event *event;

	(void)defaulted_count;
	if (is_stopped(parse))
		return;
	if (parse->depth == XML_MAX_DEPTH ||
		parse->declaration_count + (unsigned)declared_count > MAX_DECLARED) {
		stop(parse, &parse->too_much);
		return;
	}
	for (int i = 0; i < declared_count; i++) {
		if (!xml_names_declare(&parse->names, declared[2 * i], declared[2 * i + 1])) {
			stop_for_names(parse);
			return;
		}
	}
	event = add_event(parse, XML_START);
	if (event == NULL)
		return;
	event->name = xml_names_get(&parse->names, prefix, uri, local);
	if (event->name == NULL) {
		stop_for_names(parse);
		return;
	}
	parse->preserve[parse->depth + 1] = parse->preserve[parse->depth];
	add_attributes(parse, event, (size_t)attribute_count, attributes);
	parse->open[parse->depth] = parse->document->count - 1;
	parse->declarations[parse->depth] = (unsigned)declared_count;
	parse->declaration_count += (unsigned)declared_count;
	parse->depth++;
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct parse *parse = user;
	struct xml_event *event;
	size_t start;

	(void)local;
	(void)prefix;
	(void)uri;
	if (is_stopped(parse) || parse->depth == 0)
		return;
	parse->depth--;
	parse->declaration_count -= parse->declarations[parse->depth];
	start = parse->open[parse->depth];
	event = add_event(parse, XML_END);
	if (event == NULL)
		return;
	event->name = parse->document->events[start].name;
	event->other = start;
	parse->document->events[start].other = parse->document->count - 1;
}

static void on_text(void *user, const xmlChar *text, int length)
{
	struct parse *parse = user;
	struct xml_document *document = parse->document;
	struct xml_event *event;

	if (is_stopped(parse) || parse->depth == 0)
		return;
	event = &document->events[document->count - 1];
	if (event->kind == XML_TEXT) {
		/* The text before was the last that was kept: this goes over its NUL. */
		parse->text_length--;
		if (keep(parse, text, (size_t)length) != NULL)
			event->length += (size_t)length;
		return;
	}
	event = add_event(parse, XML_TEXT);
	if (event == NULL)
		return;
	event->preserve = parse->preserve[parse->depth];
	event->other = document->count - 1;
	event->length = (size_t)length;
	event->text = keep(parse, text, (size_t)length);
}

static void on_error(void *user, xmlErrorPtr error)
{
	struct parse *parse = user;
	size_t length;

	if (error->code == XML_ERR_NO_MEMORY)
		parse->no_memory = true;
	if (error->level < XML_ERR_ERROR || parse->error[0] != '\0' || error->message == NULL)
		return;
	length = strcspn(error->message, "\n");
	if (length >= sizeof(parse->error))
		length = sizeof(parse->error) - 1;
	/* It may quote the file, and end in the middle of a character. */
	length = utf8_valid(error->message, length);
	memcpy(parse->error, error->message, length);
	parse->error_line = error->line > 0 ? (unsigned)error->line : 0;
	parse->error_column = error->int2 > 0 ? (unsigned)error->int2 : 0;
}

/* What libxml2 says before it knows our handler would go to standard error. */
static void on_early_error(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static void make_room(struct parse *parse, size_t size)
{
	struct xml_document *document = arena_alloc(parse->arena, sizeof(*document));

	document->events = arena_array(parse->arena, parse->room.events, sizeof(struct xml_event));
	parse->attributes =
		arena_array(parse->arena, parse->room.attributes, sizeof(struct xml_attribute));
	parse->text_room = size + 1;
	parse->text = arena_alloc(parse->arena, parse->text_room);
	document->declared = parse->names.declared;
	parse->document = document;
}

/* Runs libxml2 over the bytes. Nothing in here allocates from the arena in a way that jumps. */
static bool run(struct parse *parse, const void *bytes, size_t size)
{
	xmlParserCtxtPtr context = xmlCreateMemoryParserCtxt(bytes, (int)size);
	bool well_formed;

	if (context == NULL) {
		parse->no_memory = true;
		return false;
	}
	memset(context->sax, 0, sizeof(*context->sax));
	context->sax->initialized = XML_SAX2_MAGIC;
	context->sax->internalSubset = on_doctype;
	context->sax->startElementNs = on_start;
	context->sax->endElementNs = on_end;
	context->sax->characters = on_text;
	context->sax->ignorableWhitespace = on_text;
	context->sax->cdataBlock = on_text;
	context->sax->serror = on_error;
	context->userData = parse;
	parse->context = context;
	/* Huge lifts libxml2's limits in favour of ours. Replacing entities concerns the five only:
	 * with no declarations there are no others. */
	xmlCtxtUseOptions(
		context, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
	/* libxml2 takes memory that ran out for bad XML now and then, or goes on without. */
	errno = 0;
	xmlParseDocument(context);
	parse->no_memory = parse->no_memory || errno == ENOMEM;
	well_formed = context->wellFormed && context->nsWellFormed && !is_stopped(parse);
	xmlFreeDoc(context->myDoc);
	context->myDoc = NULL;
	xmlFreeParserCtxt(context);
	parse->context = NULL;
	return well_formed;
}

static bool run_quietly(struct parse *parse, const void *bytes, size_t size)
{
	xmlStructuredErrorFunc handler = xmlStructuredError;
	void *handler_context = xmlStructuredErrorContext;
	bool well_formed;

	xmlSetStructuredErrorFunc(NULL, on_early_error);
	well_formed = run(parse, bytes, size);
	xmlSetStructuredErrorFunc(handler_context, handler);
	return well_formed;
}

static void report_failure(
	struct report *report, const struct parse *parse, const char *file, const char *part)
{
	struct place place = {.file = file,
		.part = part,
		.line = parse->error_line,
		.column = parse->error_column};
	struct place whole = {.file = file, .part = part};

	if (parse->no_memory)
		report_exhausted(report, ARENA_NO_MEMORY);
	else if (parse->doctype)
		report_error(report, &whole, "xml-doctype",
			tr("the XML has a document type declaration, which is not read; remove "
			   "it"));
	else if (parse->too_much)
		report_error(report, &whole, "xml-limit",
			tr("the XML is too large or too deeply nested; make a simpler document"));
	else
		report_error(report, &place, "xml-syntax",
			tr("the XML is damaged (%s); save the document anew"), parse->error);
}

static bool begins_with(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) >= length && strncasecmp(at, word, length) == 0;
}

/* Only UTF-8 is read: the count ahead has to see the same characters as libxml2. */
static bool is_utf8(const char *bytes, size_t size)
{
	size_t length = size < LONGEST_DECLARATION ? size : LONGEST_DECLARATION;
	const char *end;
	const char *name;

	/* The first byte of other encodings: of a byte order mark, or EBCDIC's '<'. */
	if ((unsigned char)*bytes >= 0x80 || *bytes == 0x4c || memchr(bytes, '\0', length) != NULL)
		return false;
	if (!begins_with(bytes, bytes + length, "<?xml "))
		return true;
	end = xml_find(bytes, bytes + length, "?>");
	name = xml_find(bytes, end, "encoding");
	if (name == end)
		return true;
	while (name < end && memchr(" =\t\r\n\"'", *name, 7) != NULL)
		name++;
	return begins_with(name, end, "utf-8") || begins_with(name, end, "us-ascii");
}

struct xml_document *xml_parse(struct arena *arena, struct report *report, const char *file,
	const char *part, const void *bytes, size_t size, const struct xml_namespace *table,
	size_t table_count)
{
	struct parse *parse = arena_alloc(arena, sizeof(*parse));
	struct place place = {.file = file, .part = part};

	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes = (const char *)bytes + 3;
		size -= 3;
	}
	if (size == 0) {
		report_error(report, &place, "xml-syntax",
			tr("the part is empty; save the document anew"));
		return NULL;
	}
	if (!is_utf8(bytes, size)) {
		report_error(report, &place, "xml-syntax",
			tr("the XML is not in UTF-8; save it as UTF-8"));
		return NULL;
	}
	parse->arena = arena;
	parse->room = xml_count(bytes, size);
	if (parse->room.events > XML_MAX_EVENTS || parse->room.most_attributes > MAX_ATTRIBUTES ||
		size > INT32_MAX) {
		parse->too_much = true;
		report_failure(report, parse, file, part);
		return NULL;
	}
	xml_names_init(&parse->names, arena, table, table_count);
	make_room(parse, size);
	if (!run_quietly(parse, bytes, size)) {
		arena_check(arena);
		report_failure(report, parse, file, part);
		return NULL;
	}
	parse->document->declared_count = parse->names.space_count;
	return parse->document;
}

bool xml_is(const struct xml_event *event, const char *name)
{
	return event->name != NULL && strcmp(event->name, name) == 0;
}

const char *xml_attribute(const struct xml_event *start, const char *name)
{
	for (size_t i = 0; i < start->attribute_count; i++) {
		if (strcmp(start->attributes[i].name, name) == 0)
			return start->attributes[i].value;
	}
	return NULL;
}
