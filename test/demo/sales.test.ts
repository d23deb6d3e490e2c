import { describe, expect, it } from 'vitest';
import { namesIn, standardDispositions, type StandardIn } from '../../domain/sales/dispositions.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { standardRecycle } from '../../domain/sales/recycle.ts';
import { isWorking } from '../../domain/time/working-calendar.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { checkDetails, detailsInput, type ReportInput } from '../../api/tasks/report-input.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { phonePart, phoneParts, type PhonePart } from '../../simulate/audience/phone-parts.ts';
import { diceOf } from '../../simulate/dice.ts';
import { makeRows } from '../../demo/people/make-people.ts';
import { parts, partOf, type PartId } from '../../simulate/audience/parts.ts';
import { FIRST_MORNING } from '../../demo/people/calendar.ts';
import { staff } from '../../demo/people/staff.ts';
import { calendarOf } from '../../simulate/sales/staff.ts';
import { detailsFor } from '../../simulate/sales/details.ts';
import { nextMove, noHistory, type SalesHistory, type SeenTask } from '../../simulate/sales/move.ts';

const rows = makeRows();
const playing = new Set((Object.keys(parts) as PartId[]).map((id) => partOf(id).phone));
const repOf = (key: string) => staff.find((member) => member.key === key) ?? staff[0]!;
function memberWith(phone: PhonePart) {
  const row = rows.find(({ person }) => partOf(person.part).phone === phone);
  if (!row) throw new Error(`nobody says what "${phone}" says`);
  return castOf(rows, 1).member(row.person.email);
}
const MONDAY_NOON = FIRST_MORNING + 5 * HOUR;
const call: SeenTask = { kind: 'call', attempts: 0, sla: 'firstAttempt', dueAt: undefined, seenAt: MONDAY_NOON };
const acceptance: SeenTask = { ...call, kind: 'acceptance', sla: 'acceptance' };

function moveOf(
  phone: PhonePart,
  task: SeenTask,
  { rep = 'jonas', history = noHistory }: { rep?: string; history?: SalesHistory } = {},
) {
  const colleague = repOf(rep);
  return nextMove({
    task,
    member: memberWith(phone),
    rep: colleague,
    calendar: calendarOf(colleague),
    history,
    dispositions: standardDispositions,
  });
}

describe('what the people of the file say', () => {
  const said = [...playing].flatMap((id) => [...phonePart(id).sdr, ...phonePart(id).sales]);

  it('uses every disposition of both tables', () => {
    const used = new Set<string>(said.map(({ says }) => says));
    // An email without a reply is what a call in vain is where the phone is closed; the desk sees to that.
    const { noReply: _, ...calls } = standardDispositions;
    for (const disposition of [...namesIn(calls, 'sdr'), ...namesIn(calls, 'sales')]) expect(used).toContain(disposition);
  });

  it('brings every reason to recycle about, by what they say or by what nobody does', () => {
    const given = new Set(said.flatMap((step) => ('because' in step && step.because ? [step.because] : [])));
    const brought = {
      unreachable: 'unreachable',
      noOpportunity: 'noOpportunity',
      stalled: 'stalls',
      salesDidNotAct: 'ignored',
      rejected: 'rejectedTwice',
      lost: 'lost',
    } as const;
    // In the demo somebody is always free, reps make all their attempts, and marketing takes nobody back.
    const { nobodyFree: _, notWorked: __, takenBack: ___, ...reasons } = standardRecycle.reasons;
    for (const reason of Object.keys(reasons)) {
      const part = (brought as Record<string, PhonePart | undefined>)[reason];
      expect({ reason, there: part === undefined ? given.has(reason as never) : playing.has(part) }).toEqual({
        reason,
        there: true,
      });
    }
  });

  it('has a part for each that is played by somebody', () => {
    expect([...playing].toSorted()).toEqual(Object.keys(phoneParts).toSorted());
  });
});

