#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* Runs a fuzz target over every file of the folders and files that are named. */

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	long size = -1;

	if (file != NULL && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size >= 0) {
		/* Exactly as large as the file, so that tools see a read beyond. */
		data = malloc(size > 0 ? (size_t)size : 1);
		rewind(file);
	}
	if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
		perror(path);
		free(data);
		if (file != NULL)
			fclose(file);
		return 1;
	}
	fclose(file);
	/* What a crash is about stands last. */
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	return 0;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int replay_folder(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);
	int failures = count < 0;

	if (count < 0)
		perror(path);
	for (int i = 0; i < count; i++) {
		char name[4096];

		snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);
		failures += replay_file(name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return failures;
}

int main(int argc, char **argv)
{
	int failures = 0;

	for (int i = 1; i < argc; i++) {
		DIR *folder = opendir(argv[i]);

		if (folder != NULL)
			closedir(folder);
		failures += folder != NULL ? replay_folder(argv[i]) : replay_file(argv[i]);
	}
	return failures != 0;
}
