import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { parseRegisteredRange } from "../../../src/core/contact/parse-registered-range.ts";
import { containsRange, renderRange } from "../../../src/core/report/range.ts";
import type { AddressRange } from "../../../src/core/report/target.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { ripeSource } from "../../../src/lookup/ripe-rest/ripe-source.ts";
import type { Survey } from "../../../src/ports/contact-source.ts";
import { abuseOf, holding, type RipeDatabase, type RipeNetwork } from "../../support/ripe-database.ts";
import { type RipeRestServer, startRipeRest } from "../../support/ripe-rest-server.ts";

const range = (text: string) => parseRegisteredRange(text) as AddressRange;
const signal = new AbortController().signal;
const block = range("20.0.1.0/24");
const at = (offset: number): AddressRange => {
	const address = block.first + BigInt(offset);
	return { version: 4, first: address, last: address };
};
/** Addresses of the block, and of those next to it. */
const everywhere = Array.from({ length: 256 }, (_, offset) => at(offset));

/** Networks round 20.0.1.0/24 that lie inside one another or apart, as a registry keeps them; not all of them blocks. */
const databases = fc
	.array(
		fc.record({
			first: fc.integer({ min: -300, max: 500 }),
			size: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 700 }), fc.constant(256)),
			org: fc.option(fc.integer({ min: 0, max: 2 })),
			abuseC: fc.option(fc.integer({ min: 0, max: 4 })),
			registry: fc.boolean(),
		}),
		{ maxLength: 14 },
	)
	.chain((rows) =>
		fc.record({
			rows: fc.constant(rows),
			whole: fc.boolean(),
			routes: fc.array(fc.tuple(fc.integer({ min: 0, max: 1023 }), fc.integer({ min: 0, max: 11 })), { maxLength: 5 }),
			orgRoles: fc.tuple(...[0, 1, 2].map(() => fc.option(fc.integer({ min: 0, max: 4 })))),
			mute: fc.option(fc.integer({ min: 0, max: 4 })),
		}),
	)
	.map(({ rows, whole, routes, orgRoles, mute }): RipeDatabase => {
		const networks: RipeNetwork[] = [];
		const all = whole ? [{ first: -512, size: 1536, org: 0, abuseC: null, registry: true }, ...rows] : rows;
		for (const [index, row] of all.entries()) {
			const first = block.first + BigInt(row.first);
			const next: AddressRange = { version: 4, first, last: first + BigInt(row.size) - 1n };
			const fits = networks.every(
				({ range: other }) =>
					renderRange(other) !== renderRange(next) &&
					(containsRange(other, next) || containsRange(next, other) || other.last < first || next.last < other.first),
			);
			if (!fits) continue;
			networks.push({
				...{ range: next, netname: `NET-${index}`, country: "NL", mntBy: row.registry ? "RIPE-NCC-HM-MNT" : "X-MNT" },
				...(row.org === null ? {} : { org: `ORG-${row.org}-TEST` }),
				...(row.abuseC === null ? {} : { abuseC: `ROLE${row.abuseC}-TEST` }),
			});
		}
		return {
			networks,
			organisations: orgRoles.map((role, index) => ({
				...{ handle: `ORG-${index}-TEST`, name: `Organisation ${index}`, country: index === 1 ? "BE" : "NL" },
				...(role === null ? {} : { abuseC: `ROLE${role}-TEST` }),
			})),
			roles: new Map(
				[0, 1, 2, 3, 4].map((index) => [
					`ROLE${index}-TEST`,
					{ mailbox: index === mute ? null : `abuse@role${index}.example`, suspect: index === 2 },
				]),
			),
			routes: routes.map(([from, bits]) => {
				const first = ((block.first - 512n + BigInt(from)) >> BigInt(bits)) << BigInt(bits);
				return { range: { version: 4, first, last: first + (1n << BigInt(bits)) - 1n }, origin: `AS${64496 + bits}` };
			}),
		};
	});

