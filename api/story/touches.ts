import { sql } from 'kysely';
import type { TouchState } from '../../db/columns.ts';
import { putOffInWords } from '../../domain/contact/put-off.ts';
import { triedAgain } from '../../db/states.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';
import { milliseconds } from '../../db/milliseconds.ts';

interface Row {
  readonly at: Date;
  readonly kind: TouchState;
  readonly content: string;
  readonly channel: string;
  readonly subject: string | null;
  readonly reason: string | null;
  readonly by: string | null;
  readonly until: number | null;
  readonly touch: string;
}

/** What we sent, or intended to send. */
export const touches = source(
  'touches',
  (leadId) => sql<Row>`
    select coalesce(sent_at, settled_at, claimed_at) as at, state as kind, touches.content, channel, key as touch, v.subject, reason, rep_name as by,
      case when state in ${triedAgain} then ${milliseconds('due_at')} end as until
    from touches left join content_versions as v on v.hash = version where lead_id = ${leadId} order by 1, key`,
  ({ kind, content, channel, subject, reason, by, until }, { sending }) => {
    const mail = subject ? `"${subject}" (${content})` : content;
    return states[kind](
      channel === 'email' ? mail : `${content} by ${channel}`,
      by && `in the name of ${by}`,
      reason && `(${until === null ? codeInWords(reason) : putOffInWords({ because: reason, until }, sending)})`,
    );
  },
);

type State = (mail: string, name: string | null, why: string | null) => string;

const states: Record<TouchState, State> = {
  claimed: (mail) => `${mail} is about to be sent`,
  sending: (mail) => `${mail} is being sent`,
  deferred: (mail, _, why) => sentence(mail, 'waits', why),
  notSent: (mail, _, why) => sentence(mail, 'could not be sent, and will be retried', why),
  accepted: (mail, name) => sentence('we sent', mail, name),
  inDoubt: (mail) => `we may have sent ${mail}: the connection broke`,
  refused: (mail, _, why) => sentence('the email server refused', mail, why),
  never: (mail, _, why) => sentence(mail, 'was not sent', why),
};
