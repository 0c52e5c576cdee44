import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Seen } from "../../test/support/scenario-driver.ts";
import type { Bench } from "../bench.ts";
import { percentile } from "../figure.ts";
import { type Acknowledged, type AckPlatform, openChatRoom, type TimedFake } from "./chat-room.ts";

/** 200 in a minute, whether or not the one before was answered. */
const everyMs = 300;
/** Both platforms tell the person then that the application did not respond. */
const lateMs = 3_000;
const readingSmallMs = 30_000;
const quick = { warmUp: 4, idle: 6, busy: 14 };
const full = { warmUp: 10, idle: 200, busy: 200 };

/** How long a chat waits for the acknowledgement of what somebody did while a big report is taken in and read. */
export async function benchAckChat(bench: Bench, platform: AckPlatform, report: string): Promise<void> {
	const { name } = platform;
	const size = bench.quick ? quick : full;
	const room = await openChatRoom(bench, platform);
	bench.note(`the bot is up in ${name}`);
	const small = await room.upload(new TextEncoder().encode("ip,port\n20.0.0.1,443\n"));
	const poll = await room.poll(small, AbortSignal.timeout(readingSmallMs));
	if (poll === null) throw new Error("a report of one row was not read");
	const asks = askings(room.fake, poll);
	await askAll(asks, size.warmUp);
	const idle = await askAll(asks, size.idle);
	bench.note(`${idle.length} acknowledged in ${name} with nothing being read`);
	const bytes = await readFile(report);
	const ended = new AbortController();
	let taken = 0;
	let read = 0;
	const reading = (async () => {
		while (!ended.signal.aborted) {
			const number = await room.upload(bytes);
			taken += 1;
			if ((await room.poll(number, ended.signal)) !== null) read += 1;
		}
	})();
	const busy = await Promise.race([askAll(asks, size.busy), reading.then(() => [])]);
	ended.abort();
	bench.note(`${busy.length} acknowledged; ${taken} reports taken in meanwhile, ${read} of them read to the end`);
	bench.note(`the slowest after ${Math.round(Math.max(...busy))} ms`);
	const peer = "the same with nothing being read";
	for (const [figure, share] of [
		["p50", 0.5],
		["p99", 0.99],
	] as const) {
		const [value, peerValue] = [percentile(busy, share), percentile(idle, share)];
		bench.add({ name: `ack.${name}.${figure}`, value, unit: "ms", peer, peerValue });
	}
	const late = [...idle, ...busy].filter((ms) => ms >= lateMs).length;
	const all = idle.length + busy.length;
	bench.add({ name: `ack.${name}.late`, value: late, unit: "interactions", peer: "all of them", peerValue: all });
	await room.close();
}

type Asks = readonly ((turn: number) => Promise<Acknowledged>)[];

/** A vote that changes each time, a look-up, the list of cases and the summary with its chart. */
function askings(fake: TimedFake, poll: Seen): Asks {
	const [valid, invalid] = poll.buttons;
	if (valid === undefined || invalid === undefined) throw new Error("the poll has no buttons");
	return [
		(turn) => fake.press("anna", poll.id, turn % 8 === 0 ? valid.id : invalid.id),
		(turn) => fake.command("anna", "lookup", ["target", `20.0.${turn % 256}.1`]),
		() => fake.command("chris", "case list", null),
		() => fake.command("anna", "status", null),
	];
}

/** Asks `count` times at a fixed rate, and gives how long each acknowledgement took. Throws when one is none of the bot's. */
async function askAll(asks: Asks, count: number): Promise<readonly number[]> {
	const answers: Promise<number>[] = [];
	for (let turn = 0; turn < count; turn++) {
		const answer = (asks[turn % asks.length] as Asks[number])(turn).then(ackMsOf);
		// Looked at in the end; this keeps it from ending the program before.
		answer.catch(() => {});
		answers.push(answer);
		await wait(everyMs);
	}
	return Promise.all(answers);
}

function ackMsOf(answer: Acknowledged): number {
	if ("why" in answer) throw new Error(`the platform refused what was asked: ${answer.why}`);
	return "ackMs" in answer ? answer.ackMs : lateMs;
}
