// Made by `trellis content` from content/emails. Change the emails, not this file.
import type { ContentEntry } from './entry.ts';

export const catalog = {
  'market-guide': {
    topic: 'How companies organize their docks today, and what each way costs',
    track: 'educate',
    position: 'top',
    goal: ['downloaded'],
    callToAction: 'Download the guide to dock scheduling',
    personas: ['champion', 'decision-maker', 'buyer', 'user'],
    from: 'marketing',
    spare: false,
    variables: {},
    links: {
      guide: {
        url: 'https://www.baywright.example.com/guides/dock-scheduling',
        counts: 'downloaded',
      },
    },
    versions: [],
  },
  'meeting-confirmed': {
    topic: 'Confirms the meeting that was agreed on the phone',
    track: 'sales',
    position: 'bottom',
    goal: ['replied', 'attended'],
    callToAction: 'Say who else should be there',
    personas: ['champion', 'decision-maker', 'buyer', 'user'],
    from: 'rep',
    spare: false,
    variables: {
      meetingAt: 'instant',
    },
    links: {
      join: {
        url: 'https://meet.baywright.example.com/room',
        counts: 'attended',
      },
    },
    versions: [],
  },
} as const satisfies Record<string, ContentEntry>;

export type ContentId = keyof typeof catalog;
