import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: "e-?mails?|mails?|mels?|courriels?|courriers?|messages?|newsletters?|lettres? d'information|pub|publicites?|pubs|spams?|sollicitations?|offres?|infos?|informations?|envois?|communications?|relances?|demarchages?|abonnements?",
  list: 'listes?|bases?|fichiers?|newsletters?|envois|diffusion|mailing|annuaires?|systemes?|crm|contacts|donnees',
  please:
    "merci de|merci de bien vouloir|veuillez|svp|s'il vous plait|s'il te plait|priere de|pourriez-vous|pouvez-vous|je vous prie de|je vous demande de|je vous remercie de|bien vouloir|de",
  want: 'veux|voudrais|souhaite|souhaitons|souhaiterais|souhaiterions|desire|desirons|voulons|voudrions|aimerais|tiens',
  me: "me|m'|nous|moi|mon|ma|mes|notre|nos|cette|ce",
  verbs:
    'envoyer|envoyez|adresser|adressez|ecrire|ecrivez|contacter|contactez|solliciter|sollicitez|importuner|importunez|deranger|derangez|harceler|harcelez|relancer|relancez|spammer|mailer|embeter|transmettre|expedier|recontacter|recontactez|inonder|ennuyer',
};
const fr = (source: string): RegExp => phrase(parts, source);

