#include "document/field.h"
#include "fuzz.h"
#include "io/zip.h"

#include <string.h>

/*
 * The text of a filled-in document, ODT or DOCX by its first byte; for the latter the numbering
 * stands behind a line "===". What is read from its fields has to be tellable as Markdown.
 */

static const struct markup_field *known(void *user, const char *name)
{
	static const struct markup_field field = {
		.label = "Tekst:", .end = "(slut)", .placeholder = "Skriv her."};
	(void)user;
	(void)name;
	return &field;
}

static void add(struct zip_writer *zip, const char *name, const char *content)
{
	zip_writer_add(zip, name, content, strlen(content), false);
}

static void add_docx(struct fuzz_run *run, struct zip_writer *zip, const char *text, size_t length)
{
	static const char parting[] = "\n===\n";
#define RELATIONS(type, target)                                                                 \
	"<Relationships "                                                                       \
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship " \
	"Id=\"r\" "                                                                             \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type      \
	"\" Target=\"" target "\"/></Relationships>"
	add(zip, "[Content_Types].xml",
		"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		"<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-"
		"officedocument.wordprocessingml.document.main+xml\"/></Types>");
	add(zip, "_rels/.rels", RELATIONS("officeDocument", "a.xml"));
	add(zip, "_rels/a.xml.rels", RELATIONS("numbering", "n.xml"));
	const char *found = memmem(text, length, parting, sizeof parting - 1);
	size_t main_length = found != NULL ? (size_t)(found - text) : length;
	add(zip, "a.xml", arena_strndup(run->arena, text, main_length));
	if (found != NULL)
		add(zip, "n.xml",
			arena_strndup(run->arena, found + sizeof parting - 1,
				length - main_length - (sizeof parting - 1)));
}

/* What a document says of the text around its fields is what is found there; said of another one it
 * is found to be something else. */
static void check_around(struct fuzz_run *run, const struct filled *filled)
{
	static const char *const others[] = {"0", "0tl", "1.00000001", "3.00000000l"};
	struct buf property, other;
	buf_init(&property, run->arena);
	for (size_t i = 0; i < filled->count; i++)
		buf_printf(&property, " %s=x", filled->fields[i].name);
	struct filled again = {.document = filled->document,
		.property = buf_text(&property),
		.written = filled->around};
	fuzz_check(filled_read(&again, known, NULL) && again.count == filled->count);
	fuzz_check(again.outside_count == 0 && strcmp(again.around, filled->around) == 0);
	for (size_t i = 0; i < filled->count; i++)
		fuzz_check((again.fields[i].blocks == NULL) == (filled->fields[i].blocks == NULL));
	buf_init(&other, run->arena);
	for (size_t i = 0; i <= filled->count; i++)
		buf_printf(&other, "%s ", others[(i + run->size) % 4]);
	again = (struct filled){.document = filled->document,
		.property = again.property,
		.written = buf_text(&other)};
	fuzz_check(filled_read(&again, known, NULL) && again.outside_count <= filled->count + 1);
}

static void body(void *user)
{
	struct fuzz_run *run = user;
	if (run->size == 0)
		return;
	struct zip_writer *zip = zip_writer_create(run->arena, (struct date){2024, 11, 6});
	const char *text = (const char *)run->data + 1;
	if (run->data[0] % 2 == 0) {
		add(zip, "mimetype", "application/vnd.oasis.opendocument.text");
		add(zip, "content.xml", arena_strndup(run->arena, text, run->size - 1));
	} else {
		add_docx(run, zip, text, run->size - 1);
	}
	struct file_bytes bytes;
	if (!zip_writer_end(zip, run->arena, run->report, &bytes))
		return;
	bytes.path = "udfyldt";
	struct filled *filled = filled_open(run->arena, run->report, &bytes);
	bool read = filled != NULL && filled_read(filled, known, NULL);
	fuzz_check(read == !report_failed(run->report));
	for (size_t i = 0; read && i < filled->count; i++) {
		const struct filled_field *field = &filled->fields[i];
		struct buf markdown;
		buf_init(&markdown, run->arena);
		markup_to_markdown(&markdown, field->blocks, 0);
		fuzz_check(field->state == FILLED_WHOLE || field->blocks == NULL);
		fuzz_check((field->blocks == NULL) == (markdown.length == 0));
	}
	if (read)
		check_around(run, filled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
