import { App } from "@slack/bolt";
import { createInteractions, type InteractionDeps } from "../../../src/chat/slack/interactions/create-interactions.ts";
import { clientOptions, openClient, silent } from "../../../src/chat/slack/open-client.ts";
import { createPeople, type PeopleDeps } from "../../../src/chat/slack/people/create-people.ts";
import { openHttp } from "../../../src/chat/slack/receiving/open-http.ts";
import { openSocket } from "../../../src/chat/slack/receiving/open-socket.ts";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import type { Card } from "../../../src/core/thread/card.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import {
	type Asked,
	type LogLine,
	optionsFor,
	recordAsked,
	recordLog,
	type SlackRoomOptions,
} from "./open-slack-room.ts";

/** What answers interactions on the real Bolt, and nothing else of the bot. */
export interface OpenInteractions {
	readonly asked: readonly Asked[];
	/** Warnings and faults, in order. */
	readonly logged: readonly LogLine[];
	/** What was logged as an error, the fault itself. */
	readonly faults: readonly unknown[];
	/** Posts a card that all see, as the bot does; gives the message's ts. */
	post(channel: string, card: Card, threadTs?: string): Promise<string>;
	/** Everything that came was answered. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

export interface OpenInteractionsOptions extends SlackRoomOptions {
	readonly times?: InteractionDeps["times"];
	/** The clock of what is remembered of groups. */
	readonly now?: PeopleDeps["now"];
	/** The workspace that the bot takes for its own. */
	readonly teamId?: string;
}

/** Connects in the fake's mode and hands what people do to the handlers. */
export async function openInteractions(
	fake: FakeSlack,
	given: OpenInteractionsOptions = {},
): Promise<OpenInteractions> {
	const { log: logged, faults, port } = recordLog();
	const { asked, handlers } = recordAsked(given.handlers);
	const options = { ...optionsFor(fake, { ...port, info() {} }), ...given.options };
	const deps = { options, ended() {} };
	const receiving = options.delivery.mode === "socket" ? openSocket(deps) : openHttp(deps);
	const client = openClient(options);
	const { now, times, teamId = fake.teamId } = given;
	const people = createPeople({ client, options, teamId, ...(now === undefined ? {} : { now }) });
	const interactions = createInteractions({
		...{ options, handlers, client, people },
		...(times === undefined ? {} : { times }),
	});
	const app = new App({
		receiver: receiving.receiver,
		authorize: async () => ({ botToken: options.token, botUserId: fake.botUserId }),
		convoStore: false,
		clientOptions: clientOptions(options),
		logger: silent,
	});
	interactions.listen(app);
	await receiving.open();
	return {
		...{ asked, logged, faults, settled: interactions.settled },
		async post(channel, card, threadTs) {
			const { text, blocks } = renderMessage(card, options.language);
			const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
			const { ts = "" } = await client.chat.postMessage({ channel, text, blocks, unfurl_links: false, ...thread });
			return ts;
		},
		async close() {
			await receiving.close();
			await interactions.settled();
		},
	};
}
