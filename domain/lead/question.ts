import {
  fieldFaults,
  fieldValue,
  type FieldKind,
  type FieldSpec,
  type FieldValue,
  type LeadFields,
  type SavedFields,
} from '../people/lead-fields.ts';
import { unless } from '../policy/unless.ts';
import { own } from '../text/own.ts';

/** A question of a form, besides the fields of the app. The answer is saved with its source and time. */
export interface Question {
  /** As the page asks it. */
  readonly label: string;
  readonly kind: FieldKind;
  /** What can be answered to one of the kind `choice`. */
  readonly choices?: readonly string[];
  /** Without an answer, the form is not taken. */
  readonly required?: boolean;
}

/** Questions by their names; forms that share a name ask the same question, and it is asked once. */
export type Questions = Readonly<Record<string, Question>>;

/** What a form asks a person. */
interface Asking {
  readonly fields?: readonly string[];
  readonly questions?: Questions;
  readonly asksAtMost?: number;
}

const asField = ({ label, kind, choices }: Question): FieldSpec => ({ label, kind, choices, personal: true });

/** The questions of all forms, as fields. */
export const questionsOf = (forms: Readonly<Record<string, Pick<Asking, 'questions'>>>): LeadFields =>
  Object.fromEntries(
    Object.values(forms).flatMap(({ questions = {} }) => Object.entries(questions).map(([name, one]) => [name, asField(one)])),
  );

/** A field or a question, as a form asks it. */
export interface Asked extends FieldSpec {
  readonly name: string;
  readonly required: boolean;
}

/** What a form asks now: what this person has not answered yet, up to the most that it asks at once. A stranger has answered nothing. */
export function askedOf(
  { fields = [], questions = {}, asksAtMost }: Asking,
  ofApp: LeadFields,
  answered: ReadonlySet<string>,
): readonly Asked[] {
  const asked = [
    ...fields.flatMap((name) => {
      const spec = own(ofApp, name);
      return spec ? [{ ...spec, name, required: false }] : [];
    }),
    ...Object.entries(questions).map(([name, one]) => ({ ...asField(one), name, required: one.required === true })),
  ];
  return asked.filter(({ name }) => !answered.has(name)).slice(0, asksAtMost);
}

/** The names of the fields of the app that a lead has. */
export const answeredFields = (ofApp: LeadFields, saved: SavedFields): readonly string[] =>
  Object.keys(ofApp).filter((name) => fieldValue(ofApp[name]!, saved, name) !== undefined);

export const answerInWords = (value: FieldValue): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));

/** What is wrong with the questions of forms. */
export const questionFaults = (forms: Readonly<Record<string, Asking>>, ofApp: LeadFields): string[] =>
  Object.entries(forms).flatMap(([form, { questions = {}, asksAtMost = 1 }]) => [
    ...unless(Number.isInteger(asksAtMost) && asksAtMost >= 1, `form ${form}: asksAtMost: expected a whole number from 1 on`),
    ...fieldFaults(questionsOf({ form: { questions } })).map((fault) => `form ${form}: question ${fault}`),
    ...Object.entries(questions).flatMap(([name, { kind }]) => [
      ...unless(
        !Object.hasOwn(ofApp, name),
        `form ${form}: question ${name}: the policy has a field of this name: list it in fields`,
      ),
      ...Object.entries(forms).flatMap(([other, { questions: theirs = {} }]) =>
        unless(
          (own(theirs, name)?.kind ?? kind) === kind,
          `form ${form}: question ${name}: it is of another kind in the form ${other}`,
        ),
      ),
    ]),
  ]);
