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
	struct buf text;               /* not yet a run */
	struct buf piece;
	unsigned text_style;
	const char *text_link;
	size_t pending;    /* line breaks that print once something follows */
	bool printed;      /* anything yet */
	bool after_break;  /* a break of the text's own lines adds nothing */
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
	for (; writer->pending > 0; writer->pending--)
		append_run(writer, MARKUP_BREAK);
	writer->printed = true;
	writer->after_break = false;
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
	if (writer->printed && !writer->after_break)
		writer->pending++;
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
		if (writer->printed)
			writer->pending++;
		bytes = end + 1;
		length -= line + 1;
	}
}

/* A control character prints as nothing, and a tab as so many blanks. */
static void clean(struct buf *out, const char *bytes, size_t length, const char *tab)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte == '\t')
			buf_puts(out, tab);
		else if (byte == '\r' && (i + 1 == length || bytes[i + 1] != '\n'))
			buf_putc(out, '\n');
		else if (byte == '\n' || (byte >= 0x20 && byte != 0x7F))
			buf_putc(out, bytes[i]);
	}
}

/* Appends the literal text of the mark at bytes; returns the mark's length. */
static size_t decode_literal(
	const struct reader *reader, const char *bytes, size_t length, const char *tab, struct buf *out)
{
	const struct markup_source *source = reader->source;
	size_t number = 0, i = 1, literal_length = 0;
	const char *literal;

	for (; i < length && bytes[i] >= '0' && bytes[i] <= '9' && i < 10; i++)
		number = 10 * number + (size_t)(bytes[i] - '0');
	if (i == 1 || i == length || (unsigned char)bytes[i] != MARK_END)
		return 1;
	literal = source && source->literal ? source->literal(source->user, number, &literal_length)
					    : NULL;
	if (literal)
		clean(out, literal, literal_length, tab);
	return i + 1;
}

/* Appends bytes of the text read with what its marks stand for. */
static void decode(const struct reader *reader, const char *bytes, size_t length, const char *tab,
	struct buf *out)
{
	size_t i = 0;

	while (i < length) {
		size_t plain = i;

		while (plain < length && (unsigned char)bytes[plain] < MARK_FIRST)
			plain++;
		clean(out, bytes + i, plain - i, tab);
		i = plain;
		if (i == length)
			break;
		switch ((unsigned char)bytes[i]) {
		case MARK_TILDE:
			buf_putc(out, '~');
			break;
		case MARK_DASH:
			buf_putc(out, '-');
			break;
		case MARK_STOP:
			buf_putc(out, '.');
			break;
		case MARK_LITERAL:
			i += decode_literal(reader, bytes + i, length - i, tab, out) - 1;
			break;
		default:
			break;
		}
		i++;
	}
}

