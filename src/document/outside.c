#include "document/outside.h"

#include "base/i18n.h"
#include "document/reading.h"

#include <string.h>

/*
 * LibreOffice fetches linked pictures and objects while it makes a PDF, and Word when the document
 * is opened: whoever made the template would learn of it, and could have files of this machine shown.
 */

void outside_report(struct document *document, const char *entry, const struct part *part,
	size_t event, const char *address)
{
	struct place place = {.file = document->file, .part = entry};
	if (part != NULL)
		place = part_place(part, event);
	report_error(document->report, &place, "template-outside",
		tr("'%s' is fetched from elsewhere whenever a document made with this template is "
		   "opened; put the picture or the text itself into the template (break the link: "
		   "in Word under File > Info, in LibreOffice under Edit > External Links)"),
		address);
}

bool outside_leads_there(const char *address)
{
	size_t first = strcspn(address, "/?#");
	if (first > 0 && memchr(address, ':', first) != NULL)
		return true;
	return *address == '/' || *address == '\\' || strncmp(address, "..", 2) == 0 ||
	       strncasecmp(address, "%2e", 3) == 0;
}

/* True if an element of that name begins somewhere. */
static bool begins_element(struct bytes bytes, const char *tag)
{
	size_t length = strlen(tag);
	const char *at = bytes.data, *end = bytes.data + bytes.length;
	while ((at = memmem(at, (size_t)(end - at), tag, length)) != NULL) {
		at += length;
		if (at == end || strchr(" \t\r\n/>", *at) != NULL)
			return true;
	}
	return false;
}

/* Programs go by a picture's content, but may believe its name too. */
static bool is_svg(const char *name, struct bytes bytes)
{
	enum { BEGINNING = 4096 };
	const char *dot = strrchr(name, '.');
	bytes.length = bytes.length < BEGINNING ? bytes.length : BEGINNING;
	return (dot != NULL && strcasecmp(dot, ".svg") == 0) || begins_element(bytes, "<svg") ||
	       begins_element(bytes, "DOCTYPE svg");
}

static bool is_text_part(const struct document *document, size_t entry)
{
	for (size_t i = 0; i < document->part_count; i++)
		if (document->parts[i]->entry == entry)
			return true;
	return false;
}

static bool is_packed(struct bytes bytes)
{
	return bytes.length > 2 && memcmp(bytes.data, "\x1f\x8b", 2) == 0;
}

void outside_check_picture(
	struct document *document, const struct place *place, const char *name, struct bytes bytes)
{
	struct markup_picture picture = {0};
	bool read = picture_read(&picture, bytes.data, bytes.length);
	if (is_packed(bytes) || (!read && is_svg(name, bytes)))
		report_error(document->report, place, "template-outside",
			tr("a picture is packed or damaged, so that it cannot be seen what it "
			   "fetches when it is shown; save it as PNG"));
	else if (read && picture_reaches_out(&picture))
		report_error(document->report, place, "template-outside",
			tr("a picture fetches other files when it is shown; put them into it, or "
			   "save it as PNG"));
}

static void check_pictures(struct document *document)
{
	for (size_t i = 0; i < zip_reader_count(document->zip); i++) {
		const char *name = zip_reader_name(document->zip, i);
		struct arena *scratch = arena_create_child(document->arena);
		struct place place = {.file = document->file, .part = name};
		struct file_bytes bytes;
		if (!is_text_part(document, i) &&
			zip_reader_read(document->zip, scratch, document->report, i, &bytes))
			outside_check_picture(
				document, &place, name, (struct bytes){bytes.data, bytes.size});
		arena_destroy(scratch);
	}
}

void document_check_outside(struct document *document)
{
	check_pictures(document);
	document->reader->check_outside(document);
}
