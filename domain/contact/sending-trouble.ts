import { MINUTE } from '../time/duration.ts';

interface TroubleSpec {
  readonly label: string;
  /** What operations can do about it. */
  readonly todo: string;
  /** For how many real milliseconds it lasts before operations are told, with no mail that gets through. */
  readonly after: number;
  /** Of how many mails it has to be true. */
  readonly mails: number;
}

const PASSING = { after: 15 * MINUTE, mails: 10 };
const LASTING = { after: 3 * MINUTE, mails: 1 };
const CERTAIN = { after: 0, mails: 1 };

const reach = 'Check TRELLIS_SMTP_URL, the network and the mail server.';

/** What keeps all mail from going out, to every recipient. */
export const sendingTroubles = {
  connection: { label: 'the mail server can not be reached, or hangs up', todo: reach, ...LASTING },
  timeout: { label: 'the mail server does not answer in time', todo: reach, ...LASTING },
  noAnswer: {
    label: 'the connection breaks after the mail went out',
    todo: `${reach} Then settle what is in doubt.`,
    ...LASTING,
  },
  slow: { label: 'the mail server takes long for every mail', todo: "Look into the mail server's log and load.", ...LASTING },
  tls: {
    label: 'the connection to the mail server can not be encrypted',
    todo: "Check the mail server's TLS and certificate. TRELLIS_SMTP_TLS=opportunistic lets mail, and a login, go out unencrypted.",
    ...LASTING,
  },
  busy: {
    label: 'the mail server is busy',
    todo: 'Lower TRELLIS_MAILS_PER_SECOND, or ask who runs the mail server.',
    ...PASSING,
  },
  temporary: { label: 'the mail server takes no mail now', todo: "Look into the mail server's log.", ...PASSING },
  policy: {
    label: 'the mail server refuses our mails for a reason of policy',
    todo: 'Check reputation, SPF, DKIM and DMARC.',
    after: 0,
    mails: 5,
  },
  overLimit: {
    label: 'our limit of mails at the mail server is reached',
    todo: 'Raise the limit there, or lower TRELLIS_MAILS_PER_SECOND. Mails are tried again.',
    ...CERTAIN,
  },
  senderRefused: {
    label: 'the mail server does not let us send',
    todo: 'Check the sender address, TRELLIS_SENDER_ADDRESS, and what the login may send as.',
    ...CERTAIN,
  },
  loginRefused: {
    label: 'the mail server does not let us in',
    todo: 'Check the login in TRELLIS_SMTP_URL.',
    ...CERTAIN,
  },
} as const satisfies Record<string, TroubleSpec>;

export type SendingTrouble = keyof typeof sendingTroubles;

export const isSendingTrouble = (because: string): because is SendingTrouble => Object.hasOwn(sendingTroubles, because);

/** Whether operations are to be told of a trouble: it lasts, or does not pass by itself. */
export const isAlarming = (because: SendingTrouble, lasted: number, mails: number): boolean =>
  lasted >= sendingTroubles[because].after && mails >= sendingTroubles[because].mails;
