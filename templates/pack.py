#!/usr/bin/env python3
"""Packs an unpacked layout into a .docx or .odt.

    pack.py FORMAT COMMON LAYOUT OUTPUT [DEPFILE]

COMMON and LAYOUT are folders that hold a package's files by their names in it. A file that is in
both comes from LAYOUT, except styles.xml: there LAYOUT's styles replace those of the same name in
COMMON and new ones are added at the end.

The files are indented for people. That is undone here: a line break and the blanks around it are
never text, so a paragraph may be broken wherever it has no blank. Comments go too. The result has
the same bytes every time.
"""

import os
import re
import sys
import zipfile
from xml.dom import minidom

FIRST = {'docx': '[Content_Types].xml', 'odt': 'mimetype'}
# The children of these are told apart by these attributes when styles are merged.
NAMES = ('w:styleId', 'style:name')
# Where ODF keeps text. Elsewhere blanks mean nothing.
ODF_TEXT = ('text:p', 'text:h', 'text:span', 'text:a')


def is_text(node):
    """True if blanks in this element are text."""
    return node.nodeName in ODF_TEXT or node.nodeName == 'w:t'


def strip(node):
    """Removes the indentation and the comments below a node."""
    for child in list(node.childNodes):
        if child.nodeType == child.COMMENT_NODE:
            node.removeChild(child)
        elif child.nodeType == child.TEXT_NODE:
            child.data = re.sub(r'[ \t]*\n\s*', '', child.data)
            if child.data == '' or (child.data.isspace() and not is_text(node)):
                node.removeChild(child)
        else:
            strip(child)
    if node.nodeName == 'w:t' and node.firstChild and node.firstChild.data.strip() != \
            node.firstChild.data:
        node.setAttribute('xml:space', 'preserve')


def key(node):
    """What a node is called among its siblings."""
    if node.nodeType != node.ELEMENT_NODE:
        return None
    for name in NAMES:
        if node.hasAttribute(name):
            return node.nodeName, node.getAttribute('style:family'), node.getAttribute(name)
    return node.nodeName


def merge(common, layout):
    """Lays the named children of one element over those of the other."""
    known = {key(child): child for child in common.childNodes}
    for child in list(layout.childNodes):
        if child.nodeType != child.ELEMENT_NODE:
            continue
        old = known.get(key(child))
        new = common.ownerDocument.importNode(child, True)
        if old is None:
            common.appendChild(new)
        elif isinstance(key(child), tuple):
            common.replaceChild(new, old)
        else:
            merge(old, child)


def packed(paths):
    """The bytes of one file of the package, from where it stands."""
    if not paths[0].endswith(('.xml', '.rels')):
        with open(paths[-1], 'rb') as file:
            return file.read().strip()
    document = minidom.parse(paths[0] if os.path.basename(paths[0]) == 'styles.xml' else paths[-1])
    if os.path.basename(paths[0]) == 'styles.xml' and len(paths) > 1:
        merge(document.documentElement, minidom.parse(paths[1]).documentElement)
    strip(document)
    return document.toxml(encoding='UTF-8')


def collect(folders):
    """The names in the package, each with the files that make it."""
    found = {}
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                inside = os.path.relpath(path, folder).replace(os.sep, '/')
                found.setdefault(inside, []).append(path)
    return found


def main(kind, common, layout, output, depfile=None):
    found = collect([common, layout])
    order = sorted(found, key=lambda name: (name != FIRST[kind], name))
    with zipfile.ZipFile(output, 'w') as package:
        for name in order:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            stored = name == 'mimetype'
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, packed(found[name]))
    if depfile:
        paths = [path.replace(' ', '\\ ') for name in order for path in found[name]]
        with open(depfile, 'w', encoding='utf-8') as file:
            file.write(os.path.basename(output) + ': ' + ' '.join(paths) + '\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
