#include "io/yaml_edit_internal.h"

#include "base/i18n.h"
#include "io/yaml_offset.h"
#include "io/yaml_write.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the file that give way to others. */
struct patch {
	size_t begin, end;
	const char *bytes;
	size_t order; /* of patches at one place */
};

struct yaml_edit {
	struct arena *arena;
	const struct yaml_node *root; /* NULL: no file yet */
	struct yaml_offsets *offsets; /* of its source */
	struct yaml_group *groups;
	struct yaml_group **last;
	struct yaml_group *open; /* the last one, or NULL */
	struct patch *patches;
	size_t patch_count, patch_capacity;
	struct buf added; /* what comes after the file's end */
};

struct yaml_edit *yaml_edit_create(struct arena *arena, const struct yaml_node *root)
{
	struct yaml_edit *edit = arena_alloc(arena, sizeof *edit);
	*edit = (struct yaml_edit){.arena = arena, .root = root};
	if (root != NULL)
		edit->offsets = yaml_offsets_of(arena, root->source);
	edit->last = &edit->groups;
	buf_init(&edit->added, arena);
	return edit;
}

static struct yaml_change *add_change(struct yaml_edit *edit, const char *outer, const char *key)
{
	if (edit->open == NULL || key == NULL || strcmp(edit->open->outer, outer) != 0) {
		struct yaml_group *group = arena_alloc(edit->arena, sizeof *group);
		*group = (struct yaml_group){.outer = outer};
		group->last = &group->changes;
		*edit->last = group;
		edit->last = &group->next;
		edit->open = group;
	}
	struct yaml_change *change = arena_alloc(edit->arena, sizeof *change);
	*change = (struct yaml_change){.key = key};
	*edit->open->last = change;
	edit->open->last = &change->next;
	return change;
}

void yaml_edit_set(
	struct yaml_edit *edit, const char *outer, const char *key, const char *text, size_t length)
{
	struct yaml_change *change = add_change(edit, outer, key);
	change->text = text;
	change->length = length;
}

void yaml_edit_set_list(struct yaml_edit *edit, const char *outer, const char *key,
	const char *const *texts, size_t count)
{
	struct yaml_change *change = add_change(edit, outer, key);
	change->is_list = true;
	change->texts = texts;
	change->count = count;
}

void yaml_edit_put(struct yaml_edit *edit, const char *key, const char *text)
{
	yaml_edit_set(edit, key, NULL, text, strlen(text));
}

void yaml_edit_put_list(struct yaml_edit *edit, const char *key, const char *const *texts,
	const struct yaml_node *const *kept, size_t count)
{
	add_change(edit, key, NULL);
	*edit->open->changes =
		(struct yaml_change){.is_list = true, .texts = texts, .kept = kept, .count = count};
}

void yaml_edit_put_pair(
	struct yaml_edit *edit, const char *key, const char *inner, const char *text)
{
	yaml_edit_put(edit, key, text);
	edit->open->changes->inner = inner;
}

static size_t begin_of(const struct yaml_edit *edit, const struct yaml_node *node)
{
	return yaml_offset_begin(edit->offsets, node);
}

static size_t end_of(const struct yaml_edit *edit, const struct yaml_node *node)
{
	return yaml_offset_end(edit->offsets, node);
}

static size_t line_end(const struct yaml_source *source, size_t at)
{
	while (at < source->length && source->text[at] != '\n' && source->text[at] != '\r')
		at++;
	return at;
}

static void add_patch(struct yaml_edit *edit, size_t begin, size_t end, const char *bytes)
{
	edit->patches = arena_grow(edit->arena, edit->patches, edit->patch_count,
		&edit->patch_capacity, sizeof *edit->patches);
	edit->patches[edit->patch_count] = (struct patch){
		.begin = begin, .end = end, .bytes = bytes, .order = edit->patch_count};
	edit->patch_count++;
}

/* Adds the comments between two places to out, each with a blank before it or on a line. */
static void keep_comments(
	struct buf *out, const struct yaml_source *source, size_t from, size_t to, unsigned indent)
{
	for (size_t at = from; at < to; at++) {
		if (source->text[at] != '#')
			continue;
		size_t end = line_end(source, at);
		buf_printf(out, "\n%*s", (int)indent, "");
		buf_append(out, source->text + at, end - at);
		at = end;
	}
}

