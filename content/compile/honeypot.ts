/**
 * A link that no person sees: it has no size and no words, and neither keyboards nor screen readers reach it. Only software that
 * reads the source of an email, such as a scanner, follows it.
 */
const HONEYPOT =
  '<a href="{{links.honeypot}}" aria-hidden="true" tabindex="-1" style="display:block;width:0;height:0;overflow:hidden;"></a>';

/** A compiled email with the honeypot at its end. */
export const withHoneypot = (html: string): string => html.replace('</body>', () => `${HONEYPOT}\n</body>`);
