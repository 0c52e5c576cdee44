import type {
	App,
	BlockAction,
	SlackViewAction,
	types,
	ViewResponseAction,
	ViewSubmitAction,
	webApi,
} from "@slack/bolt";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlackAnswer } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { option } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";

/** What the bot does; each test says anew. */
interface Handlers {
	command(triggerId: string, client: webApi.WebClient): Promise<unknown>;
	submit(body: ViewSubmitAction): ViewResponseAction | undefined;
	press(body: BlockAction, client: webApi.WebClient): Promise<unknown>;
}

/** A bot that acknowledges everything, does what `handlers` say, and offers two options for whatever is typed. */
export async function openFormBot(options: FakeSlackOptions) {
	const fake = await startFakeSlack(options);
	const handlers: Handlers = { command: async () => {}, submit: () => undefined, press: async () => {} };
	const idle = { ...handlers };
	const { app, faults, close } = await openBolt(fake, (bolt) => listen(bolt, handlers));
	return {
		fake,
		handlers,
		faults,
		client: app.client,
		/** Nothing is done from now on. */
		reset: () => void Object.assign(handlers, idle),
		/** Has the bot open a view for somebody; gives its id. */
		async opened(view: types.ModalView, as: "anna" | "bram" = "anna"): Promise<string> {
			handlers.command = (triggerId, client) => client.views.open({ trigger_id: triggerId, view });
			return idOf(await fake.command(as, "open"));
		},
		async close() {
			await close();
			await fake.close();
		},
	};
}

export function idOf(answer: FakeSlackAnswer): string {
	if (answer.kind !== "view") throw new Error(answer.kind);
	return answer.view.id;
}

function listen(app: App, handlers: Handlers): void {
	app.command("/meldkamer", async ({ ack, body, client }) => {
		await ack();
		await handlers.command(body.trigger_id, client);
	});
	app.view<SlackViewAction>(/.*/, async ({ ack, body }) => {
		const answer = handlers.submit(body as ViewSubmitAction);
		if (answer) await ack(answer as never);
		else await ack();
	});
	app.action<BlockAction>({ type: "block_actions" }, async ({ ack, body, client }) => {
		await ack();
		await handlers.press(body, client);
	});
	app.options<"block_suggestion">(/.*/, async ({ ack, options }) => {
		await ack({ options: [option(`${options.value}1`), option(`${options.value}2`)] });
	});
}
