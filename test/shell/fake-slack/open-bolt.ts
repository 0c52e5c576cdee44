import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { clientOptions, silent } from "./open-client.ts";

/** The real client, with nothing of ours in between. What its handlers throw is in `faults`. */
export async function openBolt(fake: FakeSlack, listen: (app: App) => void, clientPingTimeout = 5_000) {
	const { settings } = fake;
	const faults: unknown[] = [];
	const options = clientOptions(fake);
	const receiver =
		settings.SLACK_MODE === "http"
			? new HTTPReceiver({ signingSecret: settings.SLACK_SIGNING_SECRET ?? "", logger: silent })
			: new SocketModeReceiver({
					appToken: settings.SLACK_APP_TOKEN ?? "",
					installerOptions: { clientOptions: options },
					// Also how long the client waits before it connects again.
					clientPingTimeout,
					logger: silent,
				});
	const app = new App({
		token: fake.botToken,
		receiver,
		clientOptions: options,
		deferInitialization: true,
		logger: silent,
	});
	app.error(async (fault) => {
		faults.push(fault);
	});
	listen(app);
	await app.init();
	if (receiver instanceof HTTPReceiver) {
		await receiver.start({ port: Number(settings.SLACK_HTTP_PORT), host: "127.0.0.1" });
	} else await receiver.start();
	return { app, faults, close: () => app.stop() };
}
