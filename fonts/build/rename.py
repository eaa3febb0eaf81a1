"""Gives the subset of LXGW WenKai the name under which it may travel: its licence (OFL 1.1) reserves the names of the original for the
unchanged font.

    rename.py LXGWWenKai-Light-rare.ttf KaiRareSupplement-Regular.ttf

Name IDs 1, 3, 4, 6 and 10 are written in English, 16 and 17 and every other language go. Needs fontTools.
"""
import sys

from fontTools.ttLib import TTFont

NAMES = {
    1: "Kai Rare Supplement",
    2: "Regular",
    3: "KaiRareSupplement-2026",
    4: "Kai Rare Supplement",
    6: "KaiRareSupplement-Regular",
    10: "Modified Version (OFL 1.1): 1473-hanzi subset of a Kai face by its authors in the copyright string, renamed because of the "
    "Reserved Font Names. 2026.",
}


def rename(source, target):
    font = TTFont(source, recalcTimestamp=False)
    table = font["name"]
    english = [n for n in table.names if (n.platformID, n.platEncID, n.langID) == (3, 1, 0x409)]
    table.names = [n for n in english if n.nameID not in (16, 17)]
    for number, text in NAMES.items():
        table.setName(text, number, 3, 1, 0x409)
    font.save(target)


if __name__ == "__main__":
    rename(*sys.argv[1:3])
