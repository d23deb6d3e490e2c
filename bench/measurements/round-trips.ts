import type { Activities, JournalEntry, TouchOrder } from '../../activities/contract.ts';
import { wallClock } from '../../domain/time/clock.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import { shippedActivities } from '../activities.ts';
import { bareLife, lifeIn } from '../lives.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { addLeads } from '../people.ts';
import { roundTripsOf } from '../round-trips.ts';
import { threeMails } from '../story.ts';
import { TUESDAY, type Earth } from '../virtual-world.ts';

export const roundTrips: Measurement = {
  name: 'round-trips',
  about: 'round trips to Postgres, counted at the driver',
  run: async (ground) => await roundTripRows(await ground.earth()),
};

export async function roundTripRows(earth: Earth): Promise<readonly Row[]> {
  const touch = await touchOf(earth);
  await touch(); // the first touch of a process saves the version of the content
  const plain = await roundTripsOf(touch);
  const withJournal = await roundTripsOf(() => touch([entry]));
  const ours = await roundTripsOf(() => lifeIn('three-mails', earth));
  const setup = await roundTripsOf(() => addLeads(earth.db, { count: 1, program: 'x', at: TUESDAY, clock: wallClock }));
  const bare = await roundTripsOf(() => bareLife('mails', earth, threeMails));
  const beside = 'by hand, one insert each';
  const [contentVersions, bareTable] = [threeMails.length, 1];
  return [
    { name: 'round-trips/touch', value: plain.count, unit: 'round trips', baseline: 1, beside, budget: atMost(3) },
    {
      name: 'round-trips/touch-with-journal',
      value: withJournal.count,
      unit: 'round trips',
      baseline: 1,
      beside,
      budget: atMost(3),
    },
    {
      name: 'round-trips/three-mails',
      value: ours.count - setup.count - contentVersions,
      unit: 'round trips',
      baseline: bare.count - bareTable,
      beside,
    },
  ];
}

const entry: JournalEntry = { visit: 1, n: 0, at: TUESDAY, kind: 'entered', to: 'educate' };

/** Makes a function that sends a touch to a different lead each time. */
async function touchOf({ db }: Earth): Promise<(journal?: JournalEntry[]) => ReturnType<Activities['touch']>> {
  const clock = { spec: wallClock, now: () => TUESDAY };
  const activities = shippedActivities({ db, clock, mailer: createRecordingMailer({ record: false }) });
  const enrolments = await addLeads(db, { count: 3, program: 'b2b-software', at: TUESDAY, clock: wallClock });
  return async (journal = []) => {
    const { leadId, enrolmentId, campaignId, program } = enrolments.pop()!;
    const order: TouchOrder = { key: `${enrolmentId}/1/1`, leadId, enrolmentId, campaignId, program, track: 'educate', content: 'market-guide', personas: ['champion'], variables: {}, journal }; // prettier-ignore
    const result = await activities.touch(order);
    if (result.state !== 'sent') throw new Error(`expected the touch ${order.key} to be sent, got ${result.state}`);
    return result;
  };
}
