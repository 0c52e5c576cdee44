import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GroupCollector } from "../../src/app/group-collector.ts";
import { type Resolution, unresolved } from "../../src/core/contact/resolution.ts";
import { mailed } from "../core/contact/a-contact.ts";

const abroad: Resolution = { ...unresolved("abroad", "organisation-abroad"), source: "registry", country: "DE" };

describe("groups", () => {
	it("keep the names of natural persons out of what is kept for good, whatever their bucket", () => {
		const groups = new GroupCollector();
		groups.add({ ...abroad, operator: "Jan de Vries" });
		groups.add({ ...abroad, operator: "Deich Hosting GmbH" });
		groups.add({ ...mailed, operator: "Jan de Vries", source: "directory" });
		expect(groups.groups().map(({ operator }) => operator)).toEqual(["", "Deich Hosting GmbH", "Jan de Vries"]);
		expect(groups.records().map(({ operator }) => operator)).toContain("Jan de Vries");
	});

	const offer = (mailbox: string) => ({ operator: "P", mailboxes: [mailbox], source: "registry" as const, path: [] });
	const offersOf = (groups: GroupCollector) =>
		groups.records().map(({ offers }) => offers.map(({ mailboxes }) => mailboxes.join()));

	it("have what is doubted of any of their ranges", () => {
		const groups = new GroupCollector();
		groups.add({ ...mailed, doubts: ["suspect"] });
		groups.add({ ...mailed, doubts: ["stale"] });
		expect(groups.groups()).toMatchObject([{ findings: 2, doubts: ["stale", "suspect"] }]);
	});

	it("offer only what is offered for every one of their findings: the provider of one range is not that of another", () => {
		const groups = new GroupCollector();
		groups.add({ ...mailed, offers: [offer("abuse@one.example"), offer("org@own.example")] });
		groups.add({ ...mailed, offers: [offer("ORG@own.example"), offer("abuse@two.example")] });
		expect(offersOf(groups)).toEqual([["org@own.example"]]);
		groups.add(mailed);
		expect(offersOf(groups)).toEqual([[]]);
	});

	it("of mailboxes that do not work are apart by what can be chosen instead", () => {
		const bad: Resolution = {
			...unresolved("bad-contact", "mailbox-does-not-work"),
			operator: "Op",
			source: "registry",
		};
		const groups = new GroupCollector();
		const ids = ["abuse@one.example", "abuse@two.example", "abuse@one.example"].map((mailbox) =>
			groups.add({ ...bad, offers: [offer(mailbox)] }),
		);
		expect(ids).toEqual([1, 2, 1]);
		expect(offersOf(groups)).toEqual([["abuse@one.example"], ["abuse@two.example"]]);
	});

	it("never offer a mailbox for a finding that it was not offered for", () => {
		const mailbox = fc.constantFrom("a@p.example", "b@p.example", "c@p.example");
		const resolution = fc.record({
			bucket: fc.constantFrom(null, "bad-contact" as const, "abroad" as const),
			offers: fc.uniqueArray(mailbox).map((mailboxes) => mailboxes.map(offer)),
		});
		fc.assert(
			fc.property(fc.array(resolution, { maxLength: 12 }), (resolutions) => {
				const groups = new GroupCollector();
				const ids = resolutions.map((change) => groups.add({ ...mailed, ...change }));
				const offered = offersOf(groups);
				for (const [at, { offers }] of resolutions.entries()) {
					const own = offers.flatMap(({ mailboxes }) => mailboxes);
					for (const chosen of offered[(ids[at] as number) - 1] ?? []) expect(own).toContain(chosen);
				}
			}),
		);
	});
});
