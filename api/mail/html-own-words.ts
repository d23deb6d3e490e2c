import { convert, type HtmlToTextOptions } from 'html-to-text';
import { visibleText } from '../../domain/reply/clean.ts';
import { withoutElement } from './without-element.ts';

/** Cuts off HTML that is deeper and longer than any email program writes; the message is at its beginning. */
const MOST_DEPTH = 60;
const MOST_INPUT = 2 ** 15;

const skipped = [
  'blockquote',
  '.gmail_attr',
  '.gmail_signature',
  '.moz-cite-prefix',
  '.moz-signature',
  '.yahoo_quoted',
  '.protonmail_quote',
  '.protonmail_signature_block',
  '.tutanota_quote',
  '.zmail_extra',
  '.zmail_extra_hr',
  '.skiff_quote',
  '.gmx-quote',
  '#reply-intro',
  '#AppleMailSignature',
  '#ms-outlook-mobile-signature',
  'div[name="quote"]',
  'title',
  'img',
];

/** Below these elements, everything is the email being answered. */
const dividers = ['#divRplyFwdMsg', '#appendonsend', '#mail-editor-reference-message-container', '#isReplyContent'];

const options = (skip: readonly string[]): HtmlToTextOptions => ({
  wordwrap: false,
  limits: { maxDepth: MOST_DEPTH, ellipsis: '' },
  formatters: {
    divider: (_element, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addLiteral('________________');
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
  },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ...skip.map((selector) => ({ selector, format: 'skip' })),
    ...dividers.map((selector) => ({ selector, format: 'divider' })),
  ],
});

/**
 * The text of an HTML reply, without what the email program marks as the quoted email or as a signature. `understandReply` finds by
 * their words the quotes that are not marked.
 */
export function htmlOwnWords(html: string): string {
  // Outlook's styles alone are longer than the input limit.
  const shown = ['style', 'script', 'head'].reduce(withoutElement, html).slice(0, MOST_INPUT);
  const textOf = (part: string, skip: readonly string[]) => visibleText(convert(part, options(skip))).trim();
  // Some programs put the whole reply into a quote. It is better to include a quote than to lose the reply.
  return textOf(shown, skipped) || textOf(shown.replaceAll(/<(\/?)blockquote\b/gi, '<$1div'), ['title', 'img']);
}
