import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from './import-graph.ts';
import { inventedIn, namedAfterInventing, type KindList } from './invent.ts';

interface Tested extends KindList {
  /** A member needs its row only: an app, a file or a person chooses it, and the code reads the row. */
  readonly rowIsAll?: true;
}

/** Each list of kinds: a member that is added to it must be noticed, or need nothing but its row. */

const lists = {
  channels: { file: 'domain/contact/suppression.ts' },
  suppressionReasons: { file: 'domain/contact/suppression.ts', rowIsAll: true },
  suppressionScopes: { file: 'domain/contact/suppression-scope.ts' },
  touchStates: { file: 'domain/contact/touch-states.ts' },
  confirmationEmailStates: { file: 'domain/contact/touch-states.ts' },
  linkKinds: { file: 'domain/contact/link-kinds.ts' },
  mailBlames: { file: 'domain/contact/mail-status.ts' },
  enrolmentStates: { file: 'domain/lead/enrolment-states.ts' },
  funnelStages: { file: 'domain/lead/funnel.ts' },
  journalKinds: { file: 'domain/lead/journal-kinds.ts' },
  rejections: { file: 'domain/lead/rejections.ts' },
  stuckCauses: { file: 'domain/lead/stuck.ts' },
  apiRoles: { file: 'domain/people/roles.ts' },
  repRoles: { file: 'domain/people/roles.ts', rowIsAll: true },
  givers: { file: 'domain/people/given.ts' },
  leadFields: { file: 'api/import/fields.ts' },
  taskKinds: { file: 'domain/sales/task-kinds.ts' },
  dispositionFields: { file: 'domain/sales/dispositions.ts', rowIsAll: true },
  nextSteps: { file: 'domain/sales/dispositions.ts', row: `{ from: ['sdr', 'sales', 'reply'] }` },
  standardDispositions: { file: 'domain/sales/dispositions.ts', rowIsAll: true },
  rungs: { file: 'domain/sales/sla.ts', rowIsAll: true },
  coreKinds: { file: 'domain/scoring/engagement.ts' },
  replyKinds: { file: 'domain/scoring/engagement.ts' },
  answerKinds: {
    file: 'domain/scoring/engagement.ts',
    row: `{ label: 'After the holidays', closes: 'paused', lasts: 30 * DAY }`,
  },
} as const satisfies Record<string, Tested>;

const named = namedAfterInventing(lists);
const sources = await sourcesOf([
  'domain',
  'content',
  'db',
  'services',
  'engine',
  'workflows',
  'activities',
  'api',
  'audit',
  'worker',
]);

/** Whether a product file other than the one of the list uses a member: as a text, a property or a key. */
function isUsed(member: string, list: string): boolean {
  const use = new RegExp(`'${member}'|\\.${member}\\b|\\b${member}:`);
  return [...sources].some(
    ([file, text]) => file !== lists[list as keyof typeof lists].file && !/migrations\/|\.gen\.ts$/.test(file) && use.test(text),
  );
}

const tested = Object.entries<Tested>(lists);

test.each(tested.filter(([, { rowIsAll }]) => !rowIsAll))(
  'every member of %s is used, and an invented one is not',
  async (list, { file }) => {
    const { [list]: table } = (await import(join(root, file))) as Record<string, object>;
    const members = [...Object.keys(table!), inventedIn(list)];
    expect(members.filter((member) => !isUsed(member, list))).toEqual([inventedIn(list)]);
  },
);

test('CONTRIBUTING.md says who notices a new member of each list', () => {
  const rows = tested.map(([list, { file, rowIsAll }]) => {
    const files = named.get(list)!.map((path) => `\`${path}\``);
    return `| \`${list}\` | \`${file}\` | ${files.join(', ')} | ${rowIsAll ? '' : 'yes'} |`;
  });
  const table = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').match(/^\| a member of .*\n.*\n((?:\|.*\n)+)/m)?.[1];
  expect(table?.trim().split('\n')).toEqual(rows);
});
