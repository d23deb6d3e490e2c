// Made by `trellis content` from the emails, the programs and the staff. Change those, not this file.
import type {} from 'trellis';

declare module 'trellis' {
  interface Register {
    contents: {
      introduction: { goal: 'replied' | 'booked'; links: never; variables: {} };
      'shall-we-talk': { goal: 'booked' | 'replied'; links: 'book'; variables: {} };
      welcome: { goal: 'downloaded'; links: 'guide'; variables: {} };
    };
    teams: 'sales';
    reps: 'mia' | 'sam';
    programs: 'welcome';
  }
}
