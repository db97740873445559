#include "document/harvest.h"

#include <string.h>

/* Tokens as blocks. */

enum { MAX_LEVEL = 10, MAX_CELL_DEPTH = 4 };

/* A list that is open. */
struct open_list {
	struct markup_block *block;
	size_t capacity;
	struct markup_block **last; /* where the next block of its last item goes */
	const char *list;
	unsigned level;  /* as the paragraphs have it */
	unsigned number; /* of its last item */
};

struct building {
	struct arena *arena;
	const struct token *tokens;
	size_t count, at;
	unsigned heading; /* above those of level 1 */
	unsigned depth;   /* of tables */
	struct markup_block *first, **last;
	struct open_list lists[MAX_LEVEL];
	size_t list_count;
	/* The paragraph that is open. */
	const struct harvest_look *look;
	struct markup_run *runs, **last_run;
	struct markup_run *newest;
};

static void begin_building(struct building *building)
{
	building->last = &building->first;
	building->last_run = &building->runs;
}

static struct markup_block *new_block(struct building *building, enum markup_block_kind kind)
{
	struct markup_block *block = arena_alloc(building->arena, sizeof *block);
	block->kind = kind;
	return block;
}

static struct markup_block **place_for(struct building *building)
{
	if (building->list_count == 0)
		return building->last;
	return building->lists[building->list_count - 1].last;
}

static void put_block(struct building *building, struct markup_block *block)
{
	struct markup_block **place = place_for(building);
	*place = block;
	if (building->list_count == 0)
		building->last = &block->next;
	else
		building->lists[building->list_count - 1].last = &block->next;
}

static void add_item(struct building *building, struct open_list *open)
{
	struct markup_block *list = open->block;
	list->items = arena_grow(building->arena, list->items, list->item_count, &open->capacity,
		sizeof *list->items);
	list->items[list->item_count] = (struct markup_item){0};
	open->last = &list->items[list->item_count++].blocks;
}

/* The addresses that the items' own blocks are put at move with the array. */
static void open_item(struct building *building, const struct harvest_look *look)
{
	while (building->list_count > 0 &&
		building->lists[building->list_count - 1].level > look->level)
		building->list_count--;
	struct open_list *open =
		building->list_count > 0 ? &building->lists[building->list_count - 1] : NULL;
	bool goes_on = open != NULL && open->level == look->level &&
		       open->block->ordered == look->ordered &&
		       (!look->ordered || (look->number == open->number + 1 &&
						  look->delimiter == open->block->delimiter)) &&
		       strcmp(open->list, look->list) == 0;
	if (!goes_on) {
		if (open != NULL && open->level == look->level)
			building->list_count--;
		if (building->list_count == MAX_LEVEL)
			building->list_count--;
		struct markup_block *list = new_block(building, MARKUP_LIST);
		list->ordered = look->ordered;
		list->tight = true;
		list->start = look->number;
		list->delimiter = look->ordered ? look->delimiter : '-';
		put_block(building, list);
		open = &building->lists[building->list_count++];
		*open = (struct open_list){.block = list, .list = look->list, .level = look->level};
	}
	open->number = look->number;
	add_item(building, open);
}

/* The paragraph goes on an item if there is one, else it stands for itself. */
static void choose_place(struct building *building)
{
	const struct harvest_look *look = building->look;
	if (look == NULL || look->level == 0) {
		building->list_count = 0;
	} else if (look->begins) {
		open_item(building, look);
	} else {
		while (building->list_count > 0 &&
			building->lists[building->list_count - 1].level > look->level)
			building->list_count--;
		if (building->list_count > 0 &&
			building->lists[building->list_count - 1].block->item_count > 0)
			building->lists[building->list_count - 1].block->tight = false;
	}
}

