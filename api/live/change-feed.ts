import type { Changed } from './topics.ts';

export interface ChangeFeed {
  /**
   * What changes from now on, until the session ends or the signal aborts.
   * @throws Refusal for too many streams of one session
   */
  listen(sessionId: string, signal: AbortSignal | undefined): AsyncGenerator<Changed>;
  /** Ends all streams. */
  close(): void;
}
