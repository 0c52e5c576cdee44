import type { ChildProcess } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "./random.ts";

/** When to kill: `afterMs` after the words were written, or when so many mails lie in the outbox. */
export type Moment =
	| { readonly kind: "words"; readonly words: RegExp; readonly afterMs: number }
	| { readonly kind: "mails"; readonly count: number; readonly afterMs: number };

const lookMs = 2;

export async function mailCount(dataDir: string): Promise<number> {
	const names = await readdir(join(dataDir, "outbox")).catch(() => []);
	return names.filter((name) => name.endsWith(".eml")).length;
}

/** Kills the process at the moment; false when it ended by itself before that. */
export async function killAt(
	child: ChildProcess,
	moment: Moment,
	{ dataDir, stdout }: { readonly dataDir: string; readonly stdout: () => string },
): Promise<boolean> {
	const isOver = () => child.exitCode !== null || child.signalCode !== null;
	const hasCome = async () =>
		moment.kind === "words" ? moment.words.test(stdout()) : (await mailCount(dataDir)) >= moment.count;
	while (!(await hasCome())) {
		if (isOver()) return false;
		await wait(lookMs);
	}
	await wait(moment.afterMs);
	if (isOver()) return false;
	return child.kill("SIGKILL");
}

/** Moments of the demo, most of them between the start of the lookup and the end of the mailing. */
export function demoMoment(random: Random, operators: number): Moment {
	const words = (pattern: RegExp, maxMs: number): Moment => ({
		kind: "words",
		words: pattern,
		afterMs: random.between(0, maxMs),
	});
	const mails = (min: number, max: number): Moment => ({
		kind: "mails",
		count: random.between(min, max),
		afterMs: random.between(0, 15),
	});
	const kind = random.next();
	if (kind < 0.08) return words(/types \/report/, 400);
	if (kind < 0.2) return words(/Stemming 1/, 400);
	if (kind < 0.4) return words(/beslist: geldig|Chris stemde/, 150);
	if (kind < 0.55) return words(/looks at the mails/, 300);
	if (kind < 0.92) return mails(1, operators - 1);
	return mails(operators, operators);
}
