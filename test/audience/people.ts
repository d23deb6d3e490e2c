import { v7 } from 'uuid';
import type { Db } from '../../db/database.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { DAY } from '../../domain/time/duration.ts';

export const NOW = Date.parse('2026-06-15T10:00:00Z');

export const policy = definePolicy({
  fields: {
    docks: { label: 'Docks', kind: 'number', personal: false },
    cloud: { label: 'In the cloud', kind: 'boolean', personal: false },
    tier: { label: 'Tier', kind: 'choice', choices: ['gold', 'Silver'], personal: false },
    renews: { label: 'Renews', kind: 'date', personal: false },
    note: { label: 'Note', kind: 'text', personal: true },
  },
  scoring: { models: { small: { warmFrom: 5, hot: { upper: 20, lower: 10 } } } },
});

/** Repeatable chance: the same seed makes the same people. */
export function chance(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { next, below, pick, maybe: <T>(value: () => T): T | null => (next() < 0.6 ? value() : null) };
}
export type Chance = ReturnType<typeof chance>;

export const values = {
  firstName: ['Ann', 'ann', 'Bob', 'Cy 100%'],
  title: ['Director of IT', 'Clerk', 'IT director'],
  country: ['NL', 'DE', 'CA'],
  persona: Object.keys(policy.personas),
  seniority: ['staff', 'manager', 'director', 'executive'],
  source: ['fair', 'web', 'form/demo'],
  stage: ['inquiry', 'mql', 'sal', 'recycled'],
  company: ['Pier 7', 'Dock & Co', 'quay'],
  domain: ['pier7.example', 'dock.example', 'quay.example'],
  industry: ['Logistics', 'logistics', 'Retail'],
  size: [5, 50, 500],
  kind: ['prospect', 'customer'],
  acts: ['clicked', 'visited', 'downloaded', 'opened', 'replied'],
  content: ['guide', 'pricing'],
  page: ['pricing', 'careers'],
  reply: ['interested', 'question'],
  state: ['running', 'resting', 'ended', 'refused'],
  track: ['educate', 'convince'],
} as const;

const agoBelow = ({ below }: Chance, days: number): number => NOW - below(days * 24) * (DAY / 24) - 1_000;

export interface Plain {
  readonly id: string;
  readonly email: string;
  readonly columns: Readonly<Record<'firstName' | 'title' | 'country', string | null>> &
    Readonly<Record<'persona' | 'seniority' | 'source' | 'stage', string>>;
  readonly held: string | null;
  readonly createdAt: number;
  readonly stageAt: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly domain: string;
    readonly size: number | null;
    readonly industry: string | null;
    readonly kind: string;
  } | null;
  readonly acts: readonly {
    readonly kind: string;
    readonly at: number;
    readonly content: string | null;
    readonly page: string | null;
    readonly reply: string | null;
    readonly machine: boolean;
  }[];
  readonly touches: readonly { readonly content: string; readonly sentAt: number; readonly state: string }[];
  readonly enrolments: readonly { readonly campaign: string; readonly state: string; readonly track: string }[];
  readonly imports: readonly string[];
  readonly score: {
    readonly fit: number;
    readonly byKind: Readonly<Record<string, number>>;
    readonly at: number;
    readonly hot: boolean;
  } | null;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly (Suppression & { readonly subject: string })[];
}

export interface Crowd {
  readonly people: readonly Plain[];
  readonly campaigns: Readonly<Record<string, string>>;
  readonly imports: readonly { readonly id: string; readonly source: string }[];
}

