import type { SaidInput } from '../api/leads/program-input.ts';
import type { Caller } from './caller.ts';

interface NewCampaign {
  readonly name: string;
  readonly program: string;
  readonly input: SaidInput | undefined;
}

/** The campaigns of a story, one for each program: the first lead that enters a program launches its campaign. */
export function storyCampaigns({ campaigns }: Pick<Caller, 'campaigns'>) {
  const running = new Map<string, string>();
  return {
    join: async (leadId: string, { program, ...campaign }: NewCampaign) => {
      const audience = { leadIds: [leadId] };
      const campaignId = running.get(program);
      if (campaignId) return void (await campaigns.add({ campaignId, audience }));
      const launched = await campaigns.launch({ ...campaign, program, audience });
      running.set(program, launched.campaignId);
    },
    change: async (program: string, input: SaidInput) => {
      const campaignId = running.get(program);
      if (campaignId === undefined) throw new Error('no campaign yet: begin with a lead, the first one launches it');
      await campaigns.change({ campaignId, input, because: 'a story' });
    },
  };
}
