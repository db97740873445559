mkdir bilag
mkfifo rør.pdf
