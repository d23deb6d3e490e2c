import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mails?|mails?|messagg[io]|newsletters?|pubblicita|spam|comunicazion[ei]|informazion[ei]|offert[ae]|posta|invi[oi]?|promozion[ei]|notifich[ae]|corrispondenza',
  list: 'list[ae]|mailing|database|newsletter|archivi\\w*|sistem[ai]|contatti|elenc\\w+|banca dati|indirizzari\\w+|crm',
  data: 'indirizz\\w+|e-?mail|mail|dati|nome|nominativo|contatt\\w+|account|casella|recapit\\w+',
  please:
    'per favore|per cortesia|per piacere|vi prego(?: di)?|la prego(?: di)?|ti prego(?: di)?|prego(?: di)?|grazie|gentilmente|cortesemente|vi chiedo di|le chiedo di|chiedo di|siete pregati di|vogliate|si prega di|pregasi',
  remove: 'cancell\\w+|elimin\\w+|rimuov\\w+|togli\\w*|toglie\\w+|depenn\\w+|esclud\\w+|disiscriv\\w+',
  send: 'invi\\w+|mand\\w+|scriv\\w+|contatt\\w+|disturb\\w+|spedi\\w+|import\\w+|tempest\\w+|bombard\\w+|inoltr\\w+',
};
const it = (source: string): RegExp => phrase(parts, source);

