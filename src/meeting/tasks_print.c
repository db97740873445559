#include "meeting/tasks.h"

#include "base/utf8.h"
#include "meeting/values.h"

#include <string.h>

/* The tasks as values, as a table and as separated values. */

enum { COLUMNS_MAX = 9 };

/* The cells of a row, from the headings or a task. */
struct row {
	const char *cells[COLUMNS_MAX];
	size_t count;
};

static const char *day(struct arena *arena, bool there, struct date date)
{
	return there ? arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day) : "";
}

static void push(struct row *row, const char *cell)
{
	row->cells[row->count++] = cell;
}

static struct row csv_row(
	struct arena *arena, const struct task *task, const struct tasks_wishes *wishes)
{
	struct row row = {0};
	push(&row, task != NULL ? task->task : "Opgave");
	push(&row, task != NULL ? task->responsible : "Ansvarlig");
	push(&row, task != NULL ? day(arena, task->has_deadline, task->deadline) : "Frist");
	push(&row, task != NULL ? task->item : "Punkt");
	push(&row, task != NULL ? task->organ : "Organ");
	push(&row, task != NULL ? day(arena, true, task->decided) : "Mødedato");
	push(&row, task != NULL ? day(arena, task->done, task->done_on) : "Udført");
	push(&row, task == NULL ? "Overskredet" : task->overdue ? "ja" : "nej");
	if (wishes->edition == MEETING_INTERNAL)
		push(&row, task == NULL ? "INTERN: lukket" : task->closed ? "ja" : "nej");
	return row;
}

/* In quotation marks where it must be; an apostrophe keeps a program from computing it. */
static void put_csv_cell(struct buf *out, const char *cell)
{
	bool formula = cell[0] != '\0' && strchr("=+-@\t\r", cell[0]) != NULL;
	bool quoted = strpbrk(cell, ";\"\r\n") != NULL;
	if (quoted)
		buf_putc(out, '"');
	if (formula)
		buf_putc(out, '\'');
	for (; *cell != '\0'; cell++) {
		if (*cell == '"')
			buf_putc(out, '"');
		buf_putc(out, *cell);
	}
	if (quoted)
		buf_putc(out, '"');
}

static void put_csv_row(struct buf *out, const struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (i > 0)
			buf_putc(out, ';');
		put_csv_cell(out, row->cells[i]);
	}
	buf_puts(out, "\r\n");
}

void tasks_print_csv(const struct tasks *tasks, const struct tasks_wishes *wishes, struct buf *out)
{
	struct row row = csv_row(tasks->arena, NULL, wishes);
	buf_puts(out, "\xef\xbb\xbf");
	put_csv_row(out, &row);
	for (size_t i = 0; i < tasks->count; i++) {
		row = csv_row(tasks->arena, &tasks->items[i], wishes);
		put_csv_row(out, &row);
	}
}

static struct row table_row(
	struct arena *arena, const struct task *task, const struct tasks_wishes *wishes)
{
	struct row row = {0};
	const char *deadline = "Frist";
	if (task != NULL)
		deadline =
			arena_printf(arena, "%s%s", day(arena, task->has_deadline, task->deadline),
				task->overdue ? " overskredet" : "");
	push(&row, deadline);
	if (wishes->done)
		push(&row, task != NULL ? day(arena, task->done, task->done_on) : "Udført");
	push(&row, task != NULL ? task->responsible : "Ansvarlig");
	push(&row, task != NULL ? task->organ : "Organ");
	push(&row, task != NULL ? day(arena, true, task->decided) : "Møde");
	if (wishes->edition == MEETING_INTERNAL)
		push(&row, task == NULL ? "Adgang" : task->closed ? "lukket" : "");
	push(&row, task != NULL ? task->task : "Opgave");
	push(&row, task != NULL ? task->item : "Punkt");
	return row;
}

