#include "io/xml.h"

#include "base/i18n.h"

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
	MAX_ATTRIBUTES = 256,  /* of one element; libxml2 compares each with each */
	MAX_NAMESPACES = 256,  /* different ones in a document */
	MAX_DECLARED = 512,    /* declarations in force at one place; libxml2 searches all of them */
	MAX_NAMES = 65536,     /* different names in a document */
	FIRST_NAMES = 512,
	LONGEST_DECLARATION = 256
};

/* Upper bounds of what a document holds. */
struct counts {
	size_t events;
	size_t attributes;
	size_t most_attributes; /* of one element */
};

/* A namespace of the document; uri is libxml2's own pointer while it parses. */
struct space {
	const xmlChar *uri;
	const char *prefix;
	size_t prefix_length;
};

/* A name as libxml2 knows it (its pointers are unique) and as it is written. */
struct name {
	const char *prefix;
	const xmlChar *local;
	const char *written;
};

struct parse {
	struct arena *arena;
	xmlParserCtxtPtr context;
	struct xml_document *document;
	struct counts room;
	const struct xml_namespace *table;
	size_t table_count;
	struct xml_attribute *attributes;
	size_t attribute_count;
	char *text; /* texts and values, one after the other, each with a NUL */
	size_t text_length;
	size_t text_room;
	struct space *spaces;
	struct xml_namespace *declared;
	size_t space_count;
	struct name *names; /* hash table by pointers */
	size_t name_capacity;
	size_t name_count;
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

static const char *find(const char *at, const char *end, const char *wanted)
{
	const char *found = memmem(at, (size_t)(end - at), wanted, strlen(wanted));

	return found ? found + strlen(wanted) : end;
}

/* Passes over a start tag and counts its quoted values. */
static const char *count_tag(const char *at, const char *end, struct counts *counts)
{
	size_t values = 0;

	while (at < end && *at != '>') {
		if (*at == '"' || *at == '\'') {
			const char *closing = memchr(at + 1, *at, (size_t)(end - at - 1));

			values++;
			if (closing == NULL)
				return end;
			at = closing;
		}
		at++;
	}
	counts->events += 2;
	counts->attributes += values;
	if (values > counts->most_attributes)
		counts->most_attributes = values;
	return at < end ? at + 1 : end;
}

/* Counts from the bytes alone; right for well-formed XML, bounded for everything else. */
static struct counts count_ahead(const char *at, size_t size)
{
	struct counts counts = {0};
	const char *end = at + size;

