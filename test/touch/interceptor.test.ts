import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import { expect, test } from 'vitest';
import { failuresWithoutPersonalData } from '../../activities/interceptor.ts';
import { DomainError } from '../../domain/text/domain-error.ts';

const john = 'john.doe@example.com';

/** What an activity that throws lets out: the failure as it would stand in a history, and what was logged. */
async function letOut(thrown: unknown): Promise<{ error: unknown; history: string; logged: string }> {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const environment = new MockActivityEnvironment(
    {},
    { interceptors: [failuresWithoutPersonalData(log)], logger: new DefaultLogger('ERROR') },
  );
  const error = await environment
    .run(() => Promise.reject(thrown as Error))
    .then(
      () => undefined,
      (rejected: unknown) => rejected,
    );
  const history = JSON.stringify(defaultFailureConverter.errorToFailure(error, defaultPayloadConverter));
  return { error, history, logged: lines.join('') };
}

const smtpError = Object.assign(new Error(`Can't send mail: 550 5.1.1 <${john}> unknown`, { cause: new Error(john) }), {
  code: 'EENVELOPE',
  response: `550 5.1.1 <${john}> unknown`,
  rejected: [john],
});

test.for([
  ["a mail server's refusal", smtpError, 'EENVELOPE', false],
  ['a database error', Object.assign(new Error(`Key (email)=(${john}) exists`), { code: '23505', detail: john }), '23505', false],
  [
    'a failure with details and a cause',
    ApplicationFailure.create({ message: john, type: 'Known', details: [john], cause: smtpError }),
    'Known',
    false,
  ],
  ['a failure that is not worth a retry', ApplicationFailure.nonRetryable(john, 'Known', john), 'Known', true],
  ["an error that isn't worth a retry", new DomainError('INVALID_ADDRESS', john, 'expected an address'), 'INVALID_ADDRESS', true],
  ['an error whose code is no code', Object.assign(new Error(john), { code: `no such user ${john}` }), 'Error', false],
  ['an error whose name is an address', Object.assign(new Error(john), { name: john }), 'failed', false],
  ['a text', john, 'failed', false],
] as const)('%s passes on only its code', async ([, thrown, type, nonRetryable]) => {
  const { error, history, logged } = await letOut(thrown);
  expect(error).toMatchObject({ message: type, type, nonRetryable });
  expect((error as Error).cause).toBeUndefined();
  for (const text of [history, logged]) {
    expect(text).toContain(type);
    expect(text).not.toContain('john');
    expect(text).not.toContain('example.com');
  }
});

test('the delay of a failure is preserved', async () => {
  const { error } = await letOut(ApplicationFailure.create({ type: 'Busy', nextRetryDelay: '3 seconds' }));
  expect(error).toMatchObject({ type: 'Busy', nextRetryDelay: '3 seconds' });
});

test('a cancellation stays a cancellation', async () => {
  const { error } = await letOut(new CancelledFailure('cancelled'));
  expect(error).toBeInstanceOf(CancelledFailure);
});

test('the log says where, so that a person can investigate', async () => {
  const { logged } = await letOut(new Error(`one line\n    at ${john} (and:1:2)`));
  const { where } = JSON.parse(logged) as { where: string[] };
  expect(where[0]).toContain('interceptor.test.ts');
  expect(logged).not.toContain('john');
});
