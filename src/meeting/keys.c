#include "meeting/model.h"

#include <string.h>

const char *const meeting_outcomes[] = {"godkendt", "godkendt med ændringer", "ikke godkendt",
	"anbefalet", "ikke anbefalet", "udsat", "drøftet", "til efterretning", "oversendt",
	"sendt tilbage", "bortfaldet", NULL};

const char *const meeting_item_keys[] = {"titel", "id", "sagsnr", "doknr", "jnr", "sagsgang",
	"sagstype", "lukket", "offentlig_titel", "offentlig_beslutning", "tid", "varighed",
	"deltagere", "tidsplan", "bilag", "tidligere", "fra", "underpunkter", "tillæg", "haster",
	"udgår", "beslutning", "fast", "pause", "mellemoverskrift", NULL};

const char *const meeting_placed_keys[] = {
	"beslutning", "tidligere", "bilag", "underpunkter", "tidsplan", "deltagere", NULL};

bool meeting_is_placed_key(const char *key)
{
	for (size_t i = 0; meeting_placed_keys[i] != NULL; i++)
		if (strcmp(meeting_placed_keys[i], key) == 0)
			return true;
	return false;
}
