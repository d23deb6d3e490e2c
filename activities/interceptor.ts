import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Lets out of every activity the type and the code of a failure, and nothing else: messages, stacks and causes may hold a name
 * or an address (a mail server answers "550 <ann@example.com>"), and a history keeps them for ever.
 */
export const failuresWithoutPersonalData =
  (log: Logger): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          // Not failures: the SDK's own signs. What a cancellation says is ours.
          if (error instanceof CompleteAsyncError || error instanceof CancelledFailure) throw error;
          const failure = bareFailure(error);
          const { activityType, workflowExecution } = context.info;
          log.error(
            { activity: activityType, workflow: workflowExecution?.workflowId, code: failure.type, where: placeOf(error) },
            'an activity failed',
          );
          throw failure;
        }
      },
    } satisfies ActivityInboundCallsInterceptor,
  });

/** A failure with the type and code of an error. It is retried unless the error says `retryable: false`. */
const bareFailure = (error: unknown): ApplicationFailure => {
  const { type, ...rest } = facets(error);
  const failure = ApplicationFailure.create({ message: type, type, ...rest });
  failure.stack = type; // ours would only say where the interceptor is
  return failure;
};

interface Facets {
  readonly type: string;
  readonly nonRetryable: boolean;
  readonly nextRetryDelay?: NonNullable<ApplicationFailure['nextRetryDelay']>;
  readonly category?: NonNullable<ApplicationFailure['category']>;
}

const facets = (error: unknown): Facets => {
  if (error instanceof ApplicationFailure) {
    const { nextRetryDelay, category } = error;
    const kept = { ...(nextRetryDelay != null && { nextRetryDelay }), ...(category != null && { category }) };
    return { type: word(error.type) ?? 'failed', nonRetryable: error.nonRetryable ?? false, ...kept };
  }
  if (!(error instanceof Error)) return { type: 'failed', nonRetryable: false };
  const { code, retryable } = error as Error & { readonly code?: unknown; readonly retryable?: unknown };
  return { type: word(code) ?? word(error.name) ?? 'failed', nonRetryable: retryable === false };
};

/** A code, if it looks like one: a text from outside could stand there too. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;

/** Where it was thrown: the stack without the message in front of it. */
const placeOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  return lines
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 5)
    .map((line) => line.trim());
};
