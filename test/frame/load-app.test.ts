import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadApp } from '../../config/load-app.ts';
import { root } from './import-graph.ts';

let dir: string;
beforeEach(async () => void (dir = await mkdtemp(join(root, '.trellis-app-'))));
afterEach(async () => await rm(dir, { recursive: true, force: true }));

/** Writes an app with one program and a policy, whose workflows say this. */
async function app(workflows: string, forms = 'undefined'): Promise<string> {
  const files = {
    'policy.ts': `import { definePolicy } from '../domain/policy/policy.ts';\nexport const policy = definePolicy({ sending: { mostPerWeek: 2 } });`,
    'trellis.config.ts': `import { policy } from './policy.ts';\nexport default { dir: import.meta.dirname, programs: [], policy, forms: ${forms} };`,
    'workflows.ts': `import { lifecycle } from '../workflows/index.ts';\nimport { policy } from './policy.ts';\n${workflows}`,
    'content.gen.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

test('an app whose workflows have the policy of its config is loaded', async () => {
  const loaded = await loadApp(await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });'));
  expect(loaded.policy.sending.mostPerWeek).toBe(2);
});

test('an app whose workflows forget the policy is refused, with what to write', async () => {
  const forgotten = await app('void policy;\nexport const { leadLifecycle } = lifecycle({ programs: [] });');
  await expect(loadApp(forgotten)).rejects.toThrow(
    'expected `lifecycle({ programs, policy })` with the policy of trellis.config.ts',
  );
});

test('an app whose workflows export no lifecycle is refused, with what to write', async () => {
  await expect(loadApp(await app('export const other = policy;'))).rejects.toThrow('expected `export const { leadLifecycle }');
});

test('an app whose programs name teams that its staff file lacks is refused, with all of them at once', async () => {
  const folder = await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });');
  const hours = { zone: 'Europe/Berlin', hours: { mon: ['09:00-17:00'] } };
  await writeFile(join(dir, 'staff.json'), JSON.stringify([{ slug: 'callers', name: 'Callers', calendar: hours, reps: [] }]));
  await writeFile(
    join(dir, 'trellis.config.ts'),
    `import { policy } from './policy.ts';
    import { program, pursue, qualify } from '../workflows/index.ts';
    const tracks = {
      connect: async () => 'call',
      call: qualify({ team: 'caller', sla: 'firstAttempt', qualified: 'sales' }),
      sales: pursue({ team: 'sellers', sla: 'acceptance' }),
    };
    const one = program('one', { start: 'connect', repliesTo: 'callers', recycle: { offer: 'connect' }, tracks });
    const ask = { counts: 'submitted', basis: 'inquiry', asks: 'for x', wording: 'I ask for x.', fields: ['docks'] };
    export default { dir: import.meta.dirname, programs: [one], policy, forms: { ask } };`,
  );
  await expect(loadApp(folder)).rejects.toThrow(
    [
      '  program one: no team "caller" in staff.json. Did you mean "callers"?',
      '  program one: no team "sellers" in staff.json. Did you mean "callers"?',
      '  form ask: no field "docks" in the policy. None is declared.',
    ].join('\n'),
  );
});

test('an app whose programs run steps that its config lacks is refused, and so are impossible steps', async () => {
  const folder = await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });');
  await writeFile(
    join(dir, 'trellis.config.ts'),
    `import { policy } from './policy.ts';
    import { program } from '../workflows/index.ts';
    import { step } from '../config/index.ts';
    const tracks = { connect: async (lead) => { await lead.run('crn', {}); await lead.run('crm'); return 'connect'; } };
    const one = program('one', { start: 'connect', recycle: { offer: 'connect' }, tracks });
    const steps = { crm: step(async () => {}, { within: '6 minutes', retries: -1 }) };
    export default { dir: import.meta.dirname, programs: [one], policy, steps };`,
  );
  await expect(loadApp(folder)).rejects.toThrow(
    [
      '  program one: no step "crn" in steps. Did you mean "crm"?',
      "  step crm: within: expected at most '5 minutes'",
      '  step crm: retries: expected a whole number, 0 or more',
    ].join('\n'),
  );
});

