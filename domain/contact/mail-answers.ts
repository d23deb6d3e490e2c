/**
 * How mail servers phrase a refusal, by its meaning. Each line is part of a regular expression, which is matched against an answer
 * in lower case, on one line, without its addresses and leading codes.
 */

const anyOf = (...lines: readonly string[]): RegExp => new RegExp(lines.join('|'), 'u');
const r = String.raw;

/** A recipient who may be missing, full or disabled. */
const recipient = r`(?:user|recipient|addressee|account|address|mail ?box|mail ?drop|alias|customer|person|member|local part|inbox)`;
/** The words that servers put between the recipient and the fault: "user <…> is currently". */
const is = r`(?:(?: ?\(s\))?(?: name| address| account)?)?(?: \S{1,60})?[ :,;()."]*(?:(?:is|are|was|were|has|have|been|does|do|did|could|can|currently|that|you|tried|to|reach|in|for|this|by|user|mailbox) ?){0,8}`;

/** The sender is refused, even if the words of an unknown recipient follow: "Sender address rejected: User unknown". */
export const aboutTheSender = anyOf(
  r`\b(?:bad|invalid|unknown|forged|unverified|illegal|fake|spoofed) (?:outbound )?(?:sender|return[- ]path|reverse-?path|envelope[- ](?:sender|from))`,
  r`\b(?:sender|return[- ]path|reverse-?path|envelope[- ](?:sender|from)|mail from|originator)(?:'s)?(?: e-?mail)?(?: address| domain| host| id| user)?(?: \S{1,80})?(?: is| was| has been)? ?(?:rejected|denied|refused|invalid|blocked|black-?listed|unverified|unknown|not (?:found|allowed|verified|valid|authori[sz]ed|accepted)|must|does not|verif|callout)`,
  r`\b(?:domain of (?:the )?sender|(?:could not|cannot|can't|unable to) verify (?:the )?sender|verify sender|sender verif)`,
  r`\bemail address is not verified\b|(?:helo|ehlo)(?: command)? (?:rejected|refused|denied)|client host rejected|\bfrom: domain|invalid ip\b`,
  r`\b(?:absender|expéditeur|expediteur|remitente|mittente|remetente|afzender)`,
);

/** The sender has reached a limit, which the words call temporary: "You've reached your daily limit". */
export const aboutOurLimits = anyOf(
  r`\b(?:reached|exceeded) (?:your|the|its)? ?(?:\w+ ){0,3}(?:daily|hourly|sending|message|recipient|relay|outbound|e-?mail) (?:\w+ ){0,2}(?:limit|quota|rate)`,
  r`\b(?:daily|hourly|sending|outbound|submission|relay)(?: user)?(?: sending| message| recipient| e-?mail| relay)? (?:limit|quota|rate)(?: \w+){0,4} (?:reached|exceeded)`,
  r`\b(?:max(?:imum)? (?:messages|emails|sending rate)|(?:sending|daily) (?:limit|quota)) (?:per \w+ )?(?:exceeded|reached)`,
  r`\btoo many recipients`,
);

