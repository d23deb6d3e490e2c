import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mails?|mails?|newsletters?|nachrichten?|post|werbung|werbe\\w*|spam|infos?|informationen|zusendung(?:en)?|zuschriften|anfragen|kontaktaufnahmen?|kontaktierung|angebote|briefe|mailings?|rundschreiben|sowas|so ?etwas|mist',
  list: 'verteiler\\w*|mailverteiler|e-?mail-?verteiler|listen?|mailingliste|adressliste|empfangerliste|datenbank|datenbanken|system|systemen|newsletter\\w*|datenbestand|kartei|abo|crm|bestand|daten',
  me: 'mich|uns|meine? \\S+|unsere? \\S+|diese \\S+|die \\S+',
  please: 'bitte|doch|einfach|sofort|umgehend|endlich|hiermit|gerne?',
  write:
    'schreib\\w*|anschreib\\w*|angeschrieben|send\\w*|zusend\\w*|zugesandt|schick\\w*|zuschick\\w*|zugeschickt|kontaktier\\w*|belastig\\w*|anmail\\w*|angemailt|mail(?:en|t)|bombardier\\w*|zuspam\\w*|nerv(?:en|t)|behellig\\w*|anmailen|stor(?:en|t)|melden',
  want: 'mo(?:e)?cht(?:e|en)?|will|wollen|wunsche?n?|wuensche?n?|brauche?n?|benotigen?|hatte gern|hatten gern',
  get: 'erhalten|bekommen|empfangen|haben|kriegen|beziehen|lesen|horen|sehen|zugesandt|zugeschickt',
};
const de = (source: string): RegExp => phrase(parts, source);

