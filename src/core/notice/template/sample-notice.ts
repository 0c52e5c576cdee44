import type { Category } from "../../case/event.ts";
import type { Finding } from "../../report/finding.ts";
import type { NoticeInput } from "../render-notice.ts";

/** What a made-up notice may differ by. */
export interface SampleChange extends Pick<NoticeInput, "firstMailAt" | "language" | "part" | "test"> {
	readonly category: Category;
	/** Rows of its list; at least 1, at most 200. */
	readonly rows: number;
	readonly round: number;
	readonly dutch: boolean;
	readonly number: string;
	readonly hotline: NoticeInput["hotline"];
}

/** Titles, descriptions and details as reports of each category have them. */
const cases: Readonly<
	Record<Category, { readonly title: string; readonly about: string; readonly details: Finding["details"] }>
> = {
	vulnerability: {
		title: "Voorbeeld Gateway CVE-2026-10001",
		about:
			"Versies van Voorbeeld Gateway voor 4.2 laten een aanvaller zonder wachtwoord opdrachten uitvoeren. De leverancier " +
			"heeft op 2 november een update uitgebracht.",
		details: { vulnerability: "CVE-2026-10001", version: "4.1.7" },
	},
	infection: {
		title: "Voorbeeldbot",
		about: "Deze systemen maken verbinding met een server waarmee de makers van Voorbeeldbot hun botnet aansturen.",
		details: { infection: "voorbeeldbot" },
	},
	phishing: {
		title: "Nagemaakte inlogpagina's van een bank",
		about: "De pagina's doen zich voor als die van Voorbeeldbank en vragen om gebruikersnaam, wachtwoord en een code.",
		details: { url: "https://inloggen.voorbeeldbank.example/nl" },
	},
	"fraud-shop": {
		title: "Nepwinkels met merkschoenen",
		about: "De winkels nemen betalingen aan en leveren niets. Bij elkaar zijn er 40 meldingen van gedupeerden.",
		details: { url: "https://schoenen.example/betalen" },
	},
	malware: {
		title: "Voorbeeldlader",
		about: "Het bestand doet zich voor als een factuur en installeert een programma dat wachtwoorden steelt.",
		details: { malware: "voorbeeldlader", url: "https://bestanden.example/factuur.zip" },
	},
	other: {
		title: "Open mailserver",
		about: "Deze mailservers nemen post aan voor iedereen en worden gebruikt om spam te versturen.",
		details: { service: "smtp" },
	},
};

/** A notice about made-up systems (RFC 5737 and RFC 2606: addresses and names for documentation), for looking at templates. */
export function sampleNotice({ category, rows, number, dutch, ...change }: SampleChange): NoticeInput {
	const { title, about } = cases[category];
	return {
		...change,
		case: { number, title, category, description: about, reference: "https://advies.example/2026/42" },
		operator: dutch
			? { name: "Voorbeeld Hosting B.V.", country: "NL", dutch }
			: { name: "Beispiel Netz GmbH", country: "DE", dutch },
		findings: Array.from({ length: rows }, (_, row) => findingOf(category, row)),
	};
}

/** The network for documentation, TEST-NET-1. */
const network = 0xc0_00_02_00n;

function findingOf(category: Category, row: number): Finding {
	const address = network + BigInt(row + 1);
	const range = { version: 4, first: address, last: address } as const;
	return {
		...{ id: row + 1, line: row + 2, target: { kind: "address", text: `192.0.2.${row + 1}`, range }, count: 1 },
		...{ port: category === "other" ? 25 : 443, protocol: "tcp" },
		firstSeen: "2026-11-18T06:30:00.000Z",
		lastSeen: `2026-11-20T14:${String(row % 60).padStart(2, "0")}:00.000Z`,
		details: cases[category].details,
	};
}
