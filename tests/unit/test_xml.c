#include "base/buf.h"
#include "base/report.h"
#include "check.h"
#include "io/xml.h"

#include <stdlib.h>
#include <unistd.h>

static struct arena *arena;

static const struct xml_namespace table[] = {
	{"urn:w", "w"},
	{"urn:r", "r"},
};

static struct xml_document *parse_bytes(const char *bytes, size_t size, struct report *report)
{
	/* Exactly as large as it is, so that tools see a read beyond. */
	char *copy = malloc(size ? size : 1);
	struct xml_document *document;

	memcpy(copy, bytes, size);
	document = xml_parse(arena, report, "a.docx", "word/document.xml", copy, size, table, 2);
	free(copy);
	return document;
}

/* The document written again, or the id of the first error. */
static const char *again(const char *text)
{
	struct report *report = report_create(arena);
	struct xml_document *document = parse_bytes(text, strlen(text), report);
	struct buf out;

	CHECK((document != NULL) == !report_failed(report));
	if (document == NULL) {
		CHECK_INT(report_count(report), 1);
		CHECK_TEXT(report_get(report, 0)->place.file, "a.docx");
		CHECK_TEXT(report_get(report, 0)->place.part, "word/document.xml");
		return report_get(report, 0)->id;
	}
	buf_init(&out, arena);
	for (size_t i = 0; i < document->count; i++) {
		const struct xml_event *event = &document->events[i];

		if (event->kind == XML_TEXT) {
			CHECK_INT(event->text[event->length], 0);
			CHECK_INT(event->other, i);
			xml_escape(&out, event->text, event->length);
			continue;
		}
		CHECK_INT(document->events[event->other].other, i);
		CHECK(document->events[event->other].name == event->name);
		buf_puts(&out, event->kind == XML_START ? "<" : "</");
		buf_puts(&out, event->name);
		for (size_t j = 0; j < event->attribute_count; j++) {
			buf_printf(&out, " %s=\"", event->attributes[j].name);
			xml_escape_attribute(
				&out, event->attributes[j].value, event->attributes[j].length);
			buf_putc(&out, '"');
		}
		buf_putc(&out, '>');
	}
	return buf_text(&out);
}

static void check_events(void)
{
	struct report *report = report_create(arena);
	const char *text =
		"<?xml version='1.0' encoding='UTF-8'?>\n"
		"<w:a xmlns:w='urn:w'> <w:b w:c='1' d='2'>x<!-- y -->z<?p q?>\xc3\xa6</w:b>"
		"<w:b/></w:a>\n";
	struct xml_document *document = parse_bytes(text, strlen(text), report);
	const struct xml_event *events = document->events;

	CHECK_INT(document->count, 8);
	CHECK_INT(events[0].parent, SIZE_MAX);
	CHECK_INT(events[0].other, 7);
	CHECK_INT(events[1].kind, XML_TEXT);
	CHECK_TEXT(events[1].text, " ");
	CHECK_INT(events[1].parent, 0);
	CHECK(xml_is(&events[2], "w:b"));
	CHECK(!xml_is(&events[2], "w:a"));
	CHECK(!xml_is(&events[1], "w:a"));
	CHECK(events[2].name == events[5].name);
	CHECK_TEXT(xml_attribute(&events[2], "w:c"), "1");
	CHECK_TEXT(xml_attribute(&events[2], "d"), "2");
	CHECK(xml_attribute(&events[2], "c") == NULL);
	CHECK_TEXT(events[3].text, "xzæ");
	CHECK_INT(events[3].length, 4);
	CHECK_INT(events[3].parent, 2);
	CHECK_INT(events[4].kind, XML_END);
	CHECK_INT(events[4].other, 2);
	CHECK_INT(document->declared_count, 1);
	CHECK_TEXT(document->declared[0].uri, "urn:w");
	CHECK_TEXT(document->declared[0].prefix, "w");
}

