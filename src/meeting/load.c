#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "io/file.h"
#include "io/yaml_write.h"
#include "meeting/attendance.h"
#include "meeting/pictures.h"

#include <string.h>

/* Whether two paths lead into the same folder; the names at their ends may not exist. */
static bool same_folder(struct arena *arena, const char *a, const char *b)
{
	const char *real_a = file_real_path(arena, file_folder(arena, a));
	const char *real_b = file_real_path(arena, file_folder(arena, b));
	return real_a != NULL && real_b != NULL && strcmp(real_a, real_b) == 0;
}

/*
 * "a/b/../organ.yaml" as "a/organ.yaml": easier to read in a message. Left as it is where a link
 * makes the two differ.
 */
const char *load_shorten(struct arena *arena, const char *path)
{
	if (strstr(path, "..") == NULL && strstr(path, "./") == NULL)
		return path;
	struct buf out;
	buf_init(&out, arena);
	size_t *starts = arena_array(arena, strlen(path) / 2 + 2, sizeof(*starts));
	size_t depth = 0; /* names in out that a ".." may take away */
	const char *rest = path;
	if (*rest == '/')
		buf_putc(&out, '/');
	while (*rest != '\0') {
		size_t length = strcspn(rest, "/");
		bool up = length == 2 && memcmp(rest, "..", 2) == 0;
		if (up && depth > 0) {
			buf_truncate(&out, starts[--depth]);
		} else if (length > 0 && !(length == 1 && *rest == '.')) {
			if (!up)
				starts[depth++] = out.length;
			if (out.length > 0 && out.data[out.length - 1] != '/')
				buf_putc(&out, '/');
			buf_append(&out, rest, length);
		}
		rest += length;
		rest += strspn(rest, "/");
	}
	const char *shorter = buf_text(&out);
	return *shorter != '\0' && same_folder(arena, path, shorter) ? shorter : path;
}

const char *load_path(struct loader *loader, const struct yaml_node *named)
{
	struct text text = {0};
	if (named->kind == YAML_SCALAR)
		text = read_line_of(loader, named);
	if (text.bytes == NULL)
		return NULL;
	return load_path_of(loader, named, text.bytes);
}

const char *load_path_of(struct loader *loader, const struct yaml_node *named, const char *written)
{
	struct arena *arena = loader->arena;
	const char *folder = file_folder(arena, named->source->file);
	return file_find_composed(arena, load_shorten(arena, file_join(arena, folder, written)));
}

/* What is needed of the files for messages only; the texts in them stay. */
static struct arena *files_arena(struct loader *loader)
{
	if (loader->family->files == NULL)
		loader->family->files = arena_create_child(loader->arena);
	loader->meeting->files = loader->family->files;
	return loader->family->files;
}

const struct yaml_node *load_parse(struct loader *loader, const struct file_bytes *bytes)
{
	const struct yaml_node *root =
		yaml_parse_apart(files_arena(loader), loader->arena, loader->report, bytes);
	loader->asks_previous |= strstr(bytes->data, "forrige") != NULL;
	if (root == NULL)
		return NULL;
	if (root->kind == YAML_MAPPING)
		return root;
	struct place place = yaml_place(root);
	report_error(loader->report, &place, "wrong-kind",
		tr("the file must hold keys with values, 'key: value' on a line each"));
	return NULL;
}

const struct yaml_node *load_file(
	struct loader *loader, const struct yaml_node *named, const char *path)
{
	struct place place = named != NULL ? yaml_place(named) : (struct place){.file = path};
	if (loader->family->file_count == LOAD_MAX_FILES) {
		report_error(loader->report, &place, "meeting-limit",
			tr("the meeting consists of more than %d files; put several items in one"),
			LOAD_MAX_FILES);
		return NULL;
	}
	loader->family->file_count++;
	struct file_bytes bytes;
	if (!file_read(files_arena(loader), loader->report, &place, path, loader->root,
		    FILE_LIMIT_YAML, &bytes))
		return NULL;
	return load_parse(loader, &bytes);
}

const char *load_checked_path(struct loader *loader, const struct yaml_node *named)
{
	const char *path = load_path(loader, named);
	if (path == NULL)
		return NULL;
	struct place place = yaml_place(named);
	return file_check(loader->arena, loader->report, &place, path, loader->root) ? path : NULL;
}

