"""What a PDF says of itself, its structure tree above all, as qpdf reads it."""

import json
import subprocess


def text_of(value):
    """A string of qpdf's JSON: "u:…" or a name."""
    return value[2:] if isinstance(value, str) and value[:2] in ('u:', 'b:') else value


class Element:
    """An element of the structure tree; kind is that of the standard (ISO 32000-1, 14.8.4)."""

    def __init__(self, kind, entry, attributes, children):
        self.kind = kind
        self.entry = entry
        self.attributes = attributes
        self.children = children

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *kinds):
        return [element for element in self.walk() if element.kind in kinds]


class Pdf:
    def __init__(self, path):
        done = subprocess.run(['qpdf', '--json=2', '--json-key=qpdf', str(path)], check=True,
                              stdout=subprocess.PIPE)
        self.objects = json.loads(done.stdout)['qpdf'][1]
        trailer = self.objects['trailer']['value']
        self.root = self.get(trailer['/Root'])
        self.info = self.get(trailer.get('/Info', {}))
        self.tree = self.get(self.root.get('/StructTreeRoot', {}))
        self.roles = self.get(self.tree.get('/RoleMap', {}))
        self.structure = Element('Root', self.tree, {}, self.children(self.tree))

    def get(self, value):
        """What a reference stands for."""
        while isinstance(value, str) and value.endswith(' R'):
            found = self.objects['obj:' + value]
            value = found['value'] if 'value' in found else found['stream']['dict']
        return value

    def several(self, value):
        value = self.get(value)
        return [self.get(one) for one in value] if isinstance(value, list) else [value]

    def kind(self, name):
        seen = set()
        while name in self.roles and name not in seen:
            seen.add(name)
            name = self.roles[name]
        return name[1:]

    def children(self, entry):
        found = []
        for child in self.several(entry.get('/K', [])):
            if isinstance(child, dict) and '/S' in child:
                attributes = {}
                for one in self.several(child.get('/A', [])):
                    attributes.update(one)
                found.append(Element(self.kind(child['/S']), child, attributes,
                                     self.children(child)))
        return found

    def linked(self, element):
        """The annotations that an element holds."""
        return [self.get(child['/Obj']) for child in self.several(element.entry.get('/K', []))
                if isinstance(child, dict) and child.get('/Type') == '/OBJR']

    def of_type(self, key, name):
        return [found['value'] for found in self.objects.values()
                if isinstance(found.get('value'), dict) and found['value'].get(key) == name]
