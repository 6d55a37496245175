#!/usr/bin/env python3
"""Prints the sentences that model_io can say to people, one a line, as "FILE:LINE<TAB>TEXT".

Reads the C++ sources: every expression that joins string literals becomes a text in which %1, %2 ... stand for what is
put in between ("a " + name + (many ? " holds" : " held") gives both "a %1 holds" and "a %1 held"). Only what reads as
English counts, or what a function of errors takes (wanted("text")). What people never read is named in
library_literals_unspoken.txt, one regular expression over "FILE<TAB>TEXT" a line.

usage: library_literals.py SOURCE_ROOT
"""
import itertools
import pathlib
import re
import sys

TOKEN = re.compile(r'''
    (?P<space>\s+|//[^\n]*|/\*.*?\*/|^\#[^\n]*(?:\\\n[^\n]*)*)
  | (?P<raw>R"(?P<mark>[^(\s]*)\((?P<body>.*?)\)(?P=mark)")
  | (?P<text>"(?:\\.|[^"\\])*"(?:sv|s)?)
  | (?P<char>'(?:\\.|[^'\\])+')
  | (?P<word>[A-Za-z_][A-Za-z_0-9]*(?:::[A-Za-z_][A-Za-z_0-9]*)*)
  | (?P<number>[0-9][0-9a-zA-Z.']*)
  | (?P<sign>->|<<|>>|\+=|\+\+|--|==|!=|<=|>=|&&|\|\||::|.)
''', re.X | re.S | re.M)

ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', '0': '\0', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}
CLOSING = {'(': ')', '[': ']', '{': '}'}
# What ends an expression that strings are joined in.
BREAKS = {',', ';', '=', '+=', '<<', '>>', '==', '!=', '<=', '>=', '&&', '||', '<', '>', '!', '&', '*', '|'}
KEYWORDS = {'return', 'case', 'else', 'co_return', 'throw', 'const', 'static', 'auto'}
# Calls whose text is the text itself, and calls whose arguments people read, be they one word.
WRAPPERS = {'std::string', 'std::string_view', 'string', 'std::move', 'std::filesystem::path'}
SPOKEN = {'makeError', 'fail', 'wanted', 'got', 'advise', 'refuse'}
PROSE = re.compile(r"[A-Za-z][a-z]*[,:;.']? [a-z]{2,}|[A-Za-z]{2,}[,:;.]? [a-z]+ ")
MOST = 64  # alternatives of one expression


class Hole:
    """Something that the program puts in."""


def unescape(body):
    return re.sub(r'\\(x[0-9a-fA-F]+|.)', lambda m: chr(int(m[1][1:], 16)) if m[1][0] == 'x' and len(m[1]) > 1
                  else ESCAPES.get(m[1], m[1]), body, flags=re.S)


def tokens_of(source):
    """(kind, value, line), adjacent literals joined."""
    out, line = [], 1
    for m in TOKEN.finditer(source):
        kind, value = m.lastgroup, m[0]
        if m['raw'] is not None:
            kind, value = 'text', m['body']
        elif kind == 'text':
            value = unescape(value[1:value.rindex('"')])
        elif kind == 'char':
            value = unescape(value[1:-1])
        if kind != 'space':
            if kind == 'text' and out and out[-1][0] == 'text':
                out[-1] = ('text', out[-1][1] + value, out[-1][2])
            else:
                out.append((kind, value, line))
        line += m[0].count('\n')
    return out


def tree_of(tokens):
    """Nested lists: a bracket becomes ('group', sign, children, line)."""
    top = []
    stack = [(top, None)]
    for kind, value, line in tokens:
        if kind == 'sign' and value in CLOSING:
            inside = []
            stack[-1][0].append(('group', value, inside, line))
            stack.append((inside, CLOSING[value]))
        elif kind == 'sign' and value in ')]}':
            if len(stack) > 1 and stack[-1][1] == value:
                stack.pop()
        else:
            stack[-1][0].append((kind, value, line))
    return top


def split(nodes, sign):
    parts = [[]]
    for node in nodes:
        if node[0] == 'sign' and node[1] in sign:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


