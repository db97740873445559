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

/* Another format that the layout is there in; DOCUMENT_KINDS if there is none. */
static enum document_kind other_kind(
	struct arena *arena, const struct layout_search *search, const struct meeting *meeting)
{
	bool own;
	int kind = 0;
	while (kind < DOCUMENT_KINDS &&
		layout_find(arena, search, meeting, layout_name(search, meeting),
			(enum document_kind)kind, &own) == NULL)
		kind++;
	return (enum document_kind)kind;
}

/* The names of layouts of a kind. */
struct layout_names {
	const char **items;
	size_t count, capacity;
	struct buf all; /* as a list to read */
};

static void add_name(struct arena *arena, struct layout_names *names, const char *name)
{
	if (is_among(names->items, names->count, name))
		return;
	names->items = arena_grow(
		arena, names->items, names->count, &names->capacity, sizeof *names->items);
	buf_printf(&names->all, "%s%s", names->count > 0 ? ", " : "", name);
	names->items[names->count++] = name;
}

static void list_names(struct arena *arena, const struct layout_search *search,
	const struct meeting *meeting, enum document_kind kind, struct layout_names *names)
{
	const char *folders[FOLDERS];
	const char *ending = arena_printf(arena, ".%s", document_kind_name(kind));
	find_folders(arena, search, meeting, folders);
	*names = (struct layout_names){0};
	buf_init(&names->all, arena);
	for (size_t i = 0; i < FOLDERS; i++) {
		size_t count = 0;
		const char *const *files = NULL;
		if (folders[i] != NULL && folders[i][0] != '\0')
			files = file_list_ending(arena, folders[i], ending, &count);
		for (size_t j = 0; j < count; j++)
			add_name(arena, names,
				arena_strndup(arena, files[j], strlen(files[j]) - strlen(ending)));
	}
}

/* Says which layouts there are of a kind, or which was probably meant. */
static void report_unknown(struct arena *arena, struct report *report,
	const struct layout_search *search, const struct meeting *meeting, enum document_kind kind)
{
	const char *name = layout_name(search, meeting);
	const struct place *place = search->name == NULL ? meeting_template_place(meeting) : NULL;
	const char *format = document_kind_name(kind);
	struct layout_names names;
	list_names(arena, search, meeting, kind, &names);
	const char *nearest = utf8_nearest(name, names.items, names.count);
	enum document_kind other = other_kind(arena, search, meeting);
	if (other != DOCUMENT_KINDS)
		report_error(report, place, "unknown-layout",
			tr("the layout '%s' is there as .%s, but not as .%s; ask for that format, "
			   "or put it there in this one too"),
			name, document_kind_name(other), format);
	else if (nearest != NULL)
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); did you mean '%s'?"), name, format,
			nearest);
	else if (names.count > 0)
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); there are %s; write one of them, or "
			   "the path of a template file"),
			name, format, buf_text(&names.all));
	else
		report_error(report, place, "unknown-layout",
			tr("no layout is called '%s' (.%s); write the name of one that is there, "
			   "or the path of a template file"),
			name, format);
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
		if (path == NULL && any_kind)
			path = layout_find(arena, search, meeting, name, DOCUMENT_DOCX, &own);
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
		const char *path =
			layout_find(arena, search, meeting, name, (enum document_kind)kind, &own);
		found = found || path != NULL;
		struct template *template =
			path != NULL ? layout_compile_file(arena, report, NULL, path) : NULL;
		if (template != NULL)
			layouts[count++] =
				(struct layout){.template = template, .path = path, .own = own};
	}
	if (!found)
		report_unknown(arena, report, search, meeting, DOCUMENT_DOCX);
	return count;
}
