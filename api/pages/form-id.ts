import type { LinkSigner } from '../../content/link-signer.ts';

/** A form as it stands on a page: what it is, the campaign that people enter by it, and where they come from. */
export interface PlacedForm {
  readonly form: string;
  readonly campaignId?: string | undefined;
  /** The source of the leads; missing: the form itself. */
  readonly source?: string | undefined;
}

/** The address to which a form on a page is sent. It is signed, so that visitors choose neither campaign nor source. */
export const signForm = (links: Pick<LinkSigner, 'sign'>, { form, campaignId = '', source }: PlacedForm): string =>
  links.sign('form', `${form}/${campaignId}`, source);

/** What the last part of a form's address stands for: the name of a form, or its signed id. Undefined for a changed id. */
export function readPlacedForm(links: Pick<LinkSigner, 'verify'>, part: string): PlacedForm | undefined {
  if (!part.includes('.')) return { form: part };
  const id = links.verify(part);
  if (typeof id !== 'object' || id.kind !== 'form') return undefined;
  const [form = '', campaignId] = id.key.split('/');
  return { form, campaignId: campaignId || undefined, source: id.link };
}
