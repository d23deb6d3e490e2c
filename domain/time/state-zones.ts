/** A country with several zones: the zone where most people live, and the states and provinces of each zone. */
export interface StateZones {
  readonly most: string;
  /** The states of each zone, separated by commas: code, name, and `=` before other names. A state in two zones has the larger one. */
  readonly states: Readonly<Record<string, string>>;
}

/** By ISO 3166 code. Case, accents, full stops and hyphens in a state do not matter. */
export const stateZones: Readonly<Record<string, StateZones>> = {
  AR: { most: 'America/Argentina/Buenos_Aires', states: {} },
  AU: {
    most: 'Australia/Sydney',
    states: {
      'Australia/Sydney': 'NSW New South Wales,ACT Australian Capital Territory=Canberra',
      'Australia/Melbourne': 'VIC Victoria',
      'Australia/Brisbane': 'QLD Queensland',
      'Australia/Adelaide': 'SA South Australia',
      'Australia/Darwin': 'NT Northern Territory',
      'Australia/Perth': 'WA Western Australia',
      'Australia/Hobart': 'TAS Tasmania',
      'Australia/Lord_Howe': 'LHI Lord Howe Island',
    },
  },
  BR: {
    most: 'America/Sao_Paulo',
    states: {
      'America/Sao_Paulo':
        'SP São Paulo,RJ Rio de Janeiro,MG Minas Gerais,ES Espírito Santo,PR Paraná,SC Santa Catarina,RS Rio Grande do Sul,DF Distrito Federal=Federal District=Brasília,GO Goiás,BA Bahia',
      'America/Fortaleza': 'CE Ceará,MA Maranhão,PB Paraíba,PI Piauí,RN Rio Grande do Norte',
      'America/Recife': 'PE Pernambuco',
      'America/Maceio': 'AL Alagoas,SE Sergipe',
      'America/Belem': 'PA Pará,AP Amapá',
      'America/Araguaina': 'TO Tocantins',
      'America/Cuiaba': 'MT Mato Grosso',
      'America/Campo_Grande': 'MS Mato Grosso do Sul',
      'America/Manaus': 'AM Amazonas',
      'America/Porto_Velho': 'RO Rondônia',
      'America/Boa_Vista': 'RR Roraima',
      'America/Rio_Branco': 'AC Acre',
      'America/Noronha': 'FN Fernando de Noronha',
    },
  },
  CA: {
    most: 'America/Toronto',
    states: {
      'America/Toronto': 'ON Ontario,QC Quebec=PQ=Québec',
      'America/Halifax':
        'NS Nova Scotia=Nouvelle-Écosse,PE Prince Edward Island=PEI=Île-du-Prince-Édouard,NB New Brunswick=Nouveau-Brunswick',
      'America/St_Johns': 'NL Newfoundland and Labrador=NF=Newfoundland=Newfoundland & Labrador=Terre-Neuve-et-Labrador',
      'America/Winnipeg': 'MB Manitoba',
      'America/Regina': 'SK Saskatchewan',
      'America/Edmonton': 'AB Alberta,NT Northwest Territories=Territoires du Nord-Ouest',
      'America/Vancouver': 'BC British Columbia=Colombie-Britannique',
      'America/Whitehorse': 'YT Yukon=YK=Yukon Territory',
      'America/Iqaluit': 'NU Nunavut',
    },
  },
  CD: {
    most: 'Africa/Kinshasa',
    states: {
      'Africa/Kinshasa':
        'KN Kinshasa,BC Kongo Central=Bas-Congo=Kongo-Central,KG Kwango,KL Kwilu,MN Mai-Ndombe,EQ Équateur,MO Mongala,NU Nord-Ubangi,SU Sud-Ubangi,TU Tshuapa,BN Bandundu',
      'Africa/Lubumbashi':
        'HK Haut-Katanga=Katanga=Lubumbashi,LU Lualaba,HL Haut-Lomami,TA Tanganyika,KC Kasaï-Central,KS Kasaï,KE Kasaï-Oriental,LO Lomami,SA Sankuru,MA Maniema,NK Nord-Kivu=North Kivu,SK Sud-Kivu=South Kivu,TO Tshopo,BU Bas-Uélé,HU Haut-Uélé,IT Ituri',
    },
  },
  CL: {
    most: 'America/Santiago',
    states: {
      'America/Santiago':
        'RM Región Metropolitana=Santiago=Metropolitana de Santiago=Región Metropolitana de Santiago,AP Arica y Parinacota,TA Tarapacá,AN Antofagasta,AT Atacama,CO Coquimbo,VS Valparaíso,LI O’Higgins=Libertador General Bernardo O’Higgins,ML Maule,NB Ñuble,BI Biobío=Bío Bío,AR La Araucanía=Araucanía,LR Los Ríos,LL Los Lagos',
      'America/Coyhaique': 'AI Aysén=Aisén',
      'America/Punta_Arenas': 'MA Magallanes=Magallanes y de la Antártica Chilena',
      'Pacific/Easter': 'IP Isla de Pascua=Easter Island=Rapa Nui',
    },
  },
  CN: { most: 'Asia/Shanghai', states: {} },
  CY: { most: 'Asia/Nicosia', states: {} },
  DE: { most: 'Europe/Berlin', states: {} },
  EC: {
    most: 'America/Guayaquil',
    states: {
      'America/Guayaquil':
        'G Guayas,P Pichincha,A Azuay,M Manabí,O El Oro,T Tungurahua,L Loja,I Imbabura,H Chimborazo,R Los Ríos,X Cotopaxi',
      'Pacific/Galapagos': 'W Galápagos=Islas Galápagos=Galapagos Islands',
    },
  },
  ES: {
    most: 'Europe/Madrid',
    states: {
      'Europe/Madrid':
        'MD Madrid=Comunidad de Madrid=M,CT Cataluña=Catalunya=Catalonia=Barcelona=B=Girona=Lleida=Tarragona,AN Andalucía=Andalusia=Sevilla=Málaga=Granada=Córdoba=Cádiz=Almería=Huelva=Jaén,VC Comunidad Valenciana=Comunitat Valenciana=Valencia=València=Alicante=Castellón,PV País Vasco=Euskadi=Basque Country=Vizcaya=Bizkaia=Guipúzcoa=Gipuzkoa=Álava,GA Galicia=A Coruña=La Coruña=Pontevedra=Lugo=Ourense,AR Aragón=Zaragoza=Huesca=Teruel,CL Castilla y León=Castile and León=Valladolid=Burgos=León=Salamanca=Segovia=Ávila=Soria=Zamora=Palencia,CM Castilla-La Mancha=Toledo=Albacete=Ciudad Real=Cuenca=Guadalajara,MC Murcia=Región de Murcia,NC Navarra=Nafarroa=Navarre,AS Asturias,CB Cantabria,RI La Rioja,EX Extremadura=Badajoz=Cáceres,IB Islas Baleares=Illes Balears=Baleares=Balears=Balearic Islands=Mallorca=Ibiza=Menorca',
      'Africa/Ceuta': 'CE Ceuta,ML Melilla',
      'Atlantic/Canary':
        'CN Canarias=Islas Canarias=Canary Islands=Canaries=Kanarische Inseln=Las Palmas=Santa Cruz de Tenerife=Tenerife=Gran Canaria=Lanzarote=Fuerteventura=La Palma=TF=GC',
    },
  },
  FM: {
    most: 'Pacific/Pohnpei',
    states: { 'Pacific/Pohnpei': 'PNI Pohnpei', 'Pacific/Kosrae': 'KSA Kosrae', 'Pacific/Chuuk': 'TRK Chuuk=Truk,YAP Yap' },
  },
  GL: {
    most: 'America/Nuuk',
    states: {
      'America/Nuuk': 'SM Sermersooq,QE Qeqqata,KU Kujalleq,QT Qeqertalik',
      'America/Thule': 'TH Thule=Qaanaaq=Pituffik',
      'America/Scoresbysund': 'IT Ittoqqortoormiit=Scoresbysund',
      'America/Danmarkshavn': 'NE Northeast Greenland=Danmarkshavn',
    },
  },
  ID: {
    most: 'Asia/Jakarta',
    states: {
      'Asia/Jakarta':
        'JK Jakarta=DKI Jakarta=Daerah Khusus Ibukota Jakarta,JB Jawa Barat=West Java,JT Jawa Tengah=Central Java,JI Jawa Timur=East Java,BT Banten,YO Yogyakarta=DI Yogyakarta=Daerah Istimewa Yogyakarta,AC Aceh,SU Sumatera Utara=North Sumatra,SB Sumatera Barat=West Sumatra,SS Sumatera Selatan=South Sumatra,RI Riau,KR Kepulauan Riau=Riau Islands,JA Jambi,BE Bengkulu,LA Lampung,BB Bangka Belitung=Kepulauan Bangka Belitung',
      'Asia/Pontianak': 'KB Kalimantan Barat=West Kalimantan,KT Kalimantan Tengah=Central Kalimantan',
      'Asia/Makassar':
        'BA Bali,NB Nusa Tenggara Barat=West Nusa Tenggara=NTB,NT Nusa Tenggara Timur=East Nusa Tenggara=NTT,KS Kalimantan Selatan=South Kalimantan,KI Kalimantan Timur=East Kalimantan,KU Kalimantan Utara=North Kalimantan,SN Sulawesi Selatan=South Sulawesi,SA Sulawesi Utara=North Sulawesi,ST Sulawesi Tengah=Central Sulawesi,SG Sulawesi Tenggara=Southeast Sulawesi,SR Sulawesi Barat=West Sulawesi,GO Gorontalo',
      'Asia/Jayapura':
        'PA Papua,PB Papua Barat=West Papua,MA Maluku,MU Maluku Utara=North Maluku,PS Papua Selatan=South Papua,PT Papua Tengah=Central Papua,PE Papua Pegunungan=Highland Papua,PD Papua Barat Daya=Southwest Papua',
    },
  },
  KI: {
    most: 'Pacific/Tarawa',
    states: {
      'Pacific/Tarawa': 'G Gilbert Islands=Tarawa',
      'Pacific/Kiritimati': 'L Line Islands=Kiritimati',
      'Pacific/Kanton': 'P Phoenix Islands=Kanton',
    },
  },
  KZ: { most: 'Asia/Almaty', states: {} },
  MH: { most: 'Pacific/Majuro', states: {} },
  MN: {
    most: 'Asia/Ulaanbaatar',
    states: {
      'Asia/Ulaanbaatar': '1 Ulaanbaatar=Ulan Bator=UB',
      'Asia/Hovd': '043 Khovd=Hovd,046 Uvs,071 Bayan-Ölgii=Bayan-Ulgii',
    },
  },
  MX: {
    most: 'America/Mexico_City',
    states: {
      'America/Mexico_City':
        'CMX Ciudad de México=CDMX=Mexico City=Distrito Federal=DF=D.F.,AGU Aguascalientes=AGS,CAM Campeche=CAMP,COL Colima,CHP Chiapas=CHIS,DUR Durango=DGO,GUA Guanajuato=GTO,GRO Guerrero,HID Hidalgo=HGO,JAL Jalisco,MEX Estado de México=México=Mexico State=State of Mexico=EDOMEX,MIC Michoacán=MICH=Michoacán de Ocampo,MOR Morelos,OAX Oaxaca,PUE Puebla,QUE Querétaro=QRO=Querétaro de Arteaga,SLP San Luis Potosí,TAB Tabasco,TLA Tlaxcala=TLAX,VER Veracruz=Veracruz de Ignacio de la Llave,ZAC Zacatecas',
      'America/Merida': 'YUC Yucatán',
      'America/Cancun': 'ROO Quintana Roo=QR=Q. ROO',
      'America/Monterrey': 'NLE Nuevo León=NL,COA Coahuila=COAH=Coahuila de Zaragoza,TAM Tamaulipas=TAMPS',
      'America/Chihuahua': 'CHH Chihuahua=CHIH',
      'America/Hermosillo': 'SON Sonora',
      'America/Mazatlan': 'SIN Sinaloa,BCS Baja California Sur,NAY Nayarit',
      'America/Tijuana': 'BCN Baja California=BC=Baja California Norte',
    },
  },
  MY: { most: 'Asia/Kuala_Lumpur', states: {} },
  NZ: {
    most: 'Pacific/Auckland',
    states: {
      'Pacific/Auckland':
        'AUK Auckland,WGN Wellington,CAN Canterbury=Christchurch,WKO Waikato=Hamilton,BOP Bay of Plenty,OTA Otago=Dunedin,HKB Hawke’s Bay,MWT Manawatū-Whanganui=Manawatu,NTL Northland,TKI Taranaki,STL Southland,NSN Nelson,MBH Marlborough,TAS Tasman,GIS Gisborne,WTC West Coast,NI North Island,SI South Island',
      'Pacific/Chatham': 'CIT Chatham Islands',
    },
  },
  PF: {
    most: 'Pacific/Tahiti',
    states: {
      'Pacific/Tahiti': 'T Tahiti=Îles du Vent=Windward Islands=Papeete=Moorea=Bora Bora=Society Islands',
      'Pacific/Marquesas': 'M Marquesas=Marquises=Îles Marquises=Marquesas Islands',
      'Pacific/Gambier': 'G Gambier=Îles Gambier=Gambier Islands',
    },
  },
  PG: {
    most: 'Pacific/Port_Moresby',
    states: {
      'Pacific/Port_Moresby':
        'NCD National Capital District=Port Moresby,CPM Central,MPL Morobe,EHG Eastern Highlands,WHM Western Highlands',
      'Pacific/Bougainville': 'NSB Bougainville=North Solomons',
    },
  },
  PS: { most: 'Asia/Hebron', states: {} },
  PT: {
    most: 'Europe/Lisbon',
    states: {
      'Europe/Lisbon':
        '11 Lisboa=Lisbon,13 Porto=Oporto,03 Braga,01 Aveiro,06 Coimbra,10 Leiria,15 Setúbal,08 Faro=Algarve,14 Santarém,18 Viseu,16 Viana do Castelo,17 Vila Real,05 Castelo Branco,09 Guarda,07 Évora,02 Beja,12 Portalegre,04 Bragança',
      'Atlantic/Madeira': '30 Madeira=Região Autónoma da Madeira=Funchal',
      'Atlantic/Azores': '20 Açores=Azores=Região Autónoma dos Açores=Ponta Delgada',
    },
  },
  RU: {
    most: 'Europe/Moscow',
    states: {
      'Europe/Kaliningrad': 'KGD Kaliningrad=Kaliningrad Oblast=Kaliningradskaya oblast=Калининградская область=Калининград',
      'Europe/Moscow':
        'MOW Moscow=Moskva=Moskau=Москва,MOS Moscow Oblast=Moskovskaya oblast=Московская область,SPE Saint Petersburg=St. Petersburg=Sankt-Peterburg=Санкт-Петербург,LEN Leningrad Oblast=Leningradskaya oblast=Ленинградская область,TA Tatarstan=Kazan=Татарстан=Республика Татарстан,KDA Krasnodar Krai=Krasnodar=Краснодарский край,ROS Rostov Oblast=Rostov=Ростовская область,NIZ Nizhny Novgorod Oblast=Nizhny Novgorod=Нижегородская область,VOR Voronezh Oblast=Voronezh=Воронежская область,TUL Tula Oblast=Tula=Тульская область,YAR Yaroslavl Oblast=Yaroslavl=Ярославская область,VLA Vladimir Oblast=Vladimir,KLU Kaluga Oblast=Kaluga,BEL Belgorod Oblast=Belgorod,STA Stavropol Krai=Stavropol,CE Chechnya,DA Dagestan,MUR Murmansk Oblast=Murmansk,ARK Arkhangelsk Oblast=Arkhangelsk,VLG Vologda Oblast=Vologda,KO Komi,KR Karelia,PNZ Penza Oblast=Penza,RYA Ryazan Oblast=Ryazan,TVE Tver Oblast=Tver,SMO Smolensk Oblast=Smolensk',
      'Europe/Volgograd': 'VGG Volgograd Oblast=Volgograd=Волгоградская область',
      'Europe/Kirov': 'KIR Kirov Oblast=Kirov=Кировская область',
      'Europe/Astrakhan': 'AST Astrakhan Oblast=Astrakhan=Астраханская область',
      'Europe/Saratov': 'SAR Saratov Oblast=Saratov=Саратовская область',
      'Europe/Ulyanovsk': 'ULY Ulyanovsk Oblast=Ulyanovsk=Ульяновская область',
      'Europe/Samara': 'SAM Samara Oblast=Samara=Самарская область,UD Udmurtia=Удмуртия=Udmurt Republic',
      'Asia/Yekaterinburg':
        'SVE Sverdlovsk Oblast=Sverdlovsk=Yekaterinburg=Ekaterinburg=Свердловская область,CHE Chelyabinsk Oblast=Chelyabinsk=Челябинская область,PER Perm Krai=Perm=Пермский край,BA Bashkortostan=Ufa=Башкортостан=Республика Башкортостан,TYU Tyumen Oblast=Tyumen=Тюменская область,KHM Khanty-Mansi=Khanty-Mansi Autonomous Okrug=ХМАО,YAN Yamalo-Nenets=ЯНАО,ORE Orenburg Oblast=Orenburg=Оренбургская область,KGN Kurgan Oblast=Kurgan=Курганская область',
      'Asia/Omsk': 'OMS Omsk Oblast=Omsk=Омская область',
      'Asia/Novosibirsk': 'NVS Novosibirsk Oblast=Novosibirsk=Новосибирская область',
      'Asia/Barnaul': 'ALT Altai Krai=Barnaul=Алтайский край,AL Altai Republic=Республика Алтай',
      'Asia/Tomsk': 'TOM Tomsk Oblast=Tomsk=Томская область',
      'Asia/Novokuznetsk': 'KEM Kemerovo Oblast=Kemerovo=Кемеровская область=Kuzbass',
      'Asia/Krasnoyarsk': 'KYA Krasnoyarsk Krai=Krasnoyarsk=Красноярский край,KK Khakassia=Хакасия,TY Tuva=Тыва',
      'Asia/Irkutsk': 'IRK Irkutsk Oblast=Irkutsk=Иркутская область,BU Buryatia=Бурятия',
      'Asia/Chita': 'ZAB Zabaykalsky Krai=Chita=Забайкальский край',
      'Asia/Yakutsk': 'SA Sakha=Yakutia=Sakha (Yakutia)=Якутия=Республика Саха,AMU Amur Oblast=Amur=Амурская область',
      'Asia/Vladivostok':
        'PRI Primorsky Krai=Primorye=Vladivostok=Приморский край,KHA Khabarovsk Krai=Khabarovsk=Хабаровский край,YEV Jewish Autonomous Oblast',
      'Asia/Magadan': 'MAG Magadan Oblast=Magadan=Магаданская область',
      'Asia/Sakhalin': 'SAK Sakhalin Oblast=Sakhalin=Сахалинская область',
      'Asia/Kamchatka': 'KAM Kamchatka Krai=Kamchatka=Камчатский край',
      'Asia/Anadyr': 'CHU Chukotka=Чукотский автономный округ',
    },
  },
  UA: {
    most: 'Europe/Kyiv',
    states: { 'Europe/Kyiv': '30 Kyiv=Kiev=Київ,46 Lviv=Львів,51 Odesa=Odessa,63 Kharkiv,12 Dnipro=Dnipropetrovsk' },
  },
  UM: { most: 'Pacific/Wake', states: { 'Pacific/Wake': '79 Wake Island', 'Pacific/Midway': '71 Midway Islands=Midway' } },
  US: {
    most: 'America/Chicago',
    states: {
      'America/New_York':
        'CT Connecticut,DC District of Columbia=Washington DC=Washington D.C.,DE Delaware,FL Florida,GA Georgia,IN Indiana,KY Kentucky,MA Massachusetts,MD Maryland,ME Maine,MI Michigan,NC North Carolina,NH New Hampshire,NJ New Jersey,NY New York=New York State,OH Ohio,PA Pennsylvania,RI Rhode Island,SC South Carolina,VA Virginia,VT Vermont,WV West Virginia',
      'America/Chicago':
        'AL Alabama,AR Arkansas,IA Iowa,IL Illinois,KS Kansas,LA Louisiana,MN Minnesota,MO Missouri,MS Mississippi,ND North Dakota,NE Nebraska,OK Oklahoma,SD South Dakota,TN Tennessee,TX Texas,WI Wisconsin',
      'America/Denver': 'CO Colorado,ID Idaho,MT Montana,NM New Mexico,UT Utah,WY Wyoming',
      'America/Phoenix': 'AZ Arizona',
      'America/Los_Angeles': 'CA California=Calif,NV Nevada,OR Oregon,WA Washington=Washington State',
      'America/Anchorage': 'AK Alaska',
      'Pacific/Honolulu': 'HI Hawaii=Hawai’i',
      'America/Puerto_Rico': 'PR Puerto Rico',
      'America/St_Thomas': 'VI Virgin Islands=US Virgin Islands',
      'Pacific/Guam': 'GU Guam',
      'Pacific/Saipan': 'MP Northern Mariana Islands',
      'Pacific/Pago_Pago': 'AS American Samoa',
    },
  },
  UZ: { most: 'Asia/Tashkent', states: {} },
};
