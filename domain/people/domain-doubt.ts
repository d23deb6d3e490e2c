/** From how many domains without mail, and from which share of all that were looked up lately, DNS is doubted. */
const UNUSUAL = { domains: 20, share: 0.3 };

/** Whether so many domains without mail are more likely a fault of DNS than of the leads: somebody has to look. */
export const isDoubtful = ({ domains, without }: { readonly domains: number; readonly without: number }): boolean =>
  without >= UNUSUAL.domains && without >= domains * UNUSUAL.share;

/** Why a lead of such a domain is turned away. */
export const NO_MAIL = 'the domain takes no mail';