/* Comments inside the lines that a value takes, which go with it. */
static void keep_inner_comments(const struct yaml_edit *edit, struct buf *out,
	const struct yaml_node *value, unsigned indent)
{
	size_t from = begin_of(edit, value);
	if (value->kind == YAML_SCALAR) {
		/* That behind '|' or '>'. */
		if (value->style >= YAML_LITERAL)
			keep_comments(
				out, value->source, from, line_end(value->source, from), indent);
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_node *item = value->items[i];
		if (value->kind == YAML_MAPPING) {
			keep_comments(
				out, value->source, from, begin_of(edit, value->keys[i]), indent);
			from = end_of(edit, value->keys[i]);
		}
		keep_comments(out, value->source, from, begin_of(edit, item), indent);
		keep_inner_comments(edit, out, item, indent);
		from = end_of(edit, item);
	}
	if (value->flow)
		keep_comments(out, value->source, from, end_of(edit, value), indent);
}

static void write_flow(struct buf *out, const struct yaml_change *change)
{
	if (!change->is_list) {
		buf_puts(out, change->inner != NULL ? "{" : "");
		if (change->inner != NULL)
			buf_printf(out, "%s: ", change->inner);
		yaml_write_scalar(out, change->text, change->length, 0, true);
		buf_puts(out, change->inner != NULL ? "}" : "");
		return;
	}
	buf_putc(out, '[');
	for (size_t i = 0; i < change->count; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		yaml_write_scalar(out, change->texts[i], strlen(change->texts[i]), 0, true);
	}
	buf_putc(out, ']');
}

/* A line for each, the dash behind so many blanks. */
static void write_lines(const struct yaml_edit *edit, struct buf *out,
	const struct yaml_change *change, unsigned dash)
{
	for (size_t i = 0; i < change->count; i++) {
		const struct yaml_node *kept = change->kept != NULL ? change->kept[i] : NULL;
		buf_printf(out, "\n%*s- ", (int)dash, "");
		if (kept != NULL)
			buf_append(out, kept->source->text + begin_of(edit, kept),
				end_of(edit, kept) - begin_of(edit, kept));
		else
			yaml_write_scalar(
				out, change->texts[i], strlen(change->texts[i]), dash, false);
	}
}

/*
 * What stands behind "key:" on a line that is indented by indent, the dashes of a list by dash.
 * Names are short: one line.
 */
static void write_value(const struct yaml_edit *edit, struct buf *out,
	const struct yaml_change *change, unsigned indent, unsigned dash)
{
	if (change->is_list && change->key == NULL && change->count > 0) {
		write_lines(edit, out, change, dash);
		return;
	}
	buf_putc(out, ' ');
	if (change->is_list || change->inner != NULL)
		write_flow(out, change);
	else
		yaml_write_scalar(out, change->text, change->length, indent, false);
}

/* "key: value" as a line. */
static void write_entry(const struct yaml_edit *edit, struct buf *out, const char *key,
	const struct yaml_change *change, unsigned indent)
{
	buf_printf(out, "%*s", (int)indent, "");
	yaml_write_scalar(out, key, strlen(key), 0, true);
	buf_putc(out, ':');
	write_value(edit, out, change, indent, indent + 2);
	buf_putc(out, '\n');
}

static size_t behind_colon(const struct yaml_edit *edit, const struct yaml_node *key)
{
	size_t at = end_of(edit, key);
	while (at < key->source->length && key->source->text[at] != ':')
		at++;
	return at + 1;
}

