"""Markdown becomes the blocks that pandoc makes of it. Where it must not, EXCEPTIONS says why."""

import json
import pathlib
import random
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import check, finish, need_program  # noqa: E402

need_program('pandoc')

# Texts on which the two differ, with the reason.
EXCEPTIONS = {
    '1. maj\n2. maj': 'a day of the month begins no list',
    '- 13. nov.\n- 14. nov.': 'a day of the month begins no list',
    'Ingen\n-': 'a lone dash is text',
    '-': 'a lone dash is text',
    '- -': 'a lone dash is text',
    'a<br>b': 'a line break in HTML is one',
    '<u>a</u>': 'the one other tag that counts',
    'a <!-- b --> c': 'comments vanish',
    'a\n<!-- b -->\nc': 'comments vanish, and the lines that they alone stand on',
    '<div>\n*a*\n</div>': 'HTML is text, and so nothing but text',
    'Tekst\n| a | b |\n|---|---|\n| 1 | 2 |': 'a table may begin right below a line of text',
    '- Tekst\n  | a | b |\n  |---|---|': 'a table may begin right below a line of text',
    '> Tekst\n> | a | b |\n> |---|---|': 'a table may begin right below a line of text',
    '| a | b |\n|---|---|\n| 1 | 2 | 3 |': 'a cell too many is an error',
    '| a | b |\n|---|\n| 1 | 2 |': 'a cell too many is an error',
    '[a](javascript:b)': 'only some addresses are links',
    '[a](<b c.pdf>)': 'a space in an address is encoded',
    '[](https://x.dk)': 'a link without text shows its address',
}

TEXTS = r'''
Hej
a\nb
a  \nb
a\\\nb
a\n\nb
# En
## To ##
###### Seks
####### Syv
#tag
a\n# b\nc
a\n\n---\n\nb
***
_ _ _
a\n***\nb
Overskrift\n===\ntekst
Overskrift\n---\ntekst
> a
> a\nb
> a\n>\n> b
> > a
> - a\n> - b
> a\n- b
- a
- a\n- b
- a\n\n- b
- a\n\n  b\n- c
- a\n  b\n- c
- a\n  - b\n    - c\n- d
- a\n    - b
* a\n* b\n- c
+ a\n+ b
Tekst:\n- a\n- b
Tekst:\n1. a\n2. b
Tekst\n2. a
Tekst\n3) a
1. a\n2. b\n3. c
1) a\n2) b
1. a\n2) b
7. a\n8. b
0. a
1. a\n\n2. b
1. a\n   - b\n   - c\n2. d
1) a\n   1. b\n   2. c\n2) d
1.  a\n\n    b
10. a\n11. b
1. a\n1. b
- a\n\n\n- b
- a\n-\n- b
- # a
- > a
- ```\n  a\n  ```
-     a
1234567890. a
    kode
a\n    b
- a\n\n      kode
```\na\n  b\n\nc\n```
~~~ c\na\n~~~
```\n```
*a*
**a**
***a***
*a **b** c*
**a *b* c**
**a***b*
*a*b
a*b*c
a_b_c
_a_ __b__
*a _b_ c*
* a*
**a
a**
*a**b*
~~a~~
a~~b~~c
**~~a~~**
`a`
`` a`b ``
`a\nb`
*`a`*
\*a\*
1\. a
\# a
\- a
[a](https://x.dk)
[a *b*](https://x.dk)
[a](https://x.dk "t")
[a](<b.pdf>)
[a](b.pdf)
[a]\n\n[a]: https://x.dk
[a][b]\n\n[b]: https://x.dk 't'
[a][]\n\n[A]: https://x.dk
[a](
[a]
[a](b c)
![a](b.png)
![a *b*](b.png)
[![a](b.png)](c.pdf)
*a ![b](c.png)*
<https://x.dk>
<a@b.dk>
&amp; &aelig; &#230; &#xE6; &lt;b&gt;
&nbsp;
&ukendt;
a < b > c
a & b
Kære <sagsbehandler>
a <b>c</b>
| a | b |\n|---|---|\n| 1 | 2 |
| a | b |\n|---|---|
a | b\n---|---\n1 | 2
| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |
| a | b |\n|-|-|\n| 1 | 2 |
| a | b |\n|:-|-:|\n| 1 | 2 |
| a | b |\n|---|---|\n| 1 |
| a || c |\n|---|---|---|\n| 1 || 3 |
|a|b|\n|---|---|\n||2|
| *a* | `b` |\n|---|---|\n| a \| b | **c** |
| a | b |\n|---|---|\n| 1 | 2 |\n\ntekst
| a |\n|---|\n| 1 |
| a | b |\n| 1 | 2 |
Enten | eller
- | a | b |\n  |---|---|\n  | 1 | 2 |
> | a | b |\n> |---|---|\n> | 1 | 2 |
| a | b |\n|---|---|\n| 1 | 2 |\n- c
| a | b |\n|---|---|\n| 1 | 2 |\n# c
> | a | b |\n> |---|---|\n> # c
| a | b |\n|---|---|\n***\nd
| a | b |\n|---|---|\n> d
| a | b |\n|---|---|\n1. d
| a | b |\n|---|---|\n```\nd\n```
| a | b |\n|---|---|\n    d
| a | b |\n|---|---|\nTekst
| a | b |\n|---|---|\n| 1 | 2 |\n|---|---|
`a \\| b` | c\n---|---\nd | e
| a | b |\n|---|---|\n| `c \| d` | e |
| a\n|---
| a | b |\n|---|---|\n| [x](y.pdf) | ![z](z.png) |
'''

