import {
  dispositionFields,
  type DispositionField,
  type DispositionFieldSpec,
  type ReportFieldKind,
} from '../domain/sales/dispositions.ts';
import { own } from '../domain/text/own.ts';
import { CliError } from './cli-error.ts';

/** How the kinds of fields that are no text are read. What is wrong with a value, the API says. */
const readers: Partial<Record<ReportFieldKind, (value: string) => unknown>> = {
  money: number,
  rating: number,
  channels: (value) => value.split(','),
};

/** The details of a report from arguments: `amount=48000`, `guide.fit=yes`, `nextStep=null`. @throws CliError badArgument */
export function reportDetails(pairs: readonly string[]): Record<string, unknown> {
  const details = new Map<string, unknown>();
  for (const pair of pairs) {
    const [, field, part, value] = /^(\w+)(?:\.(\w+))?=(.*)$/s.exec(pair) ?? [];
    if (field === undefined || value === undefined)
      throw new CliError('badArgument', `"${pair}" is no detail. Write a field and its value, such as at="tomorrow 10:00".`);
    details.set(
      field,
      part === undefined ? read(field, value) : { ...(details.get(field) as object | undefined), [part]: value },
    );
  }
  return Object.fromEntries(details);
}

function read(field: string, value: string): unknown {
  if (value === 'null') return null;
  const spec = own<DispositionFieldSpec>(dispositionFields, field as DispositionField);
  return spec ? (readers[spec.kind]?.(value) ?? value) : value;
}

/** JSON knows no `NaN`, and a missing amount is no 0. */
function number(value: string): number | string {
  const amount = Number(value);
  return value.trim() !== '' && Number.isFinite(amount) ? amount : value;
}
