mkdir bin
cat > bin/soffice <<'SCRIPT'
#!/bin/sh
# Fails to make a PDF, and lays a document out as an empty archive.
while [ "$1" != --convert-to ]; do shift; done
[ "$2" = docx ] || exit 1
printf 'PK\005\006\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000' \
	> "$4/dokument.docx"
SCRIPT
chmod +x bin/soffice
