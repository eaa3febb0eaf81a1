// The page's engine as WebAssembly: in Node by the page's own module, and in a browser from the folder that was built. See offline.sh.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [how, folder, tree, out, ...reports] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

/** What a script of the folder gives the page. */
function beside(name) {
  let given;
  const nianbao = (_, text) => (given = text);
  new Function('nianbao', readFileSync(join(folder, '程序', `${name}.js`), 'utf8'))(nianbao);
  return given;
}

async function files() {
  const { instantiate } = await import(pathToFileURL(join(tree, 'src/page/engine/wasm.js')));
  const engine = await instantiate(Buffer.from(beside('engine'), 'base64'));
  const page = readFileSync(join(folder, '程序/page.js'), 'utf8');
  for (const [font] of page.matchAll(/[A-Za-z0-9-]+\.ttf/g)) engine.giveFont(font, Buffer.from(beside(`字体/${font}`), 'base64'));
  const ask = (what, body) => {
    const answer = engine.ask(what, JSON.stringify(body));
    if (answer.kind === 'refusal') throw new Error(`${what}: ${answer.text}`);
    return answer.kind === 'file' ? answer : JSON.parse(answer.text);
  };
  const median = (take) => {
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      take();
      return performance.now() - start;
    });
    return times.sort((a, b) => a - b)[4].toFixed(1);
  };
  for (const report of reports) {
    const [name, text] = [basename(report, '.yaml'), readFileSync(report, 'utf8')];
    for (const format of ['pdf', 'docx', 'html', 'html-fragment', 'xlsx', 'ofd']) {
      writeFileSync(join(out, `${name}.${format}`), ask('file', { text, name, format }).bytes);
    }
    const view = ask('view', { text, name });
    const field = view.sections[2].grid.cells.find((cell) => cell.field).field;
    const edits = [{ field, value: '7' }];
    console.log(`${name}: view ${median(() => ask('view', { text, name }))} ms, edit ${median(() => ask('edit', { text, name, edits }))} ms, pages ${median(() => ask('pages', { text, name }))} ms`);
  }
}

async function page() {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const tab = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const wrong = [];
  tab.on('pageerror', (error) => wrong.push(String(error)));
  tab.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  const start = performance.now();
  await tab.goto(pathToFileURL(join(folder, 'index.html')).href, { waitUntil: 'domcontentloaded' });
  const opens = tab.getByText('打开文件', { exact: true });
  await opens.waitFor();
  console.log(`ready ${(performance.now() - start).toFixed(0)} ms`);
  const [chooser] = await Promise.all([tab.waitForEvent('filechooser'), opens.click()]);
  await chooser.setFiles(reports[0]);
  await tab.waitForFunction(() => document.querySelector('#pages canvas') !== null, null, { timeout: 120_000 });
  await tab.screenshot({ path: join(out, 'page.png') });
  await tab.getByRole('button', { name: '保存' }).click();
  const coming = tab.waitForEvent('download', { timeout: 120_000 });
  await tab.getByRole('menuitem', { name: 'PDF' }).click();
  await (await coming).saveAs(join(out, 'page.pdf'));
  console.log(`wrong ${JSON.stringify(wrong)}`);
  await browser.close();
}

await { files, page }[how]();
