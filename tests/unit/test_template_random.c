#include "check.h"
#include "template/template.h"
#include "template_documents.h"

#include <stdlib.h>

/*
 * Tags broken over runs at random places, with all that word processors put between and into
 * them, give what the unbroken ones give.
 */

enum { ROUNDS = 300 };

static const char *const lines[] = {
	"Møde i {{ navn }} den {{ dato | dato(“%-d. %B %Y”) }}.",
	"{% for p in punkter %}",
	"{{ loop.index }}. {{ p.titel | upper }}{% if not loop.last %}, og så{% endif %}!",
	"{% endfor %}",
	"Navne: {% for p in punkter %}{{ p.titel }}{% if not loop.last %}, {% endif %}{% endfor %}",
	"{% if punkter | length > 1 and navn == \"Rådet\" %}",
	"{{ navn ~ ' (' ~ punkter[0].titel ~ ')' }}",
	"{% else %}",
	"ikke her",
	"{% endif %}",
	"{# en bemærkning #}Til {{ navn }}{# en til #} sidst",
};

enum { LINES = sizeof lines / sizeof lines[0] };

struct broken {
	struct arena *arena;
	struct report *report;
	enum document_kind kind;
	struct buf out;
	uint64_t seed;
	bool disturbed;
	bool wraps;          /* runs may stand in links, insertions, content controls */
	const char *wrapped; /* what ends the element around the run, or "" */
	const char *text;
};

static unsigned choose(struct broken *broken, unsigned count)
{
	broken->seed = broken->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(broken->seed >> 33) % count;
}

static void open_run(struct broken *broken)
{
	static const char *const docx[][2] = {{"<w:hyperlink w:anchor=\"b\">", "</w:hyperlink>"},
		{"<w:ins w:id=\"7\" w:author=\"x\">", "</w:ins>"},
		{"<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"},
		{"<w:smartTag w:uri=\"x\" w:element=\"y\">", "</w:smartTag>"}};
	static const char *const odt[][2] = {
		{"<text:a xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"x\">",
			"</text:a>"},
		{"<text:span text:style-name=\"T2\">", "</text:span>"},
		{"<text:span>", "</text:span>"}, {"<text:span>", "</text:span>"}};
	broken->wrapped = "";
	if (broken->disturbed && broken->wraps && choose(broken, 4) == 0) {
		const char *const *pair =
			(broken->kind == DOCUMENT_DOCX ? docx : odt)[choose(broken, 4)];
		buf_puts(&broken->out, pair[0]);
		broken->wrapped = pair[1];
	}
	buf_puts(&broken->out, broken->kind == DOCUMENT_DOCX
				       ? "<w:r><w:t xml:space=\"preserve\">"
				       : "<text:span text:style-name=\"T1\">");
}

static void close_run(struct broken *broken)
{
	buf_puts(&broken->out, broken->kind == DOCUMENT_DOCX ? "</w:t></w:r>" : "</text:span>");
	buf_puts(&broken->out, broken->wrapped);
}

/* What may stand between two runs and says nothing. */
static void put_between(struct broken *broken)
{
	static const char *const docx[] = {"<w:proofErr w:type=\"spellStart\"/>",
		"<w:proofErr w:type=\"gramEnd\"/>", "<!-- x -->",
		"<w:bookmarkStart w:id=\"%u\" w:name=\"b%u\"/><w:bookmarkEnd w:id=\"%u\"/>",
		"<w:commentRangeStart w:id=\"%u\"/><w:commentRangeEnd w:id=\"%u\"/>",
		"<w:del w:id=\"%u\" w:author=\"x\"><w:r><w:delText>væk</w:delText></w:r></w:del>",
		"<w:r><w:lastRenderedPageBreak/></w:r>", ""};
	static const char *const odt[] = {"<text:bookmark text:name=\"b%u\"/>",
		"<text:soft-page-break/>", "<!-- x -->",
		"<text:bookmark-start text:name=\"b%u\"/><text:bookmark-end text:name=\"b%u\"/>",
		"<text:span text:style-name=\"T2\"/>", "<text:change text:change-id=\"c\"/>", "",
		""};
	const char *format = (broken->kind == DOCUMENT_DOCX ? docx : odt)[choose(broken, 8)];
	unsigned id = 1000 + choose(broken, 1000000);
	buf_printf(&broken->out, format, id, id, id);
}

/* Ends a run and begins another. */
static void break_run(struct broken *broken)
{
	close_run(broken);
	put_between(broken);
	open_run(broken);
}

/* A blank inside a tag, as one of the many kinds. */
static void put_blank(struct broken *broken)
{
	static const char *const docx[] = {" ", "  ", "\u00a0", "\u2009",
		"</w:t><w:tab/><w:t xml:space=\"preserve\">",
		"</w:t><w:br/><w:t xml:space=\"preserve\">"};
	static const char *const odt[] = {
		" ", "<text:s/>", "\u00a0", "\u2009", "<text:tab/>", "<text:s text:c=\"3\"/>"};
	buf_puts(&broken->out, (broken->kind == DOCUMENT_DOCX ? docx : odt)[choose(broken, 6)]);
}

