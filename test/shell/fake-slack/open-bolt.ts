import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";

const none = () => {};
/** Bolt's own words would fill the test's output; what goes wrong is in `faults`. */
const logger = {
	debug: none,
	info: none,
	warn: none,
	error: none,
	setLevel: none,
	getLevel: () => LogLevel.ERROR,
	setName: none,
};

/** The real client, with nothing of ours in between. What its handlers throw is in `faults`. */
export async function openBolt(fake: FakeSlack, listen: (app: App) => void) {
	const { settings } = fake;
	const faults: unknown[] = [];
	const clientOptions = { slackApiUrl: settings.SLACK_API_URL ?? "", retryConfig: { retries: 0 }, logger };
	const receiver =
		settings.SLACK_MODE === "http"
			? new HTTPReceiver({ signingSecret: settings.SLACK_SIGNING_SECRET ?? "", logger })
			: new SocketModeReceiver({
					appToken: settings.SLACK_APP_TOKEN ?? "",
					installerOptions: { clientOptions },
					// Also how long the client waits before it connects again.
					clientPingTimeout: 1_000,
					logger,
				});
	const app = new App({ token: fake.botToken, receiver, clientOptions, deferInitialization: true, logger });
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
