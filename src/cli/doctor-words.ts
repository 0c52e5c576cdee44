import type { DnsRecord } from "../core/deliverability/record.ts";
import type { Language } from "../core/language.ts";

/** What the doctor says of all platforms together. */
export interface DoctorWords {
	readonly noneSet: string;
	readonly setOne: string;
	readonly templates: string;
	readonly registry: string;
	readonly index: (day: string, objects: string) => string;
	readonly indexOld: (days: string) => string;
	readonly indexNoSchedule: string;
	readonly indexNone: string;
	readonly indexNoneOffline: string;
	readonly indexFiles: string;
	readonly indexUnusable: string;
	readonly indexUpdate: string;
	readonly updateFailed: (when: string) => string;
	readonly mail: string;
	readonly recordLines: (record: DnsRecord) => string;
	readonly keyMade: (file: string) => string;
	readonly keyExists: (file: string) => string;
	readonly keyNotWritten: (file: string) => string;
	readonly recordForForm: string;
	readonly recordForZone: string;
	readonly keySettings: string;
	readonly allWell: string;
	readonly toDo: (count: number) => string;
}

const words: Readonly<Record<Language, DoctorWords>> = {
	en: {
		noneSet: "Neither Discord nor Slack is set up: DISCORD_TOKEN and SLACK_BOT_TOKEN are empty.",
		setOne: "The README says step by step how to make a bot in either, and where to find its token.",
		templates: "Templates",
		registry: "Registry",
		index: (day, objects) => `The index has data from ${day}: ${objects} objects.`,
		indexOld: (days) => `That is ${days} days old.`,
		indexNoSchedule: "It is not renewed by itself: REGISTRY_CRON is empty.",
		indexNone: "There is no index: RIPE, RDAP and WHOIS are asked live, and see which networks you look up.",
		indexNoneOffline: "There is no index, and LIVE_LOOKUP is off: nobody is found but who is in the directory.",
		indexFiles: "An index is made of the split files in the registry's folder at the next start.",
		indexUnusable: "The index can't be read.",
		indexUpdate: "Run meldkamer registry update.",
		updateFailed: (when) => `The last update, ${when}, failed.`,
		mail: "Mail",
		recordLines: ({ name, type, value }) => `  Name:  ${name}\n  Type:  ${type}\n  Value: ${value}`,
		keyMade: (file) =>
			`The private key is in ${file}. Who has it can sign as you: keep it where only the bot reads it.`,
		keyExists: (file) => `${file} exists already, and a key is not written over: name another file.`,
		keyNotWritten: (file) => `${file} can't be written: does its folder exist, and may you write there?`,
		recordForForm: "Publish this record. In the form of a DNS provider:",
		recordForZone: "The same as a line of a zone file:",
		keySettings: "When it is there, set these and run meldkamer doctor:",
		allWell: "All is well.",
		toDo: (count) => (count === 1 ? "1 thing to put right." : `${count} things to put right.`),
	},
	nl: {
		noneSet: "Discord en Slack zijn niet ingesteld: DISCORD_TOKEN en SLACK_BOT_TOKEN zijn leeg.",
		setOne: "De README zegt voor allebei stap voor stap hoe je een bot maakt en waar het token staat.",
		templates: "Teksten van mails",
		registry: "Register",
		index: (day, objects) => `De index heeft gegevens van ${day}: ${objects} objecten.`,
		indexOld: (days) => `Dat is ${days} dagen oud.`,
		indexNoSchedule: "Hij wordt niet vanzelf ververst: REGISTRY_CRON is leeg.",
		indexNone: "Er is geen index: RIPE, RDAP en WHOIS krijgen de vragen zelf, en zien welke netwerken je opzoekt.",
		indexNoneOffline: "Er is geen index en LIVE_LOOKUP staat uit: alleen wie in het adresboek staat wordt gevonden.",
		indexFiles: "Van de losse bestanden in de map van het register wordt bij de volgende start een index gemaakt.",
		indexUnusable: "De index is niet te lezen.",
		indexUpdate: "Geef meldkamer registry update.",
		updateFailed: (when) => `De laatste keer bijwerken, ${when}, is mislukt.`,
		mail: "Mail",
		recordLines: ({ name, type, value }) => `  Naam:   ${name}\n  Type:   ${type}\n  Waarde: ${value}`,
		keyMade: (file) =>
			`De privésleutel staat in ${file}. Wie hem heeft kan als jullie ondertekenen: bewaar hem waar alleen de bot erbij kan.`,
		keyExists: (file) => `${file} bestaat al, en een sleutel wordt niet overschreven: noem een ander bestand.`,
		keyNotWritten: (file) => `${file} is niet te schrijven: bestaat de map, en mag je daar schrijven?`,
		recordForForm: "Publiceer dit record. In het formulier van een DNS-provider:",
		recordForZone: "Hetzelfde als regel in een zonebestand:",
		keySettings: "Staat het er, stel dan dit in en geef meldkamer doctor:",
		allWell: "Alles is in orde.",
		toDo: (count) => (count === 1 ? "1 ding om recht te zetten." : `${count} dingen om recht te zetten.`),
	},
};

export function doctorWords(language: Language): DoctorWords {
	return words[language];
}
