import { describe, expect, it } from "vitest";
import { builtFrom } from "./built-from.ts";

/**
 * What RIPE's own service answers: the situations of its tests (RIPE-NCC/whois at 8720b48, AbuseCFinderTest and AbuseQuerySpec) that
 * concern the mailbox, with names and addresses of our own.
 */
const roles = [
	"role: Polder abuse\nnic-hdl: AP1-TEST\nabuse-mailbox: abuse@polder.example",
	"role: Molen abuse\nnic-hdl: AM1-TEST\nabuse-mailbox: abuse@molen.example",
	"role: Sluis abuse\nnic-hdl: AS1-TEST\nabuse-mailbox: abuse@sluis.example",
	"role: Polder office\nnic-hdl: NO1-TEST\ne-mail: office@polder.example",
];
const organisations = [
	"organisation: ORG-POLDER-TEST\norg-name: Polder\norg-type: LIR\ncountry: NL\nabuse-c: AP1-TEST",
	"organisation: ORG-STIL-TEST\norg-name: Stil\norg-type: LIR\nadmin-c: AP1-TEST\ntech-c: AP1-TEST",
	"organisation: ORG-MOLEN-TEST\norg-name: Molen\norg-type: OTHER\nabuse-c: AM1-TEST",
	"organisation: ORG-POLDER2-TEST\norg-name: Polder, second\norg-type: OTHER\nabuse-c: AP1-TEST",
];
const others = [
	"mntner: POLDER-MNT\norg: ORG-POLDER-TEST\nadmin-c: AP1-TEST",
	"irt: irt-polder\nabuse-mailbox: irt@polder.example",
];

/** The same tree in both versions: an allocation, a sub-allocation, a half of it, and assignments. */
const trees = {
	inetnum: {
		allocation: "198.51.100.0 - 198.51.100.255",
		sub: "198.51.100.0 - 198.51.100.127",
		first: "198.51.100.0 - 198.51.100.63",
		part: "198.51.100.64 - 198.51.100.127",
		assignment: "198.51.100.96 - 198.51.100.103",
		second: "198.51.100.32 - 198.51.100.39",
	},
	inet6num: {
		allocation: "2001:db8::/32",
		sub: "2001:db8::/36",
		first: "2001:db8::/37",
		part: "2001:db8:800::/37",
		assignment: "2001:db8:a00::/48",
		second: "2001:db8:200::/48",
	},
} as const;
type Type = keyof typeof trees;
type Place = keyof (typeof trees)["inetnum"];

/** Attributes for places of the tree; the allocation is the RIPE NCC's, the others the member's. */
function networks(type: Type, tree: Partial<Record<Place, string>>): string[] {
	return Object.entries(tree).map(([place, attributes]) => {
		const maintainer = place === "allocation" ? "RIPE-NCC-HM-MNT" : "POLDER-MNT";
		return `${type}: ${trees[type][place as Place]}\nnetname: NET\ncountry: NL\nmnt-by: ${maintainer}\n${attributes}`;
	});
}

const polder = "abuse@polder.example";
const molen = "abuse@molen.example";
const sluis = "abuse@sluis.example";
const none = null;

interface Situation {
	readonly name: string;
	readonly tree: Partial<Record<Place, string>>;
	readonly mailbox: Partial<Record<Place, string | null>>;
}

