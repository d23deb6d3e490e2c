import { DefaultLogger, type LogMetadata, type Logger as SdkLogger } from '@temporalio/worker';
import type { Logger } from 'pino';
import { bareError } from '../domain/text/bare-error.ts';

/**
 * Writes what the SDK says of leads into our log: which lead, and the code and place of an error.
 * @param showsMessages also the message of an error, which may hold personal data: for development only
 */
export const sdkLog = (log: Logger, showsMessages: boolean): SdkLogger =>
  new DefaultLogger('WARN', ({ level, message, meta = {} }) =>
    log[level === 'ERROR' ? 'error' : 'warn'](known(meta, showsMessages), message),
  );

function known({ sdkComponent, workflowId, track, reason, error }: LogMetadata, showsMessages: boolean): object {
  const { code, where } = error === undefined ? {} : bareError(error);
  const text = showsMessages && error !== undefined ? String((error as Partial<Error>).message ?? error) : undefined;
  return { sdk: sdkComponent, workflow: workflowId, track, reason, code, where, text };
}
