import { setTimeout as passed } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { temporalClient } from '../../worker/temporal-client.ts';

test('a call that waits for its repetition is refused when the client is closed', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const { connection } = temporalClient({ address, namespace: 'default', connection: { address } });
  const asked = connection.workflowService.getSystemInfo({}).then(
    () => 'answered',
    ({ details }: { details?: string }) => details,
  );
  await passed(200);
  await connection.close();
  expect(await asked).toContain('Channel has been shut down');
});
