// Everybody can use it: without a mouse, with a screen reader, at twice the size, on a narrow screen.
const assert = require('assert/strict');
const fs = require('fs');
const path = require('path');
const { begin, figure, saved, settled, work } = require('./browser.js');

const SUQIAN = path.join(__dirname, '../reports/suqian-2023.yaml');
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

/** Presses Tab until something has the focus. */
async function tabTo(page, wanted, most = 80) {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => {
      const here = document.activeElement;
      const name = here?.getAttribute('aria-label') ?? here?.labels?.[0]?.textContent ?? here?.textContent ?? '';
      return name.includes(wanted);
    }, wanted)) {
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, "none", `${wanted}: the focus is to be seen ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200))}`);
      return;
    }
  }
  assert.fail(`Tab never comes to ${wanted}`);
}

/** From the first screen to a saved file without a mouse. */
async function keyboard({ page }) {
  await tabTo(page, '机关名称');
  await page.keyboard.type('安平县教育局');
  await tabTo(page, '开始填');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.grid');
  await settled(page);
  await tabTo(page, '三、收到和处理');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), '一、本年新收政府信息公开申请数量，自然人', 'a part leads to its table');
  await page.keyboard.type('5');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), '二、上年结转政府信息公开申请数量，自然人');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '二、上年结转政府信息公开申请数量，商业企业');
  await page.keyboard.press('Enter');
  assert.match(await focused(page), /（一）予以公开，商业企业$/);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), '一、本年新收政府信息公开申请数量，自然人');
  await settled(page);
  // To the findings and, by the first of them, back.
  await page.keyboard.press('F8');
  assert.equal(await page.evaluate(() => document.activeElement.hasAttribute('data-field')), true);
  await page.keyboard.press('F6');
  assert.equal(await page.evaluate(() => document.activeElement.closest('#panel') !== null), true);
  // Undo everything, then save.
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Control+Z');
  await settled(page);
  assert.equal(await figure(page, '一、本年新收政府信息公开申请数量', '自然人').inputValue(), '0');
  assert.match((await saved(page, () => page.keyboard.press('Control+S'))).name, /\.yaml$/);
  // A menu by keys.
  for (let count = 0; count < 5 && !(await page.evaluate(() => document.activeElement.closest('#bar'))); count += 1) await page.keyboard.press('F6');
  await tabTo(page, '保存', 8);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(page), /PDF/);
  await page.keyboard.press('Escape');
  assert.match(await focused(page), /保存/);
}

/** A mistake is found, told and mended by keys alone. */
async function keyboardMends({ page }) {
  await work(page, SUQIAN);
  const cell = figure(page, '三、本年度办理结果，（一）予以公开', '自然人');
  const right = await cell.inputValue();
  await cell.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1157');
  await page.waitForSelector('td.figure.error.culprit');
  await page.keyboard.press('Home');
  await page.keyboard.press('F8');
  assert.equal(await focused(page), await cell.getAttribute('aria-label'));
  await page.keyboard.press('Alt+Enter');
  await settled(page);
  assert.equal(await cell.inputValue(), right);
}

/** axe-core: every room and state, at the usual size, at 200 % of it, and narrow. */
async function axe({ page }) {
  const source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const bad = [];
  const judge = async (state) => {
    // Not by a script element: the page allows none but its own.
    if (!(await page.evaluate("typeof axe === \"object\""))) await page.evaluate(`${source};0`);
    const found = await page.evaluate(() => axe.run({ preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
    const { width } = page.viewportSize();
    console.log(`${state} ${width} violations ${found.violations.length} passes ${found.passes.length}`);
    for (const one of found.violations) bad.push(`${state} ${width} ${one.id} ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`);
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
    if (wide > 0) bad.push(`${state} ${width}: ${wide} px stand out of the window`);
  };
  const sizes = [{ width: 1366, height: 768 }, { width: 683, height: 384 }, { width: 390, height: 844 }];
  const everywhere = async (state) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await judge(state);
    }
    await page.setViewportSize(sizes[0]);
  };
  await everywhere('start');
  await page.locator('body').press('Escape');
  await begin(page, '安平县教育局', 2025);
  await settled(page);
  await everywhere('empty report');
  await page.getByRole('button', { name: '年报' }).click();
  await everywhere('start with drafts');
  await work(page, SUQIAN);
  await figure(page, '三、本年度办理结果，（一）予以公开', '自然人').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1157');
  await page.waitForSelector('td.figure.error.culprit');
  await everywhere('a mistake');
  await page.setViewportSize(sizes[2]);
  await page.locator('#tabs').getByRole('button', { name: /问题/ }).click();
  await judge('findings');
  await page.locator('#tabs').getByRole('button', { name: '页面' }).click();
  await judge('pages');
  await page.locator('#tabs').getByRole('button', { name: '填写' }).click();
  await page.setViewportSize(sizes[0]);
  await page.getByRole('button', { name: '保存' }).click();
  await judge('menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '看 YAML' }).click();
  await everywhere('YAML');
  assert.deepEqual(bad, []);
}

module.exports = { axe, keyboard, keyboardMends };
