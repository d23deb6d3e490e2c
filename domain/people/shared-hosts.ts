const hosts = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Free-mail providers that the package `email-providers` lacks, many of them in one country only. */
export const moreFreeMail = hosts(`
  outlook.com outlook.at outlook.be outlook.bg outlook.cl outlook.co.id outlook.co.il outlook.co.nz outlook.co.th outlook.com.ar
  outlook.com.au outlook.com.br outlook.com.gr outlook.com.pe outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk outlook.es
  outlook.fr outlook.hu outlook.id outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt
  outlook.sa outlook.sg outlook.sk
  hotmail.com hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.id hotmail.co.il hotmail.co.in hotmail.co.jp hotmail.co.kr
  hotmail.co.nz hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.hk hotmail.com.mx
  hotmail.com.my hotmail.com.tr hotmail.com.tw hotmail.com.vn hotmail.cz hotmail.de hotmail.dk hotmail.es hotmail.fi hotmail.fr hotmail.gr
  hotmail.hu hotmail.it hotmail.lt hotmail.lv hotmail.my hotmail.nl hotmail.no hotmail.ph hotmail.pl hotmail.pt hotmail.rs hotmail.se
  hotmail.sg hotmail.sk
  live.com live.at live.be live.ca live.ch live.cl live.cn live.co.kr live.co.uk live.co.za live.com.ar live.com.au live.com.mx live.com.my
  live.com.pt live.com.sg live.de live.dk live.fi live.fr live.hk live.ie live.in live.it live.jp live.nl live.no live.pt live.ru live.se
  msn.com msn.cn msn.nl passport.com windowslive.com
  yahoo.com yahoo.at yahoo.be yahoo.bg yahoo.ca yahoo.ch yahoo.cl yahoo.cn yahoo.co.id yahoo.co.il yahoo.co.in yahoo.co.jp yahoo.co.kr
  yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn yahoo.com.co yahoo.com.hk
  yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de
  yahoo.dk yahoo.es yahoo.fi yahoo.fr yahoo.gr yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se
  ymail.com rocketmail.com myyahoo.com aol.com aol.co.uk aol.de aol.fr aol.it aim.com
  gmail.com googlemail.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com
  tuta.io tuta.com keemail.me fastmail.com fastmail.fm hey.com zoho.com zohomail.com zohomail.eu mail.com email.com inbox.com hushmail.com
  runbox.com mailfence.com disroot.org riseup.net startmail.com skiff.com duck.com mozmail.com privaterelay.appleid.com relay.firefox.com
  simplelogin.com simplelogin.co aleeas.com anonaddy.com anonaddy.me addy.io passmail.net passinbox.com users.noreply.github.com
  gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.eu gmx.info gmx.org gmx.fr gmx.es gmx.us gmx.co.uk web.de t-online.de magenta.de freenet.de
  arcor.de vodafone.de vodafonemail.de kabelmail.de unitybox.de unity-mail.de online.de 1und1.de o2mail.de o2online.de alice-dsl.net
  alice.de posteo.de posteo.net posteo.at posteo.eu mailbox.org mail.de email.de netcologne.de ewetel.net ewe.net osnanet.de htp-tel.de
  tele2.de versanet.de m-net.de mnet-mail.de gmx.biz directbox.com smart-mail.de lycos.de compuserve.de genion.de nexgo.de t-email.de
  aon.at a1.net chello.at inode.at utanet.at kabsi.at liwest.at tele2.at drei.at gmx.li bluewin.ch bluemail.ch hispeed.ch sunrise.ch
  swissonline.ch quickline.ch netplus.ch romandie.com freesurf.ch vtxmail.ch gawnet.ch
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr 9online.fr club-internet.fr numericable.fr noos.fr bbox.fr voila.fr aliceadsl.fr
  cegetel.net gmx.fr caramail.com caramail.fr netcourrier.com mailo.com mailo.fr ik.me infomaniak.ch worldonline.fr dartybox.com akeonet.com
  libero.it virgilio.it alice.it tim.it tin.it tiscali.it inwind.it iol.it blu.it giallo.it email.it fastwebnet.it teletu.it vodafone.it
  poste.it pec.it arubapec.it legalmail.it katamail.com supereva.it interfree.it aruba.it hotmail.it
  telefonica.net terra.es ono.com orange.es ya.com movistar.es wanadoo.es jazztel.es euskaltel.net telecable.es mundo-r.com vodafone.es
  correo.es arrakis.es eresmas.com
  sapo.pt netcabo.pt clix.pt iol.pt mail.telepac.pt telepac.pt aeiou.pt portugalmail.pt zonmail.pt meo.pt nos.pt
  ziggo.nl home.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl xs4all.nl upcmail.nl casema.nl chello.nl quicknet.nl zeelandnet.nl
  solcon.nl caiway.nl caiway.net tele2.nl telfort.nl online.nl wxs.nl zonnet.nl wanadoo.nl orange.nl versatel.nl freeler.nl live.nl
  delta.nl onsbrabantnet.nl onsnet.nu kliksafe.nl filternet.nl concepts.nl introweb.nl tiscali.nl hccnet.nl
  telenet.be skynet.be proximus.be belgacom.net scarlet.be voo.be brutele.be pandora.be base.be mobistar.be orange.be edpnet.be numericable.be
  pt.lu internet.lu vo.lu
  btinternet.com btopenworld.com bt.com talktalk.net talk21.com sky.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk
  plus.com plusnet.co.uk tiscali.co.uk lineone.net freeserve.co.uk orange.net orange.co.uk wanadoo.co.uk o2.co.uk btconnect.com
  mail.co.uk zen.co.uk gmx.uk supanet.com onetel.com fsmail.net eircom.net eir.ie iol.ie indigo.ie vodafone.ie upcmail.ie
  telia.com comhem.se bredband.net bredband2.com spray.se glocalnet.net swipnet.se home.se tele2.se passagen.se bahnhof.se ownit.nu
  online.no broadpark.no lyse.net getmail.no frisurf.no altibox.no start.no c2i.net
  jubii.dk mail.dk mail.tele.dk stofanet.dk youmail.dk ofir.dk tdcadsl.dk get2net.dk webspeed.dk privat.dk post.tele.dk yousee.dk
  kolumbus.fi luukku.com suomi24.fi elisanet.fi elisa.fi saunalahti.fi pp.inet.fi dnainternet.net netti.fi welho.com mbnet.fi surffi.fi
  simnet.is internet.is visir.is
  wp.pl onet.pl onet.eu o2.pl interia.pl interia.eu interia.com poczta.onet.pl poczta.fm op.pl vp.pl tlen.pl gazeta.pl go2.pl neostrada.pl
  autograf.pl spoko.pl amorki.pl buziaczek.pl poczta.pl home.pl
  seznam.cz email.cz post.cz centrum.cz atlas.cz volny.cz quick.cz tiscali.cz spoluzaci.cz azet.sk centrum.sk zoznam.sk post.sk pobox.sk
  freemail.hu citromail.hu t-online.hu indamail.hu vipmail.hu upcmail.hu invitel.hu t-email.hu mailbox.hu digikabel.hu
  abv.bg mail.bg dir.bg gbg.bg yahoo.ro email.ro rdslink.ro clicknet.ro zappmobile.ro
  siol.net t-2.net volja.net amis.net email.si net.hr t-com.hr inet.hr optinet.hr vip.hr eunet.rs ptt.rs sbb.rs open.telekom.rs bih.net.ba t.me.rs
  otenet.gr forthnet.gr hol.gr in.gr mail.gr pathfinder.gr freemail.gr cytanet.com.cy primehome.com onvol.net go.net.mt
  inbox.lv apollo.lv one.lv e-apollo.lv tvnet.lv delfi.lt one.lt takas.lt zebra.lt inbox.lt hot.ee mail.ee online.ee neti.ee starman.ee
  mail.ru bk.ru inbox.ru list.ru internet.ru xmail.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru rambler.ru lenta.ru ro.ru
  autorambler.ru myrambler.ru pochta.ru qip.ru hotbox.ru nm.ru e1.ru ukr.net i.ua meta.ua bigmir.net email.ua online.ua tut.by mail.by mail.kz
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net snet.net cox.net charter.net
  spectrum.net rr.com roadrunner.com twc.com earthlink.net mindspring.com netzero.net netzero.com juno.com optonline.net optimum.net
  frontier.com frontiernet.net windstream.net centurylink.net centurytel.net embarqmail.com q.com qwest.net suddenlink.net mediacombb.net
  cableone.net wowway.com rcn.com consolidated.net tds.net hughes.net peoplepc.com excite.com lycos.com netscape.net usa.net usa.com
  prodigy.net cs.com compuserve.com metrocast.net ptd.net zoominternet.net
  rogers.com shaw.ca sympatico.ca bell.net bell.ca videotron.ca telus.net cogeco.ca sasktel.net mts.net mymts.net eastlink.ca nb.sympatico.ca
  sasktel.com vif.com primus.ca aei.ca xplornet.com teksavvy.com
  bigpond.com bigpond.net.au bigpond.com.au optusnet.com.au optushome.com.au iinet.net.au internode.on.net tpg.com.au dodo.com.au
  westnet.com.au ozemail.com.au iprimus.com.au aapt.net.au adam.com.au netspace.net.au xtra.co.nz slingshot.co.nz orcon.net.nz
  vodafone.co.nz paradise.net.nz clear.net.nz ihug.co.nz spark.co.nz
  uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br superig.com.br pop.com.br veloxmail.com.br
  prodigy.net.mx terra.com.mx telmex.com infinitummail.com fibertel.com.ar arnet.com.ar speedy.com.ar ciudad.com.ar uolsinectis.com.ar
  vtr.net terra.cl entelchile.net une.net.co etb.net.co cantv.net adinet.com.uy
  rediffmail.com rediff.com indiatimes.com sify.com vsnl.net vsnl.com in.com bsnl.in airtelmail.in dataone.in
  qq.com foxmail.com 163.com 126.com 139.com 188.com 189.cn yeah.net sina.com sina.cn vip.sina.com sohu.com tom.com 21cn.com aliyun.com
  wo.cn vip.qq.com vip.163.com netvigator.com biznetvigator.com hinet.net pchome.com.tw seed.net.tw
  naver.com hanmail.net daum.net nate.com kakao.com korea.com paran.com dreamwiz.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp au.com nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp excite.co.jp
  infoseek.jp goo.jp ybb.ne.jp dion.ne.jp mbn.or.jp asahi-net.or.jp
  singnet.com.sg starhub.net.sg pacific.net.sg tm.net.my streamyx.com pldtdsl.net globe.com.ph telkom.net indosat.net.id plasa.com vnn.vn
  mweb.co.za webmail.co.za telkomsa.net vodamail.co.za absamail.co.za iafrica.com lantic.net polka.co.za
  mynet.com ttmail.com ttnet.net.tr superonline.com turk.net walla.com walla.co.il netvision.net.il bezeqint.net 012.net.il zahav.net.il
  nana.co.il barak.net.il emirates.net.ae eim.ae maktoob.com link.net tedata.net.eg menara.ma orange.tn planet.tn gnet.tn
`);

