import { client } from '../../../app/api.ts';
import { minute } from '../../../app/time.ts';
import type { Acted } from '../../../app/use-act.ts';
import type { Lead } from '../lead.ts';

/** A lead as a deed names it. */
interface Who {
  readonly id: string;
  readonly name: string;
}

/** Opens what was closed. */
export async function opened(id: string): Promise<Acted> {
  const { wasClosed } = await client.contact.open.mutate({ id });
  return { words: wasClosed ? 'It is open again.' : 'It was already open.' };
}

/** Closes a channel, or all of them, until an instant. */
export async function held({ id: leadId, name }: Who, channel: string, until: string): Promise<Acted> {
  const { id } = await client.contact.close.mutate({ leadId, channel, reason: 'hold', until });
  const what = channel === 'all' ? 'Nothing' : `Nothing by ${channel}`;
  return { words: `${what} goes out to ${name} until ${minute(until)}.`, undo: () => opened(id) };
}

/** Puts a lead into a campaign; if it can't enter, there is nothing to undo. */
export async function added({ id: leadId, name }: Who, campaign: Who, again = false): Promise<Acted> {
  const campaignId = campaign.id;
  const { enrolled, notEnrolled } = await client.campaigns.add.mutate({ campaignId, leadId, again });
  if (enrolled === 0) return { words: `${name} can’t enter: ${notEnrolled[0]?.text ?? 'they are already in it'}.` };
  const stop = async () => {
    await client.campaigns.stop.mutate({ campaignId, leadId, because: 'added by mistake' });
    return { words: `${name} is out of ${campaign.name}.` };
  };
  return { words: `${name} has entered ${campaign.name}.`, undo: stop };
}

/** Gives a lead and its open tasks to a rep. */
export async function given({ id: leadId, name }: Who, rep: string): Promise<Acted> {
  const { next, was } = await client.leads.give.mutate({ leadId, rep });
  const back = async () => {
    await client.leads.give.mutate({ leadId, ...was });
    return { words: `${name} and their tasks are back with the people who had them.` };
  };
  return { words: next, undo: back };
}

/** Lets a campaign go on for those for whom it was paused or stopped. */
export async function released(
  lead: Lead,
  { kind, campaignId, whose, accountId, because, until }: Lead['brakes'][number],
): Promise<Acted> {
  const of = { campaignId, ...(whose === 'lead' && { leadId: lead.id }), ...(accountId !== null && { account: accountId }) };
  const { next } = await client.campaigns.resume.mutate(of);
  const again = async () => {
    const held =
      kind === 'stop'
        ? await client.campaigns.stop.mutate({ ...of, because })
        : await client.campaigns.pause.mutate({ ...of, because, until: until ?? undefined });
    return { words: held.next };
  };
  return { words: next, undo: again };
}
