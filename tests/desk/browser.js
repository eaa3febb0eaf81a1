// A window of a browser on the page, and how a clerk's hands find things in it: by the words that are shown or read aloud.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { chromium, firefox } = require('playwright-core');

const PROGRAMS = { chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser'], firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'] };

/** Folders to which Firefox saves: over WebDriver BiDi it tells of a file, but playwright-core 1.62 does not hear it. */
const saves = new WeakMap();

/** Debian's own programs. Firefox by WebDriver BiDi, which is its own too: no patched one is fetched. */
async function launch(name) {
  const executablePath = PROGRAMS[name].find(fs.existsSync);
  const downloadsPath = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'));
  const options = { executablePath, downloadsPath };
  const browser = await (name === 'firefox'
    ? firefox.launch({ ...options, channel: 'moz-firefox', firefoxUserPrefs: { 'dom.events.testing.asyncClipboard': true, 'browser.download.alwaysOpenPanel': false } })
    : chromium.launch({ ...options, args: ['--no-sandbox'] }));
  browser.on('disconnected', () => fs.rmSync(downloadsPath, { recursive: true, force: true }));
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', acceptDownloads: true });
  if (name === 'firefox') saves.set(context, downloadsPath);
  else await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { browser, context };
}

/** Opens the page; what goes wrong in its scripts is a failure of the story. */
async function open(address, name = 'chromium') {
  const { browser, context } = await launch(name);
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error.stack)));
  page.on('console', (message) => {
    // A refusal is an answer (422, 403), and an engine that is gone (ERR_FAILED) or fonts that are not there (ERR_FILE_NOT_FOUND) are a
    // story's own doing: no failures of the page.
    if (message.type() === 'error' && !/422|403|ERR_FAILED|ERR_FILE_NOT_FOUND/.test(message.text())) wrong.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(address);
  await page.waitForSelector('body[data-room]:has(.start h1)');
  return { browser, context, page, wrong };
}

/** The file that something makes the browser save: its name and bytes. */
async function saved(page, act) {
  const folder = saves.get(page.context());
  if (!folder) {
    const coming = page.waitForEvent('download', { timeout: 120_000 });
    await act();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
  }
  await act();
  let before;
  for (let count = 0; count < 1200; count += 1) {
    // Firefox begins under a name made up, holds the right one with an empty file and moves the whole one there: what is there
    // now may be gone at the next look, so a file counts when two looks find the same.
    const now = fs.readdirSync(folder).filter((name) => !name.endsWith('.part') && !fs.existsSync(path.join(folder, `${name}.part`)))
      .map((name) => ({ name, size: fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size }))
      .find(({ size }) => size > 0);
    if (now && now.name === before?.name && now.size === before.size) {
      const file = path.join(folder, now.name);
      const bytes = fs.readFileSync(file);
      fs.rmSync(file);
      return { name: now.name, bytes };
    }
    before = now;
    await page.waitForTimeout(100);
  }
  throw new Error('nothing was saved');
}

/** A report from nothing, up to its empty tables. */
async function begin(page, office, year) {
  await page.getByLabel('机关名称').fill(office);
  await page.getByLabel('报告哪一年').fill(String(year));
  await page.getByRole('button', { name: '开始填' }).click();
  await page.waitForSelector('.grid');
}

/** Gives a file to what a button asks for. On a busy machine a click may come before the page can hear it: whoever sees nothing clicks again. */
async function choose(page, button, files) {
  for (let times = 1; times <= 6; times += 1) {
    const asked = page.waitForEvent('filechooser', { timeout: 10000 }).catch(() => null);
    await button.click();
    const chooser = await asked;
    if (chooser) {
      return chooser.setFiles(files);
    }
  }
  throw new Error('no file is asked for');
}

/** Opens a report that is to be worked on. */
async function work(page, file) {
  await choose(page, page.getByRole('button', { name: '打开文件', exact: true }), file);
  await page.waitForSelector('.grid');
  await settled(page);
}

/** Until everything typed is in the report and the findings are of it. */
async function settled(page) {
  await page.waitForFunction(() => document.body.dataset.busy !== 'true');
}

/** Drops files on the page, as from the desktop. */
async function drop(page, files) {
  const data = files.map((file) => ({ name: file.split('/').pop(), bytes: fs.readFileSync(file).toString('base64') }));
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of files) {
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
    }
    return transfer;
  }, data);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** A figure by what a screen reader calls it. */
function figure(page, row, column) {
  return page.getByRole('textbox', { name: `${row}，${column}`, exact: true });
}

/** Pastes a range, as from a sheet. */
async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press('Control+V');
  await settled(page);
}

/** Saves in a format; the file's name and bytes. */
async function save(page, format) {
  await page.getByRole('button', { name: '保存' }).click();
  return saved(page, () => page.getByRole('menuitem', { name: format }).click());
}

module.exports = { begin, choose, drop, figure, open, paste, save, saved, settled, work };
