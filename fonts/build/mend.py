"""Takes what the Fandol faces draw wrongly out of their character maps, so that the next face of the chain shows it, and writes into
their name table what was changed and when, and that the licence's exception holds for the changed version (GPLv3 5a; the exception's
last sentence).

    mend.py FONTS

Changes FandolFang-Regular.ttf and FandolKai-Regular.ttf in FONTS; a second run changes nothing. What is wrong was found by suspects.py
and by looking at its sheets. Needs fontTools.
"""
import os
import sys

from fontTools.ttLib import TTFont

# Both faces draw Yi without the tone arches, small ヵ and ヶ as large as カ and ケ, ♂ as an arrow upwards; Greek and Cyrillic with variant
# and italic letters; arrows, boxes and figures off the middle of the em or beyond it; ￥ as $, ￣ as a hyphen, ～ － ／ ＿ too small. The
# private use area belongs to nobody; vertical and small forms stand in the wrong place.
BOTH = [
    (0x00A9, 0x00A9), (0x0370, 0x04FF), (0x2010, 0x2010), (0x2016, 0x2016), (0x2022, 0x2022), (0x203B, 0x203B), (0x2122, 0x2122),
    (0x2190, 0x2199), (0x2295, 0x2295), (0x2312, 0x2312), (0x2500, 0x25FF), (0x2609, 0x2609), (0x2640, 0x2642), (0x30F5, 0x30F6),
    (0xA000, 0xA4CF), (0xE000, 0xF8FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF0D, 0xFF0D), (0xFF0F, 0xFF0F), (0xFF3B, 0xFF40),
    (0xFF5E, 0xFF5E), (0xFFE0, 0xFFE6),
]
# Drawn as another character: by its simplified form, by one that sounds like it, or by its neighbour in the font.
WRONG = {"FandolFang-Regular.ttf": "餘準幹捨醜鬆鬱鹼癥衹滷臟", "FandolKai-Regular.ttf": "懲誠稱騁衆锺"}
# Signs of running text among those taken out: the face of rare characters has them in the weight of 仿宋.
SIGNS = "￥￣～－／＿￡￠○●◎□■△▲▽▼◇◆←→↑↓※‖•"

NOTICE = (
    "Modified version, not made or endorsed by the Fandol team. 2026-11-24: outlines converted from CFF to TrueType quadratic curves, "
    "line metrics (hhea, OS/2) normalised. 2026-11-28: characters drawn wrongly taken out of the character map."
)
LICENCE = (
    "GNU General Public License, version 3, with the font exception, which is extended to this modified version: As a special "
    "exception, if you create a document which uses this font, and embed this font or unaltered portions of this font into the "
    "document, this font does not by itself cause the resulting document to be covered by the GNU General Public License."
)


def is_wrong(name, code):
    return any(first <= code <= last for first, last in BOTH) or chr(code) in WRONG[name]


def mend(path):
    name = os.path.basename(path)
    font = TTFont(path, recalcTimestamp=False)
    cmap = font["cmap"]
    # The Macintosh table is a second way to the same wrong glyphs, and no program of today takes it.
    cmap.tables = [table for table in cmap.tables if table.isUnicode()]
    taken = set()
    for table in cmap.tables:
        taken |= {code for code in table.cmap if is_wrong(name, code)}
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if not is_wrong(name, code)}
    font["OS/2"].recalcUnicodeRanges(font)
    for number, text in ((10, NOTICE), (13, LICENCE)):
        font["name"].setName(text, number, 3, 1, 0x409)
    font.save(path)
    print(name, len(taken), "characters taken out,", len(font.getBestCmap()), "left")


if __name__ == "__main__":
    for file in WRONG:
        mend(os.path.join(sys.argv[1], file))
