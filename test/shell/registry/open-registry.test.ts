import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import type { LocalRegistry } from "../../../src/ports/contact-source.ts";
import { openSplitFiles } from "../../../src/registry/open-registry.ts";
import { RegistryFault } from "../../../src/registry/registry-fault.ts";

const fixture = "test/fixtures/registry";
const signal = new AbortController().signal;
const range = (text: string) => parseRegisteredRange(text) as AddressRange;

async function contactIn(registry: LocalRegistry, text: string): Promise<Contact | null> {
	const answer = await registry.find(range(text), signal);
	return answer.kind === "contact" ? answer.contact : null;
}

describe("the registry from split files", () => {
	let registry: LocalRegistry;
	beforeAll(async () => {
		registry = await openSplitFiles(fixture);
	});
	const find = (text: string) => contactIn(registry, text);

	it("takes the organisation's abuse-c for an allocation", async () => {
		expect(await find("192.0.2.1")).toMatchObject({
			mailboxes: ["abuse@polder.example"],
			operator: "Polder Netwerken B.V.",
			organisationCountry: "NL",
			rangeCountry: "NL",
			asn: 64496,
			leaf: false,
			netname: "NL-POLDER",
			others: [],
			source: "registry",
			path: ["inetnum 192.0.2.0 - 192.0.2.255", "org ORG-POLD1-TEST", "role PN1-TEST"],
		});
	});

	it("takes the object's own abuse-c first, and the AS of the most specific route", async () => {
		expect(await find("192.0.2.70")).toMatchObject({
			mailboxes: ["abuse@klant-a.example", "noc@klant-a.example"],
			asn: 64497,
			leaf: true,
			organisationCountry: null,
			path: ["inetnum 192.0.2.64 - 192.0.2.127", "role KA1-TEST"],
		});
	});

	it("climbs to the parent when an object has none", async () => {
		expect(await find("192.0.2.130")).toMatchObject({
			mailboxes: ["abuse@polder.example"],
			operator: "Polder Netwerken B.V.",
			range: range("192.0.2.128 - 192.0.2.191"),
			path: [
				"inetnum 192.0.2.128 - 192.0.2.191",
				"inetnum 192.0.2.0 - 192.0.2.255",
				"org ORG-POLD1-TEST",
				"role PN1-TEST",
			],
		});
	});

	it("ends the climb at an object that a stop maintainer keeps, also through mnt-lower", async () => {
		expect(await find("192.0.2.193")).toMatchObject({ mailboxes: [], operator: "POLDER-EIND" });
		expect(await find("203.0.113.9")).toMatchObject({ mailboxes: [], operator: "OUD" });
	});

	it("goes to the organisation, too, when the object's role is not there", async () => {
		expect(await find("192.0.2.201")).toMatchObject({
			mailboxes: ["security&abuse@dijkgraaf.example"],
			path: ["inetnum 192.0.2.200 - 192.0.2.207", "org ORG-DIJK1-TEST", "role DR1-TEST"],
		});
	});

	it("goes to the organisation when the object's role has no abuse-mailbox", async () => {
		expect(await find("192.0.2.209")).toMatchObject({
			mailboxes: ["security&abuse@dijkgraaf.example"],
			operator: "Stichting Dijkgraaf Reünie",
			organisationCountry: null,
		});
	});

	it("leaves out objects of other sources", async () => {
		expect((await find("192.0.2.217"))?.range).toEqual(range("192.0.2.0 - 192.0.2.255"));
	});

	it("names no range country where two are written, and no AS where routes differ", async () => {
		expect(await find("198.51.100.7")).toMatchObject({ organisationCountry: "DE", rangeCountry: null, asn: null });
	});

	it("counts a placeholder as not covered", async () => {
		expect(await registry.find(range("8.8.8.8"), signal)).toEqual({ kind: "not-covered" });
		expect(await registry.find(range("2a00::1"), signal)).toEqual({ kind: "not-covered" });
	});

	it("answers for IPv6, with handles in any case and padded groups", async () => {
		expect(await find("2001:db8:aa::1")).toMatchObject({ mailboxes: ["abuse@klant-a.example", "noc@klant-a.example"] });
		expect(await find("2001:db8:ab::1")).toMatchObject({ mailboxes: ["abuse@polder.example"], asn: 64496 });
	});

	it("answers for a network with the object that holds all of it", async () => {
		expect((await find("192.0.2.96/27"))?.range).toEqual(range("192.0.2.64 - 192.0.2.127"));
		expect((await find("192.0.2.64 - 192.0.2.130"))?.range).toEqual(range("192.0.2.0 - 192.0.2.255"));
	});

	it("tells what is inside a network, with the parts that nobody has", () => {
		const inside = registry.inside(range("192.0.2.0 - 192.0.2.207"));
		expect(inside.gaps).toBe(false);
		expect(inside.contacts.map((contact) => renderRange(contact.range))).toEqual([
			"192.0.2.0/24",
			"192.0.2.64/26",
			"192.0.2.128/26",
			"192.0.2.192/29",
			"192.0.2.200/29",
		]);
		expect(registry.inside(range("192.0.2.64 - 192.0.2.191")).contacts).toHaveLength(2);
		expect(registry.inside(range("192.0.1.0 - 192.0.2.63"))).toMatchObject({ gaps: true, contacts: [{}] });
	});

	it("takes steps 1 and 2 for an AS number", async () => {
		const polder = await registry.findAsn(64496, signal);
		expect(polder).toMatchObject({ kind: "contact", contact: { mailboxes: ["abuse@polder.example"], asn: 64496 } });
		expect(await registry.findAsn(64497, signal)).toMatchObject({
			contact: { mailboxes: [], operator: "LOS-AS" },
		});
		expect(await registry.findAsn(65000, signal)).toEqual({ kind: "not-covered" });
	});
});

