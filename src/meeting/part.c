#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * A part of an item: a text; a list of blocks, each a text or a table; or keys that say its
 * heading, or that it is closed, beside the text.
 */

static struct text read_cell(
	struct loader *loader, const struct yaml_node *key, const struct yaml_node *value)
{
	struct text text = {0};
	if (read_is_scalar(loader, key, value))
		text = read_text_of(loader, value);
	if (text.bytes == NULL)
		text = (struct text){
			.bytes = "", .node = value->kind == YAML_SCALAR ? value : NULL};
	return text;
}

static void read_row(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct texts *row)
{
	*row = (struct texts){.stated = true};
	if (value->kind == YAML_SCALAR) {
		row->items = arena_alloc(loader->arena, sizeof(*row->items));
		row->items[row->count++] = read_cell(loader, key, value);
		return;
	}
	if (!read_is_list(loader, key, value))
		return;
	row->items = arena_array(loader->arena, value->count, sizeof(*row->items));
	for (size_t i = 0; i < value->count && i < LOAD_MAX_COLUMNS; i++)
		row->items[row->count++] = read_cell(loader, key, value->items[i]);
	if (value->count > LOAD_MAX_COLUMNS) {
		struct place place = yaml_place(value->items[LOAD_MAX_COLUMNS]);
		report_error(loader->report, &place, "table-columns",
			tr("a table has at most %d columns"), LOAD_MAX_COLUMNS);
	}
}

static void read_columns(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_block *block = target;
	if (!read_is_list(loader, key, value))
		return;
	read_row(loader, key, value, &block->columns);
	block->columns.stated = block->columns.count > 0;
	block->headless = value->kind == YAML_SEQUENCE && value->count == 0;
}

static void read_rows(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_block *block = target;
	if (!read_is_list(loader, key, value))
		return;
	block->rows = arena_array(loader->arena, value->count, sizeof(*block->rows));
	for (size_t i = 0; i < value->count; i++)
		read_row(loader, key, value->items[i], &block->rows[block->row_count++]);
}

static const struct read_rule table_rows[] = {
	{"kolonner", read_columns, 0},
	{"rækker", read_rows, 0},
	{0},
};

const struct read_rules part_table_rules = {.rows = table_rows};

/* The widest row decides, or the heading where there is one; then no row may be wider. */
static void measure(struct loader *loader, struct part_block *block)
{
	block->column_count = block->columns.count;
	for (size_t i = 0; i < block->row_count; i++) {
		const struct texts *row = &block->rows[i];
		if (!block->columns.stated) {
			if (row->count > block->column_count)
				block->column_count = row->count;
		} else if (row->count > block->columns.count) {
			const struct yaml_node *node = row->items[block->columns.count].node;
			struct place place = node != NULL ? yaml_place(node) : (struct place){0};
			report_error(loader->report, &place, "table-cells",
				tr("the row has %zu cells, but the table has %zu columns; put a "
				   "cell "
				   "that holds a comma in quotation marks"),
				row->count, block->columns.count);
		}
	}
}

static void read_table(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_block *block = target;
	block->is_table = true;
	if (!read_is_mapping(loader, key, value))
		return;
	read_mapping(loader, value, &part_table_rules, block);
	if (block->row_count == 0 && !block->columns.stated)
		read_missing(loader, value, "rækker", tr("'rækker:' and the rows below it"));
	measure(loader, block);
}

static const struct read_rule block_rows[] = {{"tabel", read_table, 0}, {0}};
const struct read_rules part_block_rules = {.rows = block_rows};

/* Whether those who listen to a table have to guess what its columns are. */
static bool lacks_headings(const struct part_block *block)
{
	return block->row_count > 1 && !block->columns.stated && !block->headless;
}

static void warn_headings(struct loader *loader, const struct yaml_node *entry)
{
	const struct yaml_node *table = yaml_get(entry, "tabel");
	struct place place = yaml_place(table != NULL ? table : entry);
	report_warning(loader->report, &place, "table-no-heading",
		tr("the table has no headings over its columns; write 'kolonner: […]', or "
		   "'kolonner: []' where there is nothing to say"));
}

static void read_blocks(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_text *part = target;
	bool list = value->kind == YAML_SEQUENCE;
	size_t count = list ? value->count : 1;
	part->blocks = arena_array(loader->arena, count, sizeof(*part->blocks));
	part->block_count = 0;
	bool warned = false;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *entry = list ? value->items[i] : value;
		struct part_block block = {0};
		if (list && entry->kind == YAML_MAPPING)
			read_mapping(loader, entry, &part_block_rules, &block);
		else if (read_is_scalar(loader, key, entry))
			block.text = read_text_of(loader, entry);
		mistakes_check_text(loader, &block.text);
		if (lacks_headings(&block) && !warned) {
			warn_headings(loader, entry);
			warned = true;
		}
		if (block.column_count > 0 || block.text.bytes != NULL)
			part->blocks[part->block_count++] = block;
	}
}

static void read_heading(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct part_text *part = target;
	part->has_heading = true;
	read_line(loader, key, value, &part->heading);
}

static const struct read_rule part_rows[] = {
	{"overskrift", read_heading, 0},
	{"tekst", read_blocks, 0},
	{"lukket", read_yes_no, offsetof(struct part_text, closed)},
	{"offentlig_tekst", read_text, offsetof(struct part_text, public_text)},
	{0},
};

const struct read_rules part_rules = {.rows = part_rows};

/* Where the part stands among the item's, or would be put. */
static size_t find_part(const struct item *item, const char *key)
{
	size_t at = 0;
	while (at < item->part_count && strcmp(item->parts[at].key, key) != 0)
		at++;
	return at;
}

static void put_part(struct loader *loader, struct item *item, const struct part_text *part)
{
	size_t at = find_part(item, part->key);
	bool empty = part->block_count == 0 && part->public_text.bytes == NULL;
	if (at < item->part_count) {
		if (empty) {
			item->part_count--;
			memmove(&item->parts[at], &item->parts[at + 1],
				(item->part_count - at) * sizeof(*item->parts));
		} else {
			item->parts[at] = *part;
		}
		return;
	}
	if (empty)
		return;
	/* Doubling from 4: most items have a few parts, none more than are declared. */
	if ((at & (at - 1)) == 0 && (at == 0 || at >= 4)) {
		struct part_text *parts =
			arena_array(loader->arena, at == 0 ? 4 : at * 2, sizeof(*parts));
		if (at > 0)
			memcpy(parts, item->parts, at * sizeof(*parts));
		item->parts = parts;
	}
	item->parts[item->part_count++] = *part;
}

void part_read_into(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, const char *part_key, struct item *item)
{
	struct part_text part = {.key = part_key, .place = yaml_place(value)};
	if (value->kind == YAML_MAPPING) {
		read_mapping(loader, value, &part_rules, &part);
		mistakes_check_public(loader, &part.public_text, "offentlig_tekst", part.closed);
		if (part.block_count == 0 && part.public_text.bytes == NULL)
			read_missing(
				loader, value, "tekst", tr("'tekst: |' and the text below it"));
	} else {
		read_blocks(loader, key, value, &part);
	}
	put_part(loader, item, &part);
}
