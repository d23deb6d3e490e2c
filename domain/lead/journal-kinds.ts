import { codeInWords } from '../text/code-in-words.ts';
import { funnelStages } from './funnel.ts';
import { labelOf, own } from '../text/own.ts';
import { personas } from '../people/persona.ts';
import { minuteInWords, sentence } from '../text/words.ts';

interface Line {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

type Sentence = (line: Line) => string;

/**
 * What a program writes into a lead's journal, each kind with its sentence: `entered` a track (the enrolment stands there) · `stage`
 * (the lead's funnel stage) · `rested` until an instant · `ended` (the enrolment, as a final stage) · `parked` and `resumed` (an
 * error; operations gets a task) · the rest only tells the story.
 */
export const journalKinds = {
  entered: ({ to, reason }) => sentence('enters the track', to, because(reason)),
  stage: ({ to, reason }) => sentence('becomes', labelOf(funnelStages, to), because(reason)),
  rested: ({ to, reason }) =>
    sentence('rests', isInstant(reason) && `until ${minuteInWords(Date.parse(reason))}`, ', then the track', to),
  ended: ({ to, reason }) => sentence('ends as', labelOf(funnelStages, to), because(reason)),
  parked: ({ from, reason }) => sentence('stands still in the track', from, 'after an error', because(reason)),
  resumed: ({ to, reason }) => (reason === 'retry' ? `tries the track ${to} again` : `goes on in the track ${to}`),
  interrupted: ({ from, to, reason }) => sentence('leaves the track', from, `for ${to}`, because(reason)),
  persona: ({ from, to }) => `gets the emails for a ${labelOf(personas, to)} instead of those for a ${labelOf(personas, from)}`,
  pace: ({ reason }) => sentence('gets emails half as often', because(reason)),
  skipped: ({ to, reason }) => sentence(to, 'is skipped', because(reason)),
  noted: ({ from, to, reason }) =>
    sentence(
      'note',
      from && to && `(${labelOf(funnelStages, from)} → ${labelOf(funnelStages, to)})`,
      reason && `: ${codeInWords(reason)}`,
    ),
} as const satisfies Record<string, Sentence>;

export type JournalKind = keyof typeof journalKinds;

/** A kind that another version wrote. */
const other: Sentence = ({ reason }) => sentence('the program noted something', because(reason));

type Nulls = { readonly [K in keyof Line]: string | null };

/** A line of a journal as a sentence. */
export const journalInWords = ({ kind, from, to, reason }: Nulls & { readonly kind: string }): string =>
  (own<Sentence>(journalKinds, kind) ?? other)({ from: from ?? '', to: to ?? '', reason: reason ?? '' });

const because = (reason: string): string => (reason === '' ? '' : `(${codeInWords(reason)})`);

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text));
