import { join } from "node:path";
import { createTexts } from "../../src/text/texts.ts";
import {
	expectSays,
	formOf,
	headline,
	openCase,
	press,
	type Stage,
	statusShown,
	waitFor,
	waitForStatus,
} from "../e2e/scenario/stage.ts";
import type { DataDirs } from "../support/scenario-data-dir.ts";
import { openLocalDriver } from "../support/scenario-local-driver.ts";
import { readStore } from "../support/scenario-store.ts";
import { makeWide, writeRegistry } from "../support/scenario-wide.ts";
import type { Trial } from "./chaos.ts";
import { checkEnded, type Expected } from "./check-ended.ts";
import { mailCount } from "./kill-moment.ts";

/** Long enough to be hit: six thousand findings to look up, 150 mails. */
const wide = makeWide({ operators: 150, perOperator: 40 });
const language = "nl";
const expected: Expected = {
	groups: wide.groups,
	mailed: wide.findings - wide.withoutContact,
	buckets: { "no-contact": wide.withoutContact },
	language,
};

/** A case over many operators on a bot that is killed and started again; volunteers press on where the case is. */
export async function wideRound(trial: Trial, dirs: DataDirs, kills: number): Promise<void> {
	const dataDir = await dirs.fresh("wide");
	const registry = await writeRegistry(join(dataDir, "registry"), wide.registry);
	const settings = {
		...{ HOTLINE_LANGUAGE: language, REGISTRY_DIR: registry, ALLOWED_SPECIAL_USE: wide.ranges },
		...{ LIVE_LOOKUP: "off", LOG_LEVEL: "warn" },
	};
	const driver = await openLocalDriver({ dataDir, settings });
	const texts = createTexts(language, "Europe/Amsterdam");
	const stage: Stage = { driver, texts, cases: [], affected: new Set(), maxUploadMb: 100 };
	const kill = async (when: string) => {
		trial.say(`  killed ${when}, ${await mailCount(dataDir)} mails in the outbox`);
		await driver.restart("kill");
		trial.count("kills", "kills");
	};
	try {
		const number = await openCase(stage, { fileName: wide.fileName, bytes: wide.report, addresses: [] });
		await waitForStatus(stage, number, "voting");
		const inLookup = kills > 1 ? 1 : trial.random.between(0, kills);
		for (const as of ["anna", "chris"] as const) await press(stage, as, number, texts.actions.voteValid);
		if (inLookup > 0) {
			const afterMs = trial.random.between(0, 1_200);
			await new Promise((resolve) => setTimeout(resolve, afterMs));
			await kill(`${afterMs} ms into the lookup`);
		}
		await waitForStatus(stage, number, "ready");
		const form = formOf(await press(stage, "anna", number, texts.actions.send));
		expectSays(await driver.submit("anna", form, { confirmation: number }), texts.replies.sending);
		for (let left = kills - inLookup; left > 0; left--) {
			const target = trial.random.between((await mailCount(dataDir)) + 1, wide.groups.size);
			await waitFor(stage, `${target} mails`, async () => (await mailCount(dataDir)) >= target);
			await kill("amid the mailing");
			const card = await headline(stage, number);
			if (card !== null && statusShown(stage, card) === "sent") break;
		}
		await waitForStatus(stage, number, "sent");
	} catch (fault) {
		throw new Error(`the round could not be played to its end; the bot's log:\n${driver.log()}`, { cause: fault });
	}
	await driver.close();
	for (const left of await readStore({ dataDir })) await checkEnded(trial, left, { dataDir, expected });
	await dirs.remove(dataDir);
}
