#!/usr/bin/python3
"""Every diagnostic id in the sources has a folder of its own below tests/errors.

usage: error_ids.py SOURCE_ROOT
"""

import pathlib
import re
import sys

# report_error(report, place, "id", …; the first two arguments hold no quotation mark.
CALL = re.compile(r'\breport_(?:error|warning|system)\(\s*[^";]*?"([a-z0-9-]+)"')
# report_exhausted() knows these without a call.
OTHERS = {'out-of-memory', 'memory-limit'}

# Faults of the machine that no folder can bring about; tests/allocation and tests/hostile.py do.
ELSEWHERE = {
    'out-of-memory': 'tests/allocation',
    'memory-limit': 'tests/hostile.py',
}


def main():
    root = pathlib.Path(sys.argv[1])
    ids = {}
    for source in sorted((root / 'src').rglob('*.[ch]')):
        for match in CALL.finditer(source.read_text()):
            ids.setdefault(match.group(1), source.relative_to(root))
    cases = root / 'tests' / 'errors'
    missing = [id for id in sorted(ids) if id not in ELSEWHERE
               and not (cases / id / 'expected.txt').exists()]
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
