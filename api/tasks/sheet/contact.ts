import type { Permissions } from '../../../db/contact/permissions.ts';
import { closedChannel, noContactLabel } from '../../../domain/contact/contactability.ts';
import { closes, type Channel } from '../../../domain/contact/suppression.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { sameHours } from '../../../domain/time/week-hours.ts';
import { isWorking, nextOpening } from '../../../domain/time/working-calendar.ts';
import { minuteIn } from '../../../domain/text/words.ts';
import { channelLabel, reachedBy } from '../../leads/reached-by.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';

/** Where a lead is, and what it is called on. */
interface Reached extends Pick<Permissions, 'suppressions'> {
  readonly zone: string;
  readonly phone: string | null;
}

/** Whether each channel may reach the lead; for a closed one, why, since when and until when. */
export const contactOf = ({ policy, channels: added }: Pick<ApiDeps, 'policy' | 'channels'>, known: Permissions, at: Instant) =>
  Object.entries(reachedBy(added, policy.consent, known, at)).map(([channel, verdict]) => {
    const label = channelLabel(added, channel);
    if (verdict.may) return { channel, label, may: true, text: 'open' };
    const { because, until } = verdict;
    const closing = known.suppressions.find((one) => one.reason === because && closes(one, channel as Channel, at));
    return { channel, label, may: false, because, text: noContactLabel(because), since: iso(closing?.at), until: iso(until) };
  });

/** What time it is where the lead is, and whether a call fits now: the phone is open, and it is an hour at which leads may be called. */
export function callOf({ cadence }: Pick<Policy, 'cadence'>, { zone, phone, suppressions }: Reached, at: Instant) {
  const { days, from, to } = cadence.leadHours;
  const hours = { zone, hours: sameHours(days, from, to) };
  const localTime = minuteIn(zone, at);
  const closed = closedChannel(suppressions, 'phone', at);
  if (closed) {
    const until = closed.until === undefined ? '' : ` until ${minuteIn(zone, closed.until)}`;
    return { localTime, mayNow: false, text: `the phone is closed${until}: ${noContactLabel(closed.because)}` };
  }
  if (phone === null) return { localTime, mayNow: false, text: 'we have no phone number' };
  if (isWorking(hours, at)) return { localTime, mayNow: true, text: 'they may be called now' };
  const opens = nextOpening(hours, at);
  return { localTime, mayNow: false, text: `call from ${minuteIn(zone, opens)} on`, from: iso(opens) };
}
