import type { BotLife } from "./scenario-bot-life.ts";
import type { ScenarioDriver, Seen } from "./scenario-driver.ts";

export interface OnFake {
	readonly life: BotLife;
	readonly fake: {
		changed(timeoutMs: number): Promise<void>;
		violations(): Promise<readonly string[]>;
		close(): Promise<void>;
	};
	/** Every public message in every look, as the fake has it. */
	readonly everything: () => Promise<readonly Seen[]>;
}

type Part = "dataDir" | "everythingPublic" | "platformFaults" | "changed" | "log" | "restart" | "close";

/** What drivers of a platform have in common when that is a fake: it ends with the bot, and what is to be looked at afterwards is kept. */
export function onFake({ life, fake, everything }: OnFake): Pick<ScenarioDriver, Part> {
	let left: { readonly everything: readonly Seen[]; readonly faults: readonly string[] } | null = null;
	return {
		dataDir: life.dataDir,
		everythingPublic: async () => left?.everything ?? everything(),
		platformFaults: async () => left?.faults ?? fake.violations(),
		// Somebody may still be waiting when the fake ends.
		changed: (timeoutMs) => fake.changed(timeoutMs).catch(() => {}),
		log: life.log,
		restart: life.restart,
		async close() {
			try {
				await life.end("stop");
			} finally {
				left ??= { everything: await everything(), faults: await fake.violations() };
				await fake.close();
			}
		},
	};
}

/** Starts the fake, then the bot in it; a bot that does not come up takes the fake with it. */
export async function startBoth<Fake extends { close(): Promise<void> }>(
	starting: Promise<Fake>,
	startLife: (fake: Fake) => Promise<BotLife>,
): Promise<{ readonly fake: Fake; readonly life: BotLife }> {
	const fake = await starting;
	try {
		return { fake, life: await startLife(fake) };
	} catch (fault) {
		await fake.close();
		throw fault;
	}
}
