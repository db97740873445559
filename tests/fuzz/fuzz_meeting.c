#include "documents.h"
#include "meeting/form.h"
#include "meeting/meeting.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A meeting from its files to what templates see of it: "=== møde", "=== organ", "=== beslutninger",
 * "=== forrige" and what follows each. Words "hemlig" with two digits that stand in closed content
 * alone must not be among what the public edition shows.
 */

struct meeting_run {
	struct fuzz_run fuzz;
	const char *folder;
};

static const struct {
	const char *name, *path;
} files[] = {{"møde", "2025-03-04/møde.yaml"}, {"organ", "organ.yaml"},
	{"beslutninger", "2025-03-04/beslutninger.yaml"}, {"forrige", "2025-02-04/møde.yaml"}};

static const char *const folders[] = {"2025-03-04", "2025-02-04"};

enum { FILES = sizeof files / sizeof *files, FOLDERS = sizeof folders / sizeof *folders };

/* The words in a text, a bit each. */
static uint64_t words_in(const char *text, size_t length)
{
	static const char stem[] = "hemlig";
	enum { STEM = sizeof stem - 1 };
	const char *end = text + length;
	uint64_t words = 0;
	for (const char *at = text; at < end; at += STEM) {
		at = memmem(at, (size_t)(end - at), stem, STEM);
		if (at == NULL || end - at < STEM + 2)
			break;
		int number = (at[STEM] - '0') * 10 + at[STEM + 1] - '0';
		if (number >= 0 && number < 64)
			words |= UINT64_C(1) << number;
	}
	return words;
}

/* The words of a file: those within something closed, and the others. */
struct words {
	uint64_t closed, open;
};

static bool is_closed(const struct yaml_node *node)
{
	const struct yaml_node *closed = yaml_get(node, "lukket");
	return closed != NULL &&
	       (closed->kind == YAML_MAPPING ||
		       (closed->kind == YAML_SCALAR && strcmp(closed->text, "ja") == 0));
}

static void gather(struct words *words, const struct yaml_node *node, bool closed)
{
	if (node->kind == YAML_SCALAR) {
		uint64_t found = words_in(node->text, node->length);
		words->closed |= closed ? found : 0;
		words->open |= closed ? 0 : found;
		return;
	}
	closed = closed || (node->kind == YAML_MAPPING && is_closed(node));
	for (size_t i = 0; i < node->count; i++) {
		bool is_public = node->kind == YAML_MAPPING &&
				 strncmp(node->keys[i]->text, "offentlig_", 10) == 0;
		gather(words, node->items[i], closed && !is_public);
		if (node->kind == YAML_MAPPING)
			gather(words, node->keys[i], closed);
	}
}

/* Words that must not show. */
static uint64_t forbidden_words(struct fuzz_run *run, const struct fuzz_parts *parts)
{
	struct words words = {0};
	for (size_t i = 0; i < parts->count; i++) {
		const struct fuzz_part *part = &parts->parts[i];
		struct file_bytes bytes = {.path = part->name, .size = part->size};
		bytes.data = arena_strndup(run->arena, part->data, part->size);
		const struct yaml_node *root =
			yaml_parse(run->arena, report_create(run->arena), &bytes);
		if (root != NULL)
			gather(&words, root, false);
		/* A taken-over item may be opened again; an organ may show titles. */
		if (memmem(part->data, part->size, ": nej", 5) != NULL ||
			memmem(part->data, part->size, ": vis", 5) != NULL)
			return 0;
	}
	return words.closed & ~words.open;
}

static void put_runs(struct buf *out, const struct markup_run *runs)
{
	for (; runs != NULL; runs = runs->next) {
		if (runs->kind == MARKUP_TEXT)
			buf_append(out, runs->text, runs->length);
		if (runs->link != NULL)
			buf_puts(out, runs->link);
	}
}

static void put_blocks(struct buf *out, const struct markup_block *blocks)
{
	for (; blocks != NULL; blocks = blocks->next) {
		put_runs(out, blocks->runs);
		for (size_t i = 0; i < blocks->item_count; i++)
			put_blocks(out, blocks->items[i].blocks);
		for (size_t i = 0; i < blocks->row_count; i++)
			for (size_t k = 0; k < blocks->rows[i].cell_count; k++)
				put_blocks(out, blocks->rows[i].cells[k].blocks);
		put_blocks(out, blocks->blocks);
		buf_putc(out, '\n');
	}
}

static void put_value(struct buf *out, const struct value *value)
{
	switch (value->kind) {
	case VALUE_TEXT:
		buf_append(out, value->text.bytes, value->text.length);
		break;
	case VALUE_TIME:
		buf_puts(out, value->time.written != NULL ? value->time.written : "");
		break;
	case VALUE_RICH:
		put_blocks(out, value->blocks);
		break;
	case VALUE_LINK:
		buf_append(out, value->link->text.bytes, value->link->text.length);
		buf_puts(out, value->link->address);
		break;
	case VALUE_LIST:
		for (size_t i = 0; i < value->list->count; i++)
			put_value(out, &value->list->items[i]);
		break;
	case VALUE_MAP:
		for (size_t i = 0; i < value->map->count; i++) {
			buf_append(out, value->map->keys[i].bytes, value->map->keys[i].length);
			put_value(out, &value->map->values[i]);
		}
		break;
	default:
		break;
	}
	buf_putc(out, '\n');
}