/* The value of a key gives way; comments in it come to stand above the key. */
static void replace_value(struct yaml_edit *edit, const struct yaml_node *key,
	const struct yaml_node *value, const struct yaml_change *change, bool flow)
{
	struct buf new;
	buf_init(&new, edit->arena);
	unsigned indent = key->column - 1;
	size_t behind_key = behind_colon(edit, key);
	size_t end = value->empty_plain ? behind_key : end_of(edit, value);
	if (flow) {
		buf_putc(&new, ' ');
		write_flow(&new, change);
		add_patch(edit, behind_key, end, buf_text(&new));
		return;
	}
	struct buf comments;
	buf_init(&comments, edit->arena);
	keep_comments(&comments, key->source, behind_key,
		value->empty_plain ? behind_key : begin_of(edit, value), indent);
	keep_inner_comments(edit, &comments, value, indent);
	bool lines = value->kind == YAML_SEQUENCE && !value->flow && value->count > 0;
	write_value(edit, &new, change, indent, lines ? value->column - 1 : indent + 2);
	/* A comment or blanks at the line's end would become part of the lines below '|'. */
	size_t rest = line_end(key->source, end);
	if (memchr(buf_text(&new), '\n', new.length) != NULL) {
		keep_comments(&comments, key->source, end, rest, indent);
		end = rest;
	}
	if (comments.length > 0) {
		size_t above = key->source->lines[key->line - 1];
		/* Each begins with the line break that has to end it. */
		buf_putc(&comments, '\n');
		add_patch(edit, above, above, buf_text(&comments) + 1);
	}
	add_patch(edit, behind_key, end, buf_text(&new));
}

/* A key comes behind the last one of a mapping, which is not empty or is in flow style. */
static void add_key(
	struct yaml_edit *edit, const struct yaml_node *mapping, const struct yaml_change *change)
{
	struct buf new;
	buf_init(&new, edit->arena);
	if (mapping->flow) {
		size_t end = end_of(edit, mapping) - 1;
		while (end > 0 && strchr(" \t\r\n", mapping->source->text[end - 1]) != NULL)
			end--;
		bool comma = mapping->count > 0 && mapping->source->text[end - 1] != ',';
		buf_printf(&new, "%s%s: ", comma ? ", " : "", change->key);
		write_flow(&new, change);
		add_patch(edit, end, end, buf_text(&new));
		return;
	}
	const struct yaml_node *last = mapping->items[mapping->count - 1];
	const struct yaml_node *key = mapping->keys[mapping->count - 1];
	size_t end = line_end(
		mapping->source, last->empty_plain ? end_of(edit, key) : end_of(edit, last));
	write_entry(edit, &new, change->key, change, key->column - 1);
	/* The line break comes first: the file's last line may have none. */
	buf_truncate(&new, new.length - 1);
	add_patch(edit, end, end, arena_printf(edit->arena, "\n%s", buf_text(&new)));
}

/* All that is set below a key that has no mapping: its text becomes `tekst`. */
static void write_group(const struct yaml_edit *edit, struct buf *out,
	const struct yaml_group *group, const struct yaml_node *old, unsigned indent)
{
	if (old != NULL && old->length > 0 && yaml_group_find(group, "tekst") == NULL) {
		struct yaml_change kept = {.text = old->text, .length = old->length};
		write_entry(edit, out, "tekst", &kept, indent);
	}
	for (const struct yaml_change *change = group->changes; change != NULL;
		change = change->next)
		write_entry(edit, out, change->key, change, indent);
}

/* Whether what stands behind the key itself is what changes. */
static bool is_text_alone(const struct yaml_group *group)
{
	const struct yaml_change *change = group->changes;
	return change->key == NULL || (change->next == NULL && strcmp(change->key, "tekst") == 0);
}

/* A text, or nothing, becomes a mapping. */
static void expand_value(struct yaml_edit *edit, const struct yaml_group *group,
	const struct yaml_node *key, const struct yaml_node *old)
{
	unsigned indent = key->column - 1 + 2;
	size_t begin = behind_colon(edit, key);
	size_t end = old->empty_plain ? begin : end_of(edit, old);
	size_t rest = line_end(key->source, end);
	struct buf new, body;
	buf_init(&new, edit->arena);
	buf_init(&body, edit->arena);
	if (!old->empty_plain) {
		keep_comments(&new, key->source, begin, begin_of(edit, old), indent);
		keep_inner_comments(edit, &new, old, indent);
	}
	keep_comments(&new, key->source, end, rest, indent);
	write_group(edit, &body, group, old, indent);
	/* The line break is the file's own. */
	buf_truncate(&body, body.length - 1);
	buf_printf(&new, "\n%s", buf_text(&body));
	add_patch(edit, begin, rest, buf_text(&new));
}

