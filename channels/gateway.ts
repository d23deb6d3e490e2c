import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Blame, NotSentCode, SendOutcome } from '../domain/contact/send-outcome.ts';
import type { ChannelRequest, Incoming } from '../domain/contact/text-channel.ts';

export interface GatewayOptions {
  /** Where texts are posted to. */
  readonly url: string;
  /** The secret of both sides: it lets us in at the gateway, and signs what the gateway posts to us. */
  readonly token: string;
  /** Real milliseconds until a request is given up, and sent again later. Default 10 seconds. */
  readonly timeout?: number;
}

/** A gateway that takes texts as JSON over HTTP, and posts to us what comes back. */
export interface Gateway {
  readonly send: (text: {
    readonly key: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
  }) => Promise<SendOutcome>;
  /** What a request to our webhook says; undefined unless the gateway has signed it. @throws SyntaxError if it is malformed */
  readonly receive: (request: ChannelRequest) => Incoming | undefined;
}

/**
 * Posts `{ id, from, to, text }` with `Authorization: Bearer TOKEN` and `Idempotency-Key: ID`: the gateway delivers a key once,
 * however often it is posted, so that a text whose answer got lost can be sent again. It refuses with `{ "code": … }`.
 * Texts and reports come back as `{ type: "text", id, from, text }` and `{ type: "report", id, state, code? }`, with
 * `X-Signature`: the HMAC-SHA256 of the body by the token, in hex.
 */
export const gateway = ({ url, token, timeout = 10_000 }: GatewayOptions): Gateway => ({
  async send({ key, ...text }) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key };
    const body = JSON.stringify({ id: key, ...text });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(timeout),
        redirect: 'error',
      });
      return outcomeOf(response.status, response.ok ? undefined : await codeOf(response));
    } catch (error) {
      // The key makes a second attempt harmless, so nothing is ever in doubt.
      return { state: 'notSent', because: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'connection' };
    }
  },
  receive: ({ headers, body }) =>
    isSigned(token, body, headers['x-signature']) ? incoming((JSON.parse(body.toString('utf8')) ?? {}) as Posted) : undefined,
});

/** Whose fault a refusal is, by the gateway's code. */
const blames: Readonly<Record<string, Blame>> = {
  invalidNumber: 'address',
  unreachable: 'address',
  optedOut: 'address',
  unavailable: 'mailbox',
  contentRefused: 'policy',
};

/** Why nothing was sent, by the status of the answer; all other statuses from 500 on are temporary. */
const troubles: Readonly<Record<number, NotSentCode>> = {
  401: 'loginRefused',
  403: 'senderRefused',
  402: 'overLimit',
  408: 'temporary',
  425: 'temporary',
  429: 'busy',
};

/** What an answer of the gateway means. Of a full mailbox, and of anything that we don't know, we try again. */
function outcomeOf(status: number, code: string | undefined): SendOutcome {
  if (status < 300) return { state: 'accepted', smtpCode: status };
  const because = troubles[status] ?? (status >= 500 ? 'temporary' : undefined);
  if (because) return { state: 'notSent', because, smtpCode: status };
  const blame = blameOf(code);
  return blame === undefined || blame === 'mailbox'
    ? { state: 'notSent', because: blame ? 'temporary' : 'message', smtpCode: status, recipient: true }
    : { state: 'refused', smtpCode: status, blame };
}

const blameOf = (code = ''): Blame | undefined => (Object.hasOwn(blames, code) ? blames[code] : undefined);

async function codeOf(response: Response): Promise<string | undefined> {
  // An answer that is not JSON has no code.
  const answer = (await response.json().catch(() => undefined)) as { code?: unknown } | undefined;
  return typeof answer?.code === 'string' ? answer.code : undefined;
}

/** What a gateway posts, if it keeps to the protocol. */
interface Posted {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly from?: unknown;
  readonly text?: unknown;
  readonly state?: unknown;
  readonly code?: unknown;
}

function incoming({ type, id, from, text, state, code }: Posted): Incoming {
  if (typeof id === 'string') {
    if (type === 'text' && typeof from === 'string' && typeof text === 'string') return { is: 'text', id, from, text };
    if (type === 'report' && (state === 'delivered' || state === 'failed'))
      return { is: 'report', key: id, state, blame: blameOf(typeof code === 'string' ? code : undefined) };
  }
  throw new SyntaxError('expected { type: "text", id, from, text } or { type: "report", id, state: "delivered" | "failed" }');
}

/** Whether the body has a signature by the token. Nobody can sign with a token that is missing. */
function isSigned(token: string, body: Buffer, given: string | readonly string[] | undefined): boolean {
  if (token === '' || typeof given !== 'string') return false;
  const expected = Buffer.from(createHmac('sha256', token).update(body).digest('hex'));
  const claimed = Buffer.from(given);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}
