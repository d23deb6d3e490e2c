import { expect, test, vi } from 'vitest';
import { counts } from '../../api/reports/counts.ts';
import { expectedQuestions } from '../../api/reports/recount.ts';
import { questionOf } from '../../api/reports/saved.ts';
import { app } from '../support/app.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

/** The procedures whose report has another name than theirs. */
const named: Readonly<Record<string, string>> = {
  'reports.plan': 'experience',
  'content.grid': 'contentGrid',
  'content.results': 'contentResults',
  'ops.unattended': 'unattended',
};

/** The question that a call of a page asks, as it would be saved; undefined if its answer is no report. */
function asked(procedure: string, input: Readonly<Record<string, unknown>> = {}): string | undefined {
  const name = named[procedure] ?? procedure.replace(/^reports\./, '');
  if (!Object.hasOwn(counts, name)) return undefined;
  const { revenue: _, by, from, ...rest } = input;
  const kept = name === 'experience' ? rest : { ...rest, ...(by !== undefined && { by }) };
  return questionOf(name, { ...kept, ...(typeof from === 'string' && { from: Date.parse(from) }) });
}

test('what a page counts when it opens is counted before anybody asks', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  const { id: campaign } = await world.db.selectFrom('campaigns').select('id').executeTakeFirstOrThrow();
  const { page, open } = await visit(started.browser, world, 'admin');
  const questions = new Set<string>();
  page.on('request', (request) => {
    const names = new URL(request.url()).pathname.split('/trpc/')[1]?.split(',') ?? [];
    const inputs = (request.postDataJSON() ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    for (const [n, name] of names.entries()) questions.add(asked(name, inputs[n]) ?? '');
  });
  const views = [
    '/team',
    '/team?view=slas',
    '/team?view=agreement',
    ...['funnel', 'money', 'plan', 'emails'].map((view) => `/funnel?view=${view}`),
  ];
  for (const path of [...views, '/content', '/content/guide', `/campaigns/${campaign}`, '/operations']) {
    await open(path);
    await page.waitForLoadState('networkidle');
  }
  questions.delete('');
  expect(questions.size).toBeGreaterThan(12);
  const { db, clock } = world;
  const settings = { content: app.content, defaultZone: world.settings.api.zone };
  const expected = await expectedQuestions({ db, clock, policy: app.policy, settings });
  expect([...questions].filter((question) => !expected.includes(question))).toEqual([]);
});
