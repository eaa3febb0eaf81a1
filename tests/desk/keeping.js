// Nothing is lost.
const assert = require('assert/strict');
const fs = require('fs');
const path = require('path');
const { begin, figure, paste, settled, work } = require('./browser.js');

const NEW = '一、本年新收政府信息公开申请数量';

/** A reload, a closed window, an engine that does not answer: what was typed is there again. */
async function reloaded({ page, context, address, offline }) {
  await begin(page, '安平县教育局', 2025);
  const cell = figure(page, NEW, '自然人');
  await cell.click();
  await page.keyboard.type('34');
  // At once, before any answer.
  await page.reload();
  await page.waitForSelector('.grid');
  await settled(page);
  assert.equal(await cell.inputValue(), '34');
  // The engine is gone; typing goes on, and the window is closed.
  if (!offline) await page.route('**/api/*', (route) => route.abort());
  await page.getByLabel('监督保障', { exact: true }).click();
  await page.keyboard.type('没有回应时写的话。');
  if (!offline) await page.waitForSelector('#silent:not([hidden])');
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await again.locator('.drafts').getByRole('button', { name: '安平县教育局 2025', exact: true }).click();
  await again.waitForSelector('.grid');
  await settled(again);
  assert.equal(await figure(again, NEW, '自然人').inputValue(), '34');
  assert.equal(await again.getByLabel('监督保障', { exact: true }).inputValue(), '没有回应时写的话。');
  assert.match(await again.locator('.kept').innerText(), /还没有存成文件/);
}

/** Characters put together by an input method: what they are put together from is in no text, and no answer breaks it off. */
async function composed({ page, context }) {
  await begin(page, '安平县教育局', 2025);
  const method = await context.newCDPSession(page);
  const compose = async (text) => {
    await method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(300);
  };
  const prose = page.getByLabel('监督保障', { exact: true });
  await prose.click();
  await page.keyboard.type('开展');
  // An answer comes while letters stand there.
  await compose('ping');
  await compose('ping yi');
  assert.equal(await prose.inputValue(), '开展ping yi');
  await settled(page);
  const kept = () => page.evaluate(() => Object.values({ ...localStorage }).find((one) => one.includes('安平县教育局')) ?? '');
  assert.ok(!(await kept()).includes('ping'), 'no half characters are kept');
  await method.send('Input.insertText', { text: '评议' });
  await settled(page);
  assert.equal(await prose.inputValue(), '开展评议');
  assert.match(await kept(), /开展评议/);
  const cell = figure(page, NEW, '自然人');
  await cell.click();
  await compose('３');
  await compose('３４');
  await method.send('Input.insertText', { text: '３４' });
  await page.keyboard.press('Tab');
  await settled(page);
  assert.equal(await cell.inputValue(), '34');
  assert.equal(await figure(page, NEW, '总计').inputValue(), '34');
}

