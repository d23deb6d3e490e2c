import { recentAnswers } from '../../db/leads/domain-answers.ts';
import { isDoubtful } from '../../domain/people/domain-doubt.ts';
import { ok, type Check } from './finding.ts';

/** DNS is credible about which domains take no email. */
export const domains: Check = async ({ db }) => {
  const recent = await recentAnswers(db);
  if (!isDoubtful(recent)) return ok;
  return {
    state: 'doubtful',
    label: `${recent.without} of the ${recent.domains} domains of the last hour accept no email, so their leads wait`,
    todo: 'Check DNS on the workers. If it is right, trust the domains (ops.trustDomains), and revert earlier decisions (ops.undoNoMail).',
    detail: recent,
  };
};
