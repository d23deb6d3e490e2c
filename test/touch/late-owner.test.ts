import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { touchWorld } from './world.ts';

test('an owner that resumes late can’t settle an email in doubt as not sent, because the lead has moved on', async () => {
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
