/**
 * A link that no person sees: it has no size and no words, and neither keyboards nor screen readers come to it. What follows
 * it reads the source of the mail, as scanners do.
 */
const HONEYPOT =
  '<a href="{{links.honeypot}}" aria-hidden="true" tabindex="-1" style="display:block;width:0;height:0;overflow:hidden;"></a>';

/** A compiled mail with the honeypot at its end. */
export const withHoneypot = (html: string): string => html.replace('</body>', () => `${HONEYPOT}\n</body>`);
