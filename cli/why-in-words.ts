import { codeInWords } from '../domain/text/code-in-words.ts';
import type { Why } from '../api/leads/why.ts';
import { printableLine } from './printable.ts';
import { localTime } from './listed.ts';
import { storyLine } from './story.ts';

/** The answer of `leads.why` as text for a terminal; instants are in the time of this machine. */
export const whyInWords = (why: Why): string =>
  [
    `${why.leadId}: ${why.stage.label} since ${localTime(why.stage.since)}`,
    ...section('It waits', waits(why)),
    ...section('What led there', [...(why.cameBy ? [`By: ${storyLine(why.cameBy)}`, ''] : []), ...why.lastSteps.map(storyLine)]),
    ...section('Score', score(why)),
    ...section('Tasks', why.tasks.flatMap(task)),
    ...section('Refused', refusals(why)),
  ].join('\n');

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => (line === '' ? '' : `  ${printableLine(line)}`))];

function waits({ wait, enrolment, stuck }: Why): string[] {
  if (stuck) return [`stuck since ${localTime(stuck.since)}: ${stuck.label}`, stuck.todo];
  if (wait === 'unavailable')
    return ['Its workflow does not answer, so we don’t know what it waits for. Everything else comes from Postgres.'];
  if (!wait) return [noProgram(enrolment)];
  const { program, track, visit, waitingFor, until, parked, ends } = wait;
  const what = parked === undefined ? `for ${waitingFor}` : `because it is parked: ${parked}`;
  return [
    `${what}${until === undefined ? '' : `, until ${localTime(until)}`}`,
    `in the track ${track} of ${program} (visit ${visit})`,
    'What would end it:',
    ...ends.map((end) => `- ${end}`),
  ];
}

function noProgram(enrolment: Why['enrolment']): string {
  if (!enrolment) return 'for nothing: it has never entered a program.';
  const { state, program, campaign, endedAs, reason, startAt } = enrolment;
  return state === 'ended'
    ? `for nothing: it left ${program} (campaign "${campaign}") as ${endedAs}${reason === null ? '' : `: ${reason}`}.`
    : `to begin ${program} (campaign "${campaign}") at ${localTime(startAt)}.`;
}

function score({ score: { fit, fitWhy, interest, interestWhy, temperature, lacks } }: Why): string[] {
  const terms = (all: typeof fitWhy) => all.map(({ label, points }) => `${signed(points)} ${label}`).join(', ') || 'nothing yet';
  return [
    `fit ${fit}: ${terms(fitWhy)}`,
    `interest ${Math.round(interest)} (${temperature}): ${terms(interestWhy)}`,
    lacks.length === 0 ? 'It is ready for sales.' : `Not ready for sales: it ${lacks.map(({ label }) => label).join(', ')}.`,
  ];
}

const signed = (points: number): string => `${points < 0 ? '' : '+'}${Math.round(points)}`;

const task = ({ label, team, dueAt, route }: Why['tasks'][number]): string[] => [
  `${label} of ${team}${dueAt === undefined ? '' : `, due at ${localTime(dueAt)}`}`,
  ...route.map(({ at, rep, because }) => `- ${localTime(at)}  ${rep ?? 'nobody'}: ${because}`),
];

const refusals = ({ held, closed, refusals: lines }: Why): string[] => [
  ...(held === undefined ? [] : [`held, so no emails: ${codeInWords(held)}`]),
  ...closed.map(
    ({ channel, because, until }) => `${channel} is closed${until === undefined ? '' : ` until ${localTime(until)}`}: ${because}`,
  ),
  ...lines.map(storyLine),
];
