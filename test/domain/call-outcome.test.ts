import { expectTypeOf, test } from 'vitest';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { CallOutcome, OutcomeWith, ReportedTrack } from '../../domain/sales/call-outcome.ts';

type Named<O extends { outcome: string }, N extends O['outcome']> = Extract<O, { outcome: N }>;

test('the outcome of a call has the facts that its disposition requires', () => {
  expectTypeOf<Named<CallOutcome, 'qualified'>>().toEqualTypeOf<{
    readonly outcome: 'qualified';
    readonly meetingAt: number;
  }>();
  expectTypeOf<Named<CallOutcome, 'notReady'>>().toEqualTypeOf<{
    readonly outcome: 'notReady';
    readonly until: number;
    readonly track: ReportedTrack;
  }>();
  expectTypeOf<Named<CallOutcome, 'existingDeal'>>().toEqualTypeOf<{
    readonly outcome: 'existingDeal';
    readonly owner: string;
  }>();
  expectTypeOf<Named<CallOutcome, 'doNotContact'>>().toEqualTypeOf<{
    readonly outcome: 'doNotContact';
    readonly channels: readonly Channel[];
  }>();
});

test('a call does not end with a report after which the rep tries again, or with one of another menu', () => {
  expectTypeOf<CallOutcome['outcome']>().toEqualTypeOf<
    | 'notInterested'
    | 'qualified'
    | 'transferred'
    | 'notReady'
    | 'disqualified'
    | 'wrongContact'
    | 'wrongNumber'
    | 'leftCompany'
    | 'doNotContact'
    | 'existingDeal'
    | 'unreachable'
    | 'slaMissed'
    | 'expired'
  >();
});

test('a disposition that an app adds or changes is an outcome with its own facts', () => {
  type Own = OutcomeWith<{
    readonly budgetLater: {
      readonly label: 'Budget next year';
      readonly menus: readonly ['sdr'];
      readonly requires: readonly ['at', 'reason'];
      readonly allows: readonly ['owner'];
      readonly next: 'disqualify';
      readonly contact: true;
    };
    readonly gatekeeper: { readonly menus: readonly ['sdr']; readonly requires: readonly []; readonly next: 'retry' };
    readonly qualified: { readonly requires: readonly ['guide'] };
  }>;
  expectTypeOf<Named<Own, 'budgetLater'>>().toEqualTypeOf<{
    readonly outcome: 'budgetLater';
    readonly until: number;
    readonly owner?: string;
  }>();
  expectTypeOf<Named<Own, 'qualified'>>().toEqualTypeOf<{ readonly outcome: 'qualified' }>();
  expectTypeOf<Extract<Own['outcome'], 'gatekeeper'>>().toBeNever();
});
