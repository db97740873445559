#include "meeting/schema_words.h"

/*
 * The values. Everything is text in these files, but an editor takes 9.00 for a number and ja or
 * true for what it is in YAML, so that scalars of all kinds are let through where one may be typed.
 */

#define TIME "[0-9]{1,2}[.:][0-9]{2}"
#define LIST_OF(shape) "{\"type\":[\"array\",\"null\"],\"items\":{\"$ref\":\"#" shape "\"}}"
#define TEXT_OR(kind, shape)                                           \
	"{\"if\":{\"type\":\"" kind "\"},\"then\":{\"$ref\":\"#" shape \
	"\"},\"else\":{\"$ref\":\"#tekst\"}}"
#define ENTRY(point)                                                                             \
	"{\"if\":{\"type\":\"object\",\"required\":[\"pause\"]},\"then\":{\"$ref\":\"#pause\"}," \
	"\"else\":{\"if\":{\"type\":\"object\",\"required\":[\"mellemoverskrift\"]},"            \
	"\"then\":{\"$ref\":\"#mellemoverskrift\"},\"else\":{\"if\":{\"type\":\"object\"},"      \
	"\"then\":{\"$ref\":\"#" point "\"},\"else\":{\"type\":\"string\",\"minLength\":1}}}}"

const struct schema_shape schema_shapes[] = {
	{"alt", "true"},
	{"linje", "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}"},
	{"tekst", "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}"},
	{"dato", "{\"type\":[\"string\",\"null\"],\"pattern\":\"^ *([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
		 "|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4})? *$\"}"},
	{"klokkeslæt",
		"{\"type\":[\"string\",\"number\",\"null\"],\"pattern\":\"^ *(" TIME ")? *$\"}"},
	{"tidsrum", "{\"type\":[\"string\",\"number\",\"null\"],\"pattern\":\"^ *(" TIME
		    "( *[-–] *" TIME ")?)? *$\"}"},
	{"varighed", "{\"type\":[\"string\",\"null\"],\"pattern\":\"^ *([0-9].*(t|time|timer|min|"
		     "minut|minutter)\\\\.?)? *$\"}"},
	{"tal", "{\"type\":[\"string\",\"integer\",\"null\"],\"pattern\":\"^ *[0-9]* *$\","
		"\"minimum\":1}"},
	{"ja-nej", "{\"enum\":[\"ja\",\"nej\",\"true\",\"false\",true,false]}"},
	{"skjul-vis", "{\"enum\":[\"skjul\",\"vis\",null]}"},
	{"organtype", "{\"enum\":[\"administrativ\",\"politisk\",null]}"},
	{"standardtekster",
		"{\"type\":[\"object\",\"null\"],\"propertyNames\":{\"$ref\":\"#udfald\"},"
		"\"additionalProperties\":{\"$ref\":\"#tekst\"}}"},
	{"punktudfald", "{\"type\":[\"object\",\"null\"],\"propertyNames\":{\"pattern\":"
			"\"^ *[0-9]+( *([-–,]|og) *[0-9]+)* *$\"},"
			"\"additionalProperties\":{\"$ref\":\"#udfald\"}}"},
	{"vendinger", "{\"if\":{\"type\":\"object\"},\"then\":{\"$ref\":\"#vendinger-nøgler\"},"
		      "\"else\":{\"type\":\"null\"}}"},
	{"regler", "{\"if\":{\"type\":\"object\"},\"then\":{\"$ref\":\"#regler-nøgler\"},"
		   "\"else\":{\"type\":\"null\"}}"},
	{"navne", "{\"if\":{\"type\":\"array\"},\"then\":{\"items\":{\"$ref\":\"#linje\"}},"
		  "\"else\":{\"$ref\":\"#linje\"}}"},
	{"tekster", "{\"if\":{\"type\":\"array\"},\"then\":{\"items\":{\"$ref\":\"#tekst\"}},"
		    "\"else\":{\"$ref\":\"#tekst\"}}"},
	{"overskrifter", "{\"type\":[\"object\",\"null\"],"
			 "\"additionalProperties\":{\"$ref\":\"#linje\"}}"},
	{"person", TEXT_OR("object", "person-nøgler")},
	{"personer", LIST_OF("person")},
	{"deltagere", TEXT_OR("array", "personer")},
	{"mødets-organ", TEXT_OR("object", "organ")},
	{"lukket-punkt", "{\"if\":{\"type\":\"object\"},\"then\":{\"$ref\":\"#lukkegrund\"},"
			 "\"else\":{\"$ref\":\"#ja-nej\"}}"},
	{"faste-punkter",
		"{\"type\":[\"object\",\"null\"],\"additionalProperties\":" ENTRY("punkt") "}"},
	{"skelet", LIST_OF("skelet-række")},
	{"skelet-række", "{\"if\":{\"type\":\"string\"},\"then\":{\"const\":\"nye_punkter\"},"
			 "\"else\":{\"$ref\":\"#punkter-række\"}}"},
	{"punkter", LIST_OF("punkter-række")},
	{"punkter-række", ENTRY("punkt")},
	{"underpunkter", LIST_OF("underpunkter-række")},
	{"underpunkter-række", ENTRY("punkt-i-punkt")},
	{"tidsplan", "{\"if\":{\"type\":\"string\"},\"then\":{\"const\":\"møde\"},"
		     "\"else\":" LIST_OF("tidsplan-række") "}"},
	{"bilag", "{\"if\":{\"type\":\"array\"},\"then\":{\"items\":" TEXT_OR(
			  "object", "et-bilag") "},\"else\":{\"$ref\":\"#linje\"}}"},
	{"tidligere", LIST_OF("tidligere-beslutning")},
	{"afsnit", "{\"if\":{\"type\":\"object\"},\"then\":{\"$ref\":\"#afsnit-nøgler\"},"
		   "\"else\":{\"$ref\":\"#blokke\"}}"},
	{"blokke", "{\"if\":{\"type\":\"array\"},\"then\":{\"items\":" TEXT_OR(
			   "object", "tabelblok") "},\"else\":{\"$ref\":\"#tekst\"}}"},
	{"tabel", "{\"type\":\"object\",\"$ref\":\"#tabelindhold\"}"},
	{"rækker", LIST_OF("navne")},
	{"beslutning", TEXT_OR("object", "beslutning-nøgler")},
	{"fremmøde", LIST_OF("fremmøde-række")},
	{"afstemninger", LIST_OF("afstemning")},
	{"mindretalsudtalelser", LIST_OF("mindretalsudtalelse")},
	{"inhabile", LIST_OF("inhabil-eller-navn")},
	{"inhabil-eller-navn", TEXT_OR("object", "inhabil")},
	{"opfølgning", LIST_OF("opgave")},
	{"tidligere-opfølgning", LIST_OF("tidligere-opgave")},
	{"beslutninger", "{\"description\":\"Et mødes beslutninger, hver under punktets id: "
			 "beslutninger.yaml.\",\"type\":[\"object\",\"null\"],"
			 "\"additionalProperties\":{\"$ref\":\"#beslutning\"}}"},
	{0},
};
