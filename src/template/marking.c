#include "template/document_template.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/statement.h"
#include "template/tagged.h"

#include <string.h>

struct marking {
	struct arena *arena;
	struct report *report;
	struct template_part *part;
	struct value_map *names;
	struct scanner scanner;
	/* of the paragraph at hand */
	size_t index;
	const struct part_paragraph *paragraph;
	struct source *source;
	struct tag *tags;
	struct statement **statements; /* of each tag, or NULL */
	size_t count, capacity;
};

static void find_tags(struct marking *marking)
{
	struct tag tag;
	marking->scanner.source = marking->source;
	marking->scanner.at = 0;
	marking->scanner.fails = 0;
	marking->count = 0;
	while (scan_next(&marking->scanner, &tag)) {
		size_t capacity = marking->capacity;
		marking->tags = arena_grow(marking->arena, marking->tags, marking->count,
			&marking->capacity, sizeof *marking->tags);
		marking->statements = arena_grow(marking->arena, marking->statements,
			marking->count, &capacity, sizeof(struct statement *));
		marking->tags[marking->count] = tag;
		marking->statements[marking->count++] = NULL;
	}
}

/* True if it changes the table cell that it stands in. */
static bool changes_cell(const struct statement *statement)
{
	return statement != NULL && statement->kind >= STATEMENT_COLSPAN &&
	       statement->kind <= STATEMENT_HM;
}

static void parse_tags(struct marking *marking)
{
	for (size_t i = 0; i < marking->count; i++) {
		const struct tag *tag = &marking->tags[i];
		struct statement *statement = NULL;
		if (tag->kind == TAG_PRINT)
			statement = statement_parse_print(marking->arena, marking->report,
				marking->source, tag->inside, tag->stop);
		else if (tag->kind == TAG_STATEMENT)
			statement = statement_parse(marking->arena, marking->report,
				marking->source, tag->inside, tag->stop);
		else if (tag->kind == TAG_LITERAL) {
			statement = arena_alloc(marking->arena, sizeof *statement);
			statement->kind = STATEMENT_LITERAL;
			statement->keyword = "";
			statement->source = marking->source;
			statement->offset = (uint32_t)tag->start;
			statement->text = (struct value_text){tag->literal, strlen(tag->literal)};
		}
		marking->statements[i] = statement;
		if (statement != NULL)
			statement_names(marking->arena, statement, marking->names);
	}
}

/* Where the blanks before a tag begin that {%- takes away: those of its own line. The line break
 * goes too, but what stands before that is kept, as where paragraphs are joined. */
