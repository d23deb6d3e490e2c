import { expect, expectTypeOf, test } from 'vitest';
import { inputFaults, inputSpecs, readInput } from '../../domain/input/program-input.ts';
import { before, type Moment } from '../../domain/time/moment.ts';
import type { CalendarDuration } from '../../domain/time/duration.ts';
import type { Lead } from '../../workflows/lead.ts';
import { program } from '../../workflows/program.ts';

const recycle = { connect: 'home', offer: 'home' } as const;

test('the compiler knows the input and the knobs of a program', () => {
  program('typed', {
    start: 'home',
    recycle,
    input: { event: 'text', startsAt: { kind: 'instant', label: 'Begins' }, seats: 'whole', online: 'boolean' },
    knobs: { patience: { label: 'Between emails', kind: 'duration', from: '1 day', to: '9 days', standard: '3 days' } },
    interrupts: { fastTrack: (lead) => (lead.input.online ? 'home' : 'home') },
    tracks: {
      async home(lead) {
        expectTypeOf(lead.input).toEqualTypeOf<{
          readonly event: string;
          readonly startsAt: Moment;
          readonly seats: number;
          readonly online: boolean;
        }>();
        expectTypeOf(lead.knobs).toEqualTypeOf<{ readonly patience: CalendarDuration }>();
        await lead.pause(lead.knobs.patience);
        await lead.until(before(lead.input.startsAt, '1 day'));
        await helps(lead);
        // @ts-expect-error no such input
        await lead.until(lead.input.startAt);
        // @ts-expect-error a moment can move, so no number holds it
        return lead.input.startsAt > lead.now ? 'home' : 'home';
      },
    },
  });
  const helps = async (lead: Lead<{ event: 'text' }>): Promise<string> => lead.input.event;
});

test('the compiler refuses a kind, a range or a standard that is none', () => {
  const tracks = { home: () => Promise.resolve('home' as const) };
  const refused = () => {
    // @ts-expect-error no such kind
    program('kind', { start: 'home', recycle, tracks, input: { event: 'txt' } });
    // @ts-expect-error a knob has a label
    program('label', { start: 'home', recycle, tracks, knobs: { patience: { kind: 'boolean', standard: true } } });
    const label = 'Days';
    // @ts-expect-error a number has a range
    program('range', { start: 'home', recycle, tracks, knobs: { patience: { label, kind: 'whole', standard: 1 } } });
    // @ts-expect-error the standard is of another kind
    program('standard', { start: 'home', recycle, tracks, knobs: { patience: { label, kind: 'boolean', standard: '5 days' } } });
  };
  expect(refused).toBeTypeOf('function');
});

test('what a program declares wrongly is found at start, all at once', () => {
  const input = inputSpecs({ 'starts-at': 'instant', seats: { kind: 'whole', from: 9, to: 1 }, x: 'constructor' as 'text' });
  const patience = { label: ' ', kind: 'duration', from: '1 day', to: '9 days', standard: '10 days' } as const;
  expect(inputFaults({ input, knobs: { patience } })).toEqual([
    'input.starts-at: expected a name of letters and digits, such as "startsAt"',
    'input.seats: from and to: expected a whole number each, the smaller one first',
    'input.x: kind: expected text, url, whole, boolean, instant, duration, got "constructor"',
    "knobs.patience: standard: expected a duration, such as '5 days' from 1 day to 9 days",
    'knobs.patience: label: expected a text',
  ]);
});

test.each([
  ['text', ' spring ', 'spring'],
  ['text', 'ann@example.com', undefined],
  ['text', 'a\u0000b', undefined],
  ['text', 'a\ud800', undefined],
  ['text', 'x'.repeat(101), undefined],
  ['text', '  ', undefined],
  ['url', 'https://meet.example.com/a?b=c', 'https://meet.example.com/a?b=c'],
  ['url', 'http://meet.example.com', undefined],
  ['url', 'javascript:alert(1)', undefined],
  ['url', 'https://', undefined],
  ['whole', 5, 5],
  ['whole', 5.5, undefined],
  ['whole', '5', undefined],
  ['whole', Number.NaN, undefined],
  ['boolean', false, false],
  ['boolean', 0, undefined],
  ['instant', '2026-12-24T09:00:00+01:00', Date.parse('2026-12-24T08:00:00Z')],
  ['instant', '2026-12-24T08:00Z', Date.parse('2026-12-24T08:00:00Z')],
  ['instant', 1_798_000_000_000, 1_798_000_000_000],
  ['instant', 1_798_000_000, undefined],
  ['instant', '2026-02-30T09:00:00Z', undefined],
  ['instant', '2026-12-24T25:00:00Z', undefined],
  ['instant', '2026-12-24', undefined],
  ['duration', '5 days', '5 days'],
  ['duration', '0 days', undefined],
  ['duration', '5 dayz', undefined],
] as const)('as a value of the kind %s, %j is %j', (kind, said, value) => {
  expect(readInput(inputSpecs({ it: kind }), { it: said }).values).toEqual(value === undefined ? {} : { it: value });
});
