head -c 400 skabelon.docx > halv
mv halv skabelon.docx
