"""Looks at every glyph of the shipped faces beside other fonts' glyphs of the same character, and shows the doubtful ones.

    suspects.py FONTS REFERENCES OUT [FACE...]

FONTS holds the shipped faces, REFERENCES the unpacked Debian packages fonts-noto-cjk, fonts-noto-cjk-extra, fonts-noto-core,
fonts-arphic-uming, fonts-arphic-ukai, fonts-lxgw-wenkai, fonts-babelstone-han, fonts-cns11643-kai, fonts-cns11643-sung, fonts-dejavu-core,
fonts-dejavu-extra. Into OUT: FACE.tsv (code point, character, why, rank, likeness) and FACE-NN.png, contact sheets
of the suspects: the shipped glyph, the references' glyphs of the same character, and the reference's glyph it is most like.

A Han glyph is compared, freed of size and place, with all Han glyphs of the references: it is a suspect when in no reference its own
character is among the FIRST nearest ones, or when the face draws two characters alike that a reference draws differently. Other signs
are compared in their place on the em: a suspect is unlike every reference's. Needs fontTools, NumPy and Pillow.
"""
import math
import os
import sys

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

EM, SIDE = 96, 28
"""Pixels an em is drawn in, and those of the picture that is compared."""
FIRST = 1
"""How near a character's own picture has to be among all of a reference."""
UNLIKE = 0.85
"""Likeness below which a sign that is not Han is a suspect."""
ALIKE = 0.995
"""Likeness above which two glyphs of one face are the same drawing."""

NOTO = "usr/share/fonts/opentype/noto/"
TRUETYPE = "usr/share/fonts/truetype/"
# Files with the index of the face for China's mainland in a collection.
SERIF = {w: (f"{NOTO}NotoSerifCJK-{w}.ttc", 2) for w in ("Light", "Regular", "SemiBold")}
SANS = (f"{NOTO}NotoSansCJK-Medium.ttc", 2)
UMING, UKAI = (f"{TRUETYPE}arphic/uming.ttc", 0), (f"{TRUETYPE}arphic/ukai.ttc", 0)
WENKAI = (f"{TRUETYPE}lxgw-wenkai/LXGWWenKai-Light.ttf", 0)
BABELSTONE = (f"{TRUETYPE}babelstone/BabelStoneHan.ttf", 0)
SUNG, SUNG_B, KAI = ((f"{TRUETYPE}cns11643/TW-{n}-98_1.ttf", 0) for n in ("Sung", "Sung-Ext-B", "Kai"))
YI = (f"{TRUETYPE}noto/NotoSansYi-Regular.ttf", 0)
LATIN = {w: [(f"{TRUETYPE}{n}.ttf", 0) for n in (f"noto/NotoSerif-{w}", "dejavu/DejaVuSerif" + b)]
         for w, b in (("Regular", ""), ("Bold", "-Bold"))}
SIGNS = (f"{TRUETYPE}noto/NotoSansSymbols2-Regular.ttf", 0)
FACES = {
    "FandolFang-Regular.ttf": (SERIF["Light"], WENKAI, UMING, BABELSTONE, YI),
    "FandolKai-Regular.ttf": (WENKAI, UKAI, SERIF["Light"], KAI, YI),
    "KaiRareSupplement-Regular.ttf": (UKAI, SERIF["Light"], BABELSTONE),
    "NotoSerifSC-Light-rare.ttf": (SERIF["Light"], BABELSTONE, UMING),
    "NotoSerifSC-Regular.ttf": (SERIF["Regular"], BABELSTONE, UMING),
    "NotoSerifSC-SemiBold-8105.ttf": (SERIF["SemiBold"], BABELSTONE, UMING),
    "NotoSansSC-Medium-8105.ttf": (SANS, SERIF["Regular"], BABELSTONE),
    "HanaMinB-L3.ttf": (BABELSTONE, SUNG_B, SERIF["Regular"], SUNG),
    "LiberationSerif-Regular.ttf": (*LATIN["Regular"], SIGNS),
    "LiberationSerif-Bold.ttf": (*LATIN["Bold"], SIGNS),
}


def is_han(code):
    """Han characters, radicals and Yi syllables: told apart by their strokes alone."""
    return 0x2E80 <= code < 0x2FE0 or 0xA000 <= code < 0xA4D0 or 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x40000 or code == 0x3007


