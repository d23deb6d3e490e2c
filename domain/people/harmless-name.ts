/** Characters. */
const LONGEST = 80;

/** An address, a link, a host within a text, a phone number, a sentence. */
const message = /[@<>\n\r]|:\/\/|www\.|\w\.\w{2,}\/|\s\S*[\p{L}\d]\.\p{L}{2}|\d{4,}|[!?:;]\s|[.]\s+\p{L}+\s+\p{L}+\s/u;

/**
 * Whether a text can be the name of a person or a company, rather than a message to its reader. Any name may come from a
 * stranger, so an email contains only names that pass.
 */
export const isHarmlessName = (text: string): boolean => text.length <= LONGEST && !message.test(text);
