import { count } from "../count.ts";
import type { StepTexts } from "../texts.ts";

export const steps: StepTexts = {
	bot: "Meldkamer",
	opened: (who, file) => `${who} opende de zaak met ${file}.`,
	columnAsked: "Er is geen kolom met adressen gevonden. Welke is het?",
	columnChosen: (who, column) => `${who} koos de kolom ‘${column}’.`,
	roundListRead: (matched, unmatched) =>
		`De lijst voor deze ronde is gelezen: ${count(matched, "bevinding is", "bevindingen zijn")} nog steeds geraakt; ${count(unmatched, "regel hoort", "regels horen")} niet bij deze zaak.`,
	unreadable: (reason) => `Het bestand kon niet worden gelezen. ${reason}`,
	unreadableAtLine: (reason, line) => `Het bestand kon niet worden gelezen (regel ${line}). ${reason}`,
	voted: (who, vote) => `${who} stemde: ${vote}.`,
	changedVote: (who, previous, vote) => `${who} veranderde zijn of haar stem van ${previous} in ${vote}.`,
	reminded: (missing) =>
		`De termijn van de stemming is voorbij. Nog nodig: ${count(missing, "stem", "stemmen")}. De stemming blijft open.`,
	decided: {
		approved: "De stemming is beslist: geldig. Nu worden de beheerders opgezocht.",
		rejected: "De stemming is beslist: niet geldig. Er wordt niets gemaild.",
		"needs-info":
			"De stemming is beslist: er is meer info nodig. Geef die met /case info; dan volgt een nieuwe stemming.",
	},
	infoProvided: (who, text) => `${who} vult aan: ${text}`,
	assigned: (who, operator, mailboxes) => `${who} wees een contact toe: ${operator} (${mailboxes}).`,
	merged: (who, operator) => `${who} voegde een groep toe aan ${operator}, die hetzelfde mailadres heeft.`,
	leftOut: (who, operator, reason) => `${who} liet ${operator} weg: ${reason}`,
	handedOver: (who, operator, to) => `${who} droeg ${operator} over aan ${to}.`,
	unnamedGroup: (id) => `groep ${id}`,
	paused: (who) => `${who} pauzeerde het versturen.`,
	resumed: (who) => `${who} hervatte het versturen.`,
	accepted: (operator, findings) => `${operator}: mail aangenomen (${count(findings, "bevinding", "bevindingen")}).`,
	refused: (operator, code) => `${operator}: mail geweigerd${code}. Er is niets aangekomen.`,
	deferred: (operator, code, when) => `${operator}: nu niet${code}; volgende poging ${when}.`,
	gaveUp: (operator, code) => `${operator}: te vaak uitgesteld${code}; geen pogingen meer. Er is niets aangekomen.`,
	unknown: (operator) =>
		`${operator}: uitkomst onbekend. De mail kan zijn aangekomen en gaat dus niet vanzelf nog eens. Beoordeel dit.`,
	code: (code) => ` (code ${code})`,
	countedAsSent: (who, operator) => `${who} telt de mail aan ${operator} als verstuurd.`,
	sentAgain: (who, operator) => `${who} laat de mail aan ${operator} opnieuw versturen.`,
	split: (operator, parts) => `${operator}: de lijst is te groot voor één mail en gaat in ${parts} delen.`,
	partOf: (operator, part, of) => `${operator} (deel ${part} van ${of})`,
	retried: (who, operator) => `${who} laat de mail aan ${operator} nog eens proberen.`,
	roundFinished: (round, accepted, refused, unknown) =>
		`Ronde ${round} is klaar: ${accepted} aangenomen, ${refused} geweigerd, ${unknown} onbekend.`,
	roundRequested: (who, round, file) => `${who} begon ronde ${round} met ${file}.`,
	note: (who, text) => `${who} noteert: ${text}`,
	withdrawn: (who, reason) => `${who} trok de zaak in: ${reason}`,
	closed: (who, day) => `${who} sloot de zaak. De adressen worden op ${day} gewist; de totalen blijven.`,
	reopened: (who) => `${who} heropende de zaak.`,
	purged: "De adressen van deze zaak zijn gewist. De totalen blijven.",
};
