import type { RefusalTexts } from "../texts.ts";

export const refusals: RefusalTexts = {
	"case-exists": "Dit zaaknummer is al in gebruik. Probeer het nog eens.",
	"no-such-case": "Die zaak bestaat niet. /case list toont de open zaken.",
	"not-a-person": "Dit kan alleen een mens doen.",
	stale: "Deze knop is van een eerder moment: de zaak is al verder. Gebruik de nieuwste kaart in de thread.",
	"wrong-state": (status: string) => `Dat kan nu niet: de zaak staat op ‘${status}’.`,
	"title-missing": "Er is geen titel. Zeg in één regel wat er gevonden is.",
	"description-missing": "Er is geen beschrijving. Zeg wat er gevonden is, sinds wanneer, en wat er op het spel staat.",
	"address-in-text":
		"Er staat een IP-adres in de tekst. Iedereen in het kanaal kan dit lezen; laat adressen dus alleen in het bestand staan.",
	"reference-not-a-link": "De verwijzing moet een openbare link zijn die begint met https:// of http://.",
	"no-such-column": "Die kolom staat niet in het bestand. Kies er een uit het menu.",
	"own-report": "Dit rapport is van jou, dus anderen beslissen erover. Jouw stem telt niet mee.",
	"same-vote": "Zo heb je al gestemd. Druk op een andere knop om je stem te wijzigen.",
	"text-missing": "De tekst is leeg. Typ wat je wilt zeggen.",
	"numbers-do-not-add-up": "De aantallen kloppen niet, dus er is niets vastgelegd. Dit is een fout van ons.",
	"no-such-group": "Die groep zit niet meer in deze zaak. Open de lijst opnieuw.",
	"group-opted-out": "Deze beheerder wil geen meldingen. Verwijder eerst de afmelding als dat veranderd is.",
	"group-mailed": "Deze groep is in deze ronde al gemaild.",
	"bad-mailbox": "Dat is geen mailadres. Typ een of meer adressen zoals abuse@example.nl, met komma's ertussen.",
	"too-many-mailboxes": "Hoogstens 5 mailadressen per beheerder.",
	"confirmation-mismatch": "Je typte een ander zaaknummer. Er is niets verstuurd.",
	"nothing-to-send": "Er is niets te versturen: in deze ronde is geen beheerder meer over.",
	"no-such-notice": "Die mail hoort niet bij deze zaak.",
	"not-unknown": "De uitkomst van deze mail is inmiddels bekend.",
	"notice-replaced": "Voor deze beheerder is intussen iets anders besloten. Open de lijst opnieuw.",
	"not-refused": "Deze mail is niet geweigerd en gaat dus niet nog eens.",
	"earlier-round": "Deze mail hoort bij een eerdere ronde, en die is voorbij. Ga verder met de nieuwste ronde.",
	"already-mailed-this-round":
		"Deze mailadressen zijn in deze ronde al gemaild. Begin een nieuwe ronde met /case round.",
	"already-sent": "Deze zaak is al gemaild en kan dus niet meer worden ingetrokken. Sluit hem met /case close.",
	"unknown-open": "Van een of meer mails is de uitkomst onbekend. Zeg eerst van elk of hij als verstuurd telt.",
	"test-mails-asked": "Om deze testmails vroeg je net al; ze komen eraan.",
	"cannot-reopen-unreadable":
		"Het bestand van deze zaak was niet te lezen. Open een nieuwe zaak met een bestand dat wel te lezen is.",
	purged: "De adressen van deze zaak zijn gewist, zoals het hoort. Open een nieuwe zaak.",
};
