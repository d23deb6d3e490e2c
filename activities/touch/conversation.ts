import { Readable } from 'node:stream';
import { MINUTE } from '../../domain/time/duration.ts';
import type { MayGo } from './mailer.ts';

/** How long a mail server may take for each step, in real milliseconds. */
export interface SmtpTimeouts {
  /** For a connection, its greeting, TLS and the login. */
  readonly connect: number;
  /** For each of MAIL, RCPT and DATA. */
  readonly command: number;
  /** For each block of the message. */
  readonly data: number;
  /** For the answer to the whole message. A relay that scans what it gets needs minutes. */
  readonly answer: number;
}

/** The patience that RFC 5321 4.5.3.2 asks for. */
export const standardTimeouts: SmtpTimeouts = {
  connect: 5 * MINUTE,
  command: 5 * MINUTE,
  data: 3 * MINUTE,
  answer: 10 * MINUTE,
};

/** How far a mail has come with its server. `signal` aborts when the step that it is at takes too long, or all of them together. */
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

  /** Whether every byte was read: the final dot may have been written. Never true before it may have been. */
  get wasReadToItsEnd(): boolean {
    return this.#message?.readableEnded ?? false;
  }

  /** Whether we decided against it before the first byte. */
  get wasStopped(): boolean {
    return this.#wasStopped;
  }

  /**
   * The connection stands, and MAIL, RCPT and DATA are next; their answers may come in one, so they are timed as one.
   * @returns the message to read instead; it ends in an error before its first byte if it may not go
   */
  follow(whole: Readable): Readable {
    // A generator begins when somebody reads from it, and nodemailer reads when the server has answered DATA.
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
      throw new Error('it may not go');
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
