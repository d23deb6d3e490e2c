import { funnelStages } from '../lead/funnel.ts';
import type { Policy } from '../policy/policy.ts';
import type { Block, Document } from '../text/document.ts';
import { labelOf } from '../text/own.ts';
import { lowerFirst } from '../text/words.ts';
import type { Promised } from './agreement.ts';
import type { OwnCalendar } from '../time/written-hours.ts';
import { shiftsInWords, weekInWords } from '../time/week-hours.ts';
import { modeOf, rungs, type Sla, type SlaMode, type SlaModes } from './sla.ts';

interface AgreedTeam {
  readonly name: string;
  readonly slaMode: SlaMode;
  readonly slaModes: SlaModes;
  /** Who is told, and who decides. */
  readonly managers: readonly string[];
}

/** When a team works, or a rep who works at other times. */
interface AgreedHours {
  readonly name: string;
  readonly calendar: OwnCalendar;
}

interface Now {
  /** The date, such as 2026-03-10. */
  readonly date: string;
  /** The span of the figures. */
  readonly days: number;
  readonly figures: readonly Promised[];
  readonly teams: readonly AgreedTeam[];
  readonly hours: readonly AgreedHours[];
}

type Agreed = Pick<Policy, 'slas' | 'cadence' | 'recycle' | 'dispositions' | 'callGuide' | 'guideMinimum'>;

/** What marketing and sales agreed on, from the policy, for both sides to read and to sign. */
export const agreementDocument = (policy: Agreed, now: Now): Document => ({
  title: 'Agreement between marketing and sales',
  blocks: [
    { text: `As of ${now.date}. The figures are those of the last ${now.days} days.` },
    { heading: 'What the sides owe each other' },
    duties(now),
    { heading: 'The stages of a lead' },
    stages(),
    { heading: 'Who acts within which time' },
    { text: 'All times are working time of the rep, or of the team. A rung is taken when nobody has acted by then.' },
    times(policy),
    { heading: 'Attempts to reach a lead' },
    { list: attempts(policy) },
    { heading: 'How leads come back' },
    returns(policy),
    { heading: 'Reasons that reps give' },
    reasons(policy),
    { heading: 'Teams' },
    teams(policy, now),
    { heading: 'Working hours' },
    { text: 'Working time passes only in these hours. The clocks of a rep also stop while the rep is away.' },
    hours(now),
    { heading: 'Signed' },
    { text: 'Marketing: ____________________   Sales: ____________________   Date: ____________' },
  ],
});

const duties = ({ figures, days }: Now): Block => ({
  head: ['Side', 'Duty', 'Agreed', `Last ${days} days`, 'Kept'],
  rows: figures.map(({ side, label, unit, agreed, is, isKept }) => [
    side,
    label,
    inUnit(unit, agreed),
    is === undefined ? 'nothing yet' : inUnit(unit, is),
    is === undefined ? '' : isKept ? 'yes' : 'no',
  ]),
});

const inUnit = (unit: Promised['unit'], value: number): string =>
  unit === 'share' ? `${Math.round(value * 100)} %` : String(Math.round(value));

const stages = (): Block => ({
  head: ['Stage', 'Meaning', 'A lead enters it', 'In charge'],
  rows: Object.values(funnelStages).map(({ label, definition, entry, owner }) => [label, definition, entry, owner]),
});

const times = ({ slas, recycle }: Agreed): Block => ({
  head: ['SLA', 'Begins', 'Is met', 'Target', 'Ladder', 'In the end'],
  rows: Object.values(slas).map(({ label, from, met, target, ladder, recycleAs }) => [
    label,
    from,
    met,
    inTime(target ?? ladder[0]?.after),
    ladder.map(({ rung, after }) => `${lowerFirst(labelOf(rungs, rung))} after ${after}`).join('; '),
    recycleAs && ladder.some(({ rung }) => rung === 'recycle')
      ? `goes back: ${lowerFirst(labelOf(recycle.reasons, recycleAs))}`
      : '',
  ]),
});

const inTime = (target: Sla['target']): string =>
  target === undefined ? '' : target.startsWith('0 ') ? 'at once' : `within ${target}`;

function attempts({ cadence, callGuide, guideMinimum }: Agreed): string[] {
  const { most, least, within, leadHours, secondPartAt } = cadence;
  const days = leadHours.days.map((day) => weekdays[day - 1]).join(', ');
  const questions = guideMinimum.map((name) => callGuide[name] ?? name);
  return [
    `Up to ${most} attempts within ${within} of the first one, each on another working day.`,
    `They alternate between the two parts of the lead’s day; the second one begins at ${secondPartAt}:00.`,
    `Calls are due while both the rep works and the lead can be called (${leadHours.from}–${leadHours.to} on ${days}, in the lead’s time zone). Where these never meet, the rep’s hours decide.`,
    `Fewer than ${Math.min(least, most)} attempts count against sales; after that many, the lead could not be reached.`,
    'The first attempt does not end the duty to reach the lead: each further attempt has a time of its own.',
    ...(questions.length > 0 ? [`No lead is handed over without an answer to: ${questions.join(' ')}`] : []),
  ];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const returns = ({ recycle }: Agreed): Block => ({
  head: ['Reason', 'Rests', 'Next rep', 'Counts against'],
  rows: Object.values(recycle.reasons).map(({ label, rest, ahead, owner, against }) => [
    label,
    rest === 'given' ? `until ${ahead ? `${ahead} before ` : ''}the date that the rep names` : rest,
    owners[owner],
    against ?? '',
  ]),
});

const owners = { same: 'the same', another: 'another', any: 'any' } as const;

const reasons = ({ dispositions }: Agreed): Block => ({
  head: ['Report', 'Reasons'],
  rows: Object.values(dispositions).flatMap(({ label, reasons: listed }) =>
    listed
      ? [
          [
            label,
            Object.values(listed)
              .map(({ label: reason, side }) => (side ? `${reason} (${side})` : reason))
              .join('; '),
          ],
        ]
      : [],
  ),
});

const teams = ({ slas }: Agreed, now: Now): Block => ({
  head: ['Team', 'Its manager', 'Its SLAs are', 'Except'],
  rows: now.teams.map((team) => [
    team.name,
    team.managers.join(', '),
    modes[team.slaMode],
    Object.keys(slas)
      .filter((sla) => modeOf(team, sla) !== team.slaMode)
      .map((sla) => `${labelOf(slas, sla)}: ${modes[modeOf(team, sla)]}`)
      .join('; '),
  ]),
});

const modes = { enforce: 'enforced', observe: 'observed only' } as const;

const hours = (now: Now): Block => ({
  head: ['Who', 'Works', 'Zone', 'Holidays and other dates'],
  rows: now.hours.map(({ name, calendar: { hours: week, zone, holidays, dates } }) => [
    name,
    week ? weekInWords(week) : 'as the team',
    zone ?? 'as the team',
    [...(holidays ?? []).toSorted(), ...Object.entries(dates ?? {}).map(([date, shifts]) => `${date}: ${shiftsInWords(shifts)}`)]
      .filter((line) => line.slice(0, 10) >= now.date)
      .join('; '),
  ]),
});
