import { describe, expect, test } from 'vitest';
import type { Persona, Seniority } from '../../domain/people/persona.ts';
import { personaOf, seniorityOf } from '../../domain/people/title.ts';

/** Titles as they stand on business cards and in exports, by rank. */
const titles: Readonly<Record<Seniority, string>> = {
  executive: `
    CEO | ceo | C.E.O. | Mitglied des Vorstands | Ex-Google, CEO | Chief Executive Officer | Chief Information Security Officer | Chief Supply Chain Officer | COO & Co-Founder |
    CFO/CIO | President | Vice President | VP of Sales | VP Sales | VP, Operations | SVP Logistics | Executive Vice President |
    Senior Vice President, Supply Chain | Founder | Co-Founder | Owner | Business Owner | Owner/Operator | Co-Owner | Partner |
    Managing Partner | Managing Director | Executive Director | Chairman of the Board | Board Member | Geschäftsführer |
    Geschäftsführerin | Geschäftsführender Gesellschafter | Geschaeftsfuehrer | Mitglied der Geschäftsleitung | Vorstand |
    Vorstandsvorsitzender | Inhaber | Inhaberin | Mitinhaber | Gründer | Eigentümer | Gesellschafter | Geschäftsführer*in |
    PDG | Directeur général | Directrice Générale | Président | Gérant | Gérante | Fondateur | Propriétaire |
    Chef d'entreprise | Director General | Directora General | Consejero Delegado | Presidente | Dueño | Propietaria |
    Socio fundador | Gerente General | Amministratore Delegato | Amministratore unico | Direttore Generale | Titolare | Socio |
    Fondatrice | Algemeen directeur | Eigenaar | DGA | Mede-eigenaar | Zaakvoerder | Bestuurder | Oprichter | Diretor Geral |
    Sócio-gerente | Proprietário | Dono | Prezes Zarządu | Członek zarządu | Właściciel | Współwłaściciel |
    Dyrektor generalny | VD | Verkställande direktör | Ägare | Adm. direktør | Administrerende direktør | Ejer | Daglig leder |
    Toimitusjohtaja | Jednatel`,
  director: `
    Director | Director of Logistics | Logistics Director | Associate Director | Deputy Director | Assistant Director |
    Head of Logistics | Global Head of Supply Chain | Head, Procurement | Head - Operations | Sales Head | Chief of Staff |
    General Manager | Plant Manager | Leiter Einkauf | Leiterin Logistik | Leitung Vertrieb | Bereichsleiter |
    Abteilungsleiterin | Vertriebsleiter | Werksleiter | Logistikleiter | IT-Leiter | Technischer Leiter | Direktor |
    Prokurist | Directeur | Directrice des achats | Directrice achats | Directeur logistique | Directeur adjoint |
    Directeur commercial | Director de Operaciones | Directora de Compras | Direttore acquisti | Direttrice commerciale |
    Commercieel directeur | Hoofd Inkoop | Hoofd logistiek | Diretora de Compras | Diretor comercial | Dyrektor logistyki |
    Dyrektor ds. zakupów | Logistikdirektör | Salgsdirektør`,
  manager: `
    Logistics Manager | Purchasing Manager | Warehouse Manager | Project Manager | Team lead | Team Leader | Teamlead |
    Logistics Lead | Shift Supervisor | Foreman | Head Nurse | Head Chef | Managing Editor | Operations Coordinator |
    Chief Accountant | Assistant Manager | Teamleiter | Teamleiterin Lager | Schichtleiter | Lagerleiter | Projektleiter |
    Filialleiterin | Lagermeister | Vorarbeiter | Logistikmanager | Produktmanagerin | Responsable logistique |
    Responsable des achats | Chef d'équipe | Chef de projet | Cheffe de service | Coordinatrice transport | Jefe de almacén |
    Jefa de compras | Encargado de almacén | Gerente de logística | Responsabile acquisti | Responsabile magazzino |
    Capoturno | Capo reparto | Teamleider | Afdelingshoofd | Logistiek manager | Bedrijfsleider | Gerente de Compras |
    Coordenador de logística | Chefe de armazém | Encarregado | Kierownik magazynu | Kierowniczka zmiany | Brygadzista |
    Logistikchef | Inköpschef | Lagerchef | Afdelingsleder`,
  staff: `
    Former CEO | Ex-CEO | ehemaliger Geschäftsführer | Aspiring CEO | CEO Office | Intern to the CEO | Praktikant der Geschäftsführung |
    Werkstudentin Geschäftsleitung | Stagiaire direction générale | President of the Works Council | Vorsitzender des Betriebsrats |
    Art Director | Director of Photography | Principal Engineer | Engineer | Buyer | Clerk | Warehouse Operator | Consultant | Software Developer | Assistant to the CEO |
    Executive Assistant | Executive Assistant to the Managing Director | Assistant to the President and the COO |
    Personal Assistant to the Director | PA to CEO | Vice President's office | Office of the President | CEO's Office |
    Secretary to the Board | Management Assistant | Product Owner | Senior Product Owner | Technical Product Owner |
    Process Owner | Data Owner | HR Business Partner | Finance Business Partner | Channel Partner Manager | Partner Manager |
    Account Manager | Key Account Manager | Senior Account Manager | Office Manager | Community Manager |
    Customer Success Manager | Lead Engineer | Lead Software Developer | Lead Generation Specialist | Account Executive |
    Sales Executive | Executive Chef | Headhunter | Analyst | Assistenz der Geschäftsführung |
    Assistentin der Geschäftsleitung | Vorstandsassistent | Chefsekretärin | Sekretärin des Vorstands |
    Sachbearbeiter Einkauf | Hausmeister | Fachkraft für Lagerlogistik | Referent des Vorstands | Assistante de direction |
    Assistante du directeur général | Secrétaire de direction | Acheteur | Asistente de dirección |
    Asistente del director general | Secretaria de dirección | Comprador | Assistente di direzione |
    Segretaria del presidente | Impiegato | Directiesecretaresse | Directieassistent | Medewerker inkoop |
    Assistente da diretoria | Asystentka zarządu | Asystent prezesa | Sekretarka | Specjalista ds. zakupów | VD-assistent |
    Inköpare`,
};

