#include "meeting/schema.h"

#include "meeting/schema_words.h"

#include <string.h>

/* A definition's name in a reference: RFC 3986 has no other letters than those of ASCII. */
static void put_reference(struct buf *out, const char *name, size_t length)
{
	buf_puts(out, "#/$defs/");
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)name[i];
		if (byte < 0x80)
			buf_putc(out, (char)byte);
		else
			buf_printf(out, "%%%02X", byte);
	}
}

/* A definition as it is written here, its references made whole. */
static void put_shape(struct buf *out, const char *json)
{
	static const char mark[] = "\"$ref\":\"#";
	for (const char *at; (at = strstr(json, mark)) != NULL;) {
		const char *name = at + strlen(mark);
		size_t length = strcspn(name, "\"");
		buf_append(out, json, (size_t)(name - json) - 1);
		put_reference(out, name, length);
		json = name + length;
	}
	buf_puts(out, json);
}

static void put_properties(
	struct buf *out, const struct schema_mapping *mapping, const struct read_rules *rules)
{
	const char *between = "";
	for (; rules != NULL; rules = rules->next)
		for (const struct read_rule *row = rules->rows; row->key != NULL; row++) {
			const struct schema_key *key = schema_find(mapping, row->key);
			buf_printf(out, "%s\n        \"%s\": {", between, row->key);
			between = ",";
			if (key != NULL) {
				buf_printf(out, "\"description\": \"%s\", \"$ref\": \"", key->says);
				put_reference(out, key->shape, strlen(key->shape));
				buf_putc(out, '"');
			}
			buf_putc(out, '}');
		}
}

static void put_mapping(struct buf *out, const struct schema_mapping *mapping)
{
	buf_printf(out, "    \"%s\": {\n      \"description\": \"%s\",\n      \"type\": \"object\"",
		mapping->name, mapping->says);
	put_shape(out, mapping->more);
	buf_puts(out, ",\n      \"properties\": {");
	put_properties(out, mapping, mapping->rules);
	buf_puts(out, "\n      },\n      \"additionalProperties\": ");
	if (mapping->rest != NULL) {
		buf_puts(out, "{\"$ref\": \"");
		put_reference(out, mapping->rest, strlen(mapping->rest));
		buf_puts(out, "\"}");
	} else
		buf_puts(out, "false");
	buf_puts(out, "\n    },\n");
}

/* The words are proposed in lower case, and may begin with a capital. */
static void put_outcomes(struct buf *out)
{
	buf_puts(out, "    \"udfald\": {\"anyOf\": [{\"enum\": [");
	for (const char *const *outcome = meeting_outcomes; *outcome != NULL; outcome++)
		buf_printf(out, "\"%s\", ", *outcome);
	buf_puts(out, "null]}, {\"type\": \"string\", \"pattern\": \"^ *(");
	for (const char *const *outcome = meeting_outcomes; *outcome != NULL; outcome++)
		buf_printf(out, "%s[%c%c]%s", outcome > meeting_outcomes ? "|" : "", **outcome,
			**outcome - 'a' + 'A', *outcome + 1);
	buf_puts(out, ")? *$\"}]}");
}

/* Which file it is shows in the keys that only that kind has. */
static void put_root(struct buf *out)
{
	static const struct {
		const char *keys[4], *name;
	} kinds[] = {
		{{"punkter", "dato", "organ"}, "møde"},
		{{"navn"}, "organ"},
		{{"titel", "offentlig_titel", "fast"}, "punkt"},
		{{"pause"}, "pause"},
		{{"mellemoverskrift"}, "mellemoverskrift"},
		{{"myndighed", "afsnit", "skabelon", "faste_punkter"}, "kommune"},
		{{"felter", "medlemmer", "logo", "standardtekster"}, "kommune"},
	};
	enum { COUNT = sizeof kinds / sizeof *kinds };
	for (size_t i = 0; i < COUNT; i++) {
		buf_puts(out, "  \"if\": {\"anyOf\": [");
		for (size_t k = 0; k < 4 && kinds[i].keys[k] != NULL; k++)
			buf_printf(out, "%s{\"required\": [\"%s\"]}", k > 0 ? ", " : "",
				kinds[i].keys[k]);
		buf_puts(out, "]},\n  \"then\": {\"$ref\": \"");
		put_reference(out, kinds[i].name, strlen(kinds[i].name));
		buf_puts(out, "\"},\n  \"else\": {\n");
	}
	buf_puts(out, "  \"$ref\": \"#/$defs/beslutninger\"\n  ");
	for (size_t i = 0; i < COUNT; i++)
		buf_putc(out, '}');
	buf_putc(out, '\n');
}

void schema_print(struct buf *out)
{
	buf_puts(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
		      "  \"title\": \"referent\",\n"
		      "  \"description\": \"De filer, et møde består af: møde.yaml, organ.yaml, "
		      "kommune.yaml, punkter og beslutninger.yaml.\",\n"
		      "  \"$defs\": {\n");
	for (const struct schema_mapping *mapping = schema_mappings; mapping->name != NULL;
		mapping++)
		put_mapping(out, mapping);
	for (const struct schema_shape *shape = schema_shapes; shape->name != NULL; shape++) {
		buf_printf(out, "    \"%s\": ", shape->name);
		put_shape(out, shape->json);
		buf_puts(out, ",\n");
	}
	put_outcomes(out);
	buf_puts(out, "\n  },\n");
	put_root(out);
	buf_puts(out, "}\n");
}
