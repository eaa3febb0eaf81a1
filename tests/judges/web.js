// What web.sh asks of a browser and of a sanitiser.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const WIDTHS = [320, 390, 1366];
const [, , task, ...words] = process.argv;

async function browser(work) {
  const { chromium } = require("playwright-core");
  const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(fs.existsSync);
  const opened = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

async function open(opened, file, width, colorScheme) {
  const page = await opened.newPage({ viewport: { width, height: 800 }, colorScheme });
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto(pathToFileURL(path.resolve(file)).href);
  return { page, fetched };
}

async function axe(files) {
  const source = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  let bad = 0;
  await browser(async (opened) => {
    for (const file of files) {
      for (const width of WIDTHS) {
        for (const scheme of width === 390 ? ["light", "dark"] : ["light"]) {
          const { page, fetched } = await open(opened, file, width, scheme);
          const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
          // A table stands out of its window only where that can be moved, and then it can be reached and has a name.
          const stuck = await page.evaluate(() => [...document.querySelectorAll("table")].filter((table) => {
            const region = table.parentElement;
            const moves = getComputedStyle(region).overflowX === "auto" && region.tabIndex === 0;
            return table.scrollWidth > region.clientWidth + 1 && !moves;
          }).length);
          const scripts = await page.evaluate(() => document.scripts.length);
          await page.evaluate(source);
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
          const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), tags);
          const strict = found.violations.filter((violation) => violation.tags.some((tag) => tag.startsWith("wcag")));
          const line = `violations ${strict.length} advice ${found.violations.length - strict.length} passes ${found.passes.length}`;
          console.log(`${path.basename(file)} ${width} ${scheme} ${line} incomplete ${found.incomplete.map((i) => i.id).join(",") || "-"} fetched ${fetched.length - 1} scripts ${scripts} wide ${wide} stuck ${stuck}`);
          for (const violation of found.violations) console.log(`   ${violation.id} ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
          bad += strict.length + (fetched.length - 1) + scripts + (wide > 0) + stuck;
          await page.close();
        }
      }
    }
  });
  return bad;
}

/** The body's text without captions and blanks. */
function prose(document) {
  document.querySelectorAll("caption").forEach((caption) => caption.remove());
  return document.body.textContent.replace(/\s/g, "");
}

async function text([file]) {
  const { JSDOM } = require("jsdom");
  process.stdout.write(prose(new JSDOM(fs.readFileSync(file, "utf8")).window.document));
  return 0;
}

/** What must not change: every table cell by cell with its spans and scope, every heading with its level. */
function skeleton(document) {
  const cell = (cell) => [cell.tagName, cell.colSpan, cell.rowSpan, cell.getAttribute("scope"), cell.textContent];
  const tables = [...document.querySelectorAll("table")].map((table) =>
    [table.caption?.textContent, ...[...table.rows].map((row) => [row.parentElement.tagName, ...[...row.cells].map(cell)])]);
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6,[role=heading]")].map((heading) =>
    [heading.tagName, heading.getAttribute("aria-level"), heading.textContent]);
  const styles = [...document.querySelectorAll("[style]")].map((styled) => styled.getAttribute("style"));
  const links = [...document.querySelectorAll("a")].map((link) => [link.getAttribute("href"), link.textContent]);
  return { text: document.body.textContent, tables, headings, styles, links };
}

async function purify(files) {
  const { JSDOM } = require("jsdom");
  const window = new JSDOM("").window;
  const clean = require("dompurify")(window);
  let bad = 0;
  for (const file of files) {
    const before = fs.readFileSync(file, "utf8");
    const [one, other] = [before, clean.sanitize(before)].map((html) => skeleton(new JSDOM(html).window.document));
    const said = Object.keys(one).map((name) => {
      const same = JSON.stringify(one[name]) === JSON.stringify(other[name]);
      bad += !same;
      return `${name} ${same ? "same" : "changed"}`;
    });
    const document = new JSDOM(before).window.document;
    const own = document.querySelectorAll("[id],[class],style,script,link,img").length;
    bad += own;
    console.log(`${path.basename(file)} ${said.join(" ")} removed ${clean.removed.length} foreign ${own} tables ${one.tables.length}`);
  }
  return bad;
}

async function shots([file, folder]) {
  fs.mkdirSync(folder, { recursive: true });
  await browser(async (opened) => {
    for (const width of WIDTHS) {
      for (const scheme of ["light", "dark"]) {
        const { page } = await open(opened, file, width, scheme);
        await page.screenshot({ path: path.join(folder, `${width}-${scheme}.png`), fullPage: true });
        if (width === 1366 && scheme === "light") {
          await page.pdf({ path: path.join(folder, "printed.pdf"), preferCSSPageSize: true });
        }
        await page.close();
      }
    }
  });
  return 0;
}

const tasks = { axe, purify, text, shots };
tasks[task](words).then((bad) => process.exit(bad ? 1 : 0), (error) => { console.error(error); process.exit(2); });
