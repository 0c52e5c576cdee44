import { describe, expect, it } from "vitest";
import { appSuite } from "../support/app-suite.ts";
import { readyCase, upload } from "../support/case-life.ts";
import { anna, bram, chris, guest } from "../support/open-app.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n";

describe("a person's own page", () => {
	const app = appSuite();
	const titles = async (asker = chris) => (await app().handlers.onHome(asker)).map(({ title }) => title);

	it("has what waits for them, the open cases and the summary", async () => {
		const voting = await upload(app(), report);
		expect(await titles(bram)).toEqual(["Hello Bram", "Open cases", "How the hotline stands"]);
		const [hello, mine, list] = await app().handlers.onHome(chris);
		expect(hello?.buttons?.[0]?.map(({ id }) => id)).toEqual(["command:report", "command:lookup", "command:status"]);
		expect(mine?.title).toContain(voting);
		const vote = mine?.buttons?.[0]?.[0]?.id ?? "";
		expect(list?.table?.rows).toMatchObject([["vote", voting, "Open mail servers", expect.any(String)]]);
		await app().handlers.onPress(chris, vote, null);
		expect(await titles(chris)).toEqual(["Hello Chris", "Open cases", "How the hotline stands"]);
	});

	it("shows nothing to who has no role", async () => {
		await readyCase(app(), report);
		expect(await app().handlers.onHome(guest)).toEqual([{ tone: "warn", title: null, body: [expect.any(String)] }]);
	});

	it("has no case of another platform, whose buttons would be refused", async () => {
		await readyCase(app(), report);
		expect(await titles({ ...anna, platform: "slack" })).toEqual([
			"Hello Anna",
			"Open cases",
			"How the hotline stands",
		]);
	});

	it("becomes a sentence when it can't be made", async () => {
		app().context.cases.totals = async () => {
			throw new Error("the store is gone");
		};
		const [card, ...more] = await app().handlers.onHome(anna);
		expect(more).toEqual([]);
		expect(card?.body?.[0]).toMatch(/[0-9a-f]{6}/);
		expect(app().faults).toEqual(["fault-in-chat"]);
	});
});