/** Providers of throw-away mailboxes that the package `disposable-email-domains-js` lacks. */
export const moreDisposable = hosts(`
  tempmail.com tempmail.net temp-mail.io temp-mail.org cool.fr.nf spamgourmet.com burnermail.io mail-temp.com luxusmail.org
`);

/** Hosts on which people and companies without their own site have a page: none of them is a company's domain. */
const withPages = {
  social: `linkedin.com lnkd.in xing.com facebook.com fb.com fb.me messenger.com instagram.com instagr.am threads.net threads.com twitter.com x.com t.co
    tiktok.com youtube.com youtu.be vimeo.com dailymotion.com pinterest.com pin.it pinterest.de pinterest.fr pinterest.co.uk snapchat.com reddit.com
    redd.it quora.com tumblr.com flickr.com vk.com ok.ru weibo.com douyin.com xiaohongshu.com wechat.com qzone.com line.me telegram.org telegram.me t.me
    telegram.dog whatsapp.com wa.me signal.org discord.com discord.gg slack.com skype.com viber.com mastodon.social mastodon.online mstdn.social bsky.app
    bsky.social viadeo.com meetup.com nextdoor.com twitch.tv soundcloud.com spotify.com mixcloud.com patreon.com ko-fi.com buymeacoffee.com
    clubhouse.com goodreads.com strava.com couchsurfing.com hi5.com myspace.com badoo.com researchgate.net academia.edu orcid.org kakao.com band.us
    mixi.jp note.com zhihu.com bilibili.com polywork.com wellfound.com angel.co stayfriends.de jappy.de`,
  links: `bit.ly bitly.com tinyurl.com goo.gl ow.ly is.gd buff.ly rb.gy cutt.ly shorturl.at rebrand.ly short.io tiny.cc t.ly lnk.bio linktr.ee linktree.com
    bio.link beacons.ai campsite.bio taplink.cc carrd.co about.me hihello.com popl.co solo.to msha.ke heylink.me flow.page bio.site lnk.to
    allmylinks.com milkshake.app gravatar.com g.co g.page goo.su v.gd adf.ly hubs.ly hubs.la dlvr.it trib.al mailchi.mp eepurl.com`,
  sites: `wordpress.com wordpress.org wix.com wixsite.com editorx.io squarespace.com weebly.com weeblysite.com webflow.com webflow.io jimdo.com jimdofree.com
    jimdosite.com jimdoweb.com strikingly.com mystrikingly.com blogger.com blogspot.com blogspot.de typepad.com medium.com substack.com ghost.io ghost.org
    webnode.de webnode.at onmicrosoft.com tumblr.com livejournal.com site123.me webnode.com webnode.page webnode.cz webnode.fr webnode.es webnode.it webnode.nl webnode.sk over-blog.com overblog.com
    canalblog.com e-monsite.com wifeo.com sitew.com sitew.fr doodlekit.com yolasite.com yola.com webs.com angelfire.com tripod.com lycos.com geocities.com
    geocities.jp homestead.com freewebs.com ucoz.com ucoz.ru narod.ru tilda.ws tilda.cc zyrosite.com hostingersite.com godaddysites.com business.site negocio.site
    ueniweb.com square.site one.com simplesite.com mozello.com mozellosite.com dudaone.com multiscreensite.com websitebuilder.com my-free.website
    canva.site framer.website framer.app framer.ai notion.so notion.site super.site read.cv netlify.app netlify.com vercel.app vercel.com pages.dev workers.dev
    github.io github.com gitlab.io gitlab.com bitbucket.io bitbucket.org gitbook.io herokuapp.com azurewebsites.net cloudfront.net amazonaws.com web.app
    firebaseapp.com appspot.com onrender.com fly.dev railway.app replit.app replit.com glitch.me glitch.com surge.sh neocities.org altervista.org
    000webhostapp.com 000webhost.com infinityfreeapp.com byethost.com freehosting.com awardspace.com bplaced.net beepworld.de npage.de homepage-baukasten.de
    page4.com cms4people.de ionos.space home.blog myshopify.com shopify.com bigcartel.com storenvy.com shopware.store tiendanube.com mitiendanube.com
    nuvemshop.com.br loja2.com.br prestashop.com ecwid.com company.site sumup.link gumroad.com teachable.com thinkific.com kajabi.com podia.com
    leadpages.co leadpages.net clickfunnels.com systeme.io unbounce.com unbouncepages.com instapage.com hubspotpagebuilder.com hubspotpagebuilder.eu
    hs-sites.com pagecloud.com landingi.com getresponsepages.com`,
  documents: `google.com google.de google.fr google.co.uk goo.gle docs.google.com drive.google.com sites.google.com maps.app.goo.gl forms.gle dropbox.com box.com onedrive.com
    1drv.ms sharepoint.com office.com microsoft365.com wetransfer.com we.tl mega.nz mediafire.com scribd.com slideshare.net issuu.com calameo.com prezi.com
    canva.com figma.com miro.com trello.com airtable.com typeform.com jotform.com surveymonkey.com evernote.com onenote.com atlassian.net icloud.com
    calendly.com cal.com zoom.us teams.microsoft.com webex.com gotomeeting.com whereby.com doodle.com force.com`,
  markets: `amazon.com amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.nl ebay.com ebay.de ebay.co.uk ebay.fr ebay.it ebay.es etsy.com alibaba.com aliexpress.com
    1688.com taobao.com tmall.com jd.com made-in-china.com globalsources.com indiamart.com tradeindia.com exportersindia.com dhgate.com rakuten.co.jp
    mercadolibre.com mercadolivre.com.br allegro.pl olx.pl olx.com leboncoin.fr kleinanzeigen.de ebay-kleinanzeigen.de willhaben.at ricardo.ch tutti.ch
    marktplaats.nl bol.com gumtree.com craigslist.org subito.it milanuncios.com wallapop.com avito.ru apps.apple.com itunes.apple.com play.google.com
    appexchange.salesforce.com upwork.com fiverr.com freelancer.com malt.com malt.fr malt.de toptal.com guru.com peopleperhour.com freelancermap.de gulp.de
    booking.com airbnb.com tripadvisor.com expedia.com opentable.com thefork.com lieferando.de ubereats.com doordash.com deliveroo.co.uk just-eat.co.uk`,
  directories: `yelp.com yelp.de yellowpages.com yell.com gelbeseiten.de dasoertliche.de 11880.com herold.at local.ch search.ch pagesjaunes.fr paginasamarillas.es
    paginegialle.it goudengids.nl goudengids.be pkt.pl crunchbase.com pitchbook.com dnb.com zoominfo.com apollo.io bloomberg.com northdata.de northdata.com
    companieshouse.gov.uk find-and-update.company-information.service.gov.uk societe.com pappers.fr infogreffe.fr verif.com kompass.com europages.com
    europages.de wlw.de wlw.at wlw.ch thomasnet.com manta.com bbb.org trustpilot.com provenexpert.com g2.com capterra.com clutch.co goodfirms.co glassdoor.com
    glassdoor.de kununu.com indeed.com indeed.de stepstone.de monster.com monster.de welcometothejungle.com jobs.ch karriere.at infojobs.net
    wikipedia.org wikidata.org fandom.com imdb.com eventbrite.com eventbrite.de eventbrite.co.uk eventbrite.fr xing-events.com producthunt.com stackoverflow.com
    dev.to behance.net dribbble.com foursquare.com waze.com openstreetmap.org bing.com yahoo.com archive.org`,
};

/** All shared hosts that do not provide mailboxes. */
export const hostsOfMany: ReadonlySet<string> = hosts(Object.values(withPages).join(' '));

/** Suffixes that a firm sells like a registry (`acme.uk.com`): a name under one belongs to one company. */
export const registrySuffixes: ReadonlySet<string> = hosts(`
  ae.org africa.com br.com cn.com co.com co.nl co.no co.at com.de com.se de.com eu.com eu.org gb.net gr.com hu.net in.net jp.net jpn.com
  mex.com ru.com sa.com se.net uk.com uk.net us.com us.org za.com priv.at
  co.dk biz.dk reg.dk co.pl co.il radio.am radio.fm com.ru msk.ru spb.ru nov.ru
`);
