import { countUnattended, unattendedKinds, type UnattendedKindName } from '../../db/system/unattended.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { sumOf } from '../../services/intake/attend.ts';
import type { WriteReport } from './report.ts';

const kinds: readonly UnattendedKindName[] = kindsOf(unattendedKinds);

/** Whom nobody looks after. */
export const unattended: WriteReport = async ({ db, now }) => {
  const counts = await countUnattended(db, now);
  const all = sumOf(counts);
  if (all === 0) return undefined;
  const lines = kinds.flatMap((kind) => (counts[kind] > 0 ? [{ text: `${counts[kind]} × ${unattendedKinds[kind].label}` }] : []));
  return {
    headline: String(all),
    sections: [{ lines }],
    todo: 'ops.unattended lists them, each with its age, its cause and what to do.',
  };
};
