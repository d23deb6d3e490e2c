import { minuteInWords, amountInWords } from '../text/words.ts';
import { labelOf, own } from '../text/own.ts';
import type { CallGuide, RepQuestions } from './questions.ts';
import { dispositionFields, type DispositionField, type DispositionFieldSpec, type ReportFieldKind } from './dispositions.ts';

/** Something that a rep said in a report. */
export interface Told {
  readonly field: DispositionField;
  /** What it is, or the question of the call guide that it answers. */
  readonly label: string;
  readonly text: string;
}

type Labels = Readonly<Record<string, { readonly label: string }>>;

/** The parts of the policy that name what a rep can say. */
interface Names {
  readonly callGuide: CallGuide;
  readonly dealReview: RepQuestions;
  readonly recycle: { readonly reasons: Labels };
  readonly deals: { readonly stages: Labels };
}

/** The fields that hold answers to questions, and their questions. */
const questions = {
  guide: ({ callGuide }: Names) => callGuide,
  dealReview: ({ dealReview }: Names) => dealReview,
} as const satisfies Partial<Record<ReportFieldKind, (names: Names) => RepQuestions>>;
type QuestionKind = keyof typeof questions;

/** The value of each other kind of field as a text. */
const inWords: Readonly<Record<Exclude<ReportFieldKind, QuestionKind>, (value: unknown, names: Names) => string>> = {
  text: asText,
  instant: (value) => minuteInWords(new Date(value as string | number).getTime()),
  track: asText,
  channels: (value) => (value as readonly string[]).join(', '),
  rep: asText,
  currency: asText,
  dealStage: (value, { deals }) => labelOf(deals.stages, asText(value)),
  rating: (value) => `${asText(value)} of 5`,
  person: (value) => (typeof value === 'string' ? value : personAsText(value as SaidPerson)),
  money: (value) => amountInWords(Number(value)),
  recycleReason: (value, { recycle }) => labelOf(recycle.reasons, asText(value)),
};

type SaidPerson = Readonly<Partial<Record<'firstName' | 'lastName' | 'email' | 'phone', string>>>;

const personAsText = ({ firstName, lastName, email, phone }: SaidPerson): string =>
  [firstName, lastName, email, phone].filter((part) => part !== undefined).join(' ');

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Everything that a rep said in a report, in the order of its fields. @param details as they are saved */
export const toldInReport = (names: Names, details: unknown): readonly Told[] =>
  Object.entries<DispositionFieldSpec>(dispositionFields).flatMap(([name, { label, kind }]): Told[] => {
    const field = name as DispositionField;
    const value = own((details ?? {}) as Readonly<Record<string, unknown>>, field);
    if (value === undefined || value === null || value === '') return [];
    if (kind !== 'guide' && kind !== 'dealReview') return [{ field, label, text: inWords[kind](value, names) }];
    if (typeof value === 'string') return [{ field, label, text: value }];
    return Object.entries(value as object).map(([question, answer]) => ({
      field,
      label: own(questions[kind](names), question) ?? question,
      text: asText(answer),
    }));
  });

/** `Meeting: 2026-03-12 09:00 UTC`, or a question with its answer. */
export const toldInWords = ({ label, text }: Told): string => (label.endsWith('?') ? `${label} ${text}` : `${label}: ${text}`);
