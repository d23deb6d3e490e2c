/** What a suppression closes. */
export const channelInWords = (channel: string): string =>
  channel === 'all'
    ? 'emails, calls and everything else'
    : channel === 'email'
      ? 'emails'
      : channel === 'phone'
        ? 'calls'
        : channel;
