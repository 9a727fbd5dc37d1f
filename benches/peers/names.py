"""Makes lists of names, the same on every machine: N names as CSV for griffier and as patterns for spaCy's EntityRuler.

    python3 names.py 1000000 names.csv names.jsonl
"""

import random
import sys

ONSETS = "b bl br d dr f g gr h j k kl l m n p r s sch st t v w z".split()
VOWELS = "a aa e ee i ie o oe oo u ui ij".split()
CODAS = ["", *"k l m n r s t ng rk rs st ld ns".split()]
ENDS = ["", *"dam dijk huizen veen drecht burg stra sma mans hout berg laan".split()]
HEADS = ["Stichting", "Vereniging", "Platform", "Raad voor", "Bureau", "Instituut voor", "Gemeente", "Waterschap",
         "Coöperatie", "Fonds", "Nationaal Programma", "Dienst"]
GIVEN = "Anna Jan Piet Sanne Mohamed Eva Kees Fatima Lotte Daan".split()


def word(draw):
    syllable = lambda: draw.choice(ONSETS) + draw.choice(VOWELS) + draw.choice(CODAS)
    return ("".join(syllable() for _ in range(draw.choice([1, 1, 2]))) + draw.choice(ENDS)).capitalize()


def name(draw):
    kind = draw.random()
    if kind < 0.4:
        return f"{draw.choice(HEADS)} {word(draw)} {word(draw)}", "ORGANISATION"
    if kind < 0.8:
        return f"{draw.choice(GIVEN)} {draw.choice(['', 'van ', 'de '])}{word(draw)}", "PERSON"
    return f"{word(draw)}{draw.choice(['', ' aan de ' + word(draw)])}", "LOCATION"


def main():
    count, table, patterns = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    draw, seen = random.Random(20260101), set()
    with open(table, "w") as rows, open(patterns, "w") as lines:
        rows.write("id,name,type\n")
        while len(seen) < count:
            form, kind = name(draw)
            if form.lower() in seen:
                continue
            seen.add(form.lower())
            rows.write(f"n:{len(seen)},{form},{kind}\n")
            lines.write('{"label": "%s", "pattern": "%s", "id": "n:%d"}\n' % (kind, form, len(seen)))


main()
