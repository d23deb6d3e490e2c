import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from './import-graph.ts';
import { inventedIn, isUnion, namedAfterInventing, type KindList } from './invent.ts';

interface Tested extends KindList {
  /** Why a member needs its row only: somebody chooses it, and the code reads the row. */
  readonly rowIsAll?: string;
}

const app = 'an app chooses it';
const person = 'a person chooses it';
const everyRow = 'the code goes through all rows';
const elsewhere = 'other systems choose it';

/** Each list of kinds: a member that is added to it must be noticed, or need nothing but its row. */
const lists = {
  channels: { file: 'domain/contact/suppression.ts' },
  suppressionReasons: { file: 'domain/contact/suppression.ts', rowIsAll: 'a person, an app or a door chooses it' },
  suppressionScopes: { file: 'domain/contact/suppression-scope.ts' },
  brakes: { file: 'domain/contact/brakes.ts' },
  purposes: { file: 'domain/contact/purpose.ts' },
  consentBases: { file: 'domain/contact/consent-policy.ts' },
  noConsentReasons: { file: 'domain/contact/consent.ts' },
  sendingTroubles: { file: 'domain/contact/sending-trouble.ts' },
  touchStates: { file: 'domain/contact/touch-states.ts' },
  confirmationEmailStates: { file: 'domain/contact/touch-states.ts' },
  linkKinds: { file: 'domain/contact/link-kinds.ts' },
  mailBlames: { file: 'domain/contact/mail-status.ts' },
  campaignStates: { file: 'domain/lead/campaign-states.ts' },
  enrolmentStates: { file: 'domain/lead/enrolment-states.ts' },
  funnelStages: { file: 'domain/lead/funnel.ts' },
  standardForms: { file: 'domain/lead/form.ts', rowIsAll: app },
  journalKinds: { file: 'domain/lead/journal-kinds.ts' },
  leadEvents: { file: 'domain/lead/lead-events.ts' },
  noteKinds: { file: 'domain/lead/note-kinds.ts', rowIsAll: person },
  rejections: { file: 'domain/lead/rejections.ts' },
  safeModes: { file: 'domain/lead/safe-mode.ts' },
  stuckCauses: { file: 'domain/lead/stuck.ts' },
  inputKinds: { file: 'domain/input/input-kinds.ts', unnamed: ['domain/input/program-input.ts'] },
  apiRoles: { file: 'domain/people/roles.ts' },
  repRoles: { file: 'domain/people/roles.ts', rowIsAll: person },
  givers: { file: 'domain/people/given.ts' },
  fieldKinds: { file: 'domain/people/lead-fields.ts', unnamed: ['content/preview.ts'] },
  seniorities: { file: 'domain/people/persona.ts' },
  standardPersonas: { file: 'domain/people/persona.ts', rowIsAll: app },
  retainedKinds: { file: 'domain/people/retention-policy.ts' },
  standardFields: { file: 'domain/audience/names.ts' },
  leadFields: { file: 'api/import/fields.ts' },
  importFields: { file: 'api/import/import-input.ts' },
  columnFields: { file: 'api/import/import-input.ts' },
  subjectColumns: { file: 'api/suppressions/columns.ts' },
  taskKinds: { file: 'domain/sales/task-kinds.ts' },
  dealResults: { file: 'domain/sales/deal-results.ts' },
  dispositionFields: { file: 'domain/sales/dispositions.ts', rowIsAll: app },
  nextSteps: { file: 'domain/sales/dispositions.ts', row: `{ from: ['sdr', 'sales', 'reply'] }` },
  standardDispositions: { file: 'domain/sales/dispositions.ts', rowIsAll: app },
  standardCallGuide: { file: 'domain/sales/questions.ts', rowIsAll: app },
  standardDealReview: { file: 'domain/sales/questions.ts', rowIsAll: app },
  rejectReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  disqualifyReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  notInterestedReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  lostReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  badNumberReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  unreachableReasons: { file: 'domain/sales/reasons.ts', rowIsAll: person },
  rungs: { file: 'domain/sales/sla.ts', rowIsAll: app },
  standardSlas: { file: 'domain/sales/sla.ts', rowIsAll: app },
  coreKinds: { file: 'domain/scoring/engagement.ts' },
  standardPages: { file: 'domain/scoring/engagement.ts', rowIsAll: app },
  replyKinds: { file: 'domain/scoring/engagement.ts' },
  answerKinds: {
    file: 'domain/scoring/engagement.ts',
    row: `{ label: 'After the holidays', closes: 'paused', lasts: 30 * DAY }`,
  },
  dataKinds: {
    file: 'domain/scoring/engagement-data.ts',
    unnamed: ['domain/scoring/engagement-data.ts'],
  },
  lacks: { file: 'domain/scoring/ready.ts' },
  temperatures: { file: 'domain/scoring/threshold.ts' },
  rhythms: { file: 'domain/time/working-day.ts' },
  verdicts: { file: 'domain/reports/ab-test.ts' },
  signals: { file: 'workflows/messages.ts' },
  updates: { file: 'workflows/messages.ts' },
  searchAttributes: { file: 'workflows/search-attributes.ts' },
  outgoingEvents: { file: 'db/events/outgoing-events.ts', rowIsAll: everyRow },
  alertKinds: { file: 'db/alerts/alert-kinds.ts', rowIsAll: everyRow },
  gauges: { file: 'db/system/gauges.ts', rowIsAll: everyRow },
  places: { file: 'db/system/places.ts', rowIsAll: everyRow },
  unattendedKinds: { file: 'db/system/unattended.ts', rowIsAll: everyRow },
  countedSets: { file: 'db/reports/counted/index.ts' },
  forecastKinds: { file: 'db/reports/forecast-kinds.ts', rowIsAll: everyRow },
  memberships: { file: 'db/campaigns/members.ts' },
  measures: { file: 'db/campaigns/results.ts', rowIsAll: everyRow },
  leadSorts: { file: 'db/leads/list-leads.ts', rowIsAll: person },
  taskSorts: { file: 'db/tasks/list-tasks.ts', rowIsAll: person },
  accountSorts: { file: 'db/accounts/list-accounts.ts', rowIsAll: person },
  topics: { file: 'api/live/topics.ts', rowIsAll: everyRow },
  feedbackTypes: { file: 'api/mail/feedback.ts', rowIsAll: elsewhere },
  alertFaults: { file: 'audit/alert-faults.ts', rowIsAll: everyRow },
  leadFaults: { file: 'audit/lead-faults.ts', rowIsAll: everyRow },
  outboxFaults: { file: 'audit/outbox-faults.ts', rowIsAll: everyRow },
  restoreFaults: { file: 'audit/restore-faults.ts', rowIsAll: everyRow },
  taskFaults: { file: 'audit/task-faults.ts', rowIsAll: everyRow },
  touchFaults: { file: 'audit/touch-faults.ts', rowIsAll: everyRow },
  TaskState: { file: 'db/columns.ts' },
  OutboxState: { file: 'db/columns.ts' },
  DispositionState: { file: 'db/columns.ts' },
  AuditOutcome: { file: 'db/columns.ts' },
  AccountKind: { file: 'db/columns.ts' },
  ConfirmationState: { file: 'db/columns.ts' },
  Verdict: { file: 'db/columns.ts' },
  IncomingMailState: { file: 'db/columns.ts' },
  ImportState: { file: 'db/columns.ts' },
} as const satisfies Record<string, Tested>;

