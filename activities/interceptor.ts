import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import { bareError, codeWord } from '../domain/text/bare-error.ts';

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
            {
              activity: activityType,
              workflow: workflowExecution?.workflowId,
              code: failure.type,
              where: bareError(error).where,
            },
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
    return { type: codeWord(error.type) ?? 'failed', nonRetryable: error.nonRetryable ?? false, ...kept };
  }
  if (!(error instanceof Error)) return { type: 'failed', nonRetryable: false };
  const { retryable } = error as Error & { readonly retryable?: unknown };
  return { type: bareError(error).code, nonRetryable: retryable === false };
};