/* Whether folder is inside is_above or that folder itself. Real paths. */
static bool is_below(const char *folder, const char *above)
{
	size_t length = strlen(above);
	if (strcmp(above, "/") == 0)
		return true;
	return strncmp(folder, above, length) == 0 &&
	       (folder[length] == '/' || folder[length] == '\0');
}

/* A root has no slash at its end, so that of the whole file system is empty. */
static const char *as_root(const char *folder)
{
	return strcmp(folder, "/") == 0 ? "" : folder;
}

/* The kommune.yaml nearest above the meeting; NULL where there is none. */
static const char *find_kommune(struct loader *loader, const char *real)
{
	struct arena *arena = loader->arena;
	const char *folder = loader->here;
	size_t levels = 0;
	for (const char *c = real; *c != '\0'; c++)
		levels += *c == '/';
	for (size_t i = 0; i <= levels; i++) {
		const char *path = file_join(arena, folder, "kommune.yaml");
		if (file_exists(path))
			return load_shorten(arena, path);
		folder = file_join(arena, folder, "..");
	}
	return NULL;
}

/* The path of the organ's file; NULL where the organ stands in the meeting or nowhere. */
static const char *find_organ(struct loader *loader, const struct yaml_node *named)
{
	if (named == NULL || named->kind != YAML_SCALAR)
		return NULL;
	return load_path(loader, named);
}

/* Says whether the organ's file may be read; it becomes the root where nothing else is. */
static bool accept_organ(struct loader *loader, const struct yaml_node *named, const char *path,
	const char *real_here)
{
	if (loader->root != NULL)
		return true;
	const char *real = file_real_path(loader->arena, path);
	if (real == NULL)
		return true; /* reading it says why */
	const char *folder = file_folder(loader->arena, real);
	if (is_below(real_here, folder)) {
		loader->root = as_root(folder);
		return true;
	}
	struct place place = yaml_place(named);
	report_error(loader->report, &place, "organ-outside",
		tr("the organ's file must lie in the meeting's folder or one above it; a "
		   "kommune.yaml in a folder above both makes it one of that folder"));
	return false;
}

static void read_organ(struct loader *loader, const struct yaml_node *mapping,
	const struct yaml_node *named, const char *path, const char *real_here)
{
	loader->meeting->organ.folder = loader->here;
	if (loader->root == NULL && path == NULL)
		loader->root = as_root(real_here);
	if (named == NULL) {
		read_missing(loader, mapping, "organ", "'organ: ../organ.yaml'");
		loader->incomplete = true;
	} else if (named->kind == YAML_MAPPING) {
		settings_read_organ(loader, named);
	} else if (named->kind == YAML_SEQUENCE) {
		struct place place = yaml_place(named);
		report_error(loader->report, &place, "wrong-kind",
			tr("'organ' must be the path of the organ's file or its keys with values"));
		loader->incomplete = true;
	} else if (path == NULL) {
		read_missing(loader, mapping, "organ", "'organ: ../organ.yaml'");
		loader->incomplete = true;
	} else {
		const struct yaml_node *organ = accept_organ(loader, named, path, real_here)
							? load_file(loader, named, path)
							: NULL;
		loader->meeting->organ.folder = file_folder(loader->arena, path);
		if (organ != NULL)
			settings_read_organ(loader, organ);
		loader->incomplete |= organ == NULL;
	}
}

/* Everything that belongs to the meeting, the farthest first. */
static void read_all(struct loader *loader, const struct yaml_node *mapping)
{
	struct arena *arena = loader->arena;
	const char *real = file_real_path(arena, loader->here);
	if (real == NULL)
		real = "/";
	const struct yaml_node *named = yaml_get(mapping, "organ");
	const char *organ_path = find_organ(loader, named);
	const char *kommune_path = find_kommune(loader, real);
	if (kommune_path != NULL) {
		loader->root = as_root(file_real_path(arena, file_folder(arena, kommune_path)));
		const struct yaml_node *kommune = load_file(loader, NULL, kommune_path);
		if (kommune != NULL)
			settings_read_kommune(loader, kommune);
		loader->incomplete |= kommune == NULL;
	}
	read_organ(loader, mapping, named, organ_path, real);
	if (loader->root == NULL)
		loader->root = as_root(real);
	loader->meeting->root = loader->root;

	settings_read_meeting(loader, mapping);
	settings_finish(loader);
	phrase_check(loader);
	if (loader->agenda != NULL)
		item_read_agenda(loader, loader->agenda);
	else
		read_missing(loader, mapping, "punkter", tr("'punkter:' and the items below it"));
	previous_find(loader);
	standing_check_skeleton(loader);
	identity_assign(loader);
	decision_read_file(loader);
	decision_check_withdrawn(loader);
	mistakes_check_doors(loader);
	schedule_compute(loader->meeting, loader->report);
	attendance_place(loader);
	struct attendance_book *book = attendance_open(arena, loader->meeting);
	person_check_names(loader, attendance_roster(book));
	attendance_check(loader, attendance_roster(book));
	absence_check_all(loader, book);
	ballot_check_all(loader, book);
}

