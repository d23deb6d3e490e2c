import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyDomainOf, isDisposable, isFreeMail } from '../../domain/people/company-domain.ts';
import { companyName } from '../../domain/people/company-name.ts';
import { registrySuffixes } from '../../domain/people/shared-hosts.ts';

const all = (text: string): string[] => text.trim().split(/\s+/);

describe('the domain of a company', () => {
  test.each([
    ['acme.com', 'acme.com'],
    ['ACME.COM.', 'acme.com'],
    ['www.acme.com', 'acme.com'],
    ['https://www.acme.com/de?x=1', 'acme.com'],
    ['http://shop.acme.co.uk:8080', 'acme.co.uk'],
    ['ann@mail.acme.de', 'acme.de'],
    ['mailto:ann@acme.com', 'acme.com'],
    ['ann@acme.com.br', 'acme.com.br'],
    ['//acme.com', 'acme.com'],
    ['acme.uk.com', 'acme.uk.com'],
    ['pier7.example', 'pier7.example'],
    ['ann@deep.pier7.example', 'pier7.example'],
    ['münchen-spedition.de', 'xn--mnchen-spedition-jzb.de'],
    ['xn--mnchen-spedition-jzb.de', 'xn--mnchen-spedition-jzb.de'],
  ])('of %s is %s', (text, domain) => expect(companyDomainOf(text)).toBe(domain));

  test.each(
    all(`outlook.fr live.fr outlook.de outlook.it hotmail.se live.nl yahoo.co.uk yahoo.it gmail.com googlemail.com icloud.com proton.me tutanota.com web.de gmx.net gmx.at
      t-online.de freenet.de posteo.de mailbox.org bluewin.ch orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it telefonica.net terra.es sapo.pt ziggo.nl kpnmail.nl
      telenet.be skynet.be btinternet.com sky.com telia.com online.no mail.dk kolumbus.fi wp.pl onet.pl seznam.cz centrum.sk freemail.hu abv.bg ukr.net mail.ru yandex.ru qq.com
      163.com naver.com uol.com.br comcast.net sympatico.ca bigpond.com xtra.co.nz rediffmail.com mynet.com walla.co.il mweb.co.za hinet.net`),
  )('is not %s, where everybody gets a mailbox', (domain) => {
    expect([companyDomainOf(`ann@${domain}`), isFreeMail(domain)]).toEqual([undefined, true]);
  });

  test.each(all('mailinator.com x7.mailinator.com yopmail.com guerrillamail.com 10minutemail.com temp-mail.org trashmail.com'))(
    'is not %s, whose mailboxes are thrown away',
    (domain) => expect([companyDomainOf(domain), isDisposable(domain), isFreeMail(domain)]).toEqual([undefined, true, false]),
  );

  test.each(
    all(`https://www.linkedin.com/in/ann-lee-0000 https://de.linkedin.com/in/x linkedin.com/company/acme https://www.xing.com/profile/Ann_Lee facebook.com/acme m.facebook.com/acme
      https://x.com/acme twitter.com/acme instagram.com/acme youtube.com/@acme t.me/acme wa.me/4917 acme.github.io acme.wordpress.com acme.wixsite.com acme.blogspot.com
      acme.myshopify.com acme.jimdosite.com acme.weebly.com acme.webnode.fr sites.google.com/view/acme docs.google.com/x bit.ly/abc lnkd.in/abc linktr.ee/acme
      https://www.amazon.de/acme etsy.com/shop/acme acme.business.site calendly.com/acme medium.com/@acme acme.netlify.app acme.s3.amazonaws.com yelp.com/biz/acme`),
  )('is not %s, a host of many', (text) => expect(companyDomainOf(text)).toBeUndefined());

  test.each([
    '',
    ' ',
    '-',
    'N/A',
    'n.a',
    'k.A.',
    'none',
    'acme',
    'Acme GmbH',
    'acme com',
    'localhost',
    'pc.local',
    'acme.internal',
    '10.0.0.1',
    'http://10.0.0.1/',
    '[::1]',
    'foo_bar.com',
    '-x.com',
    'a..com',
    'list.pdf',
    '1.2',
    'com',
    'co.uk',
    'x@',
  ])('is nothing in "%s"', (text) => expect(companyDomainOf(text)).toBeUndefined());

  test('any text is read without an error, and gives a registrable domain or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.emailAddress(), fc.domain()), (text) => {
        const domain = companyDomainOf(text);
        expect(domain === undefined || companyDomainOf(domain) === domain).toBe(true);
        expect(domain ?? 'a.b').toMatch(/^[a-z\d-]+(\.[a-z\d-]+)+$/);
      }),
    );
  });

  test('under a suffix that a firm sells, each name is a separate domain', () => {
    for (const suffix of registrySuffixes) expect(companyDomainOf(`www.acme.${suffix}`)).toBe(`acme.${suffix}`);
  });

  test('a name that only ends like a shared host is not shared', () => {
    expect(companyDomainOf('notlinkedin.com')).toBe('notlinkedin.com');
    expect(isDisposable('no-yopmail.com')).toBe(false);
  });
});

describe('the name of a company', () => {
  test.each([
    'Acme',
    'Null GmbH',
    'Test AG',
    '3M',
    'N-ergie',
    'Studentenwerk Berlin',
    'Private Equity Partners',
    '  Acme \n Ltd ',
  ])('is "%s"', (text) => expect(companyName(text)).toBe(text.trim().replace(/\s+/g, ' ')));

  test.each(
    `N/A|n/a|NA|#N/A|-|--|.|?|null|NULL|(none)|None|unknown|tbd|k.A.|K. A.|keine Angabe|unbekannt|ohne|aucun|aucune|néant|non renseigné|ninguno|ninguna|sin datos|nessuno|sconosciuto|geen|onbekend|n.v.t.|nenhum|não informado|brak|nie dotyczy|ingen|ukendt|
self-employed|Self Employed|self employed|Selfemployed|Freelance|Freelancer|independent|Private|private person|Student|Unemployed|Retired|Stealth Startup|Looking for work|Confidential|selbständig|selbstständig|Freiberufler|Freiberuflerin|privat|Privatperson|arbeitssuchend|Rentner|
indépendant|auto-entrepreneur|étudiante|retraité|sans emploi|particulier|autónomo|por cuenta propia|estudiante|jubilado|libero professionista|studente|in proprio|pensionato|zelfstandig|ZZP|zzp'er|eigen baas|werkzoekend|autônomo|conta própria|aposentado|własna działalność|osoba prywatna|emeryt|egenföretagare|arbetslös|selvstændig|
gmail.com|linkedin.com|test`
      .split('|')
      .map((word) => word.trim()),
  )('is not "%s"', (text) => expect(companyName(text)).toBeUndefined());

  test('that is an address is that of its domain', () => {
    expect(['https://www.acme.com/', 'ann@acme.com', 'ann@gmail.com'].map(companyName)).toEqual([
      'acme.com',
      'acme.com',
      undefined,
    ]);
  });
});
