import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExpectedGroups } from "./scenario-groups.ts";

/** A report over many operators, in space of no operator (RFC 6598) that a setting opens, with the registry that knows them. */
export interface Wide {
	readonly fileName: string;
	readonly report: Uint8Array;
	/** Fits REGISTRY_DIR. */
	readonly registry: Readonly<Record<string, string>>;
	/** Fits ALLOWED_SPECIAL_USE. */
	readonly ranges: string;
	readonly groups: ExpectedGroups;
	readonly findings: number;
	/** Findings in networks that name nobody. */
	readonly withoutContact: number;
}

const object = (attributes: readonly (readonly [string, string])[]) =>
	`${attributes.map(([name, value]) => `${`${name}:`.padEnd(16)}${value}`).join("\n")}\n`;

/** `operators` operators with a /24 each and `perOperator` addresses; besides, one network in ten names nobody. */
export function makeWide({ operators, perOperator }: { operators: number; perOperator: number }): Wide {
	const networks: string[] = [];
	const organisations: string[] = [];
	const roles: string[] = [];
	const rows: string[] = [];
	const groups = new Map<string, Set<string>>();
	let withoutContact = 0;
	const unnamed = Math.floor(operators / 10);
	for (let index = 0; index < operators + unnamed; index++) {
		const named = index < operators;
		const net = `100.${64 + (index >> 8)}.${index & 255}`;
		const id = String(index + 1).padStart(5, "0");
		networks.push(
			object([
				["inetnum", `${net}.0 - ${net}.255`],
				["netname", `WIDE-${id}`],
				["country", "NL"],
				...(named ? ([["org", `ORG-W${id}-DEMO`]] as const) : []),
				["status", "ALLOCATED PA"],
				["mnt-by", "RIPE-NCC-HM-MNT"],
				["source", "RIPE"],
			]),
		);
		if (named) {
			const mailbox = `abuse@net${id}.example`;
			organisations.push(
				object([
					["organisation", `ORG-W${id}-DEMO`],
					["org-name", `Netwerk ${id} B.V.`],
					["country", "NL"],
					["abuse-c", `W${id}-DEMO`],
					["mnt-by", "WIDE-MNT"],
					["source", "RIPE"],
				]),
			);
			roles.push(
				object([
					["role", `Abuse ${id}`],
					["abuse-mailbox", mailbox],
					["nic-hdl", `W${id}-DEMO`],
					["mnt-by", "WIDE-MNT"],
					["source", "RIPE"],
				]),
			);
			groups.set(mailbox, new Set());
		}
		for (let host = 1; host <= perOperator; host++) {
			const ip = `${net}.${host}`;
			rows.push(`2026-11-20 0${host % 10}:00:00,${ip},${host % 2 === 0 ? 443 : 25},tcp,host${host}.net${id}.example`);
			if (named) groups.get(`abuse@net${id}.example`)?.add(ip);
			else withoutContact += 1;
		}
	}
	// Mixed, so that an operator's rows lie far apart: 7919 is prime to any count here.
	const mixed = rows.map((_, index) => rows[(index * 7919) % rows.length] as string);
	const text = `timestamp,ip,port,protocol,hostname\n${mixed.join("\n")}\n`;
	if (new Set(mixed).size !== rows.length) throw new Error("mixing the rows lost some");
	return {
		fileName: "wide.csv",
		report: new TextEncoder().encode(text),
		registry: {
			"ripe.db.inetnum": networks.join("\n"),
			"ripe.db.organisation": organisations.join("\n"),
			"ripe.db.role": roles.join("\n"),
		},
		ranges: "100.64.0.0/10",
		groups,
		findings: rows.length,
		withoutContact,
	};
}

/** Writes files of the registry's split format; several sets become one. */
export async function writeRegistry(
	folder: string,
	...sets: readonly Readonly<Record<string, string>>[]
): Promise<string> {
	await mkdir(folder, { recursive: true });
	const names = new Set(sets.flatMap((set) => Object.keys(set)));
	for (const name of names) await writeFile(join(folder, name), sets.map((set) => set[name] ?? "").join("\n"));
	return folder;
}