test('impossible providers are refused, with all faults at once', async () => {
  const folder = await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });');
  await writeFile(
    join(dir, 'trellis.config.ts'),
    `import { policy } from './policy.ts';
    const one = { id: 'one', cost: 1, fields: ['region'], lookup: async () => [] };
    const providers = [one, one, { ...one, id: 'Two words' }, { ...one, id: 'three', cost: -1, fields: [] },
      { ...one, id: 'email-domain' }];
    export default { dir: import.meta.dirname, programs: [], policy, providers };`,
  );
  await expect(loadApp(folder)).rejects.toThrow(
    [
      '  provider one: another provider has this id',
      '  provider Two words: expected an id of letters, digits and dashes, such as "register"',
      '  provider three: cost: expected a number, 0 or more',
      '  provider three: fields: expected at least one; without any, it is never asked',
      '  provider email-domain: a provider that ships with Trellis has this id',
    ].join('\n'),
  );
});

test('an app whose programs have interrupts of unknown acts, or to unknown tracks, is refused, with all of them at once', async () => {
  const folder = await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });');
  await writeFile(
    join(dir, 'trellis.config.ts'),
    `import { policy } from './policy.ts';
    import { program, rest } from '../workflows/index.ts';
    const on = { atended: 'connect', attended: 'conect', visited: rest('3 days', 'offers'), booked: () => 'nowhere', clicked: 'connect' };
    const one = program('one', {
      start: 'connect', recycle: { offer: 'connect' }, interrupts: { on }, tracks: { connect: async () => 'connect' },
    });
    export default { dir: import.meta.dirname, programs: [one], policy };`,
  );
  await expect(loadApp(folder)).rejects.toThrow(
    [
      '  program one: interrupts.on: no engagement "atended" in the policy. Did you mean "attended"?',
      '  program one: interrupts.on.attended: no track "conect". Did you mean "connect"?',
      '  program one: interrupts.on.visited: no track "offers". Known: connect.',
    ].join('\n'),
  );
});

test('an app whose forms count as what nobody can do is refused, with all that is wrong', async () => {
  const asks = `asks: 'for a quote', wording: 'I ask for a quote.'`;
  const forms = `{
    quote: { counts: 'quoted', basis: 'inquiry', ${asks} },
    news: { counts: 'bounced', basis: 'optedIn', asks: '', wording: '' },
    demo: { counts: 'demoRequested', basis: 'inquiry', ${asks} },
  }`;
  const refused = loadApp(await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });', forms));
  await expect(refused).rejects.toMatchObject({ code: 'badApp', message: expect.stringContaining('trellis.config.ts:') });
  const { message } = (await refused.catch((error: unknown) => error)) as Error;
  expect(message.split('\n  ').slice(1)).toEqual([
    expect.stringMatching(/^form quote: counts: "quoted" is no act of a person\. Known: .*\.$/),
    expect.stringMatching(/^form news: counts: "bounced" is no act of a person\. /),
    'form news: basis: there is no basis "optedIn". Did you mean "optIn"?',
    'form news: asks: expected what they ask for, such as "for a demo"',
    'form news: wording: expected the sentence that people agree to',
  ]);
});

test('an app whose intake names unknown things is refused, with all faults at once', async () => {
  const folder = await app('export const { leadLifecycle } = lifecycle({ programs: [], policy });');
  const intake = `{ program: 'none', team: 'nobody', sources: { 'form/fair': { program: 'one', track: 'calls' } } }`;
  await writeFile(
    join(dir, 'policy.ts'),
    `import { definePolicy } from '../domain/policy/policy.ts';\nexport const policy = definePolicy({ intake: ${intake} });`,
  );
  const hours = { zone: 'Europe/Berlin', hours: { mon: ['09:00-17:00'] } };
  await writeFile(join(dir, 'staff.json'), JSON.stringify([{ slug: 'callers', name: 'Callers', calendar: hours, reps: [] }]));
  await writeFile(
    join(dir, 'trellis.config.ts'),
    `import { policy } from './policy.ts';
    import { program } from '../workflows/index.ts';
    const one = program('one', { start: 'connect', input: { at: 'instant' }, tracks: { connect: async () => 'connect' } });
    export default { dir: import.meta.dirname, programs: [one], policy };`,
  );
  await expect(loadApp(folder)).rejects.toThrow(
    [
      '  intake: no program "none". Did you mean "one"?',
      '  intake: no team "nobody" in staff.json. Known: callers.',
      '  intake: sources: form/fair: the program "one" needs an input, which only a campaign can give',
      '  intake: sources: form/fair: the program "one" has no track "calls". Known: connect.',
      '  intake: sources: form/fair: no team "nobody" in staff.json. Known: callers.',
      '  intake: sources: form/fair: there is no such form. Known: demo, contact, newsletter, trial.',
    ].join('\n'),
  );
});
