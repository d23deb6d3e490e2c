import { domainOf } from './address.ts';

/** Domains at which anybody gets a mailbox: they say nothing about a company. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com yahoo.com yahoo.co.uk yahoo.fr
  yahoo.de yahoo.co.in yahoo.co.jp ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me tutanota.com tuta.io
  fastmail.com hey.com zoho.com mail.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org
  orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it tiscali.it bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl
  seznam.cz wp.pl onet.pl o2.pl interia.pl mail.ru yandex.ru yandex.com bk.ru inbox.ru qq.com 163.com 126.com sina.com naver.com daum.net
  rediffmail.com uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net sbcglobal.net cox.net btinternet.com sky.com
  virginmedia.com talktalk.net bigpond.com optusnet.com.au rogers.com shaw.ca sympatico.ca`.split(/\s+/),
);

/** Domains of mailboxes that are thrown away after minutes; the best known ones. */
export const disposableDomains: ReadonlySet<string> = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org guerrillamailblock.com sharklasers.com grr.la spam4.me
  10minutemail.com 10minutemail.net 20minutemail.com temp-mail.org tempmail.com tempmail.net tempmailo.com tempail.com temp-mail.io
  throwawaymail.com trashmail.com trashmail.de trash-mail.com wegwerfmail.de yopmail.com yopmail.fr yopmail.net cool.fr.nf dispostable.com
  getnada.com nada.email maildrop.cc mailnesia.com mailcatch.com mailnull.com mintemail.com mohmal.com moakt.com emailondeck.com
  fakeinbox.com fakemail.net getairmail.com discard.email discardmail.com spamgourmet.com spambox.us spamex.com mytemp.email
  tmpmail.org tmpmail.net burnermail.io inboxkitten.com mail-temp.com mailtemp.info minuteinbox.com luxusmail.org harakirimail.com
  einrot.com fleckens.hu cuvox.de dayrep.com gustr.com jourrapide.com rhyta.com superrito.com teleworm.us armyspy.com`.split(
    /\s+/,
  ),
);

const isAtOrUnder = (domains: ReadonlySet<string>, domain: string): boolean => {
  const labels = domain.split('.');
  return labels.some((_, n) => domains.has(labels.slice(n).join('.')));
};

export const isFreeMail = (domain: string): boolean => freeMailDomains.has(domain);

/** Whether a domain, or one above it, belongs to a provider of throw-away mailboxes (they hand out subdomains). */
export const isDisposable = (domain: string): boolean => isAtOrUnder(disposableDomains, domain);

/** The domain by which an address belongs to a company; none for free and throw-away mail. @throws DomainError INVALID_ADDRESS */
export const companyDomain = (address: string): string | undefined => {
  const domain = domainOf(address);
  return isFreeMail(domain) || isDisposable(domain) ? undefined : domain;
};
