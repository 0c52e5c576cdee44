import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const splitPath = (type: string) => `ripe/dbase/split/ripe.db.${type}.gz`;
export const delegatedPath = "pub/stats/ripencc/delegated-ripencc-extended-latest";
export const inetnumPath = splitPath("inetnum");
export const organisationPath = splitPath("organisation");

/** Text that hardly packs, so that a small file is large enough to be cut in. */
function filler(seed: string, bytes: number): string {
	let text = "";
	for (let count = 0; text.length < bytes; count++)
		text += createHash("sha256").update(`${seed} ${count}`).digest("hex");
	return text.slice(0, bytes);
}

export interface PublishedOptions {
	/** Networks of 256 addresses below 10.0.0.0, each with a mailbox of its own number. */
	readonly networks: number;
	/** Bytes of remarks with each network. */
	readonly remarks?: number;
	/** Stands in every mailbox, so that one edition is told from the next. */
	readonly edition?: string;
}

/** Everything that an index is made of, with `networks` networks of one made-up operator. */
export function publishedFiles({ networks, remarks = 200, edition = "one" }: PublishedOptions): Map<string, Buffer> {
	const inetnum = Array.from({ length: networks }, (_, index) => {
		const block = `10.${index >> 8}.${index & 255}`;
		return `inetnum: ${block}.0 - ${block}.255\nnetname: NET-${index}\nremarks: ${filler(`${edition} ${index}`, remarks)}\ncountry: NL\norg: ORG-T1-RIPE\nstatus: ASSIGNED PA\nmnt-by: TEST-MNT\nsource: RIPE\n`;
	});
	const packed = (text: string) => gzipSync(Buffer.from(text));
	const delegated = `2|ripencc|1790632799|1|19700101|20260928|+0200\nripencc|*|ipv4|*|1|summary\nripencc|NL|ipv4|10.0.0.0|65536|20200101|allocated|a\n`;
	const files = new Map<string, Buffer>([
		[inetnumPath, packed(inetnum.join("\n"))],
		[
			splitPath("inet6num"),
			packed("inet6num: 2001:db8::/32\nnetname: SIX\ncountry: NL\norg: ORG-T1-RIPE\nsource: RIPE\n"),
		],
		[
			organisationPath,
			packed("organisation: ORG-T1-RIPE\norg-name: Test Net\ncountry: NL\nabuse-c: AB1-RIPE\nsource: RIPE\n"),
		],
		[
			splitPath("role"),
			packed(`role: Abuse\nnic-hdl: AB1-RIPE\nabuse-mailbox: abuse@${edition}.example\nsource: RIPE\n`),
		],
		[splitPath("aut-num"), packed("aut-num: AS64496\nas-name: TEST\norg: ORG-T1-RIPE\nsource: RIPE\n")],
		[splitPath("route"), packed("route: 10.0.0.0/16\norigin: AS64496\nsource: RIPE\n")],
		[splitPath("route6"), packed("route6: 2001:db8::/32\norigin: AS64496\nsource: RIPE\n")],
		[delegatedPath, Buffer.from(delegated)],
	]);
	return withMd5(files);
}

/** Adds the checksum of the delegations as the RIPE NCC writes it. */
export function withMd5(files: Map<string, Buffer>): Map<string, Buffer> {
	const md5 = createHash("md5")
		.update(files.get(delegatedPath) ?? "")
		.digest("hex");
	return files.set(`${delegatedPath}.md5`, Buffer.from(`MD5 (delegated-ripencc-extended-latest) = ${md5}`));
}