export function crowdOf(random: Chance, count: number): Crowd {
  const { below, next, pick, maybe } = random;
  const campaigns = { Spring: v7(), 'The "best"': v7() };
  const imports = [
    { id: v7(), source: 'fair' },
    { id: v7(), source: 'list' },
  ];
  const accounts = values.domain.map((domain, n) => ({
    id: v7(),
    name: values.company[n]!,
    domain,
    size: maybe(() => pick(values.size)),
    industry: maybe(() => pick(values.industry)),
    kind: pick(values.kind),
  }));
  const person = (n: number): Plain => {
    const email = `p${n}@${pick(values.domain)}`;
    const id = v7();
    const scopes = [
      { scope: 'lead', subject: id },
      { scope: 'address', subject: email },
      { scope: 'domain', subject: email.split('@')[1]! },
    ] as const;
    const seen = new Set<string>();
    return {
      id,
      email,
      columns: {
        firstName: maybe(() => pick(values.firstName)),
        title: maybe(() => pick(values.title)),
        country: maybe(() => pick(values.country)),
        persona: pick(values.persona),
        seniority: pick(values.seniority),
        source: pick(values.source),
        stage: pick(values.stage),
      },
      held: next() < 0.2 ? 'noConsent' : null,
      createdAt: agoBelow(random, 90),
      stageAt: agoBelow(random, 30),
      fields: Object.fromEntries(
        (
          [
            ['docks', maybe(() => below(5))],
            ['cloud', maybe(() => next() < 0.5)],
            ['tier', maybe(() => pick(['gold', 'Silver']))],
            ['renews', maybe(() => `2026-0${1 + below(9)}-15`)],
            ['note', maybe(() => pick(['Big Dock', 'small']))],
          ] as const
        ).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      ),
      account: maybe(() => pick(accounts)),
      acts: Array.from({ length: below(6) }, () => ({
        kind: pick(values.acts),
        at: agoBelow(random, 60),
        content: maybe(() => pick(values.content)),
        page: maybe(() => pick(values.page)),
        reply: maybe(() => pick(values.reply)),
        machine: next() < 0.3,
      })),
      touches: Array.from({ length: below(4) }, () => ({
        content: pick(values.content),
        sentAt: agoBelow(random, 60),
        state: pick(['accepted', 'refused']),
      })),
      enrolments: Object.keys(campaigns).flatMap((campaign) => {
        const state = pick(values.state);
        const isLiving = state === 'running' || state === 'resting';
        if (next() < 0.4 || (isLiving && seen.has('living'))) return [];
        if (isLiving) seen.add('living');
        return [{ campaign, state, track: pick(values.track) }];
      }),
      imports: imports.filter(() => next() < 0.3).map(({ id: importId }) => importId),
      score: maybe(() => ({
        fit: below(101),
        byKind: Object.fromEntries(Object.keys(policy.scoring.interest).map((term) => [term, below(40)])),
        at: agoBelow(random, 60),
        hot: next() < 0.4,
      })),
      consents: Array.from({ length: below(3) }, () => ({
        purpose: pick(['marketing', 'service'] as const),
        jurisdiction: pick(['other', 'ca', 'us', 'removed', ...Object.keys(policy.consent.jurisdictions)]),
        basis: pick(['doubleOptIn', 'optIn', 'inquiry', 'legitimateInterest'] as const),
        source: 'test',
        at: agoBelow(random, 60),
        ...(next() < 0.5 && { confirmedAt: agoBelow(random, 30) }),
        ...(next() < 0.3 && { expiresAt: NOW + (below(60) - 30) * DAY }),
        ...(next() < 0.2 && { withdrawnAt: NOW + (below(60) - 30) * DAY }),
      })),
      suppressions: Array.from({ length: next() < 0.4 ? 1 : 0 }, () => ({
        ...pick(scopes.slice(0, 2)),
        channel: pick(['email', 'phone', 'all'] as const),
        reason: pick(['unsubscribed', 'hold', 'bounced'] as const),
        setBy: 'person' as const,
        at: agoBelow(random, 30),
        ...(next() < 0.5 && { until: NOW + (below(20) - 10) * DAY }),
      })),
    };
  };
  return { people: Array.from({ length: count }, (_, n) => person(n)), campaigns, imports };
}

