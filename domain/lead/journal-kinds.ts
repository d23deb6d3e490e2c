import { codeInWords } from '../text/code-in-words.ts';
import type { EnrolmentState } from './enrolment-states.ts';
import { funnelStages } from './funnel.ts';
import { kinds } from '../text/kinds.ts';
import { labelOf, own } from '../text/own.ts';
import { personas } from '../people/persona.ts';
import { minuteInWords, sentence } from '../text/words.ts';

interface Line {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

type Sentence = (line: Line) => string;

interface JournalKindSpec {
  readonly inWords: Sentence;
  /** The state of the enrolment from this line on; missing where the line does not change it. */
  readonly enrolment?: EnrolmentState;
  /** `to` is the funnel stage of the lead from this line on. */
  readonly isMove?: true;
}

/**
 * What a program writes into a lead's journal. Lines `parked` and `resumed` are about an error, for which operations gets a
 * task; a row without an effect only tells the story.
 */
export const journalKinds = kinds<JournalKindSpec>()({
  entered: { inWords: ({ to, reason }) => sentence('enters the track', to, because(reason)), enrolment: 'running' },
  stage: {
    inWords: ({ to, reason }) => sentence('becomes', labelOf(funnelStages, to), because(reason)),
    isMove: true,
  },
  rested: {
    inWords: ({ to, reason }) =>
      sentence('rests', isInstant(reason) && `until ${minuteInWords(Date.parse(reason))}`, ', then the track', to),
  },
  ended: {
    inWords: ({ to, reason }) => sentence('ends as', labelOf(funnelStages, to), because(reason)),
    enrolment: 'ended',
    isMove: true,
  },
  parked: {
    inWords: ({ from, reason }) => sentence('stands still in the track', from, 'after an error', because(reason)),
    enrolment: 'parked',
  },
  resumed: {
    inWords: ({ to, reason }) => (reason === 'retry' ? `tries the track ${to} again` : `goes on in the track ${to}`),
    enrolment: 'running',
  },
  interrupted: {
    inWords: ({ from, to, reason }) => sentence('leaves the track', from, `for ${to}`, because(reason)),
  },
  persona: {
    inWords: ({ from, to }) => `gets the emails for a ${labelOf(personas, to)} instead of those for a ${labelOf(personas, from)}`,
  },
  pace: { inWords: ({ reason }) => sentence('gets emails half as often', because(reason)) },
  skipped: { inWords: ({ to, reason }) => sentence(to, 'is skipped', because(reason)) },
  noted: {
    inWords: ({ from, to, reason }) =>
      sentence(
        'note',
        from && to && `(${labelOf(funnelStages, from)} → ${labelOf(funnelStages, to)})`,
        reason && `: ${codeInWords(reason)}`,
      ),
  },
});

export type JournalKind = keyof typeof journalKinds;

/** A kind that another version wrote. */
const other: Sentence = ({ reason }) => sentence('the program noted something', because(reason));

type Nulls = { readonly [K in keyof Line]: string | null };

/** A line of a journal as a sentence. */
export const journalInWords = ({ kind, from, to, reason }: Nulls & { readonly kind: string }): string =>
  (own(journalKinds, kind)?.inWords ?? other)({ from: from ?? '', to: to ?? '', reason: reason ?? '' });

const because = (reason: string): string => (reason === '' ? '' : `(${codeInWords(reason)})`);

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text));
