import { remember } from './remember.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/(?:(?<!\s)\s+)?,\s*/).map(bare));

/** Removes case, accents, white space and punctuation: `N/A`, `#n.a.` and `(na)` are one word. */
function bare(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What people and programs write into a mandatory cell without a value. */
const empty =
  words(`n/a, n.d., n.v., n.v.t., n.b., k.A., s.o., s/d, s/n, b/d, n.a.v., null, nil, nan, none, undefined, unknown, unspecified, blank, empty, missing, tbd, tba,
  tbc, x, xx, xxx, xxxx, no, nope, nothing, no data, no value, no answer, not applicable, not available, not provided, not specified, not given, not known,
  not set, keine Firma, ohne Firma, sin empresa, sans entreprise, senza azienda, geen bedrijf, sem empresa, brak firmy, inget företag, none given, none provided, no name, no company, no title, no website, default, dummy, test, tester, testing, test test, asdf, asdfasdf, qwerty,
  false, 0, 00, ref, value, div0, name, first name, last name, company, title, website, lead, contact, customer, anonymous, anonym, redacted, private, hidden,
  keine, keiner, kein, keine Angabe, keine Angaben, nicht angegeben, nicht bekannt, nicht vorhanden, unbekannt, leer, ohne, ohne Angabe, entfällt, fehlt, nichts, nein,
  aucun, aucune, néant, rien, inconnu, inconnue, vide, sans objet, non renseigné, non renseignée, non communiqué, non précisé, pas de réponse, non,
  ninguno, ninguna, nada, desconocido, desconocida, vacío, sin datos, sin especificar, no aplica, no disponible, no especificado, no procede,
  nessuno, nessuna, niente, sconosciuto, sconosciuta, vuoto, non applicabile, non disponibile, non specificato, non indicato,
  geen, onbekend, leeg, niet van toepassing, niet bekend, niet opgegeven, niet beschikbaar, nee,
  nenhum, nenhuma, desconhecido, desconhecida, vazio, sem dados, não informado, não aplicável, não se aplica, não disponível, não,
  brak, brak danych, nieznany, nieznana, puste, nie dotyczy, nie podano, nie,
  ingen, inget, okänd, okänt, ukendt, ukjent, saknas, ej tillämpligt, ikke oplyst, ikke angivet, ikke relevant, ei mitään, tuntematon, není, neznámý, žádný, yok, bilinmiyor, нет, неизвестно, なし, 无, 없음`);

/** What people write who work for themselves, or do not work. */
const noEmployer =
  words(`self, self-employed, self employed person, selfemployment, own business, my own business, own company, my company, sole trader, sole proprietor, freelance, freelancer,
  freelancing, independent, independent consultant, independent contractor, contractor, consultant, private individual, private person, individual, personal, home, at home, homemaker,
  housewife, retired, retiree, pensioner, student, pupil, school, university student, graduate, unemployed, not employed, not working, jobless, job seeker, jobseeker, between jobs, looking for work,
  looking for a job, looking for new opportunities, seeking opportunities, seeking new opportunities, open to work, open to opportunities, available for work, career break,
  sabbatical, looking for opportunities, stealth, stealth startup, stealth mode, stealth mode startup, confidential, confidential company, undisclosed, various, several, multiple, other, others, me, myself,
  selbst., selbstst., Elternzeit, in Elternzeit, in Pension, in Rente, selbständig, selbstständig, selbständige, selbstständiger, selbständiger, selbstständige, freiberuflich, freiberufler, freiberuflerin, freie Mitarbeiterin, freier Mitarbeiter, freischaffend, einzelunternehmer, einzelunternehmen,
  privat, privatperson, privatkunde, privatier, arbeitslos, arbeitssuchend, arbeitsuchend, auf Jobsuche, rentner, rentnerin, im Ruhestand, ruhestand, pensioniert, schüler, schülerin, studentin, studierender, hausfrau, hausmann, diverse, sonstige, andere, vertraulich,
  indépendant, indépendante, à mon compte, travailleur indépendant, profession libérale, auto-entrepreneur, auto-entrepreneuse, micro-entrepreneur, micro-entreprise, entreprise individuelle, sans emploi, sans profession, demandeur d'emploi, en recherche d'emploi, chômeur, chômage,
  étudiant, étudiante, retraité, retraitée, particulier, privé, privée, femme au foyer, confidentiel, divers, autre,
  autónomo, autónoma, por cuenta propia, trabajador autónomo, trabajador independiente, independiente, desempleado, desempleada, en paro, parado, en búsqueda de empleo, buscando empleo, en búsqueda activa, jubilado, jubilada, estudiante, particular, privado, ama de casa, confidencial, varios, otro, otros,
  libero professionista, libera professionista, lavoratore autonomo, autonomo, in proprio, ditta individuale, partita IVA, disoccupato, disoccupata, in cerca di lavoro, in cerca di occupazione, pensionato, pensionata, studente, studentessa, privato, casalinga, riservato, altro, vari,
  zelfstandig, zelfstandige, zelfstandige zonder personeel, zzp, zzp'er, eenmanszaak, eigen baas, eigen bedrijf, werkloos, werkzoekend, gepensioneerd, scholier, particulier, privé persoon, huisvrouw, overig, anders,
  autônomo, autônoma, trabalhador independente, profissional liberal, conta própria, por conta própria, recibos verdes, desempregado, desempregada, à procura de emprego, em busca de oportunidades, aposentado, aposentada, reformado, estudante, pessoa física, dona de casa, outro, outros,
  własna działalność, działalność gospodarcza, jednoosobowa działalność gospodarcza, JDG, samozatrudniony, samozatrudniona, wolny strzelec, bezrobotny, bezrobotna, emeryt, emerytka, osoba prywatna, prywatny, prywatnie, inne,
  egenföretagare, egen företagare, eget företag, egen firma, frilans, frilansare, arbetslös, arbetssökande, pensionär, privatperson, studerande, annat,
  selvstændig, selvstændig erhvervsdrivende, eget firma, freelancere, arbejdsløs, ledig, arbejdssøgende, pensionist, studerende, selvstendig, selvstendig næringsdrivende, arbeidsledig, pensjonist, itsenäinen ammatinharjoittaja, opiskelija, eläkeläinen, työtön,
  OSVČ, živnostník, nezaměstnaný, důchodce, serbest, serbest meslek, emekli, öğrenci, işsiz, фриланс, фрилансер, самозанятый, безработный, студент, пенсионер, ИП, フリーランス, 自营, 自由职业`);

/** Whether a text means an empty cell, in any known language: `N/A`, `-`, `k.A.`, `#NULL!`. */
export const isPlaceholder = (text: string): boolean => text.length <= LONGEST && isEmptyWord(text);

const LONGEST = 60;
const isEmptyWord = remember((text): boolean => {
  const word = bare(text);
  return word === '' || empty.has(word);
});

/** Whether a text names no employer: it means an empty cell, or says that there is no employer. */
export const isNoEmployer = (text: string): boolean => isPlaceholder(text) || noEmployer.has(bare(text));
