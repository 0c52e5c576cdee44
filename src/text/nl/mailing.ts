import { count } from "../count.ts";
import type { MailingTexts } from "../texts.ts";

export const mailing: MailingTexts = {
	testMail: "Testmail",
	testMailsRequested: (who, mails) => `${who} stuurt zichzelf ${count(mails, "testmail", "testmails")}.`,
	testMailFailed: (operator, problem) => `Testmail over ${operator} niet verstuurd: ${problem}`,
	testProblems: {
		"no-mailbox": "het eigen adres van de aanvrager is niet meer bevestigd",
		stopped: "alle mail is stilgelegd",
		changed: "de zaak is intussen veranderd",
		"opted-out": "de beheerder wil geen meldingen",
		"too-large": "hij is te groot voor één mail; de echte gaat in delen",
		leak: "er stond iets in dat niet van deze beheerder is. Ook de echte mail zou daarom niet weggaan",
		"not-accepted": "de mailserver nam hem niet aan",
		unknown: "uitkomst onbekend; kijk in je mailbox",
	},
	testMailsGo: (mails, mailbox) =>
		`${count(mails, "testmail gaat", "testmails gaan")} naar ${mailbox}. De beheerders krijgen niets.`,
	testMailsRest: (done, total) => `Dat is tot en met mail ${done} van ${total}; meer gaan er niet tegelijk.`,
	testMailsNext: (mails) => `De volgende ${mails}`,
	ownNone: "Je hebt hier nog geen eigen mailadres. Testmails gaan alleen daarheen.",
	ownUnconfirmed: (mailbox) => `Je adres is ${mailbox}, maar het is nog niet bevestigd.`,
	ownIs: (mailbox) => `Je adres is ${mailbox}. Daar gaan testmails heen.`,
	ownForgotten: "Je adres is gewist.",
	ownNotAMailbox: "Dat is geen mailadres. Typ er een, zoals anna@example.nl.",
	ownAlready: (mailbox) => `${mailbox} is al je adres, en het is bevestigd.`,
	codeSent: (mailbox) => `Er is een code onderweg naar ${mailbox}. Hij werkt 30 minuten; vul hem hier in.`,
	codeInOutbox: (mailbox) =>
		`De mail met de code voor ${mailbox} staat in de outbox: er is geen mailserver ingesteld. Hij werkt 30 minuten; vul hem hier in.`,
	codeTooSoon: "Je vroeg nog geen minuut geleden om een code. Wacht even en vraag het dan opnieuw.",
	codeNotTaken: (mailbox) => `De mailserver nam de mail aan ${mailbox} niet aan. Kijk of het adres klopt.`,
	codeLater: "De mailserver neemt nu niets aan, dus er is geen code verstuurd. Probeer het over een paar minuten weer.",
	codeWrong: "Dat is de code niet. Kijk in de nieuwste mail; na vijf keer heb je een nieuwe code nodig.",
	codeOver: "Er is geen code die nog werkt. Vraag een nieuwe.",
	codeRight: (mailbox) => `${mailbox} is bevestigd.`,
	askAddress: "Adres opgeven …",
	askAddressTitle: "Je eigen mailadres",
	askAddressIntro: "Je krijgt er één keer een code. Niemand anders ziet het adres.",
	askAddressLabel: "Mailadres",
	askAddressSubmit: "Stuur me een code",
	enterCode: "Code invullen …",
	enterCodeTitle: "Code uit de mail",
	enterCodeLabel: "Code van zes cijfers",
	enterCodeSubmit: "Bevestigen",
	newCode: "Nieuwe code …",
	codeSubject: "Code om je mailadres te bevestigen",
	codeText: (code, hotline) =>
		`Je code is ${code}. Hij werkt 30 minuten.\n\nNiet om gevraagd? Dan heeft iemand zich in het adres vergist; je hoeft niets te doen.\n\n${hotline}\n`,
	stopped: (who, when, reason) =>
		`${who} heeft alle mail stilgelegd (${when}): ${reason} Tot een coördinator dat opheft, wordt er niets verstuurd.`,
	stopTitle: "Alle mail is stilgelegd",
	stopBy: "Stilgelegd door",
	stopReason: "Waarom",
	stopSince: "Sinds",
	stopNote:
		"Er gaat geen nieuwe mail meer uit, van geen enkele zaak. Wat al onderweg was, komt nog aan. Een coördinator heft het op met /mail resume.",
	stopDone: (cases) =>
		`Alle mail is stilgelegd en ${count(cases, "zaak is", "zaken zijn")} gepauzeerd. Wat al onderweg was, komt nog aan.`,
	stopAlready: (who, when) => `Alle mail was al stilgelegd, door ${who} (${when}).`,
	liftTitle: "Er mag weer gemaild worden",
	liftBody: (who) =>
		`${who} hief de stop op. Zaken die erdoor gepauzeerd zijn, wachten tot iemand ze een voor een hervat.`,
	liftDone: "De stop is opgeheven. Zaken die erdoor gepauzeerd zijn, blijven dat: hervat ze een voor een.",
	liftNone: "De mail is niet stilgelegd.",
	liftHow: "Mag er weer gemaild worden, dan typt een coördinator /mail resume.",
	stopFromHere:
		"De bot pauzeert zaken die verstuurd worden en meldt het in het statuskanaal: binnen enkele seconden, of anders als hij weer start.",
	stopNotSeen: "De bot draait op de ingebouwde opslag, dus alleen /status kan zeggen of alle mail is stilgelegd.",
	storeInUse:
		"De bot draait op de ingebouwde opslag, en daar kan maar één proces tegelijk in werken. Typ /mail stop in de chat, of stop de bot zelf: ook dan gaat er geen mail meer uit.",
	checkStore: "Kijk of DATABASE_URL klopt en of de databaseserver draait.",
	csamRefused:
		"Dit meldpunt neemt geen meldingen aan van beelden van seksueel kindermisbruik. Er is niets bewaard van wat je stuurde. Stuur de links of bestanden aan niemand door, download niets en zoek niet verder.",
	csamWhere:
		"Meld dit bij Meldpunt Kinderporno (Offlimits): meldpunt-kinderporno.nl; dat kan anoniem. Is een kind nu in gevaar? Bel 112. Anders de politie: 0900-8844.",
	csamAbroad: "Buiten Nederland: op inhope.org staat welk meldpunt het in welk land aanneemt.",
	csamMistaken: "Gaat je rapport over iets anders? Laat dat woord dan weg en stuur het opnieuw.",
	csamLink: "Meldpunt Kinderporno",
};