/* A key that the file does not have. */
static void add_group(struct yaml_edit *edit, const struct yaml_group *group)
{
	if (is_text_alone(group)) {
		write_entry(edit, &edit->added, group->outer, group->changes, 0);
		return;
	}
	yaml_write_scalar(&edit->added, group->outer, strlen(group->outer), 0, true);
	buf_puts(&edit->added, ":\n");
	write_group(edit, &edit->added, group, NULL, 2);
}

static void apply_group(
	struct yaml_edit *edit, const struct yaml_index *index, const struct yaml_group *group)
{
	const struct yaml_index_row *row = yaml_index_find(index, group->outer);
	if (row == NULL) {
		add_group(edit, group);
		return;
	}
	const struct yaml_node *mapping = row->value;
	if (mapping->kind != YAML_MAPPING || group->changes->key == NULL) {
		if (is_text_alone(group))
			replace_value(edit, row->key, mapping, group->changes, false);
		else
			expand_value(edit, group, row->key, mapping);
		return;
	}
	for (const struct yaml_change *change = group->changes; change != NULL;
		change = change->next) {
		size_t i = 0;
		while (i < mapping->count && strcmp(mapping->keys[i]->text, change->key) != 0)
			i++;
		if (i < mapping->count)
			replace_value(
				edit, mapping->keys[i], mapping->items[i], change, mapping->flow);
		else
			add_key(edit, mapping, change);
	}
}

static int compare_patches(const void *a, const void *b)
{
	const struct patch *first = a, *second = b;
	if (first->begin != second->begin)
		return first->begin < second->begin ? -1 : 1;
	return first->order < second->order ? -1 : first->order > second->order;
}

/* Line breaks as the file has them. */
static void append_lines(struct buf *out, const char *bytes, bool carriage_return)
{
	for (; *bytes != '\0'; bytes++) {
		if (carriage_return && *bytes == '\n')
			buf_putc(out, '\r');
		buf_putc(out, *bytes);
	}
}

static void apply_patches(struct yaml_edit *edit, struct buf *out)
{
	const struct yaml_source *source = edit->root != NULL ? edit->root->source : NULL;
	size_t at = 0, length = source != NULL ? source->length : 0;
	size_t first_end = source != NULL ? line_end(source, 0) : 0;
	bool carriage_return = first_end < length && source->text[first_end] == '\r';
	if (edit->patch_count > 0)
		qsort(edit->patches, edit->patch_count, sizeof *edit->patches, compare_patches);
	for (size_t i = 0; i < edit->patch_count; i++) {
		buf_append(out, source->text + at, edit->patches[i].begin - at);
		append_lines(out, edit->patches[i].bytes, carriage_return);
		at = edit->patches[i].end;
	}
	if (source != NULL)
		buf_append(out, source->text + at, length - at);
	if (edit->added.length == 0)
		return;
	if (out->length > 0 && out->data[out->length - 1] != '\n')
		append_lines(out, "\n", carriage_return);
	append_lines(out, buf_text(&edit->added), carriage_return);
}

bool yaml_edit_finish(struct yaml_edit *edit, struct report *report, struct buf *out)
{
	struct yaml_index index = yaml_index_of(edit->arena, edit->root);
	struct buf new;
	buf_init(&new, edit->arena);
	for (const struct yaml_group *group = edit->groups; group != NULL; group = group->next)
		apply_group(edit, &index, group);
	apply_patches(edit, &new);
	struct file_bytes bytes = {.path = edit->root != NULL ? edit->root->source->file : "",
		.data = buf_text(&new),
		.size = new.length};
	struct report *faults = report_create(edit->arena);
	const struct yaml_node *after = yaml_parse(edit->arena, faults, &bytes);
	const char *loss = bytes.path;
	if (after != NULL && !report_failed(faults) && after->kind == YAML_MAPPING)
		loss = yaml_edit_first_loss(edit->arena, edit->groups, edit->root, after);
	if (loss != NULL) {
		struct place place = {.file = bytes.path};
		report_error(report, &place, "cannot-edit",
			tr("'%s' cannot be changed here without harm to what stands around it; "
			   "write each key on a line of its own"),
			loss);
		return false;
	}
	buf_append(out, buf_text(&new), new.length);
	return true;
}
