#include "meeting/schema_words.h"

#include <string.h>

/* What may stand in kommune.yaml, organ.yaml and møde.yaml. */
static const struct schema_key common_keys[] = {
	{"myndighed", "linje", "Den myndighed, organet hører under."},
	{"type", "organtype", "administrativ eller politisk."},
	{"skabelon", "linje",
		"Layoutet: standard, taastrup, taastrup-2015, norddjurs, nordfyn, kalundborg, et "
		"eget i mappen skabeloner, eller en fils sti."},
	{"logo", "linje", "Stien til en SVG-, PNG- eller JPEG-fil, der trykkes over titlen."},
	{"medlemmer", "personer", "Organets medlemmer."},
	{"afsnit", "overskrifter",
		"Et punkts afsnit: nøgle og overskrift, i den rækkefølge dokumentet viser dem."},
	{"underafsnit", "overskrifter", "Det samme for punkter i et punkt."},
	{"felter", "overskrifter", "Korte oplysninger om et punkt: nøgle og ledetekst."},
	{"hjælpetekster", "overskrifter",
		"Hvad der står i felterne i formularen til et punkt: nøgle og hjælpetekst."},
	{"lukket", "lukket-vises", "Hvad den offentlige udgave viser af et lukket punkt."},
	{"standardtekster", "standardtekster", "Beslutningens tekst, når der kun er et udfald."},
	{"vendinger", "vendinger", "Hvad referatet siger i stedet for det sædvanlige."},
	{"regler", "regler", "Hvilke regler der efterses."},
	{"faste_punkter", "faste-punkter", "Faste punkter: nøgle og filens sti, eller punktet."},
	{"dagsorden", "skelet",
		"Skelettet til et nyt møde: fast: nøgle, punkter, og én gang nye_punkter."},
	{"start", "klokkeslæt", "Hvornår mødet begynder: 9.00."},
	{"slut", "klokkeslæt", "Hvornår mødet slutter: 12.00."},
	{"sted", "linje", "Hvor mødet holdes."},
	{"underskrifter", "ja-nej", "ja giver en side til underskrifter sidst i referatet."},
	{0},
};

static const struct schema_key organ_keys[] = {
	{"navn", "linje", "Organets navn."},
	{0},
};

static const struct schema_key meeting_keys[] = {
	{"organ", "mødets-organ", "Stien til organets fil, eller dets nøgler."},
	{"dato", "dato", "Mødets dag: 2024-11-06."},
	{"udsendt", "dato", "Den dag, dagsordenen blev sendt ud."},
	{"deltagere", "deltagere",
		"Mødets deltagere. Uden nøglen er det organets medlemmer den dag."},
	{"fraværende", "navne", "Hvem der ikke var med. En tom liste betyder ingen."},
	{"fremmøde", "fremmøde", "Hvem der ikke var der hele tiden."},
	{"ekstraordinært", "ja-nej", "ja: et møde uden for rækken."},
	{"opfølgning", "tidligere-opfølgning", "Hvad der endnu skal gøres efter tidligere møder."},
	{"forrige", "linje", "Stien til mødet før, hvis det ikke er det i mappen ved siden af."},
	{"første_punkt", "tal", "Det første punkts nummer."},
	{"punkter", "punkter", "Mødets punkter i rækkefølge."},
	{0},
};

