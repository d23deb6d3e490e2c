import { z } from 'zod';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import {
  dispositionFields,
  type Disposition,
  type DispositionField,
  type DispositionFieldSpec,
  type FieldKind,
  type Reasons,
} from '../../domain/sales/dispositions.ts';
import type { RecycleReason } from '../../domain/sales/recycle.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { own } from '../../domain/text/own.ts';
import { idInput, instantInput, mustLieAhead } from '../procedures/instant-input.ts';
import { Refusal } from '../procedures/refusal.ts';
import { currencyInput, key, money, text } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

/** The schema of each kind of field. */
const kinds = {
  text: text('words'),
  instant: instantInput,
  track: key,
  channels: z.array(key as z.ZodType<Channel, Channel>).min(1),
  rep: idInput,
  money,
  currency: currencyInput,
  dealStage: key,
  guide: z.record(key, text('words')),
  recycleReason: key as z.ZodType<RecycleReason, RecycleReason>,
} satisfies Record<FieldKind, z.ZodType>;

type Fields = { [F in DispositionField]: z.ZodOptional<(typeof kinds)[(typeof dispositionFields)[F]['kind']]> };

const fields = Object.fromEntries(
  Object.entries(dispositionFields).map(([name, { kind }]) => [name, kinds[kind].optional()]),
) as unknown as Fields;

/** What a rep enters with a disposition; the disposition decides which fields. */
export const detailsInput = z.strictObject(fields);

export const reportInput = z.strictObject({
  /** Chosen by the caller; the same for a repeated report. */
  id: idInput,
  taskId: idInput,
  /** One of the policy's; `checkDetails` makes sure of it. */
  disposition: key as z.ZodType<Disposition, Disposition>,
  /** The code of one of the disposition's reasons, if it lists some. */
  reason: key.optional(),
  details: detailsInput.default({}),
});
export type ReportInput = z.infer<typeof reportInput>;

type Rules = Pick<Policy, 'dispositions' | 'callGuide' | 'recycle' | 'deals'>;

/** @throws Refusal that lists missing fields, superfluous fields, or names that the policy does not know */
export function checkDetails(
  { dispositions, callGuide, recycle, deals }: Rules,
  { disposition, reason, details }: ReportInput,
): void {
  const { label, requires, allows = [], reasons = {} } = mustBeKnown(dispositions, disposition);
  const given = keysOf<DispositionField>(dispositionFields).filter((field) => details[field] !== undefined);
  const missing = requires.filter((field) => !given.includes(field) || isEmpty(details[field]));
  const unknown = given.filter((field) => !requires.includes(field) && !allows.includes(field));
  if (missing.length > 0)
    throw new Refusal('BAD_REQUEST', `"${label}" needs ${inWords(missing)}.`, {
      code: 'fieldsMissing',
      value: missing,
      todo: 'Give them in details, under these names.',
    });
  if (unknown.length > 0)
    throw new Refusal('BAD_REQUEST', `"${label}" does not take ${inWords(unknown)}.`, {
      code: 'fieldsUnknown',
      value: unknown,
      todo: 'Leave them out, or choose another disposition.',
    });
  checkReason(label, reasons, reason);
  if (details.recycleReason !== undefined) mustBeKnown(recycle.reasons, details.recycleReason);
  if (details.stage !== undefined) mustBeKnown(deals.stages, details.stage);
  for (const question of Object.keys(details.guide ?? {})) mustBeKnown(callGuide, question);
}

/** @throws Refusal if a reason is missing or unknown, or the disposition has none */
function checkReason(label: string, reasons: Reasons, reason: string | undefined): void {
  const codes = Object.keys(reasons);
  if (reason === undefined ? codes.length === 0 : codes.includes(reason)) return;
  const todo =
    codes.length === 0 ? 'Leave it out, or write it as details.reason.' : `Use one of these as reason: ${codes.join(', ')}.`;
  if (reason === undefined)
    throw new Refusal('BAD_REQUEST', `"${label}" needs a reason.`, { code: 'reasonMissing', value: codes, todo });
  throw new Refusal('BAD_REQUEST', `"${label}" has no reason "${reason}".`, { code: 'reasonUnknown', value: reason, todo });
}

/** Finds the row of a name in a report. @throws Refusal that lists the valid names */
function mustBeKnown<Row>(table: Readonly<Record<string, Row>>, name: string): Row {
  const row = own(table, name);
  if (row === undefined)
    throw new Refusal('BAD_REQUEST', `"${name}" can’t be reported here.`, {
      code: 'nameUnknown',
      value: name,
      todo: `Use one of these: ${Object.keys(table).join(', ')}.`,
    });
  return row;
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
