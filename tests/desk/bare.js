// Only the page of a folder: fonts beside it are cut, or not there.
const assert = require('assert/strict');
const fs = require('fs');
const path = require('path');
const { choose, save, settled, work } = require('./browser.js');

const SAMPLE = path.join(__dirname, '../reports/dengtalu-2023.yaml');
const FONTS = path.join(__dirname, '../../fonts');

/** No fonts beside the page: it fills in, checks, saves what carries none, and says what is missing. */
async function fontless({ page, folder }) {
  await work(page, SAMPLE);
  const said = page.locator('.pages-said');
  await said.waitFor();
  assert.match(await said.innerText(), /没有字体文件，排不了页.*存 PDF 要用/);
  const yaml = await save(page, '报告文件');
  assert.equal(yaml.bytes.toString(), fs.readFileSync(SAMPLE, 'utf8'));
  const docx = await save(page, 'Word');
  fs.writeFileSync(path.join(folder, 'fontless.docx'), docx.bytes);
  await page.getByText(/里面没有带字体/).waitFor();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('menuitem', { name: 'PDF' }).click();
  await page.locator('.toast').getByText(/没有字体文件/).waitFor();
  // The files are chosen: pages are there.
  const files = fs.readdirSync(FONTS).filter((name) => name.endsWith('.ttf')).map((name) => path.join(FONTS, name));
  await choose(page, page.locator('.pages-said').getByRole('button', { name: '选字体文件…' }), files);
  await page.waitForSelector('#pages canvas', { timeout: 120_000 });
  const pdf = await save(page, 'PDF');
  fs.writeFileSync(path.join(folder, 'fontless.pdf'), pdf.bytes);
}

/** A character beyond those of every day: the page names the file that has it, and draws it when that is chosen. */
async function rare({ page, folder }) {
  const text = fs.readFileSync(SAMPLE, 'utf8').replace('机关:', '署名: 飝町街道办事处\n机关:');
  const file = path.join(folder, '生僻字.yaml');
  fs.writeFileSync(file, text);
  await work(page, file);
  const said = page.locator('.pages-said');
  await said.waitFor({ timeout: 120_000 });
  const [wanted] = /[A-Za-z0-9-]+\.ttf/.exec(await said.innerText());
  assert.match(await said.innerText(), /“飝”/);
  await choose(page, said.getByRole('button', { name: '选字体文件…' }), [path.join(FONTS, wanted)]);
  await said.waitFor({ state: 'hidden', timeout: 120_000 });
  await settled(page);
  const pdf = await save(page, 'PDF');
  fs.writeFileSync(path.join(folder, 'rare.pdf'), pdf.bytes);
}

module.exports = { fontless, rare };
