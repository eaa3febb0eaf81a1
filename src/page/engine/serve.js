/** Carries questions to `nianbao serve`, which runs on this machine. The only file of the page that fetches. */

import { Barred, Refused, Silent, base64, fromBase64 } from './engine.js';

/** @typedef {import('./engine.js').Engine} Engine */

const KEPT = 'nianbao:token';

/** What to do where the program was ended. */
const AGAIN = '从“年报”程序给出的网址重新进入，会问要不要接着改';

/** The token stands behind the # of the address, where no log sees it; kept so that a reload works. */
function token() {
  const given = location.hash.replace(/^#(token=)?/, '');
  if (given) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given || sessionStorage.getItem(KEPT) || '';
}

/**
 * @param {string} secret
 * @param {string} what
 * @param {unknown} body
 */
async function post(secret, what, body) {
  const reply = await fetch(`api/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Token': secret },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Silent(`核对程序没有回应，正在再试；程序已经关了的，重新运行，${AGAIN}`);
  });
  if (reply.status === 422) throw new Refused(await reply.json());
  if (reply.status === 401 || reply.status === 403) {
    throw new Barred({ refusal: '这个网页的口令不对，程序大概重新运行过', help: AGAIN });
  }
  if (!reply.ok) throw new Refused({ refusal: '核对程序出了问题', help: (await reply.text()).slice(0, 200) });
  if (reply.headers.get('Content-Type')?.startsWith('application/json')) return reply.json();
  const name = decodeURIComponent(reply.headers.get('X-Name') ?? '文件');
  return { name, bytes: new Uint8Array(await reply.arrayBuffer()) };
}

/** @returns {Engine} */
export function serve() {
  const secret = token();
  return {
    ask: (what, ask) => post(secret, what, ask),
    host: {
      offers: async () => {
        const { file, folder = [] } = await post(secret, 'host', {});
        return { file: file?.name ?? null, folder };
      },
      read: async (name) => {
        const file = await post(secret, 'read', { name });
        return { name, bytes: fromBase64(file.bytes), stamp: file.stamp };
      },
      write: async (name, bytes, stamp) => (await post(secret, 'write', { name, bytes: base64(bytes), stamp })).stamp,
    },
  };
}
