#include "markup/internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum { STYLE_COUNT = 5 };

/* Makes runs of what comes in pieces. */
struct writer {
	struct reader *reader;
	struct markup_run *first;
	struct markup_run *last;
	unsigned nesting[STYLE_COUNT]; /* open spans of each style */
	const char *link;
	struct buf text; /* not yet a run */
	struct buf piece;
	unsigned text_style;
	const char *text_link;
	size_t pending;         /* line breaks that print once something follows, … */
	unsigned pending_style; /* … as they stood when they came */
	const char *pending_link;
	bool printed;     /* anything yet */
	bool after_break; /* a break of the text's own lines adds nothing */
};

static unsigned current_style(const struct writer *writer)
{
	unsigned style = 0;

	for (unsigned i = 0; i < STYLE_COUNT; i++)
		if (writer->nesting[i] > 0)
			style |= 1U << i;
	return style;
}

static void change_style(struct writer *writer, unsigned style, bool enter)
{
	for (unsigned i = 0; i < STYLE_COUNT; i++) {
		if (!(style & 1U << i))
			continue;
		if (enter)
			writer->nesting[i]++;
		else if (writer->nesting[i] > 0)
			writer->nesting[i]--;
	}
}

static struct markup_run *append_run(struct writer *writer, enum markup_run_kind kind)
{
	struct markup_run *run = arena_alloc(writer->reader->arena, sizeof(*run));

	run->kind = kind;
	run->style = current_style(writer);
	run->link = writer->link;
	run->text = "";
	if (writer->last)
		writer->last->next = run;
	else
		writer->first = run;
	writer->last = run;
	return run;
}

static void flush_text(struct writer *writer)
{
	struct markup_run *run;

	if (writer->text.length == 0)
		return;
	run = append_run(writer, MARKUP_TEXT);
	run->style = writer->text_style;
	run->link = writer->text_link;
	run->text = buf_copy(&writer->text, writer->reader->arena);
	run->length = writer->text.length;
	buf_truncate(&writer->text, 0);
}

static void flush(struct writer *writer)
{
	flush_text(writer);
	for (; writer->pending > 0; writer->pending--) {
		struct markup_run *run = append_run(writer, MARKUP_BREAK);

		run->style = writer->pending_style;
		run->link = writer->pending_link;
	}
	writer->printed = true;
	writer->after_break = false;
}

/* Keeps a line break in mind until something follows; none begins a paragraph. */
static void put_break(struct writer *writer)
{
	if (!writer->printed)
		return;
	if (writer->pending++ == 0) {
		writer->pending_style = current_style(writer);
		writer->pending_link = writer->link;
	}
}

static void put(struct writer *writer, const char *bytes, size_t length)
{
	unsigned style = current_style(writer);

	if (length == 0)
		return;
	if (writer->pending > 0 || style != writer->text_style || writer->link != writer->text_link)
		flush(writer);
	writer->text_style = style;
	writer->text_link = writer->link;
	buf_append(&writer->text, bytes, length);
	writer->printed = true;
	writer->after_break = false;
}

/* A line break in the text as typed. Where all of a line vanished, so does its break. */
static void put_line_end(struct writer *writer)
{
	if (!writer->after_break)
		put_break(writer);
	writer->after_break = true;
}

/* Text with line breaks of its own that all count. */
static void put_lines(struct writer *writer, const char *bytes, size_t length)
{
	while (length > 0) {
		const char *end = memchr(bytes, '\n', length);
		size_t line = end ? (size_t)(end - bytes) : length;

		put(writer, bytes, line);
		if (!end)
			return;
		put_break(writer);
		bytes = end + 1;
		length -= line + 1;
	}
}

static void put_event(struct writer *writer, const struct event *event)
{
	buf_truncate(&writer->piece, 0);
	decode_event(writer->reader, event, &writer->piece);
	put_lines(writer, buf_text(&writer->piece), writer->piece.length);
}

/* True for a tag of this name, "<br>" or "<br />" or "<BR/>". */
static bool is_tag(const struct event *event, const char *name)
{
	size_t length = strlen(name), end = event->length;

	if (event->length < length + 2 || event->text[0] != '<' || event->text[end - 1] != '>')
		return false;
	for (size_t i = 0; i < length; i++)
		if ((event->text[1 + i] | 0x20) != name[i] && event->text[1 + i] != name[i])
			return false;
	for (end--; end > length + 1; end--)
		if (!memchr(" \t/", event->text[end - 1], 3))
			return false;
	return true;
}

