import { describe, expect, it } from 'vitest';
import { fieldOf, suggestsConsent } from '../../api/import/headers.ts';
import { planReading } from '../../api/import/read-order.ts';
import { textSource } from '../../api/import/source.ts';
import { tableOf } from '../../api/import/table.ts';
import type { ColumnOrder } from '../../api/import/read-order.ts';

const plan = async (csv: string, order: ColumnOrder = {}) => await planReading(await tableOf(textSource(csv)), order);
async function mappingOf(columns: readonly string[], delimiter = ',') {
  const cells = columns.map((column) =>
    /mail|correo|courriel|posta/i.test(column) && !/out|status|opt|consent|permission|allow/i.test(column)
      ? 'ann@pier.example'
      : '',
  );
  return await plan([columns.join(delimiter), cells.join(delimiter)].join('\n'));
}

describe('the columns of an export', () => {
  it.each([
    ['HubSpot', 'Record ID,First Name,Last Name,Email,Phone Number,Company name,Job Title,Country/Region,State/Region,Number of Employees,Unsubscribed from all email',
      { email: 'Email', firstName: 'First Name', lastName: 'Last Name', phone: 'Phone Number', company: 'Company name', title: 'Job Title', country: 'Country/Region', state: 'State/Region', size: 'Number of Employees', optedOut: 'Unsubscribed from all email' }],
    ['Salesforce', 'First Name,Last Name,Title,Company / Account,Mailing State/Province,Mailing Country,Phone,Mobile,Email,Lead Source,Account Owner,Email Opt Out,Do Not Call',
      { email: 'Email', title: 'Title', company: 'Company / Account', state: 'Mailing State/Province', country: 'Mailing Country', phone: 'Phone', source: 'Lead Source', optedOut: 'Email Opt Out', doNotCall: 'Do Not Call' }],
    ['Salesforce API', 'Id,FirstName,LastName,Email,HasOptedOutOfEmail,DoNotCall,NumberOfEmployees,LeadSource,MobilePhone',
      { firstName: 'FirstName', lastName: 'LastName', email: 'Email', optedOut: 'HasOptedOutOfEmail', doNotCall: 'DoNotCall', size: 'NumberOfEmployees', source: 'LeadSource', phone: 'MobilePhone' }],
    ['Mailchimp', 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,UNSUB_TIME,UNSUB_REASON,LEID,EUID,NOTES,TAGS',
      { email: 'Email Address', consentAt: 'OPTIN_TIME', confirmedAt: 'CONFIRM_TIME', optedOut: 'UNSUB_TIME' }],
    ['Apollo', 'First Name,Last Name,Title,Company,Email,Email Status,Seniority,Contact Owner,Work Direct Phone,Home Phone,Mobile Phone,Corporate Phone,# Employees,Industry,Website,Country',
      { title: 'Title', company: 'Company', email: 'Email', seniority: 'Seniority', phone: 'Work Direct Phone', size: '# Employees', industry: 'Industry', domain: 'Website' }],
    ['LinkedIn', 'First Name,Last Name,URL,Email Address,Company,Position,Connected On', { email: 'Email Address', company: 'Company', title: 'Position' }],
    ['Outlook', 'Title,First Name,Last Name,Company,Job Title,Business Country/Region,Business Phone,Mobile Phone,E-mail Address,E-mail 2 Address',
      { email: 'E-mail Address', company: 'Company', phone: 'Business Phone' }],
    ['Google', 'First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value', { email: 'E-mail 1 - Value', company: 'Organization Name', title: 'Organization Title', phone: 'Phone 1 - Value' }],
    ['Pipedrive', 'Person - Name,Person - Email - Work,Person - Phone - Work,Person - Organization,Person - Owner', { name: 'Person - Name', email: 'Person - Email - Work', phone: 'Person - Phone - Work', company: 'Person - Organization' }],
    ['Zoho', 'Lead Owner,First Name,Last Name,Email,Company,Designation,Phone,Lead Source,Email Opt Out,Unsubscribed Time', { email: 'Email', title: 'Designation', optedOut: 'Email Opt Out' }],
    ['Marketo', 'Email Address,First Name,Last Name,Company Name,Unsubscribed,Unsubscribed Reason,Marketing Suspended,Black Listed', { email: 'Email Address', company: 'Company Name', optedOut: 'Unsubscribed' }],
    ['Brevo', 'EMAIL,LASTNAME,FIRSTNAME,SMS,OPT_IN,DOUBLE_OPT-IN', { email: 'EMAIL', lastName: 'LASTNAME', firstName: 'FIRSTNAME', phone: 'SMS', consentBasis: 'OPT_IN', confirmedAt: 'DOUBLE_OPT-IN' }],
    ['Klaviyo', 'Email,First Name,Title,Email Marketing Consent,Email Marketing Consent Timestamp', { title: 'Title', consentBasis: 'Email Marketing Consent', consentAt: 'Email Marketing Consent Timestamp' }],
    ['Constant Contact', 'Email address,Job title,Email permission status,Phone - work,Country - Home', { consentBasis: 'Email permission status', phone: 'Phone - work', country: 'Country - Home' }],
    ['Odoo', 'Name,Email,Mobile,Company Name,Job Position,Country,Blacklist', { title: 'Job Position', phone: 'Mobile', optedOut: 'Blacklist' }],
    ['CleverReach', 'email,registered,activated,deactivated,firstname,lastname', { email: 'email', optedOut: 'deactivated' }],
    ['Mailjet', 'email,name,isexcludedfromcampaigns', { optedOut: 'isexcludedfromcampaigns' }],
    ['Dynamics', 'Full Name,Email,Business Phone,Do not allow Emails,Do not allow Bulk Emails', { name: 'Full Name', optedOut: 'Do not allow Emails' }],
    ['lead ads', 'id,created_time,ad_name,platform,email,full_name,phone_number,company_name,job_title,country', { email: 'email', name: 'full_name', phone: 'phone_number', company: 'company_name', title: 'job_title' }],
    ['German', 'Anrede,Vorname,Name,Firma,Position,E-Mail-Adresse,Telefon,Mobiltelefon,Land,Bundesland,Branche,Mitarbeiter,Betreuer,Einwilligung am,Abgemeldet',
      { firstName: 'Vorname', lastName: 'Name', company: 'Firma', title: 'Position', email: 'E-Mail-Adresse', phone: 'Telefon', country: 'Land', state: 'Bundesland', industry: 'Branche', size: 'Mitarbeiter', consentAt: 'Einwilligung am', optedOut: 'Abgemeldet' }],
    ['French', 'Prénom,Nom,Adresse e-mail,Société,Fonction,Pays,Téléphone,Effectif,Désinscrit,Consentement', { firstName: 'Prénom', lastName: 'Nom', email: 'Adresse e-mail', company: 'Société', title: 'Fonction', country: 'Pays', phone: 'Téléphone', size: 'Effectif', optedOut: 'Désinscrit', consentBasis: 'Consentement' }],
    ['Spanish', 'Nombre,Apellidos,Correo electrónico,Empresa,Cargo,País,Teléfono,Número de empleados,Baja', { firstName: 'Nombre', lastName: 'Apellidos', email: 'Correo electrónico', company: 'Empresa', title: 'Cargo', country: 'País', phone: 'Teléfono', size: 'Número de empleados', optedOut: 'Baja' }],
    ['Italian', 'Nome,Cognome,Indirizzo email,Azienda,Ruolo,Paese,Telefono,Disiscritto,Consenso', { firstName: 'Nome', lastName: 'Cognome', email: 'Indirizzo email', company: 'Azienda', title: 'Ruolo', country: 'Paese', phone: 'Telefono', optedOut: 'Disiscritto', consentBasis: 'Consenso' }],
    ['Dutch', 'Voornaam,Achternaam,E-mailadres,Bedrijf,Functie,Land,Telefoonnummer,Afgemeld,Toestemming', { firstName: 'Voornaam', lastName: 'Achternaam', email: 'E-mailadres', company: 'Bedrijf', title: 'Functie', country: 'Land', phone: 'Telefoonnummer', optedOut: 'Afgemeld', consentBasis: 'Toestemming' }],
    ['Portuguese', 'Nome,Sobrenome,Endereço de e-mail,Empresa,Cargo,País,Telefone,Descadastrado', { firstName: 'Nome', lastName: 'Sobrenome', email: 'Endereço de e-mail', company: 'Empresa', title: 'Cargo', phone: 'Telefone', optedOut: 'Descadastrado' }],
    ['Polish', 'Imię,Nazwisko,Adres e-mail,Firma,Stanowisko,Kraj,Telefon,Wypisany', { firstName: 'Imię', lastName: 'Nazwisko', email: 'Adres e-mail', company: 'Firma', title: 'Stanowisko', country: 'Kraj', optedOut: 'Wypisany' }],
    ['Swedish', 'Förnamn,Efternamn,E-postadress,Företag,Befattning,Land,Avregistrerad,Samtycke', { firstName: 'Förnamn', lastName: 'Efternamn', email: 'E-postadress', company: 'Företag', title: 'Befattning', optedOut: 'Avregistrerad', consentBasis: 'Samtycke' }],
    ['Danish', 'Fornavn,Efternavn,E-mail,Virksomhed,Stilling,Land,Afmeldt,Samtykke', { firstName: 'Fornavn', lastName: 'Efternavn', email: 'E-mail', company: 'Virksomhed', title: 'Stilling', optedOut: 'Afmeldt', consentBasis: 'Samtykke' }],
  ])('%s are understood', async (_, header, wanted) => {
    const found = await mappingOf(header.split(','));
    expect(found.mapping).toMatchObject(wanted);
    expect(found.unclear).toEqual([]);
  }); // prettier-ignore

  it('say nothing of consent where they tell what happened, or are about something else', async () => {
    const row = {
      Email: 'a@pier.example',
      'Email Status': 'Verified',
      'Email Sent': 'FALSE',
      'Email Open': 'TRUE',
      Replied: 'no',
      'Is Primary Contact': 'true',
      'Mailing Country': 'NO',
      'Billing Country': 'NO',
      'Lead Status': 'New',
      Stage: 'Cold',
      Keywords: 'email marketing, fire suppression',
      Objective: 'grow',
      'Exclusive dealer': 'yes',
      'Decision maker': 'yes',
      'Marketing Qualified': 'yes',
      Notes: 'met at the fair',
      Kontaktart: 'Messe',
      Kundennummer: '1',
    };
    expect((await plan(`${Object.keys(row).join(';')}\n${Object.values(row).join(';')}`)).unclear).toEqual([]);
  });

  it('about mail hold no address where none is in them', async () => {
    const { mapping, also, unclear } = await plan('Email,Work Email,Email Suppressions\na@pier.example,,x\n,b@pier.example,\n');
    expect({ optedOut: mapping.optedOut, also, unclear }).toEqual({
      optedOut: 'Email Suppressions',
      also: { email: ['Work Email'] },
      unclear: [],
    });
  });

  it('that say what one field holds fill in for each other, in order', async () => {
    const { mapping, also } = await mappingOf([
      'Email',
      'Corporate Phone',
      'Mobile Phone',
      'Work Direct Phone',
      'Opt-out date',
      'Unsubscribed',
    ]);
    expect(mapping).toMatchObject({ phone: 'Work Direct Phone', optedOut: 'Unsubscribed' });
    expect(also).toEqual({ phone: ['Mobile Phone', 'Corporate Phone'], optedOut: ['Opt-out date'] });
  });
});

