import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mail(?:s|ings?)?|mail(?:s|ings?)?|messages?|newsletters?|communications?|correspondence|spam|adverts?|advertis\\w+|ads|marketing|promotions?|solicitations?|stuff|junk|rubbish|crap|updates?|subscriptions?',
  writing:
    'e-?mailing|mailing|writing|contacting|messaging|spamming|bothering|writing|harassing|pestering|bombarding|soliciting|flooding|disturbing|annoying|pinging|texting',
  write:
    'e-?mail|mail|contact|message|bother|disturb|spam|pester|harass|write(?: to)?|solicit|approach|ping|text|reach out to|get in touch with|communicate with',
  dont: "do not|don'?t|don t|never|must not|may not|should not|shouldn't",
  ever: 'ever|please|you|dare|again|even|under any circumstances',
  mine: 'my|our|this|these|the following|any of my|all my|all of my',
  data: 'e-?mail|mail|address(?:es)?|name|details|data|info|information|contacts?|records?|account|id|profile|domain',
  list: 'lists?|database|db|mailings?|distribution|newsletters?|e-?mails?|system|records|books|campaigns?|crm|contacts|subscription',
  please: 'please|pls|plz|kindly',
  they: 'we|i|they|he|she|it|drivers?|carriers?|customers?|trucks?|people|how do we|how to|can we|helps? us|does|did|system|tool|product',
  aux: 'will|would|have|had|has|can|could|must|should|to|want|wanted|need|needed|are|going|try|tried|just|already|finally',
};
const en = (source: string): RegExp => phrase(parts, source);