export const french: Phrases = {
  stop: [
    fr(`\\b(?:<please>|<want>) (?:de )?(?:m'|me |nous )(?:enlever|oter|exclure|sortir|retirer|supprimer|rayer|effacer)\\b`),
    fr(
      `\\b(?:desire|voudrais|souhaiterais|aimerais|souhaitons) .{0,12}\\betre (?:desinscrit|desabonne|retire|supprime|raye|efface)\\w*`,
    ),
    fr(`\\b(?:<want>) (?:plus|pas) (?:rien )?recevoir\\b`),
    fr(
      `^(?:j'en|je n'en|on en|on n'en) (?:veux|veut) plus$|\\b(?:<want>|veut) plus (?:de )?(?:vos|ces) (?:<mail>)|\\bon (?:ne )?veut plus (?:rien )?recevoir\\b`,
    ),
    fr(`^(?:(?:<please>|bonjour|non|merci),? )*(?:ne pas (?:<verbs>)|arretez (?:ca|tout)|ca suffit)(?:,? (?:svp|merci))*$`),
    fr(`^comment (?:faire pour )?(?:se |on se |je me |puis-je me )(?:desinscri\\w+|desabonn\\w+|retir\\w+)`),
    fr(
      `^(?:(?:<please>|bonjour|non|merci),? )*(?:stop|desinscription|desabonnement|(?:me |nous |se |de me |de nous )?desinscrire|(?:me |nous |se |de me )?desabonner|desinscrivez|desabonnez|radiation|supprimer|supprimez|retirez|arretez|arret|resiliation|resilier|retrait)(?:,? (?:svp|merci|s'il vous plait|moi|maintenant|immediatement|tout|stop))*$`,
    ),
    fr(
      `\\b(?:<please>|<want>|demande|comment|puis-je|faire pour|fait pour|peut-on)\\b.{0,24}\\b(?:me|nous|m'|de me|de nous) (?:desinscrire|desabonner|desabonne|desinscris|retirer|supprimer|rayer|radier|enlever|effacer)\\b`,
    ),
    fr(
      `\\b(?:desinscrivez|desabonnez|retirez|supprimez|enlevez|rayez|effacez|otez|sortez|radiez|desinscris|desabonne|retire|supprime|enleve)[- ](?:moi|nous)\\b`,
    ),
    fr(
      `\\b(?:retirer|supprimer|enlever|rayer|effacer|oter|sortir|radier|retirez|supprimez|enlevez|rayez|effacez|otez|radiez|detruire) (?:(?:toutes|tous|de vos \\S+|egalement) )*(?:mon|ma|mes|notre|nos|cette|ces) (?:\\S+ ){0,2}(?:adresses?|mails?|e-?mails?|courriels?|donnees|coordonnees|noms?|contacts?|informations|comptes?|numeros?)`,
    ),
    fr(
      `\\b(?:retirer|supprimer|enlever|rayer|effacer|sortir|radier|retirez|supprimez|enlevez|rayez) .{1,40}\\b(?:de|des) (?:vos|votre|la|toutes vos|cette) (?:\\S+ )?(?:<list>)\\b`,
    ),
    fr(`\\bne (?:plus|jamais)\\b.{0,14}?(?:m'|me |nous |m )?(?:<verbs>)\\b`),
    fr(
      `\\b(?:ne|n') ?(?:m'|me |nous |m )?(?:contactez|sollicitez|importunez|derangez|harcelez|relancez|ecrivez|recontactez|spammez)(?:-moi|-nous)? pas\\b|\\bne pas (?:m'|me |nous )(?:contacter|solliciter|importuner|deranger|relancer|ecrire|recontacter)\\b(?!.{0,20}\\bavant\\b)`,
    ),
    fr(`\\b(?:ne|n')\\b.{0,12}\\b(?:envoyez|adressez|envoyer|adresser)\\b.{0,12}\\bpas (?:de |d'|vos |ces )(?:<mail>)`),
    fr(`\\bstop (?:a |aux |les |la |vos |au |avec )*(?:<mail>)\\b`),
    fr(
      `\\bne? ?(?:m'|me |nous |m )(?:<verbs>)(?: (?:plus|jamais))+\\b|\\bn'(?:ecrivez|envoyez)(?: (?:plus|jamais))\\b|\\b(?:plus|jamais) (?:m'|me |nous )(?:<verbs>)\\b`,
    ),
    fr(
      `\\b(?:ne|n'|je|nous)\\b.{0,12}\\b(?:<want>)\\b (?:vraiment |surtout )?(?:plus|pas|aucun\\w*|jamais)\\b (?:du tout )?(?:recevoir|etre (?:contacte\\w*|sollicite\\w*|demarche\\w*|abonne\\w*|inscrit\\w*|derange\\w*|relance\\w*)|entendre|que vous)(?! d'autres informations sur)`,
    ),
    fr(`\\b(?:ne|n')\\b.{0,6}\\b(?:<want>)\\b (?:plus|pas|aucun\\w*)\\b (?:de )?(?:vos |ces )?(?:<mail>)\\b`),
    fr(
      `^(?:(?:<please>|non|merci|s'il vous plait),? )*(?:plus (?:de|d'|aucun) ?(?:<mail>)|plus rien|plus jamais)(?:,? (?:svp|merci|s'il vous plait|de votre part|jamais))*$|\\b(?:assez|marre|ras le bol) de (?:vos |ces )?(?:<mail>)\\b|^(?:pas|aucun\\w*) (?:de )?(?:<mail>)(?:,? (?:svp|merci))*$`,
    ),
    fr(
      `\\b(?:arretez|arreter|arrete|cessez|cesser|cesse|stoppez|stopper|stop a)(?: (?:svp|s'il vous plait|immediatement|tout de suite|maintenant|enfin))*,? (?:(?:de |d')(?:m'|me |nous |)(?:<verbs>)|(?:vos|ces|les|cette|tout|tous|toute|l'|le|la)(?: ?\\S+)? ?(?:<mail>|envoi)|avec (?:vos|ces))`,
    ),
    fr(
      `\\b(?:laissez|laisse|fichez|foutez)[- ](?:moi|nous) (?:tranquilles?|en paix|la paix)\\b|\\blach(?:ez|e)[- ](?:moi|nous)\\b`,
    ),
    fr(
      `\\b(?:retire|revoque|annule|reviens sur)\\w* (?:mon|notre|le) (?:consentement|accord|autorisation)|\\bm'oppose\\b|\\bdroit (?:a l'oubli|d'opposition|d'effacement)\\b|\\bopposition a\\b.{0,30}(?:donnees|traitement|prospection)`,
    ),
    fr(`\\b(?:annul\\w+|resili\\w+|arret\\w+) (?:mon|notre|l'|cet|cette) ?(?:abonnement|inscription|newsletter|envoi)`),
    fr(
      `\\b(?:je|nous) (?:me |nous )(?:desinscris|desabonne|desinscrivons|desabonnons)\\b|\\b(?:demande|souhaite|veux) (?:ma|notre|la) (?:desinscription|suppression|radiation|desabonnement)\\b|\\b(?:demande|souhaite|veux) .{0,12}\\betre (?:desinscrit|desabonne|retire|supprime|raye)\\w*`,
    ),
  ],
  keep: [
    fr(
      `\\bn'arretez (?:pas|surtout)\\b|\\b(?:ne|n') ?\\S* ?(?:veux|souhaite|voulons|desire) pas (?:me|nous|etre) (?:desinscri\\w+|desabonn\\w+|retire\\w*)|\\bne (?:me|nous) (?:desinscrivez|desabonnez|retirez|supprimez) (?:surtout )?pas\\b`,
    ),
    fr(
      `\\bhesit\\w+\\b|\\b(?:chauffeurs?|transporteurs?|camions?|clients?|utilisateurs?)\\b.{0,40}\\b(?:desabonner|desinscrire|arret\\w+|recoivent)\\b`,
    ),
    fr(
      `\\b(?:je|nous) ne (?:recois|recevons) (?:plus|pas)\\b|\\bpiece jointe\\b|\\bdeuxieme point\\b|\\b(?:pas|plutot) le (?:pdf|word)\\b|\\bconcurrent\\w*\\b`,
    ),
    fr(
      `^(?:et |mais )*(?:supprimez-vous|effacez-vous|conservez-vous|quand|est-ce que (?:vous|le|la|votre)|avez-vous|combien|que|quel\\w*|qui|pourquoi|si|peut-on (?!me|se)|proposez-vous)\\b.*`,
    ),
    fr(`\\b(?:appelez|telephonez)[- ](?:moi|nous)\\b`),
  ],
  wants: [
    fr(
      `\\b(?:appelez|rappelez|appeler|rappeler|telephonez|telephoner|joindre|joignez)\\b|\\b(?:rendez-vous|rdv|demo|demonstration|entretien|presentation|visio|reunion|appel)\\b.{0,40}\\b(?:possible|convenir|fixer|prendre|organiser|planifier|semaine|demain|svp|s'il vous plait|prochain\\w*|quand|lundi|mardi|mercredi|jeudi|vendredi)\\b|\\b(?:prendre|fixer|convenir d'?|organiser|planifier|avoir|obtenir|faire|voir|voudrais|souhaite|souhaitons|aimerais|un|une) (?:un |une |d'un |d'une )?(?:rendez-vous|rdv|demo|demonstration|entretien|presentation|visio|reunion|echange|appel)\\b`,
    ),
    fr(
      `\\b(?:devis|tarifs?|prix|cout|couts|offre (?:de prix|commerciale|chiffree)|proposition (?:commerciale|de prix|tarifaire)|grille tarifaire|une offre)\\b(?!.{0,20}trop)`,
    ),
    fr(
      `\\bcombien (?:ca |cela |est-ce que |ca me )?(?:coute|coutent|couterait|faut)\\b|\\bc'est combien\\b|\\bparlons[- ]en\\b|\\b(?:peut-on|pouvons-nous|pourrions-nous|quand)\\b.{0,20}\\b(?:parler|discuter|echanger|rencontrer|voir)\\b`,
    ),
  ],
  interested: [
    fr(
      `\\b(?:suis|sommes|tres|m'|nous|serais|serions|oui,?|ca m'|cela m'|cela nous|m'a) ?(?:\\S+ )?(?:interesse\\w*|interessant\\w*)\\b|^(?:interesse\\w*|oui|oui merci|avec plaisir|volontiers|d'accord|parfait|super)\\b|\\b(?:en savoir plus|plus d'?(?:infos?|informations?|details?)|davantage d'informations|plus de (?:details|renseignements))\\b|\\bavec (?:grand )?plaisir\\b|\\bvolontiers\\b|\\b(?:tester|essayer) (?:votre|le|la|l')|\\bcela semble (?:interessant|bien)`,
    ),
  ],
  no: [
    fr(
      `\\b(?:pas|plus|aucunement|guere|ni) (?:du tout |tres |vraiment |personnellement |trop )?interesse\\w*|\\bpas d'interet\\b|\\baucun interet\\b|\\bne (?:m'|nous |m')interesse pas\\b|\\bsans interet\\b`,
    ),
    fr(
      `^(?:non|non,? merci|merci,? non|pas besoin|sans facon|pas pour (?:moi|nous)|non merci pas .*)(?:,? (?:merci|svp|desole\\w*|vraiment))*$`,
    ),
    fr(
      `\\b(?:pas|plus|aucun) (?:de |d'|un )?(?:besoin|budget|utilite|projet|concerne\\w*|necessaire|pertinent)\\b|\\bn'(?:ai|avons) pas besoin\\b|\\bne (?:correspond|convient) pas\\b|\\b(?:choisi|opte pour|deja) (?:un |une )?(?:autre|concurrent|solution|prestataire|fournisseur|outil)`,
    ),
  ],
  left: [
    fr(
      `\\b(?:ne|n') ?(?:fait|fais|travaille|est|suis|fais) plus (?:ici|la|avec nous|partie|dans|chez|pour|en charge|responsable|parmi)\\b|\\ba quitte (?:l'entreprise|la societe|l'organisation|ses fonctions|notre)\\b|\\b(?:j'ai|nous a) quitte\\b|\\ben retraite\\b|\\bpas (?:le bon|la bonne) (?:contact|interlocut\\w+|personne)\\b|\\bne suis pas (?:le|la|en) (?:bon\\w*|responsable|charge|personne)`,
    ),
  ],
  later: [
    fr(
      `\\b(?:pas maintenant|pas pour (?:le moment|l'instant)|pas encore|plus tard|pas tout de suite|pas le temps|trop tot|en ce moment|actuellement (?:pas|non)|une autre fois|ulterieurement|peut-etre (?:l'annee|le mois|plus|en)|mauvais moment|reporte\\w*|recontact\\w+|reveni\\w+ vers|revenez|reparl\\w+|pas (?:une|notre) priorite|pas prioritaire|d'ici quelques)\\b`,
    ),
  ],
  farOff: [
    fr(
      `\\b(?:mois|trimestre|annee|an|semestre|printemps|ete|automne|hiver|rentree) (?:prochaine?|suivante?)\\b|\\b(?:l'annee|l'an|le trimestre|le mois) (?:prochain\\w*|qui vient)\\b|\\bdans (?:quelques|deux|trois|six|un|une|\\d+) (?:semaines?|mois|ans?|annees?)\\b|\\bapres (?:les|la|l') ?(?:vacances|ete|fetes|rentree|noel|paques)\\b|\\b(?:en|debut|fin|a partir de) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|annee|20\\d\\d)\\b|\\ba la rentree\\b`,
    ),
  ],
  question: [
    fr(
      `^(?:et |mais |bonjour,? |question:? |une question:? )*(?:est-ce|comment|quel\\w*|quand|ou|qui|pourquoi|combien|peut-on|peut-il|pouvez-vous|pourriez-vous|avez-vous|y a-t-il|votre \\S+ (?:est|peut|fonctionne|gere)|qu'est-ce|faut-il|cela|ca marche|proposez-vous)\\b|\\b(?:ai|avons|aurais|aurions) (?:une|des|quelques|deux) questions?\\b`,
    ),
  ],
  alarm: [
    fr(
      `\\b(?:comment|ou) (?:avez-vous|vous avez|avez vous)\\b.{0,30}\\b(?:adresse|mail|coordonnees|contact|donnees)\\b|\\bjamais (?:inscrit\\w*|demande|donne|autorise|souscrit|consenti|accepte)\\b|\\b(?:avocat|rgpd|cnil|plainte|harcelement|spam|poursuites|illegal)\\b`,
    ),
  ],
};
