#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "io/file.h"
#include "io/yaml_write.h"
#include "meeting/address.h"
#include "meeting/scope.h"
#include "meeting/skeleton.h"
#include "meeting/values.h"

#include <string.h>

/*
 * The next meeting of a body, as a person would begin to write it: its skeleton, what the meeting
 * before left over, and comments where something is for the secretary.
 */

struct draft {
	struct arena *arena;
	struct loader *loader;       /* of the organ */
	const struct meeting *after; /* the meeting before, or NULL */
	const char *after_path;      /* to it, as seen from the new folder */
	struct values said;          /* what its texts print */
	const char *folder;          /* the new one */
	struct date date;
	struct yaml_writer writer;
};

static const char *printed_date(struct arena *arena, const char *format, struct date date)
{
	struct buf out;
	buf_init(&out, arena);
	date_format(&out, format, date, -1);
	return buf_text(&out);
}

static void put(struct draft *draft, const char *key, const char *text)
{
	yaml_write_text(&draft->writer, key, text, strlen(text));
}

static void put_text(struct draft *draft, const char *key, const struct text *text)
{
	if (text->bytes != NULL && text->length > 0)
		yaml_write_text(&draft->writer, key, text->bytes, text->length);
}

static void put_date(struct draft *draft, const char *key, struct date date)
{
	put(draft, key, printed_date(draft->arena, "%Y-%m-%d", date));
}

/* A time of the body's own goes without saying; else that of the meeting before; else the hint,
 * where there is one, for the secretary to fill in. */
static void put_clock(struct draft *draft, const char *key, struct clock usual, struct clock before,
	const char *hint)
{
	if (usual.minutes >= 0)
		return;
	if (before.minutes >= 0 && before.written != NULL)
		put(draft, key, before.written);
	else if (hint != NULL)
		yaml_write_comment(&draft->writer, hint);
}

static unsigned count_points(const struct meeting *meeting)
{
	unsigned count = 0;
	for (size_t i = 0; i < meeting->item_count; i++)
		count += meeting->items[i].kind == ITEM_POINT;
	return count;
}

/* When the agenda has to be out, for the secretary to say that it was. */
static void put_sending(struct draft *draft)
{
	const struct organ *organ = &draft->loader->meeting->organ;
	if (!organ->political || !organ->rules.sending)
		return;
	struct date last = law_last_day(&organ->rules, draft->date);
	yaml_write_comment(&draft->writer,
		arena_printf(draft->arena,
			"Dagsordenen skal så vidt muligt være udsendt senest %s. Skriv dagen, "
			"når det er sket:\nudsendt: %s",
			printed_date(draft->arena, "%A den %-d. %B %Y", last),
			printed_date(draft->arena, "%Y-%m-%d", last)));
}

static void put_head(struct draft *draft)
{
	const struct meeting *organ = draft->loader->meeting, *after = draft->after;
	const struct clock none = {.minutes = -1};
	yaml_write_comment(&draft->writer,
		arena_printf(draft->arena, "%s, %s", organ->organ.name.bytes,
			printed_date(draft->arena, "%A den %-d. %B %Y", draft->date)));
	put(draft, "organ", address_way(draft->arena, draft->folder, organ->file));
	put_date(draft, "dato", draft->date);
	put_sending(draft);
	put_clock(draft, "start", organ->start, after != NULL ? after->start : none, "start: 9.00");
	put_clock(draft, "slut", organ->end, after != NULL ? after->end : none, NULL);
	if (organ->place_text.bytes == NULL && after != NULL)
		put_text(draft, "sted", &after->place_text);
	else if (organ->place_text.bytes == NULL)
		yaml_write_comment(&draft->writer, "sted: Rådhuset, mødelokale 1");
	if (after == NULL)
		return;
	put(draft, "forrige", draft->after_path);
	unsigned next = after->first_number + count_points(after);
	if (after->date.year != draft->date.year)
		next = 1;
	if (after->numbers_on)
		put(draft, "første_punkt", arena_printf(draft->arena, "%u", next));
}

/* What a text of the meeting before prints: its expressions would say something else in this one. */
static const char *printed(struct draft *draft, const struct text *text, const struct item *item)
{
	struct texts_context context = draft->said.context;
	if (item != NULL) {
		context.names =
			scope_item(draft->arena, draft->after, draft->said.meeting_names, item);
		context.place = item->place;
	}
	return texts_plain(&context, text);
}

static void put_printed(
	struct draft *draft, const char *key, const struct text *text, const struct item *item)
{
	const char *words = printed(draft, text, item);
	if (words[0] != '\0')
		put(draft, key, words);
}

/* What is still to be done, so that nobody forgets it before it is done; item is where it was
 * decided, NULL for what was carried over to the meeting before. */
static void put_follow_up(
	struct draft *draft, const struct follow_up *row, const struct item *item, bool closed)
{
	if (row->done)
		return;
	yaml_write_entry(&draft->writer);
	put_printed(draft, "opgave", &row->task, NULL);
	put_printed(draft, "ansvarlig", &row->responsible, NULL);
	if (row->has_deadline)
		put_date(draft, "frist", row->deadline);
	if (item != NULL)
		put_printed(draft, "punkt", &item->title, item);
	else
		put_printed(draft, "punkt", &row->item, NULL);
	if (closed || row->closed)
		put(draft, "lukket", "ja");
	yaml_write_close(&draft->writer);
}