/** Tables whose rows are no kinds, each with what they are. */
const noKinds: Readonly<Record<string, string>> = {
  longest: 'numbers with names',
  limits: 'numbers with names',
  connections: 'numbers with names',
  formRates: 'numbers with names',
  patience: 'numbers with names',
  standardRates: 'numbers with names',
  narrower: 'types of columns',
  signInPages: 'texts',
  standardPlaceholders: 'what emails can be filled in with, each given by the renderer',
  standardLinks: 'what emails can be filled in with, each given by the renderer',
  standardRecycle: 'an answer for each reason; the type of the policy lists them',
  standardRouting: 'an answer for each case; the type of the policy lists them',
  faults: 'the lists of faults together',
  counts: 'how each report is counted; its procedure names it',
  scoreNow: 'SQL of two numbers',
  ofContent: 'the keys of front matters; a test gives each an invented value',
};

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
  'sinks',
  'config',
  'channels',
]);

const written = [...sources].filter(([file]) => !/migrations\/|\.gen\.ts$/.test(file));

/** Whether the product uses a member: as a text, a property or a key. In the file of its list, a key is its row, and a word its own. */
function isUsed(member: string, list: string): boolean {
  const [text, key] = [`'${member}'|\\.${member}\\b`, `|\\b${member}:`];
  const inside = isUnion(list) ? /$^/ : new RegExp(text);
  const outside = new RegExp(text + key);
  return written.some(([file, source]) => (file === lists[list as keyof typeof lists].file ? inside : outside).test(source));
}

/** The words of a union, or the keys of a table. */
async function membersOf(list: string, file: string): Promise<readonly string[]> {
  if (!isUnion(list)) return Object.keys(((await import(join(root, file))) as Record<string, object>)[list]!);
  const union = new RegExp(`export type ${list} =([^;]*);`).exec(sources.get(file)!)![1]!;
  return [...union.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
}

const tested = Object.entries<Tested>(lists);

test.each(tested.filter(([, { rowIsAll }]) => !rowIsAll))(
  'every member of %s is used, and an invented one is not',
  async (list, { file }) => {
    const members = [...(await membersOf(list, file)), inventedIn(list)];
    expect(members.filter((member) => !isUsed(member, list))).toEqual([inventedIn(list)]);
  },
);

test('no table and no stored word is missing here', () => {
  const tables = written.flatMap(([file, text]) =>
    [...text.matchAll(/^export const (\w+) = (?:kinds<\w+>\(\)\()?\{\n/gm)].map(([, name = '']) => ({ name, file })),
  );
  const words = [...sources.get('db/columns.ts')!.matchAll(/^export type (\w+) =\s*\|?\s*'/gm)].map(([, name = '']) => name);
  const found = [...tables, ...words.map((name) => ({ name, file: 'db/columns.ts' }))].filter(({ name }) => !noKinds[name]);
  expect(found.filter(({ name, file }) => lists[name as keyof typeof lists]?.file !== file)).toEqual([]);
  expect(Object.keys(noKinds).filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
});

test('CONTRIBUTING.md says what notices a new member of each list', () => {
  const rows = tested.map(([list, { file, rowIsAll }]) => {
    const files = named.get(list)!.map((path) => `\`${path}\``);
    return `| \`${list}\` | \`${file}\` | ${files.join(', ')} | ${rowIsAll ? `no: ${rowIsAll}` : 'yes'} |`;
  });
  const table = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').match(/^\| a member of .*\n.*\n((?:\|.*\n)+)/m)?.[1];
  expect(table?.trim().split('\n')).toEqual(rows);
});
