/** How many domains without mail servers, and which share of the recent look-ups, make DNS doubtful. */
const UNUSUAL = { domains: 20, share: 0.3 };

/** Whether so many domains without mail servers suggest a fault of DNS rather than of the leads, so that operations must look. */
export const isDoubtful = ({ domains, without }: { readonly domains: number; readonly without: number }): boolean =>
  without >= UNUSUAL.domains && without >= domains * UNUSUAL.share;

/** The reason for turning away a lead at a domain without mail servers. */
export const NO_MAIL = 'the domain takes no mail';
