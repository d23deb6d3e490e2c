import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?maili?|e-?mailow|e-?maile|maili?|mailow|maile|wiadomosci|newslettera?|newsletterow|reklam\\w*|spamu?|ofert\\w*|informacji|korespondencji|powiadomien',
  please: 'prosze|bardzo|uprzejmie|natychmiast|dziekuje|z gory|juz|teraz',
  list: 'list\\w*|baz\\w*|newslettera?|mailingu|system\\w*|subskrypcj\\w*',
  data: 'moich|moj\\w*|nasz\\w*|ten adres|tego adresu|mnie|nas',
};
const pl = (source: string): RegExp => phrase(parts, source);

export const polish: Phrases = {
  stop: [
    pl(
      `^(?:(?:<please>),? )*(?:stop|wypis\\w*(?: (?:mnie|nas|sie))?|rezygnuj\\w*|rezygnacja|anuluj\\w*(?: subskrypcj\\w*)?|usun\\w*(?: mnie| nas)?|dosc|przestan\\w*|przestac|nie pis(?:ac|zcie|z)|nie chc\\w+ tego)(?:,? (?:<please>))*$`,
    ),
    pl(
      `\\b(?:wypis(?:z|ac|cie|anie)|wykresl\\w*|wyrejestr\\w*|usun(?:ac|cie|)|usuniecie|skasuj\\w*|skasowac) (?:(?:<please>) )*(?:<data>)\\b|\\b(?:mnie|nas) (?:(?:<please>) )*(?:wypisac|usunac|skreslic|wykreslic|wyrejestrowac)\\b`,
    ),
    pl(`\\b(?:wypis\\w+|usun\\w+|rezygn\\w+|wykresl\\w+) .{0,12}\\b(?:z|ze) (?:\\S+ )?(?:<list>)\\b`),
    pl(
      `\\bjak (?:moge |mozna |mam )?(?:sie )?(?:wypisac|wyrejestrowac|zrezygnowac)\\b|\\b(?:chce|chcial\\w*|chcemy) (?:sie )?(?:wypisac|zrezygnowac)\\b`,
    ),
    pl(
      `\\bnie (?:chc\\w+|zycz\\w+(?: sobie)?|potrzebuj\\w+)\\b.{0,20}\\b(?:otrzymywac|dostawac|wiecej|kolejnych|takich|tych|zadnych|waszych|panstwa)\\b.{0,20}\\b(?:<mail>)`,
    ),
    pl(
      `\\bnie chc\\w+ (?:(?:juz|wiecej) )*(?:otrzymywac|dostawac)\\b|\\bnie zycz\\w+ sobie (?:kontaktu|dalsz\\w+|otrzymywa\\w+)`,
    ),
    pl(
      `\\b(?:prosze )?(?:nie|nigdy) (?:(?:do mnie|do nas|mi|nam|wiecej|juz) )*(?:wysyl\\w+|przysyl\\w+|pisz\\w*|pisac|kontakt\\w+|przesyl\\w+)(?: (?:mi|nam|sie|ze mna|z nami|do mnie|do nas))*(?: (?:wiecej|juz|<mail>|zadnych))+`,
    ),
    pl(
      `\\bprzestan\\w* .{0,12}\\b(?:pisac|wysylac|przysylac|spamowac|nekac)\\b|\\b(?:zadnych|koniec|dosc|bez) (?:(?:z|juz|wiecej|tych|tymi) )*(?:<mail>)`,
    ),
    pl(
      `\\b(?:cofam|wycofuj\\w+|odwoluj\\w+) .{0,10}\\bzgod\\w*|\\bsprzeciw\\w*\\b.{0,30}\\b(?:danych|przetwarzani\\w+)|\\bdajcie mi (?:swiety )?spokoj`,
    ),
  ],
  keep: [
    pl(
      `\\bprzez (?:pomyl\\w+|przypadek)\\b|\\bnie (?:chc\\w+|zamierzam) (?:sie )?(?:wypis\\w+|rezygn\\w+)|\\bnie (?:wypis\\w+|usuw\\w+)|\\b(?:kierowc\\w+|klien\\w+|uzytkowni\\w+)\\b.{0,40}\\b(?:wypis\\w+|usun\\w+)|\\bzalacznik\\w*|\\bnie (?:dostaj\\w+|otrzymuj\\w+)`,
    ),
  ],
  wants: [
    pl(
      `\\b(?:zadzwon\\w*|prosze (?:o )?(?:telefon|kontakt)|oddzwon\\w*)\\b|\\b(?:spotkani\\w+|prezentacj\\w+|demo)\\b|\\b(?:cennik\\w*|cen[aey]|wycen\\w+|kosztorys\\w*|prosze o ofert\\w+)\\b|\\bile (?:to )?kosztuj\\w+`,
    ),
  ],
  interested: [
    pl(
      `\\b(?:jestem|jestesmy|bardzo) (?:\\S+ )?zainteresowan\\w+|^(?:tak|chetnie|zgoda|swietnie)\\b|\\b(?:wiecej|dalsze) (?:informacji|szczegolow)\\b`,
    ),
  ],
  no: [
    pl(
      `\\bnie (?:jestem|jestesmy) (?:\\S+ )?zainteresowan\\w+|^nie(?:,? dziekuj\\w+)?$|^dziekuj\\w+,? nie\\b|\\bnie (?:potrzebuj\\w+|interesuje)\\b|\\bbrak zainteresowania\\b`,
    ),
  ],
  left: [pl(`\\b(?:juz )?nie pracuj\\w+|\\bodesz\\w+ z firmy\\b|\\bna emerytur\\w+`)],
  later: [
    pl(
      `\\b(?:nie teraz|teraz nie|pozniej|jeszcze nie|obecnie nie|na razie nie|nie mam(?:y)? czasu|za wczesnie|moze (?:w|za))\\b`,
    ),
  ],
  farOff: [
    pl(
      `\\b(?:przyszl\\w+|nastepn\\w+) (?:miesi\\w+|kwarta\\w+|rok\\w*)\\b|\\bza (?:kilka|dwa|trzy|pol|\\d+) (?:tygodni\\w*|miesi\\w+|lat\\w*|roku)\\b|\\bpo (?:wakacjach|swietach|urlopie)\\b`,
    ),
  ],
  question: [pl(`^(?:a |ale )*(?:czy|jak|co|kto|kiedy|gdzie|dlaczego|ktor\\w+|ile)\\b|\\bmam (?:jedno |kilka )?pytan\\w+`)],
  alarm: [
    pl(
      `\\bskad (?:macie|maja|ma pan\\w*)\\b|\\bnigdy (?:nie )?(?:sie )?(?:zapis\\w+|wyraz\\w+)|\\b(?:rodo|prawnik\\w*|skarg\\w*|uodo|spam)\\b`,
    ),
  ],
};