export const german: Phrases = {
  stop: [
    de(`\\b(?:aus|von) (?:\\S+ )?(?:\\S+ )?(?:<list>) (?:genommen|entfernt|geloscht|gestrichen|ausgetragen)\\b`),
    de(`\\bnehm(?:en|t) (?:(?:sie|<please>) )*(?:mich|uns) (?:<please> )?(?:raus|heraus|runter)\\b`),
    de(`\\b(?:<want>) (?:das|dies\\w*|sowas|so etwas|diese \\S+|ihre \\S+) (?:alles )?nicht (?:mehr|weiter)(?: (?:<get>))?$`),
    de(
      `^(?:(?:<please>|ich|wir|<want>) )*(?:nichts|nix|keine?[nr]?|nie) (?:mehr|wieder|weitere[nr]?)(?: (?:<mail>))?(?: an mich| mir| uns)? (?:<write>)$`,
    ),
    de(
      `\\b(?:losch|streich|entfern)(?:e|en|t)? (?:(?:sie|ihr|<please>) )*(?:meinen|unseren) (?:\\S+ )?(?:namen|kontakt|eintrag|account)\\b`,
    ),
    de(`^(?:(?:<please>),? )*hor(?:en|t)? (?:(?:sie|jetzt|<please>) )*auf(?:,? (?:<please>|jetzt))*$`),
    de(
      `^(?:<please> )*(?:stopp?(?:en|t|e)?|unterlass(?:en|t|e)|lass(?:en|t)?) (?:(?:sie|ihr|<please>) )*(?:das|dies|es)(?:,? (?:<please>|in zukunft|sein))*$`,
    ),
    de(`\\bvon (?:(?:weiteren?|ihren|solchen|kunftigen|diesen) )*(?:<mail>)\\b.{0,20}\\babsehen\\b`),
    de(
      `\\b(?:<want>) (?:(?:ich|wir|von ihnen|<please>) )*keine?n? (?:(?:weiteren?|mehr) )*kontakt\\w*(?: mehr| zu ihnen| mit ihnen)*$`,
    ),
    de(`\\bseh(?:en|t) .{0,30}\\bdavon ab\\b.{0,6}\\b(?:mir|mich|uns)\\b`),
    de(
      `^(?:<please>,? |nein,? |danke,? )*(?:stopp?|abmelden|abmeldung|abbestellen|abbestellung|austragen|austragung|loschen|loschung|(?:daten|adresse|konto|account) loschen|entfernen|verpiss\\w*(?: euch| sie sich)?|kundigen|aufhoren|abmelden bitte|raus(?: aus dem verteiler)?|ende|schluss(?: damit)?)(?:,? (?:<please>|danke|jetzt|sofort|!))*$`,
    ),
    de(
      `\\b(?:<want>|wollte|wurde) (?:(?:mich|uns|ich|wir|hiermit|<please>) )*(?:(?:vom|von|aus|fur|bei) .{0,40})?(?:abmelden|abzumelden|austragen|abbestellen|loschen lassen|abgemeldet|ausgetragen|geloscht|raus)\\b`,
    ),
    de(
      `\\b(?:meld(?:e|en|et)?|trag(?:e|en|t)?) (?:(?:sie|ihr|<please>) )*(?:<me>)\\b.{0,50}\\b(?:ab|aus|raus|heraus|wieder ab)(?:$|[ ,;]|<please>)`,
    ),
    de(
      `\\b(?:nehm(?:en|t)|nimm|streich(?:e|en|t)?|entfern(?:e|en|t)?|losch(?:e|en|t)?|loesch(?:e|en|t)?|werf(?:en|t)|schmei(?:ss|sz)(?:en|t)?|tilg(?:en|t)) (?:(?:sie|ihr|<please>) )*(?:mich|uns|meine? \\S+|unsere? \\S+|diese \\S+) .{0,40}\\b(?:<list>)\\b`,
    ),
    de(
      `\\b(?:losch(?:e|en|t)?|loesch(?:e|en|t)?|entfern(?:e|en|t)?|streich(?:e|en|t)?|sperr(?:e|en|t)?|vergess(?:en|t)) (?:(?:sie|ihr|<please>|alle) )*(?:mich\\b|uns\\b|(?:meine|unsere|diese|die (?=\\S*adresse)) ?(?:\\S+ )?(?:e-?mail-?\\w*|mail-?\\w*|adresse\\w*|daten|kontakt\\w*|personenbezogenen))`,
    ),
    de(
      `\\b(?:mich|uns|meine \\S+|unsere \\S+|diese \\S+) (?:<please> )?(?:(?:aus|von|vom) .{0,40} )?(?:(?:<please>) )*(?:entfernen|loschen|streichen|austragen|abmelden|rausnehmen|herausnehmen|nehmen)(?:$|[ ,;])`,
    ),
    de(
      `\\baus (?:(?:dem|ihrem|eurem|der|ihrer|eurer|allen|diesem|dieser) )?(?:\\S+ )?(?:<list>) (?:(?:<please>) )*(?:nehmen|entfernen|loschen|streichen|austragen|rausnehmen|herausnehmen)\\b`,
    ),
    de(
      `\\b(?:newsletter|abo|abonnement|mails?|e-?mails?|werbung)\\b.{0,20}\\b(?:abbestellen|abbestelle|kundigen|kundige|abmelden|stornieren|einstellen|stoppen)\\b|\\bkundig(?:e|en)\\b.{0,30}\\b(?:newsletter|abo|abonnement)\\b|\\b(?:bestelle|bestellen) .{0,30} ab$`,
    ),
    de(
      `\\b(?:wie|wo) (?:kann|konnen|melde|muss|soll|trage|bestelle) (?:ich|wir) (?:mich|uns|diese\\S*|den|ihren|das|die)\\b.{0,40}\\b(?:ab|aus|abmelden|austragen|abbestellen|loschen|kundigen|loswerden)\\b`,
    ),
    de(
      `(?:^|\\b(?:<please>|danke|ich|wir|und|,) ?)(?:(?:<want>|ich|wir|ihnen|von|mir|uns|<please>|um|ab sofort|in zukunft|zukunftig|kunftig) )*(?:keine?r?|nie wieder|null) (?:(?:weiteren?|solche\\w*|mehr|einzige|unerwunschten?|ihrer|dieser) )*(?:<mail>)(?:,? (?:mehr|<please>|danke|von ihnen|von euch|an mich|an diese adresse|per e-?mail|in zukunft|zukunftig|zusenden|zuschicken|schicken|senden|erwunscht|vielen dank))*$`,
    ),
    de(
      `\\bbitten? um (?:\\S+ )?(?:abmeldung|loschung|austragung|entfernung|streichung|kundigung|abbestellung)\\b|\\bbitte (?:(?:mich|uns|manuell|von hand|sofort|umgehend|jetzt) )*(?:austragen|abmelden|abbestellen|streichen)$`,
    ),
    de(
      `\\b(?:send(?:en|et)?|schick(?:en|t|e)?|schreib(?:en|t|e)?|mail(?:en|t)|lass(?:en|t)?) (?:(?:sie|ihr|<please>) )*(?:(?:mir|uns|an diese \\S+) )?(?:(?:<please>|in zukunft|zukunftig|kunftig|ab sofort) )*(?:keine?|nichts|nie) (?:(?:weiteren?|solche\\w*|mehr|wieder) )*(?:(?:<mail>)\\b.{0,12}\\b(?:mehr|zu|<please>)|(?:weiteren? )(?:<mail>)|mehr\\b|<mail>$)`,
    ),
    de(
      `\\b(?:schreib(?:en|t|e)?|kontaktier(?:en|t|e)?|belastig(?:en|t|e)?|mail(?:en|t|e)|nerv(?:en|t|e)?|stor(?:en|t|e)?|send(?:en|et)?|schick(?:en|t)?) (?:(?:sie|ihr|<please>) )*(?:mich|mir|uns) (?:(?:<please>|in zukunft|zukunftig|kunftig) )*(?:nicht (?:mehr|wieder|weiter|noch einmal|nochmal)|nie (?:mehr|wieder))\\b`,
    ),
    de(
      `\\b(?:nicht (?:mehr|weiter|wieder|nochmal|noch einmal)|nie (?:mehr|wieder)) (?:von ihnen |von euch |per e-?mail |per mail )?(?:<write>)\\b`,
    ),
    de(
      `\\b(?:hor(?:en|t)?|hoer(?:en|t)?) (?:(?:sie|ihr|<please>|endlich) )*auf\\b.{0,10}(?:mir|mich|uns|damit|zu schreiben|mit (?:diese[nmr]?|ihren|euren|eurem|ihrem|dem|den|der) (?:\\S+ )?(?:<mail>))`,
    ),
    de(
      `\\b(?:<want>)\\b.{0,20}\\b(?:keine?[nmr]?|nichts|nie)(?: (?:mehr|weiteren?|solche\\w*|wieder|werbe|unaufgeforderten|eurer|ihrer))*(?: (?:<mail>))?(?: (?:mehr|von ihnen|von euch|per e-?mail|per mail|dieser art))* ?(?:<get>)\\b`,
    ),
    de(
      `\\b(?:<want>) (?:(?:von ihnen|ich|wir|<please>|kunftig|zukunftig) )*(?:nicht|keinesfalls)\\b.{0,30}\\b(?:angeschrieben|kontaktiert|belastigt|angemailt|horen|erhalten|gestort) ?(?:werden)?`,
    ),
    de(
      `\\bunterlass(?:en|t|e)\\b.{0,40}(?:<mail>|schreiben|kontakt)|\\b(?:<mail>)\\b.{0,30}\\b(?:abzusehen|zu unterlassen|einzustellen|unterlassen|einstellen|unerwunscht|nicht erwunscht)\\b|\\b(?:seh(?:en|t)|sieh) .{0,20}\\b(?:<mail>)\\b.{0,20}\\bab$`,
    ),
    de(
      `\\b(?:stell(?:en|t|e)?|beend(?:en|et|e)) (?:(?:sie|ihr|<please>) )*(?:die|den|das|ihre|alle|jede\\S*)\\b.{0,50}(?:<mail>|versand|zusendung|kontakt\\S*)\\b.{0,40}(?:ein|$)|\\bstopp(?:en|t|e)? (?:(?:sie|ihr|<please>) )*(?:(?:diese|die|den|das|ihre|eure|alle) )*(?:<mail>|versand)`,
    ),
    de(
      `\\bwiderspr(?:eche|echen|uch)\\b.{0,60}(?:daten|werb|nutzung|zusendung|kontakt|verarbeitung|<mail>)|\\b(?:widerruf\\w*|ziehe|zuruck)\\b.{0,30}\\b(?:einwilligung|anmeldung|zustimmung|erlaubnis|einverstandnis)`,
    ),
    de(
      `\\b(?:lass(?:en|ts?)?|lasst) (?:(?:sie|ihr|<please>) )*(?:mich|uns) (?:(?:<please>|endlich) )*in (?:ruhe|frieden)\\b|\\bverschon(?:en|t|e)\\b.{0,20}(?:mich|uns)`,
    ),
    de(
      `\\bverzicht(?:e|en|et)\\b.{0,20}(?:weitere|ihre|auf) .{0,20}(?:<mail>)|\\b(?:ich|wir) (?:melde|melden|trage) (?:mich|uns) (?:<please> )?(?:hiermit )?(?:ab|aus)\\b`,
    ),
  ],
  keep: [
    de(
      `\\b(?:losch|loesch|streich|entfern|nehm|trag|meld)\\w* (?:(?:sie|ihr|<please>) )*(?:mich|uns|(?:meine|unsere|diese) \\S+) (?:<please> )?nicht\\b(?! mehr)`,
    ),
    de(
      `\\b(?:nicht|nie) (?:(?:auf|mehr|wieder|vom newsletter|davon) ?)*(?:abmelden|abbestellen|austragen|aufhoren|kundigen|abzumelden)\\b|\\bhor(?:en|t)? (?:(?:sie|ihr|bitte) )*nicht auf\\b`,
    ),
    de(
      `\\b(?:fahrer|lkw|spediteure?|kunden|mitarbeiter|nutzer|man|systeme?)\\b.{0,40}\\b(?:ab|abmelden|abgemeldet|austragen|stoppen|loschen|kundigen|mails? mehr|ab(?:bestellen)?)\\b|\\b(?:wird|werden|wurde) .{0,30}(?:abgemeldet|geloscht|gespeichert)`,
    ),
    de(`\\bin (?:den|ihren|euren|die|ihre) (?:verteiler|liste) (?:auf|rein)|\\bmeld\\w* .*\\ban$|\\b(?:anmelden|aufnehmen)$`),
    de(
      `\\b(?:bekomme|bekommen|erhalte|erhalten|kommen|empfangen?) (?:(?:ich|wir|seit \\S+|unsere \\S+) )*(?:keine|leider keine) (?:<mail>)`,
    ),
    de(`\\bsondern\\b|\\bzoger\\w* (?:sie )?nicht\\b|\\bscheu\\w* (?:sie sich )?nicht\\b|\\b(?:herrn?|frau) \\S+ (?:aus|von)\\b`),
    de(
      `^(?:und |aber )*(?:(?:loschen|entfernen) sie (?:unsere|die|alle) daten (?:nach|am|wenn|auch|automatisch)|kann man|konnen (?:wir|sie|die|fahrer)|wie lange|wann|was|welche|wer|warum|wenn|falls|haben sie|gibt es|bieten)\\b.*`,
    ),
    de(`\\bwettbewerb\\w*|\\b(?:anhang|anlage|dokument|datei|punkt|absatz|seite)\\b`),
    de(`\\bkeine? (?:\\S+ )?(?:pdf|frage|umstande|ahnung|sorge|problem)\\b|\\bkeine weiteren umstande\\b`),
    de(`\\b(?:rufen|ruft) (?:sie )?(?:mich|uns) (?:lieber|bitte|stattdessen)?\\b`),
  ],
  wants: [
    de(
      `\\b(?:ruf(?:en|t|e)?|anruf\\w*|klingel\\w*|telefonier\\w*|zuruckruf\\w*|ruckruf)\\b(?!.{0,30}\\bnicht\\b)|\\b(?:anrufen|telefonat|telefonieren|ruckruf)\\b`,
    ),
    de(
      `\\b(?:termin|demo|vorfuhrung|prasentation|gesprach|besprechung|meeting|videocall|online-?termin|besuch)\\b.{0,40}\\b(?:vereinbaren|ausmachen|machen|vorschlagen|haben|finden|buchen|moglich|frei|passt|passen|bekommen|sehen|ansehen|gerne?|schicken|hatten|interessant)\\b|\\b(?:bitte|gerne?|einen?|um einen?|fur einen?|wann) (?:\\S+ ){0,2}(?:termin|demo|vorfuhrung|gesprach|prasentation)\\b`,
    ),
    de(
      `\\b(?:angebot|kostenvoranschlag|preisliste|preise?|preisubersicht|konditionen|kosten|preisinformation\\w*|offerte)\\b.{0,50}\\b(?:schicken|senden|zusenden|zuschicken|machen|erstellen|unterbreiten|nennen|bekommen|haben|geben|mitteilen|erhalten|bitte|mailen|zukommen)\\b|\\b(?:schick|send|mach|erstell|unterbreit|nenn|gib|geb|mail)\\w* .{0,30}\\b(?:angebot|preise?|preisliste|kostenvoranschlag|konditionen|kosten|offerte)\\b`,
    ),
    de(
      `\\b(?:was|wie ?viel|welche kosten|welcher preis)\\b.{0,40}\\b(?:kostet|kosten|zahlen|bezahlen|preis|preise)\\b|\\b(?:preis|preise|kosten|preisliste|angebot)\\??$|\\bwas kost(?:et|en)\\b|\\bwie (?:teuer|hoch)\\b|\\bbitte um (?:ein |einen |ihr )?(?:angebot|termin|ruckruf|preis\\S*|demo|anruf|kontaktaufnahme)\\b`,
    ),
    de(
      `\\b(?:konnen|konnten|wollen|lassen|sollten|wann) (?:wir|sie uns|uns)\\b.{0,30}\\b(?:sprechen|telefonieren|treffen|reden|unterhalten|austauschen)\\b|\\b(?:melden sie sich|kontaktieren (?:sie )?(?:bitte )?(?:mich|uns))\\b(?!.{0,20}\\b(?:nicht|ab)\\b)`,
    ),
  ],
  interested: [
    de(
      `\\b(?:bin|sind|sehr|habe|haben|hatte|hatten|grosses|besteht|grundsatzlich|ja,?|durchaus|gro(?:ss|sz)es) (?:\\S+ ){0,3}(?:interessiert|interesse)\\b(?! mehr)|^(?:interesse|interessiert|ja|ja gerne?|ja bitte|sehr gerne?|gerne?|klingt (?:gut|interessant)|einverstanden|passt|super|perfekt)\\b|\\b(?:klingt|hort sich) (?:\\S+ )?(?:gut|interessant|spannend)\\b|\\b(?:mehr|weitere|nahere|genauere) (?:informationen|infos|details|erfahren|dazu|daruber|wissen)\\b|\\binteressant\\b|\\b(?:mochte|mochten|wurde|wurden|will|wollen) .{0,20}(?:testen|ausprobieren|kennenlernen|(?<!nicht )(?<!nichts )mehr (?:erfahren|wissen|sehen|horen|daruber|dazu)|kaufen|bestellen)\\b`,
    ),
  ],
  no: [
    de(
      `\\bkein(?:e|en|erlei)? (?:\\S+ )?(?:interesse|bedarf|bedurfnis|budget)\\b|\\b(?:nicht|un)(?: (?:mehr|weiter|daran|sonderlich|wirklich|an \\S+))* ?interessiert\\b|\\binteressiert (?:mich|uns) nicht\\b`,
    ),
    de(
      `^(?:nein|ne|nee|no|nein,? danke|danke,? nein|kein bedarf|danke,? kein(?:e)? .*|nicht notig|lieber nicht|auf keinen fall)(?:,? (?:danke|vielen dank|bitte|sorry))*$`,
    ),
    de(
      `\\b(?:brauchen?|benotigen?|wollen|nutzen|suchen) (?:wir |ich )?(?:das |es |so ?etwas |sowas |derzeit )?nicht\\b|\\b(?:passt|past|kommt|ist) (?:\\S+ ){0,3}(?:nicht (?:zu uns|in frage|relevant|fur uns)|uninteressant)|\\bnicht relevant\\b|\\bkommt (?:fur uns |fur mich )?nicht in frage\\b|\\b(?:anders|fur (?:einen|ein|eine) ander\\w+(?: \\S+)?|dagegen) entschieden\\b|\\bhaben (?:schon|bereits) (?:einen?|eine|etwas|was|sowas|so etwas)\\b`,
    ),
  ],
  left: [
    de(
      `\\bnicht mehr (?:\\S+ ){0,4}(?:im unternehmen|bei uns|in der firma|in unserem|beschaftigt|tatig|im haus|zustandig)\\b|\\b(?:hat|habe) (?:\\S+ ){0,3}(?:unternehmen|firma) verlassen\\b|\\bausgeschieden\\b|\\bim ruhestand\\b|\\b(?:nicht|kein) (?:\\S+ )?(?:zustandig|ansprechpartner|der richtige|die richtige)\\b|\\barbeite(?:t)? nicht mehr\\b`,
    ),
  ],
  later: [
    de(
      `\\b(?:nicht jetzt|jetzt nicht|zurzeit nicht|aktuell (?:nicht|kein\\w*|leider)|zur ?zeit (?:nicht|kein\\w*)|derzeit (?:nicht|kein\\w*)|momentan (?:nicht|kein\\w*)|im moment (?:nicht|kein\\w*)|gerade (?:nicht|kein\\w*)|noch nicht|spater|zu fruh|keine zeit|ein andermal|vielleicht (?:nachste|im|in|spater)|auf eis|verschoben|erst (?:ab|im|in|nach|nachste\\w*)|melde(?:n)? (?:mich|uns) (?:wieder|spater|dann)|wieder (?:melden|kontakt|an|nachfragen)|schlechter zeitpunkt|passt gerade nicht|keine prioritat|nachste\\w* (?:jahr|monat|quartal) (?:wieder|nochmal))\\b`,
    ),
  ],
  farOff: [
    de(
      `\\b(?:nachste\\w*|kommende\\w*|neue\\w*|anfang|ende|mitte) (?:monat\\w*|quartal\\w*|jahr\\w*|fruhjahr|sommer|herbst|winter|des jahres)\\b|\\bin (?:ein paar|einigen|zwei|drei|vier|sechs|einem|einer|\\d+) (?:wochen?|monat\\w*|jahr\\w*)\\b|\\bnach (?:dem|den|der) (?:urlaub|sommer\\w*|ferien|weihnacht\\w*|ostern|jahreswechsel|messe|saison)\\b|\\b(?:im|in|ab) (?:januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|fruhjahr|sommer|herbst|winter|20\\d\\d)\\b|\\bq[1-4]\\b|\\bhalbjahr\\b`,
    ),
  ],
  question: [
    de(
      `^(?:und |aber |hallo,? |frage:? |eine frage:? )*(?:wie|was|wer|wo|wann|warum|welche\\w*|wieso|kann|konnen|konnten|ist|sind|gibt es|haben sie|hat|funktioniert|unterstutz\\w*|bieten|lauft|geht|lasst sich|arbeitet|passt)\\b|\\b(?:habe|haben|hatte|hatten) (?:\\S+ ){0,3}fragen?\\b`,
    ),
  ],
  alarm: [
    de(
      `\\b(?:woher|wie) (?:haben|hast|kommen|kommt|habt)\\b.{0,30}\\b(?:adresse|daten|mail|kontakt\\w*)\\b|\\b(?:nie|nicht|niemals) (?:\\S+ ){0,3}(?:angemeldet|zugestimmt|eingewilligt|abonniert|bestellt)\\b|\\b(?:anwalt|rechtsanwalt|abmahnung|abmahnen|anzeige|dsgvo|datenschutz\\w*|beschwer\\w*|belastigung|spam|unverschamt\\w*|auskunft)\\b`,
    ),
  ],
};
