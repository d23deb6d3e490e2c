import { step } from '../../../domain/lead/step.ts';

declare module '../../../domain/register.ts' {
  interface Register {
    steps: ReturnType<typeof stepsAt>;
  }
}

/** The steps of a company with a CRM. @param crmUrl where the CRM listens */
export const stepsAt = (crmUrl: string) => ({
  /** Adds the lead to the CRM, once. */
  crm: step(
    async ({ key, lead, signal }, { pipeline }: { pipeline: string }) => {
      const { email, company } = await lead();
      const answer = await fetch(crmUrl, {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ email, company, pipeline }),
        signal,
      });
      if (!answer.ok) throw new Error(`the CRM answers ${answer.status}`);
      return { contact: ((await answer.json()) as { id: string }).id };
    },
    { retries: 3, pretend: () => ({ contact: 'c-0' }) },
  ),
});
