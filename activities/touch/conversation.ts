import { Readable } from 'node:stream';
import { MINUTE } from '../../domain/time/duration.ts';
import type { MayGo } from '../../domain/contact/send-outcome.ts';

/** How long an email server may take for each step, in real milliseconds. */
export interface SmtpTimeouts {
  /** For connecting: the connection, its greeting, TLS and the login. */
  readonly connect: number;
  /** For each of MAIL, RCPT and DATA. */
  readonly command: number;
  /** For each block of the message. */
  readonly data: number;
  /** For the answer to the whole message. A relay that scans messages needs minutes. */
  readonly answer: number;
}

/** The timeouts of RFC 5321, 4.5.3.2. */
export const standardTimeouts: SmtpTimeouts = {
  connect: 5 * MINUTE,
  command: 5 * MINUTE,
  data: 3 * MINUTE,
  answer: 10 * MINUTE,
};

/** The progress of an email with its server. `signal` aborts if a step, or all steps together, take too long. */
export class Conversation {
  readonly #timeouts: SmtpTimeouts;
  readonly #breakingOff = new AbortController();
  readonly #deadline: NodeJS.Timeout;
  readonly #mayGo: MayGo | undefined;
  #wasStopped = false;
  #step: NodeJS.Timeout | undefined;
  #message: Readable | undefined;

  constructor(timeouts: SmtpTimeouts, deadlineMs: number, mayGo?: MayGo) {
    this.#timeouts = timeouts;
    this.#mayGo = mayGo;
    this.#deadline = setTimeout(() => this.breakOff(), deadlineMs);
    this.#allow(timeouts.connect);
  }

  get signal(): AbortSignal {
    return this.#breakingOff.signal;
  }

  /** Whether the server has asked for the message. */
  get hasBegun(): boolean {
    return this.#message?.readableDidRead ?? false;
  }

  /** Whether every byte was read, so that the final dot may have been written. Never true before that is possible. */
  get wasReadToItsEnd(): boolean {
    return this.#message?.readableEnded ?? false;
  }

  /** Whether we stopped it before the first byte. */
  get wasStopped(): boolean {
    return this.#wasStopped;
  }

  /**
   * Call it when the connection is open. MAIL, RCPT and DATA come next; their answers may arrive together, so one timeout covers them.
   * @returns the stream to read instead; it fails before its first byte if the email may not be sent
   */
  follow(whole: Readable): Readable {
    // A generator starts at the first read, and nodemailer reads once the server has answered DATA.
    const message = Readable.from(this.#released(whole), { objectMode: false });
    this.#message = message;
    this.#allow(3 * this.#timeouts.command);
    const onBlock = (): void => this.#allow(this.#timeouts.data);
    message.on('resume', onBlock);
    message.once('end', () => {
      message.off('resume', onBlock);
      this.#allow(this.#timeouts.answer);
    });
    return message;
  }

  async *#released(message: Readable): AsyncGenerator<Buffer> {
    if (this.#mayGo && !(await this.#mayGo().catch(() => false))) {
      this.#wasStopped = true;
      message.destroy();
      throw new Error('it may not be sent');
    }
    yield* message as AsyncIterable<Buffer>;
  }

  breakOff(): void {
    this.#breakingOff.abort();
  }

  end(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#deadline);
  }

  #allow(ms: number): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => this.breakOff(), ms);
  }
}