const silent = "org: ORG-STIL-TEST";
const situations: Situation[] = [
	{ name: "an organisation without abuse-c", tree: { allocation: silent }, mailbox: { allocation: none } },
	{
		name: "a role with a mailbox as admin-c or tech-c of the network",
		tree: { allocation: `${silent}\nadmin-c: AP1-TEST\ntech-c: AP1-TEST` },
		mailbox: { allocation: none },
	},
	{
		name: "a maintainer whose organisation has an abuse-c",
		tree: { allocation: `${silent}\nmnt-by: POLDER-MNT` },
		mailbox: { allocation: none },
	},
	{
		name: "an irt with a mailbox",
		tree: { allocation: `${silent}\nmnt-irt: irt-polder` },
		mailbox: { allocation: none },
	},
	{
		name: "a contact in a more specific network only",
		tree: { allocation: silent, assignment: "org: ORG-MOLEN-TEST" },
		mailbox: { allocation: none, assignment: molen },
	},
	{
		name: "no contact anywhere",
		tree: { allocation: silent, assignment: "" },
		mailbox: { assignment: none },
	},
	{ name: "no reference at all", tree: { assignment: "" }, mailbox: { assignment: none } },
	{
		name: "the organisation's abuse-c",
		tree: { allocation: "org: ORG-POLDER-TEST" },
		mailbox: { allocation: polder },
	},
	{
		name: "an assignment with an organisation of its own that names the same role",
		tree: { allocation: "org: ORG-POLDER-TEST", assignment: "org: ORG-POLDER2-TEST" },
		mailbox: { assignment: polder },
	},
	{
		name: "two sub-allocations in between without a contact",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: silent, part: silent, assignment: "org: ORG-POLDER2-TEST" },
		mailbox: { allocation: polder, sub: polder, part: polder, assignment: polder },
	},
	{
		name: "two sub-allocations in between, and a contact in the assignment",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: silent, part: silent, assignment: "org: ORG-MOLEN-TEST" },
		mailbox: { allocation: polder, sub: polder, part: polder, assignment: molen },
	},
	{
		name: "a contact in the upper sub-allocation",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: "org: ORG-MOLEN-TEST", part: silent, assignment: "" },
		mailbox: { allocation: polder, sub: molen, part: molen, assignment: molen },
	},
	{
		name: "a contact in the lower sub-allocation",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: silent, part: "org: ORG-MOLEN-TEST", assignment: "" },
		mailbox: { allocation: polder, sub: polder, part: molen, assignment: molen },
	},
	{
		name: "two halves, one with a contact",
		tree: {
			...{ allocation: "org: ORG-POLDER-TEST", sub: silent, part: "org: ORG-MOLEN-TEST", first: silent },
			...{ assignment: "", second: "" },
		},
		mailbox: { assignment: molen, second: polder },
	},
	{
		name: "assignments with an abuse-c of their own, before that of their organisation",
		tree: {
			allocation: "org: ORG-POLDER-TEST",
			assignment: "org: ORG-POLDER-TEST\nabuse-c: AM1-TEST",
			second: "org: ORG-POLDER-TEST\nabuse-c: AS1-TEST",
		},
		mailbox: { allocation: polder, assignment: molen, second: sluis },
	},
	{
		name: "an abuse-c whose role has no mailbox: the organisation's",
		tree: { allocation: "org: ORG-POLDER-TEST\nabuse-c: NO1-TEST" },
		mailbox: { allocation: polder },
	},
	{
		name: "an abuse-c to a role that is not there: the organisation's",
		tree: { allocation: "org: ORG-POLDER-TEST\nabuse-c: WEG1-TEST" },
		mailbox: { allocation: polder },
	},
	{
		name: "an organisation that is not there: the network above",
		tree: { allocation: "org: ORG-POLDER-TEST", assignment: "org: ORG-WEG-TEST" },
		mailbox: { assignment: polder },
	},
	{
		name: "handles in another case",
		tree: { allocation: "org: org-polder-test", assignment: "abuse-c: am1-test" },
		mailbox: { allocation: polder, assignment: molen },
	},
	{
		name: "an end by mnt-lower",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: "mnt-lower: RIPE-NCC-END-MNT", assignment: "" },
		mailbox: { sub: none, assignment: none },
	},
	{
		name: "an end in a list of maintainers, in small letters",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: "mnt-by: SLUIS-MNT, ripe-ncc-legacy-mnt", assignment: "" },
		mailbox: { sub: none, assignment: none },
	},
	{
		name: "an end below which a network names its own",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: "mnt-by: RIPE-NCC-END-MNT", assignment: "abuse-c: AM1-TEST" },
		mailbox: { sub: none, assignment: molen },
	},
	{
		name: "other maintainers of the RIPE NCC, which end nothing",
		tree: { allocation: "org: ORG-POLDER-TEST", sub: "mnt-by: RIPE-NCC-MNT\nmnt-routes: RIPE-NCC-HM-MNT" },
		mailbox: { sub: polder },
	},
];