describe('the column of addresses', () => {
  const of = async (csv: string, order?: ColumnOrder) => {
    const { mapping, also } = await plan(csv, order);
    return [mapping.email, ...(also.email ?? [])];
  };

  it('is not the column of one person who looks after all', async () => {
    expect(await of('Betreuer,Kontakt-Adresse\nrep@ours.example,a@x.example\nrep@ours.example,b@x.example')).toEqual([
      'Kontakt-Adresse',
    ]);
    expect(await of('Login,Kontakt-Adresse\nrep@ours.example,a@x.example\nrep@ours.example,b@x.example')).toEqual([
      'Kontakt-Adresse',
    ]);
    expect(
      await of(
        'Contact Owner,Account Owner,Tenant Email Id\nr@o.example,s@o.example,\ns@o.example,r@o.example,\nr@o.example,s@o.example,a@x.example',
      ),
    ).toEqual(['Tenant Email Id']);
  });

  it('is one and the same address where there is no other column', async () => {
    expect(await of('email,name\na@x.example,Ann\nA@x.example,')).toEqual(['email']);
  });

  it('has the most different addresses, and those that say so by their name fill in', async () => {
    expect(await of('Email,Work Email,x\n,a@x.example,1\nb@x.example,,2\n,c@x.example,3')).toEqual(['Work Email', 'Email']);
    expect(await of('Referred by,E-mail\na@x.example,b@x.example\nc@x.example,d@x.example\ne@x.example,')).toEqual(['E-mail']);
  });

  it('is not said to have fewer than it has, where nobody counts on', async () => {
    const csv = (count: number) => ['email', ...Array.from({ length: count }, (_, n) => `ann${n}@x.example`)].join('\n');
    expect((await plan(csv(3))).because.email).toContain(' 3 different addresses in 3 rows');
    expect((await plan(csv(6_000))).because.email).toContain('at least 5000 different addresses in 6000 rows');
  });

  it("is the caller's choice, and then nothing else fills in", async () => {
    expect(await of('Email,Work Email\na@x.example,b@x.example', { mapping: { email: 'Work Email' } })).toEqual(['Work Email']);
  });

  it('has no addresses by a name that says otherwise', async () => {
    const { mapping, unused } = await plan('Email,Email Status,Email Opened,E-mail 1 - Label\na@x.example,ok,3,work');
    expect([mapping.email, unused]).toEqual(['Email', ['Email Status', 'Email Opened', 'E-mail 1 - Label']]);
  });
});

