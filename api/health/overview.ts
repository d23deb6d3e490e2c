import { dayOfSending } from '../../db/touches/day-of-sending.ts';
import { sentLastMinute, watchedNow } from '../../db/system/overview.ts';
import { isSuspect } from '../../domain/contact/sending-policy.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** What operators watch, in numbers. */
export async function overview({ db, clock, policy, settings }: Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings'>) {
  const [now, day, sent] = await Promise.all([
    watchedNow(db, clock.now()),
    dayOfSending(db, clock.now()),
    sentLastMinute(db, clock),
  ]);
  return {
    ...now,
    /** Of the last 24 hours; `limit` is the share from which operations are alerted, once enough emails were sent. */
    day: { ...day, limit: policy.sending.alarm, isSuspect: isSuspect(policy.sending, day) },
    /** How many messages went out in the last minute, and how many may go out in a second. */
    rate: { lastMinute: sent, perSecond: settings.emailsPerSecond },
  };
}
