import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mails?|mails?|mensage(?:m|ns)|newsletters?|publicidade|propaganda|spam|comunicac\\w+|informac\\w+|boletin\\w*|ofertas|envios?|correspondencia',
  please: 'por favor|favor|obrigad[oa]|peco|pecam|gostaria|agradeco|queiram|se faz favor',
  send: 'envi\\w+|mand\\w+|escrev\\w+|contact\\w+|contat\\w+|incomod\\w+|perturb\\w+|remet\\w+',
};
const pt = (source: string): RegExp => phrase(parts, source);

export const portuguese: Phrases = {
  stop: [
    pt(
      `^(?:(?:<please>|ola|nao),? )*(?:stop|parar?|parem|pare|nao quero (?:isto|isso)(?: mais)?|descadastrar(?:-me)?|descadastro|(?:quero |como )?cancelar(?: (?:a |minha |a minha )?(?:inscricao|subscricao|assinatura))?|cancelamento|remover|remova(?:-me)?|sair(?: da(?: vossa| sua)? lista)?|desinscrever|anular subscricao)(?:,? (?:por favor|obrigad[oa]|ja|agora))*$`,
    ),
    pt(
      `\\b(?:quero|queria|gostaria|desejo|solicito|peco|preciso|como|posso|queremos)\\b.{0,30}\\b(?:cancelar (?:a |minha |a minha )?(?:inscricao|subscricao|assinatura)|descadastrar|desinscrever|remover|ser removid\\w|sair da lista|anular a)\\b`,
    ),
    pt(
      `\\b(?:remov|retir|elimin|apag|exclu|tir|descadastr)\\w*[- ]?(?:me|nos)\\b|\\b(?:remov|retir|elimin|apag|exclu|tir|delet)\\w* (?:(?:por favor|todos) )*(?:o meu|a minha|os meus|meu|meus|minha|este|o nosso|nossos?) (?:\\S+ )?(?:e-?mails?|mails?|endereco|dados|nome|contacto|contato|cadastro)\\b`,
    ),
    pt(
      `\\bnao (?:(?:me|nos|voltem a|volte a|quero que) )*(?:<send>)(?:-me|-nos)?(?: (?:mais|nada|<mail>))+|\\bnao (?:me|nos) (?:<send>)(?: mais)?(?:$|[,;])`,
    ),
    pt(
      `\\b(?:me|nos) (?:remov|retir|elimin|apag|exclu|tir|descadastr|desinscrev)\\w*(?=$| ?[,;]| (?:<please>|d[aeo]s?)\\b)|\\bcomo (?:faco|fazer|posso|e que) (?:.{0,12})?(?:cancelar|sair|descadastrar|desinscrever)(?: (?:isto|isso|a (?:inscricao|subscricao|assinatura)))?$|\\bnao (?:entr|volt)\\w+ (?:mais )?(?:em|a) conta\\w+`,
    ),
    pt(
      `\\b(?:nao|ja nao) (?:quero|queremos|desejo|desejamos|gostaria de|pretendo) (?:(?:mais|continuar a|voltar a) )*(?:receber|ser contact\\w+|ser contat\\w+|(?:os vossos|seus|estes) (?:<mail>))`,
    ),
    pt(
      `\\b(?:par|deix|cess)\\w* (?:por favor )?(?:de|com) (?:(?:me|nos|os|estes|o) )*(?:<send>|<mail>)|^(?:(?:<please>),? )*(?:chega de|basta de|nao mais|sem mais|nada de) (?:<mail>)|\\bdeixem?-(?:me|nos) em paz\\b|\\b(?:retiro|revogo) (?:o meu |meu )?consentimento\\b|\\b(?:me oponho|oponho-me)\\b`,
    ),
  ],
  keep: [
    pt(`\\bpor (?:engano|erro)\\b`),
    pt(
      `\\bnao (?:parem|pare|deixem|deixe) (?:de|com)\\b|\\bnao quero (?:cancelar|sair|descadastrar|desinscrever)\\b|\\bnao hesit\\w+|\\bnao (?:recebo|recebemos)\\b|\\banexo\\b|\\b(?:motoristas|camioes|clientes)\\b.{0,30}\\b(?:cancelar|param|recebem)\\b|\\b(?:ligue|liguem)-?(?:me|nos)?\\b`,
    ),
  ],
  wants: [
    pt(
      `\\b(?:ligue|liguem|telefone|telefonem|ligar)\\b|\\b(?:reuniao|demo|demonstracao|apresentacao|videochamada|chamada)\\b|\\b(?:orcamento|cotacao|precos?|proposta|tabela de precos|custos?)\\b|\\bquanto custa\\b`,
    ),
  ],
  interested: [
    pt(
      `\\b(?:estou|estamos|muito|tenho|temos|sim,?) (?:\\S+ )?(?:interessad\\w+|interesse)\\b|^(?:sim|interessad\\w+|claro|com certeza|perfeito)\\b|\\bmais (?:informacoes|detalhes|informacao)\\b|\\bsaber mais\\b|\\bparece (?:bom|interessante)\\b`,
    ),
  ],
  no: [
    pt(
      `\\b(?:nao|sem|nenhum) (?:\\S+ ){0,2}(?:interess\\w+)\\b|^(?:nao|nao,? obrigad[oa]|obrigad[oa],? (?:mas )?nao)(?:,? (?:obrigad[oa]|por favor))*$|\\bnao (?:precis\\w+|necessit\\w+|se aplica|faz sentido)\\b`,
    ),
  ],
  left: [
    pt(
      `\\b(?:ja nao|nao) (?:trabalha|esta|faz parte|trabalho)\\b.{0,12}\\b(?:mais|ca|na|nesta|connosco|aqui|empresa)\\b|\\bdeixou a empresa\\b|\\bpessoa errada\\b|\\bnao sou (?:o|a) (?:responsavel|pessoa)\\b`,
    ),
  ],
  later: [
    pt(
      `\\b(?:agora nao|nao agora|de momento nao|no momento nao|mais tarde|depois|ainda nao|sem tempo|nao tenho tempo|talvez (?:no|em|mais)|outra altura|muito cedo|neste momento)\\b`,
    ),
  ],
  farOff: [
    pt(
      `\\b(?:proxim[oa]|no) (?:mes|trimestre|ano|semestre)\\b|\\b(?:em|daqui a|dentro de) (?:algumas?|alguns|dois|duas|tres|um|uma|\\d+) (?:semanas?|mes|meses|anos?)\\b|\\bdepois (?:das|do|da) (?:ferias|verao|natal)\\b|\\bem (?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\\b`,
    ),
  ],
  question: [
    pt(
      `^(?:e |mas |ola,? )*(?:como|o que|qual|quais|quando|onde|quem|porque|por que|quanto|podem|pode|tem|e possivel|existe|funciona)\\b|\\b(?:tenho|temos) (?:uma|algumas|duas) (?:pergunta|duvida)s?\\b`,
    ),
  ],
  alarm: [
    pt(
      `\\bcomo (?:obtiveram|conseguiram|tem)\\b.{0,30}\\b(?:email|e-mail|dados|contacto|contato)\\b|\\bnunca (?:me )?(?:inscrev\\w+|autoriz\\w+|subscrev\\w+)\\b|\\b(?:advogado|rgpd|lgpd|queixa|denuncia|spam)\\b`,
    ),
  ],
};
