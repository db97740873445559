#include "meeting/layout.h"

#include "base/i18n.h"
#include "io/file.h"

#include <string.h>

static const char own_folder[] = "skabeloner";

static bool ends_in(const char *text, const char *ending)
{
	size_t length = strlen(text), rest = strlen(ending);
	return length > rest && strcmp(text + length - rest, ending) == 0;
}

bool layout_is_file(const char *name)
{
	enum document_kind kind;
	return strchr(name, '/') != NULL || ends_in(name, ".docx") || ends_in(name, ".odt") ||
	       ends_in(name, ".fodt") || document_text_kind(name, &kind);
}

bool layout_kind_makes(enum document_kind kind, enum document_kind wanted)
{
	bool odt = kind == DOCUMENT_ODT || kind == DOCUMENT_FODT;
	return kind == wanted || (odt && (wanted == DOCUMENT_ODT || wanted == DOCUMENT_FODT));
}

const char *layout_name(const struct layout_search *search, const struct meeting *meeting)
{
	if (search->name != NULL)
		return search->name;
	return meeting_template(meeting) != NULL ? meeting_template(meeting) : "standard";
}

/* The file of a layout by name and kind in one folder, or NULL. */
static const char *layout_in(
	struct arena *arena, const char *folder, const char *name, enum document_kind kind)
{
	if (folder == NULL || folder[0] == '\0')
		return NULL;
	const char *file = arena_printf(arena, "%s.%s", name, document_kind_name(kind));
	const char *path = file_find_composed(arena, file_join(arena, folder, file));
	return file_exists(path) ? path : NULL;
}

static const char *layout_find(struct arena *arena, const struct layout_search *search,
	const struct meeting *meeting, const char *name, enum document_kind kind)
{
	const char *const folders[] = {
		search->folder,
		file_join(arena, meeting_organ_folder(meeting), own_folder),
		file_join(arena, search->data, own_folder),
	};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = layout_in(arena, folders[i], name, kind);
		if (path == NULL && kind == DOCUMENT_FODT)
			path = layout_in(arena, folders[i], name, DOCUMENT_ODT);
		if (path != NULL)
			return path;
	}
	return NULL;
}

struct template *layout_compile_file(
	struct arena *arena, struct report *report, const struct place *place, const char *path)
{
	struct file_bytes bytes;
	if (!file_read(arena, report, place, path, NULL, FILE_LIMIT_PACKAGE, &bytes))
		return NULL;
	return template_compile(arena, report, &bytes);
}

struct template *layout_compile(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, enum document_kind kind,
	bool any_kind)
{
	const char *name = layout_name(search, meeting);
	const struct place *place = search->name == NULL ? meeting_template_place(meeting) : NULL;
	if (!layout_is_file(name)) {
		const char *path = layout_find(arena, search, meeting, name, kind);
		if (path != NULL)
			return layout_compile_file(arena, report, NULL, path);
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); write the name of one that is there, "
			   "or "
			   "the path of a template file"),
			name, document_kind_name(kind));
		return NULL;
	}
	struct template *template = layout_compile_file(arena, report, place, name);
	if (template == NULL || any_kind || layout_kind_makes(template_kind(template), kind))
		return template;
	report_error(report, place, "template-format",
		tr("'%s' is a template for .%s, not for .%s; ask for the other format or name "
		   "another "
		   "template"),
		name, document_kind_name(template_kind(template)), document_kind_name(kind));
	return NULL;
}
