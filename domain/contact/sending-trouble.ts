import type { Channel } from './suppression.ts';
import { MINUTE } from '../time/duration.ts';

export interface TroubleSpec {
  readonly label: string;
  /** What operations can do about it. */
  readonly todo: string;
  /** How many real milliseconds it lasts, with no email getting through, before operations are alerted. */
  readonly after: number;
  /** How many emails it must affect before operations are alerted. */
  readonly emails: number;
}

const PASSING = { after: 15 * MINUTE, emails: 10 };
const LASTING = { after: 3 * MINUTE, emails: 1 };
const CERTAIN = { after: 0, emails: 1 };

const reach = 'Check TRELLIS_SMTP_URL, the network and the mail server.';

/** What stops every email, to every recipient. */
export const sendingTroubles = {
  connection: { label: 'the mail server cannot be reached, or hangs up', todo: reach, ...LASTING },
  timeout: { label: 'the mail server does not answer in time', todo: reach, ...LASTING },
  noAnswer: {
    label: 'the connection breaks after an email went out',
    todo: `${reach} Then settle the touches in doubt.`,
    ...LASTING,
  },
  slow: { label: 'the mail server is slow for every email', todo: "Check the mail server's log and load.", ...LASTING },
  tls: {
    label: 'the connection to the mail server cannot be encrypted',
    todo: "Check the mail server's TLS and certificate. TRELLIS_SMTP_TLS=opportunistic sends emails, and the login, unencrypted.",
    ...LASTING,
  },
  busy: {
    label: 'the mail server is busy',
    todo: 'Lower TRELLIS_MAILS_PER_SECOND, or ask the operators of the mail server.',
    ...PASSING,
  },
  temporary: { label: 'the mail server accepts no email now', todo: "Check the mail server's log.", ...PASSING },
  policy: {
    label: 'the mail server refuses our emails by its policy',
    todo: 'Check reputation, SPF, DKIM and DMARC.',
    after: 0,
    emails: 5,
  },
  overLimit: {
    label: 'our limit of emails at the mail server is reached',
    todo: 'Raise the limit there, or lower TRELLIS_MAILS_PER_SECOND. Trellis retries the emails.',
    ...CERTAIN,
  },
  senderRefused: {
    label: 'the mail server does not let us send',
    todo: 'Check the sender address, TRELLIS_SENDER_ADDRESS, and what the login may send as.',
    ...CERTAIN,
  },
  loginRefused: {
    label: 'the mail server refuses our login',
    todo: 'Check the login in TRELLIS_SMTP_URL.',
    ...CERTAIN,
  },
} as const satisfies Record<string, TroubleSpec>;

export type SendingTrouble = keyof typeof sendingTroubles;

/** What a problem is, in words, and what operations can do about it. The gateway of another channel has no settings of ours. */
export const troubleSpec = (channel: Channel, because: SendingTrouble): Pick<TroubleSpec, 'label' | 'todo'> =>
  channel === 'email'
    ? sendingTroubles[because]
    : { label: `its gateway fails (${because})`, todo: `Check the gateway, and the settings of the channel ${channel}.` };

export const isSendingTrouble = (because: string): because is SendingTrouble => Object.hasOwn(sendingTroubles, because);

/** Whether to alert operations: the trouble has lasted long enough, or does not pass on its own. */
export const isAlarming = (because: SendingTrouble, lasted: number, emails: number): boolean =>
  lasted >= sendingTroubles[because].after && emails >= sendingTroubles[because].emails;
