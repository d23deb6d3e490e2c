// Made by `trellis content` from the emails. Change the emails, not this file.
import type {} from 'trellis';

declare module 'trellis' {
  interface Register {
    contents: {
      'business-case': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'buyers-checklist': { goal: 'downloaded'; links: 'checklist'; variables: {} };
      'carrier-view': { goal: 'downloaded'; links: 'report'; variables: {} };
      'common-mistakes': { goal: 'downloaded'; links: 'log'; variables: {} };
      consultation: { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      'customer-case': { goal: 'visited' | 'attended'; links: 'pricing'; variables: {} };
      'follow-us': { goal: 'attended' | 'visited'; links: 'webinar' | 'follow'; variables: {} };
      'free-trial': { goal: 'activated' | 'trialStarted' | 'downloaded'; links: 'trial'; variables: {} };
      goodbye: { goal: 'clicked' | 'replied'; links: 'stay'; variables: {} };
      'how-to': { goal: 'visited' | 'attended'; links: 'calculator'; variables: {} };
      'integration-day': { goal: 'attended' | 'visited'; links: 'session'; variables: {} };
      introduction: { goal: 'replied' | 'booked'; links: 'book'; variables: {} };
      'is-this-still-useful': { goal: 'answered'; links: 'notRelevant' | 'wrongTopic' | 'tooOften' | 'later' | 'boughtElsewhere'; variables: {} };
      'market-guide': { goal: 'downloaded'; links: 'guide'; variables: {} };
      'meeting-confirmed': { goal: 'replied' | 'attended'; links: 'join'; variables: { meetingAt: 'instant' } };
      'trial-activated': { goal: 'booked' | 'replied'; links: 'review'; variables: {} };
      'trial-help': { goal: 'activated' | 'replied'; links: 'setup'; variables: {} };
      'trial-reminder': { goal: 'downloaded' | 'trialStarted' | 'activated'; links: 'trial'; variables: {} };
      'tried-to-reach-you': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
    };
    teams: 'field-sales' | 'inside-sales';
  }
}
