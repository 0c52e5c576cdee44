import type { OptionSpec } from "../src/core/command/command-spec.ts";
import type { Attachment, OptionValues } from "../src/ports/chat.ts";

/** A text option's value, or null when it was not given. */
export function textOption(options: OptionValues, name: string): string | null {
	const value = options[name];
	return typeof value === "string" ? value : null;
}

/** The value of a file option that is required, so that it is there. */
export function fileOption(options: OptionValues): Attachment {
	const { file } = options;
	if (typeof file !== "object") throw new Error("the file option is required and was checked");
	return file;
}

/** Extensions of the files that a report may be. */
export const reportFiles = [".csv", ".tsv", ".txt", ".lst", ".zip"] as const;

/** Which case a command is about; left out in the case's own thread. */
export const caseOption: OptionSpec = {
	name: "case",
	type: "case",
	required: false,
	maxLength: 30,
	description: { en: "Case number; not needed in its own thread", nl: "Zaaknummer; niet nodig in de eigen thread" },
};

/** Why an entry of the directory or an opt-out is there. */
export const reasonOption: OptionSpec = {
	...{ name: "reason", type: "text", required: true, maxLength: 200 },
	description: { en: "Why, and who asked for it", nl: "Waarom, en wie erom vroeg" },
};

/** A table for the directory or for the opt-outs. */
export const tableOption: OptionSpec = {
	...{ name: "file", type: "file", required: true, accept: [".csv", ".tsv", ".txt"] },
	description: {
		en: "CSV as the export gives it; nothing changes before you press Import",
		nl: "CSV zoals de export het geeft; er verandert niets voor je op Importeren drukt",
	},
};

/** Which entries of a list are meant. */
export const aboutOption: OptionSpec = {
	...{ name: "about", type: "text", required: false, maxLength: 300 },
	description: {
		en: "Address, network, AS number, domain or mail address; says which entry counts",
		nl: "Adres, netwerk, AS-nummer, domein of mailadres; zegt welke regel telt",
	},
};

/** The last day on which it counts. */
export const untilOption: OptionSpec = {
	...{ name: "until", type: "text", required: false, maxLength: 10 },
	description: {
		en: "Last day, as 2027-01-31; without: until removed",
		nl: "Laatste dag, als 2027-01-31; zonder: tot verwijderen",
	},
};
