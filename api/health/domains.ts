import { recentAnswers } from '../../db/leads/domain-answers.ts';
import { isDoubtful } from '../../domain/people/domain-doubt.ts';
import { ok, type Check } from './finding.ts';

/** DNS is believed when it says that a domain takes no mail. */
export const domains: Check = async ({ db }) => {
  const recent = await recentAnswers(db);
  if (!isDoubtful(recent)) return ok;
  return {
    state: 'doubtful',
    label: `${recent.without} of the ${recent.domains} domains of the last hour take no mail: leads of such domains wait`,
    todo: 'Check DNS on the workers. If it is true, call ops.trustDomains; ops.undoNoMail takes back what was decided before.',
    detail: recent,
  };
};
