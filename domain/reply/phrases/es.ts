import { phrase, type Phrases } from './phrases.ts';

const parts = {
  mail: 'e-?mails?|mails?|correos?|mensajes?|newsletters?|boletin(?:es)?|publicidad|spam|propaganda|comunicaciones?|informacion|ofertas|envios?|promociones|notificaciones|correspondencia|suscripcion(?:es)?',
  list: 'listas?|base|bases|boletin(?:es)?|sistemas?|registros?|contactos|correos?|envios|newsletter|archivos|crm|distribucion',
  data: 'correos?|e-?mails?|mails?|direccion(?:es)?|datos|nombre|cuenta|contacto|informacion',
  please:
    'por favor|porfavor|porfa|les ruego|le ruego|ruego|les pido|le pido|favor de|gracias|solicito|agradeceria|quisiera|podrian|podria|pueden|puede',
  remove: 'elimin\\w+|borr\\w+|quit\\w+|saqu\\w+|sac\\w+|retir\\w+|exclu\\w+|suprim\\w+|remov\\w+|remuev\\w+',
  send: 'envi\\w+|mand\\w+|remit\\w+|escrib\\w+|contact\\w+|molest\\w+|llen\\w+|bombarde\\w+|acos\\w+',
};
const es = (source: string): RegExp => phrase(parts, source);

