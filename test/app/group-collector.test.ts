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

	it("have what is doubted of any of their ranges, and a few other contacts to choose from, each once", () => {
		const offer = (mailbox: string) => ({ operator: "P", mailboxes: [mailbox], source: "registry" as const, path: [] });
		const groups = new GroupCollector();
		groups.add({ ...mailed, doubts: ["suspect"], offers: [offer("a@p.example"), offer("ABUSE@polder.example")] });
		groups.add({
			...mailed,
			doubts: ["stale"],
			offers: ["a", "b", "c", "d", "e", "f"].map((at) => offer(`${at}@p.example`)),
		});
		expect(groups.groups()).toMatchObject([{ findings: 2, doubts: ["stale", "suspect"] }]);
		expect(groups.records()[0]?.offers.map(({ mailboxes }) => mailboxes[0])).toEqual(
			["a", "b", "c", "d", "e"].map((at) => `${at}@p.example`),
		);
	});
});
