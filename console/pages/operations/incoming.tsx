import { IncomingTexts } from './incoming-texts.tsx';
import { Unmatched } from './unmatched.tsx';
import { Unreadable } from './unreadable.tsx';

/** Emails and texts that came in and that a person has to decide about. */
export const Incoming = () => (
  <>
    <Unmatched />
    <Unreadable />
    <IncomingTexts />
  </>
);