# Lines of which texts are put together at random.
LINES = ['', '', 'Tekst om sagen', 'mere *tekst* her', '- punkt', '- andet punkt', '  - under', '    - dybere',
         '  fortsat', '1. Et', '2. To', '   1. Et under', '   - prik under', '1) Et', '2) To', '> citat',
         '> - citeret punkt', '# Overskrift', '## Under', '* stjerne', 'tal 5 * 3', '**fed** og ~~slettet~~',
         '   tre', '[a](b.pdf)', '***']


def texts():
    for line in TEXTS.strip().split('\n'):
        yield line.replace('\\n', '\n').replace('\\\\', '\\')
    yield from EXCEPTIONS
    chance = random.Random(1)
    for _ in range(400):
        yield '\n'.join(chance.choice(LINES) for _ in range(chance.randint(2, 7)))


STYLES = {'Strong': 0, 'Emph': 1, 'Strikeout': 3}


class Runs:
    """What stands within a line, as tests/unit/markup_print.h prints it."""

    def __init__(self):
        self.pieces = []  # (style, link, text), breaks and pictures as pieces that never merge

    def put(self, style, link, text, alone=False):
        if self.pieces and not alone and self.pieces[-1][:2] == (style, link) and not self.pieces[-1][3]:
            text = self.pieces.pop()[2] + text
        self.pieces.append((style, link, text, alone))

    def read(self, inlines, style=frozenset(), link=None):
        for inline in inlines:
            kind, content = inline['t'], inline.get('c')
            if kind == 'Str':
                self.put(style, link, content)
            elif kind == 'Space':
                self.put(style, link, ' ')
            elif kind in ('SoftBreak', 'LineBreak'):
                self.put(frozenset(), link, '↵', True)
            elif kind in STYLES:
                self.read(content, style | {STYLES[kind]}, link)
            elif kind == 'Code':
                self.put(style | {4}, link, content[1])
            elif kind == 'RawInline':
                self.put(style, link, content[1])
            elif kind == 'Link':
                self.read(content[1], style, (content[2][0], object()))
            elif kind == 'Image':
                alt = Runs()
                alt.read(content[1])
                self.put(style, link, '![' + ''.join(piece[2] for piece in alt.pieces) + ' 1x1]', True)
            else:
                raise ValueError(kind)

    def __str__(self):
        out, last = '', None
        for style, link, text, _ in self.pieces:
            if link is not last:
                out += ')' if last else ''
                out += f'[{link[0]}](' if link else ''
            last = link
            letters = ''.join('biusc'[bit] for bit in sorted(style))
            out += f'{letters}<{text}>' if letters else text
        return out + (')' if last else '')


