import { describe, expect, it } from "vitest";
import { GroupCollector } from "../../../src/app/group-collector.ts";
import { memoryContactCache } from "../../../src/app/memory-contact-cache.ts";
import { memorySecurityTxtCache } from "../../../src/app/memory-security-txt-cache.ts";
import { readConfig } from "../../../src/config.ts";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { finderSources } from "../../../src/main/finder-sources.ts";
import { builtFrom, rangeOf } from "../registry/built-from.ts";

interface Network {
	readonly range: string;
	/** `-` for none. */
	readonly country: string;
	readonly organisation: readonly [name: string, country: string];
	readonly mailbox: string;
}

const networks: readonly Network[] = [
	{
		range: "192.0.2.0 - 192.0.2.15",
		country: "nl",
		organisation: ["Polder B.V.", "NL"],
		mailbox: "abuse@polder.example",
	},
	{
		range: "192.0.2.16 - 192.0.2.31",
		country: "BE",
		organisation: ["Schelde BV", "BE"],
		mailbox: "abuse@schelde.example",
	},
	{ range: "192.0.2.32 - 192.0.2.47", country: "NL", organisation: ["Maas BV", "BE"], mailbox: "abuse@maas.example" },
	{
		range: "192.0.2.48 - 192.0.2.63",
		country: "DE",
		organisation: ["Deich GmbH", "DE"],
		mailbox: "abuse@deich.example",
	},
	{ range: "192.0.2.64 - 192.0.2.79", country: "EU", organisation: ["Zee B.V.", "-"], mailbox: "abuse@zee.example" },
	{
		range: "192.0.2.80 - 192.0.2.95",
		country: "NL",
		organisation: ["Jan de Vries", "NL"],
		mailbox: "abuse@vries.example",
	},
	{
		range: "192.0.2.96 - 192.0.2.111",
		country: "NL",
		organisation: ["Wad B.V.", "NL"],
		mailbox: "schuitje@mail.wadpost.example",
	},
];

function objects(): string[] {
	return networks.flatMap(({ range, country, organisation: [name, legal], mailbox }, at) => {
		const line = (attribute: string, value: string) => (value === "-" ? "" : `${attribute}: ${value}\n`);
		return [
			`inetnum: ${range}\nnetname: NET-${at}\n${line("country", country)}org: ORG-${at}-TEST`,
			`organisation: ORG-${at}-TEST\norg-name: ${name}\n${line("country", legal)}abuse-c: AC${at}-TEST`,
			`role: Abuse\nnic-hdl: AC${at}-TEST\nabuse-mailbox: ${mailbox}`,
		];
	});
}

/** What becomes of one address of each network, with these settings and no line to the outside. */
async function resolveAll(settings: Readonly<Record<string, string>>) {
	const { index } = await builtFrom(objects());
	const config = readConfig({ LIVE_LOOKUP: "off", ALLOWED_SPECIAL_USE: "192.0.2.0/24", ...settings });
	const finders = finderSources({ config, clock: () => "2026-11-25T08:00:00.000Z", budgets: memoryBudgets() });
	const rules = { directory: [], optOuts: [], badMailboxes: new Set<string>(), cache: memoryContactCache() };
	const finder = finders({ ...rules, registry: index, securityTxts: memorySecurityTxtCache() });
	const { signal } = new AbortController();
	return Promise.all(
		networks.map(({ range: dashed }) => {
			const range = rangeOf(dashed);
			const target = { kind: "address", text: dashed, range: { ...range, last: range.first } } as const;
			return finder.resolve({ ...target, text: dashed.split(" ")[0] as string }, signal);
		}),
	);
}

const outcomes = async (settings: Readonly<Record<string, string>>) =>
	(await resolveAll(settings)).map(({ bucket, reason }) => reason ?? bucket ?? "mailed");

describe("finders made from the settings", () => {
	it("judge scope for the Netherlands by default", async () => {
		expect(await outcomes({})).toEqual([
			"mailed",
			"organisation-abroad",
			"countries-disagree",
			"organisation-abroad",
			"country-unknown",
			"natural-person",
			"names-no-role",
		]);
	});

	it("judge scope for another hotline's country, and for several", async () => {
		expect(await outcomes({ HOTLINE_COUNTRIES: "BE" })).toEqual([
			"organisation-abroad",
			"mailed",
			"countries-disagree",
			"organisation-abroad",
			"country-unknown",
			"organisation-abroad",
			"organisation-abroad",
		]);
		expect((await outcomes({ HOTLINE_COUNTRIES: "NL,BE" })).slice(0, 5)).toEqual([
			"mailed",
			"mailed",
			"mailed",
			"organisation-abroad",
			"country-unknown",
		]);
	});

	it("name both countries to the volunteer where they disagree", async () => {
		const [, , maas] = await resolveAll({});
		expect(maas).toMatchObject({ bucket: "country-unclear", country: "BE" });
		expect(maas?.path.at(-1)).toBe("country: organisation BE, network NL");
	});

	it("know more consumer mail domains by a setting", async () => {
		expect((await outcomes({ CONSUMER_MAIL_DOMAINS: "@WadPost.example, other.example" })).at(-1)).toBe(
			"consumer-mail-domain",
		);
	});

	it("leave nothing out of the count", async () => {
		const groups = new GroupCollector();
		for (const resolution of await resolveAll({})) groups.add(resolution);
		const counted = groups.groups().map(({ bucket, findings }) => [bucket, findings]);
		expect(counted).toEqual([
			[null, 1],
			["abroad", 1],
			["country-unclear", 1],
			["abroad", 1],
			["country-unclear", 1],
			["private-looking", 1],
			["private-looking", 1],
		]);
	});
});
