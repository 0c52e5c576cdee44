import type { Act } from "./act.ts";
import { applyAck } from "./apply-ack.ts";
import type { Json, World } from "./world.ts";

/** Slack waits so long for an acknowledgement. */
export const ackLimitMs = 3_000;
/** After an empty acknowledgement of one delivery, those of the others may still come. */
const othersMs = 300;

/** How what people do gets to the bot. */
export interface Line {
	/** Sends it, for the `attempt`th time from 0; gives the acknowledgement's body (`{}` for an empty one), or null for none in time. */
	send(act: Act, attempt: number): Promise<Json | null>;
}

/** Delivers an act, as often as the options say; gives what the bot acknowledged it with, or null. */
export async function deliver(world: World, line: Line, act: Act): Promise<Json | null> {
	world.lastAct = act;
	const sentAt = performance.now();
	const sends = Array.from({ length: world.options.deliveries }, (_, attempt) => line.send(act, attempt));
	const body = await decisive(sends, () => {
		act.ackMs ??= performance.now() - sentAt;
	});
	if (body === null) return null;
	applyAck(world, act, body);
	act.events.emit("acknowledged", body);
	return body;
}

/** The first body that says something; a bot may acknowledge a repetition emptily while it still works on the first. */
function decisive(sends: readonly Promise<Json | null>[], onFirst: () => void): Promise<Json | null> {
	return new Promise((resolve, reject) => {
		let left = sends.length;
		let empty: Json | null = null;
		let timer: NodeJS.Timeout | undefined;
		const give = (body: Json | null): void => {
			clearTimeout(timer);
			resolve(body);
		};
		const take = (body: Json | null): void => {
			left -= 1;
			if (body !== null) onFirst();
			empty ??= body;
			if (body !== null && Object.keys(body).length > 0) give(body);
			else if (left === 0) give(empty);
			else if (empty !== null) timer ??= setTimeout(() => give(empty), othersMs);
		};
		for (const send of sends) send.then(take, reject);
	});
}

/** Delivers an act once more; what the bot says to that changes nothing. */
export async function repeat(line: Line, act: Act): Promise<void> {
	await line.send(act, 1);
}