describe('a column that sounds like consent', () => {
  it.each(['Marketing permissions', 'GDPR', 'DSGVO-Status', 'Do not disturb', 'Opt-in IP 2', 'Newsletter topics', 'Subscription plan', 'Dernière désinscription', 'Motivo de la baja', 'Stato consenso newsletter', 'Reden afmelding', 'Zgoda RODO', 'Samtycke version', 'Abmeldegrund', 'Widerspruch am',
    'Email suppression list', 'Opted in via', 'unsubscribe_source', 'Privacy', 'RGPD', 'LGPD', 'Opposition au démarchage', 'isUnsubscribed2'])('"%s" stops an import', (name) => expect(suggestsConsent(name)).toBe(true)); // prettier-ignore

  it.each([
    'Options',
    'Adopted',
    'Captain',
    'Contract end',
    'Orthodontist',
    'Bewerber',
    'Prodotto',
    'Trabajadores',
    'Description',
    'Budget',
    'Shoe size',
    'Discount',
    'Produkt',
    'Notes',
    'Shop',
    'Signup page',
  ])('"%s" does not', (name) => expect(suggestsConsent(name)).toBe(false));

  it('is listed until the caller maps or ignores it, unless it is empty', async () => {
    const csv = 'email,Marketing permissions,GDPR\na@x.example,Email,\n';
    expect((await plan(csv)).unclear).toEqual(['Marketing permissions']);
    expect((await plan(csv, { ignore: ['Marketing permissions'] })).unclear).toEqual([]);
    expect((await plan(csv, { mapping: { optedOut: 'Marketing permissions' } })).unclear).toEqual([]);
  });

  it('and has a known name is not understood where most of it says neither yes nor no', async () => {
    expect((await plan('email,Newsletter\na@x.example,Weekly\nb@x.example,Monthly')).unclear).toEqual(['Newsletter']);
    expect((await plan('email,Newsletter\na@x.example,yes\nb@x.example,no')).unclear).toEqual([]);
  });

  it('is used beside the one that the caller names: a no in another column still means no', async () => {
    const { mapping, also } = await plan('email,Left,Unsubscribed\na@x.example,,yes', { mapping: { optedOut: 'Left' } });
    expect([mapping.optedOut, also.optedOut]).toEqual(['Left', ['Unsubscribed']]);
  });
});

