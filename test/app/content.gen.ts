// Made by `trellis content` from the emails, the programs and the staff. Change those, not this file.
import type {} from 'trellis';

declare module 'trellis' {
  interface Register {
    contents: {
      checklist: { goal: 'downloaded'; links: 'checklist'; variables: {} };
      'customer-story': { goal: 'visited' | 'attended'; links: 'pricing'; variables: {} };
      'first-steps': { goal: 'booked' | 'replied'; links: 'review'; variables: {} };
      guide: { goal: 'downloaded'; links: 'guide'; variables: {} };
      introduction: { goal: 'replied' | 'booked'; links: 'book'; variables: {} };
      meeting: { goal: 'replied' | 'attended'; links: 'join'; variables: { meetingAt: 'instant' } };
      'missed-call': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      news: { goal: 'downloaded'; links: 'report'; variables: {} };
      'open-day': { goal: 'attended' | 'visited'; links: 'place'; variables: {} };
      question: { goal: 'answered'; links: 'notRelevant' | 'wrongTopic' | 'tooOften' | 'later' | 'boughtElsewhere'; variables: {} };
      trial: { goal: 'activated' | 'trialStarted' | 'downloaded'; links: 'trial'; variables: {} };
      'open-day-soon': { channel: 'sms'; goal: 'attended' | 'visited'; links: 'way'; variables: { begins: 'instant' } };
    };
    channels: { sms: unknown };
    teams: 'deal-team' | 'sdr-team';
    reps: 'max' | 'mia' | 'sam' | 'sue' | 'tia' | 'tom';
    programs: 'newcomers';
  }
}
