// readers.mjs FILE.pdf WORD ...: what pdf.js finds. See readers.sh.
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const [file, ...words] = process.argv.slice(2);
const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
let text = "";
let heads = 0;
const count = (node) => {
  if (node?.role === "THead") heads += 1;
  node?.children?.forEach(count);
};
for (let number = 1; number <= document.numPages; number += 1) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  text += items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("");
  count(await page.getStructTree());
}
for (const word of words) console.log("pdf.js", word, text.split(word).length - 1);
const blank = text.match(/[\u4e00-\u9fff] +[0-9.]+[\u4e00-\u9fff]|[0-9] +[\u4e00-\u9fff]/g) ?? [];
console.log("pdf.js", "blank", blank.length);
console.log("pdf.js", "THead", heads);
