// Made by `trellis content` from the emails, the programs and the staff. Change those, not this file.
import type {} from 'trellis';

declare module 'trellis' {
  interface Register {
    contents: {
      'after-the-fair': { goal: 'visited' | 'downloaded'; links: 'calculator'; variables: { fair: 'text' } };
      'before-the-peak': { goal: 'downloaded'; links: 'list'; variables: {} };
      'before-you-renew': { goal: 'replied' | 'booked'; links: 'book'; variables: {} };
      'business-case': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'buyers-checklist': { goal: 'downloaded'; links: 'checklist'; variables: {} };
      'carrier-view': { goal: 'downloaded'; links: 'report'; variables: {} };
      'common-mistakes': { goal: 'downloaded'; links: 'log'; variables: {} };
      consultation: { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'customer-case': { goal: 'visited' | 'attended'; links: 'pricing'; variables: {} };
      'docks-in-numbers': { goal: 'downloaded'; links: 'sheet'; variables: {} };
      'first-carrier': { goal: 'trucksBooked' | 'replied'; links: 'invite'; variables: {} };
      'follow-us': { goal: 'attended' | 'visited'; links: 'webinar' | 'follow'; variables: {} };
      'free-trial': { goal: 'activated' | 'trialStarted' | 'downloaded'; links: 'trial'; variables: {} };
      goodbye: { goal: 'clicked' | 'replied'; links: 'stay'; variables: {} };
      'how-to': { goal: 'visited' | 'attended'; links: 'calculator'; variables: {} };
      'integration-day': { goal: 'attended' | 'visited'; links: 'session'; variables: {} };
      introduction: { goal: 'replied' | 'booked'; links: 'book'; variables: {} };
      'is-this-still-useful': { goal: 'answered'; links: 'notRelevant' | 'wrongTopic' | 'tooOften' | 'later' | 'boughtElsewhere'; variables: {} };
      'left-you-a-voicemail': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'market-guide': { goal: 'downloaded'; links: 'guide'; variables: {} };
      'meeting-confirmed': { goal: 'replied' | 'attended'; links: 'join'; variables: { meetingAt: 'instant' } };
      'met-at-the-fair': { goal: 'replied' | 'booked'; links: 'sheet' | 'book'; variables: { fair: 'text' } };
      'one-rule': { goal: 'downloaded'; links: 'rule'; variables: {} };
      'recording-is-here': { goal: 'attended'; links: 'recording'; variables: {} };
      'seat-reminder': { goal: 'attended'; links: 'room'; variables: { title: 'text'; startsAt: 'instant' } };
      'slides-and-answers': { goal: 'trialStarted' | 'booked'; links: 'trial' | 'sheet'; variables: {} };
      'trial-activated': { goal: 'booked' | 'replied'; links: 'review'; variables: {} };
      'trial-ends': { goal: 'booked' | 'replied'; links: 'review'; variables: {} };
      'trial-help': { goal: 'activated' | 'replied'; links: 'setup'; variables: {} };
      'trial-reminder': { goal: 'downloaded' | 'trialStarted' | 'activated'; links: 'trial'; variables: {} };
      'trial-welcome': { goal: 'doorSetUp' | 'replied'; links: 'setup'; variables: {} };
      'tried-to-reach-you': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'what-has-changed': { goal: 'visited' | 'replied'; links: 'pricing'; variables: {} };
      'when-to-ask-again': { goal: 'answered'; links: 'later' | 'notRelevant'; variables: {} };
      'missed-your-call': { channel: 'sms'; goal: 'booked' | 'replied'; links: 'book'; variables: { fair: 'text' } };
    };
    channels: { sms: unknown };
    teams: 'field-sales' | 'inside-sales';
    reps: 'callum' | 'david' | 'henrik' | 'ingrid' | 'jonas' | 'marta' | 'sofie' | 'tessa';
    programs: 'b2b-software' | 'webinar' | 'onboarding' | 'win-back' | 'trade-fair';
  }
}
