"""The ways in which a person types into the field of a fillable document with LibreOffice."""

import re

from support import check

WAYS = ('replace', 'append', 'clear', 'merge', 'inside', 'over', 'before')
# in these the text that stood in the field is still there afterwards
LEAVING = ('append', 'merge', 'inside', 'before')


def text_of(way):
    """What is typed: words that tell where they belong."""
    return [f'{way}{number}' for number in range(1, 9)]


def type_all(typist, way):
    """Several paragraphs, bullets, a numbered list and bold."""
    words = text_of(way)
    typist.type(f'Udvalget godkendte {words[0]}.\nDet bemærkes, at {words[1]}.\n')
    typist.command('DefaultBullet')
    typist.type(f'kugle {words[2]}\nkugle {words[3]}\n')
    typist.command('DefaultBullet')
    typist.command('DefaultNumbering')
    typist.type(f'tal {words[4]}\ntal {words[5]}\n')
    typist.command('DefaultNumbering')
    typist.type(f'Den 13. nov. {words[6]} ')
    typist.command('Bold')
    typist.type(words[7])
    typist.command('Bold')


def type_into(typist, name, placeholder, way, protected):
    """Types into the field of a name; protected: what stands around it cannot be touched, so that the
    attempt changes nothing and the cursor has to be put into the field again.
    """
    typist.select(f'felt_{name}_a', placeholder)
    start, end = typist.cursor.Start, typist.cursor.End
    if way == 'clear':
        typist.command('Delete')
    elif way == 'over':
        typist.go(start)
        typist.cursor.gotoRange(typist.mark(f'felt_{name}_b').Start, True)
    elif way == 'append':
        typist.go(end)
        typist.command('InsertPara')
    elif way in ('merge', 'before'):
        typist.go(start)
    elif way == 'inside':
        typist.go(start)
        typist.cursor.goRight(6, False)
    if way == 'merge':
        typist.command('SwBackspace')
    if way in ('merge', 'over') and protected:
        typist.type('afvist')
        check(not typist.holds('afvist'), f'{name}: what is protected was typed over')
        typist.select(f'felt_{name}_a', placeholder)
    if way == 'merge' and protected:
        typist.go(start)
    type_all(typist, way)
    if way == 'before':
        typist.command('InsertPara')


def wrong_lists(part, way):
    """What is wrong with the lists in the Markdown of what type_all() typed, or None."""
    part = part.replace('**', '')  # what is typed into a bold label is bold
    if not re.search(rf'- kugle {way}3\n +- kugle {way}4', part):
        return 'bullets'
    if not re.search(rf'1\. tal {way}5\n +2\. tal {way}6', part):
        return 'numbers'
    return None
