touch a.pdf