static size_t trimmed_before(const char *text, size_t from, size_t start)
{
	uint32_t code_point = 0;
	while (start > from && code_point != '\n') {
		size_t at = start - 1;
		while (at > from && ((unsigned char)text[at] & 0xc0) == 0x80)
			at--;
		utf8_decode(text + at, start - at, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			break;
		start = at;
	}
	return start;
}

/* Where those behind a tag end that -%} takes away. */
static size_t trimmed_behind(const char *text, size_t end, size_t to)
{
	uint32_t code_point = 0;
	while (end < to && code_point != '\n') {
		size_t step = utf8_decode(text + end, to - end, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			break;
		end += step;
	}
	return end;
}

/* The blanks that {%- and -%} take away go with the tag, but none of another paragraph. */
static void trim_around(struct marking *marking)
{
	const char *text = marking->paragraph->text;
	for (size_t i = 0; i < marking->count; i++) {
		struct tag *tag = &marking->tags[i];
		size_t from, to;
		part_origin(marking->part->part, marking->index, tag->start, tag->end, &from, &to);
		if (i > 0 && marking->tags[i - 1].end > from)
			from = marking->tags[i - 1].end;
		if (i + 1 < marking->count && marking->tags[i + 1].start < to)
			to = marking->tags[i + 1].start;
		if (tag->before == '-')
			tag->start = trimmed_before(text, from, tag->start);
		if (tag->after == '-')
			tag->end = trimmed_behind(text, tag->end, to);
	}
}

static bool is_blank(const struct marking *marking, size_t from, size_t to)
{
	uint32_t code_point;
	while (from < to) {
		from += utf8_decode(marking->paragraph->text + from, to - from, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			return false;
	}
	return true;
}

/* True if there is nothing but blanks outside the tags. */
static bool is_blank_outside(const struct marking *marking)
{
	size_t from = 0;
	for (size_t i = 0; i < marking->count; i++) {
		if (!is_blank(marking, from, marking->tags[i].start))
			return false;
		from = marking->tags[i].end;
	}
	return is_blank(marking, from, marking->paragraph->length);
}

static bool is_value(const struct statement *statement)
{
	return statement != NULL &&
	       (statement->kind == STATEMENT_PRINT || statement->kind == STATEMENT_LITERAL);
}

/* Statements that print something where their first tag stands. */
static bool leaves_value(const struct statement *statement)
{
	return statement != NULL && (is_value(statement) || statement->kind == STATEMENT_CALL ||
					    statement->kind == STATEMENT_FILTER);
}

/* What a tag lifts that says nothing of it itself. */
static enum mark_lift own_lift(const struct marking *marking, size_t i, bool statements_only)
{
	const struct statement *statement = marking->statements[i];
	bool comment = marking->tags[i].kind == TAG_COMMENT;
	if (statements_only && leaves_value(statement))
		return LIFT_BLOCK;
	if (statements_only)
		return marking->paragraph->row > 0 && marking->paragraph->row_blank_otherwise
			       ? LIFT_ROW
			       : LIFT_PARAGRAPH;
	return is_value(statement) || comment ? LIFT_TEXT : LIFT_INLINE;
}

static enum mark_lift lift_of(struct marking *marking, size_t i, bool statements_only)
{
	bool value = leaves_value(marking->statements[i]);
	struct place place;
	switch (marking->tags[i].lift) {
	case TAG_LIFT_PARAGRAPH:
		return value ? LIFT_BLOCK : LIFT_PARAGRAPH;
	case TAG_LIFT_ROW:
	case TAG_LIFT_CELL:
		if (!value)
			return marking->tags[i].lift == TAG_LIFT_ROW ? LIFT_ROW : LIFT_CELL;
		place = source_place(
			report_arena(marking->report), marking->source, marking->tags[i].start);
		report_error(marking->report, &place, "tag-lift",
			tr("a value cannot take the place of a whole row or cell; write {{ or "
			   "{{p"));
		return LIFT_TEXT;
	case TAG_LIFT_RUN: /* the tag is a run of its own, as in docxtpl */
		return LIFT_INLINE;
	case TAG_LIFT_NONE:
		break;
	}
	return own_lift(marking, i, statements_only);
}

static unsigned new_marked(struct marking *marking, struct marked marked)
{
	struct template_part *part = marking->part;
	part->marked = arena_grow(marking->arena, part->marked, part->marked_count,
		&part->marked_capacity, sizeof *part->marked);
	part->marked[part->marked_count++] = marked;
	return (unsigned)part->marked_count;
}

static void put_mark(
	struct marking *marking, size_t i, size_t start, size_t end, enum mark_lift lift)
{
	const struct statement *statement = marking->statements[i];
	unsigned id = new_marked(
		marking, (struct marked){.statement = changes_cell(statement) ? NULL : statement,
				 .lift = lift});
	if (part_mark(marking->part->part, marking->index, start, end, lift, id)) {
		part_mark_nests(marking->part->part, statement_nests(statement));
		return;
	}
	struct place place = source_place(
		report_arena(marking->report), marking->source, marking->tags[i].start);
	report_error(marking->report, &place, "tag-lift",
		tr("'%s' stands in no table; there is nothing to lift"),
		lift == LIFT_ROW ? "{%tr" : "{%tc");
	/* It still opens or closes what it says. */
	part_mark(marking->part->part, marking->index, start, end, LIFT_PARAGRAPH, id);
}

/* A tag that changes its cell; its text gives way to another mark. */
static void put_cell_mark(struct marking *marking, size_t i)
{
	const struct statement *statement = marking->statements[i];
	unsigned id = new_marked(marking, (struct marked){.statement = statement});
	if (part_mark_cell(marking->part->part, marking->index, id))
		return;
	struct place place = source_place(
		report_arena(marking->report), marking->source, marking->tags[i].start);
	report_error(marking->report, &place, "tag-lift",
		tr("'%s' stands in no table; it changes the cell that it stands in"),
		statement->keyword);
}

/* The only value of a paragraph that else holds comments and blanks, or count. */
static size_t lone_value(const struct marking *marking)
{
	size_t found = marking->count;
	for (size_t i = 0; i < marking->count; i++) {
		if ((marking->tags[i].kind == TAG_COMMENT &&
			    marking->tags[i].lift == TAG_LIFT_NONE) ||
			changes_cell(marking->statements[i]))
			continue;
		if (marking->tags[i].kind != TAG_PRINT || found < marking->count)
			return marking->count;
		found = i;
	}
	return found;
}

/* The paragraph's anchor, or the place that it links to. */
static void put_around(struct marking *marking)
{
	struct marked begin = {.around_begin = true};
	for (size_t i = 0; i < marking->count; i++) {
		const struct statement *statement = marking->statements[i];
		if (statement == NULL || statement->kind != STATEMENT_PRINT ||
			statement->expr == NULL || statement->expr->kind != EXPR_FILTER)
			continue;
		struct value_text name = statement->expr->name;
		if (name.length == 5 && memcmp(name.bytes, "anker", 5) == 0)
			begin.anchor = statement->expr;
		else if (name.length == 4 && memcmp(name.bytes, "side", 4) == 0)
			begin.reference = statement->expr;
	}
	if (begin.anchor == NULL && begin.reference == NULL)
		return;
	unsigned begin_id = new_marked(marking, begin);
	unsigned end_id = new_marked(marking, (struct marked){.around_end = true});
	part_mark_around(marking->part->part, marking->index, begin_id, end_id);
}

/* A line that only says what names mean leaves nothing behind: its blanks go with the tags. */
static void take_blanks(struct marking *marking)
{
	size_t depth = 0, end = 0;
	struct tag *last = NULL;
	for (size_t i = 0; i < marking->count; i++) {
		struct tag *tag = &marking->tags[i];
		enum mark_nesting nests = statement_nests(marking->statements[i]);
		if (depth == 0 && tag->kind == TAG_COMMENT) {
			tag->kind = TAG_BAD; /* goes with its neighbours */
			continue;
		}
		if (depth == 0)
			tag->start = end;
		depth += nests == NESTS_OPENS;
		depth -= nests == NESTS_CLOSES;
		end = tag->end;
		last = tag;
	}
	last->end = marking->paragraph->length;
	part_mark_bare(marking->part->part, marking->index);
}

static void put_marks(struct marking *marking)
{
	size_t values = 0, statements = 0;
	for (size_t i = 0; i < marking->count; i++) {
		values += is_value(marking->statements[i]);
		statements += !is_value(marking->statements[i]) &&
			      !changes_cell(marking->statements[i]) &&
			      marking->tags[i].kind != TAG_BAD;
	}
	bool blank = is_blank_outside(marking);
	bool statements_only = blank && values == 0 && statements == marking->count;
	size_t lone = blank ? lone_value(marking) : marking->count;
	for (size_t i = 0; i < marking->count; i++) {
		const struct tag *tag = &marking->tags[i];
		if (changes_cell(marking->statements[i]))
			put_cell_mark(marking, i);
		/* Comments and the like beside the only value go with it, so that it still stands alone. */
		if (tag->kind == TAG_BAD || (lone < marking->count && i != lone))
			continue;
		bool all = i == lone && marking->count > 1;
		put_mark(marking, i, all ? marking->tags[0].start : tag->start,
			all ? marking->tags[marking->count - 1].end : tag->end,
			lift_of(marking, i, statements_only));
	}
	put_around(marking);
}

/* {% raw %} goes on from paragraph to paragraph of the document, past all others. */
static bool is_raw(const struct marking *marking)
{
	return marking->scanner.raw && marking->paragraph->kind != PARAGRAPH_TEXT;
}

static void end_raw(struct marking *marking)
{
	if (!is_raw(marking))
		return;
	scan_finish(&marking->scanner);
	marking->scanner.raw = false;
}

static void mark_paragraph(struct marking *marking, size_t index)
{
	const struct part_paragraph *paragraph = part_paragraph(marking->part->part, index);
	if (paragraph->length == 0 ||
		(memchr(paragraph->text, '{', paragraph->length) == NULL &&
			memchr(paragraph->text, '}', paragraph->length) == NULL))
		return;
	marking->index = index;
	marking->paragraph = paragraph;
	marking->source = arena_alloc(marking->arena, sizeof *marking->source);
	*marking->source = (struct source){.text = paragraph->text,
		.length = paragraph->length,
		.place = paragraph->place,
		.paragraph = paragraph};
	if (is_raw(marking))
		return;
	find_tags(marking);
	end_raw(marking);
	parse_tags(marking);
	struct tagged tagged = {marking->report, paragraph, marking->source, marking->tags,
		marking->statements, marking->count};
	if (paragraph->kind != PARAGRAPH_TEXT)
		tagged_check_plain(&tagged);
	trim_around(marking);
	if (tagged_only_defines(&tagged))
		take_blanks(marking);
	put_marks(marking);
}

void marking_put(struct arena *arena, struct report *report, struct template_part *part,
	struct value_map *names)
{
	struct marking marking = {.arena = arena, .report = report, .part = part, .names = names};
	marking.scanner = (struct scanner){.arena = arena, .report = report, .document = true};
	joining_put(arena, part->part);
	size_t count = part_paragraph_count(part->part);
	for (size_t i = 0; i < count; i++)
		mark_paragraph(&marking, i);
	scan_finish(&marking.scanner);
}

static void begin_cell(struct arena *arena, struct builder *builder,
	const struct template_part *part, const struct piece *piece)
{
	size_t count = piece->cell->mark_count;
	const struct statement **statements =
		arena_array(arena, count, sizeof(const struct statement *));
	for (size_t i = 0; i < count; i++)
		statements[i] = part->marked[piece->cell->marks[i] - 1].statement;
	builder_cell_begin(builder, piece, statements, count);
}

void marking_compile(struct arena *arena, struct report *report, struct template_part *part)
{
	size_t count;
	const struct piece *pieces = part_pieces(part->part, &count);
	struct builder *builder = builder_create(arena, report, part->part);
	if (part->marked_count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &pieces[i];
		if (piece->kind == PIECE_CELL_BEGIN) {
			begin_cell(arena, builder, part, piece);
			continue;
		}
		if (piece->kind == PIECE_CELL_END) {
			builder_cell_end(builder);
			continue;
		}
		if (piece->kind != PIECE_MARK) {
			builder_add(builder, NODE_PIECE)->piece = piece;
			continue;
		}
		const struct marked *marked = &part->marked[piece->mark - 1];
		if (marked->around_begin) {
			struct node *node = builder_add(builder, NODE_AROUND_BEGIN);
			node->anchor = marked->anchor;
			node->reference = marked->reference;
		} else if (marked->around_end)
			builder_add(builder, NODE_AROUND_END);
		else if (marked->statement != NULL)
			builder_statement(builder, marked->statement, piece, marked->lift);
	}
	part->program = builder_finish(builder);
}
