import { expectTypeOf, test } from 'vitest';
import type { ContentId, GoalOf, LinkOf, VariableArguments, VariablesOf } from '../../content/catalog.ts';
import type { Instant } from '../../domain/time/clock.ts';

// tsc checks this file: an error that is expected and doesn't come is an error.
declare const send: <Id extends ContentId>(id: Id, ...variables: VariableArguments<Id>) => void;
const never = (): void => {
  send('market-guide');
  send('meeting-confirmed', { meetingAt: 0 });
  // @ts-expect-error there is no such content; did you mean "market-guide"?
  send('market-gide');
  // @ts-expect-error the variable is missing
  send('meeting-confirmed');
  // @ts-expect-error the variable is misspelt
  send('meeting-confirmed', { meetingsAt: 0 });
  // @ts-expect-error the variable is of another type
  send('meeting-confirmed', { meetingAt: 'tomorrow' });
  // @ts-expect-error one variable too many
  send('meeting-confirmed', { meetingAt: 0, room: 'A' });
  // @ts-expect-error this content takes none
  send('market-guide', { meetingAt: 0 });
};

test('the catalog tells the compiler what each content needs, aims at and links to', () => {
  expectTypeOf(never).toBeFunction();
  expectTypeOf<VariablesOf<'meeting-confirmed'>>().toEqualTypeOf<{ readonly meetingAt: Instant }>();
  expectTypeOf<VariablesOf<'market-guide'>>().toEqualTypeOf<Record<string, never>>();
  expectTypeOf<GoalOf<'market-guide'>>().toEqualTypeOf<'downloaded'>();
  expectTypeOf<LinkOf<'market-guide'>>().toEqualTypeOf<'guide'>();
});