export const english: Phrases = {
  stop: [
    en(
      `^(?:<please>,? |just |ok |no |thanks,? )*(?:stop(?: (?:it|this|that|now|all|everything|already))*|stop ?all|unsubscribe|unsub|remove|removed|delete|delist|opt(?:ing)?[ -]?out|cancel|end|quit|cease|dnc|desist|enough(?: is enough)?|(?:list )?removal|stop all|remove all|unsubscribe all)(?:[ ,-]+(?:me|us|all|now|this|today|immediately|at once|asap|<please>|thanks|thank you|thx|already|bitte|danke|merci|svp|gracias|grazie))*$`,
    ),
    en(
      `\\bunsubscribe (?:me|us|my|this (?:e-?mail|address|account)|our (?:e-?mail|address|company|domain|team)|all (?:of )?(?:my|our))\\b`,
    ),
    en(`\\b(?:<please>|can you|could you|would you|will you) (?:<please> )?unsubscribe\\b`),
    en(`\\btake (?:my|our|this) (?:\\w+ ){0,2}off(?:$|,)`),
    en(`\\b(?:not|no longer) interested in (?:(?:your|these|any|more|receiving|getting|further) )+(?:\\w+ )?(?:<mail>)\\b`),
    en(`\\b(?:i'll|i will|we'll|we will) (?:block|blacklist) you\\b`),
    en(`^(?:can|could|would|will) (?:you|u) (?:<please> |just )*stop(?: (?:it|this|that|now))*(?:,? <please>)*$`),
    en(
      `^(?:so |and |please )*how (?:to|does one) (?:unsubscribe|opt[ -]?out|get off)(?: (?:from )?(?:of )?(?:this|the|these|your|here)\\b.{0,30})?$`,
    ),
    en(
      `^(?:<please>,? |just |and )*(?:(?:removed?|deleted?|rm|unlist|drop|strike|take) (?:me |us )?(?:from|off)|off|out)(?: of)?(?: (?:your|ur|the|this|all|any|mailing|e-?mail|distribution|contact|marketing))* (?:lists?|database|db|mailings?|newsletters?)(?:,? (?:<please>|thanks|thank you|now|asap))*$`,
    ),
    en(
      `\\b(?:not|no longer|un) ?interested\\b.{0,6}\\b(?:<please>,? )?(?:remove|delete|unsubscribe|stop)(?:,? (?:me|us|now|<please>|thanks|thank you))*$`,
    ),
    en(`\\btoo (?:many|much) (?:\\w+ )?(?:<mail>)\\b.{0,24}\\b(?:<please> )?(?:stop|remove|unsubscribe)(?: <please>| me| us)*$`),
    en(
      `\\b(?:put|add|place|keep) (?:me|us|(?:this|my|our) \\S+)(?: \\S+){0,2} (?:to|on|in|into) (?:your|the|a) (?:\\S+ )?(?:do[ -]not[ -](?:contact|e-?mail|mail|disturb)|don't contact|suppression|block|black|exclusion|opt[ -]?out|unsubscribe|dnc)[ -]?lists?`,
    ),
    en(
      `^(?:<please>,? |just )*block (?:me|us|this address|my (?:e-?mail|address))(?:$|,| <please>| from (?:your|this|all)\\b)|^(?:i|we) want out\\b`,
    ),
    en(`\\b(?:<dont>)(?: (?:<ever>))* bother (?:to )?(?:<writing>|<write>)\\b(?!.{0,10}\\b(?:on|during|before))`),
    en(`^(?:(?:hi|hello|ok|no|sorry|thanks)[ ,]+)*unsubscribe(?: (?:from|now|immediately|at once|again|everything)\\b|$|[,;:-])`),
    en(
      `\\b(?:i|we)\\b.{0,24}\\b(?:want|wish|like|need|trying|tried|try|asked|demand|request|prefer|love)\\b.{0,16}\\bto (?:be )?(?:unsubscribe|opt[ -]?out|be removed|be taken off|be deleted|(?:get|come) off(?= (?:of )?(?:your|this|these|that|all|the (?:\\w+ )?list)\\b|$))`,
    ),
    en(
      `\\b(?:i|we)(?:'ve| have)?(?: already)? (?:unsubscribed|opted out)\\b.{0,20}(?:$|already|times|ago|before|yet|still|but|last|your|this|these|and)`,
    ),
    en(
      `^(?:so |and |but |please )*(?:how|where) (?:do|can|could|may|should|would) (?:i|we) (?:<please> |go to |just )*(?:unsubscribe|opt[ -]?out|get off|get (?:myself|ourselves|my \\w+) (?:off|removed)|stop (?:these|this|your|getting|receiving|the)|be removed|cancel (?:my|this|these|the (?:newsletter|mails?|e-?mails?))|turn (?:this|these|it) off)`,
    ),
    en(
      `\\b(?:remove|delete|erase|unlist|delist|rm|deregister|strike|scratch|purge|exclude|wipe|exempt|blacklist|suppress) (?:me|us)\\b(?! (?:a|the|from (?:the )?(?:cc|copy|thread|call|meeting|invit\\w+|webinar|chat|portal|loop))\\b)`,
    ),
    en(
      `\\b(?:take|get|pull|cross|strike|drop|keep|leave|move|knock) (?:me|us|(?:my|our|this) \\w+(?: \\w+)?) (?:off|out of|from)\\b.{0,30}\\b(?:<list>)\\b`,
    ),
    en(
      `\\b(?:remove|delete|erase|drop|purge|wipe|forget|strike|scrub|lose|clear|block|blacklist|suppress|delist) (?:all |any )*(?:of )?(?:<mine>) (?:(?:personal|contact|company|business|work|private|e-?mail) )*(?:<data>)\\b`,
    ),
    en(
      `\\b(?:delete|erase|remove) (?:all|any|every) (?:the |personal )*(?:data|information|details)\\b.{0,30}\\b(?:me|us|my|our)\\b`,
    ),
    en(
      `\\b(?:want|like|wish|ask|request|demand|need) (?:to be|being|to get|that i am|that we are) (?:removed|taken off|deleted|excluded)\\b`,
    ),
    en(
      `\\b(?:take|remove) .{1,40} (?:off|from) (?:your|this|the|all|any) (?:mailing |e-?mail |distribution |marketing |contact )+lists?\\b`,
    ),
    en(
      `\\b(?:stop(?:ped)?|quit|cease|desist from|refrain from|discontinue|avoid|give up)(?: with)?(?: (?:all|any|ever|immediately|now|<please>))* (?:<writing>)(?= (?:me|us|to (?:me|us)|this|my|our|people|again|now|at once|<please>|immediately|everyone)\\b|$| ?[,;:-])`,
    ),
    en(
      `\\b(?:stop|quit|cease|refrain from|discontinue|avoid)(?: with)?(?: (?:all|any|ever|immediately|now|<please>))* sending (?:(?:me|us|out|to me|to us|so many|all|any|more|further) )*(?:these|this|those|that|your|any(?:thing|more)?|things|me|us|such|it|<mail>)\\b`,
    ),
    en(
      `\\b(?:stop|cease|discontinue|halt|cancel|terminate|end)(?: (?:all|any|immediately|<please>|with|w/))* (?:(?:these|those|this|your|the|all|my|our|further|any|future|such|constant|endless|stupid|annoying) )*(?:<mail>|contact)\\b`,
    ),
    en(`\\b(?:take|get) (?:me|us) off(?:$|,| <please>| now| immediately| asap)`),
    en(`\\bnot to (?:<write>|send)(?: (?:me|us|anything|any|more|further|these|this|your|such))\\b`),
    en(
      `\\b(?:remove|delete|erase|take) (?:\\S+@\\S+|.{1,40}) (?:from|off|out of) (?:all |any )?(?:of )?your (?:\\w+ )?(?:lists?|mailings?|newsletters?|e-?mails|database|distribution list)\\b`,
    ),
    en(
      `\\b(?:stop|quit) (?:receiving|getting) (?:(?:these|your|this|any|such|all|the) )*(?:<mail>)\\b|^(?:<please>,? )*stop(?: it| this)?,(?! (?:wait|there|before|let|call|hold|one|that))`,
    ),
    en(`\\bcease and desist\\b`),
    en(`\\b(?:like|want|get|be|come|me|us) off (?:of )?(?:this|your|the) (?:\\w+ ){0,2}list\\b`),
    en(
      `\\b(?:be|being|get|getting) (?:removed|taken off|taken out|deleted|excluded|unsubscribed|opted out)(?: from| of)?\\b.{0,30}\\b(?:<list>)\\b|\\b(?:may|can|could) (?:i|we) (?:<please> )?be (?:removed|unsubscribed|deleted)`,
    ),
    en(
      `\\bappreciate (?:it if you (?:did not|didn't|would not|wouldn't|never|no longer)|not)(?: being| to)? (?:<write>|send|receiv|get(?:ting)? (?:any|more|these)|hear)`,
    ),
    en(`\\b(?:<dont>)(?: (?:<ever>))* use (?:this|my|our) (?:\\w+ )?(?:e-?mail|address|data|contact|details)`),
    en(
      `\\b(?:<dont>)(?: (?:<ever>))* (?:<write>)(?: (?:to |with )?(?:me|us|this (?:e-?mail|address)|my|our (?:company|e-?mail|address)|at this|again|any ?more|any longer|here|ever|anyone)\\b|$| ?[,;-])`,
    ),
    en(
      `\\b(?:<dont>)(?: (?:<ever>))* (?:send|forward|deliver)(?: (?:me|us|out|to me|to us))* (?:any(?:thing|more)?|more|further|such|these|this|those|your|again|it|<mail>)\\b`,
    ),
    en(`\\b(?:no longer|not) (?:<write>|send)(?:ed)? (?:me|us)\\b`),
    en(
      `\\b(?:i|we)\\b.{0,16}\\b(?:do not|don'?t|no longer|never|not|wouldn't|would not|aren't)\\b.{0,14}\\b(?:want|wish|like|need|care|desire|interested|prefer|agree|consent|expect|asked?)(?: (?:to|in|for|at all|any ?more|any longer|further|by))* (?:(?:receiv(?:e|ing)|get(?:ting)?|see(?:ing)?|hav(?:e|ing)|be sent|being sent)\\b.{0,30}\\b(?:<mail>|from you|any ?more|any longer|again|this|these|them|anything)|hear(?:ing)? (?:from|anything)|(?:be|being|get) (?:contacted|e-?mailed|mailed|on|sent|subscribed|approached|bothered|disturbed)|(?:(?:any|more|your|these|those|this|such|further|weekly|daily|sales|marketing) )+(?:<mail>)\\b(?! (?:filters?|problems?|issues?|servers?|clients?|tools?)))`,
    ),
    en(
      `\\b(?:prefer|rather|request|ask)(?: that (?:you|i|we))?(?: to)? (?:not|no longer|don't|do not)(?: to)? (?:receive|get|be (?:contacted|e-?mailed|on)|hear|<write>|send)`,
    ),
    en(
      `\\b(?:make sure|ensure|see to it)\\b.{0,24}\\b(?:do not|don't|no longer|never) (?:get|receive|hear|send|e-?mail|contact)`,
    ),
    en(
      `(?:^|<please>,? |thanks,? |thank you,? |\\bwant |, )no (?:more|further|additional)(?: of)?(?: \\w+){0,2} ?(?:<mail>|of (?:this|these|them|your)|contact)\\b(?! (?:from|in|to|on) )`,
    ),
    en(
      `^(?:<please>,? )?no (?:marketing |sales |promotional )?(?:e-?mails?|mails?|newsletters?|spam|marketing|advertising|ads|more)(?:,? (?:<please>|thanks|thank you))*$`,
    ),
    en(`\\benough (?:with |of )?(?:the |your |these |this )?(?:<mail>)\\b`),
    en(
      `\\bopt (?:me|us|this address) out\\b|\\b(?:<please>|hereby|i|we|i'd like to|want to|wish to|would like to) (?:<please> )?opt(?:ing)?[ -]?out\\b(?! the)|\\bopt[ -]?out request\\b`,
    ),
    en(
      `\\bleave (?:me|us) (?:alone|in peace|be)\\b|^(?:<please> )?(?:go away|get lost|fuck off|f(?:\\W{0,3}|u?ck|k) off|piss off|bugger off)\\b`,
    ),
    en(
      `\\b(?:withdraw|revoke|retract|rescind)\\w* (?:(?:my|our|any|all|the)(?: \\w+)? )?(?:consent|permission|agreement|opt-?in|subscription)`,
    ),
    en(
      `\\bobject to (?:the |any |this |your |further )*(?:use|processing|marketing|direct|contact|e-?mails?|receiving|being)|\\bright to (?:be forgotten|erasure|object)\\b`,
    ),
    en(`\\b(?:unsubscription|removal|deletion|erasure) (?:request|of my|from your)\\b|^(?:do not|don't) contact(?: list)?$`),
    en(
      `\\bi (?:do not|don't|never|did not|didn't)\\b.{0,20}\\b(?:subscribe|sign(?:ed)? up)\\b.{0,60}\\b(?:remove|stop|unsubscribe|delete)\\b`,
    ),
  ],
  keep: [
    en(
      `\\b(?:<dont>|can't|cannot|can not|couldn't|won't|not|dont|cant|wouldn't)(?: (?:ever|<please>|want you to|you|want to|mean to|wish to|like to|plan to|intend to|going to))* (?:stop|quit|cease|unsubscribe|opt[ -]?out|(?:remove|delete|drop|block) (?:me|us|my|our|this)|cancel|take (?:me|us) off|be removed|be unsubscribed)`,
    ),
    en(
      `\\b(?:<they>)(?: (?:<aux>))* (?:stop|quit|cease)\\b(?! (?:(?:receiving|getting) )?(?:these|this|your|the (?:e-?mails|mails|newsletter)))`,
    ),
    en(
      `^(?:and |but |so |also )*(?:do (?!not)|does|did|is|are|what|when|which|who|why|if)\\b(?! you people).*|^(?:and |but |so |also )*(?:how|where) (?:do|does|can|could|long|many|much|often|would|is|are)\\b(?! (?:i|we) (?:<please> |go to |just )*(?:unsubscribe|opt|get|stop|be|cancel|turn)).*|^(?:and )?(?:can|could|may|should|will|would) (?:we|the|your|our|drivers?|carriers?|customers?|they|it|users|one|a)\\b.*`,
    ),
    en(`\\b(?:hesitate|forget|fail|why don't|afraid)\\b.{0,20}\\b(?:to )?(?:<write>|call)\\b`),
    en(
      `\\b(?:you|one|they|recipients|customers|users|drivers|carriers) (?:can|may|could|might) (?:(?:also|always|easily|simply|now) )*(?:unsubscribe|opt[ -]?out|stop|cancel)`,
    ),
    en(
      `\\bto (?:unsubscribe|opt[ -]?out|stop receiving|be removed)\\b.{0,60}\\b(?:click|visit|go to|reply|send|press|use|follow|here)\\b|\\bif you (?:no longer|do not|don't|would like|wish|want|prefer)\\b`,
    ),
    en(
      `\\bunsubscribe (?:rates?|links?|buttons?|pages?|features?|options?|process|requests?)\\b(?!.{0,60}\\b(?:remove|delete|take|unsubscribe) (?:me|us)\\b)`,
    ),
    en(`\\bbut (?:<please> )?(?:to )?(?:keep|still|continue|leave|stay|do send)\\b`),
    en(
      `\\b(?:<dont>) (?:<write>)\\b.{0,40}\\b(?:before|until|till|this week|next week|today|tomorrow|during|while|on weekends)\\b`,
    ),
    en(
      `\\b(?:rather|better|just|<please>|simply) (?:call|phone|ring) (?:me|us)\\b|\\b(?:call|phone|ring) (?:me|us) (?:instead|on|at|under)\\b|, (?:call|phone|ring) (?:me|us)\\b`,
    ),
    en(
      `\\b(?:opted out of|unsubscribed from|cancel(?:led|ed) (?:our|my|the) subscription with) (?:the other|another|other|a|our|their|all other)\\b`,
    ),
    en(`\\bwe (?:do not|don't|never) (?:<write>|send)\\b`),
    en(
      `\\bby (?:phone|telephone|text|sms|fax|post)\\b(?!.{0,10}\\bor\\b)|\\b(?:e-?mails?|mails?) (?:is|are|works?|will do) ?(?:fine|ok|okay|better|enough|best|great|good|for me|for us|$)`,
    ),
    en(
      `\\b(?:subscription|contract|trial|plan|licen[sc]e)\\b.{0,20}\\b(?:monthly|yearly|annually|any ?time|at any time|each month|every month)\\b|\\b(?:by|per) (?:mistake|accident)\\b|\\baccidentally\\b`,
    ),
  ],
  wants: [
    en(
      `\\b(?:call|ring|phone) (?:me|us)\\b|\\bgive (?:me|us) a (?:call|ring|bell|buzz)\\b|\\breach (?:me|us) (?:at|on|under|by phone)\\b`,
    ),
    en(
      `\\b(?:book|schedule|set ?up|arrange|organi[sz]e|have|do|plan|fix|get|like|want|love|need|up for|open to|happy to|join|request|see|attend|interested in|jump on|hop on|ask for) (?:\\w+ ){0,3}(?:call|meeting|demo|demonstration|appointment|video call|presentation|walk-?through|conversation|chat|quote|quotation|offer|proposal|trial)\\b`,
    ),
    en(
      `\\b(?:let'?s|let us|can we|could we|shall we|we should|we could|happy to|like to|love to|when can we|want to|able to|free to|available to) (?:\\w+ ){0,3}(?:talk|meet|speak|chat|discuss|connect)\\b`,
    ),
    en(
      `\\b(?:send|give|get|make|provide|e-?mail|share|prepare|have) (?:me|us|over)?(?: \\w+){0,3} ?(?:quote|quotation|offer|proposal|pricing|prices?|price list|estimate|costs?|rates|price)\\b`,
    ),
    en(
      `\\b(?:what|how much)\\b.{0,40}\\b(?:cost|costs|price|prices|pricing|charge|pay|fee|fees|rates)\\b|\\bhow much (?:is|are|would|will|does|do|for)\\b|\\b(?:price|pricing|cost) (?:list|details|info|information|per|for|of|range)\\b|^(?:the )?(?:price|pricing|prices|cost|costs)\\??$|\\b(?:your|the) (?:prices|pricing|price|rates)\\b`,
    ),
    en(
      `\\b(?:show (?:me|us) (?:a demo|how|the product|it)|(?:a|the|your) (?:live )?demo\\b.{0,20}(?:please|\\?|$|would|next|this|on|tomorrow)|i would like to buy|we want to buy|ready to buy|where (?:can|do) (?:i|we) (?:buy|order|sign))`,
    ),
    en(
      `\\b(?:have|get|ask) (?:someone|somebody|your \\w+|a rep|sales) (?:to )?(?:call|contact|reach|phone|ring)\\b|\\b(?:please |do )?(?:contact|get back to|reach out to) (?:me|us)\\b.{0,40}\\b(?:to discuss|about|regarding|for|so|next week|tomorrow|today|asap)\\b`,
    ),
  ],
  interested: [
    en(
      `\\b(?:i am|i'm|we are|we're|am|are|very|yes,?|definitely|really|quite|would be|might be|could be|also|still|certainly) (?:\\w+ )?interested\\b|^(?:interested|yes|yes please|sure|sounds (?:good|great|interesting)|tell me more|count me in|absolutely|of course|great)\\b`,
    ),
    en(
      `\\bsounds (?:good|great|interesting|promising|useful|exactly)\\b|\\btell (?:me|us) more\\b|\\bmore (?:information|info|details)\\b|\\b(?:like|love|want|keen|eager|happy) to (?:know|learn|hear|see|try|find out|get) (?:\\w+ )?(?:more|it|how|about)\\b|\\bcount me in\\b|\\bsign (?:me|us) up\\b|\\bwould like to try\\b|\\b(?:this is|it is|that's|that is) (?:very |really |quite )?(?:interesting|what we need|exactly what)\\b|\\blet'?s do (?:it|this)\\b|\\byes,? (?:please|thanks)\\b`,
    ),
  ],
  no: [
    en(
      `\\b(?:not|no longer|never|isn't|aren't|zero|hardly|un)[ -]?(?:really |very |at all |currently |that |particularly )*interested\\b|\\bno interest\\b|\\buninterested\\b`,
    ),
    en(
      `^(?:no|nope|nah|no way|no,? thanks?(?: you)?|no,? not (?:for|interested).*|thanks,? but no(?: thanks)?|not for (?:me|us)|pass|i(?:'ll)? pass|we(?:'ll)? pass|hard pass|i decline|no need)(?:,? (?:thanks|thank you|sorry|really|please))*$`,
    ),
    en(
      `\\bnot (?:for us|for me|relevant|a fit|a good fit|a match|something (?:we|i)|what we|our thing|needed|necessary|required|looking|in the market|planning)\\b|\\b(?:we|i) (?:do not|don't|dont) (?:need|require|want|use|see (?:a|the|any) (?:need|use|value)|have (?:a|any|the) (?:need|use|budget))\\b|\\bno (?:need|use|demand|budget|thanks?)\\b|\\b(?:does not|doesn't|not) (?:apply|concern|suit|fit|match|work) (?:to |for |with )?(?:us|me|our)\\b`,
    ),
    en(
      `\\b(?:chose|chosen|went with|gone with|bought|decided (?:for|on|against)|signed with|happy with|satisfied with|already (?:have|use|work with|using)) (?:\\w+ ){0,3}(?:another|other|else|different|competitor|solution|system|provider|vendor|supplier|product|tool|one)\\b|\\bdecided against\\b|\\bwaste of time\\b|\\bwe (?:must|have to|will) decline\\b`,
    ),
  ],
  left: [
    en(
      `\\bleft us (?:in|last|at|on|for|a)\\b|\\b(?:do not|don't|does not|doesn't) work (?:here|there|for them|for the company) (?:any ?more|any longer)|\\b(?:no longer|not|isn't|left|leaving|has left|have left|retired|quit)\\b.{0,12}\\b(?:with|at|works?|working|employed|part of|for|in)?\\b.{0,8}\\b(?:the (?:company|firm|organi[sz]ation|business)|here|this (?:company|firm)|our (?:company|firm)|employed)\\b`,
    ),
    en(
      `\\b(?:no longer|not) (?:works?|working|employed|with (?:us|the))\\b|\\b(?:has|have) (?:left|retired|passed away)\\b|\\b(?:not|no longer|isn't) (?:the )?(?:right person|responsible|in charge|my (?:area|job|department)|correct contact)\\b|\\bwrong person\\b`,
    ),
  ],
  later: [
    en(
      `\\b(?:not (?:right )?now|not at (?:the|this) (?:moment|time|point|stage)|not yet|later|some other time|another time|too early|bad (?:time|timing)|no time|too busy|busy|currently (?:not|no)|maybe (?:next|in)|perhaps (?:next|in)|get back to you|(?:will|i'll|we'll) (?:come back|be in touch|reach out|contact you)|on hold|postponed|not (?:a|our) priority|(?:check|touch base|come back|try|ask|contact|write) .{0,20}again|until (?:next|after|the)|swamped|snowed under|(?:come back|get back|ping|try|write|contact|e-?mail)(?: to)? (?:me|us) (?:in|after|from|then|next)|circle back|revisit)\\b`,
    ),
  ],
  farOff: [
    en(
      `\\b(?:next|in the new|end of the|early|late|the coming|following) (?:month|quarter|year|spring|summer|autumn|fall|winter|season)\\b|\\b(?:in|after) (?:a |an |a few |some |a couple of |one |two |three |four |six |\\d+ )+(?:weeks?|months?|years?|quarters?)\\b|\\bafter (?:the )?(?:summer|holidays?|easter|christmas|new year|vacation|season|winter|break|audit|merger|budget)|\\bq[1-4]\\b|\\bin (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|20\\d\\d)\\b|\\bfirst half\\b|\\bsecond half\\b`,
    ),
  ],
  question: [
    en(
      `^(?:and |but |so |also |hi,? |hello,? |one question:? |question:? )*(?:does|do you|is it|is there|is this|are there|are you|can (?:it|you|i|we|this)|could (?:you|it|we)|what|how|which|where|when|who|why|will (?:it|you|this)|would (?:it|you)|have you|has|i wonder|i was wondering|any idea|may i ask)\\b|\\b(?:i have|got|had) (?:a|one|some|a few|two|several) (?:\\w+ )?questions?\\b|\\b(?:could|can) you (?:please )?(?:tell|explain|clarify|let)\\b`,
    ),
  ],
  alarm: [
    en(
      `\\b(?:where|how) (?:did|have|do) you (?:get|got|obtain|find|come by|have)\\b.{0,20}\\b(?:my|our|this)\\b|\\b(?:never|did not|didn't|not) (?:\\w+ )?(?:subscribed?|signed? up|consent\\w*|gave|given|asked|agreed?)\\b|\\b(?:lawyer|attorney|legal action|gdpr|data protection|report (?:you|this)|spam|complain|illegal|sue)\\b`,
    ),
  ],
};
