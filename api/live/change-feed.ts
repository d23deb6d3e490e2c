import type { TopicChange } from './topics.ts';

/** What changes, for those who listen to this process. */
export interface ChangeFeed {
  /**
   * What changes from now on, until the session ends or the signal aborts.
   * @throws Refusal for too many streams of one session
   */
  listen(sessionId: string, signal: AbortSignal | undefined): AsyncGenerator<TopicChange>;
  /** Ends all streams. */
  close(): void;
}