static void check_text(void)
{
	CHECK_TEXT(
		again("<a>&lt;&amp;&gt;&quot;&apos;&#233;&#xe6;</a>"), "<a>&lt;&amp;&gt;\"'éæ</a>");
	CHECK_TEXT(again("<a b='&lt;&amp;&#38;&quot;&#10;x\ny'/>"),
		"<a b=\"&lt;&amp;&amp;&quot;&#10;x y\"></a>");
	CHECK_TEXT(again("<a><![CDATA[<b>&amp;]]>c<![CDATA[]]></a>"), "<a>&lt;b&gt;&amp;amp;c</a>");
	CHECK_TEXT(again("<a>x\r\ny&#13;</a>"), "<a>x\ny&#13;</a>");
	CHECK_TEXT(again("\xef\xbb\xbf<a/>"), "<a></a>");
	CHECK_TEXT(again("<a>\n <b/>\n</a>"), "<a>\n <b></b>\n</a>");
}

static void check_namespaces(void)
{
	/* The table's prefixes, whatever the file's. */
	CHECK_TEXT(again("<a xmlns='urn:w' xmlns:x='urn:r' x:b='1' c='2'><x:d/></a>"),
		"<w:a r:b=\"1\" c=\"2\"><r:d></r:d></w:a>");
	CHECK_TEXT(again("<q:a xmlns:q='urn:q'/>"), "<q:a></q:a>");
	/* A foreign namespace that borrows a prefix of ours, or none. */
	CHECK_TEXT(again("<w:a xmlns:w='urn:other'/>"), "<ns1:a></ns1:a>");
	CHECK_TEXT(again("<a xmlns='urn:one'><b xmlns='urn:two'/><c xmlns=''/></a>"),
		"<ns1:a><ns2:b></ns2:b><c></c></ns1:a>");
	CHECK_TEXT(again("<a><p:b xmlns:p='urn:one'/><p:b xmlns:p='urn:two'/><q:b "
			 "xmlns:q='urn:one'/></a>"),
		"<a><p:b></p:b><ns1:b></ns1:b><p:b></p:b></a>");
	CHECK_TEXT(again("<p:a/>"), "xml-syntax");
	CHECK_TEXT(again("<a xml:lang='da'/>"), "<a xml:lang=\"da\"></a>");
}

static void check_declared(void)
{
	struct report *report = report_create(arena);
	const char *text = "<a xmlns='urn:w' xmlns:u='urn:unused'><b xmlns:u='urn:unused'/></a>";
	struct xml_document *document = parse_bytes(text, strlen(text), report);

	CHECK_INT(document->declared_count, 2);
	CHECK_TEXT(document->declared[1].prefix, "u");
}

static void check_preserve(void)
{
	struct report *report = report_create(arena);
	const char *text =
		"<a>1<b xml:space='preserve'>2<c>3</c><d xml:space='default'>4</d>5</b>6</a>";
	struct xml_document *document = parse_bytes(text, strlen(text), report);
	bool preserved[7] = {0};

	for (size_t i = 0; i < document->count; i++) {
		if (document->events[i].kind == XML_TEXT)
			preserved[*document->events[i].text - '0'] = document->events[i].preserve;
	}
	CHECK(!preserved[1] && preserved[2] && preserved[3] && !preserved[4] && preserved[5] &&
		!preserved[6]);
}