it('the order of day and month holds for the whole column', async () => {
  const dates = async (...cells: string[]) =>
    (await plan(['email,consent date', ...cells.map((cell, n) => `p${n}@x.example,${cell}`)].join('\n'))).dateColumns;
  expect(await dates('01/02/2020', '31/12/2019')).toEqual({ 'consent date': 'dayFirst' });
  expect(await dates('01/02/2020', '12/31/2019')).toEqual({ 'consent date': 'monthFirst' });
  expect(await dates('01/02/2020', '03/04/2020')).toEqual({ 'consent date': 'unknown' });
  expect(await dates('13/12/2020', '12/13/2020', '01/02/2020')).toEqual({ 'consent date': 'unknown' });
  expect(await dates('2020-01-02')).toEqual({ 'consent date': 'told' });
});

it('a column name means its field in any spelling, and a word for one of our employees means none', () => {
  expect(
    ['E-MAIL', 'Your email *', 'Email (work)', 'job_title', 'Company/Account', 'PRÉNOM'].map((name) => fieldOf(name)?.field),
  ).toEqual(['email', 'email', 'email', 'title', 'company', 'firstName']);
  expect(
    ['Contact Owner', 'Account Manager', 'Betreuer', 'Sales Rep', 'constructor', '__proto__', ''].map((name) => fieldOf(name)),
  ).toEqual(Array.from({ length: 7 }, () => undefined));
});
