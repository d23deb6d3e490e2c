import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { touchWorld } from './world.ts';

test('an owner who comes back late does not take an email out of doubt by saying that it was not sent: the lead has gone on', async () => {
  await using world = await touchWorld();
  await world.send(
    {},
    {
      mailer: {
        async send(_mail, _deadline, mayGo) {
          await mayGo?.();
          // What another execution does when the lease has ended.
          await sql`update touches set state = 'inDoubt'`.execute(world.db);
          return { state: 'notSent', because: 'connection' };
        },
      },
    },
  );
  expect(await world.stored()).toMatchObject({ state: 'inDoubt' });
});