def runs(inlines):
    read = Runs()
    read.read(inlines)
    return str(read)


def cell(blocks):
    if len(blocks) == 1 and blocks[0]['t'] in ('Plain', 'Para'):
        return runs(blocks[0]['c'])
    return print_blocks(blocks)


def print_table(content):
    aligns = {'AlignDefault': '-', 'AlignLeft': 'l', 'AlignCenter': 'c', 'AlignRight': 'r'}
    out = 'table:' + ''.join(aligns[column[0]['t']] for column in content[2]) + '{'
    for row in content[3][1] + [row for body in content[4] for row in body[3]]:
        out += '(' + '|'.join(cell(one[4]) for one in row[1]) + ')'
    return out + '}'


def print_list(items):
    loose = any(block['t'] == 'Para' for item in items for block in item)
    return ('+{' if loose else '{') + ''.join(f'[{print_blocks(item)}]' for item in items) + '}'


def print_blocks(blocks):
    out = ''
    for block in blocks:
        kind, content = block['t'], block.get('c')
        if kind in ('Para', 'Plain'):
            text = runs(content)
            out += f'p{{{text}}}' if text else ''
        elif kind == 'Header':
            text = runs(content[2])
            out += f'h{content[0]}{{{text}}}' if text else ''
        elif kind == 'BulletList':
            out += 'ul' + print_list(content)
        elif kind == 'OrderedList':
            delimiter = ')' if content[0][2]['t'] == 'OneParen' else '.'
            out += f'ol{content[0][0]}{delimiter}' + print_list(content[1])
        elif kind == 'BlockQuote':
            inner = print_blocks(content)
            out += f'quote{{{inner}}}' if inner else ''
        elif kind == 'CodeBlock':
            out += 'code{' + content[1].replace('\n', '↵') + '}' if content[1] else ''
        elif kind == 'HorizontalRule':
            out += 'hr'
        elif kind == 'RawBlock':
            out += 'p{' + content[1].replace('\n', '↵') + '}'
        elif kind == 'Table':
            out += print_table(content)
        else:
            raise ValueError(kind)
    return out


def ask_pandoc(text):
    result = subprocess.run(['pandoc', '-f', 'commonmark+pipe_tables+strikeout+hard_line_breaks', '-t', 'json'],
                            input=text.encode(), stdout=subprocess.PIPE, check=True)
    return json.loads(result.stdout)['blocks']


def expected(all_texts):
    """pandoc's trees. Most texts go there together, with headings between that no text has."""
    together = [text for text in all_texts if not re.search(r'```|~~~|\]:|<', text)]
    apart = {text: print_blocks(ask_pandoc(text)) for text in all_texts if text not in set(together)}
    trees, tree = [], []
    for block in ask_pandoc(''.join(f'###### SKEL\n\n{text}\n\n' for text in together)):
        if block['t'] == 'Header' and block['c'][0] == 6 and runs(block['c'][2]) == 'SKEL':
            tree = []
            trees.append(tree)
        else:
            tree.append(block)
    return {**apart, **dict(zip(together, map(print_blocks, trees), strict=True))}


def main():
    all_texts = list(dict.fromkeys(texts()))
    result = subprocess.run([sys.argv[1]], input=b'\0'.join(text.encode() for text in all_texts) + b'\0',
                            stdout=subprocess.PIPE, check=True)
    found = result.stdout.decode().split('\n')[:-1]
    check(len(found) == len(all_texts), 'one line for each text')
    trees = expected(all_texts)
    for text, ours in zip(all_texts, found):
        theirs = trees[text]
        same = re.sub(' +', ' ', ours) == re.sub(' +', ' ', theirs)
        if text in EXCEPTIONS:
            check(not same, f'{text!r} is no exception any more')
        else:
            check(same, f'{text!r}\n  referent: {ours}\n  pandoc:   {theirs}')
    finish()


main()
