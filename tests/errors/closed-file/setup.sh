mkdir -p bilag/lukket
for name in a b "på plads" åben; do printf x >"bilag/lukket/$name.pdf"; done
ln -s lukket/a.pdf bilag/andet.pdf
