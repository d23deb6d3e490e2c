import { WorkflowUpdateFailedError } from '@temporalio/client';
import { failures, payloads } from './sdk-runtime.ts';
import type { Failure, Job, Long, Payload } from './sdk-runtime.ts';

export const identity = 'virtual-engine';

/** One update in progress: admitted, perhaps accepted, finally answered. */
export class Update {
  readonly id: string;
  readonly name: string;
  readonly input: Payload[];
  readonly answer: Promise<unknown>;
  acceptedEventId: Long | undefined;
  rejected = false;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (reason: unknown) => void;

  constructor(id: string, name: string, input: Payload[]) {
    this.id = id;
    this.name = name;
    this.input = input;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    promise.catch(() => undefined); // a caller who awaits the answer sees the rejection, but none has to
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  job(): Job {
    const { id, name, input } = this;
    return {
      doUpdate: { id, protocolInstanceId: id, name, input, headers: {}, meta: { identity, updateId: id }, runValidator: true },
    };
  }

  complete(result: Payload): void {
    this.#resolve(payloads.fromPayload(result));
  }

  /** Rejected by the validator, or failed by the handler: the client throws the same error for both. */
  fail(failure: Failure): void {
    this.abandon(new WorkflowUpdateFailedError('Workflow Update failed', failures.failureToError(failure, payloads)));
  }

  abandon(reason: unknown): void {
    this.#reject(reason);
  }
}
