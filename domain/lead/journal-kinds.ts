import { codeInWords } from '../text/code-in-words.ts';
import type { EnrolmentState } from './enrolment-states.ts';
import { funnelStages } from './funnel.ts';
import { kinds } from '../text/kinds.ts';
import { labelOf, own } from '../text/own.ts';
import { minuteInWords, sentence } from '../text/words.ts';

interface Line {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

type Labels = Readonly<Record<string, { readonly label: string }>>;

/** The tables of the app's policy whose names a journal may contain. */
interface Names {
  readonly engagements: Labels;
  readonly dispositions: Labels;
  readonly recycle: { readonly reasons: Labels };
  readonly personas: Labels;
}

type Sentence = (line: Line, names: Names) => string;

interface JournalKindSpec {
  readonly inWords: Sentence;
  /** The state of the enrolment from this line on; missing if the line does not change it. */
  readonly enrolment?: EnrolmentState;
  /** `to` is the track of the lead from this line on: in this visit, or in the next one, which begins with a rest. */
  readonly track?: 'this visit' | 'next visit';
  /** `to` is the funnel stage of the lead from this line on: by the funnel, or back against it. */
  readonly isMove?: true | 'back';
}

/**
 * The lines that a program writes into a lead's journal. `parked` and `resumed` are about an error, for which operations get a
 * task; a row without an effect is only part of the story.
 */
export const journalKinds = kinds<JournalKindSpec>()({
  entered: {
    inWords: ({ to, reason }, names) => sentence('enters the track', to, because(reason, names)),
    enrolment: 'running',
    track: 'this visit',
  },
  stage: {
    inWords: ({ to, reason }, names) => sentence('becomes', labelOf(funnelStages, to), because(reason, names)),
    isMove: true,
  },
  rested: {
    inWords: ({ to, reason }) =>
      sentence('rests', isInstant(reason) && `until ${minuteInWords(Date.parse(reason))}`, ', then the track', to),
    enrolment: 'resting',
    track: 'next visit',
  },
  ended: {
    inWords: ({ to, reason }, names) => sentence('ends', to && `as ${labelOf(funnelStages, to)}`, because(reason, names)),
    enrolment: 'ended',
    isMove: true,
  },
  parked: {
    inWords: ({ from, reason }, names) => sentence('is parked in the track', from, 'after an error', because(reason, names)),
    enrolment: 'parked',
  },
  resumed: {
    inWords: ({ to, reason }) => (reason === 'retry' ? `tries the track ${to} again` : `continues in the track ${to}`),
    enrolment: 'running',
  },
  interrupted: {
    inWords: ({ from, to, reason }, names) =>
      sentence(from ? `leaves the track ${from}` : 'ends its rest', `for ${to}`, because(reason, names)),
  },
  takenBack: {
    inWords: ({ to }) => (to ? `is ${labelOf(funnelStages, to)} as before` : 'goes on as before'),
    enrolment: 'running',
    isMove: 'back',
  },
  persona: {
    inWords: ({ from, to }, { personas }) =>
      `gets the emails for a ${labelOf(personas, to)} instead of those for a ${labelOf(personas, from)}`,
  },
  pace: { inWords: ({ reason }, names) => sentence('gets emails half as often', because(reason, names)) },
  skipped: { inWords: ({ to, reason }, names) => sentence(to, 'is skipped', because(reason, names)) },
  noted: {
    inWords: ({ from, to, reason }, names) =>
      sentence(
        'note',
        from && to && `(${labelOf(funnelStages, from)} → ${labelOf(funnelStages, to)})`,
        reason && `: ${codeInWords(reason, tablesOf(names))}`,
      ),
  },
});

export type JournalKind = keyof typeof journalKinds;

/** The sentence for a kind that another version wrote. */
const other: Sentence = ({ reason }, names) => sentence('the program noted something', because(reason, names));

type Nulls = { readonly [K in keyof Line]: string | null };

/** A line of a journal as a sentence, in the words of the app's policy. */
export const journalInWords = ({ kind, from, to, reason }: Nulls & { readonly kind: string }, names: Names): string =>
  (own(journalKinds, kind)?.inWords ?? other)({ from: from ?? '', to: to ?? '', reason: reason ?? '' }, names);

const tablesOf = ({ engagements, dispositions, recycle }: Names): readonly Labels[] => [
  recycle.reasons,
  dispositions,
  engagements,
];

const because = (reason: string, names: Names): string => (reason === '' ? '' : `(${codeInWords(reason, tablesOf(names))})`);

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text));
