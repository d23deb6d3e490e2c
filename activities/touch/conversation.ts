import type { Readable } from 'node:stream';
import { MINUTE } from '../../domain/duration.ts';

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

/** How far a mail has come with its server. `signal` aborts when the step that it is at takes too long. */
export class Conversation {
  readonly signal: AbortSignal;
  readonly #timeouts: SmtpTimeouts;
  readonly #tooLong = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #message: Readable | undefined;

  constructor(timeouts: SmtpTimeouts, deadlineMs: number) {
    this.#timeouts = timeouts;
    this.signal = AbortSignal.any([this.#tooLong.signal, AbortSignal.timeout(deadlineMs)]);
    this.#allow(timeouts.connect);
  }

  /** Whether the server has asked for the message. */
  get hasBegun(): boolean {
    return this.#message?.readableDidRead ?? false;
  }

  /** Whether every byte was read: the final dot may have been written. Never true before it may have been. */
  get wasReadToItsEnd(): boolean {
    return this.#message?.readableEnded ?? false;
  }

  /** The connection stands, and MAIL, RCPT and DATA are next; their answers may come in one, so they are timed as one. */
  follow(message: Readable): void {
    this.#message = message;
    this.#allow(3 * this.#timeouts.command);
    message.on('resume', () => this.#allow(this.#timeouts.data));
    message.once('end', () => this.#allow(this.#timeouts.answer));
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #allow(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tooLong.abort(), ms);
  }
}