export const italian: Phrases = {
  stop: [
    it(
      `\\b(?:mi|ci) (?:disiscriv\\w+|cancell(?:i|ate|ino)|tolg\\w+|rimuov\\w+|elimin(?:i|ate|ino))\\b(?=$| ?[,;]| (?:<please>|dall\\w*|da)\\b)`,
    ),
    it(`^come (?:ci si|si fa a|mi) (?:cancell|disiscriv)\\w+$`),
    it(`^(?:(?:<please>),? )*(?:smett\\w+|smettila|basta)(?:,? (?:<please>|ora|subito))*$`),
    it(`\\b(?:rimuovere|cancellare|togliere|eliminare) (?:dalla|dall'|dal|da) ?.{0,16}\\b(?:<list>)\\b`),
    it(
      `^(?:(?:<please>|salve|buongiorno|no),? )*(?:stop|cancella(?:mi|temi|zione|re|rmi|teci|rci)?|disiscriv(?:imi|etemi|ermi|ere|iti|imi)|disiscrizione|rimuov(?:imi|etemi|ere|ete)|rimozione|togli(?:mi|etemi|eteci)|eliminatemi|eliminami|annulla(?:re)? (?:l')?iscrizione|annullare iscrizione|disdetta|disdire|non disturb\\w+|basta|non piu)(?:,? (?:per favore|grazie|subito|ora|per cortesia|tutto))*$`,
    ),
    it(
      `\\b(?:voglio|vorrei|vogliamo|vorremmo|desidero|desideriamo|chiedo|chiediamo|come|posso|faccio|intendo|richiedo|possibile|prego|gradirei)\\b.{0,24}\\b(?:disiscriver\\w+|cancellar(?:mi|ci)|(?:la )?(?:mia |nostra )?(?:cancellazione|disiscrizione|rimozione)(?! degli)|annullare (?:l'|la mia )iscrizione|rimuovermi|togliermi|disdire|essere (?:cancellat\\w+|rimoss\\w+|tolt\\w+|disiscritt\\w+|eliminat\\w+)|uscire dalla)\\b`,
    ),
    it(
      `\\b(?:cancella|elimina|disiscrivi|disiscrive|rimuovi|rimuove|togli|toglie|leva|depenna|escludi|esclude)(?:te|re|r|ndo)?(?:mi|ci)\\b`,
    ),
    it(
      `\\b(?:<remove>) (?:(?:per favore|subito|tutti|tutte|pure|anche|immediatamente) )*(?:il mio|la mia|i miei|le mie|il nostro|la nostra|i nostri|questo|questa|l'|il presente) ?(?:\\S+ )?(?:<data>)\\b`,
    ),
    it(
      `\\bnon (?:(?:mi|ci) )?(?:<send>)(?:mi|ci|temi|teci|rmi|rci|te)?(?: (?:piu|mai|altre|altri|altro|ulteriori|alcuna|niente|nulla|nessuna))+\\b`,
    ),
    it(
      `\\b(?:non|mai) (?:(?:vogli\\w+|vorre\\w+|desider\\w+|intend\\w+|gradi\\w+|mi interess\\w+) )+(?:(?:piu|mai|essere|di|assolutamente|affatto) )*(?:ricever\\w+|contattat\\w+|disturbat\\w+|essere contattat\\w+|(?:(?:piu|altre|le vostre|queste|vostre|altra|altri) )+(?:<mail>)|saperne)\\b`,
    ),
    it(
      `\\b(?:smett\\w+|finit\\w+|piant\\w+|cess\\w+)(?: (?:per favore|subito|immediatamente|gentilmente))* (?:(?:di|con|l'|gli|il|le|la|ogni|queste|questi) ?)+(?:<send>|<mail>|ricevere)`,
    ),
    it(
      `(?:^|\\b(?:<please>),? |, )(?:basta|niente|no|nessun\\w*|mai|stop)(?: (?:piu|con|altra|altre|ulteriore|ulteriori|alle|le|queste|con le|di))* (?:<mail>)(?: piu)?(?:,? (?:grazie|per favore|per cortesia|piu))*$|\\bnon (?:ne )?(?:voglio|vogliamo) piu$`,
    ),
    it(`\\blascia(?:te)?(?:mi|ci) (?:in pace|stare|tranquill\\w)\\b`),
    it(
      `\\b(?:revoco|ritiro|revocare|ritirare|nego) (?:il mio |il |ogni )?(?:consenso|autorizzazione)\\b|\\bmi oppongo\\b|\\bdiritto (?:all'oblio|di opposizione|alla cancellazione)\\b`,
    ),
    it(
      `\\b(?:annull\\w+|cancell(?:are|ate)|disdi\\w+|interromp\\w+|sospend\\w+) (?:(?:la mia|l'|la|il mio|gli|le) ?)?(?:iscrizione|abbonamento|newsletter|sottoscrizione|invio|invii)\\b`,
    ),
  ],
  keep: [
    it(
      `\\bper (?:sbaglio|errore)\\b|\\bnon (?:smett\\w+|cancell\\w+|toglie\\w+|rimuov\\w+|elimin\\w+|disiscriv\\w+)|\\bnon (?:voglio|vorrei|vogliamo|desidero) (?:disiscriver\\w+|cancellar\\w+|annullare|disdire)`,
    ),
    it(
      `\\bnon esit\\w+|\\b(?:autist[ai]|trasportator[ei]|camion|clienti|utenti)\\b.{0,40}\\b(?:disiscriv\\w+|ferman\\w*|ricevono|cancell\\w+)\\b|\\bdisiscrivono\\b`,
    ),
    it(
      `\\bnon (?:ricevo|riceviamo) (?:piu )?|\\ballegat[oi]\\b|\\bsecondo punto\\b|\\bconcorren\\w+|\\b(?:basta|mi basta) un[a']|\\b(?:pdf|slot)\\b`,
    ),
    it(
      `^(?:e |ma )*(?:quando|che|quale|quali|chi|perche|se (?:vol\\w+|vuole|il|la|i|non|siete)|quanto|si puo|avete|cancellate i nostri|conservate|per quanto)\\b.*`,
    ),
    it(`\\b(?:chiamate|chiami|chiama)(?:mi|ci)\\b`),
  ],
  wants: [
    it(
      `\\b(?:chiama(?:te|re)?(?:mi|ci)|mi (?:chiami|telefoni|richiami)|ci (?:chiami|richiami)|chiamarmi|telefona\\w+|richiama\\w+|una (?:chiamata|telefonata))\\b|\\b(?:fissare|organizzare|prenotare|avere|vedere|fare|vorrei|vorremmo|programmare|concordare|un|una|la) (?:un |una |la |l')?(?:appuntamento|demo|dimostrazione|incontro|riunione|presentazione|videochiamata|call|colloquio)\\b|\\b(?:demo|appuntamento|incontro|riunione)\\b.{0,30}\\b(?:possibile|settimana|domani|prossim\\w+|quando|grazie)\\b`,
    ),
    it(`\\b(?:preventiv\\w+|prezz[io]|listin[io]|tariff[ae]|offerta|quotazione|cost[io]|proposta (?:commerciale|economica))\\b`),
    it(
      `\\bquanto (?:costa|costano|viene|verrebbe|costerebbe|si paga)\\b|\\b(?:possiamo|potremmo|quando|vorrei|parliamone|sentiamoci)\\b.{0,20}\\b(?:parlare|parlarne|sentirci|incontrarci|vederci|parliamo)\\b|\\b(?:parliamone|sentiamoci|mi contatti|contattatemi|contattami)\\b`,
    ),
  ],
  interested: [
    it(
      `\\b(?:sono|siamo|molto|si,?|sarei|saremmo|mi|ci) (?:\\S+ )?(?:interessat\\w+|interessa|interesserebbe|interessante)\\b|^si(?:$|,| grazie)|^(?:interessat\\w+|certo|volentieri|va bene|perfetto|d'accordo|con piacere|ottimo)\\b|\\b(?:saperne|maggiori|ulteriori|piu) (?:di piu|informazioni|dettagli|info)\\b|\\bvolentieri\\b|\\bsembra (?:interessante|buono|ottimo)\\b|\\b(?:provare|testare|acquistare|comprare) (?:il|la|lo|l')`,
    ),
  ],
  no: [
    it(
      `\\bnon (?:sono |siamo |mi |ci |c'e |ho |abbiamo |e |molto |piu |al momento )*(?:interessat\\w+|interessa|interesse|interessano|interessante)\\b|\\bnessun interesse\\b|\\bsenza interesse\\b`,
    ),
    it(
      `^(?:no|no,? grazie|grazie,? (?:ma )?no(?: grazie)?|non serve|non occorre|non e necessario|passo)(?:,? (?:grazie|mille|per favore|mi dispiace))*$`,
    ),
    it(
      `\\bnon (?:ne |ci |mi |lo |la )?(?:abbiamo bisogno|ho bisogno|serve|occorre|necessit\\w+|fa per noi|fa al caso|rientra|cerchiamo|riguarda)\\b|\\bnon (?:e|siamo) (?:rilevante|pertinente|per noi|alla ricerca)\\b|\\b(?:abbiamo|usiamo) gia (?:un|una|scelto)\\b|\\b(?:scelto|optato per|deciso per) (?:un altr\\w+|altr\\w+|un'altra)\\b`,
    ),
  ],
  left: [
    it(
      `\\bnon (?:lavor\\w+|fa|faccio|e|sono|collabor\\w+) piu (?:qui|in|con|per|parte|presso|nell'|il|la|alle)|\\bha lasciato (?:l'azienda|la societa|la ditta)\\b|\\bin pensione\\b|\\bnon sono (?:il|la|io|l') ?(?:responsabile|referente|persona|contatto)\\b|\\bpersona sbagliata\\b`,
    ),
  ],
  later: [
    it(
      `\\b(?:non ora|non adesso|ora no|adesso no|al momento no\\w*|per ora no|per il momento|non ancora|piu tardi|piu avanti|in seguito|un'altra volta|un altro momento|non ho tempo|non abbiamo tempo|troppo presto|forse (?:il|l'anno|in|piu)|magari (?:il|l'anno|in|piu)|risent\\w+|ricontatt\\w+|ci risentiamo|rimandat\\w+|non e (?:il momento|una priorita)|riparliamone|ne riparliamo)\\b`,
    ),
  ],
  farOff: [
    it(
      `\\b(?:prossim\\w+|il|l') ?(?:mese|trimestre|anno|semestre|primavera|estate|autunno|inverno)(?: prossim\\w+)?\\b|\\b(?:tra|fra|in) (?:qualche|due|tre|sei|un|una|alcune|alcuni|\\d+) (?:settiman\\w+|mes[ei]|ann[oi])\\b|\\bdopo (?:le|l'|il|la) ?(?:vacanze|estate|ferie|natale|feste|pasqua|fiera)\\b|\\b(?:a|in|da) (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|20\\d\\d)\\b`,
    ),
  ],
  question: [
    it(
      `^(?:e |ma |salve,? |buongiorno,? |domanda:? |una domanda:? )*(?:come|cosa|che|quale|quali|quando|dove|chi|perche|quanto|quanti|si puo|puo|potete|potrebbe|avete|funziona|c'e|ci sono|e possibile|e compatibile|supporta\\w*)\\b|\\b(?:ho|abbiamo|avrei) (?:una|delle|alcune|due|qualche) domand[ae]\\b`,
    ),
  ],
  alarm: [
    it(
      `\\b(?:come|dove) (?:avete|ha|avevate)\\b.{0,30}\\b(?:indirizzo|mail|dati|contatto|nominativo)\\b|\\bmai (?:iscritt\\w+|dato|autorizzat\\w+|richiest\\w+|acconsentit\\w+|chiesto)\\b|\\b(?:avvocat\\w+|denunci\\w+|gdpr|garante|reclamo|spam|molest\\w+|illegale)\\b`,
    ),
  ],
};
