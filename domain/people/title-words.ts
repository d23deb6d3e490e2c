import type { Seniority } from './persona.ts';

/** Matches any of some comma-separated regular expressions as whole words, in a title without accents. */
function anyOf(text: string): RegExp {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

/** Assistants of a senior person: their titles contain the rank's words, which say nothing about them. */
export const assistants = anyOf(`
  assistant (?:\\S+ )?(?:to|of|for), assistants? to, (?:executive|personal|administrative|management|office|team|board|marketing|sales|hr|purchasing|procurement|logistics|legal|virtual|research|teaching|project|event|accounting|finance|account) assistant,
  assistant, assistant buyer, assistant purchaser, admin(?:istrative)? (?:assistant|support|officer)?, pa, ea, ea to .*, pa to .*, secretary, secretary to .*, receptionist, aide to .*, support to .*, referent(?:in)? (?:des|der|fur) .*, reports? to .*, reporting to .*, right hand .*,
  (?:\\S+ )*office of (?:the )?.*, .*['’]s office, .*s['’] office,
  ^intern(?: .*)?, (?:marketing|sales|hr|software|engineering|finance|business|summer|product|data|design) intern, werkstudent(?:in)?(?: .*)?, praktikant(?:in)?(?: .*)?, azubi(?: .*)?, auszubildende[rn]?(?: .*)?, stagiaire(?: .*)?, alternante?(?: .*)?, becari[oa](?: .*)?, tirocinante(?: .*)?, estagiari[oa](?: .*)?, stazyst(?:a|ka)(?: .*)?, (?:ceo|cfo|coo|cto|president|directors?) office,
  assistenz, assistenz .*, \\p{L}*assistent(?:in)?, \\p{L}*assistenz, \\p{L}*sekretar(?:in)?, sekretariat, chefsekretar(?:in)?, rechte hand .*,
  assistante?, assistante? .*, secretaire, secretaire (?:de|du) .*, attachee? de direction,
  asistente, asistenta, asistente .*, secretari[oa], secretaria de direccion, auxiliar .*,
  assistente, assistente .*, segretari[oa], segreteria .*, addett[oa] alla segreteria,
  \\p{L}*assistente?, \\p{L}*secretaresse, secretaris, secretariaat, secretariaatsmedewerker,
  secretaria executiva, asystent(?:ka)?, asystent(?:ka)? .*, sekretark[ai], sekretarz, \\p{L}*assistent, \\p{L}*sekreterare, vd-assistent, ledningsassistent, direktionssekretaer, direktionssekretar
`);

/** Words for deputies and juniors of a rank, who hold it or nearly so. */
export const deputies = anyOf(`
  assistant(?= (?:vice president|vp|director|general manager|head|superintendent|plant manager|store manager|manager|controller|treasurer|principal|dean|professor)), associate, deputy, acting, interim, co
`);

/** Phrases in which a word of rank means none: a product owner owns nothing. */
export const traps = anyOf(`
  (?:former|formerly|ex|past|retired|aspiring|future|ehemalige[rn]?|ehem\\.?|angehende[rn]?|ancien(?:ne)?|ex.?|antigu[oa]|gia|voormalige?|byl[ya]|tidigare|tidl\\.?|tidligere) .*, ex-.*,
  (?:president|chair(?:man|woman|person)?|vorsitzende[rn]?|presidente?|voorzitter) (?:of|de|du|des|der|del|van) (?:the |la |le |l['’]|het )?(?:works council|betriebsrat\\p{L}*|personalrat\\p{L}*|cse|comite d['’]entreprise|comite de empresa|ondernemingsraad|student\\p{L}* .*|alumni.*),
  (?:art|funeral|music|musical|choir|casting|stage) director, director of photography, principal (?:engineer|developer|scientist|consultant|architect|analyst|designer|researcher|technologist|(?:\\S+ )+(?:engineer|developer|scientist|consultant|architect|analyst|designer|researcher)),
  (?:product|process|data|service|system|application|app|feature|platform|risk|control|content|technical product|proxy product|solution|asset|budget|account|project|domain|value stream|journey|backlog|release|portfolio|epic|requirements?|model) owner,
  owner relations, owner services, home owner, homeowner, product ?owner(?:in)?, prozessverantwortlicher?, process ?owner,
  (?:hr|human resources?|people|finance|financial|it|technology|strategic|talent|talent acquisition|learning|marketing|procurement|sales|commercial|digital|legal|data|client|customer|alliance|channel|delivery|community|brand|media|implementation|integration|growth) business partner, (?:hr|finance|it|talent|people|channel|business|technology|strategic|training|sales|solution|delivery|implementation|reseller|referral|search) partner,
  business partner(?:in)?, partner (?:account|sales|channel|marketing|success|relations?|relationship|program|programme|development|enablement|engagement|support|management|onboarding|operations|solutions?|technical|business|alliance).*, channel partner .*, partner ?manager(?:in)?, partnerbetreuer(?:in)?, partnermanagement,
  (?:account|accounts|key account|national account|global account|strategic account|major account|named account|territory account|senior account|technical account|client|customer|customer success|customer service|client success|client relationship|relationship|office|community|social media|content|case|file|facebook|engagement|event|events|stage|floor|house|database|records|document|documentation|desk|property|blog) manager(?:in)?,
  key ?account(?: ?manager(?:in)?)?, officemanager(?:in)?, accountmanager(?:in)?, hausmeister(?:in)?, hauswart,
  lead (?:generation|gen|qualification|development|nurturing|management|research|sourcing|scoring) .*, lead (?:engineer|developer|designer|architect|analyst|scientist|programmer|consultant|researcher|technician|mechanic|electrician|tester|buyer|planner|driver|operator|auditor|recruiter|writer|copywriter|singer|guitarist|data .*|software .*|frontend .*|backend .*|full.?stack .*|devops .*|qa .*|ux .*|ui .*|security .*|systems? .*|design .*|process .*|mechanical .*|electrical .*|civil .*|quality engineer|product designer|solutions? .*),
  (?:head|directors?|presidents?|founders?|ceo|chairman)['’]?s (?:driver|chauffeur|chef|secretary|assistant|office|club|council), director of first impressions, president['’]?s club .*, chef (?:de partie|de rang), chefkoch, kuchenchef, sous.?chef, pastry chef, executive chef, private chef, personal chef, chef cuisinier, commis,
  (?:executive|account|sales|marketing|business development|customer service|communications|hr|advertising|support|senior sales|junior) executive, customer executive, business executive, team member .*
`);

/** Heads of a shift or a ward, and chiefs of a craft: they lead people, but no company. */
export const leadsOfCrafts = anyOf(`
  head (?:nurse|chef|cook|waiter|waitress|bartender|barista|gardener|groundskeeper|groundsman|housekeeper|receptionist|cashier|porter|coach|trainer|lifeguard|teacher|librarian|mechanic|technician|driver|clerk|baker|butcher|brewer|buyer|baler|sawyer),
  chief (?:nurse|clerk|accountant|buyer|cook|steward|stewardess|mechanic|electrician|mate|inspector|dispatcher|engineer|officer of .* ward|operator|driver|surveyor|estimator|draughtsman|designer),
  managing (?:editor|consultant|clerk|agent), stationsleit(?:er|erin|ung), oberschwester, pflegedienstleit(?:er|erin|ung), chief editor, editor.in.chief, redaktionsleit(?:er|erin|ung), chefredakteur(?:in)?, redacteur en chef, redactrice en chef
`);

/** The words of each rank, highest first; of several roles in a title, the highest counts. */
export const ranks: readonly (readonly [Seniority, RegExp])[] = [
  [
    'executive',
    anyOf(`
  c[efotimrpsdlxn]o, ciso, chro, cpto, ctpo, cxo, cco, cdo, chief (?:\\S+ )+officer, chief executive, chief officer,
  (?:senior |executive |group |first |regional |corporate )?(?:vice.?)?president, s?e?a?vp, (?:sr|senior|exec|executive|group|regional|area|global|corporate)\\.? vp, vp.*, svp.*, evp.*, founder, (?:co|co-)founder, cofounder, founding partner,
  owner, (?:co|co-)owner, coowner, business owner, owner.?operator, owner.?manager, proprietor, proprietress, shareholder,
  partner, (?:managing|senior|general|equity|name|founding|junior|law|limited|operating|venture) partner, principal and owner,
  managing director, executive director, director general, md, general director, managing member, chairman, chairwoman, chairperson, chair of the .*board, board (?:member|director|chair), member of the (?:\\S+ )?board(?: of directors)?, non.?executive director, nonexec director, general secretary, secretary general, managing partner,
  geschaftsfuhr(?:er|erin|ung)(?:s?mitglied)?, geschaftsfuhrende?[rn]? (?:gesellschafter(?:in)?|direktor(?:in)?|inhaber(?:in)?|partner(?:in)?), \\p{L}*geschaftsfuhrer(?:in)?, gf, vorstand(?:svorsitzende[rn]?|smitglied|ssprecher(?:in)?)?, mitglied (?:des|im) (?:\\S+ )?(?:vorstands?|aufsichtsrate?s?|verwaltungsrate?s?), \\p{L}+vorstand, vorsitzende[rn]?, aufsichtsrat(?:svorsitzende[rn]?)?, (?:mit)?inhaber(?:in)?, (?:mit)?eigentumer(?:in)?, (?:mit)?grunder(?:in)?, gesellschafter(?:in)?, (?:mit)?unternehmer(?:in)?, firmeninhaber(?:in)?, generaldirektor(?:in)?, prasident(?:in)?, vizeprasident(?:in)?, hauptgeschaftsfuhrer(?:in)?, unternehmensleit(?:er|erin|ung), geschaftsleit(?:er|erin|ung)(?:smitglied)?, mitglied der geschaftsleitung, ceo.*,
  p\\.?d\\.?g\\.?, d\\.?g\\.?, d\\.?g\\.?a\\.?, (?:directeur|directrice) general(?:e)?(?: adjointe?)?, president(?:e)?(?:.directeur general|.directrice generale)?, vice.?presidente?, gerante?, co.?gerante?, (?:co.?)?fondat(?:eur|rice), (?:co.?)?proprietaire, dirigeante?, chef d['’]entreprise, cheffe d['’]entreprise, patronn?e?, associee?(?: .*)?, administrat(?:eur|rice) (?:delegue|deleguee|general|generale), membre du directoire, membre du comex, secretaire general(?:e)?,
  director(?:a)? (?:general|ejecutiv[oa]|gerente), gerente general, consejer[oa](?: delegad[oa])?, presidente?a?, vicepresident[ea], duen[oa], propietari[oa], (?:co.?)?fundador(?:a)?, soci[oa](?: .*)?, empresari[oa], administrador(?:a)? (?:unic[oa]|general), titular,
  amministrat(?:ore|rice)(?: delegat[oa]| unic[oa])?, ad, dirett(?:ore|rice) generale, titolare, (?:co.?)?fondat(?:ore|rice), proprietari[oa], imprendit(?:ore|rice), legale rappresentante, consigliere (?:delegato|di amministrazione), vicepresidente,
  algemeen directeur, directeur.?eigenaar, dga, (?:mede)?.?eigenaar, eigenaresse, eigenares, bestuurder, bestuursvoorzitter, bestuurslid, voorzitter(?: .*)?, oprichter, medeoprichter, vennoot, zaakvoerder, zaakvoerster, ondernemer, gedelegeerd bestuurder, afgevaardigd bestuurder,
  diretor(?:a)? (?:geral|executiv[oa]|presidente), gerente geral, soci[oa].?(?:gerente|administrador(?:a)?|proprietari[oa]|fundador(?:a)?), don[oa], administrador(?:a)?, vice.?presidente, empresari[oa], proprietari[oa],
  prezes(?: .*)?, prezeska, wiceprezes(?: .*)?, (?:wspol)?wlasciciel(?:ka)?, (?:wspol)?zalozyciel(?:ka)?, czlonek zarzadu, czlonkini zarzadu, dyrektor (?:generaln[ya]|zarzadzajac[ya]|naczeln[ya]), przedsiebiorca, prokurent, wspolnik,
  vd, verkstallande direktor, vice vd, agare, delagare, grundare, medgrundare, styrelseordforande, styrelseledamot, adm\\.? direktoer, administrerende direktoer, admin\\.? dir\\.?, direktoer, adm\\.? dir\\.?, ejer, medejer, indehaver, stifter, medstifter, bestyrelsesformand, bestyrelsesmedlem, eier, medeier, daglig leder, grunder, gruender, styreleder, toimitusjohtaja, omistaja, perustaja, yrittaja,
  jednatel(?:ka)?, majitel(?:ka)?, generalni reditel(?:ka)?, konatel(?:ka)?, majitel, ugyvezeto(?: igazgato)?, tulajdonos, vezerigazgato, genel mudur, kurucu, sahibi, генеральныи директор, владелец, собственник, основатель, президент, директор`),
  ],
  [
    'director',
    anyOf(`
  director, directors, dir\\.?, head, head of .*, global head, group head, regional head, country head, department head, chief of staff, chief(?: \\S+)+, superintendent, principal, dean, general manager, gm, country manager, regional manager, plant manager, factory manager, mill manager, site manager, division manager, business unit manager, bu manager, operations director, controller, treasurer, comptroller, company secretary, general counsel,
  direktor(?:in)?, \\p{L}+direktor(?:in)?, direktion, leiter(?:in)?, leitung, (?:bereichs|abteilungs|hauptabteilungs|haupt|vertriebs|verkaufs|einkaufs|beschaffungs|logistik|supply.chain.|werks|werk|betriebs|standort|niederlassungs|regional|gebiets|ressort|geschafts(?:bereichs|feld|stellen)|marketing|produktions|fertigungs|entwicklungs|personal|finanz|it.?|edv.?|technik|service|kunden(?:dienst|service)|qualitats|qs.|compliance|rechts|innovations|forschungs|anlagen|instandhaltungs|zentral|gesamt|sparten|kommunikations|presse|bau|materialwirtschafts|dispositions|fuhrpark|transport|export|import)-?leit(?:er|erin|ung), prokurist(?:in)?, handlungsbevollmachtigte[rn]?, amtsleit(?:er|erin|ung), hoofd, hoofd .*,
  direct(?:eur|rice)(?:s)?(?: .*)?, d\\.?s\\.?i\\.?, d\\.?a\\.?f\\.?, d\\.?r\\.?h\\.?, chef de departement, directora?, director(?:a)? .*, subdirector(?:a)?, direttore, direttrice, dirett(?:ore|rice) .*, dirigente, vicedirettore, directeur, adjunct.?directeur, \\p{L}+directeur, vestigingsdirecteur, diret(?:or|ora)(?: .*)?, superintendente, dyrektor(?:ka)?(?: .*)?, wicedyrektor(?:ka)?, zastepca dyrektora, glown[ya] ksiegow[ya], \\p{L}+direktoer, vicedirektor, underdirektor, afdelingsdirektor, johtaja, \\p{L}+johtaja, reditel(?:ka)?, riaditel(?:ka)?, igazgato, mudur, директор по .*, начальник .*`),
  ],
  [
    'manager',
    anyOf(`
  managers?, manager of .*, mgr\\.?, management, managerin, \\p{L}+manager(?:in)?, teamlead(?:er)?, team.?leads?, team.?leader(?:in)?, \\p{L}+ lead, lead, leads?, leader, supervisor(?:in)?, super, foreman, forewoman, foreperson, coordinator, co-ordinator, superviser, overseer, warden, dispatcher in charge, officer in charge, shift (?:lead|leader|manager|supervisor), section (?:chief|head|leader), group leader, crew chief, charge nurse,
  (?:team|gruppen|schicht|projekt|filial|markt|lager|kuchen|stations|meister|referats|fach|unter|bau|linien|segment|dispo|objekt|laden|shop|restaurant|hotel|pflegedienst|programm|produkt|prufstellen|labor|werkstatt|bezirks|rayon|kolonnen|wohnbereichs|kita|schul|verwaltungs|buro|event|sachgebiets|seminar|versand|wareneingangs|lagerei|depot)-?leit(?:er|erin|ung), stellvertretende[rn]? .*leit(?:er|erin|ung), stv\\.? .*leit(?:er|erin|ung), vorarbeiter(?:in)?, polier, (?:werk|industrie|lager|schicht|logistik|betriebs|produktions|maschinen)?meister(?:in)?, koordinator(?:in)?, \\p{L}+koordinator(?:in)?, disponent(?:in)?, chef(?:in)?, \\p{L}+chef(?:in)?, verantwortliche[rn]?, \\p{L}+verantwortliche[rn]?,
  responsables?, responsable .*, cheffe?(?: .*)?, chef (?:de|d['’]|du) .*, cadre(?: .*)?, contremaitre, coordinat(?:eur|rice)(?: .*)?, coordonnat(?:eur|rice)(?: .*)?, encadrant, superviseur, superviseuse, gestionnaire, manageuse, adjointe? (?:au|a la|du|de la) .*,
  gerente(?: .*)?, jef[ea](?: .*)?, encargad[oa](?: .*)?, coordinador(?:a)?(?: .*)?, supervisor(?:a)?, capataz, lider(?: .*)?, mando intermedio,
  responsabile(?: .*)?, cap[oa](?: .*)?, capo.?(?:reparto|turno|squadra|area|ufficio|progetto|cantiere|servizio), caporeparto, capoturno, caposquadra, capoarea, capocantiere, coordinat(?:ore|rice)(?: .*)?, quadro, supervisore,
  leidinggevende, teamleider, afdelingshoofd, afdelingsmanager, ploegleider, ploegbaas, voorman, coordinator, projectleider, filiaalhouder, filiaalleider, bedrijfsleider, meewerkend voorman, verantwoordelijke(?: .*)?, diensthoofd,
  chefe(?: .*)?, coordenador(?:a)?(?: .*)?, encarregad[oa](?: .*)?, responsavel(?: .*)?, gestor(?:a)?(?: .*)?, lider,
  kierownik(?: .*)?, kierowniczka(?: .*)?, menedzer(?:ka)?(?: .*)?, menadzer(?:ka)?(?: .*)?, brygadzist(?:a|ka), mistrz(?: .*)?, koordynator(?:ka)?(?: .*)?, lider(?:ka)?(?: .*)?, naczelnik(?: .*)?,
  \\p{L}*chef, \\p{L}*sjef, arbetsledare, gruppchef, gruppledare, teamledare, samordnare, \\p{L}+ansvarig, afdelingsleder, teamleder, \\p{L}*leder, formand, driftsleder, arbeidsleder, \\p{L}*paallikko, esimies, esihenkilo, vedouci(?: .*)?, mistr, veduci, \\p{L}*vezeto, csoportvezeto, yonetici, sef, менеджер, руководитель, начальник, мастер`),
  ],
];

/** People who buy for the company, at any rank. */
export const buyers = anyOf(`
  purchas\\p{L}*, procurement, buyer, buyers, buying, sourcing, category manager, commodity manager, supply manager, vendor manager, supplier manager, strategic sourcing, tendering,
  \\p{L}*einkauf\\p{L}*, einkaufer(?:in)?, \\p{L}*einkaufer(?:in)?, \\p{L}*beschaffung\\p{L}*, beschaffer(?:in)?, lieferantenmanag\\p{L}*, warengruppenmanager(?:in)?, vergabestelle,
  achats?, acheteu(?:r|rs|se), approvisionneu(?:r|se), approvisionnements?, marches publics,
  compras, comprador(?:a)?, aprovisionamiento, aprovisionamientos, abastecimiento, adquisiciones, contrataciones,
  acquisti, approvvigionament[oi], acquirente, buyer, ufficio acquisti,
  inkoop\\p{L}*, \\p{L}+inkoper, inkoper, aankoop\\p{L}*, aankoper, \\p{L}*inkoopmanager,
  suprimentos, aprovisionamento, aquisicoes, zakup\\p{L}*, kupiec, zaopatrzeni\\p{L}*, zaopatrzeniowiec,
  inkop\\p{L}*, upphandl\\p{L}*, indkoeb\\p{L}*, innkjoep\\p{L}*, hankinta\\p{L}*, ostaja, ostopaallikko, nakup\\p{L}*, nakupci, beszerz\\p{L}*, satin ?alma, закуп\\p{L}*, снабжен\\p{L}*
`);

/** Buyers of other things than companies sell to each other. */
export const otherBuyers = anyOf(
  `media buyer, media buying, ad buyer, mediaeinkauf, talent sourcing, candidate sourcing, sourcing recruiter, home buyer`,
);
