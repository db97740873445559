#include "fuzz.h"
#include "io/xml.h"

#include <string.h>

/* What is written again must be read again as the same. */
static void write(const struct xml_document *document, struct buf *out)
{
	for (size_t i = 0; i < document->count; i++) {
		const struct xml_event *event = &document->events[i];

		if (event->kind == XML_TEXT) {
			fuzz_check(event->other == i && event->text[event->length] == '\0');
			xml_escape(out, event->text, event->length);
			continue;
		}
		fuzz_check(document->events[event->other].other == i);
		buf_puts(out, event->kind == XML_START ? "<" : "</");
		buf_puts(out, event->name);
		for (size_t j = 0; i == 0 && j < document->declared_count; j++) {
			buf_printf(out, " xmlns:%s=\"", document->declared[j].prefix);
			xml_escape_attribute(
				out, document->declared[j].uri, strlen(document->declared[j].uri));
			buf_putc(out, '"');
		}
		for (size_t j = 0; j < event->attribute_count; j++) {
			buf_printf(out, " %s=\"", event->attributes[j].name);
			xml_escape_attribute(
				out, event->attributes[j].value, event->attributes[j].length);
			buf_putc(out, '"');
		}
		buf_putc(out, '>');
	}
}

static void body(void *user)
{
	static const struct xml_namespace table[] = {{"urn:w", "w"}, {"urn:r", "r"}};
	struct fuzz_run *run = user;
	struct xml_document *document =
		xml_parse(run->arena, run->report, "a", "b", run->data, run->size, table, 2);
	struct xml_document *second;
	struct buf first_text;
	struct buf second_text;

	fuzz_check((document != NULL) == !report_failed(run->report));
	if (document == NULL)
		return;
	buf_init(&first_text, run->arena);
	buf_init(&second_text, run->arena);
	write(document, &first_text);
	second = xml_parse(run->arena, run->report, "a", "b", first_text.data, first_text.length,
		document->declared, document->declared_count);
	/* More declarations at one place than are read is the one thing that may be new. */
	if (second == NULL)
		return;
	write(second, &second_text);
	fuzz_check(strcmp(first_text.data, second_text.data) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
