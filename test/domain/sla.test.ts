import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standardRecycle } from '../../domain/sales/recycle.ts';
import { dueRungs } from '../../domain/sales/sla-clock.ts';
import { standardSlas as slas, type Rung, type Sla, type StandardSla } from '../../domain/sales/sla.ts';
import { isWorking } from '../../domain/time/working-calendar.ts';
import { at, calendars, instants, tenToSix } from './calendars.ts';

const ids = Object.keys(slas) as StandardSla[];
const due = (id: StandardSla, startedAt: string): string[] =>
  dueRungs(tenToSix, slas[id].ladder, at(startedAt)).map(
    (rung) => `${rung.rung} ${new Date(rung.at).toISOString().slice(5, 16)}`,
  );

test('a fast-track lead on Wednesday at three has a reminder, a manager’s alert and another rep within the hour', () => {
  expect(due('fastTrack', '2026-07-01T15:00+02:00')).toEqual([
    'remind 07-01T13:15',
    'alertManager 07-01T13:30',
    'reassign 07-01T14:00',
    'decide 07-01T15:00',
  ]);
});

test('a first attempt on Wednesday at three is due over the next two days', () => {
  expect(due('firstAttempt', '2026-07-01T15:00+02:00')).toEqual([
    'remind 07-02T09:00',
    'alertManager 07-02T13:00',
    'reassign 07-03T09:00',
    'decide 07-03T13:00',
  ]);
});

test('an acceptance on Thursday is due over the weekend', () => {
  expect(due('acceptance', '2026-07-02T12:00+02:00')).toEqual([
    'remind 07-02T14:00',
    'alertManager 07-03T10:00',
    'reassign 07-06T10:00',
    'decide 07-07T10:00',
  ]);
});

test('a rung that waits for the lead’s hours moves the later ones along', () => {
  const newYork = { zone: 'America/New_York', hours: { 'mon-fri': ['09:00-17:00'] } } as const;
  const within = { zone: 'Europe/Berlin', hours: { 'mon-fri': ['08:00-18:00'] } } as const;
  const rungs = dueRungs(newYork, slas.firstAttempt.ladder, at('2026-07-01T15:00+02:00'), within);
  // Both work from three to six in Berlin.
  expect(rungs.map(({ rung, at: due }) => `${rung} ${new Date(due).toISOString().slice(5, 16)}`)).toEqual([
    'remind 07-02T13:00',
    'alertManager 07-03T13:00',
    'reassign 07-06T13:00',
    'decide 07-07T13:00',
  ]);
});

/** A person ends a reply, a request and a deal; the time for all attempts ends a call. */
const unfinished: Partial<Record<StandardSla, Rung>> = {
  reply: 'alertManager',
  request: 'alertManager',
  lookAfter: 'alertManager',
  nextAttempt: 'reassign',
  opportunityStage: 'flag',
};

test('a lead goes back as missed by sales only if the manager does not decide either', () => {
  expect(slas.managerDecision.ladder).toEqual([{ rung: 'recycle', after: '24 working hours' }]);
  expect(standardRecycle.reasons[slas.managerDecision.recycleAs]).toMatchObject({ against: 'sales' });
});

test('a SAL without an opportunity is warned about at 15 working days and goes back at 20', () => {
  expect(due('opportunity', '2026-07-01T15:00+02:00')).toEqual(['remind 07-22T13:00', 'recycle 07-29T13:00']);
});

test.each(ids)(
  'the ladder %s ends in a decision or in a reason to give the lead back, unless something else ends the task',
  (id) => {
    const sla: Sla = slas[id];
    const last = sla.ladder.at(-1)?.rung;
    expect(last === 'recycle' ? sla.recycleAs : last).toSatisfy(
      (end: string) => (unfinished[id] ?? 'decide') === end || end in standardRecycle.reasons,
    );
  },
);

test('on any calendar, with any pauses, the rungs of a ladder follow each other in working time', () => {
  fc.assert(
    fc.property(calendars, instants, fc.constantFrom(...ids), (calendar, startedAt, id) => {
      const rungsDue = dueRungs(calendar, slas[id].ladder, startedAt).map((rung) => rung.at);
      expect(rungsDue).toEqual(rungsDue.toSorted((a, b) => a - b));
      for (const instant of rungsDue) expect(isWorking(calendar, instant)).toBe(true);
    }),
  );
});
