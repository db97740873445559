#include "template/run.h"

#include "base/i18n.h"

#include <string.h>

/* What a value prints, until the next is printed. */
static struct value_text printed(struct run *run, struct value value)
{
	if (value.kind == VALUE_TEXT)
		return value.text;
	buf_truncate(&run->printed, 0);
	value_append(&run->printed, value);
	return (struct value_text){buf_text(&run->printed), run->printed.length};
}

static void warn_address(struct run *run, const struct place *place, const char *address)
{
	report_warning(run->report, place, "link-address",
		tr("a link cannot lead to '%.200s'; write https://…, mailto:… or a file name"),
		address);
}

static void emit_text(struct run *run, const struct node *node, struct value_text text)
{
	if (node->piece->begins_address && !output_address_usable(text.bytes, text.length)) {
		struct place place =
			run_place(run, node->statement->source, node->statement->offset);
		warn_address(run, &place, arena_strndup(run->arena, text.bytes, text.length));
		return;
	}
	/* Where the tag has taken its paragraph away nothing leaves nothing behind. */
	if (text.length > 0 || node->lift < LIFT_PARAGRAPH)
		output_text(run->output, node->piece, text.bytes, text.length);
}

/* In a template of HTML, Markdown or plain text. */
static void emit_in_text(struct run *run, struct value value)
{
	struct value_text text;
	switch (value.kind) {
	case VALUE_RICH:
		text_output_blocks(run->values, run->text, value.blocks);
		break;
	case VALUE_LINK:
		text_output_link(run->values, run->text, value.link->text.bytes,
			value.link->text.length, value.link->address);
		break;
	case VALUE_ANCHOR:
		text_output_anchor(run->values, run->text, value.anchor);
		break;
	case VALUE_PAGE:
		text_output_page(run->values, run->text, value.anchor);
		break;
	default:
		text = printed(run, value);
		if (value.safe)
			buf_append(run->text, text.bytes, text.length);
		else
			text_output_text(run->values, run->text, text.bytes, text.length);
	}
}

void emit_value(struct run *run, const struct node *node, struct value value)
{
	if (run->text != NULL) {
		if (node->piece != NULL && node->piece->plain)
			return; /* no text that is read */
		if (run->values != NULL)
			emit_in_text(run, value);
		else if (run->put != NULL && run->text == run->main)
			run->put(run->put_user, run->text, value);
		else
			value_append(run->text, value);
		return;
	}
	switch (value.kind) {
	case VALUE_RICH:
		output_blocks(run->output, node->piece, value.blocks);
		break;
	case VALUE_LINK:
		output_link(run->output, node->piece, value.link->text.bytes,
			value.link->text.length, value.link->address);
		break;
	case VALUE_PAGE:
		output_page(run->output, node->piece, value.anchor);
		break;
	default:
		emit_text(run, node, printed(run, value));
	}
}

static void end_address(struct run *run, const struct piece *piece)
{
	const char *refused = output_address_end(run->output, piece);
	if (refused == NULL)
		return;
	const struct source source = {.text = piece->paragraph->text,
		.length = piece->paragraph->length,
		.place = piece->paragraph->place};
	struct place place = run_place(run, &source, 0);
	warn_address(run, &place, refused);
}

void emit_piece(struct run *run, const struct piece *piece)
{
	if (run->text != NULL) {
		if (piece->kind == PIECE_BYTES)
			strip_append(&run->strip, run->text, piece->bytes, piece->length);
		return;
	}
	switch (piece->kind) {
	case PIECE_BYTES:
		output_bytes(run->output, piece);
		break;
	case PIECE_HEADING:
		output_heading(run->output, piece->level);
		break;
	case PIECE_CONTAINER_END:
		output_container_end(run->output);
		break;
	case PIECE_TABLE_BEGIN:
		output_table_begin(run->output);
		break;
	case PIECE_TABLE_END:
		output_table_end(run->output);
		break;
	case PIECE_TABLE_COLUMNS:
		output_table_columns(run->output);
		break;
	case PIECE_ID:
		output_id(run->output, piece);
		break;
	case PIECE_ADDRESS_BEGIN:
		output_address_begin(run->output);
		break;
	case PIECE_ADDRESS_END:
		end_address(run, piece);
		break;
	case PIECE_MARK:
	case PIECE_CELL_BEGIN:
	case PIECE_CELL_END:
		break;
	}
}

/* The name that an expression with anker or side gives, or NULL. */
static const char *name_of(struct run *run, const struct expr *expr, enum value_kind kind)
{
	if (expr == NULL)
		return NULL;
	struct value value = eval(run, expr);
	return value.kind == kind ? value.anchor : NULL;
}

void emit_around_begin(struct run *run, const struct node *node)
{
	struct around *around = arena_alloc(run->arena, sizeof *around);
	around->outer = run->around;
	run->around = around;
	if (run->text != NULL)
		return;
	around->anchor = name_of(run, node->anchor, VALUE_ANCHOR);
	around->reference = name_of(run, node->reference, VALUE_PAGE);
	if (around->anchor != NULL)
		output_anchor_begin(run->output, around->anchor);
	if (around->reference != NULL)
		output_reference_begin(run->output, around->reference);
}

void emit_around_end(struct run *run)
{
	struct around *around = run->around;
	run->around = around->outer;
	if (around->reference != NULL)
		output_reference_end(run->output, around->reference);
	if (around->anchor != NULL)
		output_anchor_end(run->output, around->anchor);
}