static void show(struct fuzz_run *run, const struct meeting *meeting, enum meeting_edition edition,
	enum meeting_document document, uint64_t forbidden)
{
	struct report *report = report_create(run->arena);
	const struct value_map *globals = meeting_values(
		run->arena, report, meeting_redact(run->arena, meeting, edition), document, NULL);
	fuzz_check((globals == NULL) == report_failed(report));
	if (globals == NULL || edition == MEETING_INTERNAL)
		return;
	struct value all = value_map(globals);
	struct buf out;
	buf_init(&out, run->arena);
	put_value(&out, &all);
	fuzz_check((words_in(buf_text(&out), out.length) & forbidden) == 0);
}

/* What the form of the meeting's body says of itself is read back as it was. */
static void draw_form(struct fuzz_run *run, const struct meeting *meeting)
{
	const struct form *form = form_of(run->arena, meeting);
	struct buf out;
	buf_init(&out, run->arena);
	buf_puts(&out, form_head_print(run->arena, form));
	for (size_t i = 0; i < form->count; i++)
		buf_printf(&out, " %s", form_entry_print(run->arena, &form->fields[i]));
	const struct form *found = form_parse(run->arena, buf_text(&out));
	fuzz_check(found != NULL && found->count == form->count);
	fuzz_check(strcmp(found->organ, form->organ) == 0);
	for (size_t i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i], *same = &found->fields[i];
		fuzz_check(strcmp(field->key, same->key) == 0 &&
			   strcmp(field->label, same->label) == 0 &&
			   strcmp(field->help, same->help) == 0);
		fuzz_check(field->kind == same->kind && field->may_stay == same->may_stay);
		fuzz_check(strpbrk(field->help, "\r\n\t") == NULL);
	}
}

static void body(void *user)
{
	struct meeting_run *run = user;
	struct fuzz_parts parts = fuzz_split(&run->fuzz);
	const char *path = arena_printf(run->fuzz.arena, "%s/%s", run->folder, files[0].path);
	for (size_t i = 0; i < FILES; i++) {
		const struct fuzz_part *part = fuzz_part(&parts, files[i].name);
		const char *name =
			arena_printf(run->fuzz.arena, "%s/%s", run->folder, files[i].path);
		int file = part == NULL ? -1 : open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
		if (file < 0)
			continue;
		fuzz_check(write(file, part->data, part->size) == (ssize_t)part->size);
		close(file);
	}
	const struct meeting *meeting =
		meeting_load(run->fuzz.arena, run->fuzz.report, path, false);
	fuzz_check(meeting != NULL || report_failed(run->fuzz.report));
	if (meeting == NULL)
		return;
	meeting_check_law(run->fuzz.report, meeting, true, true);
	meeting_check_open(run->fuzz.arena, run->fuzz.report, meeting);
	meeting_check_mentions(run->fuzz.arena, run->fuzz.report, meeting, false);
	meeting_check_closed_files(run->fuzz.arena, run->fuzz.report, meeting, meeting);
	/* With errors it is good for checking and for nothing else. */
	uint64_t forbidden =
		report_failed(run->fuzz.report) ? 0 : forbidden_words(&run->fuzz, &parts);
	for (int edition = MEETING_PUBLIC; edition <= MEETING_INTERNAL; edition++)
		for (int document = MEETING_AGENDA; document <= MEETING_MINUTES; document++)
			show(&run->fuzz, meeting, (enum meeting_edition)edition,
				(enum meeting_document)document, forbidden);
	if (!report_failed(run->fuzz.report))
		draw_form(&run->fuzz, meeting);
	meeting_check_unfinished(
		run->fuzz.arena, run->fuzz.report, meeting, MEETING_MINUTES, false);
	meeting_check_final(run->fuzz.arena, run->fuzz.report, meeting);
}

static void make_folders(const char *folder)
{
	char path[256];
	for (size_t i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
		mkdir(path, 0700);
	}
}

static void remove_all(const char *folder)
{
	char path[256];
	for (size_t i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i].path);
		unlink(path);
	}
	for (size_t i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
		rmdir(path);
	}
	rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char folder[] = "/tmp/fuzz-meeting-XXXXXX";
	struct meeting_run run = {.folder = folder};
	if (size > 65536 || mkdtemp(folder) == NULL)
		return 0;
	make_folders(folder);
	run.fuzz.arena = arena_create(fuzz_limit(data, size));
	if (run.fuzz.arena != NULL) {
		run.fuzz.data = (const char *)data;
		run.fuzz.size = size;
		run.fuzz.report = report_create(run.fuzz.arena);
		arena_protect(run.fuzz.arena, body, &run);
		arena_destroy(run.fuzz.arena);
	}
	remove_all(folder);
	return 0;
}