describe("the registry's folder", () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "registry-"));
	});
	afterAll(() => rm(folder, { recursive: true }));
	const sub = async (name: string) => {
		await mkdir(join(folder, name));
		return join(folder, name);
	};

	it("reads packed files, in Latin-1 too, and says when the data is from", async () => {
		const packed = await sub("packed");
		for (const name of await readdir(fixture)) {
			const text = await readFile(join(fixture, name), "utf8");
			await writeFile(join(packed, `${name}.gz`), gzipSync(Buffer.from(text, "latin1")));
		}
		const registry = await openSplitFiles(packed);
		expect((await contactIn(registry, "192.0.2.209"))?.operator).toBe("Stichting Dijkgraaf Reünie");
		expect(registry.objects).toBe((await openSplitFiles(fixture)).objects);
		expect(Date.now() - Date.parse(registry.asOf)).toBeLessThan(60_000);
	});

	it("reads each object once where a file is there both plain and packed", async () => {
		const both = await sub("both");
		await copyFile(join(fixture, "ripe.db.inetnum"), join(both, "ripe.db.inetnum"));
		const before = (await openSplitFiles(both)).objects;
		await writeFile(join(both, "ripe.db.inetnum.gz"), gzipSync(await readFile(join(fixture, "ripe.db.inetnum"))));
		expect((await openSplitFiles(both)).objects).toBe(before);
	});

	it("says what to do when the folder is missing, empty, or a file is cut off", async () => {
		await expect(openSplitFiles(join(folder, "nowhere"))).rejects.toThrow(/REGISTRY_DIR/);
		await expect(openSplitFiles(await sub("empty"))).rejects.toThrow(/neither registry\.index nor a ripe\.db\.inetnum/);
		const cut = await sub("cut");
		await writeFile(join(cut, "ripe.db.inetnum.gz"), gzipSync(await readFile(join(fixture, "ripe.db.inetnum"))));
		await truncate(join(cut, "ripe.db.inetnum.gz"), 200);
		const opening = openSplitFiles(cut);
		await expect(opening).rejects.toBeInstanceOf(RegistryFault);
		await expect(opening).rejects.toThrow(/Fetch it again/);
	});

	it("refuses a file that is one endless line", async () => {
		const endless = await sub("endless");
		await writeFile(join(endless, "ripe.db.inetnum"), "a".repeat(3 * 1024 * 1024));
		await expect(openSplitFiles(endless)).rejects.toBeInstanceOf(RegistryFault);
	});
});