/** The mailbox accepts nothing now: it is full, or gets too much at once. */
export const aboutAFullMailbox = anyOf(
  r`\bover[- ]?quota|overquota|mail ?box ?full|mailfull|quota[ -]?(?:is |has been |was |limit )?(?:exceeded|exceed|full|reached|violat|depass|dépass|superad|excedid)`,
  r`\b(?:exceed(?:s|ed|ing)?|over|out of|beyond|at) (?:(?:his|her|their|its|the|allowed|allotted|assigned|maximum|storage|disk|mail|mailbox|user|account|permitted) ?){0,4}(?:'s )?(?:quota|storage|disk space|space|mailbox size|mailbox limit)`,
  r`\b(?:quota|storage|disk|mailbox|mailfolder|inbox)(?: \w+){0,3} (?:would|will) (?:be )?(?:exceed|over)`,
  r`\b(?:mail ?box(?:es)?|in-?box|mail ?folder|account|mail ?drop|mail ?store|storage|recipient)(?: size)?${is}(?:almost |too )?(?:full\b|over (?:its |the )?(?:quota|limit|size)|out of (?:storage|space)|exceed|size limit|too large)`,
  r`\b(?:insufficient|not enough|no|out of|low) (?:\w+ )?(?:disk |mail ?box |mail |user )?(?:storage|(?:disk )?space)`,
  r`\bstorage (?:limit|allocation|quota)|\bdisk quota|\bmailbox size limit|\bfull mail ?box|\btoo many (?:messages|mails) (?:in|on) (?:the |this )?(?:mail ?box|account|maildrop)`,
  r`\breceiv(?:ing|es|ed) (?:e?-?mail|messages|mail) (?:too quickly|too often|at (?:a|too high a) rate)|receives? too (?:much|many) (?:e?-?mails?|messages)`,
  r`\btoo (?:many|much) (?:e?-?mails?|messages) (?:for|to) (?:this|the) (?:user|recipient|mail ?box|account)`,
  r`postfach (?:ist )?(?:zur ?zeit |momentan )?(?:voll|überfüllt|ueberfuellt)|postfach[^.]{0,40}(?:voll|überfüllt)|speicher(?:platz|kontingent)[^.]{0,40}(?:voll|erschöpft|überschritten|aufgebraucht)`,
  r`bo[iî]te[^.]{0,40} pleine|messagerie pleine|quota (?:de \w+ )?d[eé]pass[eé]`,
  r`(?:buz[oó]n|casilla)[^.]{0,40} llen[oa]|cuota[^.]{0,30} (?:excedida|superada)`,
  r`casella[^.]{0,40} piena|spazio[^.]{0,30} esaurito|(?:quota|limite)[^.]{0,30} superat[oa]`,
  r`caixa[^.]{0,40} cheia|cota[^.]{0,30} excedida`,
  r`(?:mailbox|postvak|brievenbus)[^.]{0,30} vol\b|ящик[^.]{0,40} (?:переполнен|заполнен)|przepełnion|postlådan är full|posta kutusu dolu`,
);

/** The server says that the trouble is temporary. */
export const passes = anyOf(
  r`temporar(?:y|ily)|\btemporär|\bvorübergehend|\btemporaire|\btemporal(?:mente)?\b|\btemporane|\btijdelijk|\bwremenno|временно`,
  r`\bgr[ae]y-?list`,
  r`\b(?<!not )(?:try|send|resend|retry|re-?submit)(?: \w+){0,4} (?:again )?(?:later|in (?:a few |some |\d))`,
  r`(?<!not |and )\b(?:try again|re-?try again)|please re-?try|after (?:multiple|several|\d+) (?:retries|attempts)|not accepting (?:connections|network)|\blater (?:date|time)|\bcome back|in a few (?:minutes|hours)|\bwill (?:be )?re-?tr(?:y|ied)`,
  r`\bspäter\b|\br[eé]essaye|\bm[aá]s tarde|\bmais tarde|\briprov|\bpiù tardi|\bprobeer het|\bpóźniej|позже`,
  r`\b(?:system|server|host|network)(?: is)?(?: too| currently)? (?:busy|overload|load too|shutting down|unavailable|down|not available|unreachable|not responding|closing)`,
  r`\btoo (?:busy|many (?:\w+ )?(?:connections|sessions|processes))|\bresources? (?:unavailable|exhausted|shortage)|insufficient (?:system )?resources`,
  r`\bexpired\b(?! (?:user|account|domain))(?!.{0,40}account)|\bexpiring|message (?:is )?too old|queue(?:d)? too long|could not be delivered (?:for|within)|delivery (?:time|period)|maximum (?:time|lifetime)|retry (?:time|timeout|count)`,
  r`\btimed? ?-?out\b|\btimeout\b|\bconnection (?:\S{1,80} )?(?:refused|reset|dropped|lost|failed|closed|error|broken)|lost connection|\bbroken pipe|\bconnection (?:was )?(?:refused|closed|dropped)`,
  r`\bno route to host|network (?:is )?unreachable|(?:can ?not|could ?n[o']t|failed to|unable to|can't) (?:connect|contact|establish)|no answer from host|\bserver ?fail|servfail|host did not respond|dns (?:lookup )?(?:timeout|failure|error|query failed)(?!.{0,200}\bnxdomain)`,
  r`\bname server (?:timeout|error)|name service error.{0,80}(?:try again|servfail)`,
);

