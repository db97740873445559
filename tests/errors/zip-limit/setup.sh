/usr/bin/python3 - <<'END'
import zipfile
with zipfile.ZipFile('skabelon.docx', 'a') as package:
    for number in range(4100):
        package.writestr(f'del{number}', '')
END
