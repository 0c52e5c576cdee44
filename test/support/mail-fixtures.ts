import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = (kind: "bounces" | "ordinary") => fileURLToPath(new URL(`../fixtures/mails/${kind}/`, import.meta.url));

/** A mail with the line ends that mails have. */
export function mailOf(text: string): Uint8Array {
	return new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n"));
}

/** One of the mails in `test/fixtures/mails`, by its name without `.eml`. */
export function mailFixture(kind: "bounces" | "ordinary", name: string): Uint8Array {
	return mailOf(readFileSync(`${folder(kind)}${name}.eml`, "utf8"));
}

/** The names of those mails. */
export function mailFixtures(kind: "bounces" | "ordinary"): string[] {
	return readdirSync(folder(kind))
		.map((name) => name.replace(/\.eml$/, ""))
		.sort();
}
