import { dispositionFields, type DispositionFieldSpec } from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { instantSaid } from '../../domain/time/said-time.ts';
import { Refusal } from '../procedures/refusal.ts';
import type { ReportInput, WrittenReport } from './report-input.ts';

/** The report with each time that a rep wrote down, such as `tomorrow 10:00`, as the instant that the lead means by it. */
export function withInstants({ details, ...report }: WrittenReport, zone: string, now: Instant): ReportInput {
  const instants = Object.entries(details).map(([field, value]) =>
    own<DispositionFieldSpec>(dispositionFields, field)?.kind === 'instant' && typeof value === 'string'
      ? [field, instantSaid(value, zone, now) ?? mustBeTime(field, value)]
      : [field, value],
  );
  return { ...report, details: Object.fromEntries(instants) as ReportInput['details'] };
}

const EXPECTED =
  'an instant with its offset, such as 2026-12-24T09:00:00+01:00, or a time in the lead’s zone, such as tomorrow 10:00, Thursday 14:00 or 2026-12-24 09:00';

function mustBeTime(name: string, value: string): never {
  const field = `details.${name}`;
  throw new Refusal('BAD_REQUEST', `${field}: expected ${EXPECTED}.`, { code: 'invalidInput', field, value, expected: EXPECTED });
}
