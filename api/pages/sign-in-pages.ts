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
      'Look into your mailbox',
      paragraph(`If ${email} may sign in, an email with a link is on its way.`) +
        paragraph('Open it in this browser, within ten minutes. It works once.') +
        paragraph('If nothing comes, ask an administrator of Trellis whether you are invited.'),
    ),

  /** Scanners open links, so that a person presses the button. */
  press: (): string => page('Sign in', paragraph('You asked for this link in this browser.') + actButton('Sign in')),

  /** For the link that the server printed. */
  first: (fault = ''): string =>
    page(
      'Welcome to Trellis',
      paragraph('There is no administrator yet. Whoever fills this in becomes the first.') +
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
      paragraph('It works in the browser in which you asked for it, so that nobody can send you a link of theirs.') +
        postTo('/signin', 'Ask for one in this browser', address),
    ),

  over: (): string =>
    page(
      'This link has ended',
      paragraph('A link works once, and for ten minutes. Ask for another one.') + postTo('/signin', 'Send me a link', address),
    ),
};

/** A button that posts to another page of ours. @param fields HTML */
const postTo = (path: string, label: string, fields: string): string =>
  actButton(label, fields).replace('<form method="post">', `<form method="post" action="${path}">`);
