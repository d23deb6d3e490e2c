import { funnelStages } from '../../domain/lead/funnel.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** What the stages and the numbers mean in this company. */
export function definitions({ scoring, agreement, engagements }: Policy) {
  const { ready, hot, halfLife, models } = scoring;
  const fastTrack = Object.values(engagements).flatMap((kind) => (kind.fastTrack ? [kind.label] : []));
  return {
    stages: kindsOf(funnelStages).map((stage) => ({ stage, ...funnelStages[stage] })),
    readyForSales: [
      `A fit of at least ${ready.fit} of 100`,
      `an interest of at least ${hot.upper} of 100, half of which is lost in ${halfLife}`,
      `${ready.acts} different acts within ${ready.within}, one of them near to a purchase (${ready.positions.join(' or ')})`,
      'and a channel on which the lead may be contacted',
      `or, for a lead in profile, at once: ${fastTrack.join(', ')}`,
    ],
    models: Object.keys(models),
    agreement,
  };
}
