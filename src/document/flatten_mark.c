#include "document/flatten.h"

/* Marks, in a paragraph and in place of something. */

/*
 * The innermost element around that is no run. A tracked insertion or a link that is split is written
 * as often as there is something to put into it: half of what opens and closes something may stand
 * in it.
 */
static size_t outside_runs(const struct flatten *flatten, size_t event, bool statement)
{
	for (;; event = flatten->events[event].parent) {
		enum role role = part_role(flatten->part, event);
		bool gives_way = role == ROLE_INSERTION ||
				 flatten->plan->flags[event] & (PLAN_SPLIT | PLAN_UNWRAPPED);
		if (role != ROLE_RUN && role != ROLE_TEXT && !(statement && gives_way))
			return event;
	}
}

static struct piece *add_mark_piece(struct flatten *flatten, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	struct piece *piece = pieces_add(&flatten->pieces, PIECE_MARK);
	piece->mark = mark->id;
	mark->placed = true;
	return piece;
}

static const struct shell *shell_of(struct flatten *flatten, const struct item *item)
{
	const struct part_state *state = flatten->part->state;
	const struct paragraph *paragraph = &state->paragraphs[item->paragraph];
	if (paragraph->shown.kind != PARAGRAPH_TEXT)
		return shells_plain(&flatten->shells, paragraph, &state->marks[item->mark]);
	return shells_get(
		&flatten->shells, paragraph->event, item->inside, state->marks[item->mark].lift);
}

/* A mark between runs. */
static void put_mark_between(struct flatten *flatten, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	const struct shell *shell = shell_of(flatten, item);
	mark->parent = outside_runs(flatten, item->inside, mark->lift == LIFT_INLINE);
	flatten_close_runs(flatten, mark->parent);
	if (mark->lift != LIFT_TEXT) {
		add_mark_piece(flatten, item)->shell = shell;
		return;
	}
	/* Its run is lifted, for the sake of another mark; it gets one of its own. */
	buf_append(flatten_bytes(flatten), shell->run_open.data, shell->run_open.length);
	add_mark_piece(flatten, item)->shell = shell;
	buf_append(flatten_bytes(flatten), shell->run_close.data, shell->run_close.length);
}

/* A mark in a run. Between the elements of a run, or where there is none, it needs tags around. */
static void put_mark_in_run(struct flatten *flatten, const struct item *item)
{
	struct buf *out = flatten_bytes(flatten);
	const struct format_reader *reader = flatten->reader;
	enum role role = part_role(flatten->part, item->inside);
	struct mark *mark = &flatten->part->state->marks[item->mark];
	const struct paragraph *paragraph = &flatten->part->state->paragraphs[item->paragraph];
	bool plain = paragraph->shown.kind != PARAGRAPH_TEXT;
	bool in_text = role == ROLE_TEXT || flatten->part->property || plain;
	bool in_run = role == ROLE_RUN || in_text;
	flatten_open_all(flatten);
	mark->parent = item->inside;
	buf_puts(out, in_run ? "" : reader->run_open);
	buf_puts(out, in_text ? "" : reader->text_open);
	struct piece *piece = add_mark_piece(flatten, item);
	piece->plain = plain;
	piece->begins_address = plain && mark_begins_address(paragraph, mark);
	piece->shell = shell_of(flatten, item);
	buf_puts(out, in_text ? "" : reader->text_close);
	buf_puts(out, in_run ? "" : reader->run_close);
}

void flatten_mark(struct flatten *flatten, const struct item *item, bool run_lifted)
{
	enum mark_lift lift = flatten->part->state->marks[item->mark].lift;
	if (run_lifted || (lift != LIFT_TEXT && !flatten->part->property))
		put_mark_between(flatten, item);
	else
		put_mark_in_run(flatten, item);
	flatten->after_mark = true;
}

void flatten_lifted_mark(struct flatten *flatten, size_t element, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	const struct paragraph *paragraph = &flatten->part->state->paragraphs[item->paragraph];
	bool is_value = item->alone || mark->lift == LIFT_BLOCK;
	if (is_value) {
		unsigned level = flatten->reader->heading_level(
			flatten->part->document, flatten->part->xml, paragraph->event);
		if (level > 0)
			pieces_add(&flatten->pieces, PIECE_HEADING)->level = level;
	}
	mark->parent = flatten->events[element].parent;
	const struct shell *shell = NULL;
	if (mark->lift != LIFT_ROW && mark->lift != LIFT_CELL)
		shell = shell_of(flatten, item);
	struct piece *piece = add_mark_piece(flatten, item);
	piece->alone = item->alone;
	piece->shell = shell;
}

void flatten_items(struct flatten *flatten, size_t event)
{
	const struct plan *plan = flatten->plan;
	for (size_t i = plan->first[event]; i > 0; i = plan->items[i - 1].next) {
		const struct item *item = &plan->items[i - 1];
		const struct part_paragraph *shown =
			&flatten->part->state->paragraphs[item->paragraph].shown;
		const char *text = shown->text;
		if (item->is_mark) {
			flatten_mark(flatten, item, false);
		} else if (shown->kind != PARAGRAPH_TEXT) {
			flatten_open_all(flatten);
			xml_escape(flatten_bytes(flatten), text + item->start,
				item->end - item->start);
		} else if (flatten->events[event].kind == XML_TEXT) {
			flatten_text(flatten, text + item->start, item->end - item->start);
		} else {
			flatten_open_all(flatten);
			flatten->reader->put_spaces(
				flatten_bytes(flatten), item->end - item->start);
			flatten->after_mark = false;
		}
	}
}
