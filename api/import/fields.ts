import { fieldKey, fieldNamed, isFieldKey, type FieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { own } from '../../domain/text/own.ts';

/** How a cell is to be read. */
export type Kind = 'text' | 'address' | 'phone' | 'date' | 'no' | 'consent';

interface FieldRow {
  readonly label: string;
  readonly kind: Kind;
  /** The column names that files use for it; case, spaces and punctuation make no difference. */
  readonly names: string;
  /** Whether several columns of a file may hold it; names that come earlier in the list take precedence. */
  readonly many?: true;
}

/**
 * The fields of an import, and their column names: in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish
 * and Danish, and in the exports of HubSpot, Salesforce, Mailchimp, Apollo, LinkedIn, Outlook, Google, Pipedrive, Zoho, Marketo, Brevo
 * and lead ads.
 */
export const leadFields = {
  email: {
    label: 'Email',
    kind: 'address',
    many: true,
    names: `email, e-mail, mail, email address, e-mail address, mail address, work email, business email, company email, corporate email,
      professional email, primary email, email 1, e-mail 1 - value, email 1 value, email id, emailid, e-mail-adresse, email-adresse, mailadresse,
      mail-adresse, e-mailadresse, geschäftliche e-mail, adresse e-mail, adresse email, adresse mail, adresse électronique, courriel, mél,
      e-mail professionnel, email professionnel, correo, correo electrónico, email de trabajo, dirección de correo, dirección de correo electrónico,
      posta elettronica, indirizzo email, indirizzo e-mail, indirizzo di posta elettronica, emailadres, e-mailadres, mailadres, endereço de email,
      endereço de e-mail, correio eletrônico, correio eletrónico, adres e-mail, adres email, adres mailowy, e-post, epost, e-postadress,
      e-postadresse, mejladress, mejl, e-mailadresse, person email, person - email, person - email - work, e-mail 2 - value, e-mail 3 - value,
      email 2, email 3, e-mail 2 address, e-mail 3 address, secondary email, other email, additional email, personal email, private email,
      alternate email, person - email - home, person - email - other`,
  },
  firstName: {
    label: 'First name',
    kind: 'text',
    names: `first name, firstname, fname, given name, forename, first, vorname, rufname, prénom, prenom, primer nombre, nombre de pila, nome di battesimo,
      voornaam, primeiro nome, imię, förnamn, fornavn, merge field fname`,
  },
  lastName: {
    label: 'Last name',
    kind: 'text',
    names: `last name, lastname, lname, surname, family name, last, nachname, familienname, zuname, nom de famille, apellido, apellidos, primer apellido,
      cognome, achternaam, familienaam, sobrenome, apelido, último nome, nazwisko, efternamn, efternavn, etternavn`,
  },
  name: {
    label: 'Full name',
    kind: 'text',
    names: `name, full name, fullname, contact, contact name, contact person, person, person name, person - name, lead name, display name, ansprechpartner,
      ansprechperson, vollständiger name, kontakt, kontaktperson, vor- und nachname, nom, nom complet, nom et prénom, nom prénom, contact principal,
      nombre, nombre completo, nombre y apellidos, nome, nome completo, nome e cognome, nominativo, naam, volledige naam, contactpersoon,
      imię i nazwisko, namn, fullständigt namn, navn, fulde navn, fullt navn`,
  },
  title: {
    label: 'Title',
    kind: 'text',
    names: `title, job title, jobtitle, job position, position, function, job function, job role, job, designation, occupation, titel, jobtitel, berufsbezeichnung,
      berufstitel, funktion, stellung, rolle im unternehmen, fonction, poste, intitulé du poste, titre, cargo, puesto, puesto de trabajo, posición,
      qualifica, ruolo, posizione, mansione, functie, functietitel, função, stanowisko, befattning, yrkestitel, stilling, stillingsbetegnelse,
      organization 1 - title, organization title, person - job title`,
  },
  phone: {
    label: 'Phone',
    kind: 'phone',
    many: true,
    // Direct before mobile before switchboard: earlier names are tried first.
    names: `work direct phone, direct phone, direct dial, direct line, direct number, durchwahl, ligne directe, phone, phone number, telephone,
      telephone number, tel, tel., tel no, phone no, work phone, work phone number, business phone, primary phone, phone 1, phone 1 - value, person - phone, person - phone - work, phone - work,
      telefon, telefonnummer, rufnummer, telefon geschäftlich, téléphone, numéro de téléphone, tél, tél., téléphone professionnel, teléfono,
      número de teléfono, teléfono de trabajo, telefono, numero di telefono, telefoon, telefoonnummer, telefone, número de telefone, numer telefonu,
      telefonnr, mobile, mobile phone, mobile phone number, mobile number, mobile no, cell, cell phone, cellphone, handy, handynummer, mobil,
      mobiltelefon, mobilnummer, portable, téléphone portable, mobile professionnel, móvil, teléfono móvil, celular, cellulare, mobiel, mobiele telefoon,
      mobiel nummer, telemóvel, telefon komórkowy, komórka, mobiltelefonnummer, person - phone - mobile, phone - mobile, landline, landline number, phone - home, sms, whatsapp, business phone 2, phone 2, phone 2 - value, phone 3,
      phone 3 - value, other phone, corporate phone, company phone, company phone number, company main phone, main phone, switchboard, zentrale,
      telefonzentrale, standard téléphonique, centralino, hoofdnummer, telefon firmowy, växel, organization - phone`,
  },
  company: {
    label: 'Company',
    kind: 'text',
    names: `company, company name, companyname, current company, employer, business name, account, account name, organization, organisation,
      organization name, organisation name, organization 1 - name, person - organization, org name, firm, firma, firmenname, unternehmen,
      unternehmensname, firmenbezeichnung, organisation/firma, société, société/organisation, entreprise, nom de l’entreprise, nom de la société,
      raison sociale, empresa, nombre de la empresa, razón social, compañía, azienda, società, nome azienda, ragione sociale, ditta, bedrijf, bedrijfsnaam, organisatie,
      nome da empresa, organização, nazwa firmy, przedsiębiorstwo, företag, företagsnamn, bolag, virksomhed, virksomhedsnavn, firmanavn, bedrift`,
  },
  domain: {
    label: 'Domain of the company',
    kind: 'text',
    names: `domain, company domain, company domain name, email domain, website, company website, website url, web site, web page, webpage, web, homepage, url, company url,
      webseite, webadresse, internetseite, firmenwebsite, site web, site internet, site de l’entreprise, sitio web, página web, sito, sito web,
      sito internet, websiteadres, site, strona www, strona internetowa, hemsida, webbplats, webside, hjemmeside, website 1 - value, organization - website`,
  },
  size: {
    label: 'Employees',
    kind: 'text',
    names: `employees, # employees, employee count, employees count, company size, size, number of employees, no. of employees, num employees, numberofemployees,
      headcount, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, anzahl der mitarbeiter, beschäftigte, unternehmensgröße, firmengröße, effectif, effectifs,
      nombre d’employés, nombre de salariés, taille de l’entreprise, empleados, número de empleados, tamaño de la empresa, dipendenti,
      numero di dipendenti, numero dipendenti, dimensione azienda, medewerkers, aantal medewerkers, aantal werknemers, bedrijfsgrootte,
      funcionários, número de funcionários, colaboradores, número de colaboradores, liczba pracowników, anställda, antal anställda, antal ansatte,
      ansatte, medarbejdere, antal medarbejdere`,
  },
  industry: {
    label: 'Industry',
    kind: 'text',
    names: `industry, sector, industry sector, company industry, vertical, branche, industrie, wirtschaftszweig, sektor, secteur, secteur d’activité, industria,
      sector de actividad, settore, settore di attività, bedrijfstak, indústria, setor, setor de atividade, branża, bransch, bransje`,
  },
  country: {
    label: 'Country',
    kind: 'text',
    names: `country, country - work, country - home, country code, country name, country/region, company country, mailing country, billing country, person country, business country, country/territory, land, staat (land),
      länderkürzel, ländercode, land/region, pays, pays/région, país, país/región, paese, nazione, stato (paese), pais, país/região, kraj, państwo, organization - country`,
  },
  state: {
    label: 'State',
    kind: 'text',
    names: `state, province, state/province, state/region, state code, state or province, mailing state, mailing state/province, billing state, billing state/province, business state, company state, person state, county, prefecture,
      bundesland, kanton, bundesland/kanton, bundesland/provinz, état, état/région, état/province, département, canton, estado, provincia, estado/región, estado/provincia, comunidad autónoma,
      stato/provincia, regione, provincie, distrito, estado/região, província, województwo, delstat, län, region/delstat`,
  },
  region: {
    label: 'Sales region',
    kind: 'text',
    names:
      'region, sales region, territory, sales territory, vertriebsregion, vertriebsgebiet, gebiet, région, territoire, región, territorio, regio, região, território',
  },
  zone: {
    label: 'Time zone',
    kind: 'text',
    names:
      'time zone, timezone, zone, tz, zeitzone, fuseau horaire, zona horaria, fuso orario, tijdzone, fuso horário, strefa czasowa, tidszon, tidszone',
  },
  persona: {
    label: 'Buying role',
    kind: 'text',
    names:
      'persona, buying role, role, buyer role, buyer persona, kaufrolle, rolle, rôle d’achat, rol de compra, ruolo di acquisto',
  },
  seniority: {
    label: 'Seniority',
    kind: 'text',
    names:
      'seniority, seniority level, job level, level, management level, employment seniority, hierarchieebene, managementebene, niveau hiérarchique, nivel jerárquico, livello, senioriteit, niveau',
  },
  relationship: {
    label: 'Customer, competitor or partner',
    kind: 'text',
    names: `relationship, account kind, account type, company type, customer type, relationship type, beziehung, kundentyp, kontotyp, kundenart,
      type de compte, type de client, tipo de cuenta, tipo de cliente, tipo di account, tipo cliente, relatietype, klanttype, tipo de conta`,
  },
  consentBasis: {
    label: 'Consent basis',
    kind: 'consent',
    many: true,
    names: `consent basis, consent, legal basis, legal basis for processing contact’s data, basis, opt-in, optin, opted in, email opt in, email opt-in,
      marketing opt-in, marketing opt in, marketing consent, email consent, email marketing consent, consent status, consent given, marketing permission,
      email permission, email permission status, newsletter opt-in, gdpr consent, subscription status, subscriber status, email subscription status, accepts marketing,
      accepts email marketing, email marketing status, subscribed, newsletter, is subscribed, rechtsgrundlage, einwilligung, werbeeinwilligung,
      marketingeinwilligung, einwilligung marketing, zustimmung, newsletter-anmeldung, newsletter abonniert, dsgvo einwilligung, dsgvo-einwilligung,
      base légale, base juridique, consentement, consentement marketing, consentement rgpd, accord marketing, abonné, inscrit newsletter, base legal, consentimiento,
      consentimiento de marketing, consentimiento rgpd, suscrito, suscripción, base giuridica, consenso, consenso marketing, consenso privacy, iscritto, rechtsgrond, toestemming,
      marketingtoestemming, ingeschreven, consentimento, consentimento de marketing, inscrito, podstawa prawna, zgoda, zgoda marketingowa, zgoda na marketing, rättslig grund,
      samtycke, marknadsföringssamtycke, retsgrundlag, samtykke, markedsføringssamtykke`,
  },
  consentAt: {
    many: true,
    label: 'Consent given on',
    kind: 'date',
    names: `consent at, consent date, consent on, consent given at, consent given on, consent time, consent timestamp, email marketing consent timestamp, opt-in date, opt-in time, optin_time, opt-in at, optin date,
      email opt-in date, marketing opt-in date, subscribed at, subscribed on, subscription date, subscribe date, date subscribed, einwilligung am, einwilligungsdatum, datum der einwilligung, zustimmung am, opt-in-datum,
      anmeldedatum newsletter, date de consentement, date du consentement, date d’opt-in, date d’inscription, fecha de consentimiento, fecha de suscripción, fecha de alta newsletter, data consenso, data del consenso,
      data iscrizione, toestemmingsdatum, datum toestemming, data de consentimento, data do consentimento, data zgody, samtyckesdatum, samtykkedato`,
  },
  confirmedAt: {
    many: true,
    label: 'Consent confirmed on',
    kind: 'date',
    names: `confirmed at, confirmed on, consent confirmed, consent confirmed at, consent confirmed on, confirmed, confirm_time, confirmation timestamp, confirmation time, confirmation date, confirm date, double opt-in date,
      double opt-in, double opt in, doi date, double optin date, double_opt-in, doi, bestätigt, bestätigt am, bestätigungsdatum, double-opt-in-datum, confirmé le, date de confirmation, double opt-in le,
      confirmado, fecha de confirmación, confermato, data di conferma, data conferma, bevestigd, bevestigd op, bevestigingsdatum, data de confirmação, data potwierdzenia, bekräftad, bekræftet`,
  },
  optedOut: {
    label: 'Opted out of email',
    kind: 'no',
    many: true,
    names: `opted out, opt-out, optout, opt out, opted-out, email opt out, email opt-out, email optout, emailoptout, hasoptedoutofemail, has opted out of email, opted out of email,
      email opted out, opt out of email, opt out of marketing, marketing opt out, marketing opt-out, unsubscribed, unsubscribe, is unsubscribed, unsubscribed from all email, unsubscribed from all emails, unsubscribed from email,
      email unsubscribed, globally unsubscribed, global unsubscribe, opted out email: marketing information, opted out of email: marketing information, marketing contact status, unsub_time, unsub_reason, unsub_campaign_title, unsubscribe date,
      unsubscribed at, unsubscribed on, unsubscribed date, unsubscribe time, unsubscribed time, unsubscribed reason, unsubscribe reason, opt-out date, opt out date, opted out at, opted out date, opt-out reason, clean_time, clean_campaign_title,
      do not email, donotemail, no email, no emails, don’t email, never email, do not mail, email suppressed, suppressed, suppression, marketing suspended, is email opt out, black listed, blacklisted, is blacklisted, blacklist, email blacklist, blacklisted email, emailblacklisted,
      unsub, is excluded from campaigns, excluded from campaigns, suppression reason, suppressed reason, email suppressions, email suspended, invalid email, invalid email address, email hard bounce reason, email bounced reason, opt-out source,
      do not allow emails, do not allow bulk emails, do not bulk email, opted out of email: one to one, exclude from mailings, exclude from marketing, no marketing, do not market, don’t market, blocklisted, email blacklisted, email blocklisted, email hard bounced, hard bounced, bounced, email bounced, email invalid, spam complaint, complained, marked as spam, abgemeldet, abgemeldet am, abmeldung, abmeldedatum,
      newsletter abgemeldet, abbestellt, widerruf, widerrufen, widerrufen am, werbewiderspruch, widerspruch, werbesperre, werbesperrvermerk, werbeverbot, mailsperre, e-mail-sperre, ausgetragen, ausgetragen am, austragungsdatum, deaktiviert, deactivated, nicht mailen, robinsonliste, lista robinson, keine werbung, keine e-mails, keine e-mail, keine mails, opt-out datum,
      désinscrit, désinscription, désabonné, désabonnement, désinscrit le, date de désinscription, date de désabonnement, ne pas envoyer d’e-mail, exclu des envois, stop mailing, désabonné(e), désinscrit(e), refus emailing, liste noire, opposition, baja, dado de baja, fecha de baja, baja newsletter, cancelado, suscripción cancelada,
      darse de baja, no enviar correo, excluido de envíos, no enviar emails, lista negra, disiscritto, disiscritta, disiscrizione, cancellato, cancellata, data disiscrizione, disiscritto il, cancellato il, escluso da invii, annullata iscrizione, non inviare email, uitgeschreven, afgemeld, afmelding, uitschrijfdatum, uitgeschreven op,
      afgemeld op, niet mailen, geen marketing, geen e-mail, geen mail, geen reclame, descadastrado, descadastro, descadastrado em, inscrição cancelada, cancelou inscrição, cancelou a subscrição, não enviar email, não enviar e-mail, wypisany, wypisano, rezygnacja, wypisany z newslettera, sprzeciw, nie wysyłać maili, avregistrerad, avanmäld, ej utskick, reklamspärr, skicka inte e-post, avprenumererad,
      ingen reklam, inga mejl, afmeldt, frameldt, avmeldt, ingen e-mail, ingen reklame`,
  },
  doNotCall: {
    label: 'Not to be called',
    kind: 'no',
    many: true,
    names: `do not call, donotcall, no calls, no call, phone opt out, phone opt-out, opted out of calls, call opt out, don’t call, do not phone, dnc, on do not call list, nicht anrufen, keine anrufe,
      anrufsperre, telefonsperre, ne pas appeler, no llamar, non chiamare, non telefonare, niet bellen, bel-me-niet, bloctel, não ligar, nie dzwonić, ring inte, ring ikke`,
  },
  doNotContact: {
    label: 'Not to be contacted',
    kind: 'no',
    many: true,
    names: `do not contact, donotcontact, no contact, do not contact reason, do not disturb, not to be contacted, don’t contact, individual do not contact, never contact, nicht kontaktieren, nicht mehr kontaktieren, nicht anschreiben, keine kontaktaufnahme, kontaktsperre, kein kontakt, gesperrt, sperrvermerk,
      ne pas contacter, ne plus contacter, no contactar, no molestar, non contattare, da non contattare, niet contacteren, geen contact, niet benaderen, não contactar, não contatar, nie kontaktować, kontakta inte, kontakt ikke, må ikke kontaktes`,
  },
  accountOwner: {
    label: 'Rep who owns the company',
    kind: 'text',
    // Files have owners of many kinds, who are often in none of our teams. Only a column with exactly this name counts.
    names: 'account owner',
  },
  source: {
    label: 'Source',
    kind: 'text',
    names: `source, lead source, origin, original source, leadsource, person source, contact source, acquisition source, quelle, lead-quelle, leadquelle, herkunft, source du lead, source du prospect, origine,
      origen, fuente, fuente del lead, origen del contacto, fonte, fonte del lead, bron, leadbron, origem, fonte do lead, źródło, źródło leada, källa, kilde, leadkilde`,
  },
} as const satisfies Record<string, FieldRow>;

export type StandardField = keyof typeof leadFields;

/** A standard field, or one of the app. */
export type LeadField = StandardField | FieldKey;

export const fieldNames = Object.keys(leadFields) as StandardField[];
const rows: Readonly<Record<StandardField, FieldRow>> = leadFields;

export function kindOf(field: LeadField, ofApp: LeadFields = {}): Kind {
  if (!isFieldKey(field)) return rows[field].kind;
  return own(ofApp, fieldNamed(field))?.kind === 'date' ? 'date' : 'text';
}
export const allowsSeveral = (field: LeadField): boolean => !isFieldKey(field) && rows[field].many === true;
export const namesOf = (field: StandardField): string[] => [field, ...rows[field].names.split(',')];

/** The standard fields, and those of the app. */
export const fieldsWith = (ofApp: LeadFields): Readonly<Record<string, { readonly label: string }>> => ({
  ...leadFields,
  ...Object.fromEntries(Object.entries(ofApp).map(([name, spec]) => [fieldKey(name), spec])),
});

/** The column for each field. */
export type Mapping = Partial<Record<LeadField, string>>;
