import { demoReport } from "../../../src/demo/demo-report.ts";

export interface ReportFile {
	readonly fileName: string;
	readonly bytes: Uint8Array;
	/** The affected addresses in it, as they stand there. */
	readonly addresses: readonly string[];
}

const encode = (text: string) => new TextEncoder().encode(text);

/** The demo's report. */
export function demoFile(): ReportFile {
	const { fileName, text } = demoReport();
	const addresses = [...text.matchAll(/^"[^"]*","([^"]+)"/gm)].map(([, address = ""]) => address);
	return { fileName, bytes: encode(text), addresses: addresses.filter((address) => address !== "ip") };
}

/** Who is behind which address of the small report, with the demo's registry and rules. */
export const small = {
	veenland: ["192.0.2.5", "192.0.2.6", "192.0.2.7"],
	molenwiek: ["192.0.2.70", "192.0.2.71"],
	waterrand: ["192.0.2.100"],
	noContact: ["203.0.113.130", "203.0.113.131"],
	abroad: ["203.0.113.162", "203.0.113.163", "203.0.113.164"],
	privateLooking: ["203.0.113.209"],
	optedOut: ["203.0.113.193"],
} as const;

/** Which of them each mailed operator gets, by its mailboxes. */
export const smallGroups = new Map([
	["abuse@veenland.example", new Set<string>(small.veenland)],
	["abuse@molenwiek.example", new Set<string>(small.molenwiek)],
	["security@waterrand.example", new Set<string>(small.waterrand)],
]);

/** Thirteen findings: three operators to be mailed (six findings), four groups that are not (seven). */
export function smallFile(): ReportFile {
	return listFile(Object.values(small).flat());
}

/** A CSV with these addresses. */
export function listFile(addresses: readonly string[]): ReportFile {
	const rows = addresses.map((address) => `${address},443,tcp`);
	return { fileName: "lijst.csv", bytes: encode(`ip,port,protocol\n${rows.join("\n")}\n`), addresses };
}

/** Addresses under a header that says nothing. */
export function unnamedColumnFile(): ReportFile {
	const addresses = [...small.veenland, ...small.molenwiek];
	const rows = addresses.map((address, index) => `regel ${index},${address},actief`);
	return { fileName: "export.csv", bytes: encode(`nr,waarde,stand\n${rows.join("\n")}\n`), addresses };
}

export function binaryFile(): ReportFile {
	const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) & 255);
	return { fileName: "foto.csv", bytes, addresses: [] };
}

export function emptyFile(): ReportFile {
	return { fileName: "leeg.csv", bytes: new Uint8Array(), addresses: [] };
}

/** A valid list of more than `bytes` bytes. */
export function largeFile(bytes: number): ReportFile {
	const row = "192.0.2.5,443,tcp,0123456789012345678901234567890123456789\n";
	const text = `ip,port,protocol,note\n${row.repeat(Math.ceil(bytes / row.length) + 1)}`;
	return { fileName: "groot.csv", bytes: encode(text), addresses: ["192.0.2.5"] };
}
