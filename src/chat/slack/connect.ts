import { setTimeout as wait } from "node:timers/promises";
import { App, type Receiver } from "@slack/bolt";
import { ChatFault, type ChatHandlers } from "../../ports/chat.ts";
import { faultWords } from "./fault-words.ts";
import { createInteractions } from "./interactions/create-interactions.ts";
import { clientOptions, openClient, silent } from "./open-client.ts";
import type { SlackOptions } from "./options.ts";
import { createPeople } from "./people/create-people.ts";
import { createPosting, type Posting } from "./posting/create-posting.ts";
import { openHttp } from "./receiving/open-http.ts";
import { openSocket } from "./receiving/open-socket.ts";
import { toStartFault } from "./start-fault.ts";

/** One life of the bot in Slack, from its connecting to its end. */
export interface Connection {
	readonly posting: Posting;
	/** Lets running answers end, for some seconds, and leaves nothing open. */
	close(): Promise<void>;
}

/** How what people do comes in: a socket or a server. */
export interface Receiving {
	/** For Bolt. */
	readonly receiver: Receiver;
	/** Resolves when things come in. Throws what the SDK throws. */
	open(): Promise<void>;
	/** Leaves nothing open. */
	close(): Promise<void>;
}

export interface ReceivingDeps {
	readonly options: SlackOptions;
	/** Slack lets the bot in no more; may be told twice. */
	readonly ended: (fault: ChatFault) => void;
}

const lastAnswersMs = 5_000;

/** Looks who the bot is, and begins to receive. Throws `ChatFault`, also when it is `stopped`. */
export async function connect(
	options: SlackOptions,
	handlers: ChatHandlers,
	stopped: AbortSignal,
): Promise<Connection> {
	let isOver = false;
	const ended = (fault: ChatFault): void => {
		if (isOver) return;
		isOver = true;
		options.log.error("slack.ended", fault);
		options.onEnded(fault);
	};
	const onRevoked = (cause: unknown): void =>
		ended(new ChatFault(faultWords(options.language).revoked, { retry: false, cause }));
	const receiving = options.delivery.mode === "socket" ? openSocket({ options, ended }) : openHttp({ options, ended });
	try {
		const client = openClient(options);
		const { user_id: botUserId = "", bot_id: botId = "", team_id: teamId = "" } = await client.auth.test();
		const people = createPeople({ client, options, teamId, onRevoked });
		const interactions = createInteractions({ options, handlers, client, people, onRevoked });
		const app = new App({
			receiver: receiving.receiver,
			// One workspace, whose token is known to be good: nothing is asked before an acknowledgement.
			authorize: async () => ({ botToken: options.token, botId, botUserId }),
			convoStore: false,
			clientOptions: clientOptions(options),
			logger: silent,
		});
		interactions.listen(app);
		await receiving.open();
		if (stopped.aborted) throw new ChatFault(faultWords(options.language).later, { retry: false });
		options.log.info("slack.started", { what: options.delivery.mode });
		return {
			posting: createPosting({ client, options, botUserId, ended }),
			async close() {
				isOver = true;
				await receiving.close();
				await Promise.race([interactions.settled(), wait(lastAnswersMs, undefined, { ref: false })]);
			},
		};
	} catch (cause) {
		isOver = true;
		await receiving.close();
		throw toStartFault(options, cause);
	}
}
