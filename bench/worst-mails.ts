const MEGABYTE = 1_000_000;

const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);

const head = (fields = ''): string =>
  `From: Ann <ann@pier7.example>\r\nTo: hello@mail.example.com\r\nSubject: Re: The guide\r\n${fields}\r\n`;

const plain = (piece: string): string => `${head()}${filled(piece)}`;
const html = (piece: string): string =>
  `${head('MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n')}${filled(piece)}`;
const part = (type: string, piece: string): string =>
  `${head('MIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="b"\r\n')}--b\r\nContent-Type: ${type}\r\n\r\n${filled(piece)}\r\n--b--\r\n`;

/** The hardest messages to parse, about 1 MB each, by their contents. */
export const worstMails: Readonly<Record<string, string>> = {
  'letters': plain('a'),
  'spaces': plain(' '),
  'line ends': plain('\r\n'),
  'quotes': plain('>'),
  'dashes': plain('-'),
  'at signs': plain('a@'),
  'angle brackets': plain('<'),
  'opening parentheses': plain('('),
  'codes': plain('550-5.1.1 '),
  'message ids': plain('message-id: <a'),
  'the following address': plain('the following address '),
  'to and unable': plain('unable to '),
  'envelope addresses': plain('b.0123456789012345678901234.'),
  'long words in a subject': `From: a@b.example\r\nSubject: ${filled('out of the ')}\r\n\r\nx`,
  'references': `From: a@b.example\r\nReferences: ${filled('<a@b> ')}\r\n\r\nx`,
  'recipients': `From: a@b.example\r\nTo: ${filled('"a" <a@b.example>, ')}c@d.example\r\n\r\nx`,
  'groups of recipients': `From: a@b.example\r\nTo: ${filled('a:b@c.example;')}\r\n\r\nx`,
  'encoded words': `From: a@b.example\r\nSubject: ${filled('=?utf-8?Q?=41?= ')}\r\n\r\nx`,
  'fields': `From: a@b.example\r\n${filled('X-A: b\r\n')}\r\nx`,
  'nested tags': html('<div>'),
  'nested tables': html('<table><tr><td>'),
  'unclosed tags': html('<a '),
  'entities': html('&amp;'),
  'lists': html('<ul><li>'),
  'quoted blocks': html('<blockquote>'),
  'line breaks': html('<br>'),
  'a delivery report': part('message/delivery-status', 'Final-Recipient: rfc822; a\r\n\r\n'),
  'a field of a report': part('message/delivery-status', 'Diagnostic-Code: smtp; user \r\n '),
  'a feedback report': part('message/feedback-report', 'Original-Mail-From: <a@\r\n'),
  'a calendar': part('text/calendar', 'ATTENDEE;CN=a\r\n'),
  'parts': `${head('MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n')}${filled('--b\r\n\r\nx\r\n')}--b--\r\n`,
}; // prettier-ignore
