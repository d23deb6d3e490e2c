import { staffOf } from '../../db/staff/team-load.ts';
import { dayOfSending } from '../../db/touches/day-of-sending.ts';
import { troubleNow } from '../../db/touches/sending-trouble.ts';
import { fromLine } from '../../domain/contact/from-line.ts';
import { isSuspect } from '../../domain/contact/sending-policy.ts';
import { troubleSpec } from '../../domain/contact/sending-trouble.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { domainRecords } from './domain-records.ts';

/** In whose name emails go out, at which pace, and whether the domain that they come from is in good health. */
export async function senders({ db, clock, policy, settings, resolver }: ApiDeps) {
  const { sender: address = '', company = { name: '', address: '' }, dkimSelector } = settings;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const ours = { name: company.name, address, domain };
  const [staff, day, trouble, records] = await Promise.all([
    staffOf(db),
    dayOfSending(db, clock.now()),
    troubleNow(db),
    domainRecords(resolver, domain, dkimSelector),
  ]);
  return {
    ...ours,
    postalAddress: company.address,
    /** In the name of a rep go out the emails that say so, to the leads that the rep has. */
    reps: staff
      .filter(({ active, role }) => active && role !== 'marketer')
      .map((rep) => ({ name: rep.name, team: rep.team, ...fromLine(ours, rep) })),
    pace: policy.sending,
    day: { ...day, isSuspect: isSuspect(policy.sending, day) },
    trouble: trouble && troubleSpec(trouble.channel, trouble.because),
    records,
  };
}
