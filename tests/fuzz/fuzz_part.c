#include "../unit/pieces.h"
#include "fuzz.h"

/*
 * A document's body, DOCX or ODT by its first byte, with a mark wherever braces stand; what comes
 * out, with values in it, has to be well-formed.
 */
static void body(void *user)
{
	struct fuzz_run *run = user;
	struct fixture fixture = {.arena = run->arena, .report = run->report};
	if (run->size == 0)
		return;
	char *xml = arena_strndup(run->arena, run->data + 1, run->size - 1);
	if (run->data[0] % 2 == 0)
		fixture_open(&fixture, "mimetype", "application/vnd.oasis.opendocument.text",
			"content.xml", xml, NULL);
	else
		fixture_open(&fixture, "[Content_Types].xml",
			"<Types "
			"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
			"<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-"
			"officedocument.wordprocessingml.document.main+xml\"/></Types>",
			"_rels/.rels",
			"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
			"relationships\"><Relationship Id=\"r\" "
			"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
			"relationships/"
			"officeDocument\" Target=\"a.xml\"/></Relationships>",
			"a.xml", xml, NULL);
	fuzz_check((fixture.document != NULL) == !report_failed(run->report));
	if (fixture.document == NULL)
		return;
	unsigned marks = mark_all(fixture.part);
	size_t count;
	const struct piece *pieces = part_flatten(fixture.part, &count);
	fuzz_check(is_well_formed(&fixture, pieces, count));
	for (unsigned i = 1; i < marks; i++)
		part_balanced(fixture.part, i, i + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