	while (at < end) {
		const char *tag = memchr(at, '<', (size_t)(end - at));

		if (tag != at)
			counts.events++;
		if (tag == NULL || tag + 1 == end)
			break;
		at = tag + 1;
		if (*at == '/') {
			at = find(at, end, ">");
		} else if (*at == '?') {
			at = find(at, end, "?>");
		} else if (*at != '!') {
			at = count_tag(at, end, &counts);
		} else if (end - at >= 3 && memcmp(at, "!--", 3) == 0) {
			at = find(at + 3, end, "-->");
		} else {
			counts.events++;
			at = find(at, end, "]]>");
		}
	}
	return counts;
}

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

static char *copy_name(struct parse *parse, const char *text, size_t length)
{
	char *copy = arena_try_alloc(parse->arena, length + 1);

	if (copy == NULL) {
		stop(parse, &parse->no_memory);
		return NULL;
	}
	memcpy(copy, text, length);
	return copy;
}

static bool prefix_taken(const struct parse *parse, const char *prefix)
{
	for (size_t i = 0; i < parse->table_count; i++) {
		if (strcmp(parse->table[i].prefix, prefix) == 0)
			return true;
	}
	for (size_t i = 0; i < parse->space_count; i++) {
		if (strcmp(parse->spaces[i].prefix, prefix) == 0)
			return true;
	}
	return strcmp(prefix, "xml") == 0;
}

/* The prefix that the table gives, else the file's own, else a made-up one. */
static const char *choose_prefix(struct parse *parse, const xmlChar *own, const xmlChar *uri)
{
	char made_up[16];

	for (size_t i = 0; i < parse->table_count; i++) {
		if (strcmp(parse->table[i].uri, (const char *)uri) == 0)
			return parse->table[i].prefix;
	}
	if (own != NULL && !prefix_taken(parse, (const char *)own))
		return copy_name(parse, (const char *)own, strlen((const char *)own));
	for (size_t number = 1;; number++) {
		int length = snprintf(made_up, sizeof(made_up), "ns%zu", number);

		if (!prefix_taken(parse, made_up))
			return copy_name(parse, made_up, (size_t)length);
	}
}

static const struct space *space_of(struct parse *parse, const xmlChar *own, const xmlChar *uri)
{
	struct space *space;
	const char *prefix;
	char *kept;

	for (size_t i = 0; i < parse->space_count; i++) {
		if (parse->spaces[i].uri == uri)
			return &parse->spaces[i];
	}
	if (parse->space_count == MAX_NAMESPACES) {
		stop(parse, &parse->too_much);
		return NULL;
	}
	prefix = choose_prefix(parse, own, uri);
	kept = prefix ? copy_name(parse, (const char *)uri, strlen((const char *)uri)) : NULL;
	if (kept == NULL)
		return NULL;
	parse->declared[parse->space_count] = (struct xml_namespace){.uri = kept, .prefix = prefix};
	space = &parse->spaces[parse->space_count++];
	*space = (struct space){.uri = uri, .prefix = prefix, .prefix_length = strlen(prefix)};
	return space;
}

static struct name *name_slot(
	struct name *names, size_t capacity, const char *prefix, const xmlChar *local)
{
	uintptr_t hash = ((uintptr_t)local >> 2) * 0x9e3779b1u ^ ((uintptr_t)prefix >> 3);
	size_t slot = (size_t)(hash ^ hash >> 15) & (capacity - 1);

	while (names[slot].written != NULL &&
		(names[slot].local != local || names[slot].prefix != prefix))
		slot = (slot + 1) & (capacity - 1);
	return &names[slot];
}

static bool grow_names(struct parse *parse)
{
	size_t capacity = parse->name_capacity * 2;
	struct name *names = arena_try_alloc(parse->arena, capacity * sizeof(*names));

	if (names == NULL) {
		stop(parse, &parse->no_memory);
		return false;
	}
	for (size_t i = 0; i < parse->name_capacity; i++) {
		const struct name *old = &parse->names[i];

		if (old->written != NULL)
			*name_slot(names, capacity, old->prefix, old->local) = *old;
	}
	parse->names = names;
	parse->name_capacity = capacity;
	return true;
}

static const char *write_name(
	struct parse *parse, const char *prefix, size_t prefix_length, const xmlChar *local)
{
	size_t local_length = strlen((const char *)local);
	char *written = arena_try_alloc(parse->arena, prefix_length + local_length + 2);

	if (written == NULL) {
		stop(parse, &parse->no_memory);
		return NULL;
	}
	if (prefix_length > 0) {
		memcpy(written, prefix, prefix_length);
		written[prefix_length++] = ':';
	}
	memcpy(written + prefix_length, local, local_length);
	return written;
}

/* The name as it is written; NULL when the parser had to be stopped. */
static const char *intern(
	struct parse *parse, const xmlChar *own, const xmlChar *uri, const xmlChar *local)
{
	const char *prefix = NULL;
	size_t prefix_length = 0;
	struct name *name;

