import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import type { Act } from "./act.ts";
import { ackLimitMs, type Line } from "./deliver.ts";
import { readBytes } from "./read-args.ts";
import { count, type Json, type World } from "./world.ts";

type Headers = Readonly<Record<string, string>>;

interface Answer {
	readonly status: number;
	readonly text: string;
}

/** Slack keeps its connections open for the next request. */
const agent = new Agent({ keepAlive: true });

/** Slack's requests to the bot's own server, signed. */
export function createHttpLine(world: World) {
	const line: Line = {
		async send(act, attempt) {
			const answer = await post(world, act, attempt === 0 ? {} : retryHeaders(attempt)).catch(() => null);
			if (answer === null || answer.status !== 200) return null;
			return readAck(answer.text);
		},
	};
	return {
		line,
		/** The status of a request with other headers than the right ones. */
		forge: async (act: Act, headers: Headers): Promise<number> => (await post(world, act, headers)).status,
	};
}

function retryHeaders(attempt: number): Headers {
	return { "x-slack-retry-num": `${attempt}`, "x-slack-retry-reason": "http_timeout" };
}

async function post(world: World, act: Act, more: Headers): Promise<Answer> {
	count(world, "requests");
	const { type, body } = encode(act);
	const timestamp = `${Math.floor(Date.now() / 1_000)}`;
	const hash = createHmac("sha256", world.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
	const headers = {
		"content-type": type,
		"content-length": `${Buffer.byteLength(body)}`,
		"user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
		"x-slack-request-timestamp": timestamp,
		"x-slack-signature": `v0=${hash}`,
		...Object.fromEntries(Object.entries(more).map(([name, value]) => [name.toLowerCase(), value])),
	};
	return send(world.urls.httpPort, headers, body);
}

/** Over a connection that stands; over a new one when the bot was just closing that. */
function send(port: number, headers: Headers, body: string): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const options = { host: "127.0.0.1", port, path: "/slack/events", method: "POST", headers, agent };
		const sent = request({ ...options, signal: AbortSignal.timeout(ackLimitMs) }, (response) => {
			readBytes(response).then(
				(bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString("utf8") }),
				reject,
			);
		});
		sent.on("error", (error: NodeJS.ErrnoException) => {
			if (sent.reusedSocket && error.code === "ECONNRESET") send(port, headers, body).then(resolve, reject);
			else reject(error);
		});
		sent.end(body);
	});
}

function encode({ kind, payload }: Act): { readonly type: string; readonly body: string } {
	const type = "application/x-www-form-urlencoded";
	if (kind === "events_api") return { type: "application/json", body: JSON.stringify(payload) };
	if (kind === "interactive") return { type, body: `${new URLSearchParams({ payload: JSON.stringify(payload) })}` };
	const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
	return { type, body: `${new URLSearchParams(fields)}` };
}

/** JSON is what it says; other words are the text of a message. */
function readAck(text: string): Json {
	if (text === "") return {};
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value as Json;
	} catch {
		return { text };
	}
	return { text };
}