describe('a rep', () => {
  it('turns to a task in working hours only, also at night and before a holiday', () => {
    for (const rep of staff)
      for (let hour = 0; hour < 24 * 40; hour += 7) {
        const move = moveOf('buys', { ...call, seenAt: FIRST_MORNING + hour * HOUR }, { rep: rep.key });
        expect(isWorking(calendarOf(rep), move?.at ?? 0)).toBe(true);
      }
  });

  it('who is away turns to it when they are back', () => {
    const tessa = repOf('tessa');
    const { from, to } = tessa.absences?.[0] ?? { from: 0, to: 0 };
    expect(moveOf('buys', { ...call, seenAt: from + HOUR }, { rep: 'tessa' })?.at).toBeGreaterThanOrEqual(to);
  });

  it('who is always late comes after the first rung, the others mostly before it', () => {
    const late = moveOf('buys', acceptance, { rep: 'henrik' });
    expect((late?.at ?? 0) - MONDAY_NOON).toBeGreaterThan(8 * HOUR);
    expect((moveOf('buys', acceptance, { rep: 'marta' })?.at ?? 0) - MONDAY_NOON).toBeLessThan(4 * HOUR);
  });

  it('calls again when the next attempt is due, and not before the lead asked for', () => {
    const dueAt = MONDAY_NOON + 26 * HOUR;
    const again = moveOf(
      'unreachable',
      { ...call, attempts: 1, dueAt },
      { history: { calls: 1, steps: 0, last: { disposition: 'noAnswer', at: MONDAY_NOON } } },
    );
    expect(again?.at).toBeGreaterThanOrEqual(dueAt);
    const until = MONDAY_NOON + 50 * HOUR;
    const later = moveOf(
      'callsBack',
      { ...call, attempts: 1 },
      { history: { calls: 1, steps: 0, last: { disposition: 'callBack', at: MONDAY_NOON, until } } },
    );
    expect(later?.at).toBeGreaterThanOrEqual(until);
  });

  it('lets some leads lie until the manager has said something', () => {
    expect(moveOf('ignoredKept', acceptance)).toBeUndefined();
    expect(moveOf('ignoredKept', acceptance, { history: { ...noHistory, managersWord: 'keep' } })).toMatchObject({
      does: 'report',
      step: { says: 'accepted' },
    });
  });

  it('does nothing more about a lead whose story has no next step', () => {
    expect(moveOf('noOpportunity', { ...acceptance, kind: 'opportunity' }, { history: { calls: 0, steps: 1 } })).toBeUndefined();
  });

  it('accepts a lead again that comes a second time, and goes on with its story from there', () => {
    const history = { calls: 1, steps: 2 };
    expect(moveOf('buys', acceptance, { history })).toMatchObject({ step: { says: 'accepted' }, isExtra: true });
    expect(moveOf('buys', { ...acceptance, kind: 'opportunity' }, { history })).toMatchObject({ step: { says: 'won' } });
  });

  it('writes where the phone is closed, and reports an email without a reply instead of a call in vain', () => {
    const email: SeenTask = { ...call, kind: 'email' };
    expect(moveOf('unreachable', email)).toMatchObject({ does: 'report', step: { says: 'noReply' } });
    expect(moveOf('buys', email)).toMatchObject({ does: 'report', step: { says: 'qualified' } });
  });

  it('closes what is no call', () => {
    expect(moveOf('buys', { ...call, kind: 'findContact' })).toMatchObject({ does: 'close' });
  });
});

const occasion = {
  now: MONDAY_NOON,
  calendar: calendarOf(repOf('marta')),
  dice: diceOf(1),
  dealOwner: '01a2007f-76bc-7034-ac22-604231cd6c40',
};

it('a rep answers the questions of the call guide, and gives leads back to the track that the program has', () => {
  const { requires } = definePolicy().dispositions['qualified']!;
  const guide = { fit: 'Do they fit?', budget: 'Is there a budget?' };
  expect(detailsFor('qualified', occasion, { requires, guide }).guide).toEqual({ fit: 'Size and region fit', budget: 'Yes' });
  expect(detailsFor('notReady', { ...occasion, connect: 'educate' })).toMatchObject({ track: 'educate' });
});

/** What an app may ask for besides: other questions, more fields, and fewer. */
const demanding = definePolicy({
  dispositions: {
    accepted: { requires: ['reason', 'nextStep', 'closeAt'] },
    noAnswer: { allows: ['reason'] },
    lost: { requires: [], allows: ['learned'] },
  },
  callGuide: { pain: 'What hurts?' },
});

it.each([
  ['the standard', definePolicy()],
  ['an app that asks for other things', demanding],
])('every report gives what %s requires, and nothing that it has no use for', (_, policy) => {
  const { dispositions, callGuide } = policy;
  const programNames = (['sdr', 'sales'] as const).flatMap((menu) => namesIn(dispositions, menu)) as StandardIn<
    'sdr' | 'sales'
  >[];
  for (const disposition of programNames) {
    const details = detailsInput.parse(detailsFor(disposition, occasion, { guide: callGuide, ...dispositions[disposition] }));
    checkDetails(policy, {
      id: '01a2007f-76bc-7034-ac22-604231cd6c41',
      taskId: '01a2007f-76bc-7034-ac22-604231cd6c42',
      disposition,
      reason: Object.keys(dispositions[disposition]?.reasons ?? {})[0],
      details: details as ReportInput['details'],
    });
  }
});
