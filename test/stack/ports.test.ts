import { expect, test } from 'vitest';
import { onPort, portTaken } from '../../dev/ports.ts';

test('a server on any port takes another one if somebody was faster', async () => {
  const tried: number[] = [];
  const port = await onPort('Postgres', 0, 'the database', async (port) => {
    tried.push(port);
    if (tried.length < 3) throw portTaken('Postgres', port, 'the database');
    return port;
  });
  expect(tried).toHaveLength(3);
  expect(port).toBe(tried[2]);
});

test('a server whose port was named does not look for another one', async () => {
  const tried: number[] = [];
  const started = onPort('Mail', 24_999, 'SMTP', async (port) => {
    tried.push(port);
    throw portTaken('Mail', port, 'SMTP');
  });
  await expect(started).rejects.toThrow('port 24999 (SMTP) is taken by another program');
  expect(tried).toEqual([24_999]);
});

test('any other fault aborts the start', async () => {
  await expect(onPort('Mail', 0, 'SMTP', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
});
