import { v7 } from 'uuid';
import type { Db } from '../../db/database.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { propensity } from '../../simulate/fit/fitted-people.ts';
import { diceOf } from '../../simulate/dice.ts';

/** What an installation has seen: leads, their emails, and what share of these they reacted to. */
interface Past {
  readonly leads: number;
  /** Each lead gets one email of this content every ten days. */
  readonly content: string;
  readonly emails: number;
  /** How often an email was followed by each kind of engagement, from 0 to 1, given how many days ago it was sent. */
  readonly rates: (daysAgo: number) => Readonly<Partial<Record<'clicked' | 'replied' | 'unsubscribed', number>>>;
  /** How many leads gave each result in their first call; in the second one, all say that they buy. */
  readonly firstCalls?: Readonly<Record<string, number>>;
}

/** When the last emails of a past go out. */
const TODAY = Date.parse('2026-06-01T10:00:00Z');

/** Saves a past in a database. A scanner follows the links of every email, which says nothing about people. */
export async function savePast(db: Db, { leads, content, emails, rates, firstCalls = {} }: Past): Promise<void> {
  const dice = diceOf('past');
  const at = new Date(TODAY - 365 * DAY);
  const campaign = { id: v7(), name: 'Past', program: 'welcome', launchedBy: 'ann', launchedAt: at };
  await db.insertInto('campaigns').values(campaign).execute();
  const people = Array.from({ length: leads }, (_, n) => ({ id: v7(), enrolmentId: v7(), email: `lead${n}@company.example` }));
  const common = {
    zone: 'Europe/Berlin',
    persona: 'champion',
    seniority: 'manager',
    source: 'past',
    stage: 'inquiry',
    stageAt: at,
    createdAt: at,
  } as const;
  const leadRows = people.map(({ id, email }) => ({ id, email, emailKey: email, ...common }));
  const enrolments = people.map(({ id, enrolmentId }) => ({ id: enrolmentId, leadId: id, campaignId: campaign.id, program: 'welcome', startAt: at, state: 'ended' as const })); // prettier-ignore
  const touches = people.flatMap(({ id, enrolmentId }, n) =>
    Array.from({ length: emails }, (_, nth) => {
      const sentAt = new Date(TODAY - nth * 10 * DAY - (n % 20) * 0.4 * HOUR);
      const about = { leadId: id, enrolmentId, campaignId: campaign.id, track: 'greet', content, state: 'accepted' as const };
      return { ...about, key: `${n}/${nth}`, claimedAt: sentAt, sentAt, settledAt: sentAt };
    }),
  );
  const act = { verdict: 'human', source: 'email' } as const;
  const engagements = touches.flatMap(({ key, leadId, sentAt }) => {
    const soon = new Date(sentAt.getTime() + 3 * HOUR);
    const scan = { id: v7(), leadId, touchKey: key, kind: 'clicked', at: sentAt, human: false, verdict: 'machine', source: 'email' } as const; // prettier-ignore
    const shares = Object.entries(rates((TODAY - sentAt.getTime()) / DAY));
    const done = shares.filter(([kind, rate]) =>
      dice.chance(propensity(rate, dice.fraction(key.split('/')[0]!, kind)), key, kind),
    );
    return [
      scan,
      ...done.map(([kind]) => ({ ...act, id: v7(), leadId, touchKey: key, kind: kind as 'clicked', at: soon, human: kind !== 'unsubscribed' })), // prettier-ignore
    ];
  });
  await db.insertInto('leads').values(leadRows).execute();
  await db.insertInto('enrolments').values(enrolments).execute();
  for (let n = 0; n < touches.length; n += 1000)
    await db
      .insertInto('touches')
      .values(touches.slice(n, n + 1000))
      .execute();
  for (let n = 0; n < engagements.length; n += 1000)
    await db.insertInto('engagements').values(engagements.slice(n, n + 1000)).execute(); // prettier-ignore
  await saveCalls(
    db,
    people.map(({ id }) => id),
    Object.entries(firstCalls).flatMap(([says, n]) => Array.from({ length: n }, () => says)),
  );
}

/** Saves two calls to each of the first leads. */
async function saveCalls(db: Db, leadIds: readonly string[], results: readonly string[]): Promise<void> {
  const calendar = { zone: 'Europe/Berlin', hours: { 'mon-fri': ['09:00-17:00'] } } as const;
  const teamId = await upsertTeam(db, { id: v7(), slug: 'sales', name: 'Sales', calendar });
  const repId = await upsertRep(db, { id: v7(), teamId, role: 'sdr', name: 'Sam', email: 'sam@company.example' });
  for (const [n, says] of results.entries()) {
    const [at, later] = [new Date(TODAY - 40 * DAY), new Date(TODAY - 35 * DAY)];
    const task = { id: v7(), key: `call ${n}`, leadId: leadIds[n]!, kind: 'call', teamId, state: 'done' } as const;
    await db
      .insertInto('tasks')
      .values({ ...task, clockFrom: at, openedAt: at, because: 'asked' })
      .execute();
    const report = { taskId: task.id, repId, details: '{}', state: 'applied' } as const;
    const said = [{ disposition: says as Disposition, at }, { disposition: 'qualified' as const, at: later }]; // prettier-ignore
    await db.insertInto('dispositions').values(said.map((one) => ({ ...report, ...one, id: v7() }))).execute(); // prettier-ignore
  }
}
