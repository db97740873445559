#include "meeting/phrase.h"

#include "meeting/load.h"
#include "meeting/scope.h"
#include "template/inspect.h"

#include <string.h>

static const struct text usual[PHRASE_COUNT] = {
#define USUAL(bytes_)                                           \
	{                                                       \
		.bytes = (bytes_), .length = sizeof(bytes_) - 1 \
	}
	[PHRASE_EXCUSED] = USUAL("{{ navn }} (afbud)"),
	[PHRASE_SUBSTITUTE] = USUAL("{{ stedfortræder }} (stedfortræder for {{ navn }})"),
	[PHRASE_PARTICIPANT_LEFT] = USUAL("{{ navn }} ({{ ([parti, rolle] | select | list + "
					  "['forlod mødet kl. ' ~ tid]) | join(', ') }})"),
	[PHRASE_PARTICIPANT_ARRIVED] = USUAL("{{ navn }} ({{ ([parti, rolle] | select | list + "
					     "['ankom kl. ' ~ tid]) | join(', ') }})"),
	[PHRASE_LEFT] = USUAL("{{ navn }} forlod mødet kl. {{ tid }}."),
	[PHRASE_LEFT_SUBSTITUTE] = USUAL("{{ stedfortræder }} deltog herefter som stedfortræder."),
	[PHRASE_ARRIVED] = USUAL("{{ navn }} ankom kl. {{ tid }}."),
	[PHRASE_ARRIVED_SUBSTITUTE] =
		USUAL("{{ stedfortræder }} deltog indtil da som stedfortræder."),
	[PHRASE_DISQUALIFIED] =
		USUAL("{{ navn }} var inhabil og deltog ikke i behandlingen af punktet."),
	[PHRASE_DISQUALIFIED_SEVERAL] = USUAL("{{ navne | join_og }} var inhabile og deltog ikke i "
					      "behandlingen af punktet."),
	[PHRASE_DISQUALIFIED_SUBSTITUTE] = USUAL("{{ stedfortræder }} deltog som stedfortræder"
						 "{{ ' for ' ~ navn if flere else '' }}."),
	[PHRASE_POINT] = USUAL("punkt {{ punkter }} {{ 'bortfaldt' if udfald == 'bortfaldet' else "
			       "'blev taget til efterretning' if udfald == 'til efterretning' else "
			       "'blev ' ~ udfald }}"),
	[PHRASE_POINTS] = USUAL("Indstillingens {{ dele | join(', ') }}."),
	[PHRASE_POSTPONED] = USUAL("Sagen genoptages den {{ dato }}."),
	[PHRASE_PARTY] = USUAL("{{ 'liste ' if navn | length <= 2 else '' }}{{ navn }}"
			       "{{ ' (' ~ antal ~ ')' if stemte else '' }}"),
	[PHRASE_IN_FAVOUR] = USUAL("For {{ om ~ ' ' if om else '' }}stemte {{ navne | join_og }}."),
	[PHRASE_AGAINST] = USUAL("Imod {{ om ~ ' ' if om and først else '' }}stemte "
				 "{{ navne | join_og }}."),
	[PHRASE_ABSTAINED] = USUAL("Undlod at stemme{{ ' om ' ~ om if om and først else '' }}: "
				   "{{ navne | join_og }}."),
	[PHRASE_VOTED] = USUAL("{{ (om or 'Forslaget') | stort }} {{ 'bortfaldt' if udfald == "
			       "'bortfaldet' else 'blev taget til efterretning' if udfald == "
			       "'til efterretning' else 'blev ' ~ udfald }}."),
	[PHRASE_UNANIMOUS] = USUAL("{{ (om or 'Forslaget') | stort }} {{ 'bortfaldt' if udfald == "
				   "'bortfaldet' else 'blev enstemmigt taget til efterretning' if "
				   "udfald == 'til efterretning' else 'blev enstemmigt ' ~ "
				   "udfald }}."),
	[PHRASE_DISSENT] = USUAL("Mindretalsudtalelse fra {{ af | join_og }}:"),
#undef USUAL
};

const struct text *phrase_text(const struct organ *organ, enum phrase phrase)
{
	const struct text *own = &organ->phrases.texts[phrase];
	return own->bytes != NULL ? own : &usual[phrase];
}

/* An empty phrase leaves its sentence out. */
static void read_phrase(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct text *text = target;
	if (!read_is_scalar(loader, key, value))
		return;
	*text = read_line_of(loader, value);
	if (text->bytes == NULL)
		*text = (struct text){.bytes = "", .node = value};
}

