import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnyEventRow } from '../../db/events/event-row.ts';
import { outgoingEvents } from '../../db/events/outgoing-events.ts';
import { root } from '../frame/import-graph.ts';

const page = readFileSync(join(root, 'docs/outgoing-events.md'), 'utf8');
const rows = Object.entries(outgoingEvents) as unknown as readonly [string, AnyEventRow][];

test('the page of outgoing events has a line for each event, with an example of its data', () => {
  const lines = rows.map(([type, { doc, data }]) => {
    const fields = Object.entries(data).map(
      ([name, [, example]]) => `\`${name}\` ${JSON.stringify(example).replaceAll('"', '')}`,
    );
    return `| \`${type}\` | ${doc} | ${fields.join('<br>')} |`;
  });
  expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual(lines);
});