/* The bytes of the meeting's file; path is what the user named. */
static bool read_bytes(struct loader *loader, const char *path, struct file_bytes *bytes)
{
	struct arena *arena = loader->arena;
	if (strcmp(path, "-") == 0) {
		loader->here = ".";
		return file_read_stdin(files_arena(loader), loader->report, FILE_LIMIT_YAML, bytes);
	}
	path = file_find_composed(arena, path);
	if (file_is_folder(path))
		path = file_find_composed(arena, file_join(arena, path, "møde.yaml"));
	loader->here = file_folder(arena, path);
	loader->meeting->folder = loader->here;
	return file_read(
		files_arena(loader), loader->report, NULL, path, NULL, FILE_LIMIT_YAML, bytes);
}

/* Warns of a folder that is named by another day than the meeting's: one of the two was mistyped. */
static void check_folder_date(struct loader *loader, const struct yaml_node *mapping)
{
	enum { DAY = sizeof "2024-11-06" - 1 };
	const struct meeting *meeting = loader->meeting;
	const char *real =
		meeting->folder != NULL ? file_real_path(loader->arena, loader->here) : NULL;
	const struct yaml_node *said = yaml_get(mapping, "dato");
	struct date date;
	if (real == NULL || said == NULL || !meeting->has_date)
		return;
	const char *name = strrchr(real, '/') != NULL ? strrchr(real, '/') + 1 : real;
	const char *day = arena_strndup(loader->arena, name, strnlen(name, DAY));
	if (!date_parse(day, &date) || (name[strlen(day)] >= '0' && name[strlen(day)] <= '9') ||
		date_to_days(date) == date_to_days(meeting->date))
		return;
	struct place place = yaml_place(said);
	report_warning(loader->report, &place, "folder-date",
		tr("the meeting lies in the folder '%s', but is on another day; correct 'dato' or "
		   "the folder's name"),
		read_quote(loader, name));
}

/* The scalar behind a line's "organ:", as if it had been read. */
static struct yaml_node *salvage_organ(struct loader *loader, const struct yaml_source *source)
{
	static const char key[] = "\norgan:";
	const char *line = strstr(source->text, key);
	if (line == NULL)
		return NULL;
	const char *path = line + strlen(key);
	path += strspn(path, " \"'");
	size_t length = strcspn(path, " \"'#\r\n");
	if (length == 0 || strchr("{[&*!|>", *path) != NULL || utf8_valid(path, length) < length)
		return NULL;
	struct yaml_node *organ = arena_alloc(loader->arena, sizeof(*organ));
	*organ = (struct yaml_node){
		.source = source, .line = 1, .column = 1, .length = (uint32_t)length};
	organ->text = arena_strndup(loader->arena, path, length);
	for (const char *c = source->text; c < line; c++)
		organ->line += *c == '\n';
	return organ;
}

/*
 * What may still be read when the meeting's file is no YAML: the organ that a line of it names. The
 * faults of the other files are found in the same run.
 */
static const struct yaml_node *salvage(struct loader *loader, const struct file_bytes *bytes)
{
	struct arena *arena = loader->arena;
	struct yaml_source *source = arena_alloc(arena, sizeof(*source));
	source->file = bytes->path;
	source->text = arena_printf(arena, "\n%s", bytes->data);
	struct yaml_node *mapping = arena_alloc(arena, sizeof(*mapping));
	*mapping =
		(struct yaml_node){.kind = YAML_MAPPING, .source = source, .line = 1, .column = 1};
	struct yaml_node *organ = salvage_organ(loader, source);
	if (organ == NULL)
		return mapping;
	struct yaml_node *key = arena_alloc(arena, sizeof(*key));
	*key = (struct yaml_node){.source = source, .text = "organ", .length = 5};
	mapping->keys = arena_alloc(arena, sizeof(*mapping->keys));
	mapping->keys[0] = key;
	mapping->items = arena_alloc(arena, sizeof(*mapping->items));
	mapping->items[0] = organ;
	mapping->count = 1;
	return mapping;
}