describe.each(["inetnum", "inet6num"] as const)("the mailbox of an %s", (type) => {
	it.each(situations)("$name", async ({ tree, mailbox }) => {
		const asked = await builtFrom([...roles, ...organisations, ...others, ...networks(type, tree)]);
		for (const [place, expected] of Object.entries(mailbox)) {
			const contact = await asked.find(trees[type][place as Place]);
			expect([place, contact?.mailboxes]).toEqual([place, expected === null ? [] : [expected]]);
		}
		asked.index.close();
	});

	it("takes an equal range that was there before as the one above", async () => {
		const child = networks(type, { assignment: "" });
		const parent = networks(type, { assignment: "org: ORG-MOLEN-TEST" });
		const { find, index } = await builtFrom([...roles, ...organisations, ...parent, ...child]);
		const label = `${type} ${trees[type].assignment}`;
		expect(await find(trees[type].assignment)).toMatchObject({
			mailboxes: [molen],
			leaf: true,
			path: [label, label, "org ORG-MOLEN-TEST", "role AM1-TEST"],
		});
		expect(index.info.counts.networks).toBe(2);
	});

	it("keeps the LIR's and the organisation's mailboxes for a volunteer, the nearest first", async () => {
		const tree = networks(type, {
			allocation: "org: ORG-POLDER-TEST",
			sub: "org: ORG-MOLEN-TEST\nmnt-by: RIPE-NCC-END-MNT",
			assignment: "org: ORG-POLDER2-TEST\nabuse-c: AS1-TEST",
		});
		const { find } = await builtFrom([...roles, ...organisations, ...tree]);
		const of = (place: Place) => `${type} ${trees[type][place]}`;
		expect(await find(trees[type].assignment)).toMatchObject({
			mailboxes: [sluis],
			operator: "Polder, second",
			others: [
				{
					operator: "Polder, second",
					mailboxes: [polder],
					path: [of("assignment"), "org ORG-POLDER2-TEST", "role AP1-TEST"],
				},
				{ operator: "Molen", mailboxes: [molen], path: [of("sub"), "org ORG-MOLEN-TEST", "role AM1-TEST"] },
			],
		});
		// The climb ends at end-user space; the member that it was given to stands above.
		expect((await find(trees[type].sub))?.others).toEqual([
			{ operator: "Polder", mailboxes: [polder], path: [of("allocation"), "org ORG-POLDER-TEST", "role AP1-TEST"] },
		]);
		expect((await find(trees[type].allocation))?.others).toEqual([]);
	});
});

describe("what stands where a mailbox should", () => {
	it("is for a volunteer's eyes when no mailbox can be read, and ends the climb", async () => {
		const { find } = await builtFrom([
			...roles,
			...organisations,
			"role: Onleesbaar\nnic-hdl: ON1-TEST\nabuse-mailbox: please call us",
			...networks("inetnum", { allocation: "org: ORG-POLDER-TEST", assignment: "abuse-c: ON1-TEST" }),
		]);
		expect(await find("198.51.100.96")).toMatchObject({
			mailboxes: [],
			unreadable: "please call us",
			path: ["inetnum 198.51.100.96 - 198.51.100.103", "role ON1-TEST"],
			others: [{ mailboxes: [polder] }],
		});
	});
});

describe("the mailbox of an AS", () => {
	const autNum = (attributes: string) => [
		...roles,
		...organisations,
		`aut-num: AS64500\nas-name: POLDER-AS\nmnt-by: RIPE-NCC-END-MNT\n${attributes}`,
	];

	it.each([
		["its organisation's", "org: ORG-POLDER-TEST", [polder], [], ["org ORG-POLDER-TEST", "role AP1-TEST"]],
		["its own", "abuse-c: AM1-TEST", [molen], [], ["role AM1-TEST"]],
		["its own first", "org: ORG-POLDER-TEST\nabuse-c: AM1-TEST", [molen], [polder], ["role AM1-TEST"]],
		["none", "org: ORG-STIL-TEST\nadmin-c: AP1-TEST", [], [], []],
		[
			"its organisation's after a dangling one",
			"org: ORG-POLDER-TEST\nabuse-c: WEG-TEST",
			[polder],
			[],
			["org ORG-POLDER-TEST", "role AP1-TEST"],
		],
		["no sponsor's", "sponsoring-org: ORG-POLDER-TEST", [], [], []],
	])("is %s", async (_name, attributes, mailboxes, second, path) => {
		const { findAsn } = await builtFrom(autNum(attributes));
		const contact = await findAsn(64500);
		expect(contact).toMatchObject({ mailboxes, netname: "POLDER-AS", path: ["aut-num AS64500", ...path] });
		expect(contact?.others.flatMap((other) => other.mailboxes)).toEqual(second);
		expect(await findAsn(64501)).toBeNull();
	});
});
