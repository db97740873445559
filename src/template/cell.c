#include "template/run.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Table cells that colspan, cellbg, vm and hm change. */

enum { MOST_COLUMNS = 1000 };

static void report_value(
	struct run *run, const struct statement *statement, const char *message, const char *text)
{
	struct place place = run_place(run, statement->source, statement->offset);
	report_error(run->report, &place, "bad-value", message, text);
}

static void take_columns(
	struct run *run, const struct statement *statement, struct cell_changes *changes)
{
	struct value value = statement->expr ? eval(run, statement->expr) : value_failed();
	if (!run_usable(run, statement->expr, value, false))
		return;
	struct value_text text = value_print(run->arena, value);
	const char *digits = arena_strndup(run->arena, text.bytes, text.length);
	char *end;
	long number = strtol(digits, &end, 10);
	if (text.length == 0 || (*end == '\0' && number == 0))
		return;
	if (*end != '\0' || number < 0 || number > MOST_COLUMNS) {
		report_value(run, statement,
			tr("'colspan' needs a number of columns from 1 to 1000, not '%s'"), digits);
		return;
	}
	changes->columns = (size_t)number;
}

static bool is_colour(const char *text)
{
	return strlen(text) == 6 && strspn(text, "0123456789abcdefABCDEF") == 6;
}

static void take_colour(
	struct run *run, const struct statement *statement, struct cell_changes *changes)
{
	struct value value = statement->expr ? eval(run, statement->expr) : value_failed();
	if (!run_usable(run, statement->expr, value, false))
		return;
	struct value_text text = value_print(run->arena, value);
	const char *colour = arena_strndup(run->arena, text.bytes, text.length);
	if (*colour == '#')
		colour++;
	if (strcmp(colour, "auto") == 0)
		colour = "";
	if (*colour == '\0' || is_colour(colour)) {
		changes->colour = colour;
		return;
	}
	report_value(run, statement,
		tr("'%s' is no colour; write six hexadecimal digits, for instance \"FFFF00\""),
		colour);
}

/* The loop whose rounds vm and hm merge, or NULL. */
static struct loop *merged_loop(struct run *run, const struct statement *statement)
{
	if (run->loop == NULL)
		report_value(run, statement,
			tr("'%s' stands in no loop; it merges the cells that a loop makes"),
			statement->keyword);
	return run->loop;
}

/* True if the cell is written for the first time in a loop: not each round has to write it. */
static bool is_first(struct run *run, struct loop *loop, const struct node *node)
{
	for (const struct merged *merged = loop->merged; merged != NULL; merged = merged->next)
		if (merged->cell == node)
			return false;
	struct merged *merged = arena_alloc(run->arena, sizeof *merged);
	*merged = (struct merged){node, loop->merged};
	loop->merged = merged;
	return true;
}

static bool find_changes(struct run *run, const struct node *node, struct cell_changes *changes)
{
	bool left_out = false, merged = false, first = false;
	struct loop *loop;
	for (size_t i = 0; i < node->cell_count; i++) {
		const struct statement *statement = node->cell[i];
		switch (statement->kind) {
		case STATEMENT_COLSPAN:
			take_columns(run, statement, changes);
			break;
		case STATEMENT_CELLBG:
			take_colour(run, statement, changes);
			break;
		case STATEMENT_VM:
			if ((loop = merged_loop(run, statement)) == NULL)
				break;
			first = merged ? first : is_first(run, loop, node);
			merged = true;
			changes->merge = first ? CELL_MERGE_FIRST : CELL_MERGE_MORE;
			break;
		case STATEMENT_HM:
			if ((loop = merged_loop(run, statement)) == NULL)
				break;
			first = merged ? first : is_first(run, loop, node);
			merged = true;
			changes->times = loop->items->count;
			left_out = !first;
			break;
		default:
			break;
		}
	}
	return !left_out;
}

void run_cell(struct run *run, const struct node *node)
{
	struct cell_changes changes = {0};
	if (!find_changes(run, node, &changes))
		return;
	bool written = run->text == NULL;
	if (written)
		output_cell_begin(run->output, node->piece, &changes);
	if (changes.merge != CELL_MERGE_MORE)
		run_block(run, &node->body);
	if (written)
		output_cell_end(run->output, node->piece, &changes);
}
