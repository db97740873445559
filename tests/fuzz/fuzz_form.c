#include "fuzz.h"
#include "io/yaml.h"
#include "io/zip.h"
#include "meeting/collect.h"

#include <string.h>

/*
 * A filled-in form: what it says of its fields, and behind a line "===" the text of the ODT. What
 * comes of it is an item's file, which every later reader takes.
 */

#define OFFICE "urn:oasis:names:tc:opendocument:xmlns:"
#define META_BEGIN                                                           \
	"<office:document-meta xmlns:office=\"" OFFICE "office:1.0\" "       \
	"xmlns:meta=\"" OFFICE "meta:1.0\"><office:meta><meta:user-defined " \
	"meta:name=\"referent-felter\">"
#define META_END "</meta:user-defined></office:meta></office:document-meta>"

static void add(struct zip_writer *zip, const char *name, const char *content)
{
	zip_writer_add(zip, name, content, strlen(content), false);
}

static void check_file(struct fuzz_run *run, struct collection *collection)
{
	struct report *report = report_create(run->arena);
	struct file_bytes bytes = {.path = collection->target,
		.data = buf_text(&collection->text),
		.size = collection->text.length};
	const struct yaml_node *root = yaml_parse(run->arena, report, &bytes);
	fuzz_check(root != NULL && !report_failed(report) && root->kind == YAML_MAPPING);
	for (size_t i = 0; root != NULL && i < collection->count; i++)
		fuzz_check(yaml_get(root, collection->rows[i].key) != NULL);
}

static void body(void *user)
{
	static const char parting[] = "\n===\n";
	struct fuzz_run *run = user;
	const char *text = (const char *)run->data;
	const char *found = memmem(text, run->size, parting, sizeof parting - 1);
	if (found == NULL)
		return;
	size_t said = (size_t)(found - text), behind = said + sizeof parting - 1;
	struct zip_writer *zip = zip_writer_create(run->arena, (struct date){2024, 11, 6});
	add(zip, "mimetype", "application/vnd.oasis.opendocument.text");
	add(zip, "meta.xml", arena_printf(run->arena, META_BEGIN "%.*s" META_END, (int)said, text));
	add(zip, "content.xml", arena_strndup(run->arena, text + behind, run->size - behind));
	struct file_bytes bytes;
	if (!zip_writer_end(zip, run->arena, run->report, &bytes))
		return;
	bytes.path = "der/er/intet/her.odt";
	struct collection *collection = collect(run->arena, run->report, &bytes, NULL, COLLECT_ASK);
	fuzz_check((collection != NULL) == !report_failed(run->report));
	if (collection != NULL && collection->changed)
		check_file(run, collection);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_protect(data, size, body);
}
