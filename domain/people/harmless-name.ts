/** Letters. */
const LONGEST = 80;

/** An address, a link, a host in the midst of a text, a number to call, a sentence. */
const message = /[@<>\n\r]|:\/\/|www\.|\w\.\w{2,}\/|\s\S*[\p{L}\d]\.\p{L}{2}|\d{4,}|[!?:;]\s|[.]\s+\p{L}+\s+\p{L}+\s/u;

/**
 * Whether a text can be what people, companies and their like are called, and no message to whoever reads it. Any name may come
 * from a stranger: no other one stands in an email.
 */
export const isHarmlessName = (text: string): boolean => text.length <= LONGEST && !message.test(text);