/* Nothing, inside a tag. */
static void put_nothing(struct broken *broken)
{
	static const char *const nothings[] = {"\u00ad", "\u200b", "\u200d", "\ufeff"};
	buf_puts(&broken->out, nothings[choose(broken, 4)]);
}

static bool is_delimiter(const char *at, char close)
{
	return close ? at[0] == close && at[1] == '}'
		     : at[0] == '{' && (at[1] == '{' || at[1] == '%' || at[1] == '#');
}

static void put_line(struct broken *broken, const char *line)
{
	char close = '\0';
	bool quoted = false;
	/* What is repeated must begin and end in the same of them. */
	broken->wraps = strstr(line, "{%") == NULL;
	buf_puts(&broken->out, broken->kind == DOCUMENT_DOCX ? "<w:p>" : "<text:p>");
	open_run(broken);
	for (const char *at = line; *at != '\0'; at++) {
		bool begins = close == '\0' && is_delimiter(at, '\0');
		if (begins)
			close = at[1] == '{' ? '}' : at[1];
		else if (close != '\0' && is_delimiter(at, close))
			close = '\0';
		bool character = ((unsigned char)*at & 0xc0) != 0x80;
		if (strchr("\"'", *at) != NULL || strncmp(at, "“", 3) == 0 ||
			strncmp(at, "”", 3) == 0)
			quoted = !quoted && close != '\0';
		if (broken->disturbed && character && choose(broken, 4) == 0)
			break_run(broken);
		if (broken->disturbed && character && close != '\0' && !begins &&
			choose(broken, 8) == 0)
			put_nothing(broken);
		if (broken->disturbed && close != '\0' && !quoted && close != '#' && *at == ' ')
			put_blank(broken);
		else if (strchr("<>&", *at) != NULL)
			buf_printf(&broken->out, "&#%d;", *at);
		else
			buf_putc(&broken->out, *at);
	}
	close_run(broken);
	buf_puts(&broken->out, broken->kind == DOCUMENT_DOCX ? "</w:p>" : "</text:p>");
}

static struct value item(struct arena *arena, const char *title)
{
	struct value_map *map = value_map_create(arena);
	value_map_set(arena, map, "titel", value_text(title));
	return value_map(map);
}

static void body(void *user)
{
	struct broken *broken = user;
	struct value_map *globals = value_map_create(broken->arena);
	struct value_list *items = value_list_create(broken->arena);
	struct output_settings settings = {
		.language = "da-DK", .modified = {2024, 11, 6}, .limit = 1 << 24};
	value_list_push(broken->arena, items, item(broken->arena, "Kloak"));
	value_list_push(broken->arena, items, item(broken->arena, "Salg"));
	value_map_set(broken->arena, globals, "punkter", value_list(items));
	value_map_set(broken->arena, globals, "navn", value_text("Rådet"));
	value_map_set(broken->arena, globals, "dato", value_date((struct date){2024, 11, 6}));
	buf_init(&broken->out, broken->arena);
	for (size_t i = 0; i < LINES; i++)
		put_line(broken, lines[i]);
	const char *xml = buf_text(&broken->out);
	struct file_bytes bytes = broken->kind == DOCUMENT_DOCX
					  ? docx_package(broken->arena, broken->report, xml)
					  : odt_package(broken->arena, broken->report, xml);
	struct file_bytes made;
	struct template *template = template_compile(broken->arena, broken->report, &bytes);
	if (template != NULL && template_run(template, broken->arena, broken->report, globals,
					TEMPLATE_STRICT, &settings, &made))
		broken->text = document_text(broken->arena, broken->report, broken->kind, &made);
}

/* What a template gives that is broken in the way of the seed; 0 is unbroken. */
static char *render(enum document_kind kind, uint64_t seed)
{
	struct broken broken = {.arena = arena_create((size_t)64 * 1024 * 1024),
		.kind = kind,
		.seed = seed,
		.disturbed = seed != 0};
	broken.report = report_create(broken.arena);
	CHECK_INT(arena_protect(broken.arena, body, &broken), ARENA_DONE);
	for (size_t i = 0; i < report_count(broken.report); i++)
		fprintf(stderr, "seed %llu: %s\n    %s\n", (unsigned long long)seed,
			report_get(broken.report, i)->message,
			report_get(broken.report, i)->place.visible);
	CHECK_INT(report_count(broken.report), 0);
	char *text = strdup(broken.text ? broken.text : "");
	arena_destroy(broken.arena);
	return text;
}

int main(void)
{
	static const char expected[] =
		"Møde i Rådet den 6. november 2024.¶1. KLOAK, og så!¶2. SALG!¶Navne: Kloak, Salg¶"
		"Rådet (Kloak)¶Til Rådet sidst¶";
	for (int kind = DOCUMENT_DOCX; kind <= DOCUMENT_ODT; kind++) {
		for (uint64_t seed = 0; seed < ROUNDS && check_failures < 5; seed++) {
			char *text = render((enum document_kind)kind, seed);
			CHECK_TEXT(text, expected);
			if (strcmp(text, expected) != 0)
				fprintf(stderr, "  kind %d, seed %llu\n", kind,
					(unsigned long long)seed);
			free(text);
		}
	}
	return check_failures != 0;
}
