import { expect, it } from "vitest";
import { memoryBudgets } from "../../../src/lookup/memory-budgets.ts";
import { openLiveSources } from "../../../src/lookup/open-live-sources.ts";

it("opens the live sources in the order in which they are asked, without asking anything", () => {
	const sources = openLiveSources({ clock: () => "2026-11-21T12:00:00.000Z", budgets: memoryBudgets() });
	expect(sources.map(({ name }) => name)).toEqual(["ripe", "rdap", "whois"]);
});
