import { codeInWords } from '../text/code-in-words.ts';
import { funnelStages } from './funnel.ts';
import { labelOf, own } from '../text/own.ts';
import { minuteInWords, sentence } from '../text/words.ts';

interface Line {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

type Labels = Readonly<Record<string, { readonly label: string }>>;

/** What of the app's policy a journal may name. */
interface Names {
  readonly engagements: Labels;
  readonly personas: Labels;
}

type Sentence = (line: Line, names: Names) => string;

/**
 * What a program writes into a lead's journal, each kind with its sentence: `entered` a track (the enrolment stands there) · `stage`
 * (the lead's funnel stage) · `rested` until an instant · `ended` (the enrolment, as a final stage) · `parked` and `resumed` (an
 * error; operations gets a task) · the rest only tells the story.
 */
export const journalKinds = {
  entered: ({ to, reason }, names) => sentence('enters the track', to, because(reason, names)),
  stage: ({ to, reason }, names) => sentence('becomes', labelOf(funnelStages, to), because(reason, names)),
  rested: ({ to, reason }) =>
    sentence('rests', isInstant(reason) && `until ${minuteInWords(Date.parse(reason))}`, ', then the track', to),
  ended: ({ to, reason }, names) => sentence('ends as', labelOf(funnelStages, to), because(reason, names)),
  parked: ({ from, reason }, names) => sentence('stands still in the track', from, 'after an error', because(reason, names)),
  resumed: ({ to, reason }) => (reason === 'retry' ? `tries the track ${to} again` : `goes on in the track ${to}`),
  interrupted: ({ from, to, reason }, names) => sentence('leaves the track', from, `for ${to}`, because(reason, names)),
  persona: ({ from, to }, { personas }) =>
    `gets the emails for a ${labelOf(personas, to)} instead of those for a ${labelOf(personas, from)}`,
  pace: ({ reason }, names) => sentence('gets emails half as often', because(reason, names)),
  skipped: ({ to, reason }, names) => sentence(to, 'is skipped', because(reason, names)),
  noted: ({ from, to, reason }, names) =>
    sentence(
      'note',
      from && to && `(${labelOf(funnelStages, from)} → ${labelOf(funnelStages, to)})`,
      reason && `: ${codeInWords(reason, names.engagements)}`,
    ),
} as const satisfies Record<string, Sentence>;

export type JournalKind = keyof typeof journalKinds;

/** A kind that another version wrote. */
const other: Sentence = ({ reason }, names) => sentence('the program noted something', because(reason, names));

type Nulls = { readonly [K in keyof Line]: string | null };

/** A line of a journal as a sentence, in the words of the app's policy. */
export const journalInWords = ({ kind, from, to, reason }: Nulls & { readonly kind: string }, names: Names): string =>
  (own<Sentence>(journalKinds, kind) ?? other)({ from: from ?? '', to: to ?? '', reason: reason ?? '' }, names);

const because = (reason: string, names: Names): string => (reason === '' ? '' : `(${codeInWords(reason, names.engagements)})`);

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text));
