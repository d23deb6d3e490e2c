import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mails?|mails?|mailtjes|berichten|nieuwsbrie(?:f|ven)|reclame|spam|post|informatie|aanbiedingen|mailings?|berichtjes',
  please: 'aub|a\\.u\\.b\\.?|alstublieft|alsjeblieft|svp|graag|bedankt|dank u|gelieve|s\\.v\\.p\\.?|nu|meteen|direct',
  me: 'mij|me|ons|mijn \\S+|onze? \\S+|dit \\S+|deze \\S+',
};
const nl = (source: string): RegExp => phrase(parts, source);

export const dutch: Phrases = {
  stop: [
    nl(`\\b(?:uit te schrijven|af te melden)\\b|\\bvan (?:de|deze|uw|jullie) \\S*lijst (?:halen|af|verwijderen|schrappen)\\b`),
    nl(
      `^(?:(?:<please>|nee),? )*(?:stop(?:pen)?|afmelden|afmelding|uitschrijven|uitschrijving|verwijder(?:en)?|opzeggen|verwijder mij)(?:,? (?:<please>|hiermee|ermee|nieuwsbrief|(?:voor|van|uit) .{1,30}))*$`,
    ),
    nl(
      `\\b(?:wil|willen|wens|zou|hoe|kan|kunt|kunnen|verzoek|wilt)\\b.{0,40}\\b(?:afmelden|uitschrijven|uitgeschreven|opzeggen|verwijderen|verwijderd)\\b`,
    ),
    nl(
      `\\b(?:schrijf|meld|haal|verwijder|schrap|verwijdert|haalt|meldt) (?:<me>)\\b.{0,40}\\b(?:uit|af|lijst|bestand|database|systeem|verzendlijst|mailinglijst)\\b|\\bverwijder (?:<please> )?(?:mij|me|ons|mijn|onze?) ?(?:e-?mail\\w*|mail\\w*|gegevens|adres|naam|contact\\w*)?(?:$| |,)`,
    ),
    nl(
      `\\b(?:stuur|zend|stuurt|schrijf|mail) (?:<me> )?(?:<please> )?(?:geen|niets|nooit)(?: (?:meer|verdere|<mail>))+|\\b(?:mail|schrijf|benader|contacteer|stoor|spam) (?:<me>) (?:<please> )?(?:niet|nooit) meer\\b`,
    ),
    nl(`\\b(?:mijn|onze) (?:gegevens|adres|e-?mail\\w*|mailadres|contactgegevens) (?:te )?(?:verwijderen|wissen|schrappen)\\b`),
    nl(`\\b(?:wil|willen|wens) (?:ik |wij |we )?(?:geen (?:<mail>)(?: meer)?|hier ?(?:van)? ?af)$`),
    nl(`\\bhoe (?:meld|schrijf|haal) (?:ik|wij|we) (?:me|mij|ons) (?:af|uit|hier)\\b`),
    nl(
      `\\bgelieve (?:mij|me|ons) niet (?:meer|langer|te)\\b|\\bniet meer te (?:mailen|contacteren|benaderen|schrijven|storen)\\b`,
    ),
    nl(
      `\\b(?:uit|van) (?:uw|jullie|het|de|dit|deze) \\S*(?:bestand|lijst|database|systeem|mailing) (?:te )?(?:halen|schrappen|verwijderen|gehaald|verwijderd)\\b`,
    ),
    nl(`\\bniet (?:meer|langer) (?:mailen|contacteren|benaderen|toesturen|schrijven|lastigvallen|gemaild)\\b`),
    nl(
      `^(?:(?:<please>|nee),? )*geen (?:verdere |enkele |zulke )?(?:<mail>)(?: (?:meer|<please>|sturen|ontvangen))*$|\\b(?:wil|willen|wens|wensen|hoef)\\b.{0,12}\\b(?:geen|niets|niet)\\b.{0,24}\\b(?:ontvangen|krijgen|gemaild|benaderd|gecontacteerd|horen)\\b`,
    ),
    nl(
      `\\b(?:stop|hou|houd|houdt|stopt) (?:<please> )?(?:met|op met) (?:(?:het|deze|uw|jullie|die|al die) )*(?:mailen|sturen|zenden|schrijven|spammen|<mail>|lastigvallen|versturen)\\b|\\bneem (?:<please> )?geen contact\\b|\\blaat (?:me|mij|ons) met rust\\b|\\b(?:trek|intrekken)\\b.{0,20}\\btoestemming\\b`,
    ),
  ],
  keep: [
    nl(`\\b(?:verwijder|schrap|haal|schrijf|meld)t? (?:mij|me|ons) niet\\b(?! meer)`),
    nl(`\\bper (?:ongeluk|abuis|vergissing)\\b`),
    nl(
      `\\b(?:niet|nooit) (?:afmelden|uitschrijven|opzeggen|stoppen)\\b|\\b(?:chauffeurs?|vervoerders?|klanten|gebruikers)\\b.{0,40}\\b(?:afmelden|uitschrijven|aanmelden)\\b|\\b(?:ontvang|krijg|ontvangen) (?:ik |wij |we )?geen (?:<mail>)|\\baarzel\\b|\\bmeld (?:mij|me|ons) aan\\b|\\bbijlage\\b|\\bbel (?:mij|me|ons)\\b`,
    ),
  ],
  wants: [
    nl(
      `\\b(?:bel|bellen|belt|terugbellen) ?(?:mij|me|ons|maar)?\\b|\\b(?:afspraak|demo|demonstratie|gesprek|presentatie|vergadering)\\b|\\b(?:offerte|prijs|prijzen|prijslijst|kosten|tarief|tarieven|prijsopgave)\\b|\\bwat kost\\b|\\bhoeveel kost\\b`,
    ),
  ],
  interested: [
    nl(
      `\\b(?:ben|zijn|zeer|heb|hebben|wel) (?:\\S+ )?(?:geinteresseerd|interesse|benieuwd)\\b|^(?:ja|ja graag|interesse|graag(?=$|,)|prima|klinkt goed)\\b|\\bmeer (?:informatie|weten|info)\\b|\\bklinkt (?:goed|interessant)\\b`,
    ),
  ],
  no: [
    nl(
      `\\b(?:geen|niet|nul)(?: \\S+)? (?:interesse|geinteresseerd|behoefte)\\b|\\bgeen (?:interesse|behoefte|belangstelling|budget)\\b|^(?:nee|nee,? (?:bedankt|dank (?:je|u))|neen)(?:,? <please>)*$|\\bniet (?:nodig|relevant|van toepassing|voor ons)\\b`,
    ),
  ],
  left: [
    nl(
      `\\bniet (?:meer|langer) (?:werkzaam|bij ons|in dienst)\\b|\\bwerkt (?:hier )?niet meer\\b|\\bniet de juiste persoon\\b|\\bmet pensioen\\b|\\bheeft (?:ons|het) (?:bedrijf )?verlaten\\b`,
    ),
  ],
  later: [
    nl(
      `\\b(?:nu niet|niet nu|later|nog niet|op dit moment (?:niet|geen)|momenteel (?:niet|geen)|geen tijd|te vroeg|misschien (?:volgend|in|later)|andere keer|kom erop terug)\\b`,
    ),
  ],
  farOff: [
    nl(
      `\\bvolgend (?:jaar|kwartaal|voorjaar)\\b|\\bvolgende maand\\b|\\bover (?:een paar|enkele|twee|drie|\\d+) (?:weken|maanden|maand|jaar)\\b|\\bna de (?:zomer|vakantie|feestdagen)\\b|\\bin (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\\b`,
    ),
  ],
  question: [
    nl(
      `^(?:en |maar |hallo,? |vraag:? )*(?:hoe|wat|wie|waar|wanneer|waarom|welke|kan|kunnen|kunt|is er|heeft|hebben|werkt)\\b|\\b(?:heb|hebben) (?:een|nog|enkele) vra(?:ag|gen)\\b`,
    ),
  ],
  alarm: [
    nl(`\\bhoe komt? u aan\\b|\\bnooit (?:aangemeld|ingeschreven|toestemming)\\b|\\b(?:advocaat|avg|klacht|spam|privacy)\\b`),
  ],
};
