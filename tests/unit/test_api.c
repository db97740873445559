#include "check.h"

#include <referent.h>

#include <stdlib.h>
#include <unistd.h>

/* The library as a stranger's program sees it: the public header and nothing else. */

static const char meeting_text[] = "organ: {navn: Byråd}\n"
				   "dato: 2025-03-04\n"
				   "punkter:\n"
				   "  - {titel: Budget, beslutning: Godkendt.}\n"
				   "  - {titel: Køb, lukket: ja, beslutning: Nej.}\n"
				   "  - {titel: Vinter, tillæg: 2025-03-01}\n";
static const char template_text[] = "{{ dokumenttitel }}{% if udskrift %} af{% endif %}:"
				    "{% for punkt in punkter %} {{ punkt.nr }}{% endfor %}\n";

struct scene {
	char folder[64];
	char meeting[96], template[96];
};

static void scene_init(struct scene *scene)
{
	strcpy(scene->folder, "/tmp/referent-api-XXXXXX");
	CHECK(mkdtemp(scene->folder) != NULL);
	snprintf(scene->meeting, sizeof scene->meeting, "%s/m.yaml", scene->folder);
	snprintf(scene->template, sizeof scene->template, "%s/s.txt", scene->folder);
	write_file(scene->meeting, meeting_text);
	write_file(scene->template, template_text);
}

static void scene_finish(struct scene *scene)
{
	unlink(scene->meeting);
	unlink(scene->template);
	CHECK_INT(rmdir(scene->folder), 0);
}

static struct referent_options text_options(
	const struct scene *scene, enum referent_document document)
{
	return (struct referent_options){
		.document = document,
		.format = REFERENT_TXT,
		.template_name = scene->template,
	};
}

/* Makes a document and checks its text and the end of the path that it would go to. */
static void check_document(const struct scene *scene, const struct referent_options *options,
	const char *text, const char *name)
{
	struct referent *referent = referent_create();
	struct referent_result *result;
	CHECK_INT(referent_render_meeting(referent, scene->meeting, options, &result), REFERENT_OK);
	size_t size = 0;
	const char *data = result != NULL ? referent_result_data(result, &size) : NULL;
	CHECK(data != NULL && size == strlen(text) && memcmp(data, text, size) == 0);
	const char *path = result != NULL ? referent_result_path(result) : NULL;
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;
	CHECK_TEXT(slash != NULL ? slash + 1 : path, name);
	referent_destroy(referent);
}

static void every_document_is_made(const struct scene *scene)
{
	struct referent_options options = text_options(scene, REFERENT_AGENDA);
	check_document(scene, &options, "Dagsorden: 1 2 3\n", "2025-03-04-byråd-dagsorden.txt");
	options = text_options(scene, REFERENT_MINUTES);
	check_document(scene, &options, "Referat: 1 2 3\n", "2025-03-04-byråd-referat.txt");
	options = text_options(scene, REFERENT_SUPPLEMENT);
	check_document(
		scene, &options, "Tillægsdagsorden: 3\n", "2025-03-04-byråd-tillægsdagsorden.txt");
	static const char *const items[] = {"vinter", "1"};
	options = text_options(scene, REFERENT_EXTRACT);
	options.items = items;
	options.item_count = 2;
	check_document(scene, &options, "Protokoludskrift af: 1 3\n",
		"2025-03-04-byråd-punkt-1-og-3-udskrift.txt");
}

static void an_extract_of_nothing_is_wrong_usage(const struct scene *scene)
{
	struct referent *referent = referent_create();
	struct referent_options options = text_options(scene, REFERENT_EXTRACT);
	struct referent_result *result;
	CHECK_INT(referent_render_meeting(referent, scene->meeting, &options, &result),
		REFERENT_USAGE);
	CHECK(result == NULL);
	CHECK_INT(referent_diagnostic_count(referent), 0);
	referent_destroy(referent);
}

static void a_text_to_type_into_is_wrong_usage(const struct scene *scene)
{
	struct referent *referent = referent_create();
	struct referent_options options = text_options(scene, REFERENT_AGENDA);
	struct referent_result *result;
	options.fillable = true;
	CHECK_INT(referent_render_meeting(referent, scene->meeting, &options, &result),
		REFERENT_USAGE);
	CHECK(result == NULL);
	referent_destroy(referent);
}

static void a_form_as_text_is_wrong_usage(const struct scene *scene)
{
	struct referent *referent = referent_create();
	struct referent_options options = text_options(scene, REFERENT_AGENDA);
	struct referent_result *result;
	CHECK_INT(referent_render_form(referent, scene->meeting, &options, &result),
		REFERENT_USAGE);
	CHECK(result == NULL);
	CHECK_INT(referent_diagnostic_count(referent), 0);
	referent_destroy(referent);
}

static void a_failed_call_makes_nothing(const struct scene *scene)
{
	struct referent *referent = referent_create();
	struct referent_options options = text_options(scene, REFERENT_EXTRACT);
	static const char *const closed[] = {"2"};
	options.items = closed;
	options.item_count = 1;
	struct referent_result *result;
	CHECK_INT(referent_render_meeting(referent, scene->meeting, &options, &result),
		REFERENT_INPUT);
	CHECK(result == NULL);
	CHECK_INT(referent_diagnostic_count(referent), 1);
	const struct referent_diagnostic *diagnostic = referent_diagnostic(referent, 0);
	CHECK(diagnostic->severity == REFERENT_ERROR);
	CHECK_TEXT(diagnostic->id, "item-closed");
	CHECK_INT(diagnostic->line, 5);
	CHECK(referent_diagnostic(referent, 1) == NULL);
	/* The context is good for another call. */
	options = text_options(scene, REFERENT_MINUTES);
	CHECK_INT(
		referent_render_meeting(referent, scene->meeting, &options, &result), REFERENT_OK);
	CHECK(result != NULL);
	referent_destroy(referent);
}

static void strict_counts_warnings(const struct scene *scene)
{
	struct referent *referent = referent_create();
	struct referent_options options = text_options(scene, REFERENT_EXTRACT);
	static const char *const undecided[] = {"3"};
	options.items = undecided;
	options.item_count = 1;
	options.strict = true;
	struct referent_result *result;
	CHECK_INT(referent_render_meeting(referent, scene->meeting, &options, &result),
		REFERENT_INPUT);
	CHECK(result == NULL);
	referent_destroy(referent);
}

int main(void)
{
	struct scene scene;
	scene_init(&scene);
	every_document_is_made(&scene);
	a_text_to_type_into_is_wrong_usage(&scene);
	a_form_as_text_is_wrong_usage(&scene);
	an_extract_of_nothing_is_wrong_usage(&scene);
	a_failed_call_makes_nothing(&scene);
	strict_counts_warnings(&scene);
	scene_finish(&scene);
	return check_failures != 0;
}