static void put_table_row(struct buf *out, const struct row *row, const size_t *widths)
{
	size_t blanks = 0;
	for (size_t i = 0; i < row->count; i++) {
		const char *cell = row->cells[i];
		size_t width = utf8_length(cell, strlen(cell));
		/* Blanks only before something: no line ends in them. */
		if (*cell != '\0') {
			buf_printf(out, "%*s%s", (int)blanks, "", cell);
			blanks = 0;
		}
		blanks += widths[i] - (*cell != '\0' ? width : 0) + 2;
	}
	buf_putc(out, '\n');
}

void tasks_print_table(
	const struct tasks *tasks, const struct tasks_wishes *wishes, struct buf *out)
{
	struct row *rows = arena_array(tasks->arena, tasks->count + 1, sizeof *rows);
	size_t widths[COLUMNS_MAX] = {0};
	for (size_t i = 0; i <= tasks->count; i++) {
		rows[i] = table_row(tasks->arena, i > 0 ? &tasks->items[i - 1] : NULL, wishes);
		for (size_t j = 0; j < rows[i].count; j++) {
			size_t width = utf8_length(rows[i].cells[j], strlen(rows[i].cells[j]));
			if (width > widths[j])
				widths[j] = width;
		}
	}
	if (wishes->edition == MEETING_INTERNAL)
		buf_puts(out, "INTERN\n\n");
	if (tasks->count == 0)
		buf_puts(out, "Der er ingen opgaver.\n");
	for (size_t i = 0; tasks->count > 0 && i <= tasks->count; i++)
		put_table_row(out, &rows[i], widths);
}

static void set_text(struct arena *arena, struct value_map *map, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		value_map_set(arena, map, key, value_text(text));
}

static struct value task_value(struct arena *arena, const struct task *task)
{
	static const char *const keys[] = {"opgave", "ansvarlig", "frist", "punkt", "organ",
		"mødedato", "udført", "overskredet", "lukket", NULL};
	struct value_map *map = values_map(arena, keys);
	set_text(arena, map, "opgave", task->task);
	set_text(arena, map, "ansvarlig", task->responsible);
	set_text(arena, map, "punkt", task->item);
	set_text(arena, map, "organ", task->organ);
	if (task->has_deadline)
		value_map_set(arena, map, "frist", value_date(task->deadline));
	if (task->done)
		value_map_set(arena, map, "udført", value_date(task->done_on));
	value_map_set(arena, map, "mødedato", value_date(task->decided));
	value_map_set(arena, map, "overskredet", value_bool(task->overdue));
	value_map_set(arena, map, "lukket", value_bool(task->closed));
	return value_map(map);
}

const struct value_map *tasks_values(const struct tasks *tasks, const struct tasks_wishes *wishes)
{
	static const char *const keys[] = {"dato", "ansvarlig", NULL};
	static const char *const organ_keys[] = {"navn", "myndighed", NULL};
	struct arena *arena = tasks->arena;
	struct value_map *globals = values_map(arena, keys);
	struct value_list *organs = value_list_create(arena), *list = value_list_create(arena);
	for (size_t i = 0; i < tasks->organ_count; i++)
		value_list_push(arena, organs, value_text(tasks->organs[i]));
	for (size_t i = 0; i < tasks->count; i++)
		value_list_push(arena, list, task_value(arena, &tasks->items[i]));
	value_map_set(arena, globals, "dokument", value_text("opfølgning"));
	value_map_set(arena, globals, "dokumenttitel", value_text("Opfølgning"));
	value_map_set(arena, globals, "udgave",
		value_text(wishes->edition == MEETING_PUBLIC ? "offentlig" : "intern"));
	if (wishes->today.year > 0)
		value_map_set(arena, globals, "dato", value_date(wishes->today));
	set_text(arena, globals, "ansvarlig", wishes->responsible);
	/* As a meeting's: the footers of layouts ask for it. */
	struct value_map *organ = values_map(arena, organ_keys);
	set_text(arena, organ, "navn", tasks->organ_count == 1 ? tasks->organs[0] : NULL);
	set_text(arena, organ, "myndighed", tasks->authority);
	value_map_set(arena, globals, "organ", value_map(organ));
	value_map_set(arena, globals, "alle", value_bool(wishes->done));
	value_map_set(arena, globals, "organer", value_list(organs));
	value_map_set(arena, globals, "opgaver", value_list(list));
	return globals;
}
