import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { createRandom } from "../random.ts";
import { mailboxOf, type Networks, type RegistryShape, renderUpper } from "./made-up-networks.ts";

const roleKey = (role: number) => `AR${role}-BENCH`;
const orgKey = (org: number) => `ORG-B${org}-BENCH`;
const dates =
	"created:        2012-05-04T10:11:12Z\nlast-modified:  2019-01-04T10:11:12Z\nsource:         RIPE\n# Filtered\n\n";
/** One in so many objects stands twice in its file. */
const twice = 50_000;

function rangeKey(networks: Networks, at: number): string {
	const [first, last] = [networks.first[at] as number, networks.last[at] as number];
	if (networks.version === 4) return `inetnum:        ${renderUpper(4, first)} - ${renderUpper(4, last)}`;
	return `inet6num:       ${renderUpper(6, first)}::/${64 - Math.log2(last - first + 1)}`;
}

function* networkObjects(networks: Networks): Generator<string> {
	const { count, org, role, allocation, version } = networks;
	for (let at = 0; at < count; at++) {
		const isAllocation = allocation[at] === 1;
		const status = `${isAllocation ? "ALLOCATED" : "ASSIGNED"}${version === 4 ? " PA" : isAllocation ? "-BY-RIR" : ""}`;
		const named = `${(org[at] as number) >= 0 ? `org:            ${orgKey(org[at] as number)}\n` : ""}${(role[at] as number) >= 0 ? `abuse-c:        ${roleKey(role[at] as number)}\n` : ""}`;
		const object = `${rangeKey(networks, at)}\nnetname:        NET-${at % 100_000}\ndescr:          Customer premises ${at}\ncountry:        NL\n${named}admin-c:        DUMY-BENCH\ntech-c:         DUMY-BENCH\nstatus:         ${status}\nmnt-by:         ${isAllocation ? "RIPE-NCC-HM-MNT" : `LIR${at % 24_000}-MNT`}\n${dates}`;
		yield object;
		if (at % twice === twice - 1) yield object;
	}
}

function* organisationObjects({ organisations }: RegistryShape): Generator<string> {
	for (let org = 0; org < organisations; org++)
		yield `organisation:   ${orgKey(org)}\norg-name:       Operator ${org} B.V.\ncountry:        NL\norg-type:       ${org < organisations / 5 ? "LIR" : "OTHER"}\naddress:        Made-up street 1\nabuse-c:        ${roleKey(org)}\nmnt-by:         RIPE-NCC-HM-MNT\n${dates}`;
}

function* roleObjects({ roles }: RegistryShape): Generator<string> {
	for (let role = 0; role < roles; role++)
		yield `role:           Abuse ${role}\naddress:        Made-up street 1\nnic-hdl:        ${roleKey(role)}\nabuse-mailbox:  ${mailboxOf(role) || "none as yet"}\nmnt-by:         LIR-MNT\n${dates}`;
}

function* routeObjects(networks: Networks, count: number): Generator<string> {
	const random = createRandom(count);
	const { version, first, last } = networks;
	for (let made = 0; made < count; made++) {
		const at = random.below(networks.count);
		const bits = Math.floor(Math.log2((last[at] as number) - (first[at] as number) + 1));
		const from = Math.floor((first[at] as number) / 2 ** bits) * 2 ** bits;
		const block = version === 4 ? `${renderUpper(4, from)}/${32 - bits}` : `${renderUpper(6, from)}::/${64 - bits}`;
		yield `${version === 4 ? "route:          " : "route6:         "}${block}\norigin:         AS${1000 + random.below(60_000)}\nmnt-by:         LIR-MNT\nsource:         RIPE\n\n`;
	}
}

/** Writes a made-up registry as the RIPE database's split files, packed as its ftp site has them. */
export async function writeSplitFiles(
	folder: string,
	all: readonly [Networks, Networks],
	shape: RegistryShape,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	const [four, six] = all;
	const files: Record<string, Generator<string>> = {
		inetnum: networkObjects(four),
		inet6num: networkObjects(six),
		organisation: organisationObjects(shape),
		role: roleObjects(shape),
		route: routeObjects(four, Math.round(shape.routes * 0.8)),
		route6: routeObjects(six, Math.round(shape.routes * 0.2)),
	};
	for (const [type, objects] of Object.entries(files)) {
		const file = createWriteStream(join(folder, `ripe.db.${type}.gz`));
		await pipeline(Readable.from(inPieces(objects)), createGzip({ level: 1 }), file);
	}
}

function* inPieces(objects: Iterable<string>): Generator<string> {
	let text = "";
	for (const object of objects) {
		text += object;
		if (text.length < 131_072) continue;
		yield text;
		text = "";
	}
	yield text;
}
