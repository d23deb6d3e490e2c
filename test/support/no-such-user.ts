import type { Refusal } from '../../dev/mail/mail-behaviour.ts';

/** The refusal that real servers give, with the address in its text. */
export const noSuchUser = (address: string): Refusal => ({ code: 550, text: `5.1.1 <${address}> no such user here` });
