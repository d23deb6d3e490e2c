import type { Lead } from '../../../../workflows/lead.ts';
import { ended, rest } from '../../../../workflows/next.ts';
import { program, type NurtureTrack } from '../../../../workflows/program.ts';

type Track = NurtureTrack<never>;

const returns =
  (next: unknown): Track =>
  () =>
    Promise.resolve(next as never);

const throws =
  (thrown: unknown): Track =>
  () => {
    throw thrown;
  };

const itself: { name: string; cause?: unknown } = { name: 'ItsOwnCause' };
itself.cause = itself;

/** What a track may do wrong, and the code with which the lead is parked. The compiler refuses most of it; a bug need not ask it. */
const wrong = {
  unknownTrack: returns('nirvana'),
  inheritedTrack: returns('constructor'),
  proto: returns('__proto__'),
  nothing: returns(undefined),
  aNumber: returns(7),
  aFunction: returns(() => 'home'),
  emptyObject: returns({}),
  wrongRest: returns(rest('7 dayz' as never, 'home')),
  restForEver: returns({ rest: Infinity, to: 'home' }),
  restInto: returns(rest('7 days', 'toString')),
  unknownEnd: returns(ended('nirvana' as never, 'x')),
  inheritedEnd: returns(ended('constructor' as never, 'x')),
  noFinalStage: returns(ended('mql' as never, 'x')),
  throwsNothing: throws(undefined),
  throwsText: throws('ann@example.com wrote this'),
  throwsItself: throws(itself),
  noTrack: undefined as unknown as Track,
} satisfies Record<string, Track>;

async function waits(lead: Lead): Promise<'home'> {
  await lead.pause('300 days');
  return 'home';
}

const call = (lead: Lead) =>
  lead.call('a call that the track asked for', { team: 'sdr-team', sla: 'firstAttempt', within: '200 days' });

export const odd = program('odd', {
  start: 'home',
  gate: false,
  interrupts: {
    fastTrack: () => {
      throw new RangeError('a bug in the program');
    },
    mql: 'home',
  },
  recycle: { connect: 'home', offer: 'home' },
  tracks: {
    home: waits,
    ...wrong,
    /** Gives the call three days, and goes on whether it was made or not. */
    async impatient(lead: Lead) {
      await Promise.race([call(lead), lead.pause('3 days')]);
      return 'home';
    },
    async patient(lead: Lead) {
      await call(lead);
      return 'home';
    },
    async stumbles(lead: Lead) {
      await Promise.race([call(lead), lead.pause('1 day')]);
      throw new RangeError('a bug in the program');
    },
    /** A duration that the compiler would refuse. */
    async misspells(lead: Lead) {
      await lead.pause('3 dayz' as never);
      return 'home';
    },
    async callsNobody(lead: Lead) {
      await lead.pause('1 day');
      await lead.notify('no-such-team', 'a call that nobody can take');
      return 'home';
    },
    /** Returns itself for ever. */
    one: () => Promise.resolve('one' as never),
    ping: (lead: Lead) => Promise.resolve(rest(lead.now - 1, 'pong') as never),
    pong: () => Promise.resolve('ping' as never),
    /** Waits for a day that has come already. */
    async hurries(lead: Lead) {
      for (;;) await lead.until({ day: 0 });
    },
    /** Sends an email that has been sent already. */
    async repeats(lead: Lead) {
      for (;;) await lead.email('guide');
    },
    /** Computes for ever. */
    computes() {
      for (;;);
    },
    async listens(lead: Lead) {
      await lead.until({ day: 200, or: ['attended'] });
      return 'home';
    },
  },
});
