import { expect, it } from "vitest";
import { openLiveSources } from "../../../src/lookup/open-live-sources.ts";

it("opens the live sources in the order in which they are asked, without asking anything", () => {
	const sources = openLiveSources({ clock: () => "2026-11-21T12:00:00.000Z" });
	expect(sources.map(({ name }) => name)).toEqual(["ripe", "rdap", "whois"]);
});
