#!/usr/bin/python3
"""Every diagnostic id in the sources has a folder of its own below tests/errors.

usage: error_ids.py SOURCE_ROOT
"""

import pathlib
import re
import sys

# report_error(report, place, "id", …; the first two arguments hold no quotation mark. A layer's own
# functions that add a place take the id right before the message.
CALLS = (
    re.compile(r'\breport_(?:error|warning|system)\(\s*[^";]*?"([a-z0-9-]+)"'),
    re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)",\s*trn?\('),
)


def main():
    root = pathlib.Path(sys.argv[1])
    ids = {}
    for source in sorted((root / 'src').rglob('*.[ch]')):
        for call in CALLS:
            for match in call.finditer(source.read_text()):
                ids.setdefault(match.group(1), source.relative_to(root))
    cases = root / 'tests' / 'errors'
    missing = [id for id in sorted(ids) if not (cases / id / 'expected.txt').exists()]
    for id in missing:
        print(f'{ids[id]}: [{id}] has no case in tests/errors/{id}')
    unsaid = [id for id in sorted(ids) if (cases / id / 'expected.txt').exists()
              and f'[{id}]' not in (cases / id / 'expected.txt').read_text()]
    for id in unsaid:
        print(f'tests/errors/{id}: expected.txt does not have [{id}] in it')
    stale = [folder.name for folder in sorted(cases.iterdir())
             if (folder / 'expected.txt').exists() and folder.name not in ids]
    for name in stale:
        print(f'tests/errors/{name}: no source reports [{name}]')
    print(f'{len(ids)} ids, {len(missing)} without a case')
    sys.exit(1 if missing or unsaid or stale or not ids else 0)


main()
