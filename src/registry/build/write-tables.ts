import { type ByteWriter, byteWriter } from "./byte-writer.ts";
import type { Collector } from "./collect-objects.ts";
import type { IndexFile } from "./index-file.ts";

/** Writes entries one behind the other, and where each begins, with the end as one more. */
async function writeEntries<T>(
	file: IndexFile,
	names: {
		readonly at: "organisationAt" | "roleAt" | "autNumAt";
		readonly entries: "organisations" | "roles" | "autNums";
	},
	entries: readonly T[],
	write: (entry: T, to: ByteWriter) => void,
): Promise<void> {
	const to = byteWriter();
	const at = new Uint32Array(entries.length + 1);
	for (const [index, entry] of entries.entries()) {
		at[index] = to.length;
		write(entry, to);
	}
	at[entries.length] = to.length;
	await file.whole(names.at, at);
	await file.whole(names.entries, to.take());
}

/** Writes the contacts' tables. References are places from 1; 0 = none. */
export async function writeTables(file: IndexFile, { roles, organisations, autNums }: Collector): Promise<void> {
	await writeEntries(file, { at: "roleAt", entries: "roles" }, roles, (role, to) => {
		to.text(role.handle);
		to.number(role.mailboxes.length);
		for (const mailbox of role.mailboxes) to.text(mailbox);
		to.text(role.unreadable ?? "");
	});
	await writeEntries(file, { at: "organisationAt", entries: "organisations" }, organisations, (organisation, to) => {
		to.text(organisation.handle);
		to.text(organisation.name ?? "");
		to.number(organisation.country);
		to.number(organisation.role + 1);
	});
	const sorted = [...autNums].sort(([a], [b]) => a - b);
	await file.whole(
		"autNumbers",
		Uint32Array.from(sorted, ([asn]) => asn),
	);
	await writeEntries(file, { at: "autNumAt", entries: "autNums" }, sorted, ([, { name, org, role }], to) => {
		to.text(name);
		to.number(org + 1);
		to.number(role + 1);
	});
}
