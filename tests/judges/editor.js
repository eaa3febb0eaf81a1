// Speaks the Language Server Protocol to yaml-language-server: opens one file, prints its problems, what it shows of a place, and the completions there.
const { spawn } = require('child_process'), fs = require('fs'), path = require('path'), { pathToFileURL } = require('url');
const [server, file, line, column] = process.argv.slice(2);
const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const uri = pathToFileURL(path.resolve(file)).href, text = fs.readFileSync(file, 'utf8');
let id = 0, buffer = Buffer.alloc(0);
const waiting = new Map();
const send = m => { const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...m })); child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`); child.stdin.write(body); };
const ask = (method, params) => new Promise(done => { waiting.set(++id, done); send({ id, method, params }); });
let problems; const published = new Promise(done => { problems = done; });
child.stdout.on('data', chunk => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const end = buffer.indexOf('\r\n\r\n'); if (end < 0) return;
    const length = +/Content-Length: (\d+)/i.exec(buffer.subarray(0, end))[1];
    if (buffer.length < end + 4 + length) return;
    const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length)); buffer = buffer.subarray(end + 4 + length);
    if (message.method === 'textDocument/publishDiagnostics') problems(message.params.diagnostics);
    else if (message.method && message.id !== undefined)
      send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(i => i.section === 'yaml' ? { validate: true, completion: true, schemaStore: { enable: false } } : null) : null });
    else if (waiting.has(message.id)) { waiting.get(message.id)(message.result); waiting.delete(message.id); }
  }
});
(async () => {
  await ask('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument: { completion: { completionItem: { snippetSupport: false } } }, workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } } });
  send({ method: 'initialized', params: {} });
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
  for (const p of await published) console.log(`${p.range.start.line + 1}:${p.range.start.character + 1} ${p.message}`);
  if (line) {
    const list = await ask('textDocument/completion', { textDocument: { uri }, position: { line: line - 1, character: column - 1 } });
    for (const item of (list.items || list)) console.log(`+ ${item.label}`);
    const hover = await ask('textDocument/hover', { textDocument: { uri }, position: { line: line - 1, character: column - 1 } });
    if (hover) console.log((hover.contents.value || String(hover.contents)).split('\n').filter(Boolean).map(l => `? ${l}`).join('\n'));
  }
  child.kill(); process.exit(0);
})();