static void put_follow_ups_of(
	struct draft *draft, const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		bool hidden = closed || items[i].closed;
		for (size_t j = 0; j < decision->follow_up_count; j++)
			put_follow_up(draft, &decision->follow_ups[j], &items[i], hidden);
		put_follow_ups_of(draft, items[i].items, items[i].item_count, hidden);
	}
}

static void put_follow_ups(struct draft *draft)
{
	const struct meeting *after = draft->after;
	struct buf *out = draft->writer.out;
	size_t before = out->length;
	yaml_write_blank(&draft->writer);
	yaml_write_comment(&draft->writer,
		"Det, der mangler fra tidligere møder. Skriv udført: og dagen, når det er gjort.");
	yaml_write_open(&draft->writer, "opfølgning");
	size_t empty = out->length;
	for (size_t i = 0; i < after->follow_up_count; i++)
		put_follow_up(draft, &after->follow_ups[i], NULL, false);
	put_follow_ups_of(draft, after->items, after->item_count, false);
	yaml_write_close(&draft->writer);
	if (out->length == empty)
		buf_truncate(out, before);
}

/* What was postponed, as another meeting's item: nothing of it is typed again. */
static bool put_postponed(
	struct draft *draft, const struct item *items, size_t count, const char *parent)
{
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		const char *outcome = item->decision.outcome;
		const char *id = item->id;
		if (item->kind != ITEM_POINT)
			continue;
		if (parent != NULL)
			id = arena_printf(draft->arena, "%s/%s", parent, id);
		if (outcome != NULL && strcmp(outcome, "udsat") == 0) {
			const struct decision *decision = &item->decision;
			if (item->title.bytes != NULL)
				yaml_write_comment(
					&draft->writer, printed(draft, &item->title, item));
			if (decision->postponed &&
				date_compare(decision->postponed_to, draft->date) > 0)
				yaml_write_comment(&draft->writer,
					arena_printf(draft->arena,
						"Udsat til %s: flyt det til det møde.",
						printed_date(draft->arena, "%-d. %B %Y",
							decision->postponed_to)));
			yaml_write_entry(&draft->writer);
			put(draft, "fra",
				arena_printf(draft->arena, "%s#%s", draft->after_path, id));
			yaml_write_close(&draft->writer);
			any = true;
		}
		any = put_postponed(draft, item->items, item->item_count, id) || any;
	}
	return any;
}

/* What the body says of how a key is filled in, as a comment behind it; "" where it says nothing. */
static const char *help_behind(const struct draft *draft, const char *key)
{
	const struct organ *organ = &draft->loader->meeting->organ;
	for (size_t i = 0; i < organ->help_count; i++) {
		const struct field_declaration *help = &organ->helps[i];
		if (strcmp(help->key, key) != 0 || help->label.bytes == NULL)
			continue;
		char *line = arena_printf(draft->arena, " # %s", help->label.bytes);
		for (char *at = line; (at = strchr(at, '\n')) != NULL;)
			*at = ' ';
		return line;
	}
	return "";
}

/* The shape of an item, with the body's own facts and parts. */
static void put_example(struct draft *draft)
{
	const struct organ *organ = &draft->loader->meeting->organ;
	const struct part_declarations *parts = &organ->parts;
	struct yaml_writer *writer = &draft->writer;
	yaml_write_comment(writer, "Mødets egne punkter skrives her, hvert som dette:\n"
				   "- titel: …\n"
				   "  sagsnr: …");
	for (size_t i = 0; i < organ->field_count; i++) {
		const char *key = organ->fields[i].key;
		yaml_write_comment(writer,
			arena_printf(draft->arena, "  %s: …%s", key, help_behind(draft, key)));
	}
	for (size_t i = 0; i < parts->count; i++) {
		const char *key = parts->items[i].key;
		if (!meeting_is_placed_key(key))
			yaml_write_comment(writer, arena_printf(draft->arena, "  %s: |%s\n    …",
							   key, help_behind(draft, key)));
	}
	yaml_write_comment(writer, "  bilag:\n    - {titel: …, fil: bilag/….pdf}");
}

static void put_own_items(struct draft *draft)
{
	const struct meeting *after = draft->after;
	yaml_write_blank(&draft->writer);
	if (after != NULL && put_postponed(draft, after->items, after->item_count, NULL))
		yaml_write_blank(&draft->writer);
	put_example(draft);
	yaml_write_blank(&draft->writer);
}

