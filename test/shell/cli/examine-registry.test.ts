import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examineRegistry } from "../../../src/cli/examine-registry.ts";
import { readConfig } from "../../../src/config.ts";
import { inetnumPath, publishedFiles } from "../../support/registry-files.ts";
import { answerWith } from "../../support/registry-server.ts";
import { updateSuite } from "../registry/update/update-suite.ts";

const one = publishedFiles({ networks: 40 });
const two = publishedFiles({ networks: 50, edition: "two" });

describe("what the doctor says of the registry", () => {
	const suite = updateSuite();
	const examine = (settings: Record<string, string> = {}) =>
		examineRegistry(readConfig({ HOTLINE_LANGUAGE: "en", DATA_DIR: suite().folder, ...settings }));
	const updateIt = "Run meldkamer registry update.";

	it("without an index: who is asked instead, or that nobody is", async () => {
		expect(await examine()).toEqual([
			{ ok: true, what: expect.stringMatching(/^There is no index: RIPE/), todo: updateIt },
		]);
		expect(await examine({ LIVE_LOOKUP: "off", HOTLINE_LANGUAGE: "nl" })).toEqual([
			{
				ok: false,
				what: expect.stringMatching(/^Er is geen index en LIVE_LOOKUP/),
				todo: "Geef meldkamer registry update.",
			},
		]);
	});

	it("with one: how old it is, and what to do about an old one or one that nothing renews", async () => {
		suite().server.publish(one);
		await suite().update();
		const fresh = { CONTACT_MAX_AGE_DAYS: "3650" };
		const what = expect.stringMatching(/^The index has data from Tue, 29 Sept? 2026: 46 objects\.$/);
		expect(await examine({ ...fresh, REGISTRY_CRON: "0 4 * * 0" })).toEqual([{ ok: true, what, todo: null }]);
		expect(await examine(fresh)).toEqual([{ ok: true, what, todo: expect.stringMatching(/REGISTRY_CRON is empty/) }]);
		expect(await examine({ CONTACT_MAX_AGE_DAYS: "1" })).toEqual([
			{ ok: false, what: expect.stringMatching(/46 objects\. That is \d+ days old\.$/), todo: updateIt },
		]);
	});

	it("after a failed update: why, and what to do", async () => {
		suite().server.publish(one);
		await suite().update();
		suite().server.publish(two);
		suite().server.next(inetnumPath, answerWith(404));
		await suite().update();
		expect((await examine({ CONTACT_MAX_AGE_DAYS: "3650" }))[1]).toEqual({
			ok: false,
			what: expect.stringMatching(/^The last update, .+, failed\.$/),
			todo: "The server has no ripe.db.inetnum.gz. Look whether REGISTRY_URL is right. The index from before stays in use.",
		});
	});

	it("of split files, and of an index that can't be read", async () => {
		suite().server.publish(one);
		await suite().update();
		await writeFile(join(suite().home, "registry.index"), "cut");
		expect(await examine()).toEqual([{ ok: false, what: "The index can't be read.", todo: updateIt }]);
		await writeFile(join(suite().home, "ripe.db.inetnum"), "inetnum: 10.0.0.0 - 10.0.0.255\nsource: RIPE\n");
		expect(await examine()).toEqual([{ ok: true, what: expect.stringMatching(/split files/), todo: updateIt }]);
	});
});