#define TARGET(phrase) offsetof(struct phrases, texts[phrase])
static const struct read_rule phrase_keys[] = {
	{"afbud", read_phrase, TARGET(PHRASE_EXCUSED)},
	{"stedfortræder", read_phrase, TARGET(PHRASE_SUBSTITUTE)},
	{"deltager_gik", read_phrase, TARGET(PHRASE_PARTICIPANT_LEFT)},
	{"deltager_ankom", read_phrase, TARGET(PHRASE_PARTICIPANT_ARRIVED)},
	{"gik", read_phrase, TARGET(PHRASE_LEFT)},
	{"gik_stedfortræder", read_phrase, TARGET(PHRASE_LEFT_SUBSTITUTE)},
	{"ankom", read_phrase, TARGET(PHRASE_ARRIVED)},
	{"ankom_stedfortræder", read_phrase, TARGET(PHRASE_ARRIVED_SUBSTITUTE)},
	{"inhabil", read_phrase, TARGET(PHRASE_DISQUALIFIED)},
	{"inhabile", read_phrase, TARGET(PHRASE_DISQUALIFIED_SEVERAL)},
	{"inhabil_stedfortræder", read_phrase, TARGET(PHRASE_DISQUALIFIED_SUBSTITUTE)},
	{"indstillingspunkt", read_phrase, TARGET(PHRASE_POINT)},
	{"indstillingspunkter", read_phrase, TARGET(PHRASE_POINTS)},
	{"udsat_til", read_phrase, TARGET(PHRASE_POSTPONED)},
	{"parti", read_phrase, TARGET(PHRASE_PARTY)},
	{"stemte_for", read_phrase, TARGET(PHRASE_IN_FAVOUR)},
	{"imod", read_phrase, TARGET(PHRASE_AGAINST)},
	{"undlod", read_phrase, TARGET(PHRASE_ABSTAINED)},
	{"afstemning", read_phrase, TARGET(PHRASE_VOTED)},
	{"enstemmig", read_phrase, TARGET(PHRASE_UNANIMOUS)},
	{"mindretalsudtalelse", read_phrase, TARGET(PHRASE_DISSENT)},
	{0},
};
#undef TARGET

const struct read_rules phrase_rules = {.rows = phrase_keys};

void phrase_read(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	if (read_is_mapping(loader, key, value))
		read_mapping(loader, value, &phrase_rules, target);
}

/* The names that a phrase sees beside those of the meeting; those of the item too, unless it stands
 * among the people of the whole meeting. */
static const char *const *own_names(enum phrase phrase, bool *of_item)
{
	static const char *const row[] = {"navn", "stedfortræder", "tid", NULL};
	static const char *const late[] = {"navn", "stedfortræder", "tid", "parti", "rolle", NULL};
	static const char *const disqualified[] = {"navn", "stedfortræder", "flere", NULL};
	static const char *const several[] = {"navne", NULL};
	static const char *const point[] = {"punkter", "udfald", NULL};
	static const char *const points[] = {"dele", NULL};
	static const char *const postponed[] = {"dato", NULL};
	static const char *const party[] = {"navn", "antal", "stemte", NULL};
	static const char *const side[] = {"om", "navne", "antal", "først", NULL};
	static const char *const voted[] = {"om", "udfald", NULL};
	static const char *const dissent[] = {"af", NULL};
	static const char *const *const names[PHRASE_COUNT] = {
		[PHRASE_EXCUSED] = row,
		[PHRASE_SUBSTITUTE] = row,
		[PHRASE_PARTICIPANT_LEFT] = late,
		[PHRASE_PARTICIPANT_ARRIVED] = late,
		[PHRASE_LEFT] = row,
		[PHRASE_LEFT_SUBSTITUTE] = row,
		[PHRASE_ARRIVED] = row,
		[PHRASE_ARRIVED_SUBSTITUTE] = row,
		[PHRASE_DISQUALIFIED] = disqualified,
		[PHRASE_DISQUALIFIED_SEVERAL] = several,
		[PHRASE_DISQUALIFIED_SUBSTITUTE] = disqualified,
		[PHRASE_POINT] = point,
		[PHRASE_POINTS] = points,
		[PHRASE_POSTPONED] = postponed,
		[PHRASE_PARTY] = party,
		[PHRASE_IN_FAVOUR] = side,
		[PHRASE_AGAINST] = side,
		[PHRASE_ABSTAINED] = side,
		[PHRASE_VOTED] = voted,
		[PHRASE_UNANIMOUS] = voted,
		[PHRASE_DISSENT] = dissent,
	};
	*of_item = phrase > PHRASE_PARTICIPANT_ARRIVED;
	return names[phrase];
}

static struct place place_in_phrase(void *user, size_t offset)
{
	const struct text *text = user;
	return yaml_place_at(text->node, offset);
}

static void check_phrase(struct arena *arena, const struct loader *loader, enum phrase phrase)
{
	static const struct item no_item;
	const struct text *text = &loader->meeting->organ.phrases.texts[phrase];
	if (text->node == NULL || !text_template_needed(text->bytes, text->length))
		return;
	struct text_source source = {place_in_phrase, (void *)text};
	const struct text_template *template = text_template_compile(
		arena, loader->report, text->bytes, text->length, true, &source);
	bool of_item;
	const char *const *own = own_names(phrase, &of_item);
	struct value_map *names = scope_meeting(arena, loader->meeting);
	value_map_set(arena, names, "forrige", value_none());
	if (of_item)
		names = scope_item(arena, loader->meeting, names, &no_item);
	for (; *own != NULL; own++)
		value_map_set(arena, names, *own, value_none());
	if (template != NULL && !loader->incomplete)
		inspect_check_names(arena, loader->report, template, names);
}

void phrase_check(struct loader *loader)
{
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++) {
		struct arena *scratch = arena_create_child(loader->arena);
		check_phrase(scratch, loader, (enum phrase)phrase);
		arena_destroy(scratch);
	}
}
