// story.js NAME ADDRESS FOLDER [firefox]: tells one of the stories beside it, and leaves a picture of its end.
const path = require('path');
const { open } = require('./browser.js');

const stories = { ...require('./filling.js'), ...require('./keeping.js'), ...require('./reaching.js'), ...require('./many.js'), ...require('./bare.js') };

async function tell(name, address, folder, browser) {
  const story = stories[name];
  if (!story) throw new Error(`no story ${name}`);
  const stage = await open(address, browser);
  try {
    await story({ ...stage, address, folder, offline: address.startsWith('file:') });
    if (stage.wrong.length) throw new Error(`the page's scripts: ${stage.wrong.join('\n')}`);
    console.log(`${name} came out`);
  } finally {
    await stage.page.screenshot({ path: path.join(folder, `${name}.png`) }).catch(() => null);
    await stage.browser.close();
  }
}

const [, , name, address, folder, browser] = process.argv;
tell(name, address, folder, browser).catch((error) => {
  console.error(error.stack);
  process.exit(1);
});