/* Finds for every <u> its </u> among the events of a line. */
static void pair_underlines(struct reader *reader, size_t limit)
{
	struct event *events = reader->events + reader->at;
	size_t count = limit - reader->at;
	unsigned open =
		0; /* 1 + the index of the <u> that is open; its number leads to the one around */

	for (size_t i = 0; i < count; i++) {
		if (events[i].kind != EVENT_HTML)
			continue;
		if (is_tag(&events[i], "u")) {
			events[i].number = open;
			open = (unsigned)i + 1;
		} else if (is_tag(&events[i], "/u") && open > 0) {
			events[i].paired = events[open - 1].paired = true;
			open = events[open - 1].number;
		}
	}
}

static void warn_html(const struct reader *reader, const struct event *event, size_t length)
{
	struct place place = reader_place(reader, event->offset);
	struct buf tag;

	buf_init(&tag, reader->scratch);
	decode_text(reader, event->text, length, " ", &tag);
	report_warning(reader->report, &place, "markup-html",
		tr("'%.60s' prints as it is typed; HTML has no effect here"), buf_text(&tag));
}

static void put_html(struct writer *writer, const struct event *event)
{
	if (is_tag(event, "br")) {
		flush(writer);
		append_run(writer, MARKUP_BREAK);
		writer->after_break = true;
	} else if (event->paired) {
		change_style(writer, MARKUP_UNDERLINE, event->text[1] != '/');
	} else if (event->length == 1 && event->text[0] == '\n') {
		put_line_end(writer);
	} else {
		if (event->text[0] == '<' && event->offset != SIZE_MAX)
			warn_html(writer->reader, event, event->length);
		put_event(writer, event);
	}
}

/* "<navn på borger>" is no HTML to md4c, but to him who typed it just as much a gap to be filled. */
static void check_gaps(const struct reader *reader, const struct event *event)
{
	const char *end = event->text + event->length;
	const char *open = event->text;

	while ((open = memchr(open, '<', (size_t)(end - open))) != NULL) {
		const char *close = open + 1;
		uint32_t first = 0;

		if (close < end)
			utf8_decode(close, (size_t)(end - close), &first);
		while (close < end && *close != '<' && *close != '>' && close - open < 60)
			close++;
		if (close < end && *close == '>' && close[-1] != ' ' && utf8_is_letter(first)) {
			struct event gap = *event;

			gap.text = open;
			gap.offset += (size_t)(open - event->text);
			warn_html(reader, &gap, (size_t)(close + 1 - open));
		}
		open++;
	}
}

/* "[a](my file.pdf)" is no link, for the blank in it. */
static void check_blanks(const struct reader *reader, const struct event *event)
{
	enum { FARTHEST = 200 };
	const char *begin = event->text, *end = event->text + event->length;

	for (const char *at = begin; (at = memmem(at, (size_t)(end - at), "](", 2)) != NULL;) {
		const char *open = at, *address = at + 2;
		const char *limit = end - address < FARTHEST ? end : address + FARTHEST;
		const char *close = memchr(address, ')', (size_t)(limit - address));
		struct place place;

		at = address;
		if (!close || !memchr(address, ' ', (size_t)(close - address)))
			continue;
		while (open > begin && address - open < FARTHEST && *open != '[')
			open--;
		if (*open != '[')
			continue;
		place = reader_place(reader, event->offset + (size_t)(open - begin));
		report_warning(reader->report, &place, "markup-link",
			tr("an address with a space in it makes no link and no picture; write "
			   "'(<%.*s>)'"),
			(int)(close - address), address);
	}
}

/* Where the bracket stands that began the link or picture whose events begin behind at. */
static struct place bracket_place(const struct reader *reader, const char *bracket)
{
	const struct buf *text = &reader->text->out;
	size_t index = reader_find_offset(reader, reader->at, reader->count);
	size_t length = strlen(bracket);
	size_t offset = index < reader->count ? reader->events[index].offset : SIZE_MAX;
	const char *found;

	if (offset != SIZE_MAX && offset >= length && offset >= reader->passed &&
		memcmp(text->data + offset - length, bracket, length) == 0)
		return reader_place(reader, offset - length);
	found = memmem(text->data + reader->passed, text->length - reader->passed, bracket, length);
	return reader_place(reader, found ? (size_t)(found - text->data) : reader->passed);
}

