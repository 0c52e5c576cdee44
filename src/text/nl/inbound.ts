import type { InboundTexts } from "../texts.ts";

export const inbound: InboundTexts = {
	cameBack: "teruggekomen",
	cameBackFrom: "Teruggekomen van",
	reasons: {
		"no-mailbox": "mailbox bestaat niet",
		"no-domain": "het domein neemt geen mail aan",
		disabled: "mailbox staat uit",
		full: "mailbox is vol",
		"too-large": "de mail is te groot voor hen",
		policy: "hun mailserver wil deze mail niet",
		"not-reachable": "hun mailserver is niet te bereiken",
		other: "niet bezorgd",
	},
	bounced: (operator, why) => `Mail aan ${operator} kwam terug: ${why}.`,
	bouncedFrom: (operator, mailboxes, why) =>
		`Mail aan ${operator} kwam terug van ${mailboxes}: ${why}. Hij ging ook naar een ander adres van deze beheerder.`,
	bouncedHint: "Kies een ander adres bij ‘Te beoordelen mails’.",
	delayed: (operator, why) => `Mail aan ${operator} is vertraagd: ${why}. De mailserver blijft het proberen.`,
	replied: (operator) => `${operator} heeft geantwoord; kijk in de mailbox.`,
	repliedUnsure: "Er kwam mail over deze zaak binnen, maar van wie is niet zeker; kijk in de mailbox.",
	otherContact: "Ander contact …",
	notReachedNote: (mails) => `Niet aangekomen: ${mails}. Bij ‘Te beoordelen mails’ kies je een ander contact.`,
};
