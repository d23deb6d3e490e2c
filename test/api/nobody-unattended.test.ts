import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardForms } from '../../domain/lead/form.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import { coreKinds } from '../../domain/scoring/engagement.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { createWorld, type World } from './world.ts';

const standing = definePolicy({ intake: { program: 'newcomers' } });
const worlds: Record<'without a standing program' | 'with one', World> = {} as never;
beforeAll(async () => {
  worlds['without a standing program'] = await createWorld();
  worlds['with one'] = await createWorld(standardForms, standing);
  for (const world of Object.values(worlds)) {
    await world.rep('sdr', 'Sam');
    await world.rep('salesperson', 'Olga', 'deal-team');
  }
});
afterAll(async () => {
  for (const world of Object.values(worlds)) await world[Symbol.asyncDispose]();
});

async function update(world: World, leadId: string, stage: 'disqualified' | 'archived' | 'customer') {
  await world.db.updateTable('leads').set({ stage }).where('id', '=', leadId).execute();
  const ended = { state: 'ended', endedAs: stage, endedAt: new Date(world.now) } as const;
  await world.db.updateTable('enrolments').set(ended).where('leadId', '=', leadId).execute();
}
const relation = (kind: string) => async (world: World, email: string) => {
  const csv = `email,company,relationship\n${email},${email.split('@')[1]},${kind}`;
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
};
const was = (stage: Parameters<typeof update>[2]) => async (world: World, email: string) =>
  await update(world, await world.enrolled(email), stage);

/** Whoever may come in: what we know of them before. */
const people = {
  stranger: async () => {},
  known: async (world: World, email: string) => void (await world.lead(email)),
  held: async (world: World, email: string) =>
    void (await world.as('intake').leads.add({ lead: { email }, source: 'fair', consentBasis: 'none' })),
  'in a program': async (world: World, email: string) => void (await world.enrolled(email)),
  parked: async (world: World, email: string) => {
    const leadId = await world.enrolled(email);
    await world.db
      .updateTable('enrolments')
      .set({ state: 'parked' })
      .where('leadId', '=', leadId)
      .where('state', '<>', 'refused')
      .execute();
  },
  'in a deal': async (world: World, email: string) => {
    const leadId = await world.enrolled(email);
    const { id } = await world.db.selectFrom('reps').select('id').where('name', '=', 'Olga').executeTakeFirstOrThrow();
    const taskId = await world.task(leadId, id, 'acceptance');
    await world.db.updateTable('tasks').set({ kind: 'opportunity' }).where('id', '=', taskId).execute();
  },
  'of a customer': relation('customer'),
  'of a competitor': relation('competitor'),
  'of a partner': relation('partner'),
  disqualified: was('disqualified'),
  archived: was('archived'),
  customer: was('customer'),
  unsubscribed: async (world: World, email: string) =>
    void (await world
      .as('marketer')
      .contact.close({ leadId: await world.lead(email), channel: 'email', reason: 'unsubscribed' })),
  'not to be contacted': async (world: World, email: string) =>
    void (await world.as('marketer').contact.close({ leadId: await world.lead(email), channel: 'all', reason: 'doNotContact' })),
} as const;

const leadOf = async ({ db }: World, email: string) =>
  (await db.selectFrom('leads').select('id').where('email', '=', email).executeTakeFirst())?.id;

const asks = Object.entries(coreKinds).flatMap(([kind, { human }]) =>
  human && kind !== 'replied' && kind !== 'answered' ? [kind] : [],
);
const byForm = (form: string) => async (world: World, email: string) => {
  const payload = { email, company: 'Pier Seven', consent: 'yes', message: 'Please call me.' };
  expect((await world.api.inject({ method: 'POST', url: `/f/${form}`, payload })).statusCode).toBe(202);
  await world.confirm(email);
};
const byApi = (kind: string) => async (world: World, email: string) =>
  void (await world.as('intake').leads.add({
    lead: { email },
    source: 'shop',
    consentBasis: 'none',
    engagement: { id: v7(), kind },
  }));
const byReply = (text: string) => async (world: World, email: string) => {
  const leadId = await leadOf(world, email);
  if (leadId === undefined) return;
  const { kind: reply, words: body } = understandReply({ subject: '', body: text });
  const act = { id: v7(), leadId, kind: 'replied', reply, at: world.now, verdict: 'human', source: 'sms' } as const;
  await recordEngagement(world.db, world.deps.policy, v7, { ...act, words: { body } }, world.now);
};

/** However they may come in, and with what. */
const doors = {
  ...Object.fromEntries(Object.keys(standardForms).map((form) => [`the form ${form}`, byForm(form)])),
  ...Object.fromEntries(asks.map((kind) => [`${kind} by the API`, byApi(kind)])),
  'a question by text': byReply('What does it cost?'),
  'a no by text': byReply('Not interested, thanks.'),
};

let n = 0;
test.each(['without a standing program', 'with one'] as const)(
  'nobody who comes in, in whatever way, is left unattended (%s)',
  { timeout: 120_000 },
  async (which) => {
    const world = worlds[which];
    const person = fc.constantFrom(...Object.keys(people));
    const door = fc.constantFrom(...Object.keys(doors));
    await fc.assert(
      fc.asyncProperty(person, fc.array(door, { minLength: 1, maxLength: 3 }), async (who, through) => {
        const email = `p${++n}@company${n}.example`;
        world.now += 60_000;
        await people[who as keyof typeof people](world, email);
        for (const one of through) await doors[one as keyof typeof doors]!(world, email);
        const { unattended } = await world.as('admin').ops.unattended();
        expect(unattended.filter((found) => found.who === email)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  },
);
