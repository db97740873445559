#include "meeting/phrase.h"

#include "meeting/load.h"

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
	[PHRASE_DISQUALIFIED_SUBSTITUTE] = USUAL("{{ stedfortræder }} deltog som stedfortræder."),
	[PHRASE_POINT] = USUAL("punkt {{ punkter }} {{ 'bortfaldt' if udfald == 'bortfaldet' else "
			       "'blev taget til efterretning' if udfald == 'til efterretning' else "
			       "'blev ' ~ udfald }}"),
	[PHRASE_POINTS] = USUAL("Indstillingens {{ dele | join(', ') }}."),
	[PHRASE_POSTPONED] = USUAL("Sagen genoptages den {{ dato }}."),
	[PHRASE_PARTY] = USUAL("{{ 'liste ' if navn | length <= 2 else '' }}{{ navn }} "
			       "({{ antal }})"),
	[PHRASE_IN_FAVOUR] = USUAL("For {{ om ~ ' ' if om else '' }}stemte {{ navne | join_og }}."),
	[PHRASE_AGAINST] = USUAL("Imod {{ om ~ ' ' if om and først else '' }}stemte "
				 "{{ navne | join_og }}."),
	[PHRASE_ABSTAINED] = USUAL("Undlod at stemme{{ ' om ' ~ om if om and først else '' }}: "
				   "{{ navne | join_og }}."),
	[PHRASE_VOTED] = USUAL("{{ (om or 'Forslaget') | stort }} blev {{ udfald }}."),
	[PHRASE_UNANIMOUS] = USUAL("{{ (om or 'Forslaget') | stort }} blev enstemmigt "
				   "{{ udfald }}."),
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