describe("a survey of a block", () => {
	let server: RipeRestServer | null = null;
	afterEach(async () => {
		await server?.close();
		server = null;
	});
	async function open(database: RipeDatabase, maxObjects = 1000) {
		await server?.close();
		server = await startRipeRest(database);
		const source = ripeSource({
			...{ clock: () => "2026-11-21T12:00:00.000Z", budgets: memoryBudgets(), baseUrl: server.url },
			...{ timeoutMs: 5000, maxBytes: 1_000_000, maxObjects, maxSurveyBytes: 10_000_000 },
			...{ pace: { concurrency: 8, count: 100_000, perMs: 1 }, retries: 0, retryDelayMs: 1 },
		});
		const survey = (wanted: readonly AddressRange[]) =>
			(source.survey as NonNullable<typeof source.survey>)(block, wanted, signal);
		return { source, survey, server };
	}
	const partOf = (survey: Survey, address: AddressRange) =>
		survey === "too-much" ? undefined : survey.find(({ part }) => containsRange(part, address));

	it("says of each address what the question for that address says, or nothing", async () => {
		await fc.assert(
			fc.asyncProperty(
				databases,
				fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1 }),
				async (database, few) => {
					const { source, survey, server: asked } = await open(database);
					const wanted = few.map(at);
					const known = await survey(wanted);
					if (known === "too-much") throw new Error("too much");
					expect(asked.asked.length).toBeLessThanOrEqual(3);
					for (const address of everywhere) {
						const found = partOf(known, address);
						if (found === undefined) continue;
						const network = holding(database.networks, address).at(-1);
						if (network === undefined) {
							expect(found.contact).toBeNull();
							continue;
						}
						const abuse = abuseOf(database, network);
						expect(found.contact?.range).toEqual(network.range);
						expect(found.contact?.mailboxes).toEqual(abuse === null ? [] : [abuse.email]);
						expect(found.contact?.suspect).toBe(abuse?.suspect ?? false);
					}
					// The whole of it, down to the organisation's country, the AS and the path, for a few.
					for (const address of wanted.slice(0, 4)) {
						const found = partOf(known, address);
						if (found === undefined || found.contact === null) continue;
						const { leaf: _a, others: _b, ...facts } = found.contact;
						const direct = await source.find(address, signal);
						expect(direct).toMatchObject({ kind: "contact", contact: facts });
					}
					expect(asked.personal()).toBe(0);
				},
			),
			{ numRuns: 150 },
		);
	}, 60_000);

	const customer = (first: number, last: number, own = true): RipeNetwork => ({
		range: { version: 4, first: block.first + BigInt(first), last: block.first + BigInt(last) },
		...{ netname: `NET-${first}`, country: "NL", mntBy: "X-MNT" },
		...(own ? { org: "ORG-0-TEST" } : {}),
	});
	const database = (networks: readonly RipeNetwork[], routed = true): RipeDatabase => ({
		networks,
		organisations: [{ handle: "ORG-0-TEST", name: "Polder", country: "NL", abuseC: "ROLE0-TEST" }],
		roles: new Map([["ROLE0-TEST", { mailbox: "abuse@polder.example" }]]),
		routes: routed ? networks.map(({ range: to }) => ({ range: to, origin: "AS64496" })) : [],
	});

	it("takes one question where networks in the block answer all that is wanted", async () => {
		const { survey, server: asked } = await open(database([customer(0, 15), customer(16, 31)]));
		const known = await survey([at(1), at(17)]);
		expect(known).toMatchObject([{ contact: { leaf: true, asn: 64496 } }, { contact: { leaf: true } }]);
		expect(asked.asked).toHaveLength(1);
	});

	it("asks for the block's ends where a network may reach over them", async () => {
		const wide = customer(-100, 300);
		const { survey, server: asked } = await open(database([wide, customer(0, 15)], false));
		const known = await survey([at(1), at(200)]);
		expect(asked.asked).toHaveLength(3);
		expect(partOf(known, at(200))?.contact).toMatchObject({ range: wide.range, leaf: false });
		const ending = await open(database([customer(-100, 255), customer(0, 15)], false));
		await ending.survey([at(1), at(200)]);
		expect(ending.server.asked).toHaveLength(2);
	});

	it("knows the part of a block that is not registered", async () => {
		const { survey } = await open(database([customer(0, 15)]));
		expect(partOf(await survey([at(100)]), at(100))).toMatchObject({ contact: null });
	});

	it("does not give a part of what is too much", async () => {
		const many = Array.from({ length: 20 }, (_, index) => customer(index * 8, index * 8 + 7));
		const { survey } = await open(database(many), 10);
		expect(await survey([at(1)])).toBe("too-much");
	});

	it("calls networks that cross each other a changed shape", async () => {
		const { survey } = await open(database([customer(0, 20), customer(10, 30)]));
		await expect(survey([at(1)])).rejects.toMatchObject({ kind: "changed-shape" });
	});
});
