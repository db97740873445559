ln -s ../våben.svg råd/genvej.svg