static const struct schema_key item_keys[] = {
	{"titel", "linje", "Punktets titel."},
	{"id", "linje", "Punktets eget navn, som beslutninger knyttes til."},
	{"sagsnr", "linje", "Sagsnummer."},
	{"doknr", "linje", "Dokumentnummer."},
	{"jnr", "linje", "Journalnummer."},
	{"sagsgang", "navne", "De organer, sagen går igennem."},
	{"sagstype", "linje", "Drøftelse, Beslutning, Orientering …"},
	{"lukket", "lukket-punkt", "ja, eller {grund: …}: punktet er lukket for offentligheden."},
	{"offentlig_titel", "linje", "Hvad den offentlige udgave kalder et lukket punkt."},
	{"offentlig_beslutning", "tekst", "Hvad den siger om beslutningen i et lukket punkt."},
	{"tid", "tidsrum", "9.00 eller 9.00-9.30."},
	{"varighed", "varighed", "30 min eller 1 t 15 min."},
	{"deltagere", "tekster", "Hvem der deltager under punktet."},
	{"tidsplan", "tidsplan", "Punktets egen tidsplan, eller ordet møde."},
	{"bilag", "bilag", "Punktets bilag."},
	{"tidligere", "tidligere", "Hvad der er besluttet før."},
	{"fra", "alt", "Sagen, som et andet organ havde den: mødets sti, # og punktets id."},
	{"underpunkter", "underpunkter", "Punkter og pauser i punktet."},
	{"tillæg", "dato", "Den dag, punktet kom på en dagsorden, der var sendt ud."},
	{"haster", "tekst", "Hvorfor sagen ikke kan udsættes."},
	{"udgår", "linje", "Punktet er udgået, og hvorfor."},
	{"beslutning", "beslutning", "Hvad der blev besluttet."},
	{"fast", "linje", "Nøglen på et fast punkt."},
	{"pause", "linje", "En pauses tekst."},
	{"mellemoverskrift", "linje", "En overskrift over de punkter, der følger."},
	{0},
};

static const struct schema_key row_keys[] = {
	{"tid", "tidsrum", "9.00 eller 9.00-9.30."},
	{"dato", "dato", "En dag i stedet for et klokkeslæt."},
	{"tekst", "tekst", "Hvad der sker."},
	{"ansvarlig", "linje", "Hvem der står for det."},
	{"titel", "linje", "Bilagets titel."},
	{"doknr", "linje", "Bilagets dokumentnummer."},
	{"fil", "linje", "Stien til filen."},
	{"lukket", "ja-nej", "ja: står ikke i den offentlige udgave."},
	{"offentlig_tekst", "tekst", "Hvad den offentlige udgave viser i stedet."},
	{0},
};

static const struct schema_key earlier_keys[] = {
	{"organ", "linje", "Det organ, der besluttede."},
	{"dato", "dato", "Den dag, det blev besluttet."},
	{"punkt", "linje", "Punktets nummer dengang."},
	{"overskrift", "linje", "En overskrift i stedet for den sædvanlige."},
	{"tekst", "tekst", "Hvad der blev besluttet."},
	{"lukket", "ja-nej", "ja: står ikke i den offentlige udgave."},
	{"offentlig_tekst", "tekst", "Hvad den offentlige udgave viser i stedet."},
	{0},
};

static const struct schema_key part_keys[] = {
	{"overskrift", "linje", "En anden overskrift i dette punkt; en tom udelader den."},
	{"tekst", "blokke", "Afsnittets tekst, eller en liste af tekster og tabeller."},
	{"lukket", "ja-nej", "ja: afsnittet står ikke i den offentlige udgave."},
	{"offentlig_tekst", "tekst", "Hvad den offentlige udgave viser i stedet."},
	{"tabel", "tabel", "En tabel."},
	{"kolonner", "navne", "Tabellens overskrifter."},
	{"rækker", "rækker", "Tabellens rækker; hver celle er Markdown."},
	{0},
};

static const struct schema_key decision_keys[] = {
	{"tekst", "tekst", "Hvad der blev besluttet."},
	{"udfald", "udfald", "Beslutningens udfald."},
	{"indstillingspunkter", "punktudfald",
		"Udfaldet af indstillingens punkter: {1-4: anbefalet}."},
	{"udsat_til", "dato", "Den dag, sagen er udsat til."},
	{"fraværende", "navne", "Hvem der ikke var med. En tom liste betyder ingen."},
	{"afstemninger", "afstemninger", "Hvem der stemte hvad."},
	{"mindretalsudtalelser", "mindretalsudtalelser", "Hvad et mindretal vil have sagt."},
	{"inhabile", "inhabile", "Hvem der var inhabile."},
	{"opfølgning", "opfølgning", "Opgaver, der følger."},
	{0},
};

static const struct schema_key follow_up_keys[] = {
	{"punkt", "linje", "Punktet, opgaven følger af."},
	{"opgave", "linje", "Hvad der skal gøres."},
	{"ansvarlig", "linje", "Hvem der gør det."},
	{"frist", "dato", "Hvornår det senest er gjort."},
	{"udført", "dato", "Hvornår det blev gjort."},
	{"lukket", "ja-nej", "ja: kun den fulde udgave nævner opgaven."},
	{0},
};

