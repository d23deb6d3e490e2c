/** What the address for copies about a lead is signed over: a rep who copies an email to it puts the email into the lead's story. */
export const copyKeyOf = (leadId: string): string => `${leadId}/copy`;

/** The lead of a signed key for copies; undefined for another key. */
export const leadOfCopyKey = (key: string): string | undefined => /^([\da-f-]{36})\/copy$/.exec(key)?.[1];