static void enter_link(struct writer *writer, const struct event *event)
{
	struct reader *reader = writer->reader;
	const char *address = address_of_link(reader, event);

	if (address_is_link(address)) {
		const char *words = access_link(reader);

		if (words) {
			struct place place = bracket_place(reader, "[");

			report_warning(reader->report, &place, "link-text",
				tr("a list of the document's links shows '%s' alone; link the "
				   "words that say what is behind it"),
				words);
		}
		if (reader->source && reader->source->link)
			address = reader->source->link(reader->source->user, address);
		writer->link = address;
	} else {
		struct place place = bracket_place(reader, "[");

		report_warning(reader->report, &place, "markup-link",
			tr("'%.200s' is no address for a link; write https://…, mailto:… or a file "
			   "name"),
			address);
	}
	/* A link without text shows its address. */
	if (reader->at < reader->count && reader->events[reader->at].kind == EVENT_LINK)
		put(writer, address, strlen(address));
}

/* Collects the text up to the end of the picture and moves there. */
static const char *read_alt(struct reader *reader)
{
	struct buf alt;
	unsigned nesting = 1;

	buf_init(&alt, reader->scratch);
	for (; reader->at < reader->count && nesting > 0; reader->at++) {
		const struct event *event = &reader->events[reader->at];

		if (event->kind == EVENT_PICTURE && event->enter)
			nesting++;
		else if (event->kind == EVENT_PICTURE)
			nesting--;
		else if (event->kind == EVENT_BREAK)
			buf_putc(&alt, ' ');
		else if (event->kind > EVENT_PICTURE)
			decode_event(reader, event, &alt);
		if (event->offset != SIZE_MAX)
			reader->passed = event->offset + event->length;
	}
	for (size_t i = 0; i < alt.length; i++)
		if (alt.data[i] == '\n')
			alt.data[i] = ' ';
	return buf_copy(&alt, reader->arena);
}

static void put_picture(struct writer *writer, const struct event *event)
{
	struct reader *reader = writer->reader;
	const struct markup_source *source = reader->source;
	const struct markup_picture *picture;
	struct place place = bracket_place(reader, "![");
	const char *alt = read_alt(reader);
	const char *path = address_of_picture(reader, event);

	access_picture(reader, alt, &place);
	if (!source || !source->load) {
		put(writer, alt, strlen(alt));
		return;
	}
	if (!address_is_file(path)) {
		report_error(reader->report, &place, "picture-address",
			tr("a picture is read from a file; '%.200s' is an address"), path);
		return;
	}
	picture = source->load(source->user, path, alt, &place);
	if (!picture)
		return;
	flush(writer);
	append_run(writer, MARKUP_PICTURE)->picture = picture;
}

static void put_inline(struct writer *writer, const struct event *event)
{
	switch (event->kind) {
	case EVENT_STYLE:
		change_style(writer, event->number, event->enter);
		break;
	case EVENT_LINK:
		if (event->enter)
			enter_link(writer, event);
		else
			writer->link = NULL;
		break;
	case EVENT_PICTURE:
		if (event->enter)
			put_picture(writer, event);
		break;
	case EVENT_BREAK:
		put_line_end(writer);
		break;
	case EVENT_HTML:
		put_html(writer, event);
		break;
	case EVENT_TEXT:
		if (event->offset != SIZE_MAX) {
			check_gaps(writer->reader, event);
			check_blanks(writer->reader, event);
		}
		put_event(writer, event);
		break;
	default:
		put_event(writer, event);
	}
}

static struct markup_run *finish(struct writer *writer)
{
	flush_text(writer);
	return writer->first;
}

static void start(struct writer *writer, struct reader *reader)
{
	memset(writer, 0, sizeof(*writer));
	writer->reader = reader;
	buf_init(&writer->text, reader->scratch);
	buf_init(&writer->piece, reader->scratch);
}

struct markup_run *inline_read(struct reader *reader)
{
	struct writer writer;
	size_t limit = reader->at;

	while (limit < reader->count && reader->events[limit].kind >= EVENT_STYLE)
		limit++;
	start(&writer, reader);
	pair_underlines(reader, limit);
	while (reader->at < limit) {
		const struct event *event = &reader->events[reader->at++];

		put_inline(&writer, event);
		if (event->offset != SIZE_MAX)
			reader->passed = event->offset + event->length;
	}
	return finish(&writer);
}

struct markup_run *inline_read_code(struct reader *reader)
{
	struct writer writer;

	start(&writer, reader);
	writer.nesting[4] = 1; /* MARKUP_CODE */
	while (reader->at < reader->count && reader->events[reader->at].kind >= EVENT_STYLE)
		put_event(&writer, &reader->events[reader->at++]);
	return finish(&writer);
}