static void put_items(struct draft *draft)
{
	const struct yaml_node *skeleton = draft->loader->skeleton;
	const struct skeleton_copy copy = {.arena = draft->arena,
		.writer = &draft->writer,
		.organ = &draft->loader->meeting->organ,
		.folder = draft->folder};
	bool own = false;
	yaml_write_blank(&draft->writer);
	yaml_write_open(&draft->writer, "punkter");
	for (size_t i = 0; skeleton != NULL && i < skeleton->count; i++) {
		const struct yaml_node *entry = skeleton->items[i];
		if (entry->kind == YAML_MAPPING) {
			skeleton_write_item(&copy, entry);
		} else if (!own) {
			put_own_items(draft);
			own = true;
		}
	}
	if (!own)
		put_own_items(draft);
	yaml_write_close(&draft->writer);
}

/* The folder of the meeting before, or the file where that has a name of its own. */
static const char *way_to_after(struct draft *draft)
{
	const char *file = draft->after->file, *slash = strrchr(file, '/');
	const char *name = utf8_compose(draft->arena, slash != NULL ? slash + 1 : file,
		strlen(slash != NULL ? slash + 1 : file));
	return address_way(draft->arena, draft->folder,
		strcmp(name, "møde.yaml") == 0 ? meeting_folder(draft->after) : file);
}

/* A body may have got another name since; mostly another meeting was meant. */
static void check_body(
	struct report *report, const struct meeting *after, const struct meeting *organ)
{
	const char *before = after->organ.name.bytes, *own = organ->organ.name.bytes;
	if (before != NULL && own != NULL && strcmp(before, own) != 0)
		report_warning(report, &(struct place){.file = after->file}, "other-body",
			tr("this is a meeting of '%s', not of '%s'; see that --after names the "
			   "right one"),
			before, own);
}

/* Whether the meeting before can be that, and the new folder can hold a meeting of this body. */
static void check_surroundings(struct draft *draft, const char *path)
{
	struct report *report = draft->loader->report;
	struct place place = {.file = path};
	if (file_exists(path))
		report_error(report, &place, "meeting-exists",
			tr("this meeting is there already and is kept; name another folder, or "
			   "write in it"));
	if (draft->after != NULL && date_compare(draft->after->date, draft->date) >= 0)
		report_error(report, &(struct place){.file = draft->after->file},
			"date-before-meeting",
			tr("this meeting is not before the new one; check the year, or name "
			   "another with --after"));
	if (draft->after != NULL) {
		check_body(report, draft->after, draft->loader->meeting);
		(void)file_check(draft->arena, report, &(struct place){.file = path},
			draft->after->file, draft->loader->root);
	}
	/* The way up to the root is nothing but dots where the folder is below it. */
	const char *up = address_way(draft->arena, draft->folder,
		draft->loader->root[0] != '\0' ? draft->loader->root : "/");
	if (up != NULL && up[strspn(up, "./")] != '\0')
		report_error(report, &place, "organ-outside",
			tr("the organ's file must lie in the meeting's folder or one above it; a "
			   "kommune.yaml in a folder above both makes it one of that folder"));
}

/* Warns of a day on which no meeting is meant to be held: mostly the year or month is wrong. */
static void check_day(struct report *report, const struct rules *rules, struct date date)
{
	if (date_is_working_day(date, rules->saturday))
		return;
	if (date_is_holiday(date))
		report_warning(report, NULL, "meeting-day",
			tr("the meeting would be on a public holiday; check the date"));
	else if (date_weekday(date) == 6)
		report_warning(report, NULL, "meeting-day",
			tr("the meeting would be on a Saturday; check the date"));
	else
		report_warning(report, NULL, "meeting-day",
			tr("the meeting would be on a Sunday; check the date"));
}

const char *meeting_new(struct arena *arena, struct report *report,
	const struct meeting_wishes *wishes, struct buf *out)
{
	struct load_family family = {0};
	struct meeting *organ = load_empty(arena);
	struct loader loader = {
		.arena = arena, .report = report, .meeting = organ, .family = &family};
	struct draft draft = {.arena = arena, .loader = &loader};
	if (!date_parse(wishes->date, &draft.date)) {
		report_error(report, NULL, "bad-date",
			tr("'%s' is no date; write it as 2024-11-06"), wishes->date);
		return NULL;
	}
	if (!load_organ(&loader, wishes->organ))
		return NULL;
	check_day(report, &organ->organ.rules, draft.date);
	/* The new meeting names the one before, which standard input has no name for. */
	if (wishes->after != NULL)
		draft.after = meeting_load(arena, report,
			strcmp(wishes->after, "-") == 0 ? "./-" : wishes->after, true);
	draft.folder = wishes->folder != NULL
			       ? wishes->folder
			       : file_join(arena, organ->organ.folder,
					 printed_date(arena, "%Y-%m-%d", draft.date));
	const char *path = file_join(arena, draft.folder, "møde.yaml");
	check_surroundings(&draft, path);
	if (report_failed(report))
		return NULL;
	if (draft.after != NULL) {
		draft.after_path = way_to_after(&draft);
		draft.said = values_of(arena, report, draft.after, MEETING_AGENDA);
	}
	yaml_writer_init(&draft.writer, out);
	put_head(&draft);
	if (draft.after != NULL)
		put_follow_ups(&draft);
	put_items(&draft);
	while (out->length > 1 && out->data[out->length - 2] == '\n')
		buf_truncate(out, out->length - 1);
	return path;
}