/** The server says that the recipient does not exist. */
export const aboutNoRecipient = anyOf(
  r`${recipient}s?${is}(?:unknown|not? ?(?:be )?(?:found|known|recogni[sz]ed|exist|listed|valid\b|active|registered|our customer|available here|handled here|local|on (?:this )?server|here\b|have an?)|no longer|(?:non|in)[- ]?exist|doesn't exist|exist\b|invalid|misspelled|wrong)`,
  r`${recipient}s?${is}(?:disabled|discontinued|de-?activated|inactive|closed|terminated|deleted|removed|suspended|expired|cancell?ed|archived|retired|abandoned|locked|blocked due to inactivity|over-?aged|not in use|gone\b|frozen)`,
  r`\bunknown(?: or illegal)?(?: local| virtual| e-?mail| mailbox| to)? ?(?:alias|user|recipient|address|account|mail ?box|local[- ]?part|domain|host|addressee|destination)`,
  r`\bno(?:t a| one)? such (?:\S{1,40} )?(?:user|person|recipient|address|account|mail ?box|alias|domain|host|addressee|name|customer|member)|nosuchuser|nosuchmailbox|nosuchdomain`,
  r`\bno (?:valid )?(?:mail ?box|user|account|one|body|recipient|address|person)s?\b.{0,30}?(?:here|found|by that|with (?:this|that)|exists?|there|name|local)`,
  r`\bdoes not exist|\bnobody (?:here|by)|\bno local mail ?box|\b(?:does|do)(?:n't| not) (?:have|own|like) (?:an? )?(?:\S{1,40} )?(?:account|recipient|mail ?box)`,
  r`\b(?:not|isn't|aren't) (?:a )?(?:known|valid|existing|registered|active|current|local|deliverable) (?:e-?mail )?(?:user|recipient|mail ?box|address|account|mail ?drop|customer)`,
  r`\b(?:disabled|inactive|closed|deleted|expired|abandoned|discontinued) (?:e-?mail )?(?:user|account|mail ?box|recipient|address)|user (?:left|moved)|no longer (?:works?|employed|with (?:us|the)|at this|on this|accept)`,
  r`\brecip(?:ient)?notfound|resolver\.adr|recipient not found|unrout(?:e)?able|not our customer|unlocatable|addressee unknown|no valid recipients`,
  r`\binvalid (?:mail ?box|user|local ?part|domain name|final delivery)|bad destination|mailbox not found|account not available`,
  r`\b(?:host|domain)(?: or domain)?(?: ?name)?s?(?: \S{1,100})? (?:not found|unknown|does ?n[o']t exist|not exist|is (?:not valid|invalid|unknown|dead)|could not be (?:found|resolved)|can ?not be (?:found|resolved)|n'existe|non-?existent|has no mx|not resolve|unresolvable)`,
  r`\b(?:does not|doesn't) (?:accept|receive) (?:e-?)?mail|no relevant answer|null ?mx|no mx\b|nxdomain|non-?existent (?:domain|host)|illegal host|name or service not known|no address associated|no (?:mail|smtp) (?:server|service|exchanger)s? (?:for|found)|no (?:mx|a|dns) records?|find any host (?:by that name|named)`,
  r`existiert (?:hier )?nicht|(?:empf[aä]nger|empfaenger|benutzer|postfach|adresse|mailbox|konto)[^.]{0,60}(?:unbekannt|nicht (?:gefunden|vorhanden|bekannt|existent)|ungültig|deaktiviert|gesperrt|gelöscht)|unbekannter? (?:empf|benutzer|adress)`,
  r`(?:utilisateur|destinataire|adresse|bo[iî]te|compte)[^.]{0,60} (?:inconnue?|n'existe|invalide|inexistante?|archiv[eé]e|introuvable|d[eé]sactiv|ferm[eé])`,
  r`(?:usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta)[^.]{0,60} (?:desconocid|no (?:existe|encontrad|es v[aá]lid)|inexistente|inv[aá]lid|desactivad|deshabilitad)`,
  r`(?:utente|destinatario|casella|indirizzo|account)[^.]{0,60} (?:sconosciut|inesistente|non (?:esiste|trovat|valid|è attiv)|disabilitat|disattivat|scadut)`,
  r`(?:usu[aá]rio|destinat[aá]rio|caixa|endere[cç]o|conta)[^.]{0,60} (?:desconhecid|n[aã]o (?:existe|encontrad)|inexistente|inv[aá]lid|desativad)`,
  r`(?:gebruiker|ontvanger|postvak|adres)[^.]{0,60} (?:onbekend|bestaat niet|niet gevonden|ongeldig)|пользовател[^.]{0,60} не (?:найден|существует)|нет такого|nieznany (?:u[zż]ytkownik|adresat)|okänd mottagare`,
);