static const struct schema_key person_keys[] = {
	{"navn", "linje", "Personens navn."},
	{"titel", "linje", "Titel, som skrives før navnet."},
	{"rolle", "linje", "formand, næstformand …"},
	{"parti", "linje", "Partiets bogstav eller navn."},
	{"fra", "dato", "Medlem fra og med denne dag."},
	{"til", "dato", "Medlem til og med denne dag."},
	{0},
};

static const struct schema_key people_keys[] = {
	{"navn", "linje", "Personens navn."},
	{"afbud", "ja-nej", "ja: der var sendt afbud."},
	{"stedfortræder", "linje", "Hvem der mødte i stedet."},
	{"gik", "klokkeslæt", "Hvornår personen gik."},
	{"ankom", "klokkeslæt", "Hvornår personen kom."},
	{"fra_punkt", "linje", "Det punkt, det gælder fra."},
	{"om", "linje", "Hvad der blev stemt om."},
	{"for", "navne", "Hvem der stemte for."},
	{"imod", "navne", "Hvem der stemte imod."},
	{"undlod", "navne", "Hvem der undlod at stemme."},
	{"udfald", "linje", "Afstemningens udfald."},
	{"af", "navne", "Hvem udtalelsen er fra."},
	{"tekst", "tekst", "Udtalelsens tekst."},
	{0},
};

static const struct schema_key phrase_keys[] = {
	{"afbud", "linje", "En fraværende, der havde sendt afbud: navn."},
	{"stedfortræder", "linje", "En deltager, der mødte i stedet: stedfortræder, navn."},
	{"deltager_gik", "linje",
		"En deltager, der gik efter sidste punkt: navn, parti, rolle, tid."},
	{"deltager_ankom", "linje",
		"En deltager, der kom efter sidste punkt: navn, parti, rolle, tid."},
	{"gik", "linje", "At nogen gik: navn, tid."},
	{"gik_stedfortræder", "linje", "Hvem der så tog over: stedfortræder, navn."},
	{"ankom", "linje", "At nogen kom: navn, tid."},
	{"ankom_stedfortræder", "linje", "Hvem der sad der til da: stedfortræder, navn."},
	{"inhabil", "linje", "At nogen var inhabil: navn."},
	{"inhabile", "linje", "At flere var inhabile: navne."},
	{"inhabil_stedfortræder", "linje", "Hvem der deltog i stedet: stedfortræder, navn, flere."},
	{"indstillingspunkt", "linje", "Udfaldet af nogle punkter: punkter, udfald."},
	{"indstillingspunkter", "linje", "Sætningen med dem alle: dele."},
	{"udsat_til", "linje", "Hvornår sagen genoptages: dato."},
	{"parti", "linje", "Et parti, der stemte eller udtalte sig: navn, antal, stemte."},
	{"stemte_for", "linje", "Hvem der stemte for: om, navne, antal."},
	{"imod", "linje", "Hvem der stemte imod: om, navne, antal, først."},
	{"undlod", "linje", "Hvem der undlod at stemme: om, navne, antal, først."},
	{"afstemning", "linje", "Afstemningens udfald: om, udfald."},
	{"enstemmig", "linje", "Det samme, når alle var enige: om, udfald."},
	{"mindretalsudtalelse", "linje", "Hvad der står foran udtalelsen: af."},
	{0},
};

static const struct schema_key rules_keys[] = {
	{"udsendelse", "ja-nej", "Dagsordenen ude mindst fire hverdage før mødet, § 8, stk. 4."},
	{"tillæg", "ja-nej", "Punkter kommer kun senere på, hvis de haster, § 8, stk. 4."},
	{"lørdag", "ja-nej", "ja: lørdag regnes for en hverdag."},
	{"lukkegrund", "ja-nej", "Lukkede punkter har en grund, § 10, stk. 1."},
	{"beslutningsdygtighed", "ja-nej",
		"Mindst halvdelen er der, når noget afgøres, § 11, stk. 2."},
	{"underskrifter", "ja-nej", "Referatet underskrives af dem, der var der, § 13, stk. 1."},
	{"mindretal", "ja-nej", "Mindretalsudtalelser er fra nogen, der var der, § 13, stk. 2."},
	{"inhabilitet", "ja-nej", "En inhabil deltager ikke, § 14, stk. 1."},
	{"omtale", "ja-nej", "Åbne punkter nævner ikke de lukkede."},
	{0},
};

