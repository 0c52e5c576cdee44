import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderAddress, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import type { TestDatabase } from "./naive-registry.ts";

const line = (name: string, value: string | null) => (value === null ? "" : `${`${name}:`.padEnd(16)}${value}\n`);
const dashed = ({ version, first, last }: AddressRange) =>
	`${renderAddress(version, first)} - ${renderAddress(version, last)}`;
/** IPv6 as a block where it is one: the database knows no other form, the reader does. */
const keyOf = (range: AddressRange) => {
	const block = renderRange(range);
	if (range.version === 4 || !/\/|^[^-]+$/.test(block)) return dashed(range);
	return block.includes("/") ? block : `${block}/128`;
};

/** The database in the form of RIPE's split files: file name → text. */
export function splitFilesOf({ networks, organisations, roles, routes }: TestDatabase): Record<string, string> {
	const files: Record<string, string> = {};
	const add = (type: string, text: string) => {
		files[`ripe.db.${type}`] = `${files[`ripe.db.${type}`] ?? ""}${text}source:         RIPE\n\n`;
	};
	for (const { range, name, country, org, abuseC, ends } of networks) {
		const type = range.version === 4 ? "inetnum" : "inet6num";
		const rest = line("netname", name) + line("country", country) + line("org", org) + line("abuse-c", abuseC);
		add(type, line(type, keyOf(range)) + rest + line("mnt-by", ends ? "RIPE-NCC-HM-MNT" : "TEST-MNT"));
	}
	for (const { handle, name, country, abuseC, isLir } of organisations) {
		const rest = line("org-name", name) + line("country", country) + line("abuse-c", abuseC);
		add("organisation", line("organisation", handle) + rest + line("org-type", isLir ? "LIR" : "OTHER"));
	}
	for (const { handle, mailbox } of roles) {
		add("role", line("role", "Test") + line("nic-hdl", handle) + line("abuse-mailbox", mailbox));
	}
	for (const { range, origin } of routes) {
		const type = range.version === 4 ? "route" : "route6";
		const block = renderRange(range);
		const key = block.includes("/") ? block : `${block}/${range.version === 4 ? 32 : 128}`;
		add(type, line(type, key) + line("origin", `AS${origin}`));
	}
	return files;
}

/** Writes the files into a new folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
	await mkdir(folder, { recursive: true });
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	return folder;
}
