import type { MailTexts } from "../../core/notice/mail-texts.ts";

const months = [
	"januari",
	"februari",
	"maart",
	"april",
	"mei",
	"juni",
	"juli",
	"augustus",
	"september",
	"oktober",
	"november",
	"december",
];
/** Names such as `B.V.` bring their own. */
const fullStop = (text: string) => (text.endsWith(".") ? text : `${text}.`);
const codeOfConduct = (abuse: string) =>
	`Volgens de Gedragscode Abusebestrijding treden netwerkbeheerders direct op tegen ${abuse}, omdat dit mensen ernstig ` +
	"schaadt en doorgaat totdat iemand ingrijpt. Wij vragen u daarom om vandaag nog in te grijpen.";
const passOn =
	"Is een systeem van een klant van u? Stuur de klant dan de regels door die over zijn systemen gaan, of grijp zelf in.";

/** The words of a notice in Dutch. */
export const nlMail: MailTexts = {
	salutation: "L.S.,",
	thisLanguageBelow: "(Nederlands hieronder)",
	heading: "Nederlands",
	categories: {
		vulnerability: {
			systems: (count) => (count === 1 ? "1 kwetsbaar systeem" : `${count} kwetsbare systemen`),
			atStake:
				"Een aanvaller kan via zo'n systeem binnenkomen, gegevens stelen, gijzelsoftware plaatsen of van daaruit anderen " +
				"aanvallen. Dat kan al gebeurd zijn.",
			whatToDo: [
				"Installeer de beveiligingsupdate van de leverancier. Kan dat nog niet, scherm het systeem dan af van het internet.",
				"Controleer of er al misbruik van de kwetsbaarheid is gemaakt: een update verwijdert geen indringer.",
				passOn,
			],
			urgency: null,
		},
		infection: {
			systems: (count) => (count === 1 ? "1 besmet systeem" : `${count} besmette systemen`),
			atStake:
				"Een besmet systeem doet wat een aanvaller wil: het kan gegevens lekken, anderen aanvallen of besmetten, en " +
				"gijzelsoftware binnenlaten.",
			whatToDo: [
				"Zoek het systeem op; de tijden en poorten in de lijst helpen daarbij als er NAT wordt gebruikt. Koppel het los van het netwerk.",
				"Maak het schoon of installeer het opnieuw, en verander de wachtwoorden die erop gebruikt zijn.",
				"Zoek uit hoe de besmetting binnenkwam en sluit die weg af.",
				passOn,
			],
			urgency: null,
		},
		phishing: {
			systems: (count) => (count === 1 ? "1 adres met phishing" : `${count} adressen met phishing`),
			atStake:
				"Bezoekers geven hier hun inlog- of betaalgegevens aan criminelen. Zolang de pagina bereikbaar is, komen er " +
				"slachtoffers bij.",
			whatToDo: [
				"Maak de pagina ontoegankelijk.",
				"Bewaar de bestanden en logbestanden voor een eventuele aangifte.",
				"Staat de pagina op een gehackte website? Dicht dan het lek, anders staat zij er morgen weer.",
				passOn,
			],
			urgency: codeOfConduct("phishing"),
		},
		"fraud-shop": {
			systems: (count) =>
				count === 1 ? "1 adres met een frauduleuze webwinkel" : `${count} adressen met frauduleuze webwinkels`,
			atStake:
				"Mensen betalen hier voor iets dat zij nooit krijgen, en laten hun gegevens bij oplichters achter. Zolang de winkel " +
				"bereikbaar is, komen er slachtoffers bij.",
			whatToDo: [
				"Maak de webwinkel ontoegankelijk.",
				"Bewaar de klantgegevens en logbestanden voor een eventuele aangifte.",
				"Controleer of dezelfde klant meer van zulke winkels bij u heeft.",
			],
			urgency: codeOfConduct("frauduleuze webwinkels"),
		},
		malware: {
			systems: (count) =>
				count === 1 ? "1 adres dat malware verspreidt" : `${count} adressen die malware verspreiden`,
			atStake:
				"Wie het bestand ophaalt en opent, wordt besmet. Zolang het bereikbaar is, komen er slachtoffers bij. Open het zelf " +
				"alleen in een afgesloten omgeving.",
			whatToDo: [
				"Maak het bestand ontoegankelijk, of koppel het systeem los.",
				"Bewaar het bestand en de logbestanden voor een eventuele aangifte.",
				"Is het systeem gehackt? Zoek dan uit hoe, en sluit die weg af.",
				passOn,
			],
			urgency: codeOfConduct("de verspreiding van malware"),
		},
		other: {
			systems: (count) =>
				count === 1 ? "1 systeem met een beveiligingsprobleem" : `${count} systemen met een beveiligingsprobleem`,
			atStake: "Wat er mis is en wat daarvan de gevolgen kunnen zijn, leest u in de beschrijving.",
			whatToDo: ["Controleer deze systemen en verhelp het probleem.", passOn],
			urgency: null,
		},
	},
	subject: ({ number, systems, repeat }) => `[${number}] ${repeat ? "Herhaling: " : ""}${systems} in uw netwerk`,
	whoWeAre: ({ name, operator }) =>
		`Wij zijn ${name}, een meldpunt van vrijwilligers. Wij geven beveiligingsproblemen door aan wie er iets aan kan ` +
		`doen. U krijgt deze mail als abuse-contact van ${fullStop(operator ?? "het netwerk waarin de systemen staan")}`,
	repeat: (round) =>
		`Dit is een herhaling (ronde ${round}): wij schreven u hierover eerder. De systemen op deze lijst zijn opnieuw gevonden.`,
	whatWasFound: ({ count, systems, title }) =>
		`Bij ons ${count === 1 ? "is" : "zijn"} ${systems} in uw netwerk gemeld. Onze vrijwilligers hebben de melding ` +
		`beoordeeld. Het gaat om: ${title}`,
	seen: (first, last) =>
		first === last
			? `Gezien op ${first} (UTC).`
			: `Voor het eerst gezien op ${first}, voor het laatst op ${last} (UTC).`,
	day: (date) => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`,
	atStakeHeading: "Wat staat er op het spel?",
	whatToDoHeading: "Wat kunt u doen?",
	descriptionHeading: "Beschrijving",
	listHeading: "Lijst",
	factsAbove: ({ description, fileName }) =>
		`${description ? "De beschrijving en de lijst staan" : "De lijst staat"} hierboven. Alle regels, met alle ` +
		`bijzonderheden, staan in de bijlage ${fileName}`,
	listIntro: ({ shown, total, fileName }) =>
		shown === total
			? `Dezelfde lijst, met alle bijzonderheden, zit als CSV-bestand bij deze mail: ${fileName}`
			: `Hieronder staan de eerste ${shown} van ${total} regels. Alle regels, met alle bijzonderheden, staan in de bijlage ${fileName}`,
	moreInAttachment: (more, fileName) => `… en nog ${more} in de bijlage ${fileName}`,
	columns: { target: "Adres", port: "Poort", seen: "Laatst gezien (UTC)", count: "Aantal" },
	moreInformation: (reference) => `Meer informatie: ${reference}`,
	questions: (number) =>
		`Vragen, of klopt er iets niet? Antwoord op deze mail en laat ${number} in het onderwerp staan. U hoeft ons niet te ` +
		"melden wat u hebt gedaan; wij houden dat niet bij.",
	optOut:
		"Wilt u geen meldingen meer van ons krijgen? Laat het ons weten in een antwoord op deze mail, dan stoppen wij ermee.",
	privacy:
		"IP-adressen kunnen persoonsgegevens zijn. Wij verwerken ze op grond van een gerechtvaardigd belang (artikel 6, lid 1, " +
		"onder f, AVG): de beheerders waarschuwen en schade voorkomen. Deze mail bevat alleen adressen waarvoor u volgens onze " +
		"gegevens het contact bent; wij sturen deze lijst aan niemand anders.",
	regards: "Met vriendelijke groet,",
};