class Face:
    """A face with its characters and their pictures."""

    def __init__(self, path, index=0):
        self.font = TTFont(path, fontNumber=index, lazy=True)
        self.codes = sorted(c for c in self.font.getBestCmap() if c > 0x20)
        self.pen = ImageFont.truetype(path, EM, index, layout_engine=ImageFont.Layout.BASIC)

    def draw(self, code):
        """The glyph on two ems, the em's box in the middle, white on black."""
        image = Image.new("L", (2 * EM, 2 * EM))
        ImageDraw.Draw(image).text((EM // 2, EM // 2 + round(0.88 * EM)), chr(code), 255, self.pen, "ls")
        return image

    def han(self, code):
        """Freed of size and place, blurred, as a vector of length one."""
        image = self.draw(code)
        box = image.getbbox()
        if box is None:
            return np.zeros(SIDE * SIDE, np.float32)
        # A character that is much wider than high (一) stays so.
        width, height = box[2] - box[0], box[3] - box[1]
        wide = max(width, height // 3), max(height, width // 3)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        crop = [round(middle[i] + sign * wide[i] / 2) for sign in (-1, 1) for i in (0, 1)]
        return unit(image.crop(crop))

    def sign(self, code):
        """In its place on the em, blurred."""
        return unit(self.draw(code))


def unit(image):
    picture = np.asarray(image.resize((SIDE, SIDE), Image.BOX).resize((SIDE, SIDE), Image.BILINEAR), np.float32)
    # Two passes of a small blur: strokes of unlike weight and place still meet.
    for _ in range(2):
        picture = sum(np.roll(picture, s, a) * w for a in (0, 1) for s, w in ((-1, 0.5), (0, 1), (1, 0.5)))
    picture = np.sqrt(picture.ravel())
    picture -= picture.mean()
    return picture / (np.linalg.norm(picture) or 1)


def pictures(codes, draw):
    return np.stack([draw(code) for code in codes]) if codes else np.zeros((0, SIDE * SIDE), np.float32)


def han_suspects(face, references):
    """(code, why, rank, likeness, code it is most like)."""
    codes = [c for c in face.codes if is_han(c)]
    mine = pictures(codes, face.han)
    best = {code: (math.inf, -1.0, None) for code in codes}
    drawn = {}
    for reference in references:
        others = [c for c in reference.codes if is_han(c)]
        theirs = pictures(others, reference.han)
        place = {code: at for at, code in enumerate(others)}
        for start in range(0, len(codes), 500):
            block = codes[start:start + 500]
            likeness = mine[start:start + 500] @ theirs.T
            for row, code in enumerate(block):
                if code not in place:
                    continue
                own = likeness[row, place[code]]
                rank = int((likeness[row] > own).sum()) + 1
                nearest = others[int(likeness[row].argmax())]
                if (rank, -own) < (best[code][0], -best[code][1]):
                    best[code] = (rank, float(own), nearest)
        if not drawn:
            drawn = {code: theirs[at] for code, at in place.items()}
    for code, (rank, own, nearest) in best.items():
        if rank == math.inf:
            yield code, "no reference", 0, 0.0, None
        elif rank > FIRST:
            yield code, "like another", rank, own, nearest
    for start in range(0, len(codes), 500):
        likeness = mine[start:start + 500] @ mine.T
        for row, other in zip(*np.where(likeness > ALIKE)):
            a, b = codes[start + row], codes[other]
            if a != b and a in drawn and b in drawn and drawn[a] @ drawn[b] < ALIKE:
                yield a, "drawn alike", 0, float(drawn[a] @ drawn[b]), b


def sign_suspects(face, references):
    for code in face.codes:
        if is_han(code):
            continue
        have = [r for r in references if code in r.codes_set]
        if not have:
            yield code, "no reference", 0, 0.0, None
            continue
        mine = face.sign(code)
        likeness = max(float(mine @ r.sign(code)) for r in have)
        if likeness < UNLIKE:
            yield code, "unlike", 0, likeness, None


def sheets(out, name, face, references, suspects):
    """Contact sheets, 12 x 10 suspects each."""
    label = ImageFont.load_default()
    cell, line = 64, 84
    wide = cell * 4 + 8
    across, down = 6, 18
    for number in range(0, len(suspects), across * down):
        image = Image.new("L", (across * wide, down * line), 255)
        for at, (code, why, rank, likeness, nearest) in enumerate(suspects[number:number + across * down]):
            x, y = at % across * wide, at // across * line
            have = [r for r in references if code in r.codes_set][:2]
            shown = [(face, code)] + [(r, code) for r in have]
            shown += [(r, nearest) for r in references if nearest in r.codes_set][:1]
            for column, (who, what) in enumerate(shown):
                if what in who.codes_set:
                    glyph = who.draw(what).resize((2 * cell, 2 * cell)).crop((cell // 2, cell // 2, cell * 3 // 2, cell * 3 // 2))
                    image.paste(Image.eval(glyph, lambda v: 255 - v), (x + column * cell, y + 16))
            text = f"{code:04X} {why[:5]} {rank or ''} {likeness:.2f} {nearest or 0:04X}"
            ImageDraw.Draw(image).text((x + 2, y + 2), text, 0, label)
            ImageDraw.Draw(image).rectangle((x, y, x + cell, y + line - 2), outline=128)
        image.save(os.path.join(out, f"{name}-{number // (across * down) + 1:02}.png"))


def main():
    fonts, root, out = sys.argv[1:4]
    os.makedirs(out, exist_ok=True)
    for name in sys.argv[4:] or sorted(FACES):
        face = Face(os.path.join(fonts, name))
        references = [Face(os.path.join(root, path), index) for path, index in FACES[name]]
        for one in [face, *references]:
            one.codes_set = set(one.codes)
        suspects = sorted(sign_suspects(face, references)) + sorted(han_suspects(face, references), key=lambda s: (s[1], -s[2], s[0]))
        stem = name.removesuffix(".ttf")
        with open(os.path.join(out, stem + ".tsv"), "w", encoding="utf-8") as table:
            for code, why, rank, likeness, nearest in suspects:
                print(f"U+{code:04X}", chr(code), why, rank, f"{likeness:.3f}", chr(nearest) if nearest else "", sep="\t", file=table)
        seen = [s for s in suspects if s[1] != "no reference"]
        sheets(out, stem, face, references, seen)
        print(name, len(face.codes), "characters,", len(suspects) - len(seen), "without a reference,", len(seen), "suspects", flush=True)


if __name__ == "__main__":
    main()
