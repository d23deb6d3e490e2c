import { parseSync, Visitor } from 'oxc-parser';
import { expect, it } from 'vitest';
import { sourcesOf } from './import-graph.ts';

/** Where a source makes a date of the moment: `new Date()`. (`Date.now()` is the linter's.) */
function momentsIn(file: string, source: string): string[] {
  const found: string[] = [];
  const visitor = new Visitor({
    NewExpression({ callee, arguments: given, start }) {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) {
        found.push(`${file}:${source.slice(0, start).split('\n').length}`);
      }
    },
  });
  visitor.visit(parseSync(file, source).program);
  return found;
}

it('facts hold program time: only the clock makes a date of the moment', async () => {
  const sources = await sourcesOf(['domain', 'content', 'workflows', 'db', 'activities', 'api']);
  expect([...sources].flatMap(([file, source]) => momentsIn(file, source))).toEqual([]);
  expect(momentsIn('x.ts', 'const at = 1;\nconst late = new Date();')).toEqual(['x.ts:2']);
});
