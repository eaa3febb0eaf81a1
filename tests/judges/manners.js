// Writes models (JSON: [{path, blocks}]) with the npm package docx, as a program in a browser or a server would.
const fs = require('fs');
const docx = require('docx');
const texts = (text) => text.split('\x01').map((part) => part.split('\x00'));
const paragraphs = (text, heading) => texts(text).map((runs) => new docx.Paragraph({ heading, children: runs.map((run) => new docx.TextRun(run)) }));
const table = (rows) => new docx.Table({
  rows: rows.map((row) => new docx.TableRow({
    children: row.map((cell) => new docx.TableCell({ columnSpan: cell.cols, rowSpan: cell.rows, children: cell.table ? [table(cell.table), new docx.Paragraph('')] : paragraphs(cell.text) })),
  })),
});
(async () => {
  for (const { path, blocks } of JSON.parse(fs.readFileSync(process.argv[2]))) {
    const children = blocks.flatMap(([kind, content, style]) => kind === 't' ? [table(content)] : paragraphs(content, style === 'h1' ? docx.HeadingLevel.HEADING_1 : undefined));
    fs.writeFileSync(path, await docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] })));
  }
})();
