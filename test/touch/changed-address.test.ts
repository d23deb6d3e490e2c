import { expect, test } from 'vitest';
import { replaceAddress } from '../../db/leads/former-addresses.ts';
import { fenceTouches } from '../../db/touches/touch-fence.ts';
import { insertLead } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { mergeLeads } from '../../services/merge/merge-leads.ts';
import { touchWorld, TUESDAY } from './world.ts';

test('an email that was rendered for an address is not sent there once the lead has another one', async () => {
  await using world = await touchWorld();
  const { db, leadId } = world;
  const lead = await db
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey'])
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();
  const fence = await world.claimed({ email: lead.email });
  const email = 'ann@quay.example';
  await db.transaction().execute((trx) => replaceAddress(trx, lead, { email, emailKey: email }, TUESDAY));
  expect(await fenceTouches(db, [fence])).toMatchObject({ passed: [] });
  expect(await fenceTouches(db, [{ ...fence, email }])).toMatchObject({ passed: [fence.key] });
});

test('an email whose lead is merged while it goes out closes the address that refuses it, and not the one of the kept lead', async () => {
  await using world = await touchWorld();
  const { db, deps, leadId: droppedId } = world;
  const [keptId, email, at] = [deps.newId(), 'ann@quay.example', new Date(TUESDAY)];
  const about = { source: 'crm', zone: 'UTC', stage: 'inquiry', persona: 'user', seniority: 'staff' } as const;
  const merging = { keptId, droppedId, at: TUESDAY + 1, by: 'Marie' };
  await db.transaction().execute(async (trx) => {
    await insertLead(trx, { ...about, id: keptId, email, emailKey: email, stageAt: at, createdAt: at });
  });
  await world.send(
    {},
    {
      mailer: {
        async send(_mail, _deadline, mayGo) {
          await mayGo?.();
          await db.transaction().execute((trx) => mergeLeads(trx, deps, merging));
          return { state: 'refused', blame: 'address', smtpCode: 550 };
        },
      },
    },
  );
  expect(await world.stored()).toMatchObject({ leadId: keptId, state: 'refused', reason: 'bounced' });
  const reasons = async (id: string) => (await permissionsOf(db, id)).suppressions.map(({ reason }) => reason);
  expect([await reasons(keptId), await reasons(droppedId)]).toEqual([[], expect.arrayContaining(['bounced', 'duplicate'])]);
});