/* Runs that look alike as one. */
static void join_runs(struct arena *arena, struct markup_run *runs)
{
	for (struct markup_run *run = runs; run != NULL; run = run->next) {
		size_t length = run->length;
		struct markup_run *end = run->next;
		while (run->kind == MARKUP_TEXT && end != NULL && end->kind == MARKUP_TEXT &&
			end->style == run->style && end->link == run->link) {
			length += end->length;
			end = end->next;
		}
		if (end == run->next)
			continue;
		char *joined = arena_alloc(arena, length + 1);
		size_t filled = 0;
		for (struct markup_run *part = run; part != end; part = part->next) {
			memcpy(joined + filled, part->text, part->length);
			filled += part->length;
		}
		run->text = joined;
		run->length = length;
		run->next = end;
	}
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Takes off what does not show at a paragraph's ends. */
static struct markup_run *trimmed(struct markup_run *runs)
{
	struct markup_run *last = NULL;
	for (; runs != NULL; runs = runs->next) {
		while (runs->kind == MARKUP_TEXT && runs->length > 0 && is_blank(runs->text[0])) {
			runs->text++;
			runs->length--;
		}
		if (runs->kind == MARKUP_TEXT && runs->length > 0)
			break;
	}
	for (struct markup_run *run = runs; run != NULL; run = run->next) {
		for (size_t i = 0; run->kind == MARKUP_TEXT && i < run->length; i++)
			if (!is_blank(run->text[i]))
				last = run;
	}
	if (last == NULL)
		return NULL;
	last->next = NULL;
	while (is_blank(last->text[last->length - 1]))
		last->length--;
	return runs;
}

static void end_paragraph(struct building *building)
{
	join_runs(building->arena, building->runs);
	struct markup_run *runs = trimmed(building->runs);
	const struct harvest_look *look = building->look;
	if (runs != NULL) {
		choose_place(building);
		bool heading = look != NULL && look->heading > 0 && building->list_count == 0 &&
			       building->depth == 0;
		struct markup_block *block =
			new_block(building, heading ? MARKUP_HEADING : MARKUP_PARAGRAPH);
		block->runs = runs;
		if (heading)
			block->level = look->heading <= building->heading
					       ? 1
					       : look->heading - building->heading;
		block->level = block->level > 6 ? 6 : block->level;
		put_block(building, block);
	}
	building->look = NULL;
	building->runs = building->newest = NULL;
	building->last_run = &building->runs;
}

static bool same_link(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void add_run(struct building *building, const struct token *token)
{
	struct markup_run *newest = building->newest;
	bool text = token->kind == TOKEN_TEXT;
	if (text && token->length == 0)
		return;
	struct markup_run *run = arena_alloc(building->arena, sizeof *run);
	run->kind = text ? MARKUP_TEXT : MARKUP_BREAK;
	run->style = token->style;
	run->text = token->text;
	run->length = token->length;
	run->link = token->link;
	if (newest != NULL && same_link(newest->link, token->link))
		run->link = newest->link;
	*building->last_run = run;
	building->last_run = &run->next;
	building->newest = run;
}

/* Behind the end that belongs to the token of a beginning, or the end of all. */
static size_t behind(const struct building *building, size_t at)
{
	unsigned kind = building->tokens[at].kind, depth = 0;
	for (; at < building->count; at++) {
		depth += building->tokens[at].kind == kind ? 1 : 0;
		depth -= building->tokens[at].kind == kind + 1 ? 1 : 0;
		if (depth == 0)
			return at + 1;
	}
	return building->count;
}

static struct markup_block *blocks_in(
	struct arena *arena, const struct token *tokens, size_t count, unsigned depth);

static void read_row(struct building *building, size_t end, struct markup_row *row)
{
	size_t capacity = 0;
	while (building->at < end) {
		const struct token *token = &building->tokens[building->at];
		if (token->kind != TOKEN_CELL) {
			building->at++;
			continue;
		}
		size_t next = behind(building, building->at);
		row->cells = arena_grow(building->arena, row->cells, row->cell_count, &capacity,
			sizeof *row->cells);
		row->cells[row->cell_count++] =
			(struct markup_cell){.blocks = blocks_in(building->arena, token + 1,
						     next - building->at - 1, building->depth + 1),
				.span = token->span > 0 ? token->span : 1};
		building->at = next;
	}
}

static size_t columns_of(const struct markup_row *row)
{
	size_t columns = 0;
	for (size_t i = 0; i < row->cell_count; i++)
		columns += row->cells[i].span;
	return columns;
}

static void put_table(struct building *building, size_t end)
{
	struct markup_block *table = new_block(building, MARKUP_TABLE);
	size_t capacity = 0;
	for (building->at++; building->at < end;) {
		const struct token *token = &building->tokens[building->at];
		if (token->kind != TOKEN_ROW) {
			building->at++;
			continue;
		}
		size_t next = behind(building, building->at);
		struct markup_row row = {.heading = token->heading};
		building->at++;
		read_row(building, next, &row);
		size_t columns = columns_of(&row);
		if (columns > table->column_count)
			table->column_count = columns;
		table->rows = arena_grow(building->arena, table->rows, table->row_count, &capacity,
			sizeof *table->rows);
		table->rows[table->row_count++] = row;
		building->at = next;
	}
	/* Markdown knows no table without a heading row, and shows an empty one. */
	if (table->row_count > 0)
		table->rows[0].heading = true;
	table->aligns =
		arena_array(building->arena, table->column_count + 1, sizeof *table->aligns);
	building->list_count = 0;
	if (table->column_count > 0)
		put_block(building, table);
	building->at = end;
}

static void build(struct building *building)
{
	while (building->at < building->count) {
		const struct token *token = &building->tokens[building->at];
		switch ((enum token_kind)token->kind) {
		case TOKEN_PARAGRAPH:
			end_paragraph(building);
			building->look = token->look;
			break;
		case TOKEN_TEXT:
		case TOKEN_BREAK:
			add_run(building, token);
			break;
		case TOKEN_TABLE:
			end_paragraph(building);
			if (building->depth < MAX_CELL_DEPTH) {
				put_table(building, behind(building, building->at));
				continue;
			}
			break;
		case TOKEN_PICTURE:
		case TOKEN_MARK:
		case TOKEN_MARK_END:
			break;
		default: /* the end of a paragraph, and pieces of a table that is not all here */
			end_paragraph(building);
			break;
		}
		building->at++;
	}
	end_paragraph(building);
}

static struct markup_block *blocks_in(
	struct arena *arena, const struct token *tokens, size_t count, unsigned depth)
{
	struct building building = {
		.arena = arena, .tokens = tokens, .count = count, .depth = depth};
	begin_building(&building);
	build(&building);
	return building.first;
}

struct markup_block *harvest_blocks(
	struct arena *arena, const struct token *tokens, size_t count, unsigned heading)
{
	struct building building = {
		.arena = arena, .tokens = tokens, .count = count, .heading = heading};
	begin_building(&building);
	build(&building);
	return building.first;
}
