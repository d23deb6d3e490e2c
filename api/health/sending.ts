import { troubleNow } from '../../db/touches/sending-trouble.ts';
import { troubleSpec } from '../../domain/contact/sending-trouble.ts';
import { ok, type Check } from './finding.ts';

/** Emails get through. */
export const sending: Check = async ({ db }) => {
  const trouble = await troubleNow(db);
  if (!trouble) return ok;
  const { label, todo } = troubleSpec(trouble.channel, trouble.because);
  return { state: 'trouble', label, todo, detail: trouble };
};