export const spanish: Phrases = {
  stop: [
    es(`\\b(?:quitar|eliminar|borrar|sacar|remover|retirar)(?:me|nos)? de (?:la|su|esta|sus) ?.{0,16}\\b(?:<list>)\\b`),
    es(
      `^(?:(?:<please>|hola|no|me),? )*(?:stop|baja|baja(?:r)?me|dar(?:me|nos|se)? de baja|dame de baja|eliminar (?:mi |la )?suscripcion|no quiero nada(?: de (?:ustedes|vosotros))?|cancelar|cancelar (?:la |mi )?suscripcion|cancelacion|desuscribir(?:me)?|desuscripcion|anular suscripcion|eliminar|eliminame|eliminenme|borrar|borrame|borrenme|remover|quitar|fuera(?: de (?:la|su) lista)?|alto|basta|parar?|no mas|(?:ya )?no molest\\w+(?: mas)?|sal(?:ir|irme) de (?:la|esta|su) lista)(?:,? (?:por favor|porfavor|porfa|gracias|ya|ahora|inmediatamente))*$`,
    ),
    es(
      `\\b(?:quiero|quisiera|deseo|queremos|necesito|solicito|solicitamos|pido|ruego|como|puedo|me gustaria|favor de|podrian?|pueden?|exijo|gustaria|me)\\b.{0,24}\\b(?:dar(?:me|nos)? de baja|doy de baja|damos de baja|(?:la|mi|nuestra) baja|desuscri\\w+|cancelar (?:mi|la|esta|nuestra) suscripcion|borrarme|eliminarme|anular (?:mi|la) suscripcion|salir de (?:la|esta|su) lista)\\b`,
    ),
    es(`\\b(?:den|denme|dennos|dame|deme|dadme|danos|denos|dar)(?: (?:me|nos))? de baja\\b|\\bme doy de baja\\b`),
    es(
      `\\b(?:elimin|borr|quit|saqu|sac|retir|exclu|suprim|remuev|desuscrib)\\w*(?:me|nos|nme|nnos|adme)\\b(?:$|[ ,;.](?!el|la factura|un|una)|.{0,40}\\b(?:<list>)\\b)`,
    ),
    es(
      `\\b(?:<remove>) (?:(?:por favor|todos|todas|de inmediato) )*(?:mi|mis|nuestro|nuestros|nuestra|nuestras|este|esta|estos|la|el) (?:\\S+ )?(?:<data>)\\b(?!.{0,10}\\badjunto)`,
    ),
    es(
      `\\bno (?:(?:me|nos|vuelvan?|volvais|vuelvas|quiero que|deseo que) )+(?:a )?(?:(?:me|nos) )*(?:<send>)(?:me|nos)?\\b(?=(?: \\S+){0,4}? (?:mas|<mail>|nada|nunca)\\b| ?$| ?[,;])(?!.{0,24}\\b(?:pdf|sino|mejor|todavia|factura|contrato)\\b)`,
    ),
    es(
      `\\bno (?:<send>)(?: (?:mas|nada|<mail>))+\\b|\\bque (?:me|nos) (?:elimin|borr|quit|saqu|retir|exclu|desuscrib|den de baja|dejen)\\w*`,
    ),
    es(`\\bno (?:vuelvan?|volvais|vuelvas) a (?:<send>)(?:me|nos)\\b|\\b(?:nunca|jamas) (?:mas )?(?:me|nos) (?:<send>)\\b`),
    es(
      `\\b(?:no|ya no|nunca|tampoco) (?:(?:quiero|quisiera|queremos|deseo|deseamos|me gustaria|necesito|quisieramos|me interesa|nos interesa) )+(?:(?:que me|seguir|volver a|mas|ya|de) )*(?:recib\\w+|recibiendo|saber (?:mas |nada )?de (?:ustedes|vosotros)|ser contactad\\w+|(?:(?:mas|sus|estos|estas|tus|vuestros|su|este|tanta) )+(?:<mail>))`,
    ),
    es(
      `\\b(?:solicit|pid|exij|requier|ruego)\\w* .{0,12}\\b(?:eliminacion|supresion|cancelacion|borrado|baja) (?:de (?:mis?|nuestr\\w+|la lista|este|esta)\\b|inmediata)|\\bderecho de (?:supresion|cancelacion|oposicion|borrado)\\b`,
    ),
    es(`\\b(?:dej|par)\\w* (?:(?:por favor|ya) )?de (?:<send>|molestar\\w*|escribir\\w*|enviar\\w*|mandar\\w*)\\b`),
    es(
      `(?:^|\\b(?:<please>),? |, )(?:no(?: quiero)?|basta de|ya no|ni un|ningun|cero) (?:mas |de |ya )*(?:<mail>)(?: mas)?(?:,? (?:por favor|gracias|mas))*$|\\bbasta (?:ya )?(?:de|con) (?:(?:sus|estos|tantos|los|tus|tanto) )*(?:<mail>)\\b`,
    ),
    es(`\\b(?:dej\\w+|dejen)(?:me|nos|nme|nnos|adme) en paz\\b|\\bdejenme en paz\\b`),
    es(
      `\\b(?:retiro|revoco|retirar|revocar|anulo) (?:mi|el|nuestro) (?:consentimiento|permiso|autorizacion)\\b|\\bme opongo\\b|\\bderecho (?:al olvido|de oposicion|de supresion|de cancelacion)\\b`,
    ),
    es(
      `\\b(?:cancel|anul)(?:en|e|ar|ad|a|o) (?:(?:por favor|inmediatamente) )*(?:mi|nuestra|la|esta|este) (?:suscripcion|boletin|newsletter|inscripcion)\\b|\\b(?:cese|cesen|detengan|paren|suspendan) (?:(?:de|los|el|sus|estos|con|todo) )+(?:<mail>|enviar|escribir|mandar)`,
    ),
  ],
  keep: [
    es(
      `\\bn[ao]o? (?:dejen|deje|dejes|dejeis|paren|pare|parem|deixem) de\\b|\\bno (?:quiero|deseo|queremos|quisiera) (?:darme|darnos|cancelar|desuscribir|borrar|salir)\\b`,
    ),
    es(`\\b(?:han|ha|habeis|has) \\w+[ai]do\\b`),
    es(
      `\\bno (?:dude|duden|dudes)\\b|\\b(?:conductores?|transportistas?|camiones|clientes|usuarios)\\b.{0,40}\\b(?:baja|paran|desuscri\\w+|reciben)\\b|\\bdan de baja los\\b`,
    ),
    es(
      `\\b(?:no|ya no) (?:recibo|recibimos) \\S+|\\b(?:adjunto|archivo|segundo punto)\\b|\\bcompetidor\\w*\\b|\\btemporada baja\\b|\\b(?:estoy|esta|estare) de baja\\b`,
    ),
    es(`^(?:y |pero )*(?:eliminan|borran|guardan|cuando|que|cual\\w*|quien|por que|si|cuanto\\w*|se puede|tienen|ofrecen)\\b.*`),
    es(`\\b(?:llam\\w+)(?:me|nos)\\b`),
  ],
  wants: [
    es(
      `\\b(?:llam\\w*(?:me|nos|nme)|llamar\\w*|telefonear\\w*|una llamada)\\b|\\b(?:reunion|demo|demostracion|cita|presentacion|videollamada|llamada)\\b.{0,40}\\b(?:agendar|concertar|programar|posible|semana|manana|por favor|proxim\\w+|cuando|lunes|martes|miercoles|jueves|viernes)\\b|\\b(?:agend\\w+|concert\\w+|program\\w+|tener|ver|hacer|quiero|quisiera|gustaria|queremos|necesito|coordin\\w+|una|un) (?:una |un |la |ver una )?(?:reunion|demo|demostracion|cita|presentacion|videollamada|llamada)\\b`,
    ),
    es(`\\b(?:cotizacion|presupuesto|precios?|tarifas?|lista de precios|oferta|propuesta|costos?|coste|costes)\\b`),
    es(
      `\\bcuanto (?:cuesta|cuestan|vale|sale|costaria|seria|es)\\b|\\b(?:podemos|podriamos|cuando|quisiera|quiero|hablemos|conversemos)\\b.{0,20}\\b(?:hablar|hablamos|conversar|reunirnos|vernos|hablemos)\\b|\\b(?:hablemos|conversemos|contacte\\w*me|contacten\\w*me|pongase en contacto|ponganse en contacto)\\b`,
    ),
  ],
  interested: [
    es(
      `\\b(?:estoy|estamos|muy|si,?|estaria|estariamos|me|nos|sigo) (?:\\S+ )?(?:interesad\\w+|interesa|interesaria|interesante)\\b|^si(?:$|,| gracias)|^(?:interesad\\w+|claro|de acuerdo|perfecto|me interesa|con gusto|encantad\\w+|vale|adelante)\\b|\\b(?:saber|conocer|mas) (?:mas|informacion|detalles|sobre)\\b|\\bmas (?:informacion|detalles|datos|info)\\b|\\bsuena (?:bien|interesante|genial)\\b|\\b(?:probar|comprar|contratar) (?:el|la|su|lo|esto|vuestr\\w+)`,
    ),
  ],
  no: [
    es(
      `\\bno (?:estoy |estamos |me |nos |tengo |tenemos |hay |muy )*(?:interesad\\w+|interesa|interes|interesan)\\b|\\bsin interes\\b|\\bningun interes\\b`,
    ),
    es(
      `^(?:no|no,? gracias|gracias,? (?:pero )?no(?: gracias)?|no hace falta|no es necesario|paso|no por favor)(?:,? (?:gracias|muchas gracias|por favor|lo siento))*$`,
    ),
    es(
      `\\bno (?:lo |la |nos |me )?(?:necesit\\w+|requer\\w+|aplica|encaja|corresponde|sirve|conviene|buscamos|tenemos (?:presupuesto|necesidad|planes))\\b|\\bno es (?:para nosotros|relevante|lo que|de nuestro|de mi)\\b|\\bya (?:tenemos|contamos con|trabajamos con|elegimos|usamos) (?:un|una|otro|otra|nuestro)\\b|\\b(?:elegimos|optamos por|decidimos) (?:otro|otra|por otr\\w)\\b`,
    ),
  ],
  left: [
    es(
      `\\bya no (?:trabaj\\w+|est\\w+ (?:en|con)|forma\\w* parte|pertenec\\w+|labora\\w*|soy (?:el|la|quien))\\b|\\b(?:dejo|ha dejado|he dejado|abandono) la (?:empresa|compania)\\b|\\bse (?:jubilo|ha jubilado)\\b|\\bno soy (?:el|la) (?:responsable|encargad\\w+|persona|contacto)\\b|\\bpersona equivocada\\b`,
    ),
  ],
  later: [
    es(
      `\\b(?:ahora no|no ahora|no por ahora|por ahora no|por el momento no|de momento no|en este momento|todavia no|aun no|mas tarde|mas adelante|despues|otro momento|escrib\\w*(?:me|nos) (?:en|despues|a partir)|no tengo tiempo|no tenemos tiempo|demasiado pronto|quizas? (?:el|en|mas)|tal vez (?:el|en|mas)|vuelva a|volver a (?:contactar|hablar)|no es (?:buen|el) momento|pospuest\\w+|aplazad\\w+|no es prioridad|retom\\w+)\\b`,
    ),
  ],
  farOff: [
    es(
      `\\b(?:proxim\\w+|el|este) (?:mes|trimestre|ano|semestre|primavera|verano|otono|invierno)(?: (?:que viene|proximo|entrante))?\\b|\\b(?:en|dentro de) (?:unos|unas|dos|tres|seis|un|una|algunos|algunas|\\d+) (?:semanas?|mes|meses|anos?)\\b|\\b(?:despues|pasad\\w+) (?:de )?(?:las|el|la|los)? ?(?:vacaciones|verano|navidad\\w*|fiestas|semana santa|temporada)\\b|\\b(?:en|a partir de|desde|hasta) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|20\\d\\d)\\b`,
    ),
  ],
  question: [
    es(
      `^(?:y |pero |hola,? |pregunta:? |una pregunta:? )*(?:como|que|cual\\w*|cuando|donde|quien\\w*|por que|cuant\\w+|se puede|puede|pueden|podria|tienen|tiene|funciona|hay|es posible|ofrecen|es compatible)\\b|\\b(?:tengo|tenemos|tendria) (?:una|unas|algunas|dos|varias) (?:preguntas?|dudas?|consultas?)\\b`,
    ),
  ],
  alarm: [
    es(
      `\\b(?:como|de donde|donde) (?:han |ha |has |habeis |obtuv\\w+|consigui\\w+|sacaron|tienen)\\b.{0,30}\\b(?:correo|direccion|datos|contacto|mail)\\b|\\bnunca (?:me |nos |he |di |autoric\\w+)(?:\\S+ )?(?:suscri\\w+|inscri\\w+|autoriz\\w+|permiso|solicit\\w+|consent\\w+|datos)\\b|\\b(?:abogado|denuncia\\w*|rgpd|lopd|aepd|queja|spam|acoso|ilegal)\\b`,
    ),
  ],
};