class Reader:
    def __init__(self):
        self.found = []  # (line, text)

    def sequence(self, nodes, spoken=False):
        """Statements, arguments, a list: what holds several expressions."""
        for part in split(nodes, BREAKS):
            self.expression(part, spoken, True)

    def expression(self, nodes, spoken, report):
        """The texts that an expression can give, each a list of literals and holes; None where it has no literal."""
        starts = [i for i, n in enumerate(nodes) if n[0] == 'word' and n[1] in KEYWORDS]
        if starts:
            self.expression(nodes[:starts[-1]], False, True)
            nodes = nodes[starts[-1] + 1:]
        asked = next((i for i, n in enumerate(nodes) if n[:2] == ('sign', '?')), None)
        if asked is not None:
            self.expression(nodes[:asked], False, True)
            depth, colon = 0, None
            for i in range(asked, len(nodes)):
                if nodes[i][:2] == ('sign', '?'):
                    depth += 1
                elif nodes[i][:2] == ('sign', ':'):
                    depth -= 1
                    if depth == 0:
                        colon = i
                        break
            if colon is not None:
                yes = self.expression(nodes[asked + 1:colon], spoken, False)
                no = self.expression(nodes[colon + 1:], spoken, False)
                texts = (yes or [[Hole]]) + (no or [[Hole]])
                return self.done(texts if yes or no else None, nodes, spoken, report)
        operands = split(nodes, {'+'})
        per_operand, literal = [], False
        for operand in operands:
            texts = self.operand(operand, spoken)
            literal = literal or texts is not None
            per_operand.append(texts or [[Hole]])
        if not literal:
            return None
        texts = [sum(choice, []) for choice in itertools.islice(itertools.product(*per_operand), MOST)]
        return self.done(texts, nodes, spoken, report)

    def operand(self, nodes, spoken):
        if len(nodes) == 1 and nodes[0][0] in ('text', 'char'):
            return [[nodes[0][1]]]
        wrapped = len(nodes) == 2 and nodes[0][0] == 'word' and nodes[0][1] in WRAPPERS
        if nodes and nodes[-1][0] == 'group' and nodes[-1][1] == '(' and (len(nodes) == 1 or wrapped):
            inside = nodes[-1][2]
            if wrapped and not inside:
                return [['']]
            if len(split(inside, {',', ';'})) == 1:
                *conditions, last = split(inside, BREAKS)
                for condition in conditions:
                    self.expression(condition, False, True)
                return self.expression(last, spoken, False)
        if any(n[:2] == ('sign', ':') for n in nodes):  # labels, ranges, initialisers
            for part in split(nodes, {':'}):
                self.expression(part, spoken, True)
            return None
        before = None
        for node in nodes:
            if node[0] == 'group' and before is not None and before[:2] == ('word', 'static_assert'):
                pass
            elif node[0] == 'group' and before is not None and before[:2] == ('word', 'countOf'):
                self.count(node)
            elif node[0] == 'group':
                self.sequence(node[2], before is not None and before[0] == 'word' and before[1] in SPOKEN and node[1] != '[')
            elif node[0] == 'text':
                self.say([[node[1]]], node[2], spoken)
            before = node
        return None

    def count(self, group):
        """countOf(n, "thing"): "1 thing", "3 things"."""
        for part in split(group[2], {','}):
            if len(part) == 1 and part[0][0] == 'text':
                self.say([[Hole, ' ' + part[0][1]], [Hole, ' ' + part[0][1] + 's']], part[0][2], True)
            else:
                self.sequence(part)

    def done(self, texts, nodes, spoken, report):
        if texts is None or not report:
            return texts
        self.say(texts, nodes[0][-1], spoken)
        return texts

    def say(self, texts, line, spoken):
        for parts in texts:
            text, holes, words = '', 0, ''
            for part in parts:
                if part is Hole:
                    holes += 1
                    text += f'%{holes}'
                    words += ' 7 '
                else:
                    text += part
                    words += part
            if PROSE.search(words) or (spoken and re.search('[A-Za-z]{3,}', words)):
                self.found.append((line, text))


def main():
    root = pathlib.Path(sys.argv[1])
    rules = pathlib.Path(__file__).with_name('library_literals_unspoken.txt')
    unspoken = [re.compile(r) for r in rules.read_text().splitlines() if r and not r.startswith('#')] if rules.exists() else []
    seen = set()
    for path in sorted((root / 'model_io').rglob('*')):
        if path.suffix not in ('.cpp', '.h'):
            continue
        reader = Reader()
        reader.sequence(tree_of(tokens_of(path.read_text())))
        name = path.relative_to(root).as_posix()
        for line, text in reader.found:
            flat = text.replace('\n', '\\n').replace('\t', '\\t')
            if (name, flat) in seen or any(r.search(f'{name}\t{flat}') for r in unspoken):
                continue
            seen.add((name, flat))
            print(f'{name}:{line}\t{flat}')


main()
