import { z } from 'zod';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import {
  dispositionFields,
  namesIn,
  nextSteps,
  stepInProgram,
  type Disposition,
  type DispositionField,
  type DispositionFieldSpec,
  type DispositionSpec,
  type ReportFieldKind,
  type StepSpec,
} from '../../domain/sales/dispositions.ts';
import { OTHER } from '../../domain/sales/reasons.ts';
import type { RecycleReason } from '../../domain/sales/recycle.ts';
import { taskKinds, taskName, type TaskKind } from '../../domain/sales/task-kinds.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { nearest } from '../../domain/text/did-you-mean.ts';
import { own } from '../../domain/text/own.ts';
import { idInput, instantInput, madeId, mustLieAhead, repRef } from '../procedures/instant-input.ts';
import { Refusal, type Code } from '../procedures/refusal.ts';
import { currencyInput, emailAddress, key, money, text, whole } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

/** The schema of each kind of field. */
const kinds = {
  text: text('words'),
  /** `tomorrow 10:00` is meant in the lead's zone. */
  instant: z.union([instantInput, text('name')]),
  track: key,
  channels: z.array(key as z.ZodType<Channel, Channel>).min(1),
  rep: repRef,
  money,
  currency: currencyInput,
  dealStage: key,
  guide: z.record(key, text('words')),
  dealReview: z.union([text('words'), z.record(key, text('words'))]),
  rating: whole(1, 5),
  /** By fields: a sentence is a note, and its numbers are not data. */
  person: z
    .strictObject({ firstName: text('name'), lastName: text('name'), email: emailAddress, phone: text('name') })
    .partial()
    .refine((given) => Object.keys(given).length > 0, 'expected at least one of firstName, lastName, email, phone'),
  recycleReason: key as z.ZodType<RecycleReason, RecycleReason>,
} satisfies Record<ReportFieldKind, z.ZodType>;

type Rows = typeof dispositionFields;
type SchemaOf<F extends DispositionField> = (typeof kinds)[Rows[F]['kind']];
type Fields = {
  [F in DispositionField]: z.ZodOptional<Rows[F] extends { mayBeUnknown: true } ? z.ZodNullable<SchemaOf<F>> : SchemaOf<F>>;
};

const fields = Object.fromEntries(
  Object.entries<DispositionFieldSpec>(dispositionFields).map(([name, { kind, mayBeUnknown }]) => [
    name,
    mayBeUnknown ? kinds[kind].nullable().optional() : kinds[kind].optional(),
  ]),
) as unknown as Fields;

/** What a rep enters with a disposition; the disposition decides which fields. */
export const detailsInput = z.strictObject(fields);

export const reportInput = z.strictObject({
  /** A report that is repeated with its id is applied once. */
  id: madeId,
  taskId: idInput,
  /** One of the policy's; `checkDetails` makes sure of it. */
  disposition: key as z.ZodType<Disposition, Disposition>,
  /** The code of one of the disposition's reasons, if it lists some. */
  reason: key.optional(),
  details: detailsInput.default({}),
});

/** What a rep wrote. */
export type WrittenReport = z.infer<typeof reportInput>;
type WrittenDetails = WrittenReport['details'];
type InstantField = { [F in DispositionField]: Rows[F]['kind'] extends 'instant' ? F : never }[DispositionField];

/** The same, with each time as an instant. */
export type ReportInput = Omit<WrittenReport, 'details'> & {
  readonly details: Omit<WrittenDetails, InstantField> & { readonly [F in InstantField]?: Exclude<WrittenDetails[F], string> };
};

type Rules = Pick<Policy, 'dispositions' | 'callGuide' | 'guideMinimum' | 'dealReview' | 'recycle' | 'deals'>;

/** @throws Refusal that lists what can be reported about such a task, if the disposition belongs to another kind or to none */
export function mustBeOnMenu({ dispositions }: Pick<Policy, 'dispositions'>, kind: TaskKind, disposition: string): void {
  const { menu } = taskKinds[kind];
  const names = menu === undefined ? [] : namesIn(dispositions, menu);
  // Only the lead knows whether its program waits for an SDR or a salesperson.
  if (menu !== 'reply' && menu !== undefined && stepInProgram(dispositions, disposition)) return;
  if (names.includes(disposition)) return;
  const todo = menu === undefined ? 'Close the task instead (tasks.close).' : `Report one of these: ${names.join(', ')}.`;
  throw new Refusal('BAD_REQUEST', `"${disposition}" can’t be reported about this ${taskName(kind)}.`, {
    code: own(dispositions, disposition) ? 'dispositionNotForTask' : 'nameUnknown',
    field: 'disposition',
    value: disposition,
    didYouMean: nearest(disposition, names),
    todo,
  });
}

/** @throws Refusal that names every fault of a report: what is missing, what is too much, and names that the policy does not have */
export function checkDetails(rules: Rules, { disposition, reason, details }: ReportInput): void {
  const spec = own(rules.dispositions, disposition)!;
  const faults = [
    ...fieldFaults(spec, details),
    ...reasonFaults(spec, reason, details.reason),
    ...(details.recycleReason === undefined ? [] : unknownIn(rules.recycle.reasons, [details.recycleReason])),
    ...(details.stage === undefined || details.stage === null ? [] : unknownIn(rules.deals.stages, [details.stage])),
    ...answerFaults(rules, spec, details),
  ];
  if (faults.length > 0) throw refusalOf(faults);
}

