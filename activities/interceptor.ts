import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import { bareError, codeWord } from '../domain/text/bare-error.ts';

/**
 * Reduces every activity failure to its type and code. Messages, stacks and causes may contain a name or an address (an email server
 * answers "550 <ann@example.com>"), and a history keeps them for ever.
 */
export const failuresWithoutPersonalData =
  (log: Logger): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          // These are signals of the SDK, not failures. The text of a cancellation is ours.
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

/** A failure with the type and code of an error. Temporal retries it unless the error says `retryable: false`. */
function bareFailure(error: unknown): ApplicationFailure {
  const { type, ...rest } = facets(error);
  const failure = ApplicationFailure.create({ message: type, type, ...rest });
  failure.stack = type; // our stack would only point to the interceptor
  return failure;
}

interface Facets {
  readonly type: string;
  readonly nonRetryable: boolean;
  readonly nextRetryDelay?: NonNullable<ApplicationFailure['nextRetryDelay']>;
  readonly category?: NonNullable<ApplicationFailure['category']>;
}

function facets(error: unknown): Facets {
  if (error instanceof ApplicationFailure) {
    const { nextRetryDelay, category } = error;
    return {
      type: codeWord(error.type) ?? 'failed',
      nonRetryable: error.nonRetryable ?? false,
      nextRetryDelay: nextRetryDelay ?? undefined,
      category: category ?? undefined,
    };
  }
  if (!(error instanceof Error)) return { type: 'failed', nonRetryable: false };
  const { retryable } = error as Error & { readonly retryable?: unknown };
  return { type: bareError(error).code, nonRetryable: retryable === false };
}
