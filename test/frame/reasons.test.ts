import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import plugin from './lint-plugin.ts';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } }).run('an ignored error', plugin.rules.reasons as never, {
  valid: [
    `stopped.catch(() => {}); // it may be rejected before anybody waits for it`,
    `// Its own caller hears of the error.\nlast = turn\n  .catch(() => {})\n  .finally(endLater);`,
    `const names = await readdir(folder).catch(() => []);`,
    `await send(email).catch((error) => { log.warn(error); });`,
  ],
  invalid: [
    `stopped.catch(() => {});`,
    `const file = await read(path).catch(() => undefined);`,
    `// What a rep said.\nconst said = 1;\nsend(said).catch(() => {});`,
    `// A docstring says nothing about a line further down.\nfunction f() {\n  const said = 1;\n  send(said).catch(() => {});\n}`,
  ].map((code) => ({ code, errors: 1 })),
});
