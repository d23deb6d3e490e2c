import { describe, expect, it } from 'vitest';
import { CONSENT_HELD_FROM, countBy, readAs, readFile } from './file.ts';
import { consentsLack } from '../../domain/contact/consent.ts';
import { fitOf, isInProfile } from '../../domain/scoring/fit.ts';
import { DAY } from '../../domain/time/duration.ts';
import { FIRST_MORNING } from '../../demo/people/calendar.ts';
import { openDeals } from '../../demo/people/deals.ts';
import { makeRows } from '../../demo/people/make-people.ts';
import { groups, partOf, type Group } from '../../simulate/audience/parts.ts';
import { staff, teams } from '../../demo/people/staff.ts';
import { example } from '../support/example.ts';

const { scoring } = example.policy;
const rows = makeRows();
const { leads } = await readFile();
const once = rows.filter(({ duplicate }) => !duplicate);
const people = once.map(({ person }) => person);
const withOddity = (oddity: string) => people.filter(({ part }) => partOf(part).oddity === oddity);
const profileOf = ({ company, seniority }: (typeof people)[number]) => ({ ...company, seniority });

describe('the 200 rows', () => {
  it('are 52 ready for sales, 98 not yet and 50 unqualified', () => {
    const counts = countBy(rows, ({ person, duplicate }): Group => (duplicate ? 'unqualified' : partOf(person.part).group));
    expect(counts).toEqual({ ready: 52, notYet: 98, unqualified: 50 });
    expect(Object.fromEntries(Object.entries(groups).map(([group, spec]) => [group, spec.rows]))).toEqual(counts);
    expect(rows).toHaveLength(200);
  });

  it('have 20 accounts with two to four roles, all different ones, and nobody else shares one', () => {
    const accounts = Map.groupBy(people, ({ company }) => company.domain);
    const shared = [...accounts.values()].filter(({ length }) => length > 1);
    expect(shared).toHaveLength(20);
    expect(countBy(shared, ({ length }) => String(length))).toEqual({ 2: 8, 3: 8, 4: 4 });
    for (const colleagues of shared) expect(new Set(colleagues.map(({ persona }) => persona)).size).toBe(colleagues.length);
    expect(new Set([...accounts.values()].map(([one]) => one?.company.name)).size).toBe(accounts.size);
  });

  it('have 6 open opportunities, each at an account of its own, two for each salesperson', () => {
    const deals = openDeals(rows);
    const byEmail = new Map(people.map((person) => [person.email, person]));
    expect(new Set(deals.map(({ email }) => byEmail.get(email)?.company.domain)).size).toBe(6);
    expect(Object.values(countBy(deals, ({ owner }) => owner))).toEqual([2, 2, 2]);
  });

  it('have 5 customers and 4 competitors', () => {
    expect(countBy(people, ({ company }) => company.kind)).toEqual({ prospect: 183, customer: 5, competitor: 4 });
  });

  it('have 15 without a consent basis and 10 whose opt-in is not confirmed; everybody else may be mailed by the law of their country', () => {
    expect(people.filter(({ consent }) => consent === undefined)).toHaveLength(15);
    const why = countBy(
      leads,
      ({ consents }) => consentsLack(example.policy.consent, consents, 'marketing', CONSENT_HELD_FROM) ?? 'may be mailed',
    );
    expect(why).toEqual({ noConsent: 15, consentUnconfirmed: 10, 'may be mailed': 167 });
  });

  it('have 3 who changed jobs and 8 bogus addresses, at domains where nobody else is', () => {
    expect(withOddity('changedJobs')).toHaveLength(3);
    const bogus = withOddity('bogus');
    expect(bogus).toHaveLength(8);
    for (const { company } of bogus) expect(people.filter((other) => other.company.domain === company.domain)).toHaveLength(1);
  });

  it('have 8 duplicates, spelled otherwise but the same mailbox', () => {
    const twice = rows.filter(({ duplicate }) => duplicate);
    expect(twice).toHaveLength(8);
    for (const { person, email } of twice) {
      expect(email).not.toBe(person.email);
      expect(email.trim().toLowerCase()).toBe(person.email);
    }
    expect(new Set(leads.map(({ emailKey }) => emailKey)).size).toBe(192);
  });

  it('lie in 6 time zones', () => {
    expect(new Set(leads.map((lead) => readAs(lead).zone)).size).toBe(6);
  });
});

describe('the people', () => {
  it('fit as well as their part says', () => {
    for (const person of people) {
      const { fit } = partOf(person.part);
      const points = fitOf(scoring, profileOf(person));
      expect({ person: person.email, inProfile: isInProfile(scoring, profileOf(person)) }).toEqual({
        person: person.email,
        inProfile: fit !== 'out',
      });
      if (fit === 'good') expect(points).toBeGreaterThanOrEqual(scoring.ready.fit);
      if (fit === 'fair') expect(points).toBeLessThan(scoring.ready.fit);
    }
  });

  it('live at domains that are set aside for examples', () => {
    for (const { email } of people) expect(email).toMatch(/^[a-z.]+@[a-z-]+\.example$/);
  });

  it('are the same in every run', () => {
    expect(makeRows()).toEqual(rows);
    expect(makeRows('another seed')).not.toEqual(rows);
  });
});

describe('the staff', () => {
  it('are six reps in two teams with a manager each, one absent for a week and one always late', () => {
    const reps = staff.filter(({ role }) => role !== 'manager');
    expect(countBy(reps, ({ team }) => team)).toEqual({ 'inside-sales': 3, 'field-sales': 3 });
    expect(
      countBy(
        staff.filter(({ role }) => role === 'manager'),
        ({ team }) => team,
      ),
    ).toEqual({ 'inside-sales': 1, 'field-sales': 1 });
    expect(reps.filter(({ absences = [] }) => absences.length > 0)).toHaveLength(1);
    expect(reps.filter(({ pace }) => pace === 'late')).toHaveLength(1);
    const [away] = reps.flatMap(({ absences = [] }) => absences);
    expect(away && away.to - away.from).toBe(7 * 86_400_000);
  });

  it('have two public holidays in the first sixty days; one team is held to its SLA, the other observed', () => {
    const holidays = teams.flatMap(({ calendar }) => calendar.holidays ?? []).map((date) => Date.parse(date));
    expect(new Set(holidays.filter((at) => at < FIRST_MORNING + 60 * DAY)).size).toBe(2);
    expect(countBy(teams, ({ slaMode = 'enforce' }) => slaMode)).toEqual({ enforce: 1, observe: 1 });
  });
});
