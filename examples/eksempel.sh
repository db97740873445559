#!/bin/sh
# eksempel.sh REFERENT EXAMPLES OUT: writes the agendas and minutes of all example meetings.
set -e
mkdir -p "$3"
find "$2" -name møde.yaml | sort | while read -r meeting; do
	folder=$(dirname "$meeting")
	name=$(basename "$(dirname "$folder")")-$(basename "$folder")
	for format in docx odt; do
		"$1" dagsorden "$meeting" -q -o "$3/$name-dagsorden.$format"
		# Minutes exist once decisions do.
		if [ -e "$folder/beslutninger.yaml" ]; then
			"$1" referat "$meeting" -q -o "$3/$name-referat.$format"
		fi
	done
done