/* Appends what an event within a line prints, breaks as '\n'. */
static void decode_event(const struct reader *reader, const struct event *event, struct buf *out)
{
	char bytes[4];
	size_t length;

	switch (event->kind) {
	case EVENT_ENTITY:
		length = entity_decode(event->text, event->length, bytes);
		if (length == 0)
			decode(reader, event->text, event->length, " ", out);
		else if (bytes[0] == '\n')
			buf_putc(out, ' ');
		else
			clean(out, bytes, length, " ");
		break;
	case EVENT_CODE:
		/* Code is what was typed, not what was made of it. */
		if (event->offset != SIZE_MAX && event->length > 0) {
			const struct buf *typed = &rewrite_first(reader->text)->out;
			size_t from = rewrite_origin(reader->text, event->offset);
			size_t last = rewrite_origin(reader->text, event->offset + event->length - 1);

			decode(reader, typed->data + from, last + 1 - from, "    ", out);
			break;
		}
		buf_append(out, event->text, event->length);
		break;
	default:
		decode(reader, event->text, event->length, " ", out);
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
	size_t open = SIZE_MAX;
	struct event *events = reader->events;

	for (size_t i = reader->at; i < limit; i++) {
		if (events[i].kind != EVENT_HTML)
			continue;
		if (is_tag(&events[i], "u")) {
			/* count leads back to the one that is open around it. */
			events[i].count = open;
			open = i;
		} else if (is_tag(&events[i], "/u") && open != SIZE_MAX) {
			events[i].paired = events[open].paired = true;
			open = events[open].count;
		}
	}
}

static void warn_html(const struct reader *reader, const struct event *event, size_t length)
{
	struct place place = reader_place(reader, event->offset);

	report_warning(reader->report, &place, "markup-html",
		tr("'%.*s' prints as it is typed; HTML has no effect here"),
		(int)(length < 60 ? length : 60), event->text);
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

/* The address with its marks resolved and without what no address holds. */
static const char *decode_address(const struct reader *reader, const struct event *event)
{
	struct buf address;
	struct buf out;

	buf_init(&address, reader->scratch);
	decode(reader, event->text, event->length, " ", &address);
	buf_init(&out, reader->scratch);
	for (size_t i = 0; i < address.length; i++) {
		if (address.data[i] == ' ')
			buf_puts(&out, "%20");
		else if (address.data[i] != '\n')
			buf_putc(&out, address.data[i]);
	}
	return buf_copy(&out, reader->arena);
}

static bool starts_with(const char *text, const char *lower)
{
	for (; *lower; text++, lower++)
		if (*text != *lower && (*text < 'A' || *text > 'Z' || (*text | 0x20) != *lower))
			return false;
	return true;
}

/* The length of "https:" and its like at the beginning of an address, or 0 (RFC 3986, 3.1). */
static size_t scheme_length(const char *address)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char others[] = "0123456789+-.";
	size_t length = strspn(address, letters);
	size_t more = 0;

	if (length == 0)
		return 0;
	do {
		length += more;
		more = strspn(address + length, letters) + strspn(address + length, others);
	} while (more > 0);
	return address[length] == ':' ? length + 1 : 0;
}

static bool is_allowed(const char *address)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (starts_with(address, schemes[i]))
			return address[strlen(schemes[i])] != '\0';
	return scheme_length(address) == 0 && *address && !strchr("/\\#?", *address)
		&& !starts_with(address, "www.");
}

/* Where the bracket stands that began the link or picture whose events begin behind at. */
static struct place bracket_place(const struct reader *reader, const char *bracket)
{
	const struct buf *text = &reader->text->out;
	size_t index = reader_find_offset(reader, reader->at, reader->count);
	size_t length = strlen(bracket);
	size_t offset = index < reader->count ? reader->events[index].offset : SIZE_MAX;
	const char *found;

	if (offset != SIZE_MAX && offset >= length && offset >= reader->passed
		&& memcmp(text->data + offset - length, bracket, length) == 0)
		return reader_place(reader, offset - length);
	found = memmem(text->data + reader->passed, text->length - reader->passed, bracket, length);
	return reader_place(reader, found ? (size_t)(found - text->data) : reader->passed);
}

static void enter_link(struct writer *writer, const struct event *event)
{
	struct reader *reader = writer->reader;
	const char *address = decode_address(reader, event);

	if (is_allowed(address)) {
		writer->link = address;
	} else {
		struct place place = bracket_place(reader, "[");

		report_warning(reader->report, &place, "markup-link",
			tr("'%.200s' is no address for a link; write https://…, mailto:… or a file name"),
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
	struct buf path;

	buf_init(&path, reader->scratch);
	decode(reader, event->text, event->length, " ", &path);
	if (!source || !source->load) {
		put(writer, alt, strlen(alt));
		return;
	}
	if (strstr(buf_text(&path), "://") || starts_with(buf_text(&path), "data:")) {
		report_error(reader->report, &place, "picture-address",
			tr("a picture is read from a file; '%s' is an address"),
			path.length < 200 ? path.data : "data:");
		return;
	}
	picture = source->load(source->user, buf_copy(&path, reader->arena), alt, &place);
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
		if (event->offset != SIZE_MAX)
			check_gaps(writer->reader, event);
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
