import { WorkflowUpdateFailedError } from '@temporalio/client';
import { failures, payloads } from './sdk-runtime.ts';
import type { Failure, Job, Long, Payload } from './sdk-runtime.ts';

export const identity = 'virtual-engine';

/** One update on its way: admitted, perhaps accepted, in the end answered. */
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
    promise.catch(() => undefined); // whoever awaits the answer sees the rejection; nobody has to
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

  /** Rejected by the validator, or failed by the handler: the client raises the same error for both. */
  fail(failure: Failure): void {
    this.abandon(new WorkflowUpdateFailedError('Workflow Update failed', failures.failureToError(failure, payloads)));
  }

  abandon(reason: unknown): void {
    this.#reject(reason);
  }
}
