/** The error codes that people meet most often. */
const known: Readonly<Record<string, string>> = {
  EngineUnavailable: 'Temporal does not answer',
  LeadBusy: 'an earlier program of the lead is still ending',
  LeadFull: 'the program of the lead can’t accept more messages now',
  LeadNotRunning: 'no program runs for the lead',
  MessageUnknown: 'written by another version of Trellis',
  UpdateRejected: 'the program of the lead refused it',
};

/** The code of an error as words. @example codeInWords('ContentMissing'); // content missing */
export const codeInWords = (code: string): string =>
  Object.hasOwn(known, code)
    ? known[code]!
    : code
        .replaceAll('_', ' ')
        .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase();
