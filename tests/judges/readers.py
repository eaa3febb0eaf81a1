"""readers.py FILE.pdf WORD ...: what poppler, MuPDF and pdfium find. See readers.sh."""
import re
import subprocess
import sys

import pymupdf
import pypdfium2

file, words = sys.argv[1], sys.argv[2:]
# Not those between the label of a row and its figures.
BLANK = re.compile(r"[\u4e00-\u9fff] +[0-9.]+[\u4e00-\u9fff]|[0-9] +[\u4e00-\u9fff]")


def say(reader, text, count):
    for word in words:
        print(reader, word, count(word))
    print(reader, "blank", len(BLANK.findall(text)))


# Raw: in the order of the page, without the blanks by which a layout is drawn.
text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
say("poppler", text, text.count)
tree = subprocess.run(["pdfinfo", "-struct", file], capture_output=True, check=True).stdout.decode(errors="replace")
print("poppler", "THead", len(re.findall(r"^ *THead", tree, re.M)))

document = pymupdf.open(file)
text = "".join(page.get_text() for page in document)
say("mupdf", text, lambda word: sum(len(page.search_for(word)) for page in document))

document = pypdfium2.PdfDocument(file)
pages = [page.get_textpage() for page in document]
text = "".join(page.get_text_range() for page in pages)


def found(word):
    count = 0
    for page in pages:
        search = page.search(word)
        while search.get_next():
            count += 1
    return count


say("pdfium", text, found)
