import type { SendingPolicy } from '../domain/contact/sending-policy.ts';
import type { TextChannel } from '../domain/contact/text-channel.ts';
import { gateway } from './gateway.ts';
import { keywordIn } from './keywords.ts';
import { inPlain, segmentsOf } from './segments.ts';

export interface SmsOptions {
  /** Who sends the texts: a number, or a name of at most eleven letters. */
  readonly sender: string;
  /** The company's name. The answers to STOP, START and HELP begin with it. */
  readonly company: string;
  /** How people reach you, for the answer to HELP: an address or a number. */
  readonly contact: string;
  /** The address of the gateway. `trellis dev` sets `SMS_GATEWAY_URL` and `SMS_GATEWAY_TOKEN` to a gateway on this machine. */
  readonly url: string | undefined;
  /** The secret that the gateway shares with us. */
  readonly token: string | undefined;
  /** The most parts of a text; each has 160 characters, and is paid for. Default 2. */
  readonly parts?: number;
  /** Which consents to marketing name texts. Default every opt-in: narrow it if some of your forms ask for emails alone. */
  readonly covers?: TextChannel['covers'];
  /** Where hours and caps differ from weekdays between 10:00 and 18:00 in the lead's zone. */
  readonly sending?: Partial<SendingPolicy>;
  /** The most texts a second. Default 10. */
  readonly perSecond?: number;
}

/**
 * Text messages, through a gateway with a JSON API over HTTP. Marketing by text needs an opt-in, and must say how to opt out.
 * @example
 * export const { channels } = defineTrellis({
 *   dir: import.meta.dirname,
 *   programs: [],
 *   channels: [
 *     sms({
 *       sender: 'Acme',
 *       company: 'Acme',
 *       contact: 'hello@acme.example',
 *       url: process.env['SMS_GATEWAY_URL'],
 *       token: process.env['SMS_GATEWAY_TOKEN'],
 *     }),
 *   ],
 * });
 */
export function sms({
  sender,
  company,
  contact,
  url = '',
  token = '',
  parts = 2,
  covers = ({ basis }) => basis === 'optIn' || basis === 'doubleOptIn',
  sending,
  perSecond = 10,
}: SmsOptions): TextChannel {
  const { send, receive } = gateway({ url, token });
  return {
    id: 'sms',
    label: 'Text message',
    addressedBy: 'phone',
    sending: {
      window: { days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' },
      quietHours: { from: '19:00', to: '10:00' },
      ...sending,
    },
    perSecond,
    missing: [...(url ? [] : ['url']), ...(token ? [] : ['token'])],
    covers,
    faultsIn({ text, purpose }) {
      const { parts: needed, odd } = segmentsOf(inPlain(text));
      const because = odd === undefined ? '' : ` ("${odd}" leaves 70 characters a part, not 160)`;
      return [
        ...(needed > parts ? [{ what: `has ${needed} parts${because}; at most ${parts} are allowed.`, fix: 'Shorten it.' }] : []),
        ...(purpose === 'marketing' && !/\bSTOP\b/.test(text)
          ? [
              {
                what: 'does not say how to opt out.',
                fix: 'Add "Reply STOP to opt out", in the language of the text.',
              },
            ]
          : []),
      ];
    },
    send: ({ key, to, text }) => send({ key, from: sender, to, text: inPlain(text) }),
    receive,
    keywordIn,
    answers: {
      stop: `${company}: you will get no more texts from us. Reply START to get them again.`,
      start: `${company}: you will get our texts again. Reply STOP to end them.`,
      help: `${company}: we text people who asked us to. Contact: ${contact}. Reply STOP to end the texts.`,
    },
  };
}
