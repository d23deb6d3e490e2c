import { actButton, escapeHtml, page, paragraph } from './pages.ts';

const field = (label: string, input: string): string => `<p><label>${escapeHtml(label)}<br>${input}</label></p>`;
const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
const address = field(
  'Your email address at work',
  '<input name="email" type="email" autocomplete="email" size="32" required autofocus>',
);

/** The pages of signing in need no script. */
export const signInPages = {
  /** @param to the path to return to */
  ask: (to: string): string =>
    page(
      'Sign in',
      paragraph('We send you a link that signs you in.') + postTo('/signin', 'Send me a link', address + hidden('to', to)),
    ),

  asked: (email: string): string =>
    page(
      'Check your mailbox',
      paragraph(`If ${email} may sign in, an email with a link is on its way.`) +
        paragraph('Open it in this browser, within ten minutes. It works once.') +
        paragraph('If nothing arrives, ask an administrator of Trellis whether you have been invited.'),
    ),

  /** Scanners open links, so that a person presses the button. */
  press: (): string => page('Sign in', paragraph('You asked for this link in this browser.') + actButton('Sign in')),

  /** For the link that the server printed. */
  first: (fault = ''): string =>
    page(
      'Welcome to Trellis',
      paragraph('There is no administrator yet. Fill in this form to become the first.') +
        (fault && paragraph(fault)) +
        actButton(
          'Become the administrator',
          field('Your name', '<input name="name" autocomplete="name" size="32" required autofocus>') +
            address.replace(' autofocus', ''),
        ),
    ),

  otherBrowser: (): string =>
    page(
      'Open this link where you asked for it',
      paragraph('For your safety, the link works only in the browser in which you asked for it.') +
        postTo('/signin', 'Ask for one in this browser', address),
    ),

  over: (): string =>
    page(
      'This link has expired',
      paragraph('A link works once, within ten minutes. Ask for a new one.') + postTo('/signin', 'Send me a link', address),
    ),
};

/** A button that posts to another page of ours. @param fields HTML */
const postTo = (path: string, label: string, fields: string): string =>
  actButton(label, fields).replace('<form method="post">', `<form method="post" action="${path}">`);