describe.each(Object.entries(titles))('%s', (seniority, list) => {
  test.each(list.split('|').map((title) => title.trim()))('is "%s"', (title) => expect(seniorityOf(title)).toBe(seniority));
});

const personas: Readonly<Record<Persona, string>> = {
  champion: `
    Logistics Manager`,
  'decision-maker': `
    CEO | Logistics Director`,
  buyer: `
    Purchasing Manager | Head of Procurement | Strategic Buyer | Leiter Einkauf | Strategische Einkäuferin | Einkaufsleiter |
    Directrice des achats | Acheteuse | Jefe de compras | Responsabile acquisti | Hoofd Inkoop | Inkoper | Gerente de Compras |
    Kierownik działu zakupów | Specjalista ds. zakupów | Inköpschef | Indkøbschef`,
  user: `
    Media Buyer | Product Owner | Assistant to the CEO`,
};

describe.each(Object.entries(personas))('the persona %s', (persona, list) => {
  test.each(list.split('|').map((title) => title.trim()))('is that of "%s"', (title) => expect(personaOf(title)).toBe(persona));
});

test('without a title nothing is assumed', () => {
  expect([seniorityOf(), seniorityOf(' '), personaOf()]).toEqual(['staff', 'staff', 'user']);
});

test('a title of any length and shape is judged at once', () => {
  const started = performance.now();
  for (const part of ['assistant ', 'vp ', 'head of ', 'leiter', 'chief x ', '\u0300', 'a', "'s office ", 'ä,'])
    seniorityOf(part.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(500);
});
