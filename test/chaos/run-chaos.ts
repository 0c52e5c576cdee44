import { parseArgs } from "node:util";
import type { Chaos } from "./chaos.ts";
import { demoChaos } from "./demo.ts";
import { discordChaos } from "./discord.ts";
import { lookupChaos } from "./lookup.ts";
import { mailChaos } from "./mail.ts";
import { seeded } from "./random.ts";
import { slackChaos } from "./slack.ts";
import { workersChaos } from "./workers.ts";

const kinds: readonly Chaos[] = [demoChaos, mailChaos, workersChaos, lookupChaos, discordChaos, slackChaos];
const wrongUse = 2;
const defaultRounds = 10;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { rounds: { type: "string" }, seed: { type: "string" } },
	});
	const [name = ""] = positionals;
	const rounds = Number(values.rounds ?? defaultRounds);
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	const chaos = kinds.find((kind) => kind.name === name);
	if (chaos === undefined || !Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
		const names = kinds.map((kind) => kind.name).join("|");
		console.error(`Name a kind of trouble and, if you like, how often: ${names} [--rounds N] [--seed N].`);
		return wrongUse;
	}
	const unable = await chaos.unable();
	if (unable !== null) {
		console.error(unable);
		return wrongUse;
	}
	console.error(`chaos ${name}: ${rounds} rounds, seed ${seed}`);
	const figures = new Map<string, { value: number; unit: string }>();
	const count = (figure: string, unit: string, by = 1) => {
		figures.set(figure, { value: (figures.get(figure)?.value ?? 0) + by, unit });
	};
	let rules = 0;
	await chaos.run({
		rounds,
		random: seeded(seed),
		count,
		broken(rule) {
			rules += 1;
			console.error(`BROKEN: ${rule}`);
		},
		say: (line) => console.error(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${line}`),
	});
	const seconds = Math.round(performance.now() / 100) / 10;
	const all = [
		...figures,
		["rules broken", { value: rules, unit: "rules" }],
		["duration", { value: seconds, unit: "s" }],
	];
	for (const [figure, { value, unit }] of all as [string, { value: number; unit: string }][])
		console.log(JSON.stringify({ name: `chaos ${name}: ${figure}`, value, unit }));
	return rules === 0 ? 0 : 1;
}

try {
	process.exitCode = await main();
} catch (fault) {
	console.error(fault);
	process.exitCode = 1;
}