/** The code of a report's reason: what the rep chose, or `other` if they gave it in words only and the list allows for that. */
export const reasonOf = ({ dispositions }: Pick<Policy, 'dispositions'>, { disposition, reason, details }: ReportInput) =>
  reason ?? (details.reason && own(own(dispositions, disposition)?.reasons ?? {}, OTHER) ? OTHER : undefined);

interface Fault {
  readonly code: Code;
  readonly says: string;
  readonly value: unknown;
  readonly field?: string | undefined;
  /** The name that was probably meant. */
  readonly near?: string | undefined;
  readonly todo: string;
}

/** Fields that are missing, and fields that the disposition does not take. */
function fieldFaults({ label, requires, allows = [], next }: DispositionSpec, details: ReportInput['details']): Fault[] {
  const { needs = [] }: StepSpec = nextSteps[next];
  const given = keysOf<DispositionField>(dispositionFields).filter((field) => details[field] !== undefined);
  const mayBeUnknown = (field: DispositionField): boolean =>
    (dispositionFields[field] as DispositionFieldSpec).mayBeUnknown === true && !needs.includes(field);
  const isMissing = (field: DispositionField): boolean =>
    details[field] === null ? !mayBeUnknown(field) : isEmpty(details[field]);
  const missing = requires.filter((field) => !given.includes(field) || isMissing(field));
  const unknown = given.filter((field) => !requires.includes(field) && !allows.includes(field));
  const askedFor = 'Give these in details, under the names shown.';
  const open = missing.filter(mayBeUnknown);
  const todo = open.length > 0 ? `${askedFor} Use null for what is not known: ${open.join(', ')}.` : askedFor;
  return [
    ...faultIf(missing, 'details', { code: 'fieldsMissing', says: `"${label}" needs ${inWords(missing)}.`, todo }),
    ...faultIf(unknown, 'details', {
      code: 'fieldsUnknown',
      says: `"${label}" does not take ${inWords(unknown)}.`,
      todo: 'Leave them out, or choose another disposition.',
    }),
  ];
}

/** A reason that is missing or unknown, or that nothing asks for. */
function reasonFaults(
  { label, reasons = {}, reasonIsOptional }: DispositionSpec,
  reason?: string,
  words?: string | null,
): Fault[] {
  const codes = Object.keys(reasons);
  const inOwnWords = words !== undefined && words !== null && codes.includes(OTHER);
  if (reason === undefined ? codes.length === 0 || reasonIsOptional || inOwnWords : codes.includes(reason)) return [];
  const todo =
    codes.length === 0 ? 'Leave it out, or write it as details.reason.' : `Use one of these as reason: ${codes.join(', ')}.`;
  return reason === undefined
    ? [{ code: 'reasonMissing', says: `"${label}" needs a reason.`, value: codes, todo }]
    : [
        {
          code: 'reasonUnknown',
          says: `"${label}" has no reason "${reason}".`,
          value: reason,
          near: nearest(reason, codes),
          todo,
        },
      ];
}

/** Answers to questions that nobody asked, and questions of the guide's minimum that a lead is not handed over without. */
function answerFaults(
  { callGuide, guideMinimum, dealReview }: Rules,
  { label, requires }: DispositionSpec,
  details: ReportInput['details'],
): Fault[] {
  const { guide, learned } = details;
  const open = guideMinimum.filter((question) => !own(guide ?? {}, question));
  const isAsked = guide && requires.includes('guide') && Object.keys(guide).length > 0;
  return [
    ...unknownIn(callGuide, Object.keys(guide ?? {})),
    ...(typeof learned === 'object' ? unknownIn(dealReview, Object.keys(learned ?? {})) : []),
    ...faultIf(isAsked ? open : [], 'details.guide', {
      code: 'guideMissing',
      says: `"${label}" needs more answers of the call guide: ${open.map((name) => `${name} (${own(callGuide, name)})`).join(', ')}.`,
      todo: 'Give these in details.guide, under the names shown.',
    }),
  ];
}

const faultIf = (names: readonly string[], inside: string, fault: Omit<Fault, 'value' | 'field'>): Fault[] =>
  names.length > 0 ? [{ ...fault, value: names, field: `${inside}.${names[0]}` }] : [];

const unknownIn = (table: Readonly<Record<string, unknown>>, names: readonly string[]): Fault[] =>
  names
    .filter((name) => own(table, name) === undefined)
    .map((name) => ({
      code: 'nameUnknown',
      says: `"${name}" can’t be reported about this task.`,
      value: name,
      near: nearest(name, Object.keys(table)),
      todo: `Use one of these: ${Object.keys(table).join(', ')}.`,
    }));

/** Several faults are told in one answer; the code is that of the first. */
function refusalOf(faults: readonly Fault[]): Refusal {
  const [first, ...others] = faults as [Fault, ...Fault[]];
  const more = others.map(({ says, todo }) => ` ${says} ${todo}`).join('');
  const { code, says, value, field, near: didYouMean, todo } = first;
  return new Refusal('BAD_REQUEST', says, { code, value, field, didYouMean, todo: `${todo}${more}` });
}

/** @throws Refusal if an instant in a report has passed */
export function checkInstants({ details }: ReportInput, now: Instant): void {
  for (const field of keysOf<DispositionField>(dispositionFields)) {
    const spec: DispositionFieldSpec = dispositionFields[field];
    const at = details[field];
    if (spec.ahead !== undefined && typeof at === 'number') mustLieAhead(field, at, { now, most: spec.ahead });
  }
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const inWords = (names: readonly DispositionField[]): string =>
  names.map((name) => `${name} (${dispositionFields[name].label})`).join(', ');
