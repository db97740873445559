# The flag that says so, in every local and central header.
/usr/bin/python3 - <<'END'
import re
data = bytearray(open('skabelon.docx', 'rb').read())
for match in re.finditer(rb'PK\x03\x04', data):
    data[match.start() + 6] |= 1
for match in re.finditer(rb'PK\x01\x02', data):
    data[match.start() + 8] |= 1
open('skabelon.docx', 'wb').write(data)
END