	if (uri != NULL && own != NULL && strcmp((const char *)own, "xml") == 0) {
		prefix = "xml";
		prefix_length = 3;
	} else if (uri != NULL) {
		const struct space *space = space_of(parse, own, uri);

		if (space == NULL)
			return NULL;
		prefix = space->prefix;
		prefix_length = space->prefix_length;
	}
	name = name_slot(parse->names, parse->name_capacity, prefix, local);
	if (name->written != NULL)
		return name->written;
	if (parse->name_count == MAX_NAMES) {
		stop(parse, &parse->too_much);
		return NULL;
	}
	if (parse->name_count * 2 >= parse->name_capacity) {
		if (!grow_names(parse))
			return NULL;
		name = name_slot(parse->names, parse->name_capacity, prefix, local);
	}
	name->prefix = prefix;
	name->local = local;
	name->written = write_name(parse, prefix, prefix_length, local);
	parse->name_count++;
	return name->written;
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
		added[i].name = intern(parse, attributes[1], attributes[2], attributes[0]);
		added[i].value = added[i].name ? keep(parse, attributes[3], added[i].length) : NULL;
		if (added[i].value == NULL)
			return;
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
		/* xmlns="" takes the default namespace back. */
		if (declared[2 * i + 1] != NULL && *declared[2 * i + 1] != '\0' &&
			space_of(parse, declared[2 * i], declared[2 * i + 1]) == NULL)
			return;
	}
	event = add_event(parse, XML_START);
	if (event == NULL)
		return;
	event->name = intern(parse, prefix, uri, local);
	parse->preserve[parse->depth + 1] = parse->preserve[parse->depth];
	if (event->name == NULL)
		return;
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
	memcpy(parse->error, error->message, length);
	parse->error_line = error->line > 0 ? (unsigned)error->line : 0;
	parse->error_column = error->int2 > 0 ? (unsigned)error->int2 : 0;
}

/* Errors go to one function for the thread, or to standard error; lets it be ours meanwhile. */
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
	parse->spaces = arena_array(parse->arena, MAX_NAMESPACES, sizeof(struct space));
	parse->declared = arena_array(parse->arena, MAX_NAMESPACES, sizeof(struct xml_namespace));
	parse->names = arena_array(parse->arena, FIRST_NAMES, sizeof(struct name));
	parse->name_capacity = FIRST_NAMES;
	document->declared = parse->declared;
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
	xmlCtxtUseOptions(context,
		XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
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
			tr("the XML has a document type declaration, which is not read; remove it"));
	else if (parse->too_much)
		report_error(report, &whole, "xml-limit",
			tr("the XML is too large or too deeply nested; make a simpler document"));
	else
		report_error(report, &place, "xml-syntax",
			tr("the XML is damaged (%s); save the document anew"), parse->error);
}

/* Only UTF-8 is read: the count ahead has to see the same characters as libxml2. */
static bool is_utf8(const char *bytes, size_t size)
{
	size_t length = size < LONGEST_DECLARATION ? size : LONGEST_DECLARATION;
	const char *end;
	const char *name;

	if (memchr(bytes, '\0', length) != NULL)
		return false;
	if (length < 6 || memcmp(bytes, "<?xml ", 6) != 0)
		return true;
	end = find(bytes, bytes + length, "?>");
	name = find(bytes, end, "encoding");
	if (name == end)
		return true;
	name += strspn(name, " =\t\r\n\"'");
	return strncasecmp(name, "utf-8", 5) == 0 || strncasecmp(name, "utf8", 4) == 0 ||
		strncasecmp(name, "us-ascii", 8) == 0;
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
		report_error(report, &place, "xml-syntax", tr("the part is empty; save the document anew"));
		return NULL;
	}
	if (!is_utf8(bytes, size)) {
		report_error(report, &place, "xml-syntax", tr("the XML is not in UTF-8; save it as UTF-8"));
		return NULL;
	}
	parse->arena = arena;
	parse->table = table;
	parse->table_count = table_count;
	parse->room = count_ahead(bytes, size);
	if (parse->room.events > XML_MAX_EVENTS || parse->room.most_attributes > MAX_ATTRIBUTES ||
		size > INT32_MAX) {
		parse->too_much = true;
		report_failure(report, parse, file, part);
		return NULL;
	}
	make_room(parse, size);
	if (!run_quietly(parse, bytes, size)) {
		arena_check(arena);
		report_failure(report, parse, file, part);
		return NULL;
	}
	parse->document->declared_count = parse->space_count;
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