static void check_damaged(void)
{
	static const char *const texts[] = {"", " ", "x", "<", "<a", "<a>", "<a></b>", "<a/><b/>",
		"<a b='1' b='2'/>", "<a b/>", "<a>&auml;</a>", "<a>&x;</a>", "<a>\x01</a>",
		"<a>&#1;</a>", "<a>\xff</a>", "<a>\xc3</a>", "<a><![CDATA[</a>", "<a><!-- </a>",
		"<a>]]></a>", "</a>", "<a b='<'/>", "<?xml version='1.0' encoding='UTF-16'?><a/>",
		"<?xml version='1.0' encoding='EBCDIC-US'?><a/>", "\xff\xfe<\0a\0/\0>\0"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK_TEXT(again(texts[i]), "xml-syntax");
	CHECK_TEXT(again("<!DOCTYPE a><a/>"), "xml-doctype");
	CHECK_TEXT(again("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "xml-doctype");
	CHECK_TEXT(again("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "xml-doctype");
	CHECK_TEXT(again("<?xml version='1.0' encoding='us-ascii'?><a/>"), "<a></a>");
}

/* The place of a fault in a file of several lines. */
static void check_place(void)
{
	struct report *report = report_create(arena);
	const char *text = "<a>\n  <b>\n</a>\n";

	CHECK(parse_bytes(text, strlen(text), report) == NULL);
	CHECK_INT(report_get(report, 0)->place.line, 3);
	CHECK(strstr(report_get(report, 0)->message, "mismatch") != NULL);
}

static const char *repeat(const char *before, const char *text, size_t count, const char *after)
{
	struct buf out;

	buf_init(&out, arena);
	buf_puts(&out, before);
	while (count-- > 0)
		buf_puts(&out, text);
	buf_puts(&out, after);
	return buf_text(&out);
}

static void check_limits(void)
{
	struct buf out;
	const char *text =
		again(repeat(repeat("", "<a>", XML_MAX_DEPTH, "x"), "</a>", XML_MAX_DEPTH, ""));

	CHECK_INT(strlen(text), XML_MAX_DEPTH * 7 + 1);
	CHECK_TEXT(again(repeat("", "<a>", 100000, "")), "xml-limit");
	CHECK_TEXT(again(repeat("<a>", "<b/>", XML_MAX_EVENTS / 2, "</a>")), "xml-limit");
	buf_init(&out, arena);
	for (int i = 0; i < 300; i++)
		buf_printf(&out, " a%d='b'", i);
	CHECK_TEXT(again(repeat("<a", buf_text(&out), 1, "/>")), "xml-limit");
	buf_truncate(&out, 0);
	for (int i = 0; i < 300; i++)
		buf_printf(&out, "<a xmlns='urn:%d'/>", i);
	CHECK_TEXT(again(repeat("<a>", buf_text(&out), 1, "</a>")), "xml-limit");
	buf_truncate(&out, 0);
	for (int i = 0; i < 200; i++)
		buf_printf(&out, " xmlns:a%d='urn:%d'", i, i);
	CHECK_TEXT(again(repeat("", repeat("<a", buf_text(&out), 1, ">"), 10, "")), "xml-limit");
	buf_truncate(&out, 0);
	buf_puts(&out, "<a>");
	for (int i = 0; i < 5000; i++)
		buf_printf(&out, "<b%d></b%d>", i, i);
	buf_puts(&out, "</a>");
	CHECK_TEXT(again(buf_text(&out)), buf_text(&out));
	buf_truncate(&out, out.length - 4);
	for (int i = 5000; i < 70000; i++)
		buf_printf(&out, "<b%d></b%d>", i, i);
	buf_puts(&out, "</a>");
	CHECK_TEXT(again(buf_text(&out)), "xml-limit");
}

static const char *escaped(const char *text, size_t length, bool attribute)
{
	struct buf out;

	buf_init(&out, arena);
	if (attribute)
		xml_escape_attribute(&out, text, length);
	else
		xml_escape(&out, text, length);
	return buf_text(&out);
}

static void check_escape(void)
{
	CHECK_TEXT(escaped("", 0, false), "");
	CHECK_TEXT(escaped("a<b>&\"'\t\n\r", 10, false), "a&lt;b&gt;&amp;\"'\t\n&#13;");
	CHECK_TEXT(escaped("a<b>&\"'\t\n\r", 10, true), "a&lt;b&gt;&amp;&quot;'&#9;&#10;&#13;");
	CHECK_TEXT(escaped("æ\xff\x01\xef\xbf\xbe\xef\xbf\xbdø\x7f\0x", 16, false),
		"æ\xef\xbf\xbdø\x7fx");
	CHECK_TEXT(escaped("😀\xc3", 5, true), "😀");
}

static void run(void *user)
{
	(void)user;
	check_events();
	check_text();
	check_namespaces();
	check_declared();
	check_preserve();
	check_damaged();
	check_place();
	check_limits();
	check_escape();
}

int main(void)
{
	setenv("LC_ALL", "C", 1);
	arena = arena_create((size_t)1024 * 1024 * 1024);
	CHECK_INT(arena_protect(arena, run, NULL), ARENA_DONE);
	arena_destroy(arena);
	return check_failures != 0;
}
