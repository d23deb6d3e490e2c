import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { openApi } from '../api/rest/openapi.ts';
import { calleeOf, docstringBefore, propertiesOf, readSource, within, type Source } from './draw/source.ts';
import { writeGenerated } from './generated-files.ts';
import { answersOf } from './openapi/answers.ts';
import { run } from './run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The command that writes the description of the API: `npm run openapi`. */
const openapi = new Command('openapi')
  .description('Writes api/rest/openapi.gen.json from the schemas, the docstrings and the types of the procedures.')
  .option('--check', 'write nothing; fail if the file does not match the procedures')
  .action(async ({ check = false }: { check?: boolean }) => {
    const text = `${JSON.stringify(openApi({ says: await docstrings(), answers: answersOf(root) }), null, 1)}\n`;
    const files = new Map([['api/rest/openapi.gen.json', text]]);
    console.log(await writeGenerated({ root, files, check, command: 'npm run openapi' }));
  });

/** What each procedure does, from the docstrings of the routers. */
async function docstrings(): Promise<ReadonlyMap<string, string>> {
  const dir = join(root, 'api/routers');
  const sources = await Promise.all((await readdir(dir)).map((file) => readSource(join(dir, file))));
  return new Map(sources.flatMap(docstringsIn));
}

/** `[leads.add, Saves one lead …]` for each procedure of a router: `export const leads = router({ add: … })`. */
const docstringsIn = (source: Source): [string, string][] =>
  [...within(source.program)].flatMap((node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return [];
    const noun = node.id.name;
    if (calleeOf(node.init) !== 'router' || node.init.type !== 'CallExpression') return [];
    const [table] = node.init.arguments;
    if (table?.type !== 'ObjectExpression') return [];
    return [...propertiesOf(table)].map(([verb, { keyStart }]): [string, string] => [
      `${noun}.${verb}`,
      docstringBefore(source, keyStart),
    ]);
  });

await run(openapi);
