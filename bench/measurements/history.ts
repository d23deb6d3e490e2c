import { bareLife, lifeIn, lifeOfCustomer, type Life } from '../lives.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { oneMail, threeMails } from '../story.ts';
import type { Earth } from '../virtual-world.ts';

/** Each life and its hand-written counterpart. Counted on the virtual engine: the same numbers on every machine. */
const lives = async (earth: Earth) => ({
  'one-mail': [await lifeIn('one-mail', earth), await bareLife('mails', earth, oneMail)],
  'three-mails': [await lifeIn('three-mails', earth), await bareLife('mails', earth, threeMails)],
  'whole-life': [await lifeOfCustomer(earth), await bareLife('wholeLife', earth)],
}) satisfies Record<string, readonly [Life, Life]>; // prettier-ignore

export const history: Measurement = {
  name: 'history',
  about: 'events and activities of a lead with one email, with three, and from inquiry to customer',
  run: async (ground) => await historyRows(await ground.earth()),
};

export async function historyRows(earth: Earth): Promise<readonly Row[]> {
  const lived = await lives(earth);
  const [customer] = lived['whole-life'];
  const touches = lived['three-mails'][0].activities['touch']! / threeMails.length;
  return [
    { ...events('one-mail', lived['one-mail']), budget: atMost(13) },
    { ...events('three-mails', lived['three-mails']), budget: atMost(22) },
    events('whole-life', lived['whole-life']),
    { name: 'history/whole-life/gate', value: customer.events[0]!, unit: 'events' },
    { name: 'history/whole-life/longest-run', value: Math.max(...customer.events), unit: 'events' },
    activities('one-mail', lived['one-mail']),
    activities('three-mails', lived['three-mails']),
    activities('whole-life', lived['whole-life']),
    remote('three-mails', lived['three-mails']),
    remote('whole-life', lived['whole-life']),
    { name: 'history/activities-per-touch', value: touches, unit: 'local', budget: atMost(1) },
  ];
}

const beside = 'by hand, remote activities';

const events = (name: string, [ours, bare]: readonly [Life, Life]): Row =>
  ({ name: `history/${name}/events`, value: sum(ours.events), unit: 'events', baseline: sum(bare.events), beside }); // prettier-ignore

const activities = (name: string, [ours, bare]: readonly [Life, Life]): Row =>
  ({ name: `history/${name}/activities`, value: calls(ours), unit: 'calls', baseline: calls(bare), beside }); // prettier-ignore

const remote = (name: string, [ours, bare]: readonly [Life, Life]): Row =>
  ({ name: `history/${name}/remote`, value: ours.activities['enrich'] ?? 0, unit: 'calls', baseline: calls(bare), beside }); // prettier-ignore

const calls = ({ activities: made }: Life): number => sum(Object.values(made));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