/* A meeting that items are taken over from has minutes of its own. */
bool load_is_final(const struct loader *loader)
{
	return loader->family->final && loader->family->depth == 0;
}

struct meeting *load_empty(struct arena *arena)
{
	struct meeting *meeting = arena_alloc(arena, sizeof(*meeting));
	meeting->arena = arena;
	meeting->start.minutes = meeting->end.minutes = -1;
	meeting->first_number = 1;
	meeting->organ.rules = law_usual_rules;
	meeting->pictures = pictures_create(arena);
	meeting->edition = MEETING_INTERNAL;
	return meeting;
}

bool load_organ(struct loader *loader, const char *path)
{
	static const struct file_bytes no_decisions = {.path = "beslutninger.yaml", .data = ""};
	struct arena *arena = loader->arena;
	size_t errors = report_error_count(loader->report);
	path = file_find_composed(arena, path);
	if (file_is_folder(path))
		path = file_find_composed(arena, file_join(arena, path, "organ.yaml"));
	loader->here = file_folder(arena, path);
	loader->meeting->file = path;
	loader->meeting->folder = loader->here;
	/* a meeting that lies beside has decisions, a body has none */
	loader->decisions = &no_decisions;
	if (!file_check(arena, loader->report, NULL, path, NULL))
		return false;
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct buf text;
	buf_init(&text, arena);
	buf_puts(&text, "organ: ");
	yaml_write_scalar(&text, name, strlen(name), 0, true);
	buf_puts(&text, "\ndato: 2000-01-01\npunkter:\n");
	struct file_bytes bytes = {.path = path, .data = buf_text(&text), .size = text.length};
	const struct yaml_node *mapping = load_parse(loader, &bytes);
	if (mapping != NULL)
		read_all(loader, mapping);
	return report_error_count(loader->report) == errors;
}

static struct meeting *load(struct arena *arena, struct report *report, const char *path,
	struct load_family *family, const struct file_bytes *decisions)
{
	struct meeting *meeting = load_empty(arena);
	struct loader loader = {.arena = arena,
		.report = report,
		.meeting = meeting,
		.family = family,
		.decisions = decisions};
	struct file_bytes bytes;
	if (!read_bytes(&loader, path, &bytes))
		return NULL;
	meeting->file = bytes.path;
	family->file_count++;
	const struct yaml_node *mapping = load_parse(&loader, &bytes);
	if (mapping == NULL) {
		loader.broken = loader.incomplete = true;
		read_all(&loader, salvage(&loader, &bytes));
		return NULL;
	}
	read_all(&loader, mapping);
	check_folder_date(&loader, mapping);
	return meeting;
}

struct meeting *load_meeting(
	struct arena *arena, struct report *report, const char *path, struct load_family *family)
{
	return load(arena, report, path, family, NULL);
}

struct meeting *load_decided(struct arena *arena, struct report *report, const char *path,
	const struct file_bytes *decisions)
{
	struct load_family family = {.quoting = true};
	return load(arena, report, path, &family, decisions);
}

struct meeting *meeting_load(
	struct arena *arena, struct report *report, const char *path, bool quoting)
{
	struct load_family family = {.quoting = quoting};
	return load(arena, report, path, &family, NULL);
}

struct meeting *meeting_load_final(struct arena *arena, struct report *report, const char *path)
{
	struct load_family family = {.quoting = true, .final = true};
	return load(arena, report, path, &family, NULL);
}

struct meeting *meeting_load_body(struct arena *arena, struct report *report, const char *path)
{
	struct load_family family = {.quoting = true};
	struct meeting *body = load_empty(arena);
	struct loader loader = {
		.arena = arena, .report = report, .meeting = body, .family = &family};
	if (!load_organ(&loader, path))
		return NULL;
	body->has_date = false;
	body->date = (struct date){0};
	return body;
}