/** The recipient accepts only senders of its own organisation: no fault of the sender, and no remedy. */
export const aboutMembersOnly = anyOf(
  r`resolver\.rst\.|only accepts? (?:messages|mail|e-?mails?) from|sender (?:is )?not authenticated|restricted (?:recipient|distribution)|recipient (?:only|does not) accept`,
);

/** The server refuses the sender: for reputation, login or content, or by its policy. */
export const aboutUs = anyOf(
  r`spam|\bjunk|\bvirus|\bmalware|\binfected|phish|unsolicited|\bbulk (?:e-?)?mail|\buce\b|\bube\b|reputation|(?:black|block|deny)-?list|dnsbl|\brbl\b|\bsbl\b|barracuda|proofpoint|sender ?(?:base|score)|sorbs|cloudmark|invaluement|mimecast|messagelabs`,
  r`\bspf\b|dkim|dmarc|\barc\b|\brdns|reverse dns|\bptr\b|\bhelo\b|\behlo\b|starttls|\btls\b|polic(?:y|ies)|\bcontent\b|attachment|executable|\bblocked|\bbanned|prohibit|\bbad host`,
  r`not (?:allowed|permitted|authori[sz]ed)|\brelay|rcpthosts|authenticat|authentifi|complain|suspicious|\babus`,
  r`(?:message|mail|size|data)(?: size)?(?: is)? (?:too (?:large|big|long)|exceed|larger|over)|exceeds? (?:the )?(?:maximum|size|fixed|allowed|limit)|message size|too (?:large|big)`,
  r`\blisted (?:at|by|in|on)|client host|your (?:ip|host|server|network|domain|mail server|internet service provider)|ask your postmaster|messages from \S{1,60} (?:were not|will be)|\bip (?:address|\d)|\bip[:=]|ipaddress|rejected (?:by|due to|because|for|as) |security|filter|\bheaders?\b|rfc ?\d{3,4}|rfc[- ]compl`,
  r`(?:message|mail|e-?mail|transaction|data) (?:was |has been |is )?(?:rejected|refused|declined|denied|not accepted|failed|unacceptable|looks like)|rate[- ]?limit|\brate\b.{0,30}(?:limit|exceed)|bad sequence|syntax error|command (?:not|un)|line (?:too long|length)|8-?bit|smtputf8|pipelining`,
  r`\brejected by (?:the )?recipient|user'?s? (?:has )?(?:filters?|blocked)|inhalt|richtlinie|abgelehnt|contenu|refus[eé]|rechazado|rifiutato`,
);

/** The server refuses the recipient, unless the answer names another reason. */
export const aboutTheRecipient = anyOf(
  r`\b(?:recipients?|rcpt|addresses|address|addressee|destination)(?: address(?:es)?)?(?: \S{1,80})?(?: is| was| has been)?[ :]*(?:rejected|refused|denied|not accepted|invalid|undeliverable|not ok|not allowed|unacceptable|error)`,
  r`\b(?:invalid|illegal|bad|rejected|undeliverable|incorrect|improper|wrong) (?:recipient|address|addressee|e-?mail|destination|user)|does not like recipient|does not deliver`,
  r`\b(?:mail ?box|account|user|recipient)(?: name)?(?: \S{1,60})? (?:is )?(?:currently )?(?:unavailable|not available|not allowed|disabled)|is (?:not|un)[ -]?deliverable|undeliverable to`,
);

/** The server itself has a problem, unless the answer says more. */
export const aboutTheServer = anyOf(
  r`service (?:is |currently )?(?:unavailable|not available)|internal (?:server )?error|servicio no disponible`,
);

/** The server refuses without a reason. */
export const aboutAccess = anyOf(r`access denied|\bdenied\b|\bunauthori[sz]ed|\bforbidden`);
