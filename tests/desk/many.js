// Many reports at once.
const assert = require('assert/strict');
const fs = require('fs');
const path = require('path');
const { drop, figure, saved, settled } = require('./browser.js');

/** Dropped files become a list, the worst first; one is opened; all are saved with comments, in one file. */
async function list({ page, folder }) {
  const names = ['好.docx', '错.yaml', '坏.docx'];
  await drop(page, names.map((name) => path.join(folder, name)));
  await page.waitForFunction(() => /共 3 份，2 份有错误或读不了/.test(document.querySelector('.list-done').textContent));
  const rows = await page.locator('.list tbody tr').allInnerTexts();
  assert.match(rows[0], /坏\.docx/);
  assert.match(rows[0], /读不了/);
  assert.match(rows[1], /有错误[^]*错\.yaml/);
  assert.match(rows[2], /可以用[^]*好\.docx/);
  const { name, bytes: zip } = await saved(page, () => page.getByRole('button', { name: '存带批注的文件和核对情况' }).click());
  assert.equal(name, '核对情况.zip');
  fs.writeFileSync(path.join(folder, '核对情况.zip'), zip);
  await page.locator('.list tbody tr').nth(1).getByRole('button').click();
  await page.waitForSelector('.grid');
  await settled(page);
  assert.ok((await page.locator('.finding.error').count()) > 0);
  // It is mended and saved: the list knows.
  await figure(page, '一、本年新收政府信息公开申请数量', '自然人').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('0');
  await settled(page);
  assert.match((await saved(page, () => page.keyboard.press('Control+S'))).name, /\.yaml$/);
  await page.getByRole('button', { name: '回到名单' }).click();
  await page.waitForFunction(() => /共 3 份，1 份有错误或读不了/.test(document.querySelector('.list-done').textContent));
  assert.equal(await page.locator('.list tbody tr').count(), 3);
}

module.exports = { list };