static const struct schema_key closed_keys[] = {
	{"titel", "skjul-vis", "Om titlen vises."},
	{"sagsnr", "skjul-vis", "Om sagsnummeret vises."},
	{"tekst", "linje", "Hvad der står i stedet: Lukket."},
	{"grund", "linje", "Hvorfor punktet er lukket; vises i den interne udgave."},
	{0},
};

const struct schema_mapping schema_mappings[] = {
	{"møde", "Et møde: møde.yaml.", &settings_meeting_rules, meeting_keys,
		",\"required\":[\"organ\",\"dato\",\"punkter\"]", NULL},
	{"organ", "Det, der går igen fra møde til møde: organ.yaml.", &settings_organ_rules,
		organ_keys, ",\"required\":[\"navn\"]", NULL},
	{"kommune", "Det, der gælder for alle organer: kommune.yaml.", &settings_kommune_rules,
		common_keys, "", NULL},
	{"punkt", "Et punkt.", &item_point_rules, item_keys,
		",\"anyOf\":[{\"required\":[\"titel\"]},{\"required\":[\"lukket\"]},"
		"{\"required\":[\"fast\"]},{\"required\":[\"fra\"]}]",
		"afsnit"},
	{"punkt-i-punkt", "Et punkt i et punkt.", &item_point_rules, item_keys, "", "afsnit"},
	{"pause", "En pause.", &item_pause_rules, item_keys, "", NULL},
	{"mellemoverskrift", "En overskrift mellem punkter.", &item_heading_rules, item_keys, "",
		NULL},
	{"lukkegrund", "Hvorfor et punkt er lukket.", &item_ground_rules, closed_keys, "", NULL},
	{"lukket-vises", "Hvad den offentlige udgave viser af et lukket punkt.",
		&settings_closed_rules, closed_keys, "", NULL},
	{"et-bilag", "Et bilag.", &material_attachment_rules, row_keys,
		",\"anyOf\":[{\"required\":[\"titel\"]},{\"required\":[\"fil\"]}]", NULL},
	{"tidligere-beslutning", "En tidligere beslutning.", &material_earlier_rules, earlier_keys,
		"", NULL},
	{"tidsplan-række", "En række i en tidsplan.", &material_row_rules, row_keys, "", NULL},
	{"afsnit-nøgler", "Et afsnit.", &part_rules, part_keys, "", NULL},
	{"tabelblok", "En tabel mellem tekster.", &part_block_rules, part_keys, "", NULL},
	{"tabelindhold", "Tabellens indhold.", &part_table_rules, part_keys, "", NULL},
	{"beslutning-nøgler", "En beslutning.", &decision_rules, decision_keys, "", NULL},
	{"person-nøgler", "En person.", &person_rules, person_keys, ",\"required\":[\"navn\"]",
		NULL},
	{"fremmøde-række", "Hvem der var der hvornår.", &attendance_rules, people_keys, "", NULL},
	{"afstemning", "En afstemning.", &vote_rules, people_keys, "", NULL},
	{"mindretalsudtalelse", "En mindretalsudtalelse.", &vote_dissent_rules, people_keys, "",
		NULL},
	{"inhabil", "En, der var inhabil.", &vote_disqualified_rules, people_keys, "", NULL},
	{"vendinger-nøgler", "Vendinger: tekster med udtryk.", &phrase_rules, phrase_keys, "",
		NULL},
	{"regler-nøgler", "Regler: ja eller nej.", &law_rules, rules_keys, "", NULL},
	{"opgave", "En opgave, der følger.", &follow_up_rules, follow_up_keys, "", NULL},
	{"tidligere-opgave", "En opgave fra et tidligere møde.", &follow_up_carried_rules,
		follow_up_keys, "", NULL},
	{0},
};

static const struct schema_key *find(const struct schema_key *keys, const char *key)
{
	for (; keys->key != NULL; keys++)
		if (strcmp(keys->key, key) == 0)
			return keys;
	return NULL;
}

const struct schema_key *schema_find(const struct schema_mapping *mapping, const char *key)
{
	const struct schema_key *found = find(mapping->keys, key);
	return found == NULL && mapping->rules->next != NULL ? find(common_keys, key) : found;
}
