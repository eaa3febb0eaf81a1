// desk.js ADDRESS REPORT.yaml ...: the page of `nianbao serve` (tests/judges/desk.sh time ...). For each report, medians of
// ROUNDS rounds: from a key to the red cell, from a key to the redrawn page, each to the next frame that shows it.
const { choose, figure, open, settled } = require('../desk/browser.js');

const ROUNDS = 15;

const median = (times) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];

/** Runs in the page: notes when a key went down, a cell became red, pages were drawn. */
function watch() {
  const times = { key: 0, red: 0, page: 0 };
  window.times = times;
  const shown = (name) => requestAnimationFrame(() => (times[name] = performance.now()));
  document.addEventListener('keydown', () => Object.assign(times, { key: performance.now(), red: 0, page: 0 }), true);
  new MutationObserver(() => {
    if (!times.red && document.querySelector('td.figure.error')) shown('red');
  }).observe(document.querySelector('#form'), { subtree: true, attributeFilter: ['class'] });
  new PerformanceObserver(() => shown('page')).observe({ entryTypes: ['mark'] });
}

async function measured(page, name) {
  await page.waitForFunction((name) => window.times[name] > 0, name);
  return page.evaluate((name) => window.times[name] - window.times.key, name);
}

async function time(address, file) {
  const { page, browser } = await open(address);
  await choose(page, page.getByRole('button', { name: '打开文件', exact: true }), file);
  await page.waitForSelector('.grid');
  await settled(page);
  await page.evaluate(watch);
  const red = [];
  const drawn = [];
  const wrong = figure(page, '一、本年新收政府信息公开申请数量', '自然人');
  const free = figure(page, '行政处罚', '本年处理决定数量');
  for (let round = 0; round < ROUNDS; round += 1) {
    await wrong.click();
    await page.keyboard.press('End');
    await page.keyboard.type('7');
    red.push(await measured(page, 'red'));
    await page.keyboard.press('Backspace');
    await page.waitForFunction(() => !document.querySelector('td.figure.error'));
    await settled(page);
    await free.click();
    await page.keyboard.press('End');
    await page.waitForTimeout(400);
    await page.keyboard.type('1');
    drawn.push(await measured(page, 'page'));
    await page.keyboard.press('Backspace');
    await settled(page);
    await page.waitForTimeout(400);
  }
  await browser.close();
  console.log(`${file.split('/').pop()}: key to red ${median(red).toFixed(0)} ms, key to page ${median(drawn).toFixed(0)} ms`);
}

(async () => {
  const [, , address, ...files] = process.argv;
  for (const file of files) await time(address, file);
})().catch((error) => {
  console.error(error.stack);
  process.exit(1);
});
