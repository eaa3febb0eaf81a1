// A report is filled in.
const assert = require('assert/strict');
const path = require('path');
const { begin, drop, figure, paste, save, settled, work } = require('./browser.js');

const NEW = '一、本年新收政府信息公开申请数量';
const CARRIED = '二、上年结转政府信息公开申请数量';
const SAMPLE = path.join(__dirname, '../reports/dengtalu-2023.yaml');

/** From nothing to the PDF, all of it typed. */
async function fromNothing({ page }) {
  await begin(page, '安平县教育局', 2025);
  const texts = {
    主动公开: '2025年，安平县教育局主动公开政府信息。',
    依申请公开: '全年新收政府信息公开申请{{',
    政府信息管理: '完善了公文公开属性认定。',
    政府信息公开平台建设: '对网站栏目作了整理。',
    监督保障: '把政府信息公开纳入工作考核，开展社会评议，没有责任追究的情形。',
    存在的主要问题及改进情况: '公开的及时性不够。下一步加强培训。',
    其他需要报告的事项: '本年度没有收取信息处理费。',
  };
  for (const [label, words] of Object.entries(texts)) {
    await page.getByLabel(label, { exact: true }).click();
    await page.keyboard.type(words);
    if (!words.endsWith('{{')) continue;
    // The name is chosen from what is offered.
    await page.keyboard.type('表三.本年新收.总计');
    await page.waitForSelector('.names [aria-selected="true"]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('件，都已办结。');
  }
  await figure(page, NEW, '自然人').click();
  await page.keyboard.type('12');
  await figure(page, '三、本年度办理结果，（一）予以公开', '自然人').click();
  await page.keyboard.type('１２');
  await page.keyboard.press('Tab');
  await settled(page);
  assert.equal(await figure(page, NEW, '总计').inputValue(), '12', 'a total is live');
  assert.match(await page.locator('.filled:not([hidden])').innerText(), /申请12件/);
  await page.waitForFunction(() => /没有问题/.test(document.querySelector('.count').textContent) || !document.querySelector('.finding.error, .finding.todo'));
  const pdf = await save(page, 'PDF');
  assert.equal(pdf.name, '安平县教育局2025年政府信息公开工作年度报告.pdf');
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  const docx = await save(page, 'Word');
  assert.equal(docx.bytes.subarray(0, 2).toString(), 'PK');
  const yaml = await save(page, '报告文件');
  const text = yaml.bytes.toString();
  assert.match(text, /# 井号后面是说明/, 'comments survive');
  assert.match(text, /本年新收政府信息公开申请数量: +\[ *12,/);
  assert.match(text, /\{\{ 表三\.本年新收\.总计 \}\}件/);
}

/** A wrong figure is typed, seen red with what it should be, and mended by the button; the step goes back and forward. */
async function mended({ page }) {
  await work(page, path.join(__dirname, '../reports/suqian-2023.yaml'));
  const cell = figure(page, '三、本年度办理结果，（一）予以公开', '自然人');
  const right = await cell.inputValue();
  const drawn = () => page.evaluate(() => document.querySelectorAll('td.figure.error').length);
  assert.equal(await drawn(), 0);
  await cell.click();
  await page.keyboard.type('12 3');
  await page.keyboard.press('Tab');
  await settled(page);
  assert.equal(await cell.inputValue(), '12 3', 'two numbers do not become one');
  await cell.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1157');
  await page.waitForSelector('td.figure.error.culprit');
  assert.equal(await drawn(), 1, 'the culprit alone is red');
  assert.equal(await cell.getAttribute('aria-invalid'), 'true');
  const described = await cell.getAttribute('aria-describedby');
  assert.match(await page.locator(`#${described}`).innerText(), new RegExp(`改成 ${right}`));
  await page.locator('.finding.error').first().locator('.finding-go').click();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), await cell.getAttribute('aria-label'));
  await page.locator('#strip').getByRole('button', { name: `改成 ${right}` }).click();
  await settled(page);
  assert.equal(await cell.inputValue(), right);
  assert.equal(await drawn(), 0);
  await page.keyboard.press('Control+Z');
  await settled(page);
  assert.equal(await cell.inputValue(), '1157');
  await page.keyboard.press('Control+Y');
  await settled(page);
  assert.equal(await cell.inputValue(), right);
}

/** Ranges from a sheet: with labels, in a middle of figures, too wide; one copied back. */
async function pasted({ page }) {
  await begin(page, '安平县教育局', 2025);
  const first = figure(page, NEW, '自然人');
  await first.click();
  // Labels written as others write them, a merged label's blanks before them, thousands, full width, a row that is none of ours.
  await paste(page, `\t\t(一)予以公开\t１１\t1,200\t0\t0\t0\t0\t1211\r\n二.上年结转政府信息公开申请数量\t\t\t1\t2\t0\t0\t0\t0\t3\r\n部门备注\t\t\t9\t9\t9\t9\t9\t9\t9\r\n`);
  const values = async (row) => Promise.all(['自然人', '商业企业', '总计'].map((column) => figure(page, row, column).inputValue()));
  assert.deepEqual(await values('三、本年度办理结果，（一）予以公开'), ['11', '1200', '1211']);
  assert.deepEqual(await values(CARRIED), ['1', '2', '3']);
  assert.equal(await first.inputValue(), '0', 'rows are found by their labels, not by the caret');
  assert.match(await page.locator('.toast').innerText(), /部门备注/);
  await page.keyboard.press('Control+Z');
  await settled(page);
  assert.deepEqual(await values(CARRIED), ['0', '0', '0'], 'a paste is one step');
  // Figures alone go where the caret stands.
  await first.click();
  await paste(page, '5\t6\n7\t\n');
  assert.deepEqual(await values(NEW), ['5', '6', '11']);
  assert.equal(await figure(page, CARRIED, '自然人').inputValue(), '7');
  await page.getByRole('button', { name: '把 1 个空格填成 0' }).click();
  await settled(page);
  assert.equal(await figure(page, CARRIED, '商业企业').inputValue(), '0');
  // And back out.
  await first.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+C');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '5\t6\n7\t0');
  await page.keyboard.press('Delete');
  await settled(page);
  assert.equal(await first.inputValue(), '');
}

/** Last year's Word file is dropped: this year's report begins with it, and its figures stand in grey. */
async function lastYear({ page, folder }) {
  await drop(page, [path.join(folder, '上年.docx')]);
  await page.getByRole('button', { name: /去年的报告/ }).click();
  await page.waitForSelector('.last-file button');
  assert.equal(await page.getByLabel('机关名称').inputValue(), '宿迁市');
  assert.equal(await page.getByLabel('报告哪一年').inputValue(), '2024');
  await page.getByRole('button', { name: '开始填' }).click();
  await page.waitForSelector('.grid');
  await settled(page);
  const cell = figure(page, NEW, '自然人');
  assert.equal(await cell.getAttribute('aria-description'), '上年 3402');
  const grey = cell.locator('xpath=preceding-sibling::span');
  assert.equal(await grey.innerText(), '3402');
  assert.equal(await figure(page, CARRIED, '自然人').inputValue(), '118', 'what was carried over last year');
}

/** A finding is looked into: 已核 with a reason, and no longer. */
async function waived({ page }) {
  await work(page, SAMPLE);
  const finding = page.locator('.finding.warning').filter({ hasText: '行政事业性收费' });
  await finding.getByRole('button', { name: '已核…' }).click();
  await page.keyboard.type('单位是元，已向财政核实');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await finding.count(), 0);
  const before = await page.locator('.waived summary').first().innerText();
  assert.match(before, /已核 1 处/);
  await page.locator('.waived summary').first().click();
  assert.match(await page.locator('.waived').first().innerText(), /已向财政核实/);
  await page.getByRole('button', { name: '不再算已核' }).click();
  await settled(page);
  assert.equal(await finding.count(), 1);
}

module.exports = { fromNothing, lastYear, mended, pasted, waived };
