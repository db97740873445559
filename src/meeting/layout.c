#include "meeting/layout.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
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

enum { FOLDERS = 3, OWN = 1 };

/* Where layouts by name are looked for, in this order. */
static void find_folders(struct arena *arena, const struct layout_search *search,
	const struct meeting *meeting, const char *folders[FOLDERS])
{
	folders[0] = search->folder;
	folders[OWN] = file_join(arena, meeting_organ_folder(meeting), own_folder);
	folders[2] = file_join(arena, search->data, own_folder);
}

static const char *layout_find(struct arena *arena, const struct layout_search *search,
	const struct meeting *meeting, const char *name, enum document_kind kind, bool *own)
{
	const char *folders[FOLDERS];
	find_folders(arena, search, meeting, folders);
	for (size_t i = 0; i < FOLDERS; i++) {
		const char *path = layout_in(arena, folders[i], name, kind);
		*own = i == OWN;
		if (path != NULL)
			return path;
	}
	return NULL;
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Says which layouts there are of a kind, or which was probably meant. */
static void report_unknown(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, enum document_kind kind)
{
	const char *name = layout_name(search, meeting);
	const struct place *place = search->name == NULL ? meeting_template_place(meeting) : NULL;
	const char *ending = arena_printf(arena, ".%s", document_kind_name(kind));
	const char *folders[FOLDERS], **names = NULL;
	size_t count = 0, capacity = 0;
	struct buf all;
	buf_init(&all, arena);
	find_folders(arena, search, meeting, folders);
	for (size_t i = 0; i < FOLDERS; i++) {
		size_t found = 0;
		const char *const *files =
			folders[i] != NULL && folders[i][0] != '\0'
				? file_list_ending(arena, folders[i], ending, &found)
				: NULL;
		for (size_t j = 0; j < found; j++) {
			names = arena_grow(arena, names, count, &capacity, sizeof *names);
			names[count] = arena_strndup(
				arena, files[j], strlen(files[j]) - strlen(ending));
			if (is_among(names, count, names[count]))
				continue;
			buf_printf(&all, "%s%s", count > 0 ? ", " : "", names[count]);
			count++;
		}
	}
	const char *nearest = utf8_nearest(name, names, count);
	if (nearest != NULL)
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); did you mean '%s'?"), name, ending + 1,
			nearest);
	else if (count > 0)
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); there are %s; write one of them, or "
			   "the path of a template file"),
			name, ending + 1, buf_text(&all));
	else
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); write the name of one that is there, "
			   "or the path of a template file"),
			name, ending + 1);
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
	bool own;
	if (!layout_is_file(name)) {
		const char *path = layout_find(arena, search, meeting, name, kind, &own);
		if (path == NULL && kind == DOCUMENT_FODT)
			path = layout_find(arena, search, meeting, name, DOCUMENT_ODT, &own);
		if (path != NULL)
			return layout_compile_file(arena, report, NULL, path);
		report_unknown(arena, report, search, meeting, kind);
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

size_t layout_compile_all(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, struct layout *layouts)
{
	const char *name = layout_name(search, meeting);
	size_t count = 0;
	if (layout_is_file(name)) {
		struct template *template =
			layout_compile(arena, report, search, meeting, DOCUMENT_DOCX, true);
		layouts[0] = (struct layout){.template = template, .path = name, .own = true};
		return template != NULL ? 1 : 0;
	}
	bool found = false;
	for (int kind = 0; kind < DOCUMENT_KINDS; kind++) {
		bool own;
		const char *path = layout_find(
			arena, search, meeting, name, (enum document_kind)kind, &own);
		found = found || path != NULL;
		struct template *template =
			path != NULL ? layout_compile_file(arena, report, NULL, path) : NULL;
		if (template != NULL)
			layouts[count++] = (struct layout){
				.template = template, .path = path, .own = own};
	}
	if (!found)
		report_unknown(arena, report, search, meeting, DOCUMENT_DOCX);
	return count;
}
