import { audit } from '../db/audit.ts';
import type { Principal } from '../db/api-keys.ts';
import { correctLead, type Correction } from '../db/leads.ts';
import { enqueueIfRunning } from '../db/outbox.ts';
import { rescoreFit } from '../db/scores.ts';
import { isZone } from '../domain/local-time.ts';
import type { ApiDeps } from './context.ts';
import { badRequest, notFound } from './refusal.ts';

type CorrectionInput = { [K in keyof Correction]?: Correction[K] | undefined } & { readonly leadId: string };

/** Writes what a person knows better, and tells the lead's program. @throws Refusal for an unknown lead or time zone */
export async function correct(
  { db, clock, newId }: ApiDeps,
  by: Principal,
  { leadId, ...given }: CorrectionInput,
): Promise<{ ready?: string }> {
  if (given.zone !== undefined && !isZone(given.zone))
    throw badRequest(
      'zoneUnknown',
      `There is no time zone "${given.zone}".`,
      given.zone,
      'Use an IANA name, such as Europe/Berlin.',
    );
  const correction = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Correction;
  const at = clock.now();
  return await db.transaction().execute(async (trx) => {
    if (!(await correctLead(trx, leadId, correction))) throw notFound('lead', leadId);
    const { ready } = await rescoreFit(trx, leadId, at);
    const payload = { id: newId(), at, ...(ready && { ready }) };
    await enqueueIfRunning(trx, { id: newId(), leadId, at, message: { type: 'signal', name: 'factsChanged', payload } });
    await audit(trx, {
      id: newId(),
      at,
      principal: by.name,
      action: 'leads.correct',
      subject: leadId,
      detail: { fields: Object.keys(correction) },
    });
    return ready ? { ready } : {};
  });
}
