import type { LinkSigner } from '../../content/link-signer.ts';

/** A form on a page: its name, the campaign that people enter through it, and their source. */
export interface PlacedForm {
  readonly form: string;
  readonly campaignId?: string | undefined;
  /** The source of the leads; the default is the form itself. */
  readonly source?: string | undefined;
  /** The lead that the page's address was made for: the page asks this lead only for what is missing. */
  readonly leadId?: string | undefined;
}

/** The URL that a page submits the form to. The signature prevents visitors from choosing the campaign or the source. */
export const signForm = (links: Pick<LinkSigner, 'sign'>, { form, campaignId = '', source, leadId }: PlacedForm): string =>
  links.sign('form', [form, campaignId, leadId].filter((part) => part !== undefined).join('/'), source);

/** What the last part of a form's URL means: the name of a form, or a signed id. Undefined for an invalid signature. */
export function readPlacedForm(links: Pick<LinkSigner, 'verify'>, part: string): PlacedForm | undefined {
  if (!part.includes('.')) return { form: part };
  const id = links.verify(part);
  if (typeof id !== 'object' || id.kind !== 'form') return undefined;
  const [form = '', campaignId, leadId] = id.key.split('/');
  return { form, campaignId: campaignId || undefined, source: id.link, leadId };
}
