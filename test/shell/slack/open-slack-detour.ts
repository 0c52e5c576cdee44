import { createServer, type IncomingMessage } from "node:http";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { listenOnLoopback } from "../../support/listen-on-loopback.ts";

type Answer = Readonly<Record<string, unknown>>;

/** Does what it likes with a call, and gives the answer's JSON; `forward` has the fake answer it. */
export type Meddler = (forward: () => Promise<Answer>) => Promise<Answer>;

/** A way to the fake's methods on which some are held up or answered otherwise. */
export interface SlackDetour {
	/** For the options. */
	readonly apiUrl: string;
	/** Methods that were called, in order. */
	readonly called: readonly string[];
	close(): Promise<void>;
}

export async function openSlackDetour(
	{ settings }: FakeSlack,
	meddlers: Readonly<Record<string, Meddler>>,
): Promise<SlackDetour> {
	const called: string[] = [];
	const server = createServer((request, response) => {
		const method = (request.url ?? "").replace("/api/", "");
		called.push(method);
		const forward = () => forwarded(`${settings.SLACK_API_URL}${method}`, request);
		const answer = (meddlers[method] ?? ((straight) => straight()))(forward);
		answer
			.then((json) => response.setHeader("content-type", "application/json").end(JSON.stringify(json)))
			.catch(() => request.socket.destroy());
	});
	const port = await listenOnLoopback(server);
	return {
		...{ apiUrl: `http://127.0.0.1:${port}/api/`, called },
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function forwarded(url: string, request: IncomingMessage): Promise<Answer> {
	const { authorization = "", "content-type": type = "" } = request.headers;
	const body = Buffer.concat(await request.toArray());
	const response = await fetch(url, { method: "POST", headers: { authorization, "content-type": type }, body });
	return (await response.json()) as Answer;
}
