import type { Consent, Purpose } from './consent.ts';
import type { Blame, SendOutcome } from './send-outcome.ts';
import type { SendingPolicy } from './sending-policy.ts';
import type { CoreChannel } from './suppression.ts';

/** A text for one person, ready to go. */
export interface OutgoingText {
  /** The key of the touch. A repeat with the same key must not reach the person a second time. */
  readonly key: string;
  readonly to: string;
  readonly text: string;
  /** The signed URLs in it, by link name. */
  readonly links: Readonly<Record<string, string>>;
}

/** What a person can ask for with one word. */
export type Keyword = 'stop' | 'start' | 'help';

/** What comes back: a text from a person, or a delivery report about one of ours. */
export type Incoming =
  /** `id` is the same when it is sent again. */
  | { readonly is: 'text'; readonly id: string; readonly from: string; readonly text: string }
  | { readonly is: 'report'; readonly key: string; readonly state: 'delivered' | 'failed'; readonly blame?: Blame };

/** A request to the channel's webhook. */
export interface ChannelRequest {
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** A content as its channel checks it. */
export interface TextSample {
  /** With typical values in its placeholders. */
  readonly text: string;
  readonly purpose: Purpose;
}

/**
 * A way to reach leads with short texts, such as SMS. It says how its texts are checked, addressed and sent, and what comes back.
 * Everything else is the same for every channel: each text goes out once, within the caps over all channels, and an opt-out stops
 * it.
 */
export interface TextChannel {
  /** Its name in programs and in the API, and the app's folder with its texts. */
  readonly id: string;
  /** Such as `Text message`. */
  readonly label: string;
  /** Which address of a lead it uses. A phone number counts only with its country code. */
  readonly addressedBy: CoreChannel;
  /** The settings that it lacks: Trellis does not start without them. */
  readonly missing?: readonly string[];
  /** Where its hours and caps differ from the app's for emails. */
  readonly sending?: Partial<SendingPolicy>;
  /** The most real texts a second, over all workers. */
  readonly perSecond: number;
  /** Whether a consent to marketing covers this channel. */
  readonly covers: (consent: Consent) => boolean;
  /** What is wrong with a content, each with what to do about it. */
  readonly faultsIn: (sample: TextSample) => readonly { readonly what: string; readonly fix: string }[];
  /** Sends one text. Failures of servers and networks are outcomes, not errors. */
  readonly send: (text: OutgoingText) => Promise<SendOutcome>;
  /** Reads a request to the webhook; undefined unless it certainly comes from the gateway. @throws SyntaxError if it is malformed */
  readonly receive: (request: ChannelRequest) => Incoming | undefined;
  /** What a person asks for with a text of one word. */
  readonly keywordIn: (text: string) => Keyword | undefined;
  /** The text that answers a keyword, the first time. */
  readonly answers: Readonly<Record<Keyword, string>>;
}
