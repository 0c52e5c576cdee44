import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer, InteractionHead } from "../../src/chat/local/wire.ts";
import type { LocalApi } from "../../test/support/scenario-local-api.ts";
import type { Bench } from "../bench.ts";
import { percentile } from "../figure.ts";
import { writeReport } from "../intake/write-report.ts";
import { ackPlatforms } from "./ack-platforms.ts";
import { benchAckChat } from "./bench-ack-chat.ts";
import { openRoom } from "./open-room.ts";

/** Five a second, whether or not the one before was answered: a bot that stands still makes all of them late, as it would people. */
const everyMs = 200;
const readingSmallMs = 30_000;
const warmUpMs = 1_000;
const quick = { rows: 100_000, idleMs: 3_000, busyMs: 8_000 };
const full = { rows: 1_000_000, idleMs: 15_000, busyMs: 1_800_000 };
/** Longer than the time between two looks at the event loop. */
const lastLookMs = 300;
const peer = "the same with nothing being read";

/** How long a press or a command takes to be answered while a big report is being taken in and read. */
export async function benchAck(bench: Bench): Promise<void> {
	const size = bench.quick ? quick : full;
	const report = join(bench.folder, "report.csv");
	const facts = await writeReport(report, size.rows);
	const loopFile = join(bench.folder, "loop.ndjson");
	const room = await openRoom(bench, loopFile);
	bench.note("the bot is up");
	const small = await room.upload(new TextEncoder().encode("ip,port\n20.0.0.1,443\n"));
	const button = await room.voteButton(small.caseNumber, readingSmallMs);
	if (button === null) throw new Error("a report of one row was not read");
	const asks = askings(room.api, button);
	await during(() => wait(warmUpMs), asks);
	const idle = await during(() => wait(size.idleMs), asks);
	bench.note(`${Object.values(idle.times).flat().length} answers with nothing being read`);
	const bytes = await readFile(report);
	let reportMs: number | null = null;
	const readAll = async () => {
		const big = await room.upload(bytes);
		reportMs = big.ms;
		bench.note(`the report was taken in ${Math.round(big.ms)} ms`);
		const ended = await room.voteButton(big.caseNumber, size.busyMs);
		if (ended !== null) bench.note("the report was read to its end");
	};
	const busy = await during(() => Promise.race([readAll(), wait(size.busyMs, undefined, { ref: false })]), asks);
	await wait(lastLookMs);
	bench.note(`${facts.rows} rows, ${(facts.bytes / 1e6).toFixed(1)} MB; ${busy.to - busy.from} ms in all`);
	for (const [name, times] of Object.entries(busy.times))
		bench.note(`${name}: ${times.length} answers, the slowest after ${Math.round(Math.max(...times))} ms`);
	const looks = await readLooks(loopFile);
	const ms = (name: string, of: (window: Window) => number) =>
		bench.add({ name, value: of(busy), unit: "ms", peer, peerValue: of(idle) });
	ms("ack.p50", ({ times }) => percentile(Object.values(times).flat(), 0.5));
	ms("ack.p99", ({ times }) => percentile(Object.values(times).flat(), 0.99));
	ms("ack.event-loop-max", ({ from, to }) =>
		percentile(
			looks.filter(({ at }) => at >= from && at <= to + lastLookMs).map(({ maxMs }) => maxMs),
			1,
		),
	);
	if (reportMs === null) bench.note("the report was still being taken in when the measuring ended");
	else bench.add({ name: "ack.report", value: reportMs, unit: "ms", peer: "a report of one row", peerValue: small.ms });
	await room.close();
	for (const platform of ackPlatforms) await benchAckChat(bench, platform, report);
}

type Asks = Readonly<Record<string, (turn: number) => Promise<Answer>>>;

/** A vote that changes each time, a look-up, and the summary: a press that writes, and commands that read. */
function askings(api: LocalApi, valid: string): Asks {
	const place = { as: "local:anna", channel: "reports", message: null };
	const command = (name: string, values: InteractionHead["values"]): Promise<Answer> =>
		api.interact({ ...place, kind: "command", name, values, file: null }, null);
	return {
		vote: (turn) =>
			api.press({ ...place, id: turn % 2 === 0 ? valid : valid.replace(/valid$/, "invalid"), value: null }),
		lookup: (turn) => command("lookup", { target: `20.0.${turn % 256}.1` }),
		status: () => command("status", {}),
	};
}

interface Window {
	/** Milliseconds since 1970. */
	readonly from: number;
	readonly to: number;
	/** Milliseconds until each answer, by what was asked. */
	readonly times: Readonly<Record<string, readonly number[]>>;
}

/** Asks in turn, at a fixed rate, until `work` is done; every answer is waited for. Throws when one is a failure. */
async function during(work: () => Promise<unknown>, asks: Asks): Promise<Window> {
	const names = Object.keys(asks);
	const times: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
	const from = Date.now();
	let isDone = false;
	// Failures are looked at in the end; `catch` keeps them from ending the program before.
	const done = work().finally(() => {
		isDone = true;
	});
	done.catch(() => {});
	const answers: Promise<void>[] = [];
	for (let turn = 0; !isDone; turn++) {
		const name = names[turn % names.length] as string;
		const start = performance.now();
		const answer = (asks[name] as Asks[string])(turn).then(() => void times[name]?.push(performance.now() - start));
		answer.catch(() => {});
		answers.push(answer);
		await wait(everyMs);
	}
	await done;
	await Promise.all(answers);
	return { from, to: Date.now(), times };
}

/** `maxMs`: how long the bot's event loop was held up at most since the look before. */
async function readLooks(file: string): Promise<{ readonly at: number; readonly maxMs: number }[]> {
	const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
	return lines.map((line) => JSON.parse(line));
}
