// Made by `npm run authors` from the examples in docstrings, so that the compiler checks them. Change the docstrings, not this file.
import { definePolicy, ended, lifecycle, program, pursue, qualify, rest, type Lead } from 'trellis';
import { defineTrellis } from 'trellis/config';

export const welcome = program('welcome', {
  start: 'educate',
  interrupts: { fastTrack: 'call' },
  recycle: { connect: 'educate', offer: 'educate' },
  tracks: {
    async educate(lead) {
      const guide = await lead.email('market-guide');
      return (await guide.metGoal({ within: '14 days' })) ? 'call' : rest('30 days', 'again');
    },
    async again(lead) {
      const story = await lead.email('customer-case');
      return (await story.metGoal({ within: '14 days' })) ? 'call' : ended('archived', 'silent');
    },
    call: qualify({ team: 'inside-sales', sla: 'firstAttempt', qualified: 'sales' }),
    sales: pursue({ team: 'field-sales', sla: 'acceptance' }),
  },
});

export const endedExample = async (lead: Lead) => {
  if (lead.cycle > 2) return ended('archived', 'silent for two rounds');
};

export const restExample = async (lead: Lead) => {
  if (!lead.hasReacted) return rest('30 days', 'educate');
};

export const call = qualify({
  team: 'inside-sales',
  sla: 'firstAttempt',
  missed: (lead) => lead.email('tried-to-reach-you'),
  qualified: 'sales',
});

export const sales = pursue({
  team: 'field-sales',
  sla: 'acceptance',
  introduction: (lead) => lead.email('introduction'),
});

export const policy = definePolicy({ sending: { mostPerWeek: 2 } });

export const { leadLifecycle } = lifecycle({ programs: [welcome], policy });

export const nowExample = async (lead: Lead) => {
  return rest(lead.now + 3 * 24 * 60 * 60 * 1000, 'connect');
};

export const personaExample = async (lead: Lead) => {
  if (lead.persona === 'decision-maker') return 'consult';
};

export const isSeniorExample = async (lead: Lead) => {
  return lead.isSenior ? 'sales' : 'qualify';
};

export const scoreExample = async (lead: Lead) => {
  if (lead.score.fit < 30) return ended('archived', 'does not fit well');
};

export const temperatureExample = async (lead: Lead) => {
  if (lead.temperature === 'hot') return 'qualify';
};

export const companyExample = async (lead: Lead) => {
  if (lead.company === undefined) return 'educate';
};

export const triggerExample = async (lead: Lead) => {
  if (lead.trigger === 'activated') await lead.email('trial-activated');
};

export const cycleExample = async (lead: Lead) => {
  return lead.cycle < 3 ? rest('30 days', 'connect') : ended('archived', 'silent for three rounds');
};

export const engagementsExample = async (lead: Lead) => {
  if (lead.engagements.some(({ kind, machine }) => kind === 'attended' && !machine)) return 'offer';
};

export const hasReactedExample = async (lead: Lead) => {
  if (!lead.hasReacted && lead.useNextPersona()) return 'educate';
};

export const nextExample = async (lead: Lead) => {
  if (lead.next) await lead.email(lead.next);
};

export const hasExample = async (lead: Lead) => {
  if (!lead.has('how-to')) await lead.email('how-to');
};

export const freshExample = async (lead: Lead) => {
  await lead.email(lead.fresh('customer-case'));
};

export const dayExample = async (lead: Lead) => {
  if (lead.now > lead.day(30)) return 'reEngage';
};

export const emailExample = async (lead: Lead) => {
  const guide = await lead.email('market-guide');
  if (await guide.clicked({ within: '7 days' })) return 'connect';
};

export const email1Example = async (lead: Lead) => {
  await lead.email('meeting-confirmed', { meetingAt: lead.now });
};

export const pauseExample = async (lead: Lead) => {
  await lead.pause('3 days');
};

export const untilExample = async (lead: Lead) => {
  if ((await lead.until({ day: 14, or: ['attended', 'downloaded'] })) === 'attended') return 'offer';
};

export const becomesExample = async (lead: Lead) => {
  lead.becomes('mql', 'asked for the price list');
};

export const useNextPersonaExample = async (lead: Lead) => {
  return lead.useNextPersona() ? 'educate' : 'goodbye';
};

export const slowDownExample = async (lead: Lead) => {
  lead.slowDown();
};

export const taskExample = async (lead: Lead) => {
  const outcome = await lead.task('asked for a call', { team: 'inside-sales', sla: 'fastTrack' });
  if (outcome === 'slaMissed') return 'reEngage';
};

export const notifyExample = async (lead: Lead) => {
  await lead.notify('inside-sales', 'has seen the price list');
};

export const contentExample = async (lead: Lead) => {
  const touch = await lead.email('how-to');
  if (!touch.wasSent) await lead.notify('inside-sales', `could not send ${touch.content}`);
};

export const keyExample = async (lead: Lead) => {
  const { key } = await lead.email('how-to');
  const clicks = lead.engagements.filter(({ touch }) => touch === key);
  if (clicks.length > 3) return 'offer';
};

export const wasSentExample = async (lead: Lead) => {
  const spare = await lead.email('how-to');
  if (!spare.wasSent) return 'goodbye';
};

export const metGoalExample = async (lead: Lead) => {
  const help = await lead.email('trial-help');
  return (await help.metGoal({ within: '10 days' })) ? 'qualify' : 'consult';
};

export const clickedExample = async (lead: Lead) => {
  const goodbye = await lead.email('goodbye');
  return (await goodbye.clicked({ byDay: 7 })) ? 'connect' : ended('archived', 'silent');
};

export const repliedExample = async (lead: Lead) => {
  const consultation = await lead.email('consultation');
  if (await consultation.replied({ within: '14 days' })) return 'qualify';
};

export const answerExample = async (lead: Lead) => {
  const why = await lead.email('is-this-still-useful');
  const answer = await why.answer({ byDay: 14 });
  if (answer.kind === 'later') return rest(answer.until, 'connect');
};

export const reactionExample = async (lead: Lead) => {
  const trial = await lead.email('free-trial');
  switch (await trial.reaction({ within: '14 days' })) {
    case 'activated':
      return 'qualify';
    case 'none':
      return 'goodbye';
    default:
      return 'consult';
  }
};

export default defineTrellis({
  dir: import.meta.dirname,
  programs: [welcome],
  policy,
  sender: { name: 'Acme', address: 'hello@mail.acme.example', postalAddress: 'Acme, 1 Main Street, Springfield' },
});