/** Answers come late: keys typed meanwhile are neither lost nor put out of order. */
async function slow({ page }) {
  await begin(page, '安平县教育局', 2025);
  await page.route('**/api/edit', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const cell = figure(page, NEW, '自然人');
  await cell.click();
  for (const digit of '13579') await page.keyboard.type(digit, { delay: 90 });
  await page.keyboard.press('Tab');
  await page.keyboard.type('24', { delay: 90 });
  const prose = page.getByLabel('监督保障', { exact: true });
  await prose.click();
  const words = '一边等一边写，不丢字。';
  await page.keyboard.type(words, { delay: 60 });
  await settled(page);
  assert.equal(await cell.inputValue(), '13579');
  assert.equal(await figure(page, NEW, '商业企业').inputValue(), '24');
  assert.equal(await prose.inputValue(), words);
  await page.getByRole('button', { name: '看 YAML' }).click();
  const yaml = await copied(page);
  assert.match(yaml, /\[ *13579, *24,/);
  assert.match(yaml, new RegExp(words));
}

/** The file that was given to the program is written back; not over what another program wrote there. */
async function onDisk({ page, folder }) {
  const file = path.join(folder, '年报.yaml');
  await page.waitForSelector('.grid');
  await settled(page);
  const cell = figure(page, '行政许可', '本年处理决定数量');
  await cell.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('7');
  await settled(page);
  await page.keyboard.press('Control+S');
  await page.getByText('已存回 年报.yaml').waitFor();
  assert.match(fs.readFileSync(file, 'utf8'), /行政许可: 7/);
  assert.match(fs.readFileSync(file, 'utf8'), /# 万元/, 'a comment survives');
  fs.appendFileSync(file, '# 别的程序\n');
  await cell.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('8');
  await settled(page);
  await page.keyboard.press('Control+S');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  assert.match(fs.readFileSync(file, 'utf8'), /行政许可: 7[^]*# 别的程序/);
  // What Enter gives keeps both, under a name that nothing has.
  fs.writeFileSync(path.join(folder, '年报（另存）.yaml'), '别的');
  await page.keyboard.press('Control+S');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('已另存为 年报（另存2）.yaml').waitFor();
  assert.match(fs.readFileSync(file, 'utf8'), /行政许可: 7[^]*# 别的程序/);
  assert.match(fs.readFileSync(path.join(folder, '年报（另存2）.yaml'), 'utf8'), /行政许可: 8/);
}

/** The program was ended: what is typed then is kept, said to be in no file, and offered by the next run, which has another key. */
async function gone({ page, context, address }) {
  await page.waitForSelector('.grid');
  await settled(page);
  await page.route('**/*', (route) => route.abort());
  const cell = figure(page, '行政许可', '本年处理决定数量');
  await cell.fill('7');
  await page.getByLabel('监督保障', { exact: true }).fill('程序关了以后写的话。');
  await page.getByText('核对程序没有回应').waitFor();
  assert.match(await page.locator('.kept').innerText(), /还没有存成文件/);
  await page.keyboard.press('Control+S');
  await page.getByText('没有存成文件：').waitFor();
  await page.getByRole('button', { name: '看 YAML' }).click();
  await page.getByText('现在打不开 YAML').waitFor();
  await page.unroute('**/*');
  await page.route('**/api/*', (route) => route.fulfill({ status: 403, body: '' }));
  await page.getByText('口令不对').waitFor();
  await figure(page, '行政强制', '本年处理决定数量').fill('3');
  await page.getByText('写过的暂存在').waitFor();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await asked).accept();
  const again = await context.newPage();
  await again.goto(address);
  await again.getByRole('dialog').getByRole('button', { name: '接着改' }).click();
  await again.waitForSelector('.grid');
  await settled(again);
  assert.equal(await figure(again, '行政许可', '本年处理决定数量').inputValue(), '7');
  assert.equal(await figure(again, '行政强制', '本年处理决定数量').inputValue(), '3');
  assert.equal(await again.getByLabel('监督保障', { exact: true }).inputValue(), '程序关了以后写的话。');
}

/** The whole text of the editor, of which the page shows only the lines in sight. */
async function copied(page) {
  await page.getByLabel('报告的 YAML 文本').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The text itself: written by hand, unreadable for a moment, readable again; its marks lead to the fields, and the list to them. */
async function yaml({ page }) {
  await work(page, path.join(__dirname, '../reports/dengtalu-2023.yaml'));
  await page.getByRole('button', { name: '看 YAML' }).click();
  const text = page.getByLabel('报告的 YAML 文本');
  const whole = await copied(page);
  assert.equal(whole, fs.readFileSync(path.join(__dirname, '../reports/dengtalu-2023.yaml'), 'utf8'));
  const write = async (words) => {
    await page.keyboard.press('Control+A');
    await paste(page, words);
    await page.waitForTimeout(300);
    await settled(page);
  };
  await write(whole.replace('机关: ', '机关: ['));
  await page.locator('.cm-lint-marker-error').first().waitFor();
  await write(whole.replace('行政处罚: 0', '行政处罚: 41'));
  await page.locator('.cm-lint-marker-error').first().waitFor({ state: 'detached' });
  // Typing goes on where the caret is, a step back at a time.
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# 说明 ');
  await page.waitForTimeout(300);
  await settled(page);
  await page.keyboard.press('Control+Z');
  await settled(page);
  assert.equal(await copied(page), whole.replace('行政处罚: 0', '行政处罚: 41'), 'one step back');
  // A finding of the list leads to its mark, the mark to its field.
  await page.locator('.finding.warning').first().locator('.finding-go').click();
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.querySelector('.cm-activeLine'));
  await page.locator('.cm-lintRange-warning').first().hover();
  await page.getByRole('button', { name: '到表里看' }).first().click();
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-field'));
  assert.equal(await text.count(), 1);
  assert.equal(await figure(page, '行政处罚', '本年处理决定数量').inputValue(), '41');
}

module.exports = { composed, gone, onDisk, reloaded, slow, yaml };
