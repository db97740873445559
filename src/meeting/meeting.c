#include "base/utf8.h"
#include "meeting/identity.h"
#include "meeting/model.h"

#include <string.h>

/* Longest name of a body in a file's name, in bytes: names of files end at 255. */
enum { STEM_MAX = 120 };

void meeting_release_files(struct meeting *meeting)
{
	arena_destroy(meeting->files);
	meeting->files = NULL;
}

const char *meeting_document_name(enum meeting_document document)
{
	return document == MEETING_AGENDA ? "dagsorden" : "referat";
}

const char *meeting_document_title(const struct meeting *meeting, enum meeting_document document)
{
	static const struct {
		const char *usual, *extraordinary;
	} titles[] = {{"Dagsorden", "Dagsorden til ekstraordinært møde"},
		{"Tillægsdagsorden", "Tillægsdagsorden til ekstraordinært møde"},
		{"Referat", "Referat af ekstraordinært møde"},
		{"Protokoludskrift", "Protokoludskrift fra ekstraordinært møde"}};
	size_t index = meeting->extent == MEETING_EXTRACT      ? 3
		       : document == MEETING_MINUTES           ? 2
		       : meeting->extent == MEETING_SUPPLEMENT ? 1
							       : 0;
	return meeting->extraordinary ? titles[index].extraordinary : titles[index].usual;
}

const char *meeting_template(const struct meeting *meeting)
{
	return meeting->organ.layout;
}

const struct place *meeting_template_place(const struct meeting *meeting)
{
	return meeting->organ.layout != NULL ? &meeting->organ.layout_place : NULL;
}

const char *meeting_organ_folder(const struct meeting *meeting)
{
	return meeting->organ.folder;
}

struct date meeting_date(const struct meeting *meeting)
{
	return meeting->date;
}

/* "direktionen". */
static const char *body_stem(const struct meeting *meeting)
{
	struct arena *arena = meeting->arena;
	struct text name = meeting->organ.name;
	const char *slug = name.bytes != NULL ? identity_slug(arena, name.bytes, name.length) : "";
	size_t length = 0;
	for (size_t left = strlen(slug); left > 0;) {
		uint32_t code_point;
		size_t size = utf8_decode(slug + length, left, &code_point);
		if (length + size > STEM_MAX)
			break;
		length += size;
		left -= size;
	}
	if (length == 0) {
		slug = "møde";
		length = strlen(slug);
	}
	return arena_strndup(arena, slug, length);
}

/* "2024-11-06-direktionen". */
static const char *file_stem(const struct meeting *meeting)
{
	return arena_printf(meeting->arena, "%04d-%02d-%02d-%s", meeting->date.year,
		meeting->date.month, meeting->date.day, body_stem(meeting));
}

const char *meeting_form_name(const struct meeting *body)
{
	return arena_printf(body->arena, "%s-formular", body_stem(body));
}

const char *meeting_file_name(const struct meeting *meeting, enum meeting_document document)
{
	struct arena *arena = meeting->arena;
	const char *stem = file_stem(meeting), *part = meeting->extent_name;
	switch (meeting->extent) {
	case MEETING_SUPPLEMENT:
		return arena_printf(arena, "%s-tillægsdagsorden%s%s", stem, part != NULL ? "-" : "",
			part != NULL ? part : "");
	case MEETING_EXTRACT:
		return part != NULL ? arena_printf(arena, "%s-%s-udskrift", stem, part) : NULL;
	case MEETING_WHOLE:
		break;
	}
	return arena_printf(arena, "%s-%s", stem, meeting_document_name(document));
}

const char *meeting_folder(const struct meeting *meeting)
{
	return meeting->folder;
}