const date = (at: number): Date => new Date(at);
const dateOrNull = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));

/** Saves a crowd, table by table. */
export async function saveCrowd(db: Db, { people, campaigns, imports }: Crowd): Promise<void> {
  const accounts = new Map(people.flatMap(({ account }) => (account ? [[account.id, account] as const] : [])));
  const insert = async (table: Parameters<Db['insertInto']>[0], rows: readonly object[]) => {
    for (let n = 0; n < rows.length; n += 500)
      await db
        .insertInto(table)
        .values(rows.slice(n, n + 500) as never)
        .execute();
  };
  await insert(
    'accounts',
    [...accounts.values()].map((account) => ({ ...account, createdAt: date(NOW) })),
  );
  await insert(
    'leads',
    people.map(({ id, email, columns, held, createdAt, stageAt, fields, account }) => ({
      ...columns,
      id,
      email,
      emailKey: email,
      zone: 'UTC',
      held,
      createdAt: date(createdAt),
      stageAt: date(stageAt),
      fields: JSON.stringify(fields),
      accountId: account?.id ?? null,
    })),
  );
  const launched = { launchedBy: 'test', launchedAt: date(NOW), program: 'newcomers' };
  await insert(
    'campaigns',
    Object.entries(campaigns).map(([name, id]) => ({ ...launched, id, name })),
  );
  await insert(
    'imports',
    imports.map((one) => ({
      ...one,
      importedBy: 'test',
      at: date(NOW),
      rows: 0,
      created: 0,
      updated: 0,
      held: 0,
      rejected: 0,
      duplicates: 0,
      state: 'done',
    })),
  );
  const of = <T>(rows: (person: Plain) => readonly T[]): readonly (T & { leadId: string })[] =>
    people.flatMap((person) => rows(person).map((row) => ({ ...row, leadId: person.id })));
  await insert(
    'importLeads',
    of((person) => person.imports.map((importId) => ({ importId }))),
  );
  const enrolments = of((person) => person.enrolments).map((row) => ({ ...row, id: v7() }));
  await insert(
    'enrolments',
    enrolments.map(({ campaign, ...row }) => ({
      ...row,
      campaignId: campaigns[campaign]!,
      program: 'newcomers',
      startAt: date(NOW),
    })),
  );
  await insert(
    'touches',
    of((person) => person.touches).map(({ sentAt, ...row }) => ({
      ...row,
      key: v7(),
      enrolmentId: enrolments[0]!.id,
      campaignId: campaigns['Spring']!,
      track: 'educate',
      claimedAt: date(sentAt),
      sentAt: date(sentAt),
    })),
  );
  await insert(
    'engagements',
    of((person) => person.acts).map(({ at, machine, ...row }) => ({
      ...row,
      id: v7(),
      at: date(at),
      verdict: machine ? 'machine' : 'unknown',
      human: !machine,
      source: 'test',
    })),
  );
  const scored = of(({ score }) => (score ? [score] : []));
  const scores = scored.map(({ at, byKind, ...row }) => ({ ...row, interestAt: date(at), byKind: JSON.stringify(byKind) }));
  await insert(
    'scores',
    scores.map((row) => ({ ...row, interest: 0 })),
  );
  await insert(
    'modelScores',
    scores.map((row) => ({ ...row, model: 'small' })),
  );
  await insert(
    'consents',
    of((person) => person.consents).map(({ at, confirmedAt, expiresAt, withdrawnAt, ...row }) => ({
      ...row,
      id: v7(),
      at: date(at),
      confirmedAt: dateOrNull(confirmedAt),
      expiresAt: dateOrNull(expiresAt),
      withdrawnAt: dateOrNull(withdrawnAt),
    })),
  );
  await insert(
    'suppressions',
    people
      .flatMap((person) => person.suppressions)
      .map(({ at, until, ...row }) => ({ ...row, id: v7(), at: date(at), until: dateOrNull(until) })),
  );
}
