"""The layout standard draws a line above every item, also where an item has no text, in both formats."""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import FORMATS, check, finish, need_program, referent, scratch, to_pdf  # noqa: E402

MEETING = '''organ: {navn: Byrådet}
dato: 2025-03-04
punkter:
  - {titel: Ny mole, sagsfremstilling: Molen er revnet.}
  - {titel: Salg, lukket: ja}
  - {titel: Køb, lukket: ja}
  - {titel: Eventuelt}
  - {titel: Næste møde, sagsfremstilling: Onsdag.}
'''
ITEMS, FOOTER = 5, 1


def lines_drawn(pdf):
    """How many lines cross most of the first page."""
    image = subprocess.run(['pdftoppm', '-r', '72', '-gray', '-l', '1', pdf], check=True,
                           stdout=subprocess.PIPE).stdout
    width, height = map(int, re.match(rb'P5\s(\d+) (\d+)\s255\s', image).groups())
    pixels = image[-width * height:]
    rows = (pixels[row * width:(row + 1) * width] for row in range(height))
    drawn = [re.search(rb'[^\xff]{%d}' % (width * 2 // 3), row) is not None for row in rows]
    return sum(line and not above for line, above in zip(drawn[1:], drawn))


need_program('soffice', 'pdftoppm')
folder = scratch()
(folder / 'møde.yaml').write_text(MEETING)
documents = []
for form in FORMATS:
    documents.append(folder / f'{form}.{form}')
    done = referent('dagsorden', folder / 'møde.yaml', '-o', documents[-1])
    check(done.returncode == 0, f'{form}: {done.stderr}')
for pdf in to_pdf(documents, folder):
    found = lines_drawn(pdf)
    check(found == ITEMS + FOOTER, f'{pdf.stem}: {found} lines instead of {ITEMS + FOOTER}')
finish()
