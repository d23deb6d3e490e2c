import { expect } from 'vitest';
import type { World } from './person.ts';

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

/** The owner of an address gets the email that asks whether a request is theirs, and says yes. */
export async function confirms(world: World, email: string): Promise<void> {
  const link = () => world.mail.to(email).findLast(({ links }) => links['confirm'])?.links['confirm'];
  await world.settle();
  await world.eventually(`${email} is asked to confirm`, () => Promise.resolve(link() !== undefined));
  const headers = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
  const { statusCode } = await world.request(link()!, { method: 'POST', headers, body: '' });
  expect(statusCode).toBe(200);
  await world.settle();
}
