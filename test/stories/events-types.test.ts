import { expect, expectTypeOf, test } from 'vitest';
import type { Instant } from '../../domain/time/clock.ts';
import type { Lead } from '../../workflows/lead.ts';
import { ended } from '../../workflows/next.ts';
import { program } from '../../workflows/program.ts';
import type { policy } from './events/policy.ts';

/*
 * What the compiler knows of the acts that the app in `events/policy.ts` registers, and must refuse: an `@ts-expect-error` over a
 * line without an error is one itself.
 */

test('a wait returns which act came, when, and its data', () => {
  const waits = async (lead: Lead) => {
    const came = await lead.waitFor({ attended: { webinar: 'docks' }, replied: true }, { within: '3 days' });
    expectTypeOf<NonNullable<typeof came>['kind']>().toEqualTypeOf<'attended' | 'replied'>();
    expectTypeOf(came?.at).toEqualTypeOf<Instant | undefined>();
    // @ts-expect-error a reply has no data
    if (came?.kind === 'replied') return came.data.webinar;
    if (came?.kind === 'attended') expectTypeOf(came.data.minutes).toEqualTypeOf<number | undefined>();
    // @ts-expect-error nothing waits for a booking
    return came?.kind === 'booked';
  };
  expect(waits).toBeTypeOf('function');
});

test('the compiler refuses a wait for what nobody does, and for data that the kind does not have', () => {
  const refused = async (lead: Lead, { engagements }: typeof policy) => {
    // @ts-expect-error did you mean attended?
    await lead.waitFor({ atended: true, replied: true }, { within: '3 days' });
    // @ts-expect-error did you mean webinar?
    await lead.waitFor({ attended: { webnar: 'docks' } }, { within: '3 days' });
    // @ts-expect-error a webinar is a code
    await lead.waitFor({ attended: { webinar: 7 } }, { within: '3 days' });
    // @ts-expect-error a reply has no data
    await lead.waitFor({ replied: { webinar: 'docks' } }, { within: '3 days' });
    // @ts-expect-error no such page
    await lead.waitFor({ visited: { page: 'prices' } }, { within: '3 days' });
    // @ts-expect-error programs are not told about opens
    await lead.waitFor({ opened: true }, { within: '3 days' });
    // @ts-expect-error until when?
    await lead.waitFor({ attended: true }, {});
    return engagements;
  };
  expect(refused).toBeTypeOf('function');
});

test('the compiler refuses interrupts of what nobody does, and to tracks that do not exist', () => {
  const end = async () => ended('archived', 'the end');
  const bare = { connect: end, offer: end };
  const refused = () => [
    program('p', {
      start: 'connect',
      interrupts: { on: { cancelled: ended('archived', 'x'), attended: 'offer' } },
      tracks: bare,
    }),
    // @ts-expect-error did you mean cancelled?
    program('p', { start: 'connect', interrupts: { on: { canceled: 'offer' } }, tracks: bare }),
    // @ts-expect-error did you mean offer?
    program('p', { start: 'connect', interrupts: { on: { cancelled: 'ofer' } }, tracks: bare }),
    // @ts-expect-error a function's track
    program('p', { start: 'connect', interrupts: { on: { cancelled: () => 'ofer' } }, tracks: bare }),
    program('p', {
      start: 'connect',
      // @ts-expect-error did you mean webinar?
      interrupts: { on: { cancelled: (_, { data }) => (data.webnar === 'docks' ? 'offer' : undefined) } },
      tracks: bare,
    }),
  ];
  expect(refused).toBeTypeOf('function');
});
